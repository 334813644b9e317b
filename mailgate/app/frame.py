"""What every mail about a ticket carries: whom it addresses, where the ticket stands, the buttons, the history."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mailgate.domain.actor import REQUESTER_SEAT, Actor, Assignment
from mailgate.domain.capacity import Capacity, capacity_of
from mailgate.domain.narrative import holder_titles
from mailgate.domain.notice import Json, Notice
from mailgate.domain.office import Office
from mailgate.domain.roster import Roster, Seat
from mailgate.domain.ticket import Ticket
from mailgate.domain.verb import verb as verb_entry
from mailgate.domain.wording import clipped, moment_in_words, short_moment
from mailgate.mail.seal import TICKET_SCOPE

SUBJECT_LIMIT = 48
"""Characters of the perihal in a subject: with number and ask it stays near 78 (RFC 5322, 2.1.1)."""

Sealer = Callable[[str, int, str], str]
"""(ticket number, scope, recipient) → seal."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a mail is written to: address, how the salutation names the reader, and which word addresses them."""

    email: str
    yth: str
    sapaan: str
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where notices are written: the office, the moment, and the power to seal."""

    office: Office
    now: datetime
    sealer: Sealer
    knows: Callable[[str], bool] = lambda _: False
    """Whether the office has a ticket of that number."""

    @property
    def day(self) -> datetime:
        """Now in the office's zone."""
        return self.now.astimezone(ZoneInfo(self.office.zone))


def readers_of(assignments: tuple[Assignment, ...], ticket: Ticket, desk: Desk) -> Iterator[Reader]:
    """Who is mailed for these assignments, each address once; an empty seat falls to its superior, then the
    pengelola.
    """
    seen: set[str] = set()
    roster = ticket.roster(desk.office)
    for assignment in assignments:
        for reader in _readers(assignment, ticket, roster, desk):
            if reader.email not in seen:
                seen.add(reader.email)
                yield reader


def _readers(assignment: Assignment, ticket: Ticket, roster: Roster, desk: Desk) -> Iterator[Reader]:
    if assignment.seat == REQUESTER_SEAT:
        yield requester_reader(ticket)
        return
    # A post may have left the roster since the ticket began: then the pengelola hears of it.
    seat: Seat | None = next(iter(roster.seats_of(assignment.seat)), None)
    while seat is not None:
        holders = roster.writes_to(seat, desk.day.date())
        named = [h for h in holders if h.code == assignment.person] or list(holders)
        if named:
            yield from (Reader(h.email, _addressed(seat, h.name), h.greeting, seat.code) for h in named)
            return
        above = roster.seats_of(seat.superior) if seat.superior else ()
        seat = above[0] if above else None
    yield from role_readers("pengelola", desk)


def _addressed(seat: Seat, name: str) -> str:
    return f"{name} ({seat.title})" if seat.team else seat.title


def role_readers(role: str, desk: Desk) -> Iterator[Reader]:
    """Who is mailed for a role of the office itself (helpdesk, tu); the pengelola where mail reaches none of it."""
    roster, day = desk.office.roster, desk.day.date()
    posts = [(seat, holder) for seat in roster.seats_of(role) for holder in roster.writes_to(seat, day)]
    for seat, holder in posts:
        yield Reader(holder.email, _addressed(seat, holder.name), holder.greeting, seat.code)
    if not posts and role != "pengelola":
        yield from role_readers("pengelola", desk)


def reader_of(actor: Actor, ticket: Ticket, desk: Desk) -> Reader:
    """The giver of a command, as the answer addresses him."""
    for seat, holder in ticket.roster(desk.office).acting(actor.email, desk.day.date()):
        if seat.code == actor.seat:
            return Reader(actor.email, holder.name if seat.team else actor.title, holder.greeting, seat.code)
    head = ticket.requester.head if actor.seat == REQUESTER_SEAT else ""
    return Reader(actor.email, head or actor.name or "Bapak/Ibu", "Bapak/Ibu", actor.seat)


def requester_reader(ticket: Ticket) -> Reader:
    """The requester, addressed through the head of the organisation where it is known."""
    party = ticket.requester
    return Reader(party.email, party.head or party.name or "Bapak/Ibu", "Bapak/Ibu", REQUESTER_SEAT)


def seal_for(reader: Reader, ticket: Ticket, desk: Desk) -> str:
    """The seal of a mail to this reader: bound to the visit where the step is in the reader's hands."""
    return desk.sealer(ticket.number, _scope(reader, ticket, desk), reader.email)


def _scope(reader: Reader, ticket: Ticket, desk: Desk) -> int:
    return ticket.visit if reader.seat != REQUESTER_SEAT or _holds(reader, ticket, desk) else TICKET_SCOPE


def _holds(reader: Reader, ticket: Ticket, desk: Desk) -> bool:
    capacity = capacity_of(ticket, desk.office, reader.email, desk.now)
    return capacity is not None and capacity.holds


