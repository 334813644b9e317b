"""What an SOP's flowchart shows: its rows, its lanes, a symbol for each actor of a row, and the arrows between them.

Only what the SOP itself says is drawn: edges that an office needs besides (`tambahan`: KEMBALIKAN, TOLAK, …) and verbs
that stay on their step are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mailgate.app.flowchart.decision import exit_labels
from mailgate.domain.sop import END, Outcome, Performer, Sop, SopRole, Step

START_WORD = "Mulai"
END_WORD = "Selesai"


class Kind(StrEnum):
    """The symbols of Permenpan RB 35/2012 that have a place; the fifth, the arrow, is an `Arrow`."""

    CAPSULE = "kapsul"
    BOX = "kotak"
    DIAMOND = "belah-ketupat"
    PENTAGON = "segi-lima"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in the cell of `row` and `lane` (both from 0).

    `level` is 0 for the one that arrows come to; a cell may stack a start above it (-1) or an end below it (1).
    `inferred` symbols are dotted: the mark was lost and the performer read from the text.
    """

    row: int
    lane: int
    kind: Kind
    level: int = 0
    inferred: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow from one symbol to another, by their places in `Flow.symbols`.

    `joint` arrows have two heads: actors of one row who act together.
    """

    source: int
    target: int
    label: str | None = None
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """The flowchart as a graph; `rows` are the steps of each numbered row, several where it has hand-overs (3a, 3b)."""

    rows: tuple[tuple[Step, ...], ...]
    lanes: tuple[SopRole, ...]
    symbols: tuple[Symbol, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Cell:
    """What one actor does in one row, gathered before it is known which symbols that takes."""

    inferred: bool = True
    first: bool = False
    decides: bool = False
    ends: list[str | None] = field(default_factory=list)


Place = tuple[int, int]
"""(row, lane)."""


def flow_of(sop: Sop) -> Flow:
    """The flowchart of an SOP."""
    return _Drafting(sop).flow()


def row_number(step: Step) -> str:
    """The number of the row a step stands in: `3` for `3a`."""
    return re.sub(r"(?<=\d)[a-z]+$", "", step.number)


def issued(step: Step) -> tuple[Outcome, ...]:
    """The edges that the document itself has, one a target."""
    found: dict[str, Outcome] = {}
    for outcome in step.outcomes:
        if not outcome.extra and outcome.to != step.number:
            found.setdefault(outcome.to, outcome)
    return tuple(found.values())


def _rows(steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    rows: list[list[Step]] = []
    for step in steps:
        if rows and row_number(rows[-1][0]) == row_number(step):
            rows[-1].append(step)
        else:
            rows.append([step])
    return tuple(map(tuple, rows))


class _Drafting:
    """Steps become cells, cells symbols, outcomes links."""

    def __init__(self, sop: Sop) -> None:
        self.sop = sop
        self.rows = _rows(sop.steps)
        self.lanes = tuple(role for role in sop.roles if role.column) or sop.roles
        self._row_of = {step.number: at for at, row in enumerate(self.rows) for step in row}
        self._lane_of = {role.code: at for at, role in enumerate(self.lanes)}
        self._cells: dict[Place, _Cell] = {}
        self._edges: dict[tuple[Place, Place], str | None] = {}
        self._joints: list[tuple[Place, Place]] = []

    def flow(self) -> Flow:
        for step in self.sop.steps:
            self._mark(step)
        for step in self.sop.steps:
            self._lead_on(step)
            self._join(step)
        symbols, mains, links = self._symbols()
        links += [Link(mains[a], mains[b], label) for (a, b), label in self._edges.items()]
        links += [
            Link(mains[a], mains[b], joint=True)
            for a, b in self._joints
            if (a, b) not in self._edges and (b, a) not in self._edges
        ]
        return Flow(self.rows, self.lanes, tuple(symbols), tuple(links))

    def _mark(self, step: Step) -> None:
        stated = {self._lane_of[p.role] for p in step.performers if p.stated and p.role in self._lane_of}
        for place in self._places(step):
            cell = self._cells.setdefault(place, _Cell())
            cell.inferred = cell.inferred and place[1] not in stated
        for place in self._entries(step):
            self._cells[place].first |= step is self.sop.first

    def _lead_on(self, step: Step) -> None:
        outcomes = issued(step)
        labels = exit_labels(outcomes)
        for outcome in outcomes:
            for place in self._exits(step):
                self._cells[place].decides |= len(outcomes) > 1
            if outcome.to == END:
                for place in self._exits(step):
                    self._cells[place].ends.append(labels.get(outcome.to))
                continue
            for source, target in _paired(self._exits(step), self._entries(self.sop.step(outcome.to))):
                if source != target:
                    self._edges.setdefault((source, target), labels.get(outcome.to))

    def _join(self, step: Step) -> None:
        """The other performers of a step: the one who ends it is led to, the others act together with the first."""
        entries, exits = self._entries(step), self._exits(step)
        if entries != exits:
            self._edges.setdefault((entries[0], exits[0]), None)
        for place in self._places(step):
            if place not in entries and place not in exits:
                self._joints.append((entries[0], place))

    def _places(self, step: Step) -> list[Place]:
        """The cells of a step: one for each performer who has a column."""
        lanes = [self._lane_of[p.role] for p in step.performers if p.role in self._lane_of]
        return [(self._row_of[step.number], lane) for lane in lanes or [self._nearest_lane(step)]]

    def _entries(self, step: Step) -> list[Place]:
        """Where arrows to the step arrive: at the first who acts, or at each where any one of them does."""
        acting = [p for p in self._in_columns(step) if not p.assists]
        lanes = [self._lane_of[p.role] for p in (acting if step.one_of else acting[:1])]
        return [(self._row_of[step.number], lane) for lane in lanes] or self._places(step)[:1]

    def _exits(self, step: Step) -> list[Place]:
        """Where arrows from the step leave: where they arrive, unless the verb is given by another performer of it."""
        entries, outcomes = self._entries(step), issued(step)
        if len(entries) > 1 or len(outcomes) != 1 or outcomes[0].by is None:
            return entries
        own = [self._lane_of[p.role] for p in self._in_columns(step)]
        givers = [self._lane_of[role] for role in outcomes[0].by if self._lane_of.get(role) in own]
        row, lane = entries[0]
        return [(row, lane if lane in givers or not givers else givers[0])]

    def _in_columns(self, step: Step) -> list[Performer]:
        return [p for p in step.performers if p.role in self._lane_of]

    def _nearest_lane(self, step: Step) -> int:
        """For a step whose performers have no column: the lane of whoever receives it, else of whoever hands it on."""
        at = self.sop.steps.index(step)
        onward = [self.sop.step(o.to) for o in issued(step) if o.to != END]
        for other in (*onward, *self.sop.steps[at + 1 :], *reversed(self.sop.steps[:at])):
            for performer in self._in_columns(other):
                return self._lane_of[performer.role]
        return 0

    def _symbols(self) -> tuple[list[Symbol], dict[Place, int], list[Link]]:
        symbols: list[Symbol] = []
        mains: dict[Place, int] = {}
        links: list[Link] = []
        leaving = {source for source, _ in self._edges}
        for place, cell in sorted(self._cells.items()):
            for level, kind, text in _stack(cell, leads_on=place in leaving):
                at = len(symbols)
                symbols.append(Symbol(*place, kind, level, cell.inferred, text))
                if level == 0:
                    mains[place] = at
                elif level < 0:
                    links.append(Link(at, at + 1))
                else:
                    links.append(Link(at - 1, at, cell.ends[0]))
        return symbols, mains, links


def _stack(cell: _Cell, *, leads_on: bool) -> Iterator[tuple[int, Kind, str]]:
    """Level, kind and word of the symbols of a cell, from above. It has more than one only where a decision, or a step
    that also goes on, begins or ends the procedure.
    """
    ends, goes_on = bool(cell.ends), cell.decides or leads_on
    if cell.first and (cell.decides or ends):
        yield -1, Kind.CAPSULE, START_WORD
    if cell.decides:
        yield 0, Kind.DIAMOND, ""
    elif ends and not goes_on:
        yield 0, Kind.CAPSULE, END_WORD
    elif cell.first and not ends:
        yield 0, Kind.CAPSULE, START_WORD
    else:
        yield 0, Kind.BOX, ""
    if ends and goes_on:
        yield 1, Kind.CAPSULE, END_WORD


def _paired(sources: list[Place], targets: list[Place]) -> list[tuple[Place, Place]]:
    """Who hands to whom: where several of each may act, everyone goes on in the lane he is in."""
    if len(sources) == 1 or len(targets) == 1:
        return [(source, target) for source in sources for target in targets]
    lane_of = {target[1]: target for target in targets}
    pairs = [(source, lane_of.get(source[1], targets[0])) for source in sources]
    reached = {target for _, target in pairs}
    return pairs + [(sources[0], target) for target in targets if target not in reached]
