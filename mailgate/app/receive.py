"""One raw mail becomes a ticket, an answer to one, or is filed with a reason: the only way in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from mailgate.app.away import away
from mailgate.app.batch import answer_report, report_named
from mailgate.app.intake import open_ticket
from mailgate.app.leave import answer_leave, hear_leave, leave_named
from mailgate.app.limits import within_limits
from mailgate.app.ports import InboxRow, Kept, Progress, ToRead, UnitOfWork
from mailgate.app.quarantine import unreadable
from mailgate.app.reachability import bounced, heard_from
from mailgate.app.read_letters import letters_in
from mailgate.app.respond import respond
from mailgate.app.unanswerable import about_alarm, not_read
from mailgate.app.world import World
from mailgate.domain.errors import UnreadableMail
from mailgate.domain.message import Kind, Message
from mailgate.domain.notice import Notice, Weight
from mailgate.domain.office import Office
from mailgate.mail.classify import classify
from mailgate.mail.likeness import said_in
from mailgate.mail.parse import parse
from mailgate.mail.reply import new_text
from mailgate.mail.seal import Found, is_own_message_id, number_in, seals_in

NOBODY_READS = re.compile(r"(?:do-?)?not?[-_.]?(?:reply|balas)|mailer-daemon|tidak-?(?:di)?balas", re.IGNORECASE)
"""Local parts that announce that an answer reaches nobody."""

LONGEST_ADDRESS = 254
"""Octets of a path without its brackets (RFC 5321, 4.5.3.1.3); no server takes mail to a longer one."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail on its way in: parsed and classified, with what points to a ticket of ours."""

    row: InboxRow
    message: Message
    kind: Kind
    why: str
    seals: tuple[Found, ...]
    office: Office
    signers: tuple[str, ...] = ()
    files: tuple[ToRead, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """What became of a mail: the ledger's word for it, its ticket, and the notices it causes.

    `to_read` are files that a reader is asked to read now; `waits_until` where the mail is looked at again then, or as
    soon as they are read.
    """

    result: str
    ticket: str | None = None
    notices: Sequence[Notice] = ()
    roster_changed: bool = False
    to_read: Sequence[int] = ()
    waits_until: datetime | None = None


def receive(inbox_id: int, world: World) -> None:
    """Claim one row and receive it."""
    rows, _ = claim_inbox([inbox_id], world)
    for row in rows:
        world.queue.deliver(receive_row(row, world))


def claim_inbox(ids: Sequence[int], world: World) -> tuple[list[InboxRow], list[int]]:
    """Claim due rows in one transaction, before any is worked on: a claim costs a commit, a batch costs one, too.

    Of several, those whose last try ended without a word are given back unclaimed, to be claimed each alone: one that
    kills its worker would use up the tries of all that were claimed with it.
    """
    now = world.clock()
    with world.unit_of_work() as uow:
        alone = uow.inbox.unheard(ids, now) if len(ids) > 1 else []
        rows = uow.inbox.claim([each for each in ids if each not in alone], now)
        uow.commit()
    return rows, alone


def receive_row(row: InboxRow, world: World) -> list[int]:
    """Read a claimed mail outside the transaction, decide in one transaction; the ids of the mails it caused.

    One whose claim has ended is left to whoever has it now; the lock would keep a second decision out all the same.
    """
    if world.clock() >= row.until:
        return []
    office = world.office(row.office)
    try:
        arrival = look_at(row, office)
    except UnreadableMail as error:
        kept = Kept(row.id, row.raw, len(row.raw), row.received_at)
        told = unreadable(kept, str(error), world.desk(office))
        return _settle(row, world, Disposition("arsip: tidak terbaca", None, told))
    if office.verify_dkim and arrival.kind is Kind.REPLY:
        arrival = replace(arrival, signers=tuple(world.signers(row.raw, arrival.message.sender.domain)))
    if arrival.kind in (Kind.REQUEST, Kind.REPLY):
        arrival = replace(arrival, files=letters_in(arrival.message, world.reader))
    with world.unit_of_work() as uow:
        if not uow.inbox.lock(row.id):
            return []
        disposition = _decide(arrival, world, uow)
        limited = within_limits(_saying(disposition.notices, arrival.message), world.desk(office), uow)
        heard = arrival.kind not in (Kind.BOUNCE, Kind.OWN) and heard_from(arrival.message, office, world, uow)
        disposition = replace(disposition, notices=limited, roster_changed=disposition.roster_changed or heard)
        ids = _store(row, disposition, world, uow)
    if disposition.roster_changed:
        world.forget()
    world.queue.read(disposition.to_read)
    return ids


def look_at(row: InboxRow, office: Office) -> Arrival:
    """Parse and classify; UnreadableMail where the bytes are no mail."""
    message = parse(row.raw)
    domain = office.address.rpartition("@")[2]
    refs = (*message.in_reply_to, *reversed(message.references))
    seals = tuple(seals_in(refs, message.recipients, message.subject, domain))
    is_reply = bool(seals) or any(is_own_message_id(r, domain) for r in refs) or number_in(message.subject) is not None
    own = frozenset({office.address})
    kind = classify(message, own_addresses=own, own_domains=frozenset({domain}), is_reply=is_reply)
    return Arrival(row, message, kind.kind, kind.why, seals, office)


def _settle(row: InboxRow, world: World, disposition: Disposition) -> list[int]:
    with world.unit_of_work() as uow:
        return _store(row, disposition, world, uow) if uow.inbox.lock(row.id) else []


def _store(row: InboxRow, disposition: Disposition, world: World, uow: UnitOfWork) -> list[int]:
    now, office = world.clock(), world.office(row.office)
    if disposition.waits_until is not None:
        uow.inbox.wait(row.id, disposition.waits_until)
        uow.commit()
        return []
    readable = [n for n in disposition.notices if may_be_mailed(n.recipient) and not office.is_scanner(n.recipient)]
    ids = uow.outbox.add(readable, now)
    uow.inbox.finish(row.id, disposition.result, disposition.ticket, now)
    uow.commit()
    return ids


def _saying(notices: Sequence[Notice], message: Message) -> list[Notice]:
    """The notices, each counted answer with what the mail said that it answers."""
    wanting = [n for n in notices if n.weight is not Weight.FREE and not n.said]
    said = said_in(new_text(message)) if wanting else ""
    return [replace(n, said=said) if n in wanting else n for n in notices]


def may_be_mailed(recipient: str) -> bool:
    """Whether an address can be written to at all: not an empty From, one that says nobody reads it, or an endless
    one.
    """
    local, at, domain = recipient.partition("@")
    return bool(local and at and domain) and len(recipient) <= LONGEST_ADDRESS and NOBODY_READS.match(local) is None


def _decide(arrival: Arrival, world: World, uow: UnitOfWork) -> Disposition:
    message, row = arrival.message, arrival.row
    if message.message_id and uow.inbox.repeats(row.id, row.office, message.message_id, _body_hash(row.raw)):
        return Disposition("duplikat")
    if arrival.kind not in (Kind.REQUEST, Kind.REPLY):
        return _filed(arrival, world, uow)
    to_read = uow.readings.add(row.id, row.office, arrival.files, world.clock())
    return replace(_heard(arrival, world, uow), to_read=to_read)


def _heard(arrival: Arrival, world: World, uow: UnitOfWork) -> Disposition:
    """What a person's mail leads to: an answer to a report, to a question, to a ticket; else it asks for something."""
    message = arrival.message
    report = report_named(arrival.seals)
    if report is not None:
        told = answer_report(message, report, arrival.office, world, uow, signers=arrival.signers)
        return Disposition("balasan laporan", None, told)
    number = ticket_of(arrival, uow)
    absence = _absence(arrival, number, world, uow)
    if absence is not None:
        return absence
    if number is not None:
        notices = respond(message, arrival.seals, number, world, uow, signers=arrival.signers)
        return Disposition("balasan", number, notices)
    if about_alarm(message, world.desk(arrival.office), uow):
        return Disposition("arsip: tentang surel pengelola", None, not_read(message, world.desk(arrival.office)))
    return _requested(arrival, world, uow)


def _filed(arrival: Arrival, world: World, uow: UnitOfWork) -> Disposition:
    """What a machine wrote opens nothing and is never answered; a bounce or an absence is a hint to the office."""
    why = f"arsip: {arrival.kind.value} ({arrival.why})"
    desk = world.desk(arrival.office)
    if arrival.kind is Kind.BOUNCE:
        unreached = bounced(arrival.message, desk, uow)
        return Disposition(why, None, unreached.notices, unreached.changed)
    number = ticket_of(arrival, uow) if arrival.kind is Kind.AUTO else None
    return Disposition(why, number, away(arrival.message, uow.tickets.get(number), desk) if number else [])


def _requested(arrival: Arrival, world: World, uow: UnitOfWork) -> Disposition:
    """A request waits for its letters, but not for ever: then it is decided with what has been read."""
    row = arrival.row
    progress = uow.readings.progress(row.id) if arrival.files else Progress()
    until = progress.since + world.patience if progress.since and progress.pending else None
    if until is not None and world.clock() < until:
        return Disposition("menunggu surat dibaca", waits_until=until)
    opened = open_ticket(
        arrival.message,
        arrival.office,
        world,
        uow,
        received_at=row.received_at,
        truncated=row.truncated,
        files=progress.files,
    )
    if arrival.files:
        uow.readings.told(row.id, world.clock())
    if opened.ticket is None:
        return Disposition(opened.result[:500], None, opened.notices)
    return Disposition(opened.result, opened.ticket, opened.notices)


def _absence(arrival: Arrival, number: str | None, world: World, uow: UnitOfWork) -> Disposition | None:
    """What a mail about somebody's leave leads to; None for a mail about anything else."""
    asked = leave_named(arrival.seals)
    if asked is not None:
        heard = answer_leave(arrival.message, asked, arrival.office, world, uow, signers=arrival.signers)
        return Disposition(heard.result, None, heard.notices, heard.changed)
    announced = hear_leave(arrival.message, arrival.office, world, uow, signers=arrival.signers)
    return Disposition(announced.result, number, announced.notices) if announced else None


def ticket_of(arrival: Arrival, uow: UnitOfWork) -> str | None:
    """The ticket a mail speaks of: by seal, by a mail of ours it answers, by one it follows, by number in the
    subject.
    """
    return next((n for n in _pointed_to(arrival, uow) if n and uow.tickets.exists(n, arrival.office.code)), None)


def _pointed_to(arrival: Arrival, uow: UnitOfWork) -> Iterator[str | None]:
    """The numbers that a mail may mean, the surest first; what is less sure is looked for only where that failed."""
    message = arrival.message
    yield from (found.ticket for found in arrival.seals)
    refs = (*message.in_reply_to, *reversed(message.references))
    if refs:
        yield uow.outbox.ticket_of(refs)
        yield uow.tickets.by_message(refs)
    yield number_in(message.subject)


def _body_hash(raw: bytes) -> str:
    """SHA-256 of the body: what follows the first empty line (trace headers differ between copies of one mail)."""
    for gap in (b"\r\n\r\n", b"\n\n"):
        _, found, body = raw.partition(gap)
        if found:
            return sha256(body).hexdigest()
    return sha256(raw).hexdigest()
