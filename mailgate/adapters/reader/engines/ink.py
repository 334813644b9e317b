"""Ink over print: signatures and stamps are lifted off as far as colour, paleness or size tell; the words stay."""

from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mailgate.adapters.reader.engines.picture import Grey, Picture, grey_of

Mask: TypeAlias = NDArray[np.uint8]
"""1 where something is, 0 elsewhere."""

Outline: TypeAlias = NDArray[np.int32]
"""As OpenCV's contours."""

COLOURED = 18
"""How far apart a point's strongest and weakest colour are from which it is coloured; paper's grain has 8."""

_STRENGTH = 0.55
"""Of full brightness: what is darker than that in its brightest colour has black print beneath the ink."""

_LEAST, _MOST = (0.03, 0.02), (0.4, 0.25)
"""Of the page's longer side, the longer and shorter side of a signature or stamp; letters have less, tables more."""

_PALE, _DARK, _FADED = 0.8, 0.4, 0.65
"""Of the way from print to paper: what is darker is ink of some kind; what is darker than the second is left as it is
within a stamp, what is paler than the third goes."""

_STRAIGHT = 0.35
"""Of a mark's width that no pen runs dead level; the line under a name does, and the words hang on it."""


def without_colour(picture: Picture) -> Grey:
    """A page's brightness, its coloured marks seen in the light of their own colour, in which black print is dark."""
    grey = grey_of(picture)
    if picture.ndim == 2:
        return grey
    red, green, blue = cv2.split(picture)
    brightest = cv2.max(cv2.max(red, green), blue)
    coloured = np.asarray(cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue)) > COLOURED, np.uint8)
    where = _outlines(coloured, reach=1 / 120)
    if where is None:
        return grey
    rims = cv2.dilate(coloured & where, np.ones((7, 7), np.uint8))
    bare = cv2.LUT(brightest, np.minimum(np.arange(256) / _STRENGTH, 255).astype(np.uint8))
    return np.where(rims > 0, np.maximum(bare, grey), grey)


def without_strokes(grey: Grey) -> Grey:
    """A level page whose pale marks are faded and whose pen's dark lines, larger than any letter, are erased."""
    print_, paper = np.percentile(grey[::4, ::4], (0.5, 80))
    depth = max(paper - print_, 1.0)
    where = _outlines(np.asarray(grey < print_ + _PALE * depth, np.uint8))
    if where is None:
        return grey
    levels = np.interp(np.arange(256), print_ + depth * np.array([_DARK, _FADED]), [print_ + depth * _DARK, 255])
    levels[: int(print_ + depth * _DARK)] = np.arange(int(print_ + depth * _DARK))
    faded = np.where(where > 0, cv2.LUT(grey, levels.astype(np.uint8)), grey)
    return np.where(_pen(np.asarray(faded < print_ + _FADED * depth, np.uint8) & where) > 0, np.uint8(255), faded)


def _outlines(ink: Mask, *, reach: float = 0.0) -> Mask | None:
    """The insides of all marks, and of what lies within `reach` (of the longer side) of them; None without any."""
    seeds = [contour for contour in _contours(ink, 1 / 450) if _as_large_as_a_mark(contour, max(ink.shape))]
    inside = np.zeros_like(ink)
    for seed in seeds:
        cv2.fillConvexPoly(inside, cv2.convexHull(seed), 1)
    if reach and seeds:
        for contour in _contours(ink | inside, reach):
            if _as_large_as_a_mark(contour, max(ink.shape)):
                cv2.fillConvexPoly(inside, cv2.convexHull(contour), 1)
    return inside if seeds else None


def _contours(ink: Mask, gap: float) -> Sequence[Outline]:
    side = max(3, int(gap * max(ink.shape)))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [np.asarray(contour, np.int32) for contour in contours]


def _pen(dark: Mask) -> Mask:
    """The lines of a pen, with their rims."""
    lines = np.zeros_like(dark)
    for outline in _contours(dark, 0):
        if not _as_large_as_a_mark(outline, max(dark.shape)):
            continue
        left, top, width, height = cv2.boundingRect(outline)
        here = (slice(top, top + height), slice(left, left + width))
        line = np.zeros((height, width), np.uint8)
        cv2.drawContours(line, [outline], 0, 1, -1, offset=(-left, -top))
        line &= dark[here]
        if not _has_straight(line):
            lines[here] |= line
    return np.asarray(cv2.dilate(lines, np.ones((5, 5), np.uint8)), np.uint8)


def _has_straight(line: Mask) -> bool:
    """Whether it runs level for a good part of its width: a frame, or a line under words."""
    thick = cv2.dilate(line, np.ones((3, 3), np.uint8))
    level = np.ones((1, int(_STRAIGHT * line.shape[1])), np.uint8)
    return bool(cv2.erode(thick, level, borderType=cv2.BORDER_CONSTANT, borderValue=0).any())


def _as_large_as_a_mark(outline: Outline, longest: int) -> bool:
    _, _, width, height = cv2.boundingRect(outline)
    sides = (max(width, height) / longest, min(width, height) / longest)
    return all(least <= side <= most for least, side, most in zip(_LEAST, sides, _MOST, strict=True))
