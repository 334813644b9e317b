"""What the gateway would make of a mail, storing and sending nothing (`mailgate explain`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailgate.app.answers import Outcome
from mailgate.app.authenticate import Proof, SealState, prove
from mailgate.app.frame import Desk
from mailgate.app.ports import InboxRow, LetterReader, UnitOfWork
from mailgate.app.read_letters import letters_in, read_of
from mailgate.app.readback import read_back
from mailgate.app.receive import Arrival, look_at, ticket_of
from mailgate.app.reply import Decision, Reply, needed
from mailgate.app.request import understand
from mailgate.app.respond import consider, decide
from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.command import Command, ReadAs
from mailgate.domain.errors import MailgateError, UnreadableMail
from mailgate.domain.event import AuthorityRefused, CommandDeclined, CommandHeld, QuestionAsked
from mailgate.domain.message import Kind, Message
from mailgate.domain.notice import Json
from mailgate.domain.office import Office
from mailgate.domain.performers import holders_of
from mailgate.domain.read_file import ReadFile, main_letter
from mailgate.domain.sop import Sop
from mailgate.domain.standing import Party, Pause, Visit
from mailgate.domain.ticket import Ticket
from mailgate.mail.bounce import read_bounce
from mailgate.mail.reply import new_text, sent_lines_of
from mailgate.surat.as_json import as_json

MACHINE = (Kind.AUTO, Kind.BOUNCE, Kind.LIST, Kind.OWN)
GIVEN = Proof(SealState.FRESH, trusted=True, why="authority taken as given (--step)", given=True)


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose task a reply is taken to answer (`--sop --step --role`)."""

    sop: str
    step: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """What explain works with: the desk of the office, whose verdict counts, and stored tickets if there are any."""

    desk: Desk
    authserv_id: str | None = None
    uow: UnitOfWork | None = None
    frame: Frame | None = None
    reader: LetterReader | None = None


def explain(name: str, raw: bytes, bench: Bench) -> Json:
    """The object of one mail, as contract `explain --json` lists its keys."""
    office = bench.desk.office
    row = InboxRow(0, office.code, "", "", raw, bench.desk.now, False, 0, bench.desk.now)
    try:
        arrival = look_at(row, office)
    except UnreadableMail as error:
        return _blank(name) | {"kind": Kind.UNREADABLE.value, "why": str(error)}
    message = arrival.message
    kind = arrival.kind
    if bench.frame and kind not in MACHINE:
        kind = Kind.REPLY
    told = _blank(name) | _facts(message) | {"kind": kind.value, "why": arrival.why}
    if kind is Kind.REPLY:
        return told | _reply(arrival, bench)
    told |= {"new_text": new_text(message)}
    if kind is Kind.BOUNCE:
        return told | {"bounce": _bounce(message)}
    return told | _request(message, bench) if kind is Kind.REQUEST else told


def _blank(name: str) -> Json:
    empty: Json = dict.fromkeys(
        ("from", "requester", "subject", "message_id", "surat", "reading", "routing", "bounce", "proof")
    )
    return {"file": name, "kind": "", "why": "", **empty, "new_text": "", "attachments": []}


def _facts(message: Message) -> Json:
    return {
        "from": message.sender.email,
        "requester": message.sender.email,
        "subject": message.subject,
        "message_id": message.message_id,
        "attachments": [
            {"name": a.name, "type": a.content_type, "bytes": a.size, "sha256": a.sha256} for a in message.attachments
        ],
    }


def _request(message: Message, bench: Bench) -> Json:
    files = files_read(message, bench.reader)
    request = understand(message, bench.desk.office, files)
    routing = request.routing
    return {
        "requester": request.party.email,
        "surat": _letter(files, bench.desk.office),
        "routing": {
            "sop": routing.sop,
            "tray": routing.tray,
            "score": routing.score,
            "reasons": list(routing.reasons),
            "priority": routing.priority,
        },
    }


def files_read(message: Message, reader: LetterReader | None) -> list[ReadFile]:
    """What a reader makes of the files of a mail that may be letters, here and now."""
    if reader is None:
        return []
    return [read_of(message.attachments[file.position], reader) for file in letters_in(message, reader)]


