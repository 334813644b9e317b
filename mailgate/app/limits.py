"""How much the gateway says to whom could not prove himself, and what the helpdesk hears of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, role_readers
from mailgate.app.ports import UnitOfWork
from mailgate.domain.actor import Actor
from mailgate.domain.event import AuthorityRefused, Event
from mailgate.domain.notice import Notice, refusal_key
from mailgate.domain.ticket import Ticket

PER_ADDRESS, ADDRESS_SPAN = 5, timedelta(hours=1)
PER_TICKET, TICKET_SPAN = 20, timedelta(days=1)
"""Domain notes 6.2 (4): refusals an address gets in an hour, and a ticket causes in a day."""

MISREADINGS = 2
"""After so many mails in a row that could not be carried out, a person telephones."""


def within_limits(notices: Sequence[Notice], ticket: Ticket, desk: Desk, uow: UnitOfWork) -> list[Notice]:
    """The notices without those refusals that are too many; the helpdesk hears of the first that is left out."""
    kept: list[Notice] = []
    for notice in notices:
        if not notice.refusal:
            kept.append(notice)
        elif _room(notice, ticket, desk, uow):
            kept.append(replace(notice, key=refusal_key(notice.recipient, desk.now, notice.key)))
        else:
            kept += _flooded(notice, ticket, desk)
    return kept


def _room(notice: Notice, ticket: Ticket, desk: Desk, uow: UnitOfWork) -> bool:
    if uow.outbox.refusals_to(notice.recipient, desk.now - ADDRESS_SPAN) >= PER_ADDRESS:
        return False
    return uow.outbox.refusals_about(ticket.number, desk.now - TICKET_SPAN) < PER_TICKET


def _flooded(notice: Notice, ticket: Ticket, desk: Desk) -> Iterable[Notice]:
    lines = [
        f"Pada {ticket.number} terlalu banyak surel tanpa bukti pengirim yang cukup, terakhir atas {notice.recipient}.",
        "Surel berikutnya hanya dicatat dalam riwayat dan tidak lagi dijawab. Mohon menghubungi yang bersangkutan.",
    ]
    key = f"batas/{ticket.number}/{notice.recipient}/{desk.day:%Y%m%d}"
    return _to_helpdesk(key, f"Jawaban {ticket.number} dibatasi", lines, desk)


def misreadings(before: Ticket, after: Ticket, by: Actor, desk: Desk) -> Iterable[Notice]:
    """Once a person was misread twice in a row on a ticket, the helpdesk is asked to phone."""
    if after.misread.get(by.email, 0) != MISREADINGS or before.misread.get(by.email, 0) >= MISREADINGS:
        return []
    lines = [
        f"Dua balasan berturut-turut dari {by.title} ({by.email}) pada {after.number} tidak dapat kami jalankan.",
        "Mohon menelepon yang bersangkutan dan membantu menyampaikan perintahnya.",
    ]
    key = f"telepon/{after.number}/{by.email}/{after.history}"
    return _to_helpdesk(key, f"Mohon menelepon {by.title}", lines, desk)


def disowned(events: Sequence[Event], ticket: Ticket, desk: Desk) -> Iterable[Notice]:
    """A registered person said that a mail in his name was not his: the helpdesk is told of the forgery."""
    for event in events:
        if isinstance(event, AuthorityRefused) and not event.warn and event.why.startswith(event.claimed):
            lines = [
                f"{event.claimed} menyatakan tidak menulis surel pada {ticket.number} yang dikirim atas namanya.",
                "Perintah dalam surel itu tidak dijalankan. Mohon memeriksa asal surel tersebut.",
            ]
            key = f"palsu/{ticket.number}/{ticket.history}"
            return _to_helpdesk(key, f"Surel palsu pada {ticket.number}", lines, desk)
    return []


def _to_helpdesk(key: str, title: str, lines: list[str], desk: Desk) -> list[Notice]:
    return [alarm(r, desk, key=key, title=title, lines=lines) for r in role_readers("helpdesk", desk)]
