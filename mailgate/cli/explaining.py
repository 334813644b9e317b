"""`mailgate explain`: what the gateway would make of each mail, storing and sending nothing."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, heading, label_value, letter_lines, say
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.adapters.db.uow import Database
    from mailgate.app.explain import Bench, Frame
    from mailgate.app.ports import LetterReader
    from mailgate.domain.office import Office
    from mailgate.domain.policy import Policy
    from mailgate.settings import Settings


def explain(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="A mail (.eml), an mbox, or - for stdin.")],
    instansi: Annotated[
        str | None, typer.Option(help="The office; default: the one in To, Cc or Delivered-To.")
    ] = None,
    sop: Annotated[str | None, typer.Option(help="The mail answers a task of this SOP …")] = None,
    step: Annotated[str | None, typer.Option(help="… on this step …")] = None,
    role: Annotated[str | None, typer.Option(help="… as this role, whose authority is taken as given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One object a mail.")] = False,
) -> None:
    """Say what the gateway would make of mails, and why.

    Kind, command or SOP; nothing is stored or sent. With --sop and --step the mail is read as an answer to that task;
    else its seal, the roster and the tickets of the database, if there is one, decide.
    """
    frame = _frame(sop, step, role)
    settings = surroundings.settings()
    with ExitStack() as stack:
        database = None if frame else stack.enter_context(surroundings.database_if_any(settings))
        reader = stack.enter_context(surroundings.letter_reader(settings))
        benches = Benches(settings, surroundings.policy(settings, instansi), frame, instansi, database, reader)
        for name, raw in _mails(files):
            told = benches.explain(name, raw)
            if json:
                as_json(told)
            else:
                show(told)


def _frame(sop: str | None, step: str | None, role: str | None) -> "Frame | None":
    from mailgate.app.explain import Frame

    if sop is None and step is None and role is None:
        return None
    if sop is None or step is None:
        raise MailgateError("Say both --sop and --step (and --role where a step has several), or neither")
    return Frame(sop, step, role)


def _mails(files: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every mail; those of an mbox are counted, `alt.mbox#1`."""
    from mailgate.mail.mbox import is_mbox, mails_in

    for file in files:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        if is_mbox(raw):
            for number, mail in enumerate(mails_in(raw.splitlines(keepends=True)), 1):
                yield f"{file}#{number}", mail
        else:
            yield str(file), raw


@dataclass
class Benches:
    """A bench for each office that a mail is for, made once."""

    settings: "Settings"
    policy: "Policy"
    frame: "Frame | None"
    instansi: str | None
    database: "Database | None"
    reader: "LetterReader | None" = None
    _made: "dict[str, Bench]" = field(default_factory=dict)

    def explain(self, name: str, raw: bytes) -> dict[str, Any]:
        """The object of one mail, with the stored tickets where there are any."""
        from mailgate.app.explain import explain as explained

        bench = self._bench(self._office(name, raw))
        if self.database is None:
            return explained(name, raw, bench)
        with self.database.reading() as uow:
            return explained(name, raw, replace(bench, uow=uow))

    def _office(self, name: str, raw: bytes) -> "Office":
        from mailgate.app.explain import office_of
        from mailgate.domain.errors import UnreadableMail
        from mailgate.mail.parse import parse

        if self.instansi:
            return self.policy.offices[self.instansi]
        try:
            recipients = parse(raw).recipients
        except UnreadableMail:
            return next(iter(self.policy.offices.values()))
        office = office_of(recipients, self.policy.offices)
        if office is None:
            known = ", ".join(self.policy.offices)
            raise MailgateError(f"{name} names no office in To, Cc or Delivered-To; say --instansi ({known})")
        return office

    def _bench(self, office: "Office") -> "Bench":
        from mailgate.app.explain import Bench, ticket_at
        from mailgate.app.frame import Desk

        if office.code not in self._made:
            desk = Desk(office, surroundings.now(), surroundings.sealer(self.settings))
            if self.frame:
                ticket_at(self.frame, office, desk.now)  # a step that isn't there is said before any mail is read
            authserv_id = surroundings.authserv_id(self.settings, office.code)
            self._made[office.code] = Bench(desk, authserv_id, frame=self.frame, reader=self.reader)
        return self._made[office.code]


def show(told: dict[str, Any]) -> None:
    """The object for people."""
    heading(told["file"])
    label_value("kind", f"{told['kind']}: {told['why']}")
    label_value("from", told["from"])
    if told["requester"] != told["from"]:
        label_value("requester", told["requester"])
    label_value("subject", told["subject"])
    label_value("new text", _indented(told["new_text"]))
    for file in told["attachments"]:
        label_value("attachment", f"{file['name']} ({file['type']}, {file['bytes']} bytes)")
    for part, lines in (
        ("surat", letter_lines),
        ("proof", _proof),
        ("reading", _reading),
        ("routing", _routing),
        ("bounce", _bounce),
    ):
        previous = ""
        for label, value in lines(told[part]) if told[part] else ():
            label_value("" if label == previous else label, value)
            previous = label
    say()


def _indented(text: str, limit: int = 12) -> str:
    """The first lines of what was written."""
    lines = [line for line in text.splitlines() if line.strip()]
    more = [f"… ({len(lines) - limit} more lines)"] if len(lines) > limit else []
    return "\n".join(lines[:limit] + more)


def _proof(proof: dict[str, Any]) -> Iterator[tuple[str, str]]:
    missing = f"; missing: {', '.join(proof['missing'])}" if proof["missing"] else ""
    found = f": {', '.join(proof['found'])}" if proof["found"] else ""
    yield "proof", f"{proof['grade']}{found}{missing}"


def _reading(reading: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "reading", reading["outcome"]
    if reading.get("guard"):
        yield "held back", reading["guard"]
    for command in reading["commands"]:
        words = [command["verb"], " + ".join(command["targets"]), command["argument"]]
        text = " ".join(filter(None, words))
        text += f": {command['note']}" if command["note"] else ""
        text += f"  [due {command['due']}]" if command["due"] else ""
        text += f"  [cc {', '.join(command['cc'])}]" if command["cc"] else ""
        yield "command", f"{text}  ({command['certainty']})"
    yield "answer", reading["answer"] or "(none)"


def _routing(routing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    where = f"SOP {routing['sop']}" if routing["sop"] else f"tray {routing['tray']}"
    priority = f", {routing['priority']}" if routing["priority"] else ""
    yield "routing", f"{where}, score {routing['score']}{priority}"
    for reason in routing["reasons"]:
        yield "because", reason


def _bounce(bounce: dict[str, Any]) -> Iterator[tuple[str, str]]:
    how = "for good" if bounce["permanent"] else "for now"
    yield "bounced", f"{', '.join(bounce['recipients']) or '(unnamed)'} {how}, status {bounce['status'] or '(none)'}"
