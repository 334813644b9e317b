"""What an official wrote, read as commands: verb, targets, argument, note, certainty."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Certainty(StrEnum):
    """How surely a word is that command (domain notes 3.1): written outright, or guessed."""

    SURE = "pasti"
    GUESSED = "diduga"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `verb` is a headword of the verb table.

    `targets` and `cc` are seat codes (`kabid`, `kabid:aplikasi`) or `seat:person` codes (`tim:budi`), first
    target responsible. `argument` is normalised (`T S`, `P2`, `4`, `sumbawa-2021`); `note` the free text, as written;
    `due` a local date or an aware moment. `line` is the line it was read from, as written. `on_behalf` is the code of
    the seat in whose name it was given ("a.n. Kadis: …"), empty where the sender speaks for himself.
    """

    verb: str
    targets: tuple[str, ...] = ()
    argument: str = ""
    note: str = ""
    due: date | datetime | None = None
    cc: tuple[str, ...] = ()
    certainty: Certainty = Certainty.SURE
    line: str = ""
    on_behalf: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered answer to a question back: its label and the command it stands for."""

    label: str
    command: Command


@dataclass(frozen=True, slots=True)
class Question:
    """A question back to the sender, an Indonesian sentence; answered by the number of a choice, or YA for the first.

    `pending` are the other commands of the same reply: they wait for the answer and are then carried out before it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    pending: tuple[Command, ...] = ()


class ReadAs(StrEnum):
    """What is made of a reply (`outcome` of `explain --json`)."""

    RUN = "run"
    ASK = "ask"
    NOTE = "note"
    IGNORE = "ignore"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Reading:
    """A reply, read. With RUN the commands are to be carried out in order; with ASK `question` goes back.

    With REFUSE the `commands` were understood but miss something, and `reason` (Indonesian, a full sentence) says what.
    With NOTE the text is kept as a remark; `reason` may hint at what was nearly read. IGNORE is thanks or nothing.
    `guard` names the word that held a command back (English, for explain and the log).
    """

    outcome: ReadAs
    commands: tuple[Command, ...] = ()
    question: Question | None = None
    reason: str = ""
    guard: str = ""