def _letter(files: Sequence[ReadFile], office: Office) -> Json | None:
    """The letter that the mail is about, as `surat --json` gives it."""
    letter = main_letter(files)
    file = next((file for file in files if letter in file.letters), None)
    if letter is None or file is None:
        return None
    return dict(as_json(letter, file=file.name, pages=file.pages, threshold=office.doubtful_below))


def _bounce(message: Message) -> Json | None:
    bounce = read_bounce(message)
    if bounce is None:
        return None
    return {"recipients": list(bounce.recipients), "permanent": bounce.permanent, "status": bounce.status}


def _reply(arrival: Arrival, bench: Bench) -> Json:
    message, desk = arrival.message, bench.desk
    if bench.frame:
        ticket = ticket_at(bench.frame, desk.office, desk.now)
        reply = consider(message, ticket, desk, GIVEN, frozenset(), sender=reader_of(bench.frame, ticket, desk.office))
        return {"new_text": reply.text, "reading": _reading(reply, ticket, desk), "proof": _proof(reply, ticket, desk)}
    number = ticket_of(arrival, bench.uow) if bench.uow else None
    if number is None or bench.uow is None:
        return {"new_text": new_text(message), "why": f"{arrival.why}; no such ticket is stored here"}
    ticket = bench.uow.tickets.get(number)
    sent = sent_lines_of(bench.uow.outbox.sent_texts(number))
    proof = prove(message, arrival.seals, ticket, desk.office, sealer=desk.sealer, authserv_id=bench.authserv_id)
    reply = consider(message, ticket, desk, proof, sent)
    return {
        "new_text": reply.text,
        "reading": _reading(reply, ticket, desk),
        "proof": _proof(reply, ticket, desk),
        "why": f"{arrival.why}; ticket {number}; {proof.why}",
    }


def _reading(reply: Reply, ticket: Ticket, desk: Desk) -> Json:
    decision = decide(reply, ticket, desk)
    held = next((e for e in decision.events if isinstance(e, CommandHeld)), None)
    commands = held.commands if held else reply.reading.commands
    if reply.proof.held and decision.outcome:
        commands = decision.outcome.commands
    waits = f"Menunggu konfirmasi dari {held.reader}." if held else None
    return {
        "outcome": _outcome(reply, decision).value,
        "commands": [_command(c) for c in commands],
        "answer": _answer(decision.outcome, ticket, desk) if decision.outcome else waits,
        "guard": reply.reading.guard,
    }


def _outcome(reply: Reply, decision: Decision) -> ReadAs:
    """What becomes of the reply; a held command is asked about."""
    kinds = {type(event) for event in decision.events}
    if kinds & {CommandDeclined, AuthorityRefused}:
        return ReadAs.REFUSE
    if kinds & {QuestionAsked, CommandHeld}:
        return ReadAs.ASK
    return ReadAs.RUN if decision.outcome and decision.outcome.done else reply.reading.outcome


def _proof(reply: Reply, ticket: Ticket, desk: Desk) -> Json:
    """The grade of proof, what was found of it, and what the commands would need besides."""
    proof = reply.proof
    if proof.given:
        return {"grade": "given", "found": [], "missing": []}
    wanted = needed(reply.reading.commands, reply.capacity, ticket, desk.office)
    return {"grade": proof.grade.name.lower(), "found": list(proof.found), "missing": list(proof.missing(wanted))}


def _command(command: Command) -> Json:
    return {
        "verb": command.verb,
        "targets": list(command.targets),
        "argument": command.argument,
        "due": command.due.isoformat() if command.due else None,
        "cc": list(command.cc),
        "note": command.note,
        "certainty": command.certainty.value,
    }


def _answer(outcome: Outcome, ticket: Ticket, desk: Desk) -> str:
    read = "; ".join(read_back(c, ticket, desk) for c in outcome.commands)
    if outcome.question:
        choices = "; ".join(f"{i} ({c.label})" for i, c in enumerate(outcome.question.choices, 1))
        return f"{outcome.question.text} {choices}".strip()
    if outcome.done:
        return f"Dijalankan: {read}."
    if outcome.reason:
        return f"Dibaca: {read}. {outcome.reason}" if read else outcome.reason
    return "Balasan Bapak/Ibu kami simpan sebagai catatan."


