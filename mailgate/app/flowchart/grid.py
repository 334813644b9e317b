"""The table around the flowchart: paper, column widths, and how high each row must be for its words and symbols."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate.app.flowchart.flow import Flow, Kind, Symbol, row_number
from mailgate.app.flowchart.lettering import line_height, lines_of
from mailgate.domain.sop import Performer, Sop, Step, TimeGroup

TEXT, SMALL = 8.0, 7.0
"""Points: of what is done, and of everything beside it."""

WORD, WORD_GAP = 6.5, 0.2
"""Points of a word at an arrow, and millimetres between it and the symbol that the arrow leaves."""

PAD_X, PAD_Y = 1.2, 1.2
"""Millimetres between a cell's border and its words."""

MARGIN = 10.0
FOOT = 8.5
"""Millimetres kept free around the table, and under it for the footnotes."""

PAPERS = ((297.0, 210.0), (330.0, 215.0), (420.0, 297.0))
"""A4, F4 and A3 lying, in millimetres; a wider table takes the next."""

LANE = (19.0, 26.0)
"""Millimetres of a lane: two arrows must pass each other beside a symbol; wider than the second it is only air."""

SIZES = {
    Kind.CAPSULE: (13.6, 6.4),
    Kind.BOX: (13.6, 7.6),
    Kind.DIAMOND: (13.6, 10.0),
    Kind.PENTAGON: (7.0, 7.0),
}
"""Width and height of each symbol in millimetres."""

BESIDE = 5.4
"""Millimetres of a lane that its symbols leave free for arrows, both sides together."""

AROUND = 3.8
"""Millimetres above and below the symbols of a row: three arrows may lie there."""

BETWEEN = 5.0
"""Millimetres between symbols that stand in one cell, with room for the word at the arrow."""

STRIP = 12.0
"""Height of the line at the head or foot of a page where arrows come from, or go to, another page."""

_SHARES = {"activity": 0.40, "documents": 0.21, "output": 0.22, "note": 0.17}
NUMBER, TIME = 8.0, 15.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in millimetres, in the order of the table: number, activity, lanes, documents, time, output, note."""

    activity: float
    lane: float
    lanes: int
    documents: float
    output: float
    note: float
    number: float = NUMBER
    time: float = TIME

    @property
    def swimlanes(self) -> tuple[float, float]:
        """From where to where the lanes reach, measured from the table's left border."""
        left = self.number + self.activity
        return left, left + self.lane * self.lanes

    @property
    def total(self) -> float:
        """The width of the table."""
        return self.swimlanes[1] + self.documents + self.time + self.output + self.note


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered row: the lines of its cells and its height in millimetres.

    `time` is its Waktu; in a row that belongs to a merged cell (`group`), what that cell says where it goes on after a
    page break: the longest it may have to hold.
    """

    number: str
    activity: tuple[str, ...]
    documents: tuple[str, ...]
    time: tuple[str, ...]
    output: tuple[str, ...]
    note: tuple[str, ...]
    height: float
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and the table on it: `room` is the height that rows and connector lines of a page may take."""

    width: float
    height: float
    columns: Columns
    head: float
    titles: tuple[tuple[str, ...], ...]
    caption: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def room(self) -> float:
        """Millimetres of a page that are left for rows."""
        return self.height - 2 * MARGIN - FOOT - self.head - caption_height(self.caption)


def sheet_of(sop: Sop, flow: Flow) -> Sheet:
    """The smallest paper on which each lane has its width and the highest row fits; higher than A3 where none does."""
    fitting = [paper for paper in PAPERS if _lane_width(len(flow.lanes), paper[0]) >= LANE[0]] or [PAPERS[-1]]
    sheets = [_sheet(sop, flow, *paper) for paper in fitting]
    for sheet in sheets:
        if sheet.room >= _needed(sheet):
            return sheet
    last = sheets[-1]
    return _sheet(sop, flow, last.width, last.height + _needed(last) - last.room)


def caption_height(caption: Sequence[str]) -> float:
    """Millimetres of the title above the table's columns."""
    return len(caption) * line_height(TEXT) + 2 * PAD_Y if caption else 0.0


def group_words(group: TimeGroup, *, again: bool) -> str:
    """What a merged Waktu cell says; `again` where it goes on on another page."""
    return f"{group.printed} (lanjutan)" if again else group.printed


