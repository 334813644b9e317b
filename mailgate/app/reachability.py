"""Addresses that mail does not reach: marked, told once, their open tasks passed on; and the end of the mark."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, Reader, notice, readers_of, role_readers
from mailgate.app.ports import OutboxRow, UnitOfWork
from mailgate.app.step_notices import task_words
from mailgate.app.world import World
from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice
from mailgate.domain.office import Office
from mailgate.domain.reachability import AddressState, Failure, post_of_address, with_unreachable
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import clipped
from mailgate.mail.bounce import Bounce, read_bounce, read_refusal
from mailgate.mail.verdict import verdict

RECENT = timedelta(days=3)
"""How old a mail of ours may be for a bounce that names none to be about it: so long do most servers try."""

LOOKED_AT = 5
"""Recipients of such a bounce that are looked up."""

REASON_LIMIT = 200
"""Characters of the server's words that are kept and told."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """What failed deliveries lead to: whom to mail, and whether somebody else is written to from now on."""

    notices: tuple[Notice, ...] = ()
    changed: bool = False


def bounced(message: Message, desk: Desk, uow: UnitOfWork) -> Unreached:
    """A bounce: its addresses are marked, where it is about a mail of ours; nothing is opened, nothing answered."""
    bounce = read_bounce(message)
    if bounce is None:
        return Unreached()
    found = [_marked(failure, desk, uow, about=about) for failure, about in _failures(bounce, message, desk, uow)]
    return Unreached(tuple(n for each in found for n in each.notices), any(each.changed for each in found))


def _failures(bounce: Bounce, message: Message, desk: Desk, uow: UnitOfWork) -> Iterator[tuple[Failure, str | None]]:
    """Whom it was that a mail of ours did not reach, with its ticket.

    Only the Message-ID, which none but its reader has seen, proves that a mail of ours came back: a bounce that merely
    names an address anybody can write, so it never takes an official's mails away from him.
    """
    code, reason = desk.office.code, clipped(message.text, REASON_LIMIT)
    if bounce.original_message_id:
        sent = uow.outbox.addressed([bounce.original_message_id])
        if sent is not None and sent.office == code:
            named = not bounce.recipients or sent.recipient in bounce.recipients
            yield Failure(sent.recipient, bounce.permanent and named, bounce.status, reason), sent.ticket
        return
    for recipient in bounce.recipients[:LOOKED_AT]:
        latest = uow.outbox.latest_to(recipient, code, desk.now - RECENT)
        if latest is not None:
            yield Failure(recipient, permanent=False, status=bounce.status, reason=reason), latest.ticket


def refused(row: OutboxRow, answer: str, desk: Desk, uow: UnitOfWork) -> Unreached:
    """The server would not take the recipient of a mail: as if that mail had bounced."""
    bounce = read_refusal(row.notice.recipient, answer)
    failure = Failure(row.notice.recipient, bounce.permanent, bounce.status, clipped(answer, REASON_LIMIT))
    return _marked(failure, desk, uow, about=row.notice.ticket, row_id=row.id)


def _marked(
    failure: Failure, desk: Desk, uow: UnitOfWork, *, about: str | None, row_id: int | None = None
) -> Unreached:
    seat = post_of_address(failure.address, desk.office)
    failure = replace(failure, post=seat.code if seat else None)
    state, news = uow.addresses.mark(desk.office.code, failure, desk.now)
    if not news:
        return Unreached()
    after = replace(desk, office=with_unreachable(desk.office, [state]))
    passed = list(_passed_on(state, desk, after, uow)) if state.failure.permanent else []
    lines = [*_said(state, about, desk), *_meanwhile(state, passed, after)]
    if row_id is not None:
        lines.append(f"Surel yang tertahan dikirim ulang dengan: mailgate outbox retry {row_id}")
    told = [
        alarm(reader, desk, key=_key(state), title=f"Surel kepada {failure.address} tidak sampai", lines=lines)
        for reader in _told(failure.address, after)
    ]
    return Unreached((*passed, *told), state.failure.permanent and seat is not None)


