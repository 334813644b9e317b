"""From what happened to who is told: the explicit table of events and their notices."""

from collections.abc import Callable, Iterator

from mailgate.app.confirming import confirmation, warning
from mailgate.app.frame import Desk, reader_of, readers_of, requester_reader
from mailgate.app.opening_notices import letter_read, opened
from mailgate.app.reminder_mails import overdue, reminded
from mailgate.app.step_notices import carried_out, entered
from mailgate.app.telling import Telling
from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.event import (
    AuthorityRefused,
    CommandCarriedOut,
    CommandDeclined,
    CommandHeld,
    CommandUndone,
    DueMoved,
    Escalated,
    Event,
    LetterCorrected,
    LetterRead,
    LetterRepeated,
    NoteAdded,
    Overdue,
    PaperPrinted,
    Prioritised,
    QuestionAsked,
    Rated,
    Record,
    Reminded,
    RequestCompleted,
    SopChosen,
    StepEntered,
    TaskTaken,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    WorkPaused,
    WorkResumed,
)
from mailgate.domain.notice import Notice
from mailgate.domain.printing import printable
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import listed, moment_in_words


def notices_for(records: list[Record], ticket: Ticket, desk: Desk) -> list[Notice]:
    """Everything that is to be mailed because of these records, except the answer to the command's giver.

    Nobody gets two mails of one kind from one decision; the giver of a command is told by the answer alone.
    """
    found: dict[tuple[str, str], Notice] = {}
    together = tuple(records)
    answered = {r.by.email for r in records if isinstance(r.event, CommandCarriedOut)}
    for record in records:
        write = WRITERS[type(record.event)]
        for one in write(Telling(record, ticket, desk, together)):
            if one.template in ("tugas", "status", "tembusan") and one.recipient in answered:
                continue
            found[one.template, one.recipient] = one
    return _without_repetition(list(found.values()))


def _without_repetition(notices: list[Notice]) -> list[Notice]:
    """A `status` says nothing to who gets a mail with more in it anyway, a `darurat` nothing to who gets the task.

    A request whose mail had no From has no address to write to.
    """
    richer = {n.recipient for n in notices if n.template not in ("status", "tembusan")}
    tasked = {n.recipient for n in notices if n.template == "tugas"}
    silent = {"status": richer, "darurat": tasked}
    return [n for n in notices if n.recipient and n.recipient not in silent.get(n.template, ())]


def _closed(t: Telling) -> Iterator[Notice]:
    event, ticket, office = t.record.event, t.ticket, t.desk.office
    assert isinstance(event, TicketClosed)  # noqa: S101
    if event.how == "bukan permintaan":
        return
    yield from _relieved(t, event)
    template = "ditolak" if event.how == "ditolak" and not _said_before(t, "ditolak", "bukan-darurat") else "tutup"
    yield t.write(
        template,
        requester_reader(ticket),
        how=event.how,
        solution=ticket.solution,
        reason=event.note,
        by=t.record.by.title,
        rated=ticket.rating is not None,
        reopen_until=moment_in_words(t.desk.now + office.reopen_within, office),
    )


def _relieved(t: Telling, event: TicketClosed) -> Iterator[Notice]:
    """Who had the task is told that it is gone, where it ended without a hand of theirs."""
    if event.how not in ("dibatalkan", "digabung") or not t.ticket.visits:
        return
    for reader in readers_of(t.ticket.visits[-1].holders, t.ticket, t.desk):
        if reader.seat != REQUESTER_SEAT and reader.email != t.record.by.email:
            yield t.write("dibatalkan", reader, by=t.record.by.title, verb=event.note, answerable=False)


def _said_before(t: Telling, *templates: str) -> bool:
    """Whether an outcome of this SOP has already told the requester no, in its own words."""
    if t.ticket.sop is None:
        return False
    told = {(s.number, n.verb) for s in t.ticket.sop.steps for n in s.notices if n.template in templates}
    return any((v.step, v.verb) in told or (v.step, None) in told for v in t.ticket.visits)


