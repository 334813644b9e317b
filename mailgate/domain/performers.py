"""Who holds a step when it opens: its roles, narrowed by whom commands have appointed before."""

from collections.abc import Iterator

from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.roster import Roster
from mailgate.domain.sop import Performer, Sop, Step


def holders_of(step: Step, sop: Sop, chosen: tuple[Assignment, ...], roster: Roster) -> tuple[Assignment, ...]:
    """The assignments of a step.

    A role that a command appointed somebody for is held by that person or seat; where the step wants one of several
    roles
    and one was appointed, the others stay out; a role nobody was appointed for is held by all its seats.
    """
    appointed = {a.seat.partition(":")[0] for a in chosen if not a.assists}
    narrowed = step.one_of and bool(appointed & set(step.acting))
    held: list[Assignment] = []
    for performer in step.performers:
        if narrowed and performer.role not in appointed and not performer.assists:
            continue
        held += _held_by(performer, sop, chosen, roster)
    return tuple(dict.fromkeys(held))


def _held_by(performer: Performer, sop: Sop, chosen: tuple[Assignment, ...], roster: Roster) -> Iterator[Assignment]:
    if sop.role(performer.role).requester:
        yield Assignment(REQUESTER_SEAT, assists=performer.assists)
        return
    mine = [a for a in chosen if a.seat.partition(":")[0] == performer.role]
    if any(not a.assists for a in mine):
        yield from mine  # a helper by the document (PIC, Trenggalek 2019) acts once appointed
        return
    yield from (Assignment(seat.code, None, performer.assists) for seat in roster.seats_of(performer.role))
