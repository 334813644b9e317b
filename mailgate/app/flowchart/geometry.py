"""Points and boxes on a page, in millimetres, y downwards."""

from dataclasses import dataclass
from enum import IntEnum

Point = tuple[float, float]

TOUCH = 1e-6
"""Below this, two coordinates are the same."""


class Side(IntEnum):
    """A side of a symbol, and the heading of an arrow that leaves there; clockwise."""

    RIGHT = 0
    BOTTOM = 1
    LEFT = 2
    TOP = 3

    @property
    def step(self) -> tuple[int, int]:
        """One step outwards: right and down are positive."""
        return _STEPS[self]

    @property
    def opposite(self) -> "Side":
        """The side at which an arrow of this heading arrives."""
        return _SIDES[(self + 2) % 4]

    @property
    def lies(self) -> bool:
        """Whether an arrow of this heading runs horizontally."""
        return self % 2 == 0

    @property
    def turns(self) -> "tuple[Side, Side, Side]":
        """The headings an arrow may go on with: everything but back."""
        return self, _SIDES[(self + 1) % 4], _SIDES[(self + 3) % 4]


_SIDES = tuple(Side)
_STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from (left, top) to (right, bottom)."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, centre: Point, width: float, height: float) -> "Box":
        """The box of that size about its centre."""
        x, y = centre
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def centre(self) -> Point:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> "Box":
        """The box with that much more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def port(self, side: Side) -> Point:
        """The middle of a side, where arrows leave and arrive."""
        x, y = self.centre
        return ((self.right, y), (x, self.bottom), (self.left, y), (x, self.top))[side]

    def meets(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common; a box may be as thin as a line."""
        return (
            self.left < other.right - TOUCH
            and other.left < self.right - TOUCH
            and self.top < other.bottom - TOUCH
            and other.top < self.bottom - TOUCH
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within it."""
        return (
            self.left <= other.left + TOUCH
            and other.right <= self.right + TOUCH
            and self.top <= other.top + TOUCH
            and other.bottom <= self.bottom + TOUCH
        )


def span(start: Point, end: Point) -> Box:
    """The box of a straight line, as thin as it is."""
    (x0, y0), (x1, y1) = start, end
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def straightened(points: list[Point]) -> tuple[Point, ...]:
    """The same way without points at which nothing turns."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < TOUCH and abs(kept[-1][1] - point[1]) < TOUCH:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return any(abs(a[axis] - b[axis]) < TOUCH and abs(b[axis] - c[axis]) < TOUCH for axis in (0, 1))
