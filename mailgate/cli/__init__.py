"""The command line: doors to the gateway, and nothing but doors."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import typer

from mailgate.cli import (
    addresses,
    auditing,
    boxes,
    checking,
    demonstrating,
    digesting,
    doctoring,
    explaining,
    importing,
    lettering,
    migrating,
    running,
    sops,
    tickets,
)
from mailgate.cli.printing import say_error
from mailgate.domain.errors import MailgateError, PolicyError, SettingsError

FAULT = 1
"""The exit code where a fault was found."""

MISTAKE = 2
"""The exit code of whatever was asked for wrongly."""


@dataclass(frozen=True, slots=True)
class Door:
    """A command: its name (`sop show`), what opens behind it, and an example for `--help`."""

    name: str
    opens: Callable[..., Any]
    example: str


DOORS = (
    Door("run", running.run, "mailgate run"),
    Door("poll", running.poll, "MAILGATE_BROKER_URL=redis://localhost:6379/0 mailgate poll"),
    Door("work", running.work, "MAILGATE_BROKER_URL=redis://localhost:6379/0 mailgate work"),
    Door("tick", running.tick, "MAILGATE_BROKER_URL=redis://localhost:6379/0 mailgate tick"),
    Door("demo", demonstrating.demo, "mailgate demo sumbawa-jarak-jauh --serve"),
    Door("explain", explaining.explain, "mailgate explain balasan.eml --sop sumbawa-2021 --step 2 --role kadis"),
    Door("surat", lettering.surat, "mailgate surat scan0012.pdf --json"),
    Door("check", checking.check, "MAILGATE_RULES_DIR=rules mailgate check"),
    Door("doctor", doctoring.doctor, "mailgate doctor"),
    Door("sop list", sops.list_sops, "mailgate sop list"),
    Door("sop show", sops.show, "mailgate sop show sumbawa-2021 --json"),
    Door("sop render", sops.render, "mailgate sop render sumbawa-2021 --out sop.pdf"),
    Door("ticket list", tickets.list_tickets, "mailgate ticket list --open --instansi sumbawa"),
    Door("ticket show", tickets.show, "mailgate ticket show SBW-2026-000123"),
    Door("ticket dossier", tickets.dossier, "mailgate ticket dossier SBW-2026-000123 --out berkas.pdf"),
    Door("inbox list", boxes.list_inbox, "mailgate inbox list --state stuck"),
    Door("inbox show", boxes.show_inbox, "mailgate inbox show 17 --raw > mail.eml"),
    Door("inbox retry", boxes.retry_inbox, "mailgate inbox retry 17 18"),
    Door("outbox list", boxes.list_outbox, "mailgate outbox list --ticket SBW-2026-000123"),
    Door("outbox show", boxes.show_outbox, "mailgate outbox show 42"),
    Door("outbox retry", boxes.retry_outbox, "mailgate outbox retry 42"),
    Door("outbox hold", boxes.hold_outbox, "mailgate outbox hold 42 43"),
    Door("address list", addresses.list_addresses, "mailgate address list --instansi sumbawa"),
    Door("address clear", addresses.clear_addresses, "mailgate address clear kadis@sumbawa.example"),
    Door("digest", digesting.digest, "mailgate digest --week 2026-W47 --dry-run"),
    Door("audit verify", auditing.verify, "mailgate audit verify"),
    Door("import", importing.import_file, "mailgate import arsip-2025.mbox --instansi sumbawa"),
    Door("db upgrade", migrating.upgrade, "mailgate db upgrade"),
)

GROUPS = {
    "sop": "The procedures, and what each says.",
    "ticket": "Requests: where they stand, and everything that happened.",
    "inbox": "What came in, what became of it, what is stuck.",
    "outbox": "What goes out, what was sent, what is stuck.",
    "address": "Whom mail does not reach.",
    "audit": "The history that nobody can change unnoticed.",
    "db": "The database.",
}


SUMMARY = "An email-driven ticketing gateway: offices write, officials decide by replying."


def build() -> typer.Typer:
    """The command line, from the table of its doors."""
    options: dict[str, Any] = {"add_completion": False, "no_args_is_help": True, "rich_markup_mode": None}
    root = typer.Typer(
        name="mailgate",
        help=SUMMARY,
        pretty_exceptions_enable=False,
        **options,
    )
    groups = {name: typer.Typer(name=name, help=text, **options) for name, text in GROUPS.items()}
    for group in groups.values():
        root.add_typer(group)
    for door in DOORS:
        within, _, name = door.name.rpartition(" ")
        place = groups[within] if within else root
        place.command(name, epilog=f"Example: {door.example}")(door.opens)
    return root


app = build()


def main() -> None:
    """The program `mailgate`. A mistake is one sentence on stderr and exit code 2, a fault found exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_opened())


def _opened() -> int:
    try:
        return int(app(prog_name="mailgate", standalone_mode=False) or 0)
    except typer.TyperException as error:
        return _mistyped(error)
    except MailgateError as error:
        say_error(_sentence(error))
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        say_error(f"{name}{error.strerror or error}")
    except (KeyboardInterrupt, typer.Abort):
        return 130
    return MISTAKE


def _mistyped(error: typer.TyperException) -> int:
    """What click found wrong with the words typed; a bare group shows its help."""
    context = getattr(error, "ctx", None)
    text = error.format_message().strip()
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(text)
        return 0
    path = context.command_path if context else "mailgate"
    say_error(f"{' '.join(text.split()).rstrip('.')}; see `{path} --help`")
    return MISTAKE


def _sentence(error: MailgateError) -> str:
    """On one line; of several faults the first, and where the others are listed."""
    if not isinstance(error, PolicyError | SettingsError):
        return " ".join(str(error).split())
    first, *others = str(error).splitlines()
    return f"{first} (and {len(others)} more; `mailgate check` lists all)" if others else first