def frame(reader: Reader, ticket: Ticket, desk: Desk, *, why: str, answerable: bool = True) -> Json:
    """The names every template gets (docs/notices.md)."""
    office = desk.office
    capacity = capacity_of(ticket, office, reader.email, desk.now) or Capacity(_nobody())
    seal = seal_for(reader, ticket, desk)
    offered = offers(capacity, office)
    return {
        "number": ticket.number,
        "hal": clipped(ticket.subject, SUBJECT_LIMIT),
        "office": office_words(office),
        "yth": reader.yth,
        "sapaan": reader.sapaan,
        "organisation": ticket.requester.name or ticket.requester.email,
        "stage": stage_of(ticket, office, by_requester=reader.seat == REQUESTER_SEAT),
        "holder": holder_of(ticket, office),
        "due": moment_in_words(ticket.due_at, office) if ticket.due_at and not ticket.pause else None,
        "history": [{"at": short_moment(at, office), "text": text} for at, text in ticket.recent],
        "buttons": [button(*offer, ticket=ticket, seal=seal, office=office) for offer in offered],
        "others": [v for v in capacity.general if v not in {verb for verb, _, _ in offered}],
        "answerable": answerable,
        "why": why,
    }


def _nobody() -> Actor:
    return Actor("", "")


def office_words(office: Office) -> Json:
    """How an office names itself in mails."""
    return {
        "name": office.name,
        "short_name": office.short_name,
        "phone": office.phone,
        "whatsapp": office.whatsapp,
        "zone_label": office.zone_label,
        "city": office.city,
    }


def stage_of(ticket: Ticket, office: Office, *, by_requester: bool = False) -> str:
    """Where a ticket stands, in words that follow "saat ini permohonan ini …".

    An SOP writes its stages to the requester ("menunggu Berita Acara dari Bapak/Ibu"); others read the name instead.
    """
    words = _stage(ticket)
    return words if by_requester else words.replace("Bapak/Ibu", ticket.requester.name or "pemohon")


def _stage(ticket: Ticket) -> str:
    if not ticket.is_open:
        return f"telah ditutup ({ticket.closing})"
    if ticket.step is None:
        return "menunggu arahan pimpinan" if ticket.confidential else "sedang dipilah oleh Helpdesk"
    if ticket.pause and not ticket.pause.for_requester:
        return f"ditunda: {clipped(ticket.pause.reason, SUBJECT_LIMIT)}"
    if ticket.returned:
        return "menunggu kelengkapan dari Bapak/Ibu"
    step = ticket.current
    return step.stage or f"pada tahap {step.number}"


def holder_of(ticket: Ticket, office: Office) -> str:
    """Who has the ticket now, in titles; empty when it is closed."""
    if not ticket.is_open:
        return ""
    if ticket.step is None:
        return "Tata Usaha" if ticket.confidential else "Helpdesk"
    return holder_titles(ticket.holders, ticket.roster(office), ticket.requester.name or "Pemohon")


FOR_HOLDERS = ("LANJUT", "AMBIL", "LENGKAPI")
FOR_OTHERS = ("DISPOSISI", "KEMBALIKAN", "SOP", "BUKAN PERMINTAAN", "BELUM SELESAI", "NILAI")
"""Verbs beside the step's own that are worth a button: to who holds the step, and to everybody else."""


def offers(capacity: Capacity, office: Office) -> list[tuple[str, str, str]]:
    """The commands worth a button now: (verb, label, example), the step's own first, each verb once."""
    rows: dict[str, tuple[str, str, str]] = {}
    for outcome in capacity.outcomes:
        if outcome.verb:
            entry = verb_entry(outcome.verb)
            rows.setdefault(
                outcome.verb,
                (outcome.verb, outcome.label or outcome.verb.capitalize(), outcome.example or entry.example),
            )
    for name in FOR_HOLDERS if capacity.holds else FOR_OTHERS:
        if name in capacity.general:
            rows.setdefault(name, (name, name.capitalize(), _example(name, office)))
    return list(rows.values())


def _example(name: str, office: Office) -> str:
    if name == "SOP" and office.sops:
        return f"SOP {office.sops[0].sop.id}"
    return verb_entry(name).example


def button(verb: str, label: str, example: str, *, ticket: Ticket, seal: str, office: Office) -> Json:
    """A `mailto:` button: it opens a new mail whose subject carries the seal and whose body is the command."""
    subject = f"[{ticket.number} {seal}] {clipped(ticket.subject, SUBJECT_LIMIT)}"
    mailto = f"mailto:{office.address}?subject={quote(subject)}&body={quote(example)}"
    return {"label": label, "verb": verb, "command": example, "mailto": mailto}


def notice(template: str, reader: Reader, ticket: Ticket, desk: Desk, *, key: str, **more: object) -> Notice:
    """A notice about a ticket: the frame, what the template gets besides, the seal and the thread."""
    why = str(more.pop("why", why_of(reader, ticket)))
    payload = frame(reader, ticket, desk, why=why, answerable=bool(more.pop("answerable", True)))
    return Notice(
        key=f"{ticket.number}/{key}/{template}/{reader.email}",
        office=desk.office.code,
        template=template,
        recipient=reader.email,
        payload={**payload, **more},
        ticket=ticket.number,
        seal=seal_for(reader, ticket, desk),
        in_reply_to=ticket.thread[0] if ticket.thread and reader.seat == REQUESTER_SEAT else None,
        references=tuple(ticket.thread[:1]) if reader.seat == REQUESTER_SEAT else (),
        auto_replied=template in ("tanda-terima", "jawaban", "naskah"),
    )


def why_of(reader: Reader, ticket: Ticket) -> str:
    """The footer's last line: why this reader got this mail."""
    if reader.seat == REQUESTER_SEAT:
        return f"Bapak/Ibu menerima surel ini karena mengajukan permohonan {ticket.number}."
    return f"Bapak/Ibu menerima surel ini sebagai {reader.yth} pada permohonan {ticket.number}."
