"""Mails about an alarm of ours: the helpdesk answers or forwards it, and nothing may be made of what it encloses."""

from dataclasses import replace

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, Reader
from mailgate.app.ports import UnitOfWork
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice, Weight
from mailgate.mail.seal import is_own_message_id
from mailgate.mail.subject import bare_subject

MARK = "[Pengelola]"
"""How the subject of an alarm begins (templates/kelola.txt.j2)."""


def about_alarm(message: Message, desk: Desk, uow: UnitOfWork) -> bool:
    """Whether a mail answers or forwards an alarm: it names one, or an official passes on what is titled as one."""
    if bare_subject(message.subject).startswith(MARK) and desk.office.has_person(message.sender.email):
        return True
    domain = desk.office.address.rpartition("@")[2]
    ours = [r for r in (*message.in_reply_to, *reversed(message.references)) if is_own_message_id(r, domain)]
    addressed = uow.outbox.addressed(ours) if ours else None
    return addressed is not None and addressed.template == "kelola"


def not_read(message: Message, desk: Desk) -> list[Notice]:
    """Word to whoever answered an alarm that nobody reads it there; only to officials, who alone get alarms."""
    if not desk.office.has_person(message.sender.email):
        return []
    held = next(iter(desk.office.roster.acting(message.sender.email, desk.day.date())), None)
    seat, holder = held or (None, None)
    reader = Reader(
        message.sender.email, seat.title if seat else "Bapak/Ibu", holder.greeting if holder else "Bapak/Ibu"
    )
    lines = [
        "Balasan atas surel pemberitahuan tidak dibaca sebagai perintah dan tidak menjadi tiket; surelnya tersimpan.",
        "Surel yang tertahan diproses kembali dengan: mailgate inbox retry, diikuti nomornya.",
        f"Permohonan mohon dikirim ke {desk.office.address} sebagai surel baru,",
        "dan perintah sebagai balasan atas surel tugas.",
    ]
    key = f"pemberitahuan/{message.message_id or desk.now.isoformat()}"
    told = alarm(reader, desk, key=key, title="Surel pemberitahuan tidak untuk dibalas", lines=lines)
    return [replace(told, weight=Weight.COURTESY)]
