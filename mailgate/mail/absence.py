"""What is written about an absence: its announcement by the official, and the answer of those who confirm it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from mailgate.domain.command import Command, ReadAs, Reading
from mailgate.domain.leave import basis_in, kind_of
from mailgate.domain.roster import Roster
from mailgate.domain.sop import Outcome
from mailgate.domain.task import Task
from mailgate.mail.read import read
from mailgate.mail.subject import bare_subject

_MENTIONED = re.compile(r"\b(?:cuti|dl|dinas luar|tugas luar|delegasi)", re.IGNORECASE)
_CONFIRM = (Outcome("YA", ""), Outcome("TIDAK", "", reason=True))


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence as written: None or empty where the text doesn't say it. `said` is the line it was read from."""

    first: date | None
    last: date | None
    deputy: str | None
    basis: str
    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Decision:
    """TU's answer. `confirmed` is None where it is neither YA nor TIDAK with a reason; then `reason` may say why."""

    confirmed: bool | None
    reason: str = ""
    corrected: Absence | None = None


def mentions_absence(text: str) -> bool:
    """Whether a mail needs to be read for an absence at all: most mails don't."""
    return _MENTIONED.search(text) is not None


def read_absence(text: str, subject: str, roster: Roster, now: datetime) -> Absence | None:
    """The absence that a mail announces as its one concern, or None. `now` is local and aware."""
    if not text.strip() and bare_subject(subject) == subject.strip():
        text = subject  # of no reply and no forward: the sender's own words
    command = _only_leave(read(text, _task(roster, now)))
    return _absence(command) if command else None


def read_decision(text: str, roster: Roster, now: datetime) -> Decision:
    """YA, YA with other dates or another deputy ("YA s.d. 28/11"), or TIDAK with a reason."""
    reading = read(text, Task(_CONFIRM, ("CATATAN", "BANTUAN"), roster, now))
    if reading.outcome is not ReadAs.RUN or len(reading.commands) != 1:
        return Decision(None, reading.reason)
    command = reading.commands[0]
    if command.verb == "TIDAK":
        return Decision(False, command.note)
    if command.verb != "YA":
        return Decision(None)
    if not command.note:
        return Decision(True)
    corrected = _only_leave(read(f"CUTI {command.note}", _task(roster, now)))
    if corrected is None:
        corrected = _only_leave(read(f"CUTI s.d. {_FAR}, {command.note}", _task(roster, now)))
        corrected = _without_days(corrected) if corrected and corrected.targets else None
    # Words that change nothing known may be a condition: then it was no plain YA.
    return Decision(True, corrected=_absence(corrected)) if corrected else Decision(None)


_FAR = "31/12"
"""Any day: CUTI is read by its dates, and here the deputy alone may have been named."""


def _without_days(command: Command) -> Command:
    return Command(command.verb, command.targets, note=command.note, line=command.line)


def _task(roster: Roster, now: datetime) -> Task:
    return Task((), ("CUTI", "CATATAN", "STATUS", "BANTUAN"), roster, now)


def _only_leave(reading: Reading) -> Command | None:
    commands = reading.commands
    if reading.outcome is ReadAs.ASK and reading.question is not None:
        # Asked of a command that is run; this one is only put before TU, who decides.
        commands = tuple(choice.command for choice in reading.question.choices[:1])
    elif reading.outcome is not ReadAs.RUN:
        return None
    return commands[0] if len(commands) == 1 and commands[0].verb == "CUTI" else None


def _absence(command: Command) -> Absence:
    first, _, last = command.argument.partition("/")
    return Absence(
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        deputy=command.targets[0] if command.targets else None,
        basis=basis_in(command.line),
        kind=kind_of(command.line),
        said=command.line.strip(),
    )
