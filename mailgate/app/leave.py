"""Leave by mail: an official announces it, TU confirms it, and only then a deputy may act (domain notes 3.3, 3.5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mailgate.app.alarms import alarm
from mailgate.app.frame import Desk, Reader, role_readers
from mailgate.app.handover import handed_back, handed_over
from mailgate.app.leave_mail import CONFIRMING, concerned, confirmers, key_of, news, official_of, proposed
from mailgate.app.ports import Delegation, UnitOfWork
from mailgate.app.world import World
from mailgate.domain.leave import Leave, deputy_of, post_of, with_deputies
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice, Weight
from mailgate.domain.office import Office
from mailgate.domain.wording import day_in_words
from mailgate.mail.absence import Absence, Decision, mentions_absence, read_absence, read_decision
from mailgate.mail.reply import new_text, sent_lines_of
from mailgate.mail.seal import LEAVE_PREFIX, TICKET_SCOPE, Found
from mailgate.mail.verdict import verdict


@dataclass(frozen=True, slots=True)
class Heard:
    """What a mail about a leave led to: the ledger's word, the notices, and whether deputies changed."""

    result: str
    notices: Sequence[Notice] = ()
    changed: bool = False


def hear_leave(
    message: Message, office: Office, world: World, uow: UnitOfWork, *, signers: Collection[str] = ()
) -> Heard | None:
    """An absence announced by a registered official whose From our server vouches for; None for every other mail."""
    desk = world.desk(office)
    post = post_of(message.sender.email, office.roster, desk.day.date())
    if post is None or not mentions_absence(f"{message.subject}\n{message.text}\n{message.html or ''}"):
        return None
    if not verdict(message, authserv_id=world.authserv_ids.get(office.code), signers=signers).sufficient:
        return None
    absence = read_absence(new_text(message), message.subject, office.roster, desk.day)
    if absence is None:
        return None
    today = desk.day.date()
    leave = Leave(
        office=office.code,
        seat=post[0].code,
        official=post[1].email,
        first=max(absence.first or today, today),
        last=absence.last or today,
        deputy=absence.deputy,
        basis=absence.basis,
        kind=absence.kind,
    )
    if absence.last is None or leave.last < today:
        return Heard("cuti: tanggal belum terbaca", [_no_days(message, leave, desk)])
    row_id = uow.delegations.add(leave, message.message_id, world.clock())
    return Heard(f"cuti: usul {key_of(row_id)}", proposed(row_id, leave, absence.said, desk))


def _no_days(message: Message, leave: Leave, desk: Desk) -> Notice:
    headline = "Tanggal cuti atau dinas luar belum terbaca; mohon mengirimnya lagi, misalnya: "
    headline += "CUTI 23/11 s.d. 27/11, Plh. Sekretaris"
    told = news(leave, official_of(leave, desk), headline, desk, key=f"cuti/{message.message_id or desk.now}")
    return replace(told, weight=Weight.COURTESY)


def leave_named(seals: Sequence[Found]) -> Found | None:
    """The seal of a question about a leave, if a mail answers one."""
    return next((found for found in seals if found.ticket.startswith(LEAVE_PREFIX)), None)


def answer_leave(
    message: Message, found: Found, office: Office, world: World, uow: UnitOfWork, *, signers: Collection[str] = ()
) -> Heard:
    """The answer to a `cuti` mail: obeyed from who was asked, told the truth from everybody else."""
    desk = world.desk(office)
    row = uow.delegations.get(int(found.ticket.removeprefix(LEAVE_PREFIX)), office.code)
    if row is None:
        return Heard(f"arsip: {found.ticket} tidak dikenal")
    judged = verdict(message, authserv_id=world.authserv_ids.get(office.code), signers=signers)
    asker = _confirmer(message.sender.email, row.leave, desk)
    sealed = found.seal == desk.sealer(found.ticket, TICKET_SCOPE, message.sender.email)
    if not judged.sufficient or asker is None or not sealed:
        why = judged.why if not judged.sufficient else "not asked to confirm" if asker is None else "foreign seal"
        return Heard(f"arsip: konfirmasi {found.ticket} ditolak ({why})"[:500], _warnings(message, found, row, desk))
    text = new_text(message, sent_lines=sent_lines_of(uow.outbox.sent_texts(found.ticket)))
    decision = read_decision(text, office.roster, desk.day)
    if row.decided_at is not None:
        if row.confirmed and decision.confirmed is False and row.ended_at is None:
            return _ended_early(row, decision.reason, asker, desk, uow)
        return Heard(f"cuti: {found.ticket} sudah diputuskan", [_decided_before(message, row, asker, desk)])
    return _decide(decision, row, asker, message, desk, uow)


def _confirmer(email: str, leave: Leave, desk: Desk) -> Reader | None:
    """The sender as one who may confirm: TU or the pengelola in office today, never the absent official himself."""
    readers = [r for role in CONFIRMING for r in role_readers(role, desk) if r.email != leave.official]
    return next((reader for reader in readers if reader.email == email.lower()), None)


