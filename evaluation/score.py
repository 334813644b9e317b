"""Readings counted: how much of what was executed was right, and how much of what was clear was executed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evaluation.bench import Reading
from mailgate.domain.command import ReadAs
from mailgate.domain.verb import Risk, verb


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some readings. `executed` and `right` are commands, the rest cases."""

    cases: int
    executed: int
    right: int
    clear: int
    done: int
    asked: int
    agreed: int

    @property
    def precision(self) -> float:
        """Of the executed commands, how many were right (verb and targets)."""
        return self.right / self.executed if self.executed else 1.0

    @property
    def recall(self) -> float:
        """Of the clear cases, how many were carried out wholly."""
        return self.done / self.clear if self.clear else 1.0

    @property
    def ask_rate(self) -> float:
        """Of the clear cases, how many were asked back."""
        return self.asked / self.clear if self.clear else 0.0

    @property
    def agreement(self) -> float:
        """Of all cases, how many had an outcome that a careful secretary might choose."""
        return self.agreed / self.cases if self.cases else 1.0


def score(readings: Iterable[Reading]) -> Score:
    """Count the readings."""
    rows = list(readings)
    clear = [r for r in rows if r.case.label.clear]
    right = sum(len(r.judgement.right) for r in rows)
    return Score(
        cases=len(rows),
        executed=right + sum(len(r.judgement.wrong) for r in rows),
        right=right,
        clear=len(clear),
        done=sum(r.judgement.done for r in clear),
        asked=sum(r.judgement.outcome is ReadAs.ASK for r in clear),
        agreed=sum(r.judgement.agrees for r in rows),
    )


def by_client(readings: Sequence[Reading]) -> dict[str, Score]:
    """The score of each client style."""
    return _grouped(readings, lambda r: (r.case.client,))


def by_verb(readings: Sequence[Reading]) -> dict[str, Score]:
    """The score of each headword that a label names, or that was executed."""
    return _grouped(readings, lambda r: {v for w in r.case.label.commands for v in w.verbs[:1]} | _executed(r))


def _executed(reading: Reading) -> set[str]:
    return {str(c["verb"]) for c in (*reading.judgement.right, *reading.judgement.wrong)}


def _grouped(readings: Sequence[Reading], keys: Callable[[Reading], Iterable[str]]) -> dict[str, Score]:
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        for key in keys(reading):
            groups.setdefault(key, []).append(reading)
    return {key: score(groups[key]) for key in sorted(groups)}


@dataclass(frozen=True, slots=True)
class Miss:
    """A reading that is not as its label wants, and how it went wrong; the smaller `rank`, the more harmful."""

    rank: int
    what: str
    reading: Reading


_HARM = {Risk.GRAVE: 0, Risk.REVERSIBLE: 1, Risk.HARMLESS: 2}


def misses(readings: Iterable[Reading]) -> list[Miss]:
    """Every miss, the most harmful first."""
    found = [miss for reading in readings if (miss := _miss(reading)) is not None]
    return sorted(found, key=lambda miss: (miss.rank, miss.reading.case.id))


def _miss(reading: Reading) -> Miss | None:
    label, judgement = reading.case.label, reading.judgement
    if judgement.wrong:
        harm = min(_HARM[verb(str(c["verb"])).risk] for c in judgement.wrong)
        return Miss(harm, ("executed, hard to undo", "executed, reversible", "executed, harmless")[harm], reading)
    if reading.fault:
        return Miss(3, "the gateway failed", reading)
    if label.clear and not judgement.done:
        asked = judgement.outcome is ReadAs.ASK
        return Miss(5 if asked else 4, "clear, but asked back" if asked else "clear, but not executed", reading)
    if not judgement.agrees:
        return Miss(6, "another outcome than a careful secretary's", reading)
    if judgement.slips:
        return Miss(7, "executed with other details", reading)
    return None
