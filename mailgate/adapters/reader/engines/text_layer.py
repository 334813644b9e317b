"""The text layer of a PDF page as words with boxes: characters gathered by place, what nobody sees left out."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import addressof, byref, c_double, c_int, c_uint
from dataclasses import dataclass, replace
from math import degrees

import pypdfium2 as pdfium
from pypdfium2 import raw

from mailgate.domain.letter import Engine
from mailgate.surat.document import Page, Word

MOST_CHARACTERS = 60_000
"""Of one page."""

_GAP = 0.25
"""Of a letter's height: wider, and the next word begins, whether or not a blank stands between."""

_FINE = 100
"""Device units a point: how finely boxes are placed."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, its box in page coordinates (origin bottom left, points), and the angle it stands at, in degrees."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    angle: int

    def follows(self, before: "Glyph") -> bool:
        """Whether it stands close behind another on the same line."""
        if self.angle != before.angle:
            return False
        (_, end, low, high), (start, _, my_low, my_high) = before.along(), self.along()
        tall = max(high - low, my_high - my_low, 1.0)
        return min(high, my_high) - max(low, my_low) > -0.5 * tall and -tall < start - end < _GAP * tall

    def along(self) -> tuple[float, float, float, float]:
        """(start, end, low, high) in the direction it is read."""
        match self.angle:
            case 90:
                return self.bottom, self.top, -self.right, -self.left
            case 180:
                return -self.right, -self.left, -self.top, -self.bottom
            case 270:
                return -self.top, -self.bottom, self.left, self.right
            case _:
                return self.left, self.right, self.bottom, self.top


@dataclass(frozen=True, slots=True)
class Layer:
    """`page` as it reads upright; `invisible` where most of it is not drawn, as in a scanner's own recognition."""

    page: Page
    invisible: bool


def layer_of(page: pdfium.PdfPage) -> Layer:
    """The words of the layer. Outside the page, white or tiny is left out; invisible is kept, since scanners hide
    what they recognised under the picture.
    """
    textpage = page.get_textpage()
    try:
        reading = _Characters(page, textpage)
        runs = list(_runs(reading))
    finally:
        textpage.close()
    angles = Counter[int]()
    for run in runs:
        angles[run[0].angle] += len(run)
    angle = angles.most_common(1)[0][0] if angles else 0
    width, height = page.get_size()
    on_page = [_placed(run, page, width, height) for run in runs if run[0].angle == angle]
    words = [word for word in on_page if 0 <= word.x < width and 0 <= word.y < height]
    turn = (angle - 90 * raw.FPDFPage_GetRotation(page)) % 360
    upright = tuple(_turned(word, turn, width, height) for word in words)
    size = (height, width) if turn in (90, 270) else (width, height)
    shown = Page(upright, round(size[0], 1), round(size[1], 1), Engine.TEXT, turn)
    return Layer(shown, invisible=reading.invisible * 2 > reading.seen)


class _Characters:
    """Iterates over a text page; counts what is drawn invisibly."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._textpage = textpage
        self._modes: dict[int, bool | None] = {}
        self.seen = self.invisible = 0

    def __iter__(self) -> Iterator[Glyph | None]:
        """Each character, or None for a blank, a line's end, or what is hidden."""
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        page = self._textpage
        for at in range(min(raw.FPDFText_CountChars(page), MOST_CHARACTERS)):
            text = _character(raw.FPDFText_GetUnicode(page, at))
            if not text or not self._is_shown(at):
                yield None
                continue
            raw.FPDFText_GetCharBox(page, at, byref(left), byref(right), byref(bottom), byref(top))
            angle = round(degrees(raw.FPDFText_GetCharAngle(page, at)) / 90) * 90 % 360
            glyph = Glyph(text, left.value, bottom.value, right.value, top.value, angle)
            yield _advanced(glyph, page, at)

    def _is_shown(self, at: int) -> bool:
        """Whether a character is meant to be read; those of one text object share the answer."""
        thing = raw.FPDFText_GetTextObject(self._textpage, at)
        if not thing:
            return True
        key = addressof(thing.contents)
        if key not in self._modes:
            self._modes[key] = self._mode(at, thing)
        mode = self._modes[key]
        self.seen += 1
        self.invisible += mode is None
        return mode is not False

    def _mode(self, at: int, thing: object) -> bool | None:
        """False for white, transparent or tiny; None for invisible; True for drawn."""
        if raw.FPDFText_GetFontSize(self._textpage, at) <= 0:
            return False
        if raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return None
        red, green, blue, alpha = (c_uint(0) for _ in range(4))
        if not raw.FPDFText_GetFillColor(self._textpage, at, byref(red), byref(green), byref(blue), byref(alpha)):
            return True
        return min(red.value, green.value, blue.value) < 250 and alpha.value > 10


def _advanced(glyph: Glyph, page: pdfium.PdfTextPage, at: int) -> Glyph:
    """A character as wide as its advance along the line: its ink alone would leave gaps around a 1 or a full stop."""
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(page, at, byref(box)):
        return glyph
    if glyph.angle in (90, 270):
        return replace(glyph, bottom=box.bottom, top=box.top)
    return replace(glyph, left=box.left, right=box.right)


def _character(code: int) -> str:
    """The character, empty for blanks and controls; pdfium marks a hyphen at a line's end as U+0002 or U+FFFE."""
    if code in (0x2, 0xFFFE, 0xAD):
        return "-"
    text = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
    return "" if text.isspace() or (text and unicodedata.category(text)[0] == "C") else text


def _runs(characters: _Characters) -> Iterator[list[Glyph]]:
    """Characters that stand together as a word."""
    run: list[Glyph] = []
    for glyph in characters:
        if run and (glyph is None or not glyph.follows(run[-1])):
            yield run
            run = []
        if glyph is not None:
            run.append(glyph)
    if run:
        yield run


def _placed(run: Sequence[Glyph], page: pdfium.PdfPage, width: float, height: float) -> Word:
    """The word as the page is shown: origin top left, the page's own rotation applied."""
    text = unicodedata.normalize("NFKC", "".join(glyph.text for glyph in run))
    corners = [
        _shown(page, width, height, min(g.left for g in run), min(g.bottom for g in run)),
        _shown(page, width, height, max(g.right for g in run), max(g.top for g in run)),
    ]
    (x1, y1), (x2, y2) = corners
    return Word(text, min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def _shown(page: pdfium.PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    right, down = c_int(), c_int()
    size = (int(width * _FINE), int(height * _FINE))
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, byref(right), byref(down))
    return right.value / _FINE, down.value / _FINE


def _turned(word: Word, turn: int, width: float, height: float) -> Word:
    match turn:
        case 90:
            return Word(word.text, height - word.y - word.height, word.x, word.height, word.width)
        case 180:
            x, y = width - word.x - word.width, height - word.y - word.height
            return Word(word.text, x, y, word.width, word.height)
        case 270:
            return Word(word.text, word.y, width - word.x - word.width, word.height, word.width)
        case _:
            return word
