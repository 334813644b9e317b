"""What an address may do on a ticket now: as holder of the step, superior, helpdesk, requester, or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailgate.domain.actor import REQUESTER_SEAT, Actor
from mailgate.domain.office import Office
from mailgate.domain.printing import may_print, printables
from mailgate.domain.roster import Holder, Roster, Seat, Tenure
from mailgate.domain.sop import Outcome
from mailgate.domain.task import Task
from mailgate.domain.ticket import Ticket

ANYONE = ("CATATAN", "STATUS", "BANTUAN")
OF_NO_STEP = (*ANYONE, "CETAK")
"""Verbs that change nothing, so that a seal of another step or reader holds none of them back."""

TRAY_ROLES = ("helpdesk", "tu", "pengelola")
STEERING_ROLES = ("helpdesk", "pengelola", "kabid")
"""Roles that may set priority and redirect a request (domain notes 3.3: ALIHKAN and PRIORITAS)."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """A reader's standing on one ticket.

    `outcomes` are the step's edges this reader may give, `general` the other verbs allowed now.
    `holds` is true where the step lies in the reader's hands; `requester` where the reader is the one who asked.
    """

    actor: Actor
    outcomes: tuple[Outcome, ...] = ()
    general: tuple[str, ...] = ANYONE
    holds: bool = False
    requester: bool = False

    def task(self, ticket: Ticket, office: Office, now: datetime, attachments: int) -> Task:
        """The frame in which this reader's reply is read."""
        return Task(
            outcomes=self.outcomes,
            general=self.general,
            roster=ticket.roster(office),
            now=now.astimezone(ZoneInfo(office.zone)),
            attachments=attachments,
            asked=ticket.asked.get(self.actor.email),
            service=ticket.service,
            requester=self.requester,
            rating="NILAI" in self.general,
            aliases=office.aliases,
            papers=printables(requester=self.actor.seat == REQUESTER_SEAT),
        )


def capacity_of(ticket: Ticket, office: Office, email: str, now: datetime) -> Capacity | None:
    """The standing of an address, or None for a stranger (whose words are a remark at most)."""
    day = now.astimezone(ZoneInfo(office.zone)).date()
    roster = ticket.roster(office)
    posts = sorted(roster.acting(email, day), key=lambda post: _rank(ticket, *post))
    asks = _is_requester(ticket, office, email)
    if not posts:
        return _as_requester(ticket, office, email, now) if asks else None
    seat, holder = posts[0]
    holds = _holds(ticket, seat, holder)
    roles = {s.role for s, _ in posts}
    outcomes = tuple(
        o for o in _edges(ticket) if _may_give(o, ticket, roles, holds=holds, asks=asks) and _in_scope(o.verb, holder)
    )
    general = tuple(v for v in _general(ticket, roster, seat, roles, email, holds=holds) if _in_scope(v, holder))
    capacity = Capacity(_actor(seat, holder, email), outcomes, general, holds, asks)
    if not asks:
        return capacity
    also = _as_requester(ticket, office, email, now)
    return replace(capacity, general=tuple(dict.fromkeys((*general, *also.general))))


def _rank(ticket: Ticket, seat: Seat, holder: Holder) -> tuple[bool, bool]:
    """A post that holds the step goes first; then a post of one's own before one that is only written for."""
    return not _holds(ticket, seat, holder), holder.tenure is Tenure.AGENT


def _edges(ticket: Ticket) -> tuple[Outcome, ...]:
    """The edges of the step; a returned request has none, it is completed by LENGKAPI (or the document itself)."""
    if not ticket.is_open or ticket.step is None or ticket.returned:
        return ()
    return ticket.current.outcomes


def _holds(ticket: Ticket, seat: Seat, holder: Holder) -> bool:
    deputy = holder.tenure in (Tenure.PLT, Tenure.PLH)
    return any(
        a.seat == seat.code and not a.assists and (a.person in (None, holder.code) or deputy) for a in ticket.holders
    )


