"""Grey pictures: the type, and the few turns and sizes that everything else is made of."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Grey: TypeAlias = NDArray[np.uint8]
"""Height by width, 0 black to 255 white."""

LONGEST = 4961
"""Pixels: the longer side of A3 at 300 dpi; more is scaled down before anything else."""

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

cv2.setNumThreads(1)


def turned(picture: Grey, degrees: int) -> Grey:
    """Turned clockwise by a multiple of 90 degrees."""
    return _grey(cv2.rotate(picture, _TURNS[degrees])) if degrees else picture


def scaled(picture: Grey, factor: float) -> Grey:
    """Smaller by areas, larger by cubic interpolation."""
    if abs(factor - 1) < 0.01:
        return picture
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return _grey(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how))


def within(picture: Grey, longest: int) -> Grey:
    """Scaled down where its longer side is more than `longest` pixels."""
    return scaled(picture, min(1.0, longest / max(picture.shape)))


def _grey(array: object) -> Grey:
    return np.ascontiguousarray(array, np.uint8)
