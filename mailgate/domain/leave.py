"""Absence of an official, the deputy (Plh.) named for it, and the roster as it is while the deputy acts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mailgate.domain.office import Office
from mailgate.domain.roster import Holder, Roster, Seat, Tenure

LEAVE, DUTY = "cuti", "dinas luar"
"""Why an official is away (domain notes 3.5: berhalangan sementara)."""

_BASIS = re.compile(
    r"\b(?:SPT|SPRIN|SP|ST|surat (?:perintah|tugas)|nota dinas|ND)\b\.?\s*(?:no(?:mor)?\b\.?)?\s*:?\s*"
    r"(?P<number>[\w.]{1,20}(?:[/-][\w.]{1,20}){1,6})",
    re.IGNORECASE,
)
_DUTY = re.compile(r"\s*(?:(?:saya|kami) )?(?:dl\b|dinas luar|tugas luar)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leave:
    """A term of absence, first and last day inclusive and local.

    `seat` is the post as the official's mails name it, `official` the registered address of its holder, `deputy` the
    target that acts meanwhile (`sekdin`, `tim:budi`), None where none was named. `basis` is the order's number.
    """

    office: str
    seat: str
    official: str
    first: date
    last: date
    deputy: str | None = None
    basis: str = ""
    kind: str = LEAVE

    def covers(self, day: date) -> bool:
        """Whether the official is away on that local day."""
        return self.first <= day <= self.last


def basis_in(text: str) -> str:
    """The number of the order that a text names (`SP 800/123/2026`), or nothing."""
    found = _BASIS.search(text)
    return found["number"].rstrip(".") if found else ""


def kind_of(line: str) -> str:
    """Whether a line speaks of leave or of duty elsewhere."""
    return DUTY if _DUTY.match(line) else LEAVE


def post_of(email: str, roster: Roster, day: date) -> tuple[Seat, Holder] | None:
    """The post whose official that address is; one person's post goes before a place in a team."""
    posts = [post for post in roster.acting(email, day) if post[1].tenure in (Tenure.DEFINITIVE, Tenure.PLT)]
    return min(posts, key=lambda post: post[0].team, default=None)


def deputy_of(leave: Leave, roster: Roster) -> tuple[Seat, Holder] | None:
    """Who is to act for the absent official, with the deputy's own post; None where nobody fits."""
    if leave.deputy is None:
        return None
    try:
        seat, holder = roster.locate(leave.deputy)
    except KeyError:
        return None
    if holder is None:
        definitive = [h for h in seat.holders if h.tenure in (Tenure.DEFINITIVE, Tenure.PLT)]
        holder = definitive[0] if len(definitive) == 1 else None
    return None if holder is None or leave.official in holder.emails else (seat, holder)


def seats_left(leave: Leave, roster: Roster) -> tuple[Seat, ...]:
    """The posts that wait for a deputy: all that the official holds alone; a team works on without him."""
    return tuple(
        seat
        for seat in roster.seats
        if not seat.team and any(h.tenure is not Tenure.AGENT and leave.official in h.emails for h in seat.holders)
    )


def with_deputies(office: Office, leaves: Iterable[Leave]) -> Office:
    """The office with the deputies of confirmed leaves beside the absent; dates decide when they act."""
    roster = office.roster
    for leave in leaves:
        found = deputy_of(leave, office.roster)
        if found is not None and leave.office == office.code:
            roster = _joined(roster, leave, found[1], {seat.code for seat in seats_left(leave, office.roster)})
    return office if roster is office.roster else replace(office, roster=roster)


def _joined(roster: Roster, leave: Leave, deputy: Holder, codes: set[str]) -> Roster:
    acting = replace(
        deputy, tenure=Tenure.PLH, since=leave.first, until=leave.last, basis=leave.basis or None, scope=(), aliases=()
    )
    seats = tuple(
        replace(seat, holders=(*seat.holders, acting)) if seat.code in codes else seat for seat in roster.seats
    )
    return Roster(seats)
