"""Pages as pictures: 8-bit arrays of shape (height, width, 3), blue first as OpenCV has it."""

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

MASTER_DPI = 300
"""Marks and folds are put on the page at this resolution; scanners and phones then take it at theirs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page at `MASTER_DPI`, and where a signature belongs on it (shares of width and height), if it does."""

    picture: Picture
    signature: tuple[float, float] | None


def sheets(pdf: bytes, name: str) -> list[Sheet]:
    """The pages of a letter; the signature belongs 10 mm above the name of who signs, 25 mm into it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_sheet(page, name) for page in document]
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage, name: str) -> Sheet:
    picture = page.render(scale=MASTER_DPI / 72, rev_byteorder=False).to_numpy()[:, :, :3]
    width, height = page.get_size()
    text = page.get_textpage()
    found = text.search(" ".join(name.partition(",")[0].split()[:2])).get_next()
    place = None
    if found is not None:
        left, _, _, top = text.get_charbox(found[0])
        place = ((left + 71) / width, 1 - (top + 28) / height)
    return Sheet(np.ascontiguousarray(picture), place)


def grey(picture: Picture) -> Picture:
    """Without colour, in the same shape."""
    return as_picture(cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR))


def as_picture(values: object) -> Picture:
    """Values of any number type, clipped to 0..255."""
    array = np.asarray(values)
    result: Picture = array if array.dtype == np.uint8 else np.clip(array, 0, 255).astype(np.uint8)
    return result


def scaled(picture: Picture, factor: float) -> Picture:
    """Smaller by area, as a sensor sees it; larger by cubic curves."""
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return as_picture(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how))
