"""A value that goes on over several lines of its column, and where it ends."""

from collections.abc import Callable, Sequence

from mailgate.surat.dates import first_date
from mailgate.surat.labels import is_label
from mailgate.surat.layout import Row, Run
from mailgate.surat.spelling import opens_body, skeleton

# Lines of one value follow each other at the page's pitch; recognition of a line without descenders jumps a little.
_NEXT_LINE = 1.55
# One empty line inside a wrapped Hal is forgiven (recognition inserts it), two are the end.
_ONE_BLANK = 2.4
_MOST_LINES = 6


def lines_below(
    rows: Sequence[Row], row: int, first: Run, *, column: float, ends: Callable[[Run], bool], blank: bool = False
) -> list[Run]:
    """The runs below `first` that stand in its column and go on with it, until one `ends` it or a gap does.

    `column` is where the lines of the value begin; `blank` forgives one empty line.
    """
    found: list[Run] = []
    above = first
    for below in rows[row + 1 : row + 1 + 2 * _MOST_LINES]:
        step = below.y - above.y
        if step > (_ONE_BLANK if blank else _NEXT_LINE) * first.pitch or len(found) >= _MOST_LINES:
            break
        run = _in_column(below, column)
        if run is None:
            if any(other.x < column < other.right for other in below.runs):
                break
            continue
        if ends(run):
            break
        found.append(run)
        above = run
    return found


def _in_column(row: Row, column: float) -> Run | None:
    near = (run for run in row.runs if column - 1.6 * run.char <= run.x <= column + 5 * run.char)
    return next(near, None)


def ends_value(run: Run) -> bool:
    """Whether a line is certainly another thing: a label, Yth., di, the body's opening, a date."""
    text = run.text
    return is_label(run) or is_address_mark(text) or opens_body(text) or is_place(text) or _is_dateline(text)


def is_address_mark(text: str) -> bool:
    """Whether a line begins the address: Yth. or Kepada."""
    first = skeleton(text.split(maxsplit=1)[0]) if text.split() else ""
    return first in ("yth", "yih", "kepada", "kpd")


def is_place(text: str) -> bool:
    """Whether a line is the end of an address: `di`, `di -`, `di Tempat`, `Tempat`."""
    words = text.replace("-", " ").replace(",", " ").replace("—", " ").replace("_", " ").replace(".", " ").split()
    if not words:
        return False
    return (words[0] in ("di", "Di", "DI", "dì", "d1", "dl") and len(words) <= 5) or skeleton(text) == "tempat"


def _is_dateline(text: str) -> bool:
    return first_date(text) is not None and len(text.split()) <= 6