def _paused(t: Telling) -> Iterator[Notice]:
    event = t.record.event
    assert isinstance(event, WorkPaused)  # noqa: S101
    yield t.write("status", requester_reader(t.ticket), note=f"Penanganan ditunda: {event.reason}")


def _resumed(t: Telling) -> Iterator[Notice]:
    if isinstance(t.record.event, WorkResumed) and t.ticket.is_open:
        yield t.write("status", requester_reader(t.ticket), note="Penanganan dilanjutkan.")


def _escalated(t: Telling) -> Iterator[Notice]:
    event = t.record.event
    assert isinstance(event, Escalated)  # noqa: S101
    located = [t.ticket.roster(t.desk.office).locate(code) for code in event.to]
    above = tuple(Assignment(seat.code, person.code if person else None) for seat, person in located)
    for reader in readers_of(above, t.ticket, t.desk):
        call = t.ticket.current.call if t.ticket.step else ""
        yield t.write("arahan", reader, by=t.record.by.title, note=event.note, call=call)


def _noted(t: Telling) -> Iterator[Notice]:
    """A requester's remark goes to whoever has the ticket; other remarks stay in the file."""
    event = t.record.event
    assert isinstance(event, NoteAdded)  # noqa: S101
    given = {"by": t.record.by.title, "verb": "CATATAN", "note": event.text}
    if event.for_requester:
        yield t.write("status", requester_reader(t.ticket), note=event.text)
    if t.record.by.seat == REQUESTER_SEAT and not event.why_not:
        for reader in readers_of(t.ticket.holders, t.ticket, t.desk):
            if reader.seat != REQUESTER_SEAT:
                yield t.write("tembusan", reader, given=given, targets="", answerable=False)


def _undone(t: Telling) -> Iterator[Notice]:
    event, ticket = t.record.event, t.ticket
    assert isinstance(event, CommandUndone)  # noqa: S101
    left = ticket.visits[-2].holders if len(ticket.visits) > 1 else ()
    lost = tuple(a for a in left if a not in event.holders)
    for reader in readers_of(lost, ticket, t.desk):
        yield t.write("dibatalkan", reader, by=t.record.by.title, verb=event.verb, answerable=False)


def _refused(t: Telling) -> Iterator[Notice]:
    yield from warning(t.record, t.ticket, t.desk)


def _held(t: Telling) -> Iterator[Notice]:
    yield from confirmation(t.record, t.ticket, t.desk)


def _printed(t: Telling) -> Iterator[Notice]:
    """One mail for all papers that one mail asked for; app/enclosing.py puts them in."""
    asked = [r for r in t.together if isinstance(r.event, PaperPrinted) and r.by == t.record.by]
    if t.record is not asked[0]:
        return
    kinds = [r.event.kind for r in asked if isinstance(r.event, PaperPrinted)]
    reader = reader_of(t.record.by, t.ticket, t.desk)
    titles = listed([printable(kind).title for kind in kinds])
    yield t.write("naskah", reader, kinds=kinds, titles=titles, answerable=False)


def _nobody(t: Telling) -> Iterator[Notice]:
    yield from ()


Writer = Callable[[Telling], Iterator[Notice]]


WRITERS: dict[type[Event], Writer] = {
    TicketOpened: opened,
    SopChosen: _nobody,
    StepEntered: entered,
    CommandCarriedOut: carried_out,
    NoteAdded: _noted,
    CommandDeclined: _nobody,
    QuestionAsked: _nobody,
    AuthorityRefused: _refused,
    CommandHeld: _held,
    WorkPaused: _paused,
    WorkResumed: _resumed,
    DueMoved: _nobody,
    Reminded: reminded,
    Overdue: overdue,
    Prioritised: _nobody,
    Escalated: _escalated,
    TaskTaken: _nobody,
    CommandUndone: _undone,
    RequestCompleted: _nobody,
    TicketClosed: _closed,
    TicketReopened: _nobody,
    Rated: _nobody,
    PaperPrinted: _printed,
    LetterRead: letter_read,
    LetterCorrected: _nobody,
    LetterRepeated: _nobody,
}
"""Every event has its line; `_nobody` where the answer to the giver, or the step that follows, says it all."""
