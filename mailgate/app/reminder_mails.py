"""What reminders and reports upward say, and who gets them; never whose fault it is."""

from collections.abc import Iterator

from mailgate.app.frame import Desk, Reader, notice, readers_of, requester_reader
from mailgate.app.telling import Telling
from mailgate.domain.event import DueMoved, Overdue, Reminded
from mailgate.domain.narrative import holder_titles
from mailgate.domain.notice import Json, Notice
from mailgate.domain.office import Office
from mailgate.domain.reminding import Stage, awaited, superiors
from mailgate.domain.ticket import Ticket
from mailgate.domain.timing import budget_of
from mailgate.domain.wording import budget_in_words, clipped, moment_in_words, overdue_in_words

REMINDER, REPORT = "pengingat", "eskalasi"


def reminded(t: Telling) -> Iterator[Notice]:
    event = t.record.event
    assert isinstance(event, Reminded)  # noqa: S101 - the table of notices pairs them
    if event.skipped:
        return
    if event.stage == Stage.REQUESTER:
        yield _write(t, REMINDER, requester_reader(t.ticket), event.stage, None)
        return
    for reader in readers_of(awaited(t.ticket), t.ticket, t.desk):
        yield _write(t, REMINDER, reader, event.stage, event.moved)


def overdue(t: Telling) -> Iterator[Notice]:
    """To the superiors, and to nobody who is reminded himself because the post below him is empty."""
    event = t.record.event
    assert isinstance(event, Overdue)  # noqa: S101
    held = {reader.email for reader in readers_of(awaited(t.ticket), t.ticket, t.desk)}
    for reader in readers_of(superiors(t.ticket, t.desk.office), t.ticket, t.desk):
        if reader.email not in held:
            yield _write(t, REPORT, reader, Stage.SUPERIOR, event.moved)


def _write(t: Telling, template: str, reader: Reader, stage: str, moved: DueMoved | None) -> Notice:
    """Under a key of its own for each visit, stage and reader: a reminder is never sent twice."""
    told = _moved(moved, t.desk.office) if moved else None
    return write(template, reader, t.ticket, t.desk, key=stage, moved=told, to_requester=stage == Stage.REQUESTER)


def write(
    template: str, reader: Reader, ticket: Ticket, desk: Desk, *, key: str, moved: str | None, to_requester: bool
) -> Notice:
    """What there is to say now about the present step of a ticket; `key` is unique for the visit and this reader."""
    office, step = desk.office, ticket.current
    words: Json = {
        "call": "" if ticket.returned else step.call,
        "step": step.number,
        "sop_name": ticket.sop.name if ticket.sop else "",
        "since": moment_in_words(ticket.visits[-1].entered_at, office),
        "overdue": bool(ticket.due_at and ticket.due_at <= desk.now) and not to_requester,
        "by_how_long": _by_how_long(ticket, desk),
        "sop_time": sop_time(ticket, office),
        "moved": moved,
        "held_by": holder_titles(awaited(ticket), ticket.roster(office)),
        "reason": clipped(ticket.pause.reason, 200) if ticket.pause and ticket.returned else "",
        "to_requester": to_requester,
        "visit": ticket.visit,
    }
    return notice(template, reader, ticket, desk, key=f"{ticket.visit}/{key}", **words)


def _by_how_long(ticket: Ticket, desk: Desk) -> str:
    due, count = ticket.due_at, ticket.pace.count
    if due is None or count is None or due >= desk.now:
        return ""
    return overdue_in_words(due, desk.now, count.budget.clock, desk.office)


def _moved(moved: DueMoved, office: Office) -> str:
    before = moment_in_words(moved.before, office) if moved.before else "belum ditetapkan"
    return f"Batas waktu semula {before}; disesuaikan karena {moved.reason}."


def sop_time(ticket: Ticket, office: Office) -> str:
    """The time that the SOP gives, as it is printed; else as the office counts it. Empty where there is none."""
    if ticket.sop is None or ticket.step is None:
        return ""
    step = ticket.current
    group = next((g for g in ticket.sop.groups if g.code == step.time.group), None)
    printed = group.printed if group else step.time.printed
    if printed and not step.time.priority:
        return printed
    budget = budget_of(step, ticket.sop, office, ticket.priority)
    return budget_in_words(budget) if budget else ""
