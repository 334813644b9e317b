"""Where each symbol of a page stands, and which arrows the page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate.app.flowchart.flow import Flow, Kind, Symbol
from mailgate.app.flowchart.geometry import Box
from mailgate.app.flowchart.grid import BETWEEN, STRIP, Sheet, reach, symbol_size
from mailgate.app.flowchart.paging import Crossing, Paging, strips


@dataclass(frozen=True, slots=True)
class Placed:
    """A symbol in its place; the origin is the left upper corner of the page's lanes."""

    box: Box
    kind: Kind
    inferred: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """An arrow that this page shows, from one of its symbols to another. `link` is its place in `Flow.links`."""

    link: int
    source: int
    target: int
    label: str | None = None
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page before its arrows are routed: `bands` are the heights of what lies between its horizontal rules, the
    connector lines (`above`, `below`) among them.
    """

    rows: range
    above: int
    below: int
    bands: tuple[float, ...]
    lane: float
    lanes: int
    symbols: tuple[Placed, ...]
    ways: tuple[Way, ...]


def placed(flow: Flow, sheet: Sheet, paging: Paging, number: int) -> Page:
    """One page of the flowchart."""
    rows = paging.pages[number]
    leaving, arriving = paging.leaving(number), paging.arriving(number)
    lanes, lane = len(flow.lanes), sheet.columns.lane
    above, below = strips(arriving, lanes), strips(leaving, lanes)
    bands = (*[STRIP] * above, *(sheet.rows[row].height for row in rows), *[STRIP] * below)
    cells = {row: (sum(bands[: above + at]), bands[above + at]) for at, row in enumerate(rows)}
    symbols: list[Placed] = []
    place: dict[int, int] = {}
    for at, symbol in enumerate(flow.symbols):
        if symbol.row in rows:
            place[at] = len(symbols)
            symbols.append(_in_cell(symbol, flow, cells[symbol.row], lane))
    ways = [
        Way(at, place[link.source], place[link.target], link.label, link.joint)
        for at, link in enumerate(flow.links)
        if link.source in place and link.target in place
    ]
    foot = sum(bands) - below * STRIP
    for crossing, spot in _spots(leaving, [flow.links[c.link].source for c in leaving], flow):
        link = flow.links[crossing.link]
        ways.append(Way(crossing.link, place[link.source], len(symbols), link.label))
        symbols.append(_connector(crossing.letter, spot, lane, foot))
    for crossing, spot in _spots(arriving, [flow.links[c.link].target for c in arriving], flow, upwards=True):
        ways.append(Way(crossing.link, len(symbols), place[flow.links[crossing.link].target]))
        symbols.append(_connector(crossing.letter, (spot[0], above - 1 - spot[1]), lane, 0.0))
    return Page(rows, above, below, bands, lane, lanes, tuple(symbols), tuple(ways))


def _in_cell(symbol: Symbol, flow: Flow, cell: tuple[float, float], lane: float) -> Placed:
    """On the line that the row's arrows come to, or above or below the symbol there; all of them amid the row."""
    top, height = cell
    row = [other for other in flow.symbols if other.row == symbol.row]
    above, below = reach(row)
    width, own = symbol_size(symbol.kind, lane)
    y = top + (height - above - below) / 2 + above
    if symbol.level:
        main = next(other for other in row if other.lane == symbol.lane and other.level == 0)
        y += symbol.level * (symbol_size(main.kind, lane)[1] / 2 + BETWEEN + own / 2)
    return Placed(Box.around(((symbol.lane + 0.5) * lane, y), width, own), symbol.kind, symbol.inferred, symbol.text)


def _connector(letter: str, spot: tuple[int, int], lane: float, top: float) -> Placed:
    centre = ((spot[0] + 0.5) * lane, top + (spot[1] + 0.5) * STRIP)
    return Placed(Box.around(centre, *symbol_size(Kind.PENTAGON, lane)), Kind.PENTAGON, text=letter)


def _spots(
    crossings: Sequence[Crossing], ends: Sequence[int], flow: Flow, *, upwards: bool = False
) -> list[tuple[Crossing, tuple[int, int]]]:
    """(lane, line) for each connector: the free one nearest to the symbol at its end; the nearest row chooses first."""
    order = sorted(zip(crossings, ends, strict=True), key=lambda pair: flow.symbols[pair[1]].row, reverse=not upwards)
    taken: set[tuple[int, int]] = set()
    spots = []
    for crossing, end in order:
        lane = flow.symbols[end].lane
        lines = strips(crossings, len(flow.lanes))
        free = [(x, y) for y in range(lines) for x in range(len(flow.lanes)) if (x, y) not in taken]
        spot = min(free, key=lambda at: (at[1], abs(at[0] - lane), at[0] < lane))
        taken.add(spot)
        spots.append((crossing, spot))
    return spots
