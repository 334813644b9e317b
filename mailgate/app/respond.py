"""A reply is weighed, read, decided and recorded: authenticate → read → decide, inside the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailgate.app.answers import Outcome, answer
from mailgate.app.authenticate import Proof, SealState, prove
from mailgate.app.frame import Desk
from mailgate.app.intake import files_of, remember
from mailgate.app.notices import notices_for
from mailgate.app.ports import UnitOfWork
from mailgate.app.world import World
from mailgate.domain.actor import Actor
from mailgate.domain.capacity import ANYONE, Capacity, capacity_of
from mailgate.domain.command import Command, ReadAs, Reading
from mailgate.domain.conduct import Setting, carry_out
from mailgate.domain.errors import CommandRefused
from mailgate.domain.event import AuthorityRefused, CommandDeclined, Event, FileRecord, NoteAdded, QuestionAsked
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import moment_in_words
from mailgate.mail.read import read, read_subject
from mailgate.mail.reply import new_text, sent_lines_of
from mailgate.mail.seal import Found


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply with everything known about it before anything is decided."""

    message: Message
    text: str
    files: tuple[FileRecord, ...]
    capacity: Capacity
    proof: Proof
    reading: Reading


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be recorded and answered: events, the outcome to tell the sender, and the ticket as it is then."""

    ticket: Ticket
    events: Sequence[Event]
    outcome: Outcome | None


def respond(message: Message, seals: Sequence[Found], number: str, world: World, uow: UnitOfWork) -> list[Notice]:
    """Everything that a reply to ticket `number` causes; records it and returns the notices to store."""
    ticket = uow.tickets.get(number)
    office = world.office(ticket.office)
    desk = world.desk(office)
    sent = sent_lines_of(uow.outbox.sent_texts(number))
    authserv_id = world.authserv_ids.get(office.code)
    proof = prove(message, seals, ticket, office, sealer=world.sealer, authserv_id=authserv_id)
    reply = consider(message, ticket, desk, proof, sent)
    decision = decide(reply, ticket, desk)
    return _record(reply, decision, ticket, desk, uow)


def consider(
    message: Message, ticket: Ticket, desk: Desk, proof: Proof, sent: frozenset[str], *, sender: str | None = None
) -> Reply:
    """Read what the sender newly wrote, in the frame of what this sender (another address for `explain`) may say now."""
    capacity = capacity_of(ticket, desk.office, sender or message.sender.email, desk.now) or _stranger(message)
    actor = replace(capacity.actor, proof=proof.why, via=message.message_id)
    capacity = replace(capacity, actor=actor)
    text = new_text(message, sent_lines=sent)
    task = capacity.task(ticket, desk.office, desk.now, len(message.attachments))
    reading = read(text, task) if text.strip() else read_subject(message.subject, task)
    return Reply(message, text, files_of(message), capacity, proof, _by_attachment(reading, capacity, message))


def _stranger(message: Message) -> Capacity:
    return Capacity(Actor(message.sender.email, message.sender.email, message.sender.name), (), ())


def _by_attachment(reading: Reading, capacity: Capacity, message: Message) -> Reading:
    """The requester need not write a keyword: the document asked for is the answer (LENGKAPI; Sumbawa 9, KIRIM BA)."""
    if reading.outcome not in (ReadAs.NOTE, ReadAs.IGNORE) or not capacity.requester:
        return reading
    awaited = next((o.verb for o in capacity.outcomes if o.attachment), None)
    note = reading.commands[0].note if reading.commands else ""
    if awaited and message.attachments:
        return Reading(ReadAs.RUN, (Command(awaited, note=note, line="(lampiran)"),))
    if "LENGKAPI" in capacity.general and (message.attachments or reading.outcome is ReadAs.NOTE):
        return Reading(ReadAs.RUN, (Command("LENGKAPI", note=note, line="(kelengkapan)"),))
    return reading


def decide(reply: Reply, ticket: Ticket, desk: Desk) -> Decision:
    """What is to happen; the ticket given is left as it was, the decision carries the changed twin."""
    reading = reply.reading
    if reading.outcome is ReadAs.IGNORE and not reply.files:
        return Decision(ticket, (), None)
    refusal = _not_authorised(reply, ticket, desk)
    if refusal is not None:
        return refusal
    if reading.outcome is ReadAs.ASK and reading.question is not None:
        twin = ticket.copy()
        twin.asked[reply.capacity.actor.email] = reading.question
        events = (QuestionAsked(_line(reply), reading.question),)
        return Decision(twin, events, Outcome(reading.commands, question=reading.question))
    if reading.outcome is ReadAs.REFUSE:
        return _declined(reply, ticket, reading.reason)
    if reading.outcome is ReadAs.RUN:
        return _obeyed(reply, ticket, desk)
    return _noted(reply, ticket, reading.reason)


def _obeyed(reply: Reply, ticket: Ticket, desk: Desk) -> Decision:
    twin = ticket.copy()
    twin.asked.pop(reply.capacity.actor.email, None)
    try:
        events = carry_out(Setting(twin, reply.capacity, desk.office, desk.now, reply.files), reply.reading.commands)
    except CommandRefused as error:
        return _declined(reply, ticket, str(error))
    twin.documents += [file.name for file in reply.files]
    return Decision(twin, events, Outcome(reply.reading.commands, done=True))


def _declined(reply: Reply, ticket: Ticket, reason: str) -> Decision:
    events = (CommandDeclined(_line(reply), reason), NoteAdded(reply.text, reply.files, why_not=reason))
    return Decision(ticket.copy(), events, Outcome(reply.reading.commands, reason=reason, noted=True))


def _noted(reply: Reply, ticket: Ticket, hint: str) -> Decision:
    twin = ticket.copy()
    twin.documents += [file.name for file in reply.files]
    events = (NoteAdded(reply.text, reply.files),)
    return Decision(twin, events, Outcome((), reason=hint or None, noted=True))


def _not_authorised(reply: Reply, ticket: Ticket, desk: Desk) -> Decision | None:
    """The refusal of a command without sufficient proof; None where the reply may go on."""
    proof, verbs = reply.proof, {c.verb for c in reply.reading.commands}
    if reply.reading.outcome not in (ReadAs.RUN, ReadAs.ASK, ReadAs.REFUSE) or proof.suffices:
        return None
    if proof.trusted and reply.capacity.general and verbs and verbs <= set(ANYONE):
        return None
    if proof.trusted and proof.seal is SealState.STALE:
        return _declined(reply, ticket, _stale(proof, desk))
    reason = _lacking(proof)
    events = (
        AuthorityRefused(reply.message.sender.email, reply.text, proof.why),
        NoteAdded(reply.text, reply.files, why_not=reason),
    )
    known = reply.capacity.actor.seat is not None
    outcome = None if known and not proof.trusted else Outcome(reply.reading.commands, reason=reason, noted=True)
    return Decision(ticket.copy(), events, outcome)


def _stale(proof: Proof, desk: Desk) -> str:
    visit = proof.visit
    if visit is None or visit.left_at is None:
        return "Tahap yang Bapak/Ibu jawab sudah tidak berlaku."
    done = f"{visit.verb} oleh {visit.left_by}" if visit.verb else visit.left_by
    return f"Tugas ini sudah dikerjakan ({done}) pada {moment_in_words(visit.left_at, desk.office)}."


def _lacking(proof: Proof) -> str:
    if not proof.trusted:
        return (
            "Pengirim surel belum dapat dipastikan oleh server kami; mohon membalas dari alamat surel yang terdaftar."
        )
    if proof.seal is SealState.FOREIGN:
        return (
            "Surel yang Bapak/Ibu balas ditujukan kepada pejabat lain, sehingga perintah di dalamnya tidak dijalankan."
        )
    return "Perintah hanya dijalankan dari balasan atas surel tugas yang kami kirim kepada Bapak/Ibu."


def _line(reply: Reply) -> str:
    if reply.reading.commands and reply.reading.commands[0].line:
        return reply.reading.commands[0].line
    return next((line.strip() for line in reply.text.splitlines() if line.strip()), "")


def _record(reply: Reply, decision: Decision, before: Ticket, desk: Desk, uow: UnitOfWork) -> list[Notice]:
    ticket, actor = decision.ticket, reply.capacity.actor
    notices: list[Notice] = []
    records = ticket.record(decision.events, actor, desk.now)
    if records:
        remember(ticket, decision.events, actor, desk.office, desk.now)
        uow.tickets.save(ticket, records)
        notices = notices_for(records, ticket, desk)
    if decision.outcome is not None:
        key = reply.message.message_id or f"{before.version}"
        notices.append(answer(decision.outcome, reply.capacity, ticket, desk, records, key))
    return notices
