"""How much the gateway says by itself: to whom could not prove himself, to machines that show no mark, to storms."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, role_readers
from mailgate.app.ports import UnitOfWork
from mailgate.domain.actor import Actor
from mailgate.domain.event import AuthorityRefused, Event
from mailgate.domain.notice import Notice, Weight
from mailgate.domain.ticket import Ticket
from mailgate.mail.likeness import alike

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

REFUSALS = 5
"""Refusals that an address gets in an hour (domain notes 6.2, 4)."""

SAME_IN_AN_HOUR, SAME_IN_A_DAY = 3, 6
"""Answers to mails that say the same: two machines end within ten mails, a person has asked often enough by then."""

COURTESIES = 30
"""Receipts and answers to remarks that an address gets in an hour, whatever its mails say."""

PER_TICKET = 20
"""Receipts, refusals and answers to remarks that a ticket causes in a day."""

LOOKED_AT = 50
"""The latest answers to an address that are weighed: a little more than it gets in an hour."""

RECEIPT = "tanda-terima"
"""The one answer that opens a thread: what it answers stands for itself."""

TO_THE_OWNER = ("konfirmasi", "peringatan")
"""Refusals that go to the official in whose name a mail was written: nothing of them comes back to who wrote it."""

MISREADINGS = 2
"""After so many mails in a row that could not be carried out, a person telephones."""


def within_limits(notices: Sequence[Notice], desk: Desk, uow: UnitOfWork) -> list[Notice]:
    """The notices without those answers that are too many; what they answer is kept all the same.

    The helpdesk hears once a day of an address that is no longer answered. Where the answer is left out, so is the
    copy of the remark to whoever holds the task. Tasks, news and answers to commands that were carried out are never
    counted.
    """
    kept: list[Notice] = []
    silent: list[Notice] = []
    for notice in notices:
        if notice.weight is Weight.FREE or _room(notice, desk, uow):
            kept.append(notice if notice.weight is Weight.FREE else notice.counted(desk.now))
        else:
            silent.append(notice)
    if not silent:
        return kept
    told = [each for notice in silent for each in _flooded(notice, desk)]
    return [notice for notice in kept if notice.template != "tembusan"] + told


def _room(notice: Notice, desk: Desk, uow: UnitOfWork) -> bool:
    """Whether one more answer is still within every limit; most mails cost one look at the index of keys."""
    earlier = uow.outbox.answers_to(notice.recipient, desk.now - DAY, LOOKED_AT)
    lately = [answer.weight for answer in earlier if answer.at > desk.now - HOUR]
    if notice.weight is Weight.REFUSAL and lately.count(Weight.REFUSAL) >= REFUSALS:
        return False
    echoes = notice.template not in TO_THE_OWNER
    if echoes and len(earlier) >= SAME_IN_AN_HOUR and _repeated(notice, desk, uow):
        return False
    if notice.weight is Weight.PROVEN:
        return True
    if lately.count(Weight.COURTESY) >= COURTESIES:
        return False
    opens = notice.ticket is None or notice.template == RECEIPT
    return opens or uow.outbox.answers_about(notice.ticket or "", desk.now - DAY) < PER_TICKET


def _repeated(notice: Notice, desk: Desk, uow: UnitOfWork) -> bool:
    in_thread = notice.template != RECEIPT
    said = uow.outbox.said_to(notice.recipient, desk.now - DAY, LOOKED_AT)
    same = [at for at, text in said if alike(text, notice.said, in_thread=in_thread)]
    return len([at for at in same if at > desk.now - HOUR]) >= SAME_IN_AN_HOUR or len(same) >= SAME_IN_A_DAY


def _flooded(notice: Notice, desk: Desk) -> Iterable[Notice]:
    about = f", terakhir tentang {notice.ticket}" if notice.ticket else ""
    lines = [
        f"Surel dari atau atas nama {notice.recipient} terlalu banyak atau berulang{about}.",
        "Surel berikutnya tetap kami catat sebagai tiket atau catatan, tetapi tidak dijawab otomatis untuk sementara.",
        "Perintah yang terbukti pengirimnya tetap dijalankan dan dijawab. Mohon menghubungi yang bersangkutan.",
    ]
    key = f"batas/{notice.recipient}/{desk.day:%Y%m%d}"
    return _to_helpdesk(key, f"Jawaban otomatis kepada {notice.recipient} dibatasi", lines, desk)


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