def _decide(decision: Decision, row: Delegation, by: Reader, message: Message, desk: Desk, uow: UnitOfWork) -> Heard:
    key = f"{key_of(row.id)}/{message.message_id}"
    leave = _corrected(row.leave, decision.corrected, desk.day.date())
    if decision.confirmed is None:
        headline = "Jawaban Bapak/Ibu belum dapat dijalankan; mohon membalas YA atau TIDAK disertai alasan."
        asked = replace(news(row.leave, by, headline, desk, key=key), weight=Weight.COURTESY)
        return Heard(f"cuti: {key_of(row.id)} ditanya lagi", [asked])
    if not decision.confirmed:
        uow.delegations.decide(row.id, row.leave, by.email, desk.now, confirmed=False, reason=decision.reason)
        return Heard(f"cuti: {key_of(row.id)} tidak ditetapkan", _declined(row, decision.reason, by, desk))
    obstacle = _obstacle(leave, desk)
    if obstacle:
        return Heard(f"cuti: {key_of(row.id)} belum lengkap", [news(leave, by, obstacle, desk, key=key)])
    uow.delegations.decide(row.id, leave, by.email, desk.now, confirmed=True, reason="")
    return Heard(f"cuti: {key_of(row.id)} berlaku", _put_in_force(row.id, leave, by, desk, uow), changed=True)


def _corrected(leave: Leave, absence: Absence | None, today: date) -> Leave:
    """The leave as TU wrote it: what the answer doesn't name stays as it was announced."""
    if absence is None:
        return leave
    last = absence.last or leave.last
    # "s.d. 28/11" is read as from today on: it leaves the first day as it was.
    first = leave.first if absence.first is None or absence.first == today else absence.first
    return replace(
        leave,
        first=min(first, last),
        last=last,
        deputy=absence.deputy or leave.deputy,
        basis=absence.basis or leave.basis,
    )


def _obstacle(leave: Leave, desk: Desk) -> str:
    """Why a leave can't be put in force as it stands, or nothing."""
    if deputy_of(leave, desk.office.roster) is None:
        return "Pejabat pengganti belum terbaca; mohon membalas dengan menyebutkannya, misalnya: YA, Plh. Sekretaris"
    if leave.last < desk.day.date():
        return "Masa cuti tersebut sudah lewat, sehingga penggantian tidak lagi ditetapkan."
    return ""


def _put_in_force(row_id: int, leave: Leave, by: Reader, desk: Desk, uow: UnitOfWork) -> list[Notice]:
    title = desk.office.roster.seat(leave.seat).title
    headline = f"Plh. {title} telah ditetapkan oleh {by.yth} dan berlaku {_from_until(leave)}."
    told = [news(leave, r, headline, desk, key=f"{key_of(row_id)}/berlaku") for r in (*concerned(leave, desk), by)]
    if leave.covers(desk.day.date()):
        acting = replace(desk, office=with_deputies(desk.office, [leave]))
        told += handed_over(row_id, leave, acting, uow)
        uow.delegations.begun(row_id, desk.now)
    return told


def _from_until(leave: Leave) -> str:
    if leave.first == leave.last:
        return f"pada {day_in_words(leave.first)}"
    return f"sejak {day_in_words(leave.first)} sampai dengan {day_in_words(leave.last)}"


def _declined(row: Delegation, reason: str, by: Reader, desk: Desk) -> list[Notice]:
    title = desk.office.roster.seat(row.leave.seat).title
    headline = f"Pejabat pengganti {title} tidak ditetapkan oleh {by.yth}; kewenangan tidak berubah."
    readers = (official_of(row.leave, desk), by)
    return [news(row.leave, r, headline, desk, key=f"{key_of(row.id)}/tidak", reason=reason) for r in readers]


def _ended_early(row: Delegation, reason: str, by: Reader, desk: Desk, uow: UnitOfWork) -> Heard:
    """TIDAK to a leave that was confirmed: the official is back, or never left; the tasks go back at once."""
    uow.delegations.decide(row.id, row.leave, by.email, desk.now, confirmed=False, reason=reason)
    uow.delegations.ended(row.id, desk.now)
    headline = f"Plh. {desk.office.roster.seat(row.leave.seat).title} telah diakhiri oleh {by.yth}."
    readers, key = (*concerned(row.leave, desk), by), f"{key_of(row.id)}/akhir"
    told = [news(row.leave, reader, headline, desk, key=key, reason=reason) for reader in readers]
    back = handed_back(row.id, row.leave, desk, uow) if row.begun_at else []
    return Heard(f"cuti: {key_of(row.id)} diakhiri", [*told, *back], changed=True)


def _decided_before(message: Message, row: Delegation, by: Reader, desk: Desk) -> Notice:
    state = "sudah ditetapkan" if row.confirmed else "sudah dinyatakan tidak ditetapkan"
    headline = f"Pejabat pengganti ini {state} sebelumnya, sehingga jawaban ini tidak mengubah apa pun."
    told = news(row.leave, by, headline, desk, key=f"{key_of(row.id)}/{message.message_id}")
    return replace(told, weight=Weight.COURTESY)


def _warnings(message: Message, found: Found, row: Delegation, desk: Desk) -> list[Notice]:
    """Who was really asked hears that somebody else answered, or that the answer can't be trusted."""
    lines = [
        f"Jawaban atas usul {row.leave.kind} ({found.ticket}) dari {message.sender.email} tidak dijalankan:",
        "pengirimnya tidak dapat dipastikan atau bukan penerima surel konfirmasi itu.",
        "Kewenangan tidak berubah. Konfirmasi hanya berlaku dari balasan atas surel konfirmasi kepada Bapak/Ibu.",
    ]
    key, title = f"{found.ticket}/{message.message_id}", "Jawaban atas usul cuti tidak dijalankan"
    told = [alarm(reader, desk, key=key, title=title, lines=lines) for reader in confirmers(row.leave, desk)]
    return [replace(each, weight=Weight.REFUSAL) for each in told]
