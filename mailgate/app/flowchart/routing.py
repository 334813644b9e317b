"""The way of each arrow: along tracks between lanes and rows, round every symbol, with few turns and crossings.

What an arrow may not do (run through a symbol) has no way in the grid; what it should not do (lie on another arrow)
costs more than any detour. Each arrow is routed among those before it, then all are taken up again in turn, now that
the others are known.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from mailgate.app.flowchart.flow import Kind
from mailgate.app.flowchart.geometry import Box, Point, Side, straightened
from mailgate.app.flowchart.grid import WORD, WORD_GAP
from mailgate.app.flowchart.lettering import width_of
from mailgate.app.flowchart.placing import Page, Way
from mailgate.app.flowchart.search import CHEAPEST, End, Path, Search
from mailgate.app.flowchart.tracks import CLEAR, Node, Tracks, tracks_of

BEND, CROSSING = 4.0, 6.0
"""A turn is as bad as four millimetres more, a crossing as six."""

CLASH = 1000.0
"""Two arrows on one track, or one port as way in and out: more than any detour on a page."""

SIDEWAYS, AGAINST = 1.0, 12.0
"""An arrow that arrives from the side; one that leaves upwards or arrives from below."""

CRAMPED = 30.0
"""An arrow whose word would lie on the table's other columns."""

ROUNDS = 2
"""How often every arrow is taken up again, at most."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an arrow: its corners from the port it leaves to the port it arrives at, and what it cost."""

    way: Way
    points: tuple[Point, ...]
    cost: float

    @property
    def clean(self) -> bool:
        """Whether it shares no track or port with an arrow that it should be told from."""
        return self.cost < CLASH


def routed(page: Page) -> tuple[Route, ...]:
    """A route for every arrow of a page, in the order of its ways."""
    return _Routing(page).routes()


class _Routing:
    """The arrows of a page, and which of them lies where."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tracks: Tracks = tracks_of(page)
        self._paths: dict[int, Path] = {}
        self._runs: dict[tuple[Node, Node], list[int]] = defaultdict(list)
        self._at: dict[Node, list[tuple[int, Side, Side]]] = defaultdict(list)
        self._ports: dict[tuple[int, Side], list[tuple[int, bool]]] = defaultdict(list)
        self._company = _companies(page.ways)

    def routes(self) -> tuple[Route, ...]:
        ways = self.page.ways
        for at in sorted(range(len(ways)), key=lambda at: self._distance(ways[at])):
            self._lay(at)
        for _ in range(ROUNDS):
            before = dict(self._paths)
            for at in range(len(ways)):
                self._take_up(at)
                self._lay(at)
            if all(path.steps == before[at].steps for at, path in self._paths.items()):
                break
        return tuple(Route(way, self._points(at), self._paths[at].cost) for at, way in enumerate(ways))

    def _distance(self, way: Way) -> float:
        (x0, y0), (x1, y1) = (self.page.symbols[at].box.centre for at in (way.source, way.target))
        return abs(x0 - x1) + abs(y0 - y1)

    def _points(self, at: int) -> tuple[Point, ...]:
        way, path = self.page.ways[at], self._paths[at]
        start = self.page.symbols[way.source].box.port(path.leaves)
        end = self.page.symbols[way.target].box.port(path.arrives)
        return straightened([start, *(self.tracks.point(node) for node in path.nodes), end])

    # ---- what lies where

    def _lay(self, at: int) -> None:
        way = self.page.ways[at]
        search = Search(
            self.tracks,
            list(self._ends(at, way.target, arriving=True)),
            partial(self._turning, at),
            partial(self._running, at),
        )
        path = search.cheapest(list(self._ends(at, way.source, arriving=False)))
        self._paths[at] = path
        for run in path.runs():
            self._runs[run].append(at)
        for node, heading, onward in path.steps:
            self._at[node].append((at, heading, onward))
        self._ports[way.source, path.leaves].append((at, False))
        self._ports[way.target, path.arrives].append((at, True))

    def _take_up(self, at: int) -> None:
        way, path = self.page.ways[at], self._paths[at]
        for run in path.runs():
            self._runs[run].remove(at)
        for step in path.steps:
            self._at[step[0]].remove((at, *step[1:]))
        self._ports[way.source, path.leaves].remove((at, False))
        self._ports[way.target, path.arrives].remove((at, True))

    def _begins(self, at: int, node: Node, other: int) -> bool:
        """Whether an arrow begins at that node, and not at the symbol of the other: joining it there, the other would
        seem to come out of its symbol.
        """
        return self._paths[at].steps[0][0] == node and self.page.ways[at].source != self.page.ways[other].source

    # ---- what a way costs

    def _ends(self, at: int, symbol: int, *, arriving: bool) -> Iterator[End]:
        """The ports of a symbol that are not walled up, and what each costs this arrow."""
        placed, way = self.page.symbols[symbol], self.page.ways[at]
        for side in Side:
            node = self.tracks.outside(placed.box, side)
            if node is None:
                continue
            cost = _preference(placed.kind, side, arriving=arriving, joint=way.joint)
            if not arriving and way.label and side.lies and not self._has_room(placed.box, side, way.label):
                cost += CRAMPED
            for other, arrives in self._ports[symbol, side]:
                if arrives != arriving or other not in self._company[at]:
                    cost += CLASH
            if not arriving:
                cost += CLASH * sum(way.source != self.page.ways[use[0]].source for use in self._at.get(node, ()))
            yield End(side, node, cost)

    def _has_room(self, box: Box, side: Side, word: str) -> bool:
        """Whether a word fits between that side of a symbol and the end of the lanes."""
        room = box.left if side is Side.LEFT else self.page.lane * self.page.lanes - box.right
        return room >= width_of(word, WORD) + WORD_GAP + CLEAR

    def _running(self, at: int, a: Node, b: Node, length: float) -> float:
        same = self._runs.get((a, b), ())
        strangers = sum(other not in self._company[at] for other in same) + len(self._runs.get((b, a), ()))
        return length * (CHEAPEST if same else 1.0) + CLASH * strangers

    def _turning(self, at: int, node: Node, heading: Side, onward: Side) -> float:
        """What it costs to pass a node: others may be crossed at right angles where neither turns."""
        straight = heading is onward
        cost = 0.0 if straight else BEND
        for other, came, goes in self._at.get(node, ()):
            if other in self._company[at] and not self._begins(other, node, at):
                continue
            crosses = straight and came is goes and came.lies != heading.lies
            cost += CROSSING if crosses else CLASH
        return cost


def _companies(ways: Sequence[Way]) -> list[frozenset[int]]:
    """For each arrow, those that may lie on its track: which go to the same symbol, or come from one that does not part
    them by a question.
    """
    parting = {way.source for way in ways if way.label is not None}
    return [
        frozenset(
            at
            for at, other in enumerate(ways)
            if not (way.joint or other.joint)
            and (way.target == other.target or (way.source == other.source and way.source not in parting))
        )
        for way in ways
    ]


def _preference(kind: Kind, side: Side, *, arriving: bool, joint: bool) -> float:
    """An SOP is read downwards: arrows leave below or sideways and arrive from above; who acts together is level."""
    if joint:
        return 0.0 if side.lies else AGAINST
    if kind is Kind.PENTAGON:
        tip = Side.TOP if arriving else Side.BOTTOM
        return 0.0 if side is tip else AGAINST
    if side.lies:
        return SIDEWAYS if arriving else 0.0
    return 0.0 if arriving == (side is Side.TOP) else AGAINST
