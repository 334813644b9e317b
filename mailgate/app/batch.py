"""Answers by number to weekly reports and lists of reminders: `SETUJU 1,2` is read in each ticket's own frame."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from mailgate.app.alarms import alarm
from mailgate.app.answers import Outcome
from mailgate.app.attention import OWN
from mailgate.app.authenticate import Proof, SealState
from mailgate.app.digest import about_week
from mailgate.app.enclosing import enclosed
from mailgate.app.frame import Desk, Reader, holder_of, stage_of
from mailgate.app.history import remember
from mailgate.app.notices import notices_for
from mailgate.app.ports import UnitOfWork
from mailgate.app.readback import read_back
from mailgate.app.reply import Reply
from mailgate.app.respond import decide
from mailgate.app.world import World
from mailgate.domain.capacity import capacity_of
from mailgate.domain.message import Message
from mailgate.domain.notice import Json, Notice, Weight
from mailgate.domain.office import Office
from mailgate.domain.period import Week
from mailgate.domain.ticket import Ticket
from mailgate.mail.batch import BatchLine, read_batch
from mailgate.mail.read import read
from mailgate.mail.reply import new_text, sent_lines_of
from mailgate.mail.seal import REMINDER_PREFIX, REPORT_PREFIX, TICKET_SCOPE, Found
from mailgate.mail.verdict import verdict

NOTHING_READ = "Tidak ada perintah yang terbaca, misalnya: SETUJU 1,2"
UNPROVEN = "Pengirim surel belum dapat dipastikan, sehingga perintah di dalamnya tidak dijalankan."
MOVED_ON = (
    "belum dijalankan. Tahapnya sudah berganti sejak daftar ini dikirim; mohon menjawab surel tugas yang terbaru."
)
STALE = "Laporan ini sudah digantikan laporan yang lebih baru; nomornya tidak berlaku lagi."
NOW_WAITING = "Daftar yang berlaku, untuk dijawab lewat laporan itu:"


def report_named(seals: Sequence[Found]) -> Found | None:
    """The seal of a weekly report or of a list of reminders, if a mail answers one."""
    return next((found for found in seals if found.ticket.startswith((REPORT_PREFIX, REMINDER_PREFIX))), None)


@dataclass(frozen=True, slots=True)
class _Answering:
    """One answer to a report: who wrote what, on which proof, in which office."""

    message: Message
    proof: Proof
    desk: Desk
    uow: UnitOfWork
    sent: frozenset[str]


def answer_report(
    message: Message,
    found: Found,
    office: Office,
    world: World,
    uow: UnitOfWork,
    *,
    signers: Collection[str] = (),
) -> list[Notice]:
    """Carry out what a reader answered to the report; one mail back tells what became of every line.

    The seal is the reader's own for that report or list. Of reports only the latest counts, of a list what still
    stands on the step that it was reminded of. Below that, nothing is done.
    """
    desk = world.desk(office)
    judged = verdict(message, authserv_id=world.authserv_ids.get(office.code), signers=signers)
    fresh = found.seal == world.sealer(found.ticket, TICKET_SCOPE, message.sender.email)
    listed = uow.outbox.payload_about(found.ticket, message.sender.email)
    latest = about_week(Week.before(desk.now.astimezone(ZoneInfo(office.zone)).date()))
    if listed is None or not fresh or not judged.sufficient:
        return [_unheard(message, found, desk, [UNPROVEN], Weight.REFUSAL)] if fresh else []
    if found.ticket.startswith(REPORT_PREFIX) and found.ticket != latest:
        return [_unheard(message, found, desk, [STALE, *_present(latest, message, uow)], Weight.COURTESY)]
    proof = Proof(SealState.FRESH, trusted=True, why=f"seal of the report {found.ticket}, {judged.why}")
    sent = sent_lines_of(uow.outbox.sent_texts(found.ticket))
    answering = _Answering(message, proof, desk, uow, sent)
    lines, notices = _carried_out(answering, listed["attention"])
    if not lines:
        return [_unheard(message, found, desk, [NOTHING_READ], Weight.COURTESY)]
    return [*notices, _told(message, found, desk, lines)]


def _unheard(message: Message, found: Found, desk: Desk, lines: list[str], weight: Weight) -> Notice:
    """The answer where nothing was carried out, which counts."""
    return replace(_told(message, found, desk, lines), weight=weight)


def _present(latest: str, message: Message, uow: UnitOfWork) -> list[str]:
    """The numbered list of the report that counts now, if this reader has one."""
    listed = uow.outbox.payload_about(latest, message.sender.email)
    rows = listed["attention"] if listed else []
    return [NOW_WAITING, *(f"{i}. {row['number']} {row['text']}" for i, row in enumerate(rows, 1))] if rows else []


def _carried_out(answering: _Answering, rows: Sequence[Json]) -> tuple[list[str], list[Notice]]:
    told: list[str] = []
    notices: list[Notice] = []
    for line in read_batch(new_text(answering.message, sent_lines=answering.sent)):
        if line.numbers == ():
            told.append(f'"{line.text}" tidak menyebut nomor; misalnya: {line.text.split(" ")[0]} 1,2')
        for index in _chosen(line, rows):
            if not 0 < index <= len(rows):
                told.append(f"{index}. Nomor ini tidak ada dalam laporan.")
                continue
            sentence, caused = _one(answering, rows[index - 1], line.text)
            told.append(f"{index}. {rows[index - 1]['number']}: {sentence}")
            notices += caused
    return told, notices


def _chosen(line: BatchLine, rows: Sequence[Json]) -> Iterator[int]:
    """The numbers meant; `SEMUA` and `KECUALI` mean what waits for the reader, or the whole list where nothing does."""
    own = [number for number, row in enumerate(rows, 1) if row.get("list", OWN) == OWN]
    named = (own or range(1, len(rows) + 1)) if line.numbers is None else line.numbers
    return (index for index in named if index not in line.except_)


def _one(answering: _Answering, row: Json, text: str) -> tuple[str, list[Notice]]:
    """Read and decide one line for one ticket; the sentence for the answer, and whom it makes us mail."""
    desk, uow, message = answering.desk, answering.uow, answering.message
    ticket = uow.tickets.get(row["number"])
    if row.get("visit", ticket.visit) != ticket.visit:
        return MOVED_ON, []
    capacity = capacity_of(ticket, desk.office, message.sender.email, desk.now)
    if capacity is None:
        return "bukan tiket yang dapat Bapak/Ibu jawab.", []
    capacity = replace(capacity, actor=replace(capacity.actor, proof=answering.proof.why, via=message.message_id))
    reading = read(text, capacity.task(ticket, desk.office, desk.now, 0))
    decision = decide(Reply(message, text, (), capacity, answering.proof, reading), ticket, desk)
    records = decision.ticket.record(decision.events, capacity.actor, desk.now)
    if records:
        remember(decision.ticket, decision.events, capacity.actor, desk.office, desk.now)
        uow.tickets.save(decision.ticket, records)
    caused = notices_for(records, decision.ticket, desk) if records else []
    caused = enclosed(caused, records, decision.ticket, desk, uow)
    return _sentence(decision.outcome, decision.ticket, desk), caused


def _sentence(outcome: Outcome | None, ticket: Ticket, desk: Desk) -> str:
    if outcome is None:
        return "tidak ada yang dijalankan."
    if outcome.done:
        read_as = "; ".join(read_back(command, ticket, desk) for command in outcome.commands)
        holder = holder_of(ticket, desk.office)
        return f"dijalankan ({read_as}). Kini {stage_of(ticket, desk.office)}{f', pada {holder}' if holder else ''}."
    if outcome.question:
        return f"belum dijalankan. {outcome.question.text} Mohon menjawabnya lewat surel tugasnya."
    return f"belum dijalankan. {outcome.reason or 'Disimpan sebagai catatan.'}"


def _told(message: Message, found: Found, desk: Desk, lines: list[str]) -> Notice:
    holders = desk.office.roster.acting(message.sender.email, desk.day.date())
    seat, holder = next(iter(holders), (None, None))
    yth = seat.title if seat else "Bapak/Ibu"
    reader = Reader(message.sender.email, yth, holder.greeting if holder else "Bapak/Ibu")
    week = found.ticket.rpartition("-")[2]
    is_report = found.ticket.startswith(REPORT_PREFIX)
    title = f"Jawaban atas laporan minggu ke-{int(week)}" if is_report else "Jawaban atas daftar pengingat"
    key = f"{found.ticket}/{message.message_id}"
    told = alarm(reader, desk, key=key, title=title, lines=lines)
    return replace(told, template="jawaban-laporan", key=told.key.replace("/kelola/", "/jawaban-laporan/"))
