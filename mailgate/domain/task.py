"""What one person may answer on one ticket now: the frame in which a reply is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mailgate.domain.command import Question
from mailgate.domain.printing import PRINTABLES, Printable
from mailgate.domain.roster import Roster
from mailgate.domain.sop import Outcome


@dataclass(frozen=True, slots=True)
class Task:
    """The frame of a reply.

    `outcomes` are the step's edges that this reader may give (none if the step isn't theirs); `general` the
    headwords allowed beside them. `now` is local and aware. `attachments` counts the files of the reply.
    `asked` is the question this reader was last asked on the ticket, if any is open. `service` is the ticket's known
    service
    (`jaringan`, `aplikasi`) and helps to propose between two posts. `requester` is true where the reader is the one
    who asked.
    `rating` is true while the reader may give NILAI (a bare `4` is then a rating). `aliases` are the office's own
    words → headword. `papers` are what this reader may have printed.
    """

    outcomes: tuple[Outcome, ...]
    general: tuple[str, ...]
    roster: Roster
    now: datetime
    attachments: int = 0
    asked: Question | None = None
    service: str | None = None
    requester: bool = False
    rating: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[Printable, ...] = PRINTABLES

    @property
    def allowed(self) -> tuple[str, ...]:
        """All headwords allowed now, edges first, each once."""
        return tuple(dict.fromkeys([outcome.verb for outcome in self.outcomes] + list(self.general)))
