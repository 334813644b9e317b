"""The measurement of letters as an operator reads it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from evaluation.letters.degradation import Group
from evaluation.letters.measure import Measured
from evaluation.letters.verdict import Outcome, Verdict
from mailgate.domain.letter import DOUBTFUL_BELOW, FIELDS


@dataclass(frozen=True, slots=True)
class Goal:
    """The least share that is right and the most that is wrong and confident."""

    right: float
    confident: float


GOALS = {Group.BORN: Goal(1.0, 0.0), Group.SCAN: Goal(0.98, 0.005), Group.PHOTO: Goal(0.90, 0.01)}
BINS = (0.0, 0.3, 0.5, 0.65, DOUBTFUL_BELOW, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts counted; `asked` are right, yet below the threshold."""

    fields: int
    right: int
    asked: int
    doubtful: int
    confident: int


def tally(verdicts: Sequence[Verdict]) -> Tally:
    """Count verdicts."""
    right = [v for v in verdicts if v.outcome is Outcome.RIGHT]
    return Tally(
        fields=len(verdicts),
        right=len(right),
        asked=sum(v.sureness is not None and v.sureness < DOUBTFUL_BELOW for v in right),
        doubtful=sum(v.outcome is Outcome.DOUBTFUL for v in verdicts),
        confident=sum(v.outcome is Outcome.CONFIDENT for v in verdicts),
    )


def lines(rows: Sequence[Measured], *, misses: bool) -> Iterator[str]:
    """The whole report, line by line."""
    for group in Group:
        chosen = [row for row in rows if row.group == group.value]
        yield from _fields(group, chosen)
    yield from _by("degradation", rows, lambda row: row.degradation)
    yield from _by("layout", rows, lambda row: row.layout)
    yield from _calibration([v for row in rows for v in _whole(row)])
    if misses:
        yield from _misses(rows)
    yield from _times(rows)
    yield from _summary(rows)


def _whole(row: Measured) -> list[Verdict]:
    """Fields, not their parts: those are what the figures count."""
    return [verdict for verdict in row.verdicts if "." not in verdict.field]


HEADS = f"{'fields':>8}{'right':>9}{'of it asked':>13}{'doubtful':>10}{'confident':>11}"


def _counts(verdicts: Sequence[Verdict]) -> str:
    t = tally(verdicts)
    share = t.right / t.fields if t.fields else 1.0
    return f"{t.fields:>8}{share:>9.1%}{t.asked:>13}{t.doubtful:>10}{t.confident:>11}"


def _fields(group: Group, rows: Sequence[Measured]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"  {f'{group.value}: {len(rows)} files':<30}{HEADS}"
    every = [verdict for row in rows for verdict in row.verdicts]
    for name in _names(every):
        yield f"  {'  ' if '.' in name else ''}{name:<{28 if '.' in name else 30}}" + _counts(
            [verdict for verdict in every if verdict.field == name]
        )


def _names(verdicts: Sequence[Verdict]) -> list[str]:
    """In the order a letter has them, a form's labels last and as one."""
    order = [*FIELDS, "formulir"]
    names = {verdict.field for verdict in verdicts}
    return sorted(names, key=lambda name: (order.index(name.partition(".")[0]), "." in name, name))


def _by(what: str, rows: Sequence[Measured], key: Callable[[Measured], str]) -> Iterator[str]:
    yield ""
    yield f"  {f'by {what}':<30}{HEADS}"
    for name in dict.fromkeys(key(row) for row in sorted(rows, key=lambda row: list(Group).index(Group(row.group)))):
        yield f"  {name:<30}" + _counts([v for row in rows if key(row) == name for v in _whole(row)])


def _calibration(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield ""
    yield f"  {'confidence':<18}{'fields':>8}{'right':>9}"
    for low, high in pairwise(BINS):
        chosen = [
            v for v in verdicts if v.sureness is not None and (low <= v.sureness < high or v.sureness == high == 1.0)
        ]
        if chosen:
            share = sum(v.outcome is Outcome.RIGHT for v in chosen) / len(chosen)
            yield f"  {f'{low:.2f} to {high:.2f}':<18}{len(chosen):>8}{share:>9.1%}"


def _misses(rows: Sequence[Measured]) -> Iterator[str]:
    yield ""
    yield "Misses, the confident ones first"
    found = [(v, row) for row in rows for v in row.verdicts if v.outcome is not Outcome.RIGHT and not _told(v)]
    for verdict, row in sorted(found, key=lambda pair: (pair[0].outcome is not Outcome.CONFIDENT, pair[0].field)):
        sure = "-" if verdict.sureness is None else f"{verdict.sureness:.2f}"
        yield f"  {verdict.outcome.value}, {sure} · {verdict.field} · {row.name} · {row.file}"
        yield f"      wanted {verdict.wanted!r}"
        yield f"      read   {verdict.read!r}"


def _told(verdict: Verdict) -> bool:
    """Whether its parts tell the same better."""
    return verdict.field in ("pengirim", "penanda_tangan", "formulir")


def _times(rows: Sequence[Measured]) -> Iterator[str]:
    yield ""
    for group in Group:
        spans = [row.seconds / row.pages for row in rows if row.group == group.value and row.pages]
        if spans:
            yield f"  {f'seconds a page, {group.value}':<46}median {median(spans):>6.2f}   most {max(spans):>6.2f}"


def _summary(rows: Sequence[Measured]) -> Iterator[str]:
    yield ""
    for group in Group:
        counted = tally([v for row in rows if row.group == group.value for v in _whole(row)])
        if not counted.fields:
            continue
        right, confident = counted.right / counted.fields, counted.confident / counted.fields
        goal = GOALS.get(group)
        name = f"{group.value}, n = {counted.fields}"
        yield _row(
            f"{name}: right", right, f"≥ {goal.right:.0%}" if goal else "", right >= goal.right if goal else None
        )
        most = f"≤ {goal.confident:.1%}" if goal else ""
        yield _row(f"{name}: wrong and confident", confident, most, confident <= goal.confident if goal else None)


def _row(what: str, share: float, goal: str, reached: bool | None) -> str:
    mark = {True: "ok", False: "MISSED", None: ""}[reached]
    return f"  {what:<58} {share:>7.2%}   {f'goal {goal}' if goal else '':<14} {mark}".rstrip()
