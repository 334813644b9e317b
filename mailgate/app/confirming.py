"""The mail that asks the owner of a registered address whether a command is his; answered once, by YA or TIDAK."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mailgate.app.frame import Desk, Reader, button, notice, requester_reader
from mailgate.app.readback import read_back
from mailgate.domain.event import AuthorityRefused, CommandHeld, Record
from mailgate.domain.notice import Notice, Weight
from mailgate.domain.office import Office
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import clipped, moment_in_words

ATTEMPT_LIMIT = 400
"""Characters of the doubtful mail that the question quotes."""

UNVOUCHED = "server surel kami tidak dapat memastikan pengirimnya"
ANOTHERS_MAIL = "surel itu dikirim orang lain sebagai balasan atas surel yang kami tujukan kepada Bapak/Ibu"

ANSWERS = (("YA", "Ya, jalankan"), ("TIDAK", "Tidak, batalkan"))


def confirmation(record: Record, ticket: Ticket, desk: Desk) -> Iterator[Notice]:
    """The `konfirmasi` about a held command, to the registered address alone, under a seal that is good once."""
    held = record.event
    assert isinstance(held, CommandHeld)  # noqa: S101 - the table of notices pairs them
    reader = reader_at(held.reader, ticket, desk)
    seal = desk.sealer(ticket.number, held.scope, reader.email)
    told = notice("konfirmasi", reader, ticket, desk, key=str(record.seq), **_words(held, ticket, desk))
    buttons: list[Any] = [
        button(verb, label, verb, ticket=ticket, seal=seal, office=desk.office) for verb, label in ANSWERS
    ]
    payload = {**told.payload, "buttons": buttons, "others": []}
    yield replace(told, seal=seal, payload=payload, weight=Weight.REFUSAL)


def _words(held: CommandHeld, ticket: Ticket, desk: Desk) -> dict[str, object]:
    other = held.sender not in addresses_of(held.reader, desk.office)
    return {
        "attempt": clipped(held.text, ATTEMPT_LIMIT),
        "sender": held.sender,
        "other": named(held.sender, ticket, desk.office) if other else None,
        "read": [read_back(command, ticket, desk) for command in held.commands],
        "mismatch": held.mismatch,
        "until": moment_in_words(held.until, desk.office),
    }


def warning(record: Record, ticket: Ticket, desk: Desk) -> Iterator[Notice]:
    """The `peringatan` to the registered official in whose name, or on whose task mail, somebody spoke in vain."""
    event = record.event
    assert isinstance(event, AuthorityRefused)  # noqa: S101
    posts = [(s, h) for s in desk.office.roster.seats for h in s.holders if event.claimed in h.emails]
    if not event.warn or not posts:
        return
    seat, holder = posts[0]
    reader = Reader(holder.email, seat.title, holder.greeting, seat.code)
    told = notice(
        "peringatan",
        reader,
        ticket,
        desk,
        key=str(record.seq),
        attempt=clipped(event.text, ATTEMPT_LIMIT),
        sender=event.sender or event.claimed,
        reason=ANOTHERS_MAIL if event.sender else UNVOUCHED,
    )
    yield replace(told, weight=Weight.REFUSAL)


def reader_at(email: str, ticket: Ticket, desk: Desk) -> Reader:
    """Who is addressed at a registered address: the post it belongs to, else the requester."""
    for seat, holder in ticket.roster(desk.office).acting(email, desk.day.date()):
        yth = f"{holder.name} ({seat.title})" if seat.team else seat.title
        return Reader(email, yth, holder.greeting, seat.code)
    return replace(requester_reader(ticket), email=email)


def sender_reader(email: str, ticket: Ticket, desk: Desk) -> Reader:
    """Whoever sent a letter of another organisation: the head of the sender's own, where that is registered."""
    organisation = desk.office.requester_of(email)
    if organisation is None or organisation.code == ticket.requester.code:
        return reader_at(email, ticket, desk)
    return Reader(email, organisation.head, "Bapak/Ibu")


def addresses_of(email: str, office: Office) -> tuple[str, ...]:
    """Every address of the person (or of the asking organisation) that this one belongs to, itself first."""
    mine = [e for seat in office.roster.seats for h in seat.holders if email in h.emails for e in h.emails]
    organisation = office.requester_of(email)
    if organisation and email in organisation.emails:
        mine += organisation.emails
    return tuple(dict.fromkeys((email, *mine)))


def named(email: str, ticket: Ticket, office: Office) -> str:
    """Who writes from an address, as an official would say it: name and post, else the bare address."""
    for seat in ticket.roster(office).seats:
        for holder in seat.holders:
            if email in holder.emails:
                return f"{holder.name} ({seat.title})"
    return email
