"""A page that recognition read sideways without turning it: its words are right, their boxes stand on end."""

from dataclasses import replace

from mailgate.surat.columns import settled
from mailgate.surat.document import Page, Word
from mailgate.surat.kop import starts_kop
from mailgate.surat.labels import labels_in
from mailgate.surat.layout import Row, rows_of
from mailgate.surat.spelling import opens_body

# What was read lying was not straightened either: lines run into each other, and each field is asked back.
_LYING = 0.7


def settled_rows(page: Page, sheet: int) -> tuple[Row, ...]:
    """The settled rows of a page as it reads; one that lies on its side is turned the way that makes sense."""
    if not _stands_on_end(page):
        return settled(rows_of(page, sheet))
    ways = [settled(rows_of(turned, sheet)) for turned in (_turned_left(page), _turned_right(page))]
    return max(ways, key=_sense)


def _stands_on_end(page: Page) -> bool:
    long = [word for word in page.words if len(word.text) >= 4]
    return len(long) >= 8 and sum(word.height > 1.5 * word.width for word in long) > 0.6 * len(long)


def _turned_left(page: Page) -> Page:
    """A quarter counter-clockwise: what read from top to bottom reads from left to right."""
    words = (_placed(word, word.y, page.width - word.x - word.width) for word in page.words)
    return replace(page, words=tuple(words), width=page.height, height=page.width)


def _turned_right(page: Page) -> Page:
    """A quarter clockwise: what read from bottom to top reads from left to right."""
    words = (_placed(word, page.height - word.y - word.height, word.x) for word in page.words)
    return replace(page, words=tuple(words), width=page.height, height=page.width)


def _placed(word: Word, x: float, y: float) -> Word:
    sureness = min(word.sureness, _LYING)
    return replace(word, x=x, y=y, width=word.height, height=word.width, sureness=sureness)


def _sense(rows: tuple[Row, ...]) -> int:
    """How much of a letter's order is seen: labels before their values, a kop, lines that open or close a body."""
    lines = sum(starts_kop(row) or opens_body(row.text) for row in rows)
    return lines + sum(label.colon for label in labels_in(rows))
