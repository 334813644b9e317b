"""How wide letters are, and where a line of a table cell breaks: text heights are known before anything is printed.

The widths are those of Liberation Sans (metrically Arial and Helvetica), in thousandths of the letter size, from the
font's own hmtx table; the printed page uses the same font, and prints each line as it was broken here.
"""

import re

POINT = 25.4 / 72
"""Millimetres of a typographic point."""

LEADING = 1.18
"""Height of a line in letter sizes."""

# Space to tilde, ASCII order.
_REGULAR = """
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278
584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944
667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500
278 556 500 722 500 500 500 334 260 334 584
"""
_BOLD = """
278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333
584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944
667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556
333 611 556 778 556 556 500 389 280 389 584
"""
_WIDTHS = {
    bold: dict(zip(map(chr, range(32, 127)), map(int, table.split()), strict=True))
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_OTHER = 1000
"""What lies beyond ASCII counts as the widest: a line breaks too early rather than too late."""

_ITEM = re.compile(r"(?<=\s)(?=(?:- |[a-z]\) ))")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Millimetres that `text` takes on one line in letters of `size` points."""
    widths = _WIDTHS[bold]
    return sum(widths.get(letter, _OTHER) for letter in text) / 1000 * size * POINT


def line_height(size: float) -> float:
    """Millimetres from one line to the next."""
    return size * LEADING * POINT


def lines_of(text: str | None, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """`text` broken into lines of at most `width` millimetres; a word wider than that is broken, none is dropped.

    The items of a list inside a sentence (`a) … b) …`, `- Jika …`) begin on lines of their own.
    """
    lines: list[str] = []
    for item in _ITEM.split(" ".join((text or "").split())):
        lines += _filled(item.split(), width, size, bold)
    return tuple(lines)


def _filled(words: list[str], width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        for piece in _pieces(word, width, size, bold):
            longer = f"{line} {piece}" if line else piece
            if line and width_of(longer, size, bold=bold) > width:
                lines.append(line)
                longer = piece
            line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """The word, in parts that fit: after a slash or a hyphen where there is one, else anywhere."""
    if width_of(word, size, bold=bold) <= width:
        return [word]
    pieces, piece = [], ""
    for part in re.findall(r"[^/-]+[/-]?|[/-]", word):
        fits = width_of(part, size, bold=bold) <= width
        for atom in [part] if fits else list(part):
            if piece and width_of(piece + atom, size, bold=bold) > width:
                pieces.append(piece)
                piece = ""
            piece += atom
    return [*pieces, piece]