def ticket_at(frame: Frame, office: Office, now: datetime) -> Ticket:
    """A ticket standing on the step of a frame (`akhir`: closed), never stored; MailgateError for an unknown step."""
    active = office.sop(frame.sop)
    if active is None:
        known = ", ".join(a.sop.id for a in office.sops)
        raise MailgateError(f"Office {office.code} has no SOP {frame.sop!r}; it has {known}")
    sop = active.sop
    number = _step_number(sop, frame)
    party = _first_party(office)
    ticket = Ticket(f"{office.prefix}-{now.year}-000000", office.code, party, "Contoh permohonan", "", now, sop=sop)
    chosen = _chosen(frame, sop, number, office)
    if number == "akhir":
        ticket.closed_at, ticket.closing, ticket.solution = now, "selesai", "contoh"
        return ticket
    ticket.step = number
    ticket.holders = holders_of(sop.step(number), sop, chosen, office.roster.for_sop(sop.id))
    ticket.visits = [Visit(1, number, now, ticket.holders)]
    if sop.asking and number == sop.asking.number:
        ticket.visits.insert(0, Visit(0, sop.entry, now, ()))  # whoever returned it has it again after LENGKAPI
        ticket.holders = (Assignment(REQUESTER_SEAT),)
        ticket.pause = Pause(now, "kelengkapan", for_requester=True)
    return ticket


def _chosen(frame: Frame, sop: Sop, number: str, office: Office) -> tuple[Assignment, ...]:
    """The seat a frame's role names, as if appointed; a role that doesn't perform the step leaves it as it is."""
    if frame.role is None:
        return ()
    code = _seat_code(frame.role, sop, office)
    performs = number != "akhir" and frame.role.partition(":")[0] in {p.role for p in sop.step(number).performers}
    return (Assignment(code),) if performs and code != REQUESTER_SEAT else ()


def _step_number(sop: Sop, frame: Frame) -> str:
    if frame.step == "akhir" or sop.has_step(frame.step):
        return frame.step
    parts = [s for s in sop.steps if s.number[:-1] == frame.step]
    if not parts:
        raise MailgateError(f"SOP {sop.id} has no step {frame.step!r}; it has {', '.join(s.number for s in sop.steps)}")
    return next((s.number for s in parts if frame.role in s.acting), parts[0].number)


def _seat_code(role: str, sop: Sop, office: Office) -> str:
    if role in (REQUESTER_SEAT, sop.requester_role):
        return REQUESTER_SEAT
    seats = office.roster.for_sop(sop.id).seats_of(role)
    if not seats:
        raise MailgateError(f"Office {office.code} has no role {role!r} in SOP {sop.id}")
    return seats[0].code


def _first_party(office: Office) -> Party:
    first = office.requesters[0] if office.requesters else None
    if first is None or not first.emails:
        return Party("pemohon@contoh.invalid", "Pemohon", None, "", verified=False)
    return Party(first.emails[0], first.name, first.code, first.head, verified=True)


def reader_of(frame: Frame, ticket: Ticket, office: Office) -> str:
    """The address whose standing the frame takes as given."""
    sop = ticket.sop
    role = frame.role or (ticket.current.acting[0] if ticket.step else REQUESTER_SEAT)
    if sop is None or role in (REQUESTER_SEAT, sop.requester_role):
        return ticket.requester.email
    seat = office.roster.for_sop(sop.id).seats_of(role)[0]
    return seat.holders[0].email


def office_of(raw_recipients: tuple[str, ...], offices: Mapping[str, Office]) -> Office | None:
    """The office whose address a mail names in To, Cc or Delivered-To (plus-addresses included)."""
    for recipient in raw_recipients:
        local, _, domain = recipient.lower().partition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        for office in offices.values():
            if office.address == plain:
                return office
    return None
