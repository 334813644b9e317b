"""A reply is weighed, read, decided and recorded: authenticate → read → decide, inside the caller's transaction."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mailgate.app.answers import Outcome, answer
from mailgate.app.authenticate import Proof, SealState, prove
from mailgate.app.correcting import correct, correction_in, may_correct
from mailgate.app.enclosing import enclosed
from mailgate.app.frame import Desk
from mailgate.app.history import files_of, remember
from mailgate.app.holding import UNPROVEN, answered, hold_for_owner, hold_own
from mailgate.app.limits import disowned, misreadings
from mailgate.app.notices import notices_for
from mailgate.app.ports import UnitOfWork
from mailgate.app.rating import rating_refused
from mailgate.app.reply import Decision, Reply, declined, misunderstood, needed, refused
from mailgate.app.shared import NAME_WANTED, nameless
from mailgate.app.world import World
from mailgate.domain.actor import Actor
from mailgate.domain.advance import Setting
from mailgate.domain.capacity import OF_NO_STEP, Capacity, capacity_of
from mailgate.domain.command import Command, ReadAs, Reading
from mailgate.domain.conduct import carry_out
from mailgate.domain.errors import CommandRefused
from mailgate.domain.event import NoteAdded, QuestionAsked
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice, Weight
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import moment_in_words
from mailgate.mail.completion import tells_details
from mailgate.mail.likeness import said_in
from mailgate.mail.read import read, read_subject
from mailgate.mail.reply import new_text, sent_lines_of
from mailgate.mail.seal import Found


def respond(
    message: Message,
    seals: Sequence[Found],
    number: str,
    world: World,
    uow: UnitOfWork,
    *,
    signers: Collection[str] = (),
) -> list[Notice]:
    """Everything that a reply to ticket `number` causes; records it and returns the notices to store.

    `signers` are the domains whose DKIM signature of this mail was found valid here.
    """
    ticket = uow.tickets.get(number)
    office = world.office(ticket.office)
    desk = replace(world.desk(office), knows=lambda other: uow.tickets.exists(other, office.code))
    sent = sent_lines_of(uow.outbox.sent_texts(number))
    authserv_id = world.authserv_ids.get(office.code)
    proof = prove(message, seals, ticket, office, sealer=world.sealer, authserv_id=authserv_id, signers=signers)
    text = new_text(message, sent_lines=sent)
    found = correction_in(text, ticket.letter)
    if found is None or not may_correct(ticket, message, proof, desk):
        reply = consider(message, ticket, desk, proof, sent, text=text)
        return _record(reply, decide(reply, ticket, desk), ticket, desk, uow)
    notices = correct(found, ticket, message, desk, uow)
    if found.rest or message.attachments:
        reply = consider(message, ticket, desk, proof, sent, text=found.rest)
        notices += _record(reply, decide(reply, ticket, desk), ticket, desk, uow)
    return notices


def consider(
    message: Message,
    ticket: Ticket,
    desk: Desk,
    proof: Proof,
    sent: frozenset[str],
    *,
    sender: str | None = None,
    text: str | None = None,
) -> Reply:
    """Read what was newly written, in the frame of what this sender (another address for `explain`) may say now.

    `text` is what is left to read of it, where the beginning was understood already.
    """
    capacity = capacity_of(ticket, desk.office, sender or message.sender.email, desk.now) or _stranger(message)
    actor = replace(capacity.actor, proof=proof.why, via=message.message_id)
    capacity = replace(capacity, actor=actor)
    text = new_text(message, sent_lines=sent) if text is None else text
    task = capacity.task(ticket, desk.office, desk.now, len(message.attachments))
    reading = read(text, task) if text.strip() else read_subject(message.subject, task)
    return Reply(message, text, files_of(message), capacity, proof, _by_attachment(reading, capacity, message, text))


def _stranger(message: Message) -> Capacity:
    return Capacity(Actor(message.sender.email, message.sender.email, message.sender.name), (), ())


def _by_attachment(reading: Reading, capacity: Capacity, message: Message, text: str) -> Reading:
    """The requester need not write a keyword: the document asked for is the answer (LENGKAPI; Sumbawa 9, KIRIM BA)."""
    if reading.outcome not in (ReadAs.NOTE, ReadAs.IGNORE) or not capacity.requester:
        return reading
    awaited = next((o.verb for o in capacity.outcomes if o.attachment), None)
    note = reading.commands[0].note if reading.commands else ""
    if awaited and message.attachments:
        return Reading(ReadAs.RUN, (Command(awaited, note=note, line="(lampiran)"),))
    told = reading.outcome is ReadAs.NOTE and tells_details(text)
    if "LENGKAPI" in capacity.general and (message.attachments or told):
        return Reading(ReadAs.RUN, (Command("LENGKAPI", note=note or text.strip(), line="(kelengkapan)"),))
    return reading


def decide(reply: Reply, ticket: Ticket, desk: Desk) -> Decision:
    """What is to happen; the ticket given is left as it was, the decision carries the changed twin."""
    reading = reply.reading
    if reply.proof.held is not None:
        return answered(reply, reply.proof.held, ticket, desk)
    if reading.outcome is ReadAs.IGNORE and not reply.files:
        return Decision(ticket, (), None)
    barred = _barred(reply, ticket, desk)
    if barred is not None:
        return barred
    if unrated := rating_refused(reply, ticket, desk):
        return declined(reply, ticket, unrated)
    if reading.outcome is ReadAs.ASK and reading.question is not None:
        twin = ticket.copy()
        twin.asked[reply.capacity.actor.email] = reading.question
        misunderstood(twin, reply)
        events = (QuestionAsked(reply.line, reading.question),)
        return Decision(twin, events, Outcome(reading.commands, question=reading.question))
    if reading.outcome is ReadAs.REFUSE:
        return declined(reply, ticket, reading.reason, misread=True)
    if reading.outcome is ReadAs.RUN:
        return _obeyed(reply, ticket, desk)
    return _noted(reply, ticket, reading.reason)


def _obeyed(reply: Reply, ticket: Ticket, desk: Desk) -> Decision:
    if nameless(reply.reading.commands, reply.capacity.actor.email, reply.text, ticket, desk):
        return declined(reply, ticket, NAME_WANTED)
    twin = ticket.copy()
    twin.asked.pop(reply.capacity.actor.email, None)
    try:
        setting = Setting(twin, reply.capacity, desk.office, desk.now, reply.files, desk.knows)
        events = carry_out(setting, reply.reading.commands)
    except CommandRefused as error:
        return declined(reply, ticket, str(error), misread=True)
    twin.misread.pop(reply.capacity.actor.email, None)
    twin.documents += [file.name for file in reply.files]
    return Decision(twin, events, Outcome(reply.reading.commands, done=True))


def _noted(reply: Reply, ticket: Ticket, hint: str) -> Decision:
    twin = ticket.copy()
    twin.documents += [file.name for file in reply.files]
    events = (NoteAdded(reply.text, reply.files),)
    return Decision(twin, events, Outcome((), reason=hint or None, noted=True))


def _barred(reply: Reply, ticket: Ticket, desk: Desk) -> Decision | None:
    """What becomes of a reply whose proof does not reach for what it says; None where it may go on."""
    proof, reading = reply.proof, reply.reading
    if proof.given:
        return None
    if proof.seal is SealState.SPENT:
        return refused(reply, ticket, UNPROVEN) if proof.denied else declined(reply, ticket, SPENT)
    verbs = {c.verb for c in reading.commands}
    if proof.trusted and reply.capacity.general and verbs and verbs <= set(OF_NO_STEP):
        return None
    foreign = proof.seal is SealState.FOREIGN and not reply.in_anothers_name
    if foreign:
        held = hold_for_owner(reply, ticket, desk)
        if held is not None:
            return held
    if reading.outcome not in (ReadAs.RUN, ReadAs.ASK, ReadAs.REFUSE):
        return None
    if proof.trusted and proof.seal is SealState.STALE:
        return declined(reply, ticket, _stale(proof, desk))
    if foreign or proof.seal is SealState.STALE:
        return refused(reply, ticket, _lacking(proof))
    return _weighed(reply, ticket, desk)


def _weighed(reply: Reply, ticket: Ticket, desk: Desk) -> Decision | None:
    """Own seal, or none: enough proof goes on, a question or a refusal harms nobody, the rest is held or refused."""
    proof, reading = reply.proof, reply.reading
    registered = reply.capacity.actor.seat is not None
    if reading.outcome is ReadAs.RUN:
        if proof.grade >= needed(reading.commands, reply.capacity, ticket, desk.office) and registered:
            return None
        held = hold_own(reply, ticket, desk)
        if held is not None:
            return held
    elif proof.trusted and registered:
        return None
    return refused(reply, ticket, _lacking(proof))


SPENT = "Pertanyaan konfirmasi tersebut sudah dijawab atau sudah tidak berlaku."


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


def _record(reply: Reply, decision: Decision, before: Ticket, desk: Desk, uow: UnitOfWork) -> list[Notice]:
    """Store what was decided, and whom it makes us mail.

    A stranger who only guessed a number is kept in the history and hears nothing: an answer would tell of the ticket.
    """
    ticket, actor = decision.ticket, decision.by or reply.capacity.actor
    notices: list[Notice] = []
    records = ticket.record(decision.events, actor, desk.now)
    guessed = not reply.capacity.general and reply.proof.seal is SealState.ABSENT
    if records:
        if not guessed:
            remember(ticket, decision.events, actor, desk.office, desk.now)
        uow.tickets.save(ticket, records)
        notices = notices_for(records, ticket, desk)
    elif ticket.misread != before.misread:
        uow.tickets.save(ticket, [])
    if decision.outcome is not None and not guessed and not _only_printed(decision.outcome):
        key = reply.message.message_id or f"{before.version}"
        told = answer(decision.outcome, reply.capacity, ticket, desk, records, key)
        notices.append(replace(told, weight=_weight(reply, decision.outcome)))
    notices = enclosed(notices, records, ticket, desk, uow)
    said = said_in(reply.text, files=[file.sha256 for file in reply.files], about=ticket.number)
    notices = [n if n.weight is Weight.FREE else replace(n, said=said) for n in notices]
    return [*notices, *misreadings(before, ticket, actor, desk), *disowned(decision.events, ticket, desk)]


def _weight(reply: Reply, outcome: Outcome) -> Weight:
    """How the answer counts: not at all where a proven command was carried out."""
    if not reply.proof.suffices:
        return Weight.COURTESY if outcome.done else Weight.REFUSAL
    if outcome.done:
        return Weight.FREE
    return Weight.COURTESY if reply.reading.outcome in (ReadAs.NOTE, ReadAs.IGNORE) else Weight.PROVEN


def _only_printed(outcome: Outcome) -> bool:
    """Whether nothing but CETAK was carried out: the mail with the papers answers it."""
    return outcome.done and {command.verb for command in outcome.commands} == {"CETAK"}
