"""A placed flowchart as JSON for the template: numbers to a hundredth of a millimetre, words line by line."""

from collections.abc import Iterator, Sequence

from mailgate.app.flowchart.chart import Chart, DrawnPage
from mailgate.app.flowchart.flow import Kind
from mailgate.app.flowchart.geometry import TOUCH, Point
from mailgate.app.flowchart.grid import PAD_X, SMALL, STRIP, Row, caption_height, group_words
from mailgate.app.flowchart.lettering import lines_of
from mailgate.app.flowchart.placing import Placed
from mailgate.app.flowchart.routing import Route
from mailgate.domain.notice import Json
from mailgate.domain.sop import Sop, TimeGroup

HEAD = (2.0, 0.8)
"""Length and half width of an arrow's head in millimetres."""

SHOULDER = 0.6
"""Where a pentagon begins to narrow, as a part of its height."""


_COLUMNS = ("number", "activity", "lane", "documents", "time", "output", "note")


def sheet_json(chart: Chart) -> Json:
    """Paper, columns and head of the table: the same on every page."""
    columns = chart.sheet.columns
    left, right = columns.swimlanes
    return {
        "width": _mm(chart.width),
        "height": _mm(chart.height),
        "head": _mm(chart.sheet.head),
        "caption": list(chart.sheet.caption),
        "caption_height": _mm(caption_height(chart.sheet.caption)),
        "lanes": [list(title) for title in chart.sheet.titles],
        "lanes_left": _mm(left),
        "lanes_width": _mm(right - left),
        "columns": {name: _mm(getattr(columns, name)) for name in _COLUMNS},
        "total": _mm(columns.total),
        "strip": STRIP,
    }


def pages_json(chart: Chart, sop: Sop) -> list[Json]:
    """Each page: its rows, how many connector lines are above and below them, and what is drawn on its lanes."""
    return [_page(chart, sop, at) for at in range(len(chart.pages))]


def _page(chart: Chart, sop: Sop, at: int) -> Json:
    drawn = chart.pages[at]
    page = drawn.page
    rows = [chart.sheet.rows[row] for row in page.rows]
    before = chart.sheet.rows[page.rows.start - 1].group if page.rows.start else None
    times = _times(rows, {group.code: group for group in sop.groups}, before, chart.sheet.columns.time)
    return {
        "number": at + 1,
        "arriving": [{"letter": c.letter, "page": c.from_page + 1} for c in chart.crossings if c.to_page == at],
        "leaving": [{"letter": c.letter, "page": c.to_page + 1} for c in chart.crossings if c.from_page == at],
        "above": page.above,
        "below": page.below,
        "rows": [_row(row, time) for row, time in zip(rows, times, strict=True)],
        "height": _mm(sum(page.bands)),
        "symbols": [_symbol(symbol) for symbol in page.symbols],
        "arrows": [_arrow(route) for route in drawn.routes],
        "labels": _labels(drawn),
        "inferred": any(symbol.inferred for symbol in page.symbols),
    }


def _row(row: Row, time: Json | None) -> Json:
    return {
        "number": row.number,
        "height": _mm(row.height),
        "activity": list(row.activity),
        "documents": list(row.documents),
        "time": time,
        "output": list(row.output),
        "note": list(row.note),
    }


def _times(
    rows: Sequence[Row], groups: dict[str, TimeGroup], before: str | None, width: float
) -> Iterator[Json | None]:
    """The Waktu cell that begins in each row and how many rows it spans; None where one from above goes on."""
    for at, row in enumerate(rows):
        group = groups.get(row.group or "")
        if group is None:
            yield {"lines": list(row.time), "span": 1}
        elif at and rows[at - 1].group == row.group:
            yield None
        else:
            words = group_words(group, again=not at and before == row.group)
            yield {"lines": list(lines_of(words, width - 2 * PAD_X, SMALL)), "span": _run(rows[at:])}


def _run(rows: Sequence[Row]) -> int:
    """How many of these rows, from the first, are in one merged cell."""
    return next((n for n, row in enumerate(rows) if row.group != rows[0].group), len(rows))


def _symbol(symbol: Placed) -> Json:
    box = symbol.box
    return {
        "kind": symbol.kind.value,
        "left": _mm(box.left),
        "top": _mm(box.top),
        "width": _mm(box.right - box.left),
        "height": _mm(box.bottom - box.top),
        "outline": _outline(symbol),
        "inferred": symbol.inferred,
        "text": symbol.text,
        "x": _mm(box.centre[0]),
        "y": _mm(box.centre[1]),
    }


def _outline(symbol: Placed) -> str:
    """The corners of a diamond or pentagon."""
    box, (x, y) = symbol.box, symbol.box.centre
    if symbol.kind is Kind.DIAMOND:
        return _polygon([(x, box.top), (box.right, y), (x, box.bottom), (box.left, y)])
    shoulder = box.top + (box.bottom - box.top) * SHOULDER
    return _polygon(
        [(box.left, box.top), (box.right, box.top), (box.right, shoulder), (x, box.bottom), (box.left, shoulder)]
    )


def _arrow(route: Route) -> Json:
    heads = [_head(*route.points[-2:])]
    if route.way.joint:
        heads.append(_head(route.points[1], route.points[0]))
    return {"points": _polygon(route.points), "heads": heads}


def _head(before: Point, tip: Point) -> str:
    """The triangle at the end of an arrow."""
    length, half = HEAD
    dx, dy = (_sign(tip[axis] - before[axis]) for axis in (0, 1))
    x, y = tip[0] - dx * length, tip[1] - dy * length
    return _polygon([tip, (x - dy * half, y + dx * half), (x + dy * half, y - dx * half)])


def _labels(drawn: DrawnPage) -> list[Json]:
    return [
        {
            "text": label.text,
            "x": _mm(label.box.centre[0]),
            "y": _mm(label.box.centre[1]),
            "left": _mm(label.box.left),
            "top": _mm(label.box.top),
            "width": _mm(label.box.right - label.box.left),
            "height": _mm(label.box.bottom - label.box.top),
        }
        for label in drawn.labels
    ]


def _polygon(points: Sequence[Point]) -> str:
    return " ".join(f"{_mm(x)},{_mm(y)}" for x, y in points)


def _sign(value: float) -> int:
    return (value > TOUCH) - (value < -TOUCH)


def _mm(value: float) -> float:
    return round(value, 2)
