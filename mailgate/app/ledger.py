"""One line for each ticket of a report: what every figure, list and table of it is counted from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from mailgate.app.frame import Desk, stage_of
from mailgate.domain.actor import Assignment
from mailgate.domain.narrative import holder_titles
from mailgate.domain.roster import Roster, Seat
from mailgate.domain.ticket import Ticket

BRANCH_ROLE = "kabid"
"""The role that heads a bidang."""

WAITS_FOR_REQUESTER = "menunggu pemohon"
POSTPONED = "ditunda"
"""Why the clock stands still; such tickets are counted apart (domain notes 5.3)."""


def hal_of(ticket: Ticket) -> str:
    """What a ticket is about, as reports may say it: the one place where they read it."""
    return ticket.subject


@dataclass(frozen=True, slots=True)
class Entry:
    """A ticket as a report sees it at its moment.

    `branch` is the head of the bidang that has or had it, None where no bidang is known yet. `overdue` is true of an
    open ticket past its mutu baku whose clock runs. `waiting` says why the clock stands still, empty where it runs.
    """

    ticket: Ticket
    branch: Seat | None
    stage: str
    overdue: bool
    waiting: str

    @property
    def sop_name(self) -> str:
        """The SOP it walks."""
        return self.ticket.sop.name if self.ticket.sop else "Belum ditetapkan"

    @property
    def branch_title(self) -> str:
        """The bidang, by the title of its head."""
        return self.branch.title if self.branch else "Belum terbagi"

    @property
    def organisation(self) -> str:
        """Who asks."""
        return self.ticket.requester.name or self.ticket.requester.email

    @property
    def solved(self) -> bool:
        """Closed because the work was done, as against turned down, withdrawn, merged, or no request at all."""
        return self.ticket.closing == "selesai"

    @property
    def since(self) -> datetime:
        """Since when it has stood where it stands."""
        return self.ticket.visits[-1].entered_at if self.ticket.visits else self.ticket.opened_at


def entries(tickets: Iterable[Ticket], desk: Desk) -> list[Entry]:
    """The lines of these tickets, in their order."""
    branches = Branches(desk.office.roster)
    return [_entry(ticket, branches, desk) for ticket in tickets]


def _entry(ticket: Ticket, branches: "Branches", desk: Desk) -> Entry:
    stands = ticket.pause is not None and ticket.is_open
    for_requester = ticket.pause is not None and ticket.pause.for_requester
    return Entry(
        ticket,
        branches.of(ticket),
        stage_of(ticket, desk.office),
        overdue=ticket.is_open and not stands and ticket.due_at is not None and ticket.due_at < desk.now,
        waiting=(WAITS_FOR_REQUESTER if for_requester else POSTPONED) if stands else "",
    )


@dataclass(slots=True)
class Branches:
    """Finds the bidang of a ticket; the lines of superiors are walked once for each post."""

    roster: Roster
    _known: dict[tuple[str | None, str], Seat | None] = field(default_factory=dict)

    def of(self, ticket: Ticket) -> Seat | None:
        """The Kabid who had it last, himself or through a post below him; before that, the one whose service it is."""
        sop = ticket.sop.id if ticket.sop else None
        for visit in reversed(ticket.visits):
            for holder in visit.holders:
                if found := self._above(holder, sop):
                    return found
        heads = self.roster.for_sop(sop).seats_of(BRANCH_ROLE)
        for_it = [seat for seat in heads if not seat.services or ticket.service in seat.services]
        return for_it[0] if len(for_it) == 1 and sop else None

    def _above(self, holder: Assignment, sop: str | None) -> Seat | None:
        key = (sop, holder.seat)
        if key not in self._known:
            self._known[key] = _head_over(holder.seat, self.roster.for_sop(sop))
        return self._known[key]


def _head_over(code: str, roster: Roster) -> Seat | None:
    """The Kabid at or above a post; None where the line leads to none, or to a role that several hold."""
    passed: set[str] = set()
    while code not in passed:
        passed.add(code)
        seats = roster.seats_of(code)
        if len(seats) != 1:
            return None
        if seats[0].role == BRANCH_ROLE:
            return seats[0]
        code = seats[0].superior or code
    return None


def holder_titles_of(ticket: Ticket, roster: Roster) -> str:
    """Who has the ticket, by title alone: a report is forwarded, and shames nobody by name."""
    posts = tuple(Assignment(a.seat, None, assists=a.assists) for a in ticket.holders)
    return holder_titles(posts, roster, ticket.requester.name or "Pemohon")
