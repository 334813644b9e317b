"""`mailgate check`: every fault of settings, rules and templates at once, before anything is started."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, paragraph, say
from mailgate.domain.errors import Fault, MailgateError, PolicyError, SettingsError, UnreadableMail

if TYPE_CHECKING:
    from mailgate.domain.office import Office
    from mailgate.domain.policy import Policy
    from mailgate.settings import Settings

SETTINGS = "settings"
"""Where a fault stands that is in no file of the offices."""


def check(
    settings: Annotated[
        bool, typer.Option("--settings", help="List every setting with its default and value.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,
) -> None:
    """Name every fault of settings, rules and templates.

    File, line, key, and what would be right. The golden mails of each office (contoh/) are routed too. Warnings are
    shown, but only faults give exit code 1.
    """
    if settings:
        _list(json=json)
        return
    found = Findings()
    found.collect()
    if json:
        for severity, faults in (("fault", found.faults), ("warning", found.warnings)):
            for f in faults:
                as_json({"severity": severity, "file": f.file, "line": f.line, "key": f.key, "message": f.message})
    else:
        found.show()
    if found.faults:
        raise typer.Exit(1)


def _list(*, json: bool) -> None:
    from mailgate.settings import describe

    lines = describe(surroundings.settings())
    if json:
        for line in lines:
            as_json({"name": line.name, "default": line.default, "value": line.value, "meaning": line.meaning})
        return
    for line in lines:
        say(f"{line.name} = {line.value or '(not set)'}")
        paragraph(f"{line.meaning}; default: {line.default or 'none'}", indent=4, dim=True)


class Findings:
    """What is wrong, and what is only worth a look; sorted by file as they come."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.offices: tuple[str, ...] = ()
        self.golden = 0

    def collect(self) -> None:
        """Look at everything; what can't be looked at for another fault is left out."""
        from mailgate.adapters.documents import check_documents
        from mailgate.adapters.jinja import check_templates

        try:
            settings = surroundings.settings()
        except SettingsError as error:
            self.faults += [Fault(SETTINGS, 0, "", line) for line in str(error).splitlines()]
            return
        policy = self._rules(settings)
        self.faults += [
            replace(fault, file=f"{settings.templates_dir}/{fault.file}")
            for fault in (*check_templates(settings.templates_dir), *check_documents(settings.templates_dir))
        ]
        self._settings(settings, policy)

    def show(self) -> None:
        """One line a finding, and one that sums up."""
        for fault in self.faults:
            say(str(fault), fg="red")
        for warning in self.warnings:
            say(f"{warning} (warning)", fg="yellow")
        if self.faults:
            say(f"{_count(len(self.faults), 'fault')}, {_count(len(self.warnings), 'warning')}.")
        else:
            looked = f"{', '.join(self.offices)}; {_count(self.golden, 'golden mail')} went where they should"
            say(f"No fault ({looked}), {_count(len(self.warnings), 'warning')}.", fg="green")

    def _rules(self, settings: "Settings") -> "Policy | None":
        try:
            policy = surroundings.policy(settings)
        except PolicyError as error:
            self.faults += _under(settings, error.faults)
            return None
        self.offices = tuple(policy.offices)
        self.warnings += _under(settings, policy.warnings)
        for office in policy.offices.values():
            self.faults += _under(settings, tuple(self._golden(settings, office)))
        return policy

    def _golden(self, settings: "Settings", office: "Office") -> Iterator[Fault]:
        """The golden mails that go elsewhere than they should."""
        from mailgate.adapters.policy_yaml import golden

        try:
            for path, expected in golden(settings.rules_dir, office.code):
                self.golden += 1
                wanted = (expected.sop, expected.tray, expected.priority)
                message = _misrouted(path, wanted, office)
                if message:
                    yield expected.fault(message)
        except PolicyError as error:
            yield from error.faults

    def _settings(self, settings: "Settings", policy: "Policy | None") -> None:
        """What the settings lack: a fault once mail is set up, a warning before."""
        from mailgate.adapters.reader import missing_packages
        from mailgate.settings import unknown_variables

        unknown = unknown_variables(settings)
        self.warnings += [Fault(SETTINGS, 0, name, "is no setting and does nothing") for name in unknown]
        self.warnings += [Fault(SETTINGS, 0, "surat", sentence) for sentence in missing_packages()]
        mail_is_set_up = bool(settings.imap_url or settings.mailbox or settings.lmtp)
        lacks = [Fault(SETTINGS, 0, "", message) for message in _lacking(settings, policy)]
        if mail_is_set_up:
            self.faults += lacks
        else:
            self.warnings += lacks
            message = "no mailbox is set: MAILGATE_IMAP_URL, or [mailbox.<name>] in mailgate.toml"
            self.warnings.append(Fault(SETTINGS, 0, "", message))
        if settings.lmtp and _is_open(settings.lmtp.listen):
            message = (
                f"{settings.lmtp.listen} is reached by other machines, and whoever reaches it can vouch for any "
                "sender; listen on 127.0.0.1 or unix:/path, or let a firewall admit the mail server alone"
            )
            self.warnings.append(Fault(SETTINGS, 0, "lmtp.listen", message))
        if policy:
            blind = [code for code in policy.offices if not surroundings.authserv_id(settings, code)]
            message = f"not set for {', '.join(blind)}: no command is run, because nobody vouches for senders"
            self.warnings += [Fault(SETTINGS, 0, "MAILGATE_AUTHSERV_ID", message)] if blind else []


def _is_open(listen: str) -> bool:
    from mailgate.adapters.loopback import is_loopback

    return not listen.startswith("unix:") and not is_loopback(listen.rpartition(":")[0])


def _lacking(settings: "Settings", policy: "Policy | None") -> Iterator[str]:
    try:
        settings.seal_key()
    except SettingsError as error:
        yield str(error)
    try:
        boxes = settings.mailboxes(tuple(policy.offices)) if policy else ()
    except MailgateError as error:
        yield str(error)
        return
    without = [box.name for box in boxes if box.smtp is None]
    if without:
        yield f"MAILGATE_SMTP_URL is not set, and mailbox {', '.join(without)} has no smtp_url: nothing can be sent"
    if not boxes and settings.smtp_url is None:
        yield "MAILGATE_SMTP_URL is not set: nothing can be sent"


def _under(settings: "Settings", faults: tuple[Fault, ...]) -> list[Fault]:
    """Faults with the path of their file as the operator would open it."""
    return [replace(fault, file=str(settings.rules_dir / fault.file)) for fault in faults]


def _misrouted(path: Path, wanted: tuple[str | None, ...], office: "Office") -> str | None:
    """What to say of a golden mail that goes elsewhere; a priority counts only where one is expected."""
    from mailgate.app.request import understand
    from mailgate.mail.parse import parse

    try:
        routing = understand(parse(path.read_bytes()), office).routing
    except UnreadableMail as error:
        return f"{path.name} tidak dapat dibaca: {error}"
    went = (routing.sop, routing.tray, routing.priority if wanted[-1] else None)
    if went == wanted:
        return None
    why = "; ".join(routing.reasons) or "tanpa alasan"
    return f"{path.name} masuk ke {_place(went)}, bukan ke {_place(wanted)} ({why})"


def _place(parts: tuple[str | None, ...]) -> str:
    return " ".join(filter(None, parts))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
