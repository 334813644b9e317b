"""Flowing text set on pages, so that documents without pages of their own have boxes as all others do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mailgate.adapters.reader.engines.report import Report
from mailgate.domain.letter import Engine
from mailgate.surat.document import Page, Word

WIDTH, HEIGHT = 595.0, 842.0
"""A4 in points."""

MARGIN = 57.0
"""2 cm."""

LETTER, LINE, TALL = 5.3, 14.0, 10.0
"""Points: a character of 11 pt type on average, from line to line, and a word's height."""

TAB = 36.0

MOST_LINES = 60_000
"""Of a document: far more than any letter, few enough to stay small."""


class Align(StrEnum):
    """How a paragraph stands between its edges."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with tabs and line breaks as they stand; `indent` in points from the left edge."""

    text: str
    align: Align = Align.LEFT
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the paragraphs of each cell, and each cell's width as a share of the whole."""

    cells: tuple[tuple[Paragraph, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Paragraph | Row | PageBreak

FEWEST = 50
"""Characters: with fewer, a document's letter is in the pictures that were pasted in."""


def length_of(blocks: Sequence[Block]) -> int:
    """Characters of all blocks."""
    cells = [cell for block in blocks if isinstance(block, Row) for cell in block.cells]
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    paragraphs += [paragraph for cell in cells for paragraph in cell]
    return sum(len(paragraph.text.strip()) for paragraph in paragraphs)


def set_pages(blocks: Sequence[Block], report: Report, text_pages: int) -> None:
    """Report the blocks as pages, as far as the limit reaches."""
    pages = list(_pages(blocks))
    report.total(len(pages))
    for words in pages[:text_pages]:
        report.page(Page(tuple(words), WIDTH, HEIGHT, Engine.TEXT))


def _pages(blocks: Sequence[Block]) -> Iterator[list[Word]]:
    words: list[Word] = []
    y = MARGIN
    for block in blocks:
        if isinstance(block, PageBreak):
            yield words
            words, y = [], MARGIN
            continue
        lines = _lines(block)
        for line in lines:
            if y + LINE > HEIGHT - MARGIN:
                yield words
                words, y = [], MARGIN
            words += [Word(word.text, word.x, y, word.width, TALL) for word in line]
            y += LINE
    if words:
        yield words


def _lines(block: Paragraph | Row) -> list[list[Word]]:
    """Lines of words at y 0."""
    if isinstance(block, Paragraph):
        return list(_set(block, MARGIN, WIDTH - 2 * MARGIN))
    columns: list[list[list[Word]]] = []
    left = MARGIN
    for cell, share in zip(block.cells, block.shares, strict=True):
        width = share * (WIDTH - 2 * MARGIN)
        columns.append([line for paragraph in cell for line in _set(paragraph, left, width)])
        left += width
    deepest = max(map(len, columns), default=0)
    return [[word for column in columns for word in (column[at] if at < len(column) else [])] for at in range(deepest)]


def _set(paragraph: Paragraph, left: float, width: float) -> Iterator[list[Word]]:
    """Break a paragraph into lines of its column; an empty line is a line."""
    for written in paragraph.text.splitlines()[:MOST_LINES] or [""]:
        line: list[Word] = []
        x = start = min(paragraph.indent, width / 2)
        for text, tabs, blanks in _pieces(written):
            x = (int(x / TAB) + tabs) * TAB if tabs else x + blanks * LETTER
            long = len(text) * LETTER
            if line and x + long > width:
                yield _aligned(line, paragraph.align, left, width)
                line, x = [], start
            line.append(Word(text, x, 0.0, long, TALL))
            x += long
        yield _aligned(line, paragraph.align, left, width)


def _pieces(written: str) -> Iterator[tuple[str, int, int]]:
    """(word, tabs before it, blanks before it)."""
    tabs = blanks = 0
    word = ""
    for character in f"{written} ":
        if not character.isspace():
            word += character
            continue
        if word:
            yield word, tabs, blanks
            word, tabs, blanks = "", 0, 0
        tabs += character == "\t"
        blanks += character != "\t"


def _aligned(line: list[Word], align: Align, left: float, width: float) -> list[Word]:
    end = line[-1].x + line[-1].width if line else 0.0
    spare = max(width - end, 0.0)
    shift = left + {Align.LEFT: 0.0, Align.CENTER: spare / 2, Align.RIGHT: spare}[align]
    return [Word(word.text, word.x + shift, word.y, word.width, word.height) for word in line]
