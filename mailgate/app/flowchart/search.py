"""The cheapest way through the tracks, by A* (Hart, Nilsson, Raphael 1968) over nodes and headings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, pairwise
from math import inf

from mailgate.app.flowchart.geometry import Side
from mailgate.app.flowchart.tracks import Node, Tracks

Turning = Callable[[Node, Side, Side], float]
"""What it costs to come to a node in one heading and go on in another."""

Running = Callable[[Node, Node, float], float]
"""What it costs to run from a node to the next, so many millimetres away."""

Step = tuple[Node, Side, Side]
"""A node of a path, the heading it is come to in, and the one it is left in."""

_State = tuple[Node, Side, bool]
"""A node, the heading in which it was reached, and whether the path ends there, going on to the port in it."""

CHEAPEST = 0.7
"""What a millimetre costs where arrows already run together: the least, so no guess of what is left is too high."""


@dataclass(frozen=True, slots=True)
class End:
    """A port that a path may begin or end at: its side, the node before it, and what it costs."""

    side: Side
    node: Node
    cost: float


@dataclass(frozen=True, slots=True)
class Path:
    """A way from port to port: the sides it leaves and arrives at, its nodes and headings, its cost."""

    leaves: Side
    arrives: Side
    steps: tuple[Step, ...]
    cost: float

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes passed, in order."""
        return tuple(step[0] for step in self.steps)

    def runs(self) -> Iterator[tuple[Node, Node]]:
        """Each two nodes that follow each other."""
        return pairwise(self.nodes)


class Search:
    """One search: what may be passed, where it may end, and what turns and runs cost."""

    def __init__(self, tracks: Tracks, goals: Sequence[End], turning: Turning, running: Running) -> None:
        self._tracks, self._goals = tracks, goals
        self._turning, self._running = turning, running
        self._aims = [tracks.point(goal.node) for goal in goals]
        self._costs: dict[_State, float] = {}
        self._before: dict[_State, _State | None] = {}
        self._queue: list[tuple[float, int, _State]] = []
        self._order = count()

    def cheapest(self, starts: Sequence[End]) -> Path:
        """The path that costs least; LookupError where none exists (there is always one around."""
        for start in starts:
            self._offer((start.node, start.side, False), start.cost, None)
        done: set[_State] = set()
        while self._queue:
            state = heappop(self._queue)[2]
            if state[2]:
                return _path(state, self._before, self._costs[state])
            if state not in done:
                done.add(state)
                self._arrive(state)
                self._go_on(state)
        raise LookupError("no way between two symbols")

    def _arrive(self, state: _State) -> None:
        node, heading, _ = state
        for goal in self._goals:
            inward = goal.side.opposite
            if goal.node == node and inward is not heading.opposite:
                cost = self._costs[state] + goal.cost + self._turning(node, heading, inward)
                self._offer((node, inward, True), cost, state)

    def _go_on(self, state: _State) -> None:
        node, heading, _ = state
        for onward in heading.turns:
            way = self._tracks.ways.get((node, onward))
            if way is not None:
                cost = self._turning(node, heading, onward) + self._running(node, *way)
                self._offer((way[0], onward, False), self._costs[state] + cost, state)

    def _offer(self, state: _State, cost: float, origin: _State | None) -> None:
        if cost < self._costs.get(state, inf):
            self._costs[state], self._before[state] = cost, origin
            heappush(self._queue, (cost + self._left(state), next(self._order), state))

    def _left(self, state: _State) -> float:
        """What it costs from there at least."""
        node, _, ended = state
        if ended:
            return 0.0
        x, y = self._tracks.point(node)
        return CHEAPEST * min(abs(x - aim_x) + abs(y - aim_y) for aim_x, aim_y in self._aims)


def _path(last: _State, before: dict[_State, _State | None], cost: float) -> Path:
    states = [last]
    while (origin := before[states[-1]]) is not None:
        states.append(origin)
    states.reverse()
    steps = tuple((a[0], a[1], b[1]) for a, b in pairwise(states))
    return Path(states[0][1], last[1].opposite, steps, cost)
