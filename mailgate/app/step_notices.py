"""Who is told when a step opens or an outcome is given: the task mail, and what the SOP has said besides."""

from collections.abc import Iterator

from mailgate.app.alarms import vacant
from mailgate.app.copies import sharers
from mailgate.app.frame import Desk, Reader, readers_of, requester_reader
from mailgate.app.letter_words import letter_words
from mailgate.app.telling import SUMMARY_LIMIT, Telling
from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.documents import missing
from mailgate.domain.event import CommandCarriedOut, StepEntered
from mailgate.domain.narrative import title_of
from mailgate.domain.notice import Notice
from mailgate.domain.sop import Step, StepNotice
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import clipped, listed, moment_in_words


def entered(t: Telling) -> Iterator[Notice]:
    event, ticket = t.record.event, t.ticket
    assert isinstance(event, StepEntered)  # noqa: S101
    if ticket.sop is None:
        return
    step = ticket.sop.step(event.step)
    if ticket.visit != event.visit:
        yield from _step_notices(t, step, (t.given or {}).get("verb"), on_entry=True)
        return
    if event.waits_for_requester:
        given = t.given or {"by": "", "verb": "", "note": event.note}
        documents = ticket.sop.first.documents
        needed = missing(documents, ticket.papers) or list(documents)
        yield t.write(
            "lengkapi", requester_reader(ticket), reason=given["note"], needed=needed, returned_by=given["by"]
        )
        return
    special = {n.to for n in step.notices if n.on_entry}
    for reader in readers_of(event.holders, ticket, t.desk):
        if not (reader.seat == REQUESTER_SEAT and special & {ticket.sop.requester_role}):
            yield t.write("tugas", reader, **task_words(ticket, step, t.desk, reader, t.given))
    yield from _vacancies(t, event.holders)
    yield from _step_notices(t, step, (t.given or {}).get("verb"), on_entry=True)


def _vacancies(t: Telling, holders: tuple[Assignment, ...]) -> Iterator[Notice]:
    """Word to the pengelola of posts that nobody holds; what they are to do goes to their superiors."""
    roster, day = t.ticket.roster(t.desk.office), t.desk.day.date()
    for seat in (seat for a in holders if not a.assists for seat in roster.seats_of(a.seat)):
        if not roster.in_office(seat, day):
            yield from vacant(seat.title, seat.code, t.ticket.number, t.desk)


def task_words(
    ticket: Ticket, step: Step, desk: Desk, reader: Reader, given: dict[str, str] | None
) -> dict[str, object]:
    """What a task mail says of the step, for a mail of its own or inside the answer to a command."""
    assists = any(a.assists and a.seat == reader.seat for a in ticket.holders)
    task = next((p.task for p in step.performers if p.task and _plays(p.role, reader, ticket)), None)
    return {
        "call": task or step.call,
        "activity": step.activity,
        "step": step.number,
        "sop_name": ticket.sop.name if ticket.sop else "",
        "summary": clipped(ticket.summary, SUMMARY_LIMIT),
        "sender": ticket.requester.email,
        "letter": letter_words(ticket, desk),
        "given": given,
        "question": step.question,
        "files": [] if ticket.confidential else list(ticket.documents),
        "assists": assists,
        "emergency": desk.office.extras and ticket.kind == "darurat",
    }


def _plays(role: str, reader: Reader, ticket: Ticket) -> bool:
    if reader.seat == REQUESTER_SEAT:
        return ticket.sop is not None and role == ticket.sop.requester_role
    return reader.seat is not None and reader.seat.partition(":")[0] == role


def carried_out(t: Telling) -> Iterator[Notice]:
    event, ticket = t.record.event, t.ticket
    assert isinstance(event, CommandCarriedOut)  # noqa: S101
    given = {"by": t.record.by.title, "verb": event.command.verb, "note": event.command.note}
    roster = ticket.roster(t.desk.office)
    targets = listed([title_of(code, roster) for code in event.command.targets])
    for code in event.informed:
        seats = [Assignment(seat.code) for seat in roster.seats_of(code)]
        for reader in readers_of(tuple(seats), ticket, t.desk):
            yield t.write("tembusan", reader, given=given, targets=targets, answerable=False)
    for reader, until in sharers(t.record, ticket, t.desk):
        yield t.write("tembusan", reader, given=given, targets=targets, undo_until=until, answerable=bool(until))
    if ticket.sop:
        step, stays = ticket.sop.step(event.step), event.to == event.step
        yield from _step_notices(t, step, event.command.verb, on_entry=False, only_named=stays)


def _step_notices(
    t: Telling, step: Step, verb: str | None, *, on_entry: bool, only_named: bool = False
) -> Iterator[Notice]:
    """What the SOP has said besides the task mail; a verb that stays on the step says only what names that verb."""
    for entry in step.notices:
        if entry.on_entry == on_entry and (entry.verb == verb or (entry.verb is None and not only_named)):
            for reader in _step_notice_readers(entry, t):
                yield t.write(entry.template, reader, **_step_notice_words(t))


def _step_notice_readers(entry: StepNotice, t: Telling) -> Iterator[Reader]:
    sop = t.ticket.sop
    if sop and entry.to == sop.requester_role:
        yield requester_reader(t.ticket)
        return
    seats = t.ticket.roster(t.desk.office).seats_of(entry.to)
    yield from readers_of(tuple(Assignment(seat.code) for seat in seats), t.ticket, t.desk)


def _step_notice_words(t: Telling) -> dict[str, object]:
    event, office = t.record.event, t.desk.office
    note = event.command.note if isinstance(event, CommandCarriedOut) else getattr(event, "note", "")
    until = t.ticket.passes_at
    return {
        "note": note,
        "reason": note,
        "by": t.record.by.title,
        "solution": t.ticket.solution,
        "summary": clipped(t.ticket.summary, SUMMARY_LIMIT),
        "sender": t.ticket.requester.email,
        "since": moment_in_words(t.ticket.opened_at, office),
        "until": moment_in_words(until, office) if until else None,
        "reopen_until": moment_in_words(t.desk.now + office.reopen_within, office),
        "call": t.ticket.current.call if t.ticket.step else "",
    }
