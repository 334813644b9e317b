"""What a ticket is made of: who asks, its visits to steps, a pause, and what BATAL restores."""

from dataclasses import dataclass
from datetime import datetime

from mailgate.domain.actor import Assignment
from mailgate.domain.timing import Pace


@dataclass(frozen=True, slots=True)
class Party:
    """The requester: the registered organisation (`code` None where unknown) and the address that wrote."""

    email: str
    name: str
    code: str | None
    head: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One entry into a step; the seals of its task mails are bound to `number`. `left_by` and `verb` say how it
    ended.
    """

    number: int
    step: str
    entered_at: datetime
    holders: tuple[Assignment, ...]
    left_at: datetime | None = None
    left_by: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still: since when, why, until when at the latest, and whether the requester is waited for."""

    since: datetime
    reason: str
    until: datetime | None = None
    for_requester: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """What BATAL restores: who gave which verb when, and how the ticket stood before."""

    by: str
    verb: str
    at: datetime
    step: str
    holders: tuple[Assignment, ...]
    chosen: tuple[Assignment, ...]
    pace: Pace
    solution: str
