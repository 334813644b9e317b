"""Whether a PDF page must be recognised: what pictures cover of it, and what its text layer is worth."""

from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from mailgate.adapters.reader.engines.indonesian import likeness
from mailgate.adapters.reader.engines.text_layer import Layer, layer_of
from mailgate.surat.document import Page

FEWEST = 50
"""Characters a layer must have to be a page's text."""

COVERED = 0.6
"""Of the page: a picture as large is a scan, or a letterhead's background."""

REACH = 0.4
"""Of the page's height that a layer must span to hold the page's text, where a picture covers the page."""

PLAIN_DPI = 220.0
"""For drawn pages without a usable layer, whose resolution is ours to choose."""

_BOUNDS = (150.0, 300.0)


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page's layer, whether it must be recognised instead, and at how many dots per inch."""

    layer: Page
    needs_recognition: bool
    dpi: float


def look_at(page: pdfium.PdfPage) -> PageSeen:
    """Decide on a page; pypdfium2.PdfiumError where it is broken."""
    layer = layer_of(page)
    covered, dpi = _pictures(page)
    return PageSeen(layer.page, _is_poor(layer, covered), dpi)


def _is_poor(layer: Layer, covered: float) -> bool:
    words = layer.page.words
    if sum(len(word.text) for word in words) < FEWEST:
        # An empty sheet is no scan: nothing is drawn that could be recognised, unless as lines.
        return True
    if covered < COVERED:
        return layer.invisible
    like = likeness([word.text for word in words])
    reach = (max(word.y for word in words) - min(word.y for word in words)) / max(layer.page.height, 1.0)
    return not like.enough or reach < REACH


def _pictures(page: pdfium.PdfPage) -> tuple[float, float]:
    """(how much of the page its largest picture covers, dots per inch to render at: that picture's own)."""
    width, height = page.get_size()
    covered, dpi = 0.0, PLAIN_DPI
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        share = abs((right - left) * (top - bottom)) / max(width * height, 1.0)
        if share > covered:
            covered = share
            pixels = max(picture.get_px_size())
            dpi = pixels / (max(right - left, top - bottom, 1.0) / 72)
    if covered < COVERED:
        return covered, PLAIN_DPI
    return covered, min(max(dpi, _BOUNDS[0]), _BOUNDS[1])
