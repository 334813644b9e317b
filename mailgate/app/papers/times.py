"""The times of a ticket, step by step, against the mutu baku of its SOP; and its chronology."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mailgate.app.papers.case import Case
from mailgate.app.papers.told import told
from mailgate.domain.event import Prioritised, StepEntered, WorkPaused, WorkResumed
from mailgate.domain.sop import Clock, Sop, Step
from mailgate.domain.standing import Visit
from mailgate.domain.timing import budget_of
from mailgate.domain.wording import short_moment

COLUMNS = ("No.", "Kegiatan", "Dilaksanakan oleh", "Mutu baku", "Mulai", "Selesai", "Lama", "Ket.")
HOW_COUNTED = "Lama dihitung menurut jam kerja instansi; pada mutu baku 24x7 menurut waktu berjalan."
WIDTHS = (6, 26, 18, 13, 9, 9, 9, 10)


def rows(case: Case) -> list[list[str]]:
    """One row for each visit to a step."""
    if case.ticket.sop is None:
        return []
    return [_row(visit, case.ticket.sop, case) for visit in case.ticket.visits]


def _row(visit: Visit, sop: Sop, case: Case) -> list[str]:
    step = sop.step(visit.step)
    return [
        visit.step,
        step.activity,
        _who(visit, case),
        printed_time(step, sop),
        short_moment(visit.entered_at, case.office),
        short_moment(visit.left_at, case.office) if visit.left_at else "",
        _spent(visit, step, sop, case),
        judged(visit, case),
    ]


def _who(visit: Visit, case: Case) -> str:
    return visit.left_by or case.holders(visit.holders)


def printed_time(step: Step, sop: Sop) -> str:
    """The Waktu cell as the SOP prints it; of a merged cell the group is named; the priority matrix where it rules."""
    if step.time.group and step.time.budget is None:
        group = next((g for g in sop.groups if g.code == step.time.group), None)
        if group:
            return f"{group.printed} (kelompok {group.code})"
    if step.time.printed:
        return step.time.printed
    return "menurut prioritas" if step.time.priority else "–"


def _spent(visit: Visit, step: Step, sop: Sop, case: Case) -> str:
    """How long the visit took, on the clock of its mutu baku."""
    if visit.left_at is None:
        return ""
    budget = budget_of(step, sop, case.office, case.ticket.priority)
    if budget is not None and budget.clock is Clock.ALWAYS:
        return span_in_words(visit.left_at - visit.entered_at)
    return span_in_words(case.office.calendar.working_time(visit.entered_at, visit.left_at))


def judged(visit: Visit, case: Case) -> str:
    """Whether the visit kept its due moment: `tepat waktu`, `melewati batas`, or why it is not judged
    (`waktu dijeda`: the clock stood still at its end)."""
    stopped, due = False, None
    for event in _during(visit, case):
        match event:
            case StepEntered(due_at=due_at, waits_for_requester=waits):
                due, stopped = due_at, waits or stopped
            case WorkResumed(due_at=due_at):
                due, stopped = due_at or due, False
            case Prioritised(due_at=due_at):
                due = due_at or due
            case WorkPaused():
                stopped = True
    step = case.ticket.sop.step(visit.step) if case.ticket.sop else None
    if stopped or (step is not None and step.time.pauses):
        return "waktu dijeda"
    if visit.left_at is None:
        return "berjalan" if case.ticket.is_open else ""
    if due is None:
        return "tanpa batas waktu"
    return "tepat waktu" if visit.left_at <= due else "melewati batas"


def _during(visit: Visit, case: Case) -> Iterator[object]:
    """What happened from the record that opened the visit until the next visit opened."""
    inside = False
    for record in case.records:
        if isinstance(record.event, StepEntered):
            inside = record.event.visit == visit.number
        if inside:
            yield record.event


def chronology(case: Case) -> list[list[str]]:
    """Every event that is told: moment, and what happened in full."""
    return [[_to_the_minute(r.at, case), told(r, case)] for r in case.records]


def _to_the_minute(at: datetime, case: Case) -> str:
    return f"{case.day(at):%d/%m/%Y} {short_moment(at, case.office).split()[1]}"


def span_in_words(span: timedelta) -> str:
    """`2 jam 5 menit`; `kurang dari 1 menit`."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "kurang dari 1 menit"
    hours, minutes = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} jam" if hours else "", f"{minutes} menit" if minutes else "")))
