"""Addresses that mail does not reach, and the roster as it is written to meanwhile; who may act does not change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from mailgate.domain.office import Office
from mailgate.domain.roster import Holder, Roster, Seat


@dataclass(frozen=True, slots=True)
class Failure:
    """That a mail did not reach an address, for good (`permanent`) or for now; `status` is the code of RFC 3463.

    `reason` is what the server said, `post` the code of the seat that the address belongs to, None for a requester's.
    """

    address: str
    permanent: bool
    status: str | None = None
    reason: str = ""
    post: str | None = None


@dataclass(frozen=True, slots=True)
class AddressState:
    """An address that mail has failed to reach `count` times; `since` is when it got into its present state."""

    office: str
    failure: Failure
    since: datetime
    last_at: datetime
    count: int


def with_unreachable(office: Office, states: Iterable[AddressState]) -> Office:
    """The office as it is written to: another address of the same person first, else nobody of that name.

    A person without an address that works stays in office, with every authority; his mails go to whoever shares the
    post, else to the superior.
    """
    failing = {state.failure.address: state.failure.permanent for state in states if state.office == office.code}
    dead = frozenset(address for address, permanent in failing.items() if permanent)
    roster = _without(office.roster, dead) if dead else office.roster
    return replace(office, roster=roster, failing=frozenset(failing)) if failing else office


def _without(roster: Roster, dead: Collection[str]) -> Roster:
    return Roster(tuple(_seat(seat, dead) for seat in roster.seats))


def _seat(seat: Seat, dead: Collection[str]) -> Seat:
    if not any(email in dead for holder in seat.holders for email in holder.emails):
        return seat
    return replace(seat, holders=tuple(_holder(holder, dead) for holder in seat.holders))


def _holder(holder: Holder, dead: Collection[str]) -> Holder:
    emails = tuple(sorted(holder.emails, key=lambda email: email in dead))  # stable: the order of the file otherwise
    return replace(holder, emails=emails, reachable=emails[0] not in dead)


def post_of_address(address: str, office: Office) -> Seat | None:
    """The post in whose name that address is written to; agents are never."""
    return next((seat for seat in office.roster.seats if any(address in h.emails for h in seat.holders)), None)
