"""The grid that arrows run on: tracks beside the borders of lanes and rows, and the middle lines of the symbols."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from mailgate.app.flowchart.geometry import Box, Point, Side, span
from mailgate.app.flowchart.placing import Page

Node = tuple[int, int]
"""Which vertical and which horizontal track, from the left and from above."""

FIRST, NEXT = 0.9, 1.3
"""Millimetres from a border to its first track and to each further one: no arrow lies on a rule of the table."""

MOST = 4
"""Tracks beside one border: more would only run through empty cells."""

CLEAR = 0.9
"""Millimetres an arrow keeps from symbols that it does not belong to."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """`xs` and `ys` are millimetres; `ways` leads from a node in a heading to the next node and how far that is."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    ways: dict[tuple[Node, Side], tuple[Node, float]]
    free: frozenset[Node]

    def point(self, node: Node) -> Point:
        """Where a node is."""
        return self.xs[node[0]], self.ys[node[1]]

    def outside(self, box: Box, side: Side) -> Node | None:
        """The first node straight out of a port; None where another symbol stands in the way."""
        x, y = box.centre
        column, line = bisect_left(self.xs, x - 0.01), bisect_left(self.ys, y - 0.01)
        clear = box.grown(CLEAR - 0.01)
        if side.lies:
            column = bisect_right(self.xs, clear.right) if side is Side.RIGHT else bisect_left(self.xs, clear.left) - 1
        else:
            line = bisect_right(self.ys, clear.bottom) if side is Side.BOTTOM else bisect_left(self.ys, clear.top) - 1
        return (column, line) if (column, line) in self.free else None


def tracks_of(page: Page) -> Tracks:
    """The tracks of a page, without those that lead through symbols."""
    boxes = [symbol.box for symbol in page.symbols]
    columns = [page.lane * at for at in range(page.lanes + 1)]
    rules = [0.0, *accumulate(page.bands)]
    xs = _distinct([*(box.centre[0] for box in boxes), *_middles(columns), *_beside(columns)])
    ys = _distinct([*(box.centre[1] for box in boxes), *_middles(rules), *_beside(rules), *_between(boxes)])
    walls = [box.grown(CLEAR) for box in boxes]
    free = frozenset(
        (i, j) for i, x in enumerate(xs) for j, y in enumerate(ys) if not any(_within(wall, x, y) for wall in walls)
    )
    return Tracks(xs, ys, _ways(xs, ys, free, walls), free)


def _middles(borders: list[float]) -> list[float]:
    return [(a + b) / 2 for a, b in pairwise(borders)]


def _beside(borders: list[float]) -> Iterable[float]:
    """Tracks on both sides of each border, as far as half of what lies there, inside the outermost ones."""
    for a, b in pairwise(borders):
        offset, room = FIRST, (b - a) / 2 - FIRST
        for _ in range(MOST):
            if offset > room:
                break
            yield a + offset
            yield b - offset
            offset += NEXT


def _between(boxes: list[Box]) -> Iterable[float]:
    """The middle of each gap between symbols that stand one under the other."""
    stacked = sorted(boxes, key=lambda box: (box.centre[0], box.top))
    for upper, lower in pairwise(stacked):
        if upper.centre[0] == lower.centre[0]:
            yield (upper.bottom + lower.top) / 2


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    """Ascending, and of those that lie closer than a line is thick only one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 0.005:
            kept.append(value)
    return tuple(kept)


def _within(wall: Box, x: float, y: float) -> bool:
    return wall.left < x < wall.right and wall.top < y < wall.bottom


def _ways(
    xs: tuple[float, ...], ys: tuple[float, ...], free: frozenset[Node], walls: list[Box]
) -> dict[tuple[Node, Side], tuple[Node, float]]:
    ways: dict[tuple[Node, Side], tuple[Node, float]] = {}
    for i, j in free:
        for side in (Side.RIGHT, Side.BOTTOM):
            beyond = (i + side.step[0], j + side.step[1])
            if beyond not in free:
                continue
            run = span((xs[i], ys[j]), (xs[beyond[0]], ys[beyond[1]]))
            if any(wall.meets(run) for wall in walls):
                continue
            length = run.right - run.left + run.bottom - run.top
            ways[(i, j), side] = beyond, length
            ways[beyond, side.opposite] = (i, j), length
    return ways
