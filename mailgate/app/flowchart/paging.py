"""Which rows stand on which page: no row is split, and as few arrows as can be cross from page to page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from mailgate.app.flowchart.flow import Flow
from mailgate.app.flowchart.grid import STRIP, Sheet


@dataclass(frozen=True, slots=True)
class Crossing:
    """An arrow that goes on on another page: `link` by its place in `Flow.links`; `letter` stands on both pages."""

    link: int
    letter: str
    from_page: int
    to_page: int


@dataclass(frozen=True, slots=True)
class Paging:
    """`pages` are ranges of rows, in order."""

    pages: tuple[range, ...]
    crossings: tuple[Crossing, ...]

    def leaving(self, page: int) -> list[Crossing]:
        """The arrows that go on elsewhere."""
        return [c for c in self.crossings if c.from_page == page]

    def arriving(self, page: int) -> list[Crossing]:
        """The arrows that come from elsewhere."""
        return [c for c in self.crossings if c.to_page == page]


def paged(flow: Flow, sheet: Sheet) -> Paging:
    """The pages; where arrows must cross, lines for their connectors are kept free above and below the rows."""
    if sum(row.height for row in sheet.rows) <= sheet.room:
        return Paging((range(len(sheet.rows)),), ())
    lines = 1
    while True:
        pages = _broken([row.height for row in sheet.rows], sheet.room - 2 * lines * STRIP, _crossed(flow))
        paging = Paging(pages, _crossings(flow, pages))
        if all(_fits(paging, page, flow, sheet) for page in range(len(pages))):
            return paging
        lines += 1


def strips(crossings: Sequence[Crossing], lanes: int) -> int:
    """How many lines these connectors take: one a lane."""
    return ceil(len(crossings) / lanes)


def _fits(paging: Paging, page: int, flow: Flow, sheet: Sheet) -> bool:
    """A page of a single row is let be: it cannot be broken any further, and the paper grows with it."""
    rows = paging.pages[page]
    lines = sum(strips(some, len(flow.lanes)) for some in (paging.leaving(page), paging.arriving(page)))
    taken = sum(sheet.rows[row].height for row in rows) + lines * STRIP
    return taken <= sheet.room or len(rows) == 1


def _crossed(flow: Flow) -> list[int]:
    """For each border above a row: how many arrows cross it."""
    ends = [sorted((flow.symbols[link.source].row, flow.symbols[link.target].row)) for link in flow.links]
    return [sum(first < row <= last for first, last in ends) for row in range(len(flow.rows))]


def _broken(heights: Sequence[float], room: float, crossed: Sequence[int]) -> tuple[range, ...]:
    """The fewest pages, then the fewest arrows across them, then pages as equally filled as can be."""
    best: list[tuple[tuple[int, int, float], tuple[range, ...]]] = [((0, 0, 0.0), ())]
    for end in range(1, len(heights) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            height = sum(heights[start:end])
            if height > room and start < end - 1:
                break
            (pages, arrows, unevenness), before = best[start]
            cost = (pages + 1, arrows + (crossed[start] if start else 0), unevenness + height**2)
            options.append((cost, (*before, range(start, end))))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _crossings(flow: Flow, pages: Sequence[range]) -> tuple[Crossing, ...]:
    page_of = {row: page for page, rows in enumerate(pages) for row in rows}
    found = []
    for at, link in enumerate(flow.links):
        pair = page_of[flow.symbols[link.source].row], page_of[flow.symbols[link.target].row]
        if pair[0] != pair[1]:
            found.append((pair, flow.symbols[link.source].row, at))
    return tuple(Crossing(at, _letter(n), *pair) for n, (pair, _, at) in enumerate(sorted(found)))


def _letter(number: int) -> str:
    """A to Z, then AA, AB, … as spreadsheet columns are named."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
