"""The figures of a span of time, each defined in `app/definitions.py` and counted from the same lines."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mailgate.app.ledger import Entry
from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.sop import Budget, Clock, Sop, Step
from mailgate.domain.worktime import WorkCalendar

NOTHING = "–"
"""Stands where there is nothing to average."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`opened` came in; `solved` were finished, `on_time` of them within every mutu baku, in `took` together; `ended`
    counts other ways of closing; `ratings` are the scores of what was closed.
    """

    opened: int
    solved: int
    on_time: int
    took: timedelta
    ended: Counter[str]
    ratings: Counter[int]

    @property
    def rated(self) -> int:
        """How many gave a score."""
        return self.ratings.total()

    @property
    def share(self) -> str:
        """`86 %` of what was solved."""
        return percent(self.on_time, self.solved)

    @property
    def duration(self) -> str:
        """`1,4 hari` on the average, from the request to its end."""
        return in_days(self.took / self.solved) if self.solved else NOTHING

    @property
    def rating(self) -> str:
        """`3,42` on the scale from 1 to 4."""
        if not self.rated:
            return NOTHING
        return decimal(sum(score * count for score, count in self.ratings.items()) / self.rated, 2)


def figures_of(opened: int, closed: Iterable[Entry]) -> Figures:
    """The figures of that many new tickets and these closed ones."""
    closed = list(closed)
    solved = [e.ticket for e in closed if e.solved]
    return Figures(
        opened,
        len(solved),
        sum(not t.late for t in solved),
        sum((t.closed_at - t.opened_at for t in solved if t.closed_at), timedelta()),
        Counter(e.ticket.closing for e in closed if not e.solved),
        Counter(e.ticket.rating for e in closed if e.ticket.rating),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one SOP, bidang, kind or organisation."""

    name: str
    figures: Figures


def grouped(opened: Sequence[Entry], closed: Sequence[Entry], name_of: Callable[[Entry], str]) -> list[Group]:
    """The figures by that name, those with most requests first."""
    came = Counter(name_of(e) for e in opened)
    went: dict[str, list[Entry]] = {}
    for entry in closed:
        went.setdefault(name_of(entry), []).append(entry)
    names = sorted({*came, *went}, key=lambda name: (-came[name], name))
    return [Group(name, figures_of(came[name], went.get(name, ()))) for name in names]


@dataclass(frozen=True, slots=True)
class Stay:
    """How long tickets stood on a step on the average: `hours` of working time, or by the wall clock for `always`."""

    label: str
    hours: float
    always: bool
    count: int

    def __str__(self) -> str:
        unit = "jam" if self.always else "jam kerja"
        return f"{self.label}, rata-rata {decimal(self.hours, 1)} {unit} (n={self.count})"


def slowest_of(closed: Iterable[Entry], calendar: WorkCalendar) -> Stay | None:
    """The step on which the solved tickets stood longest on the average; waiting for the requester does not count."""
    spent: dict[tuple[str, str], list[timedelta]] = {}
    steps: dict[tuple[str, str], tuple[Sop, Step]] = {}
    for sop, step, stay in _stays(closed, calendar):
        key = (sop.id, step.number)
        spent.setdefault(key, []).append(stay)
        steps[key] = sop, step
    if not spent:
        return None
    key = max(spent, key=lambda k: sum(spent[k], timedelta()) / len(spent[k]))
    sop, step = steps[key]
    mean = sum(spent[key], timedelta()) / len(spent[key])
    words = step.stage.replace("Bapak/Ibu", "pemohon") or step.activity
    return Stay(
        f"{words} (tahap {step.number})", mean.total_seconds() / 3600, _by_wall_clock(step, sop), len(spent[key])
    )


def _stays(closed: Iterable[Entry], calendar: WorkCalendar) -> Iterable[tuple[Sop, Step, timedelta]]:
    for ticket in (e.ticket for e in closed if e.solved and e.ticket.sop):
        sop = ticket.sop
        for visit in ticket.visits:
            waits = bool(visit.holders) and all(a.seat == REQUESTER_SEAT for a in visit.holders)
            if sop is None or visit.left_at is None or waits or not sop.has_step(visit.step):
                continue
            step = sop.step(visit.step)
            if step.automatic or step.time.pauses:
                continue
            if _by_wall_clock(step, sop):
                yield sop, step, visit.left_at - visit.entered_at
            else:
                yield sop, step, calendar.working_time(visit.entered_at, visit.left_at)


def _by_wall_clock(step: Step, sop: Sop) -> bool:
    budget: Budget | None = step.time.budget or next(
        (group.budget for group in sop.groups if group.code == step.time.group), None
    )
    return budget is not None and budget.clock is Clock.ALWAYS


def percent(part: int, whole: int) -> str:
    """`86 %`, or a dash of nothing."""
    return f"{part * 100 / whole:.0f} %" if whole else NOTHING


def decimal(number: float, places: int) -> str:
    """`3,42`: the Indonesian decimal comma."""
    return f"{number:.{places}f}".replace(".", ",")


def in_days(span: timedelta) -> str:
    """`1,4 hari`; below a day `5,2 jam`."""
    if span < timedelta(days=1):
        return f"{decimal(span.total_seconds() / 3600, 1)} jam"
    return f"{decimal(span.total_seconds() / 86400, 1)} hari"
