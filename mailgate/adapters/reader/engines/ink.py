"""Ink over print: signatures and stamps are lifted off as far as colour, paleness or size tell; the words stay."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mailgate.adapters.reader.engines.picture import Grey, Picture, grey_of

Mask: TypeAlias = NDArray[np.uint8]
"""1 where something is, 0 elsewhere."""

COLOURED = 28
"""How far apart a point's strongest and weakest colour are from which it is ink of a colour; paper's grain has 15."""

_STRENGTH = 0.55
"""Of full brightness: what is darker than that in its brightest colour has black print beneath the ink."""

_LEAST, _MOST = (0.03, 0.02), (0.4, 0.25)
"""Of the page's longer side, the longer and shorter side of a signature or stamp: letters are smaller, tables larger."""

_PALE, _DARK = 0.8, 0.55
"""Of the way from print to paper: what is darker is ink of some kind; print beneath a stamp is darker than a stamp."""

_STRAIGHT = 0.5
"""Of a mark's width that no line of a pen covers in one row; the line under a name does, and the words hang on it."""


def lifted(picture: Picture) -> Grey:
    """The brightness of a page without its signatures and stamps."""
    grey = grey_of(picture)
    if picture.ndim == 3:
        grey = _without_colour(grey, picture)
    return _without_strokes(grey)


def _without_colour(grey: Grey, picture: Picture) -> Grey:
    """Coloured marks go in the light of their own colour, in which black print stays dark."""
    red, green, blue = cv2.split(picture)
    brightest = cv2.max(cv2.max(red, green), blue)
    coloured = np.asarray(cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue)) > COLOURED, np.uint8)
    where = _outlines(coloured)
    if where is None:
        return grey
    rims = cv2.dilate(coloured & where, np.ones((5, 5), np.uint8))
    bare = cv2.LUT(brightest, np.minimum(np.arange(256) / _STRENGTH, 255).astype(np.uint8))
    return np.where(rims > 0, np.maximum(bare, grey), grey)


def _without_strokes(grey: Grey) -> Grey:
    """Pale marks are faded, and a pen's dark lines, which hang together over more than a letter's size, are erased."""
    print_, paper = np.percentile(grey[::4, ::4], (0.5, 80))
    depth = max(paper - print_, 1.0)
    where = _outlines(np.asarray(grey < print_ + _PALE * depth, np.uint8))
    if where is None:
        return grey
    levels = np.clip((np.arange(256) - print_) / (depth * _DARK) * 255, 0, 255).astype(np.uint8)
    faded = np.where(where > 0, cv2.LUT(grey, levels), grey)
    return np.where(_pen(np.asarray(faded < 160, np.uint8) & where) > 0, np.uint8(255), faded)


def _outlines(ink: Mask) -> Mask | None:
    """The insides of all marks; None where there is none."""
    gap = max(3, max(ink.shape) // 450)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    inside = np.zeros_like(ink)
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if _as_large_as_a_mark(width, height, max(ink.shape)):
            cv2.fillConvexPoly(inside, cv2.convexHull(contour), 1)
    return inside if inside.any() else None


def _pen(dark: Mask) -> Mask:
    """The lines of a pen, with their rims."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    lines = np.zeros_like(dark)
    for label in range(1, count):
        left, top, width, height = (int(side) for side in stats[label, :4])
        if _as_large_as_a_mark(width, height, max(dark.shape)):
            here = (slice(top, top + height), slice(left, left + width))
            line = labels[here] == label
            if line.sum(axis=1).max() < _STRAIGHT * width and line.sum(axis=0).max() < _STRAIGHT * height:
                lines[here] |= line.astype(np.uint8)
    return np.asarray(cv2.dilate(lines, np.ones((5, 5), np.uint8)), np.uint8)


def _as_large_as_a_mark(width: int, height: int, longest: int) -> bool:
    sides = (max(width, height) / longest, min(width, height) / longest)
    return all(least <= side <= most for least, side, most in zip(_LEAST, sides, _MOST, strict=True))
