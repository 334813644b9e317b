"""A letterhead that is a picture on a page of text: its words are recognised and joined to the layer's."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from mailgate.adapters.reader.engines.pdf_pictures import Box
from mailgate.adapters.reader.engines.picture import Grey
from mailgate.adapters.reader.engines.recognition import Sight
from mailgate.adapters.reader.engines.tesseract import recognise
from mailgate.domain.letter import Engine
from mailgate.surat.document import Page, Word

SURE = 0.6
"""Words recognised less surely are lines and ornaments."""


def with_pictures(layer: Page, boxes: Iterable[Box], page: Grey, until: float) -> Page:
    """The layer with the words of the pictures in it; EngineMissing, PageTookTooLong. `page` is the page as shown."""
    words = [word for box in boxes for word in _words(layer, box, page, until)]
    if not words:
        return layer
    return replace(layer, words=(*words, *layer.words), engine=Engine.MIXED)


def _words(layer: Page, box: Box, page: Grey, until: float) -> list[Word]:
    height, width = page.shape
    left, top = max(int(box[0] * width), 0), max(int(box[1] * height), 0)
    cut = np.ascontiguousarray(page[top : int(box[3] * height), left : int(box[2] * width)])
    if min(cut.shape) < 10:
        return []
    sight = Sight(cut, recognise(cut, until, layout=6))
    point = layer.width / width
    found = sight.page(max(cut.shape) * point / 72).words
    return [replace(word, x=word.x + left * point, y=word.y + top * point) for word in found if word.sureness >= SURE]
