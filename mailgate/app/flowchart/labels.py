"""Where the word at an exit of a decision stands: beside the first stretch of its arrow, on nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import copysign

from mailgate.app.flowchart.geometry import TOUCH, Box, Point, span
from mailgate.app.flowchart.grid import WORD, WORD_GAP
from mailgate.app.flowchart.lettering import line_height, width_of
from mailgate.app.flowchart.placing import Page
from mailgate.app.flowchart.routing import Route

GAP = 0.5
"""Millimetres between the word and its arrow."""

FURTHER = (1.5, 3.0, 5.0, 8.0)
"""Millimetres at which a word still seems to belong to its arrow, for pages that leave it no nearer place."""

CLOSE = 0.3
"""Millimetres at which an arrow already seems to touch the word; less than the gap to its own."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word and the box it stands in."""

    text: str
    box: Box
    link: int


def labelled(page: Page, routes: Sequence[Route]) -> tuple[Label, ...]:
    """The words of a page, each in the best of the places beside its arrow."""
    sheet = Box(0.0, 0.0, page.lane * page.lanes, sum(page.bands))
    labels: list[Label] = []
    for route in routes:
        text = route.way.label
        if text is None:
            continue
        places = list(_places(text, route.points))
        best = min(places, key=lambda box: _trouble(box, page, sheet, routes, labels))
        labels.append(Label(text, best, route.way.link))
    return tuple(labels)


def _places(text: str, points: Sequence[Point]) -> Iterator[Box]:
    """Beside the first stretch: near its beginning, its middle, its end, on either side; then beside the next ones.

    Where the page is too crowded for all of these, ever further away from the arrow.
    """
    width, height = width_of(text, WORD), line_height(WORD)
    for away in (GAP, *FURTHER):
        for start, end in pairwise(points):
            lies = abs(start[1] - end[1]) < TOUCH
            ahead, length = end[not lies] - start[not lies], width if lies else height
            reach = max(abs(ahead) - length, 0.0)
            for along in (WORD_GAP, reach / 2, reach):
                middle = start[not lies] + copysign(along + length / 2, ahead)
                for side in (-1, 1) if lies else (1, -1):
                    beside = start[lies] + side * (away + (height if lies else width) / 2)
                    yield Box.around((middle, beside) if lies else (beside, middle), width, height)


def _trouble(
    box: Box, page: Page, sheet: Box, routes: Sequence[Route], labels: Sequence[Label]
) -> tuple[int, int, int]:
    """What a word would lie on: symbols or columns of words, other words, arrows. Between equals the first is taken."""
    lines = [span(a, b) for other in routes for a, b in pairwise(other.points)]
    return (
        sum(box.meets(symbol.box) for symbol in page.symbols) + (not sheet.holds(box)),
        sum(box.meets(label.box) for label in labels),
        sum(box.grown(CLOSE).meets(line) for line in lines),
    )