def _key(state: AddressState) -> str:
    """The same for every mail that fails while the address is in that state."""
    kind = "tetap" if state.failure.permanent else "sementara"
    return f"alamat/{state.failure.address}/{kind}/{state.since:%Y%m%d%H%M%S}"


def _told(address: str, desk: Desk) -> list[Reader]:
    """The helpdesk, by another address than the one that fails; else the pengelola."""
    for role in ("helpdesk", "pengelola"):
        readers = [reader for reader in role_readers(role, desk) if reader.email != address]
        if readers:
            return readers
    return []


def _passed_on(state: AddressState, before: Desk, after: Desk, uow: UnitOfWork) -> Iterator[Notice]:
    """Open tasks that lie with the address, mailed to whoever is written to now and was not before."""
    address = state.failure.address
    seats = {s.code for s in before.office.roster.seats if any(address in h.emails for h in s.holders)}
    for ticket in uow.tickets.open(before.office.code) if seats else ():
        if ticket.step is None or ticket.tray or not seats & {a.seat for a in ticket.holders}:
            continue
        reached = {reader.email for reader in readers_of(ticket.holders, ticket, before)}
        for reader in readers_of(ticket.holders, ticket, after):
            if reader.email not in reached and reader.seat != REQUESTER_SEAT:
                yield _task(ticket, reader, after, _key(state))


def _task(ticket: Ticket, reader: Reader, desk: Desk, key: str) -> Notice:
    words = task_words(ticket, ticket.current, desk, reader, None)
    return notice("tugas", reader, ticket, desk, key=key, **words)


def _said(state: AddressState, about: str | None, desk: Desk) -> list[str]:
    failure = state.failure
    seat = post_of_address(failure.address, desk.office)
    kind = "tidak dapat diterima" if failure.permanent else "belum dapat diterima"
    who = f" ({seat.title})" if seat else ""
    subject = f"Surel tentang {about}" if about else "Surel kami"
    return [
        f"{subject} {kind} oleh {failure.address}{who} (status {failure.status or 'tidak disebutkan'}).",
        f"Keterangan server: {failure.reason or 'tidak ada'}",
    ]


def _meanwhile(state: AddressState, passed: list[Notice], desk: Desk) -> list[str]:
    failure = state.failure
    if failure.post is None:
        return ["Mohon menghubungi yang bersangkutan dengan cara lain dan memperbaiki alamatnya, bila perlu dalam opd."]
    if not failure.permanent:
        return ["Surel tugas tetap dikirim ke alamat tersebut. Mohon menghubungi yang bersangkutan bila berlanjut."]
    to = ", ".join(dict.fromkeys(n.recipient for n in passed))
    handed = f"Tugas yang terbuka telah kami kirim kepada {to}." if to else "Tidak ada tugas terbuka yang dialihkan."
    return [
        f"{handed} Kewenangan yang bersangkutan tidak berubah.",
        "Alamat itu dipakai lagi setelah ia menulis kepada kami, diperbaiki dalam peran.yaml, atau dengan perintah:",
        f"mailgate address clear {failure.address}",
    ]


def heard_from(message: Message, office: Office, world: World, uow: UnitOfWork) -> bool:
    """A mail from an address that was marked ends the mark, unless our server speaks against its origin."""
    address = message.sender.email
    if address not in office.failing:
        return False
    judged = verdict(message, authserv_id=world.authserv_ids.get(office.code))
    if not judged.sufficient and (judged.denied or judged.results):
        return False
    return uow.addresses.clear(office.code, [address]) > 0


def forget_departed(world: World) -> None:
    """Marks of officials' addresses end where the roster no longer names them; called when rule files have changed."""
    offices = world.policy().offices
    with world.unit_of_work() as uow:
        states = [state for state in uow.addresses.failing(offices) if state.failure.post is not None]
        for state in states:
            if not offices[state.office].has_person(state.failure.address):
                uow.addresses.clear(state.office, [state.failure.address])
        uow.commit()