def _may_give(outcome: Outcome, ticket: Ticket, roles: set[str], *, holds: bool, asks: bool) -> bool:
    if "pengelola" in roles:
        return True
    if outcome.by is None:
        return holds
    requester_role = ticket.sop.requester_role if ticket.sop else ""
    return bool(roles & set(outcome.by)) or (asks and requester_role in outcome.by)


def _in_scope(verb: str, holder: Holder) -> bool:
    return not holder.scope or verb in holder.scope or verb in ANYONE


def _general(
    ticket: Ticket, roster: Roster, seat: Seat, roles: set[str], email: str, *, holds: bool
) -> tuple[str, ...]:
    office_role = roles & set(TRAY_ROLES)
    above = _stands_above(ticket, roster, seat)
    papers = ("CETAK",) if any(may_print(ticket, role, above=above) for role in roles) else ()
    if ticket.tray and ticket.is_open:
        return (*(("SOP", "BUKAN PERMINTAAN", "GABUNG") if office_role else ()), *ANYONE, *papers)
    if not ticket.is_open:
        return (*(("BUKA KEMBALI",) if office_role else ()), *ANYONE, *papers)
    verbs = [*ANYONE, *_as_holder(ticket, seat, holds=holds), *papers]
    if above:
        verbs += ["DISPOSISI", "KEMBALIKAN"]
    if above or roles & set(STEERING_ROLES):
        verbs.append("PRIORITAS")
    if roles & set(STEERING_ROLES):
        verbs += ["ALIHKAN", "GABUNG"]
    if office_role:
        verbs.append("SOP")
    if ticket.undo and (ticket.undo.by == email or seat.has_agent(ticket.undo.by)):
        verbs.append("BATAL")
    return tuple(dict.fromkeys(verbs))


def _as_holder(ticket: Ticket, seat: Seat, *, holds: bool) -> list[str]:
    """What goes with holding the step; the head of the office is never offered to postpone (domain notes 5.1)."""
    verbs: list[str] = []
    if holds and ticket.pause:
        verbs.append("LANJUT")
    elif holds and seat.superior:
        verbs += ["TUNDA", "ESKALASI"]
    if holds and seat.team and any(a.seat == seat.code and a.person is None for a in ticket.holders):
        verbs.append("AMBIL")
    return verbs


def _stands_above(ticket: Ticket, roster: Roster, seat: Seat) -> bool:
    held = (s for a in ticket.holders if a.seat != REQUESTER_SEAT for s in roster.seats_of(a.seat))
    return any(roster.is_superior(seat, below) for below in held)


def _is_requester(ticket: Ticket, office: Office, email: str) -> bool:
    if email == ticket.requester.email:
        return True
    organisation = office.requester_of(email)
    return organisation is not None and organisation.code == ticket.requester.code


def _as_requester(ticket: Ticket, office: Office, email: str, now: datetime) -> Capacity:
    actor = Actor(email, ticket.requester.name or email, ticket.requester.name, REQUESTER_SEAT)
    role = ticket.sop.requester_role if ticket.sop else ""
    verbs = [*ANYONE, "CETAK"]
    if ticket.is_open:
        verbs += ["BATAL", "UBAH"]
        if ticket.pause and ticket.pause.for_requester:
            verbs.append("LENGKAPI")
    elif ticket.closed_at and now - ticket.closed_at <= office.reopen_within and ticket.sop:
        verbs += ["BELUM SELESAI", "BUKA KEMBALI"]
    if ticket.rating is None and ticket.reported:
        verbs.append("NILAI")
    holds = any(a.seat == REQUESTER_SEAT for a in ticket.holders)
    outcomes = tuple(o for o in _edges(ticket) if role in (o.by or ()) or (o.by is None and holds and o.verb))
    return Capacity(actor, outcomes if role else (), tuple(verbs), holds, requester=True)


def _actor(seat: Seat, holder: Holder, email: str) -> Actor:
    if holder.tenure is Tenure.AGENT:
        title = f"atas arahan {seat.title}, dicatat oleh {holder.name}"
    elif holder.tenure is Tenure.DEFINITIVE:
        title = f"{seat.title} ({holder.name})" if seat.team else seat.title
    else:
        title = f"{holder.tenure} {seat.title}"
    return Actor(email, title, holder.name, seat.code, holder.code)
