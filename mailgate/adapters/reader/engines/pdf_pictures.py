"""Whether a PDF page must be recognised: what pictures cover of it, and what its text layer is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

from mailgate.adapters.reader.engines.indonesian import likeness
from mailgate.adapters.reader.engines.text_layer import Layer, layer_of
from mailgate.surat.document import Page

FEWEST = 50
"""Characters a layer must have to be a page's text."""

COVERED = 0.6
"""Of the page: pictures as large are a scan, or a letterhead's background."""

REACH = 0.4
"""Of the page's height that a layer must span to hold the page's text, where a picture covers the page."""

Box: TypeAlias = tuple[float, float, float, float]

_WIDE = 0.4
_FLAT = (0.03, 0.5)
"""What a letterhead's picture measures of its page: at least so wide, and of a height between these."""

PLAIN_DPI = 220.0
"""For drawn pages without a usable layer, whose resolution is ours to choose."""

_BOUNDS = (150.0, 300.0)


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page's layer, whether it must be recognised instead, and at how many dots per inch.

    `pictured` are wide pictures beside the text, such as a letterhead: left, top, right, bottom as shares of the page.
    """

    layer: Page
    needs_recognition: bool
    dpi: float
    pictured: tuple[Box, ...] = ()


def look_at(page: pdfium.PdfPage) -> PageSeen:
    """Decide on a page; pypdfium2.PdfiumError where it is broken."""
    layer = layer_of(page)
    boxes = list(_pictures(page))
    covered, dpi = _coverage(boxes)
    heads = tuple(box for box, _ in boxes if _is_letterhead(box, layer.page))
    return PageSeen(layer.page, _is_poor(layer, covered, drawn=_is_drawn(page)), dpi, heads)


def _is_poor(layer: Layer, covered: float, *, drawn: bool) -> bool:
    words = layer.page.words
    if sum(len(word.text) for word in words) < FEWEST:
        return drawn
    if covered < COVERED:
        return layer.invisible
    like = likeness([word.text for word in words])
    reach = (max(word.y for word in words) - min(word.y for word in words)) / max(layer.page.height, 1.0)
    return not like.enough or reach < REACH


def _is_drawn(page: pdfium.PdfPage) -> bool:
    """Whether there is anything but text: a picture, or letters drawn as outlines."""
    return any(thing.type != raw.FPDF_PAGEOBJ_TEXT for thing in page.get_objects(max_depth=1))


def _pictures(page: pdfium.PdfPage) -> Iterator[tuple[Box, float]]:
    """(where, its dots per inch) of every picture, in the page's own, unturned frame."""
    left, bottom, right, top = page.get_bbox()
    width, height = max(right - left, 1.0), max(top - bottom, 1.0)
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        x1, y1, x2, y2 = picture.get_bounds()
        box = ((x1 - left) / width, (top - y2) / height, (x2 - left) / width, (top - y1) / height)
        yield box, max(picture.get_px_size()) / max(x2 - x1, y2 - y1, 1.0) * 72


def _coverage(boxes: Sequence[tuple[Box, float]]) -> tuple[float, float]:
    """(how much of the page its pictures cover, dots per inch to render at: the largest's own).

    Scanners cut a page into strips; so all count together.
    """
    areas = [((x2 - x1) * (y2 - y1), dpi) for (x1, y1, x2, y2), dpi in boxes]
    covered, dpi = sum(area for area, _ in areas), max(areas, default=(0.0, PLAIN_DPI))[1]
    return covered, min(max(dpi, _BOUNDS[0]), _BOUNDS[1]) if covered >= COVERED else PLAIN_DPI


def _is_letterhead(box: Box, layer: Page) -> bool:
    """Whether a picture is wide and flat and holds no words of the layer, so that its own may be missing."""
    left, top, right, bottom = box
    if right - left < _WIDE or not _FLAT[0] <= bottom - top <= _FLAT[1]:
        return False
    inside = (left < word.x / layer.width < right and top < word.y / layer.height < bottom for word in layer.words)
    return sum(inside) < 3