def symbol_size(kind: Kind, lane: float) -> tuple[float, float]:
    """Width and height of a symbol in a lane of that width."""
    width, height = SIZES[kind]
    return min(width, lane - BESIDE), height


def reach(stack: Sequence[Symbol]) -> tuple[float, float]:
    """How far the symbols of a row reach above and below its middle line, on which all that arrows come to stand."""
    half = max(SIZES[symbol.kind][1] / 2 for symbol in stack if symbol.level == 0)
    levels = {symbol.level: SIZES[symbol.kind][1] + BETWEEN for symbol in stack}
    return half + levels.get(-1, 0.0), half + levels.get(1, 0.0)


def _needed(sheet: Sheet) -> float:
    """The highest row, between two connector lines."""
    return max(row.height for row in sheet.rows) + 2 * STRIP


def _lane_width(lanes: int, paper: float) -> float:
    """What a lane gets: up to half of the paper is theirs."""
    return min(LANE[1], (paper - 2 * MARGIN) * 0.47 / lanes)


def _columns(lanes: int, paper: float) -> Columns:
    lane = max(_lane_width(lanes, paper), BESIDE + 7)
    rest = max(paper - 2 * MARGIN - NUMBER - TIME - lane * lanes, 90)
    widths = {name: round(rest * share, 1) for name, share in _SHARES.items()}
    return Columns(lane=lane, lanes=lanes, **widths)


def _sheet(sop: Sop, flow: Flow, width: float, height: float) -> Sheet:
    columns = _columns(len(flow.lanes), width)
    width = max(width, columns.total + 2 * MARGIN)
    titles = tuple(lines_of(role.title, columns.lane - 2 * PAD_X, SMALL, bold=True) for role in flow.lanes)
    head = (max(map(len, titles)) + 1) * line_height(SMALL) + 4 * PAD_Y
    caption = lines_of(sop.identity.table_title, columns.total - 2 * PAD_X, TEXT + 1, bold=True)
    rows = tuple(_row(sop, steps, columns, _symbols_height(flow, at)) for at, steps in enumerate(flow.rows))
    return Sheet(width, height, columns, head, titles, caption, rows)


def _symbols_height(flow: Flow, row: int) -> float:
    return sum(reach([symbol for symbol in flow.symbols if symbol.row == row]))


def _row(sop: Sop, steps: Sequence[Step], columns: Columns, symbols: float) -> Row:
    first = steps[0]
    group = next((g for g in sop.groups if g.code == first.time.group), None)
    documents = _numbered(first.documents)
    cells = {
        "activity": lines_of(first.activity, columns.activity - 2 * PAD_X, TEXT),
        "documents": _small(documents, columns.documents),
        "time": _small([group_words(group, again=True) if group else first.time.printed or ""], columns.time),
        "output": _small([first.output or ""], columns.output),
        "note": _small(_notes(sop, steps), columns.note),
    }
    words = max(len(lines) * line_height(TEXT if name == "activity" else SMALL) for name, lines in cells.items())
    height = round(max(words + 2 * PAD_Y, symbols + 2 * AROUND) + 0.05, 1)
    return Row(row_number(first), **cells, height=height, group=group.code if group else None)


def _small(items: Sequence[str], width: float) -> tuple[str, ...]:
    return tuple(line for item in items for line in lines_of(item, width - 2 * PAD_X, SMALL))


def _numbered(items: Sequence[str]) -> list[str]:
    return [f"{at}) {item}" for at, item in enumerate(items, 1)] if len(items) > 1 else list(items)


def _notes(sop: Sop, steps: Sequence[Step]) -> list[str]:
    """The actors of a row who have no column, and what they do in it."""
    notes: dict[str, str] = {}
    for step in steps:
        for performer in (*step.performers, *_answering(step)):
            role = sop.role(performer.role)
            if role.column:
                continue
            task = performer.task or ("membantu" if performer.assists else "")
            said = f"{role.title} (tanpa kolom)" + (f": {task}" if task else "")
            notes.setdefault(role.code, said if performer.stated else f"{said}; disimpulkan")
    return list(notes.values())


def _answering(step: Step) -> list[Performer]:
    """Who gives a verb of the step without performing it (the office that confirms, Bekasi 7)."""
    return [Performer(role) for outcome in step.outcomes if not outcome.extra for role in outcome.by or ()]
