"""Who holds which office (jabatan) today: roles, their seats, their holders, deputies and agents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OFFICE_ROLES = ("helpdesk", "tu", "pengelola")
"""The roles every office has besides those of its SOPs; they work the tray and operate the gateway."""


SIGNED_IN_PERSON = ("SETUJU", "TOLAK", "MENGETAHUI")
"""Verbs that an agent may pass on only together with the signed lembar disposisi (domain notes 3.5)."""


class Tenure(StrEnum):
    """In which capacity somebody acts for a seat (UU 30/2014 ps. 14 for Plt. and Plh.)."""

    DEFINITIVE = "definitif"
    PLT = "Plt."
    PLH = "Plh."
    AGENT = "agen"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who may act for a seat. `emails` are the registered addresses, lower-cased, first is the one written to.

    `code` is the person's short name, as in the target `tim:budi`. `since` and `until` are inclusive local
    dates. `scope` limits an agent to those verbs; empty means all. `shared` marks a mailbox that several people read.
    `nip` and `rank` (pangkat) are printed under a signature, as the office writes them.
    `reachable` is false while no address of this person takes mail.
    `sheet`: an agent must attach the signed lembar disposisi to what he writes in the official's name.
    """

    code: str
    name: str
    emails: tuple[str, ...]
    greeting: str = "Bapak/Ibu"
    aliases: tuple[str, ...] = ()
    tenure: Tenure = Tenure.DEFINITIVE
    since: date | None = None
    until: date | None = None
    basis: str | None = None
    scope: tuple[str, ...] = ()
    shared: bool = False
    sheet: bool = False
    nip: str | None = None
    rank: str | None = None
    reachable: bool = True

    @property
    def email(self) -> str:
        """The address that mail goes to."""
        return self.emails[0]

    def acts_on(self, day: date) -> bool:
        """Whether this person's time in the seat covers that local day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Seat:
    """One post. A role with several seats (two Kabid) is told apart by `unit`; a team is a seat with many holders.

    `code` is `role`, or `role:unit` where the role has several seats. `superior` is a seat or role code.
    `sops` limits the seat to those SOPs (an archived SOP's posts); empty means all.
    """

    role: str
    title: str
    holders: tuple[Holder, ...]
    unit: str | None = None
    aliases: tuple[str, ...] = ()
    superior: str | None = None
    sops: tuple[str, ...] = ()
    team: bool = False
    services: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """`kabid`, or `kabid:aplikasi`."""
        return f"{self.role}:{self.unit}" if self.unit else self.role

    def has_agent(self, email: str) -> bool:
        """Whether that address may write in the name of the official of this post."""
        return any(holder.tenure is Tenure.AGENT and email in holder.emails for holder in self.holders)


@dataclass(frozen=True, slots=True)
class Roster:
    """All seats of one office."""

    seats: tuple[Seat, ...]

    def for_sop(self, sop_id: str | None) -> "Roster":
        """The seats that exist in that SOP's world."""
        seats = tuple(s for s in self.seats if not s.sops or sop_id in s.sops)
        return self if len(seats) == len(self.seats) else Roster(seats)

    def seat(self, code: str) -> Seat:
        """The seat of that code; KeyError where there is none."""
        for seat in self.seats:
            if seat.code == code:
                return seat
        raise KeyError(code)

    def seats_of(self, code: str) -> tuple[Seat, ...]:
        """The seats of a role, or the one seat that a full code names."""
        return tuple(seat for seat in self.seats if code in (seat.role, seat.code))

    def locate(self, code: str) -> tuple[Seat, Holder | None]:
        """What a target names: a seat (`kabid:aplikasi`), or a person in a seat (`tim:budi`); KeyError."""
        for seat in self.seats:
            if seat.code == code:
                return seat, None
            for holder in seat.holders:
                if f"{seat.code}:{holder.code}" == code:
                    return seat, holder
        raise KeyError(code)

    def acting(self, email: str, day: date) -> Iterator[tuple[Seat, Holder]]:
        """Every seat for which that address may act on that local day, with the holder it belongs to."""
        wanted = email.lower()
        for seat in self.seats:
            for holder in seat.holders:
                if wanted in holder.emails and holder.acts_on(day):
                    yield seat, holder

    def in_office(self, seat: Seat, day: date) -> tuple[Holder, ...]:
        """Who acts for a seat today: its holders in office; a deputy before the absent; agents never."""
        return _first_in_line(h for h in seat.holders if h.acts_on(day))

    def writes_to(self, seat: Seat, day: date) -> tuple[Holder, ...]:
        """Who of them is mailed: those whom mail reaches."""
        return _first_in_line(h for h in seat.holders if h.acts_on(day) and h.reachable)

    def is_superior(self, above: Seat, below: Seat) -> bool:
        """Whether `above` stands anywhere over `below` in the line of superiors."""
        seen: set[str] = set()
        code = below.superior
        while code and code not in seen:
            seen.add(code)
            seats = self.seats_of(code)
            if any(seat.code == above.code for seat in seats):
                return True
            code = seats[0].superior if seats else None
        return False


def _first_in_line(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    present = [h for h in holders if h.tenure is not Tenure.AGENT]
    deputies = [h for h in present if h.tenure in (Tenure.PLT, Tenure.PLH)]
    return tuple(deputies or present)
