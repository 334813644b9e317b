"""How far the lines of a page lean, and whether they run across or down: by projection profiles of its ink."""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mailgate.adapters.reader.engines.picture import Grey, within

Ink: TypeAlias = NDArray[np.float32]
"""Two rows, x and y of every dark point."""

WORTH = 0.4
"""Degrees; Tesseract reads what leans less as well as what is straight."""

STEEPEST = 15.0
_SMALL = 1000
_MOST_INK = 60_000


@dataclass(frozen=True, slots=True)
class Lean:
    """`degrees` to turn clockwise so that lines are level (or upright where they run `down`)."""

    degrees: float
    down: bool


def lean_of(picture: Grey) -> Lean:
    """The lean of a page's lines; 0 across where there is no ink to tell it by."""
    small = within(picture, _SMALL)
    ink = _ink(small)
    if ink.shape[1] < 200:
        return Lean(0.0, down=False)
    across, level = _sharpest(ink)
    down, upright = _sharpest(ink[::-1])
    # Lines that run down give the sharper profile across the page; a clear majority, since tables do both.
    if upright > 1.5 * level:
        return Lean(down, down=True)
    return Lean(-across, down=False)


def straightened(picture: Grey, degrees: float) -> Grey:
    """Turned clockwise about the middle by a few degrees, on white, at the same size."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    level = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(level, np.uint8)


def _ink(small: Grey) -> Ink:
    """Dark points against their surroundings, so that a shadow is no ink; the margins, where edges show, left out."""
    dark = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    height, width = dark.shape
    edge = max(height, width) // 40
    y, x = np.nonzero(dark[edge : height - edge, edge : width - edge])
    step = max(1, len(x) // _MOST_INK)
    return np.stack([x[::step], y[::step]]).astype(np.float32)


def _sharpest(ink: Ink) -> tuple[float, float]:
    """(degrees, sharpness) of the profile that changes most from line to line, first by whole degrees, then finer."""
    best = max((_sharpness(ink, angle), angle) for angle in np.arange(-STEEPEST, STEEPEST + 1, 1.0))
    for step in (0.25, 0.05):
        around = np.arange(best[1] - 4 * step, best[1] + 4.5 * step, step)
        best = max([best, *((_sharpness(ink, angle), angle) for angle in around)])
    return float(best[1]), best[0]


def _sharpness(ink: Ink, degrees: float) -> float:
    rows = ink[1] - ink[0] * np.float32(np.tan(np.radians(degrees)))
    profile = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())
