"""Where the word at an exit of a decision stands: beside the first stretch of its arrow, on nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailgate.app.flowchart.geometry import Box, Point, span
from mailgate.app.flowchart.lettering import line_height, width_of
from mailgate.app.flowchart.placing import Placed
from mailgate.app.flowchart.routing import Route

SIZE = 6.5
"""Points of the word."""

GAP = 0.5
"""Millimetres between the word and its arrow."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word and the box it stands in."""

    text: str
    box: Box
    link: int


def labelled(symbols: Sequence[Placed], routes: Sequence[Route]) -> tuple[Label, ...]:
    """The words of a page, each in the best of the places beside its arrow."""
    labels: list[Label] = []
    for route in routes:
        text = route.way.label
        if text is None:
            continue
        places = list(_places(text, route.points))
        best = min(places, key=lambda box: _trouble(box, route, symbols, routes, labels))
        labels.append(Label(text, best, route.way.link))
    return tuple(labels)


def _places(text: str, points: Sequence[Point]) -> Iterator[Box]:
    """Beside the first stretch on either side, then beside the next ones."""
    width, height = width_of(text, SIZE) + 0.4, line_height(SIZE)
    for start, end in zip(points, points[1:], strict=False):
        (x0, y0), (x1, y1) = start, end
        if y0 == y1:
            ahead = 1 if x1 > x0 else -1
            reach = max(abs(x1 - x0) - width, 0.0)
            for along in (0.3, reach / 2, reach):
                centre = x0 + ahead * (along + width / 2)
                yield Box.around((centre, y0 - GAP - height / 2), width, height)
                yield Box.around((centre, y0 + GAP + height / 2), width, height)
        else:
            ahead = 1 if y1 > y0 else -1
            reach = max(abs(y1 - y0) - height, 0.0)
            for along in (0.3, reach / 2, reach):
                centre = y0 + ahead * (along + height / 2)
                yield Box.around((x0 + GAP + width / 2, centre), width, height)
                yield Box.around((x0 - GAP - width / 2, centre), width, height)


def _trouble(
    box: Box, route: Route, symbols: Sequence[Placed], routes: Sequence[Route], labels: Sequence[Label]
) -> tuple[int, int, int]:
    """What a word would lie on: symbols, other words, arrows. Between equals the first place is taken."""
    lines = [span(a, b) for other in routes for a, b in zip(other.points, other.points[1:], strict=False)]
    return (
        sum(box.meets(symbol.box) for symbol in symbols),
        sum(box.meets(label.box) for label in labels),
        sum(box.meets(line) for line in lines),
    )
