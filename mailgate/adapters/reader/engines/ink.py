"""Coloured ink over print: a pen's signature and a stamp are lifted off, the dark words beneath them stay."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mailgate.adapters.reader.engines.picture import Grey, Picture, grey_of

COLOURED = 45
"""How far apart a point's strongest and weakest colour are from which it is ink of a colour; paper's tint has 20."""

_STRENGTH = 0.55
"""Of full brightness: what is darker than that in its brightest colour has black print beneath the ink."""

_LEAST, _MOST = (0.028, 0.014), (0.45, 0.25)
"""Of the page's longer side, the longer and the shorter side of a signature or stamp: print is smaller, frames larger."""


def lifted(picture: Picture) -> Grey:
    """The brightness of a page without its signatures and stamps, where they have a colour that print hasn't."""
    grey = grey_of(picture)
    if picture.ndim == 2:
        return grey
    brightest = picture.max(axis=2)
    coloured = np.asarray(brightest - picture.min(axis=2) > COLOURED, np.uint8)
    where = _marks(coloured)
    if where is None:
        return grey
    bare = np.minimum(brightest.astype(np.float32) / _STRENGTH, 255).astype(np.uint8)
    return np.where(where, np.maximum(bare, grey), grey)


def _marks(coloured: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
    """The coloured points, with their rims, within the outlines of strokes that are too large to be letters."""
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outlines = np.zeros_like(coloured)
    for contour in contours:
        if _is_mark(contour, max(coloured.shape)):
            cv2.fillConvexPoly(outlines, cv2.convexHull(contour), 1)
    if not outlines.any():
        return None
    rims = cv2.dilate(coloured & outlines, np.ones((5, 5), np.uint8))
    return np.asarray(rims > 0)


def _is_mark(contour: NDArray[np.int32], longest: int) -> bool:
    _, _, width, height = cv2.boundingRect(contour)
    sides = (max(width, height) / longest, min(width, height) / longest)
    return all(least <= side <= most for least, side, most in zip(_LEAST, sides, _MOST, strict=True))
