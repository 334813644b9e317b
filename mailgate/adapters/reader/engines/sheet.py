"""The sheet of paper in a photograph: its four edges found, the desk around it cut off, the perspective undone."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mailgate.adapters.reader.engines.picture import Grey, Picture, grey_of, within

Corners: TypeAlias = NDArray[np.float32]
"""Four points (x, y): top left, top right, bottom right, bottom left."""

Rise: TypeAlias = NDArray[np.float32]
"""How much brighter each point is than the one before it in its row, as a logarithm, so that a shadow changes nothing."""

SMALLEST = 0.25
"""Of the picture: what is smaller is no sheet."""

_SMALL = 400
_STEEPEST = 0.15
"""How far an edge may lean, of its length."""

_DEEPEST = 0.42
"""Of the picture's width: an edge lies nearer to its border."""

_STRONGEST = 0.25
"""A rise that counts in full: one dark spot must not outweigh an edge of the sheet."""

_EDGE = 0.05
"""The mean rise along a line from which it is an edge of paper; print and shadows stay below half of it."""


def sheet_of(picture: Picture) -> Picture | None:
    """The sheet alone, straight on; None where no sheet stands out from its surroundings."""
    small = within(grey_of(picture), _SMALL)
    corners = _corners(small)
    if corners is None or cv2.contourArea(corners) < SMALLEST * small.size:
        return None
    corners = corners * np.float32(max(picture.shape) / max(small.shape))
    width, height = _sides(corners)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(picture, matrix, (int(width), int(height)), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8)


def _corners(small: Grey) -> Corners | None:
    """Where the four edges meet; an edge that isn't seen is the picture's own. None where none is seen."""
    height, width = small.shape
    paper = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    bright = np.log(cv2.GaussianBlur(paper, (0, 0), 1.0).astype(np.float32) + 8)
    # The edge is always sought at the left: the other three are seen in the mirror, or from the side.
    left, right = _edge(bright), _edge(bright[:, ::-1])
    top, bottom = _edge(bright.T), _edge(bright.T[:, ::-1])
    if not any((left, right, top, bottom)):
        return None
    (l0, l1), (r0, r1) = left or (0, 0), right or (0, 0)
    (t0, t1), (b0, b1) = top or (0, 0), bottom or (0, 0)
    lines = {
        "left": ((l0, 0), (l1, height)),
        "right": ((width - 1 - r0, 0), (width - 1 - r1, height)),
        "top": ((0, t0), (width, t1)),
        "bottom": ((0, height - 1 - b0), (width, height - 1 - b1)),
    }
    order = (("left", "top"), ("right", "top"), ("right", "bottom"), ("left", "bottom"))
    return np.array([_crossing(lines[a], lines[b]) for a, b in order], np.float32)


def _edge(bright: Rise) -> tuple[float, float] | None:
    """Where the strongest edge from dark to bright in the left part crosses the first and the last row."""
    height, width = bright.shape
    rise = np.clip(np.diff(bright, axis=1), 0, None)
    rise = np.clip(cv2.blur(rise, (5, 1)) * 5, 0, _STRONGEST).astype(np.float32)
    rows = np.arange(height // 10, height - height // 10, 3)
    reach, slope = int(width * _DEEPEST), height * _STEEPEST
    best, at = 0.0, None
    for lean in np.arange(-slope, slope + 1, 2.0):
        shift = (lean * (rows / height - 0.5)).astype(np.int32)
        columns = np.arange(2, reach)[:, None] + shift[None, :]
        inside = (columns >= 0) & (columns < width - 1)
        sums = np.where(inside, rise[rows[None, :], np.clip(columns, 0, width - 2)], 0).mean(axis=1)
        strongest = int(np.argmax(sums))
        if sums[strongest] > best:
            best = float(sums[strongest])
            middle = strongest + 2.5
            at = (middle - lean / 2, middle + lean / 2)
    return at if best >= _EDGE else None


def _crossing(one: tuple[tuple[float, float], ...], other: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    lines = [np.cross((*line[0], 1.0), (*line[1], 1.0)) for line in (one, other)]
    x, y, w = np.cross(*lines)
    return float(x / w), float(y / w)


def _sides(corners: Corners) -> tuple[float, float]:
    """(width, height) of the sheet: the mean of opposite sides."""
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    return (top + bottom) / 2, (right + left) / 2
