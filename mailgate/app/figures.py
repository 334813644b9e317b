"""The figures of a span of time, each defined in `app/definitions.py` and counted from the same lines."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mailgate.app.ledger import Entry
from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.sop import Clock, Sop, Step
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
    """How long one solved ticket stood on one step: working time, or the wall clock's where the step runs by it."""

    entry: Entry
    sop: Sop
    step: Step
    span: timedelta


def stays_of(closed: Iterable[Entry], calendar: WorkCalendar) -> Iterator[Stay]:
    """Every stay of the solved tickets but those with the requester, on which the office's clock does not run."""
    timed = _Timed()
    for entry in closed:
        sop = entry.ticket.sop
        if sop is None or not entry.solved:
            continue
        steps = timed.steps(sop)
        for visit in entry.ticket.visits:
            step, always = steps.get(visit.step, (None, False))
            if step is None or visit.left_at is None or all(a.seat == REQUESTER_SEAT for a in visit.holders):
                continue
            begin, end = visit.entered_at, visit.left_at
            yield Stay(entry, sop, step, end - begin if always else calendar.working_time(begin, end))


class _Timed:
    """Steps that take an official's time, by number, and whether they run by the wall clock; looked up once an SOP."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, tuple[Step, bool]]] = {}

    def steps(self, sop: Sop) -> dict[str, tuple[Step, bool]]:
        if id(sop) not in self._known:
            timed = (step for step in sop.steps if not step.automatic and not step.time.pauses)
            self._known[id(sop)] = {step.number: (step, _by_wall_clock(step, sop)) for step in timed}
        return self._known[id(sop)]


def _by_wall_clock(step: Step, sop: Sop) -> bool:
    shared = (group.budget for group in sop.groups if group.code == step.time.group)
    budget = step.time.budget or next(shared, None)
    return budget is not None and budget.clock is Clock.ALWAYS


def slowest(stays: Iterable[Stay]) -> str:
    """The step with the longest average, in words; empty where nothing was solved."""
    spent: dict[tuple[str, str], list[Stay]] = {}
    for stay in stays:
        spent.setdefault((stay.sop.id, stay.step.number), []).append(stay)
    if not spent:
        return ""
    longest = max(spent.values(), key=_mean)
    sop, step = longest[0].sop, longest[0].step
    words = step.stage.replace("Bapak/Ibu", "pemohon") or step.activity
    hours = decimal(_mean(longest).total_seconds() / 3600, 1)
    unit = "jam" if _by_wall_clock(step, sop) else "jam kerja"
    return f"{words} (tahap {step.number}), rata-rata {hours} {unit} (n={len(longest)})"


def _mean(stays: Sequence[Stay]) -> timedelta:
    return sum((stay.span for stay in stays), timedelta()) / len(stays)


def percent(part: int, whole: int) -> str:
    """`86 %`, or a dash of nothing."""
    return f"{part * 100 / whole:.0f} %" if whole else NOTHING


def decimal(number: float, places: int) -> str:
    """`3,42`: the Indonesian decimal comma."""
    return f"{number:.{places}f}".replace(".", ",")


def in_days(span: timedelta) -> str:
    """`1,4 hari`, of 24 hours each."""
    return f"{decimal(span.total_seconds() / 86400, 1)} hari"
