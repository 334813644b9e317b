"""Columns of a page: a right block (place, date, Kepada Yth.) is told from the lines beside it, and read after them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailgate.surat.document import Word
from mailgate.surat.layout import Row, Run
from mailgate.surat.spelling import opens_body, skeleton

# The blank before a right block may be as narrow as a cell's padding, yet is wider than one between words.
_PARTED = 1.1
# Enough where the word begins exactly below the others of the block.
_ALIGNED = 0.3
# Lines of a right block go on that far below the last "Yth." (three lines of a long title, "di", the place).
_BELOW_MARK = 5
_PLACE_DATE = re.compile(r"^[A-Z][A-Za-z .'-]{2,30},$")


def settled(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows whose colons stand with their labels again and whose right block is cut off from the left one."""
    joined = [_with_colons(row) for row in rows]
    head = next((index for index, row in enumerate(joined) if index > 3 and opens_body(row.text)), len(joined) * 2 // 3)
    marks = [(index, x) for index, row in enumerate(joined[:head]) if (x := _mark(row, joined)) is not None]
    if not marks:
        return tuple(joined)
    gutter = min(x for _, x in marks)
    first, last = marks[0][0], marks[-1][0]
    if first < last:  # place and date, then Kepada or Yth.: a block of lines; one mark alone is a line of its own
        first, last = first - 1, min(last + _BELOW_MARK, head)
    return tuple(_cut(row, gutter) if first <= index <= last else row for index, row in enumerate(joined))


def in_columns(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Settled rows in reading order: where two columns stand side by side, the left one first, then the right one."""
    ordered: list[Row] = []
    block: list[Row] = []
    for row in rows:
        if block and _goes_on(row, block):
            block.append(row)
            continue
        ordered += _unfolded(block)
        block = [row] if len(row.runs) == 2 else []
        if not block:
            ordered.append(row)
    return (*ordered, *_unfolded(block))


def text_of(rows: Sequence[Row]) -> str:
    """Settled rows as text in reading order, an empty line where the page leaves one."""
    ordered = in_columns(rows)
    lines: list[str] = []
    above: Row | None = None
    for row in ordered:
        if above is not None and not 0 <= row.y - above.y <= 1.7 * row.runs[0].pitch:
            lines.append("")
        lines.append("   ".join(run.text for run in row.runs))
        above = row
    return "\n".join(lines)


def extent(rows: Sequence[Row]) -> tuple[float, float]:
    """The left and right edge of what is written."""
    runs = [run for row in rows for run in row.runs]
    return min((run.x for run in runs), default=0.0), max((run.right for run in runs), default=0.0)


def _with_colons(row: Row) -> Row:
    """`Nomor` and `: 500…` are one run, however wide the tab between them."""
    runs: list[Run] = []
    for run in row.runs:
        if runs and run.text[0] in ":;" and len(runs[-1].text) <= 40 and not _closed(runs[-1]):
            before = runs.pop()
            runs.append(Run(before.words + run.words, before.y, before.char, before.pitch, before.sheet))
        else:
            runs.append(run)
    return Row(tuple(runs))


def _closed(run: Run) -> bool:
    return any(word.text.endswith(":") or word.text == ":" for word in run.words)


def _mark(row: Row, rows: Sequence[Row]) -> float | None:
    """Where in the row a right block begins, told by its words; None where none does."""
    left, right = extent(rows)
    middle = left + 0.42 * (right - left)
    words = row.words
    for index, word in enumerate(words):
        if word.x < middle or (index and _gap(words[index - 1], word) < _PARTED * row.runs[0].char):
            continue
        following = " ".join(other.text for other in words[index : index + 3])
        if skeleton(word.text) in ("kepada", "yth", "yih", "kpd") or _is_place(following):
            return word.x
    return None


def _is_place(text: str) -> bool:
    """`Trenggalek, 6`, `Sumbawa Besar, 6`: a place before a day."""
    return any(_PLACE_DATE.match(before) and after[:1].isdigit() for before, after in _splits(text.split()))


def _splits(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(" ".join(words[:cut]), words[cut]) for cut in range(1, len(words))]


def _gap(left: Word, right: Word) -> float:
    return right.x - left.x - left.width


def _cut(row: Row, gutter: float) -> Row:
    """The row with the run across the gutter cut where the right block begins."""
    runs: list[Run] = []
    for run in row.runs:
        cut = next(
            (index for index, pair in enumerate(pairwise(run.words), start=1) if _begins(*pair, run, gutter)), None
        )
        head, tail = (run.until(cut), run.since(cut)) if cut else (run, None)
        runs += [part for part in (head, tail) if part]
    return Row(tuple(runs))


def _begins(left: Word, right: Word, run: Run, gutter: float) -> bool:
    close = gutter - 2 * run.char <= right.x <= gutter + 6 * run.char
    room = _ALIGNED if abs(right.x - gutter) < 0.5 * run.char else _PARTED
    return close and _gap(left, right) >= room * run.char


def _goes_on(row: Row, block: Sequence[Row]) -> bool:
    """Whether a row belongs to the two columns above it: same gutter, or all of it in one of them."""
    gutter = min(above.runs[-1].x for above in block if len(above.runs) == 2)
    char, step = row.runs[0].char, row.y - block[-1].y
    if step > 2.2 * row.runs[0].pitch or len(row.runs) > 2:
        return False
    if len(row.runs) == 2:
        return abs(row.runs[1].x - gutter) <= 8 * char and row.runs[0].right < gutter
    only = row.runs[0]
    return only.x >= gutter - 2 * char or (only.right < gutter and only.x > block[0].runs[0].x + 2 * char)


def _unfolded(block: Sequence[Row]) -> list[Row]:
    if sum(len(row.runs) == 2 for row in block) < 2:
        return list(block)
    gutter = min(row.runs[-1].x for row in block if len(row.runs) == 2)
    left = [Row(row.runs[:1]) for row in block if len(row.runs) == 2 or row.runs[0].right < gutter]
    right = [Row(row.runs[-1:]) for row in block if len(row.runs) == 2 or row.runs[0].right >= gutter]
    return left + right
