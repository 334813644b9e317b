"""The cheapest way through the tracks, by A* (Hart, Nilsson, Raphael 1968) over nodes and headings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

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
"""What a millimetre costs where arrows already run together: the least, so the guess of what is left is never too high."""


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
        return zip(self.nodes, self.nodes[1:], strict=False)


def cheapest(
    tracks: Tracks, starts: Sequence[End], goals: Sequence[End], turning: Turning, running: Running
) -> Path:
    """The path that costs least; LookupError where none exists (every symbol has a track around it, so one does)."""
    guess = _guess(tracks, goals)
    costs: dict[_State, float] = {}
    before: dict[_State, _State | None] = {}
    queue: list[tuple[float, int, _State]] = []
    order = count()

    def offer(state: _State, cost: float, origin: _State | None) -> None:
        if cost < costs.get(state, float("inf")):
            costs[state], before[state] = cost, origin
            heappush(queue, (cost + (0.0 if state[2] else guess(state[0])), next(order), state))

    for start in starts:
        offer((start.node, start.side, False), start.cost, None)
    done: set[_State] = set()
    while queue:
        state = heappop(queue)[2]
        node, heading, ended = state
        if ended:
            return _path(state, before, costs[state])
        if state in done:
            continue
        done.add(state)
        for goal in goals:
            inward = goal.side.opposite
            if goal.node == node and inward is not heading.opposite:
                offer((node, inward, True), costs[state] + goal.cost + turning(node, heading, inward), state)
        for onward in heading.turns:
            way = tracks.ways.get((node, onward))
            if way is not None:
                cost = turning(node, heading, onward) + running(node, *way)
                offer((way[0], onward, False), costs[state] + cost, state)
    raise LookupError("no way between two symbols")


def _guess(tracks: Tracks, goals: Sequence[End]) -> Callable[[Node], float]:
    points = [tracks.point(goal.node) for goal in goals]

    def guess(node: Node) -> float:
        x, y = tracks.point(node)
        return CHEAPEST * min(abs(x - gx) + abs(y - gy) for gx, gy in points)

    return guess


def _path(last: _State, before: dict[_State, _State | None], cost: float) -> Path:
    states = [last]
    while (origin := before[states[-1]]) is not None:
        states.append(origin)
    states.reverse()
    steps = tuple((a[0], a[1], b[1]) for a, b in zip(states, states[1:], strict=False))
    return Path(states[0][1], last[1].opposite, steps, cost)
