"""The sheet of paper in a photograph: its four edges found, the desk around it cut off, the perspective undone."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mailgate.adapters.reader.engines.picture import Grey, Picture, grey_of, within

Corners: TypeAlias = NDArray[np.float32]
"""Four points (x, y): top left, top right, bottom right, bottom left."""

Bright: TypeAlias = NDArray[np.float32]
"""The logarithm of brightness, in which a shadow changes no edge."""

Line: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
"""Two points on it."""

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
    bright = np.stack([_brightness(small, 11), _brightness(small, 5)])
    # The edge is always sought at the left: the other three are seen in the mirror, or from the side.
    lying = bright.transpose(0, 2, 1)
    left, right = _edge(bright), _edge(bright[:, :, ::-1])
    top, bottom = _edge(lying), _edge(lying[:, :, ::-1])
    if not any((left, right, top, bottom)):
        return None
    (l0, l1), (r0, r1) = left or (0, 0), right or (0, 0)
    (t0, t1), (b0, b1) = top or (0, 0), bottom or (0, 0)
    lines: dict[str, Line] = {
        "left": ((l0, 0), (l1, height)),
        "right": ((width - 1 - r0, 0), (width - 1 - r1, height)),
        "top": ((0, t0), (width, t1)),
        "bottom": ((0, height - 1 - b0), (width, height - 1 - b1)),
    }
    order = (("left", "top"), ("right", "top"), ("right", "bottom"), ("left", "bottom"))
    return np.array([_crossing(lines[a], lines[b]) for a, b in order], np.float32)


def _brightness(small: Grey, letters: int) -> Bright:
    """Of the paper, without dark marks up to so many pixels."""
    paper = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((letters, letters), np.uint8))
    return np.asarray(np.log(cv2.GaussianBlur(paper, (0, 0), 1.0).astype(np.float32) + 8), np.float32)


def _edge(bright: Bright) -> tuple[float, float] | None:
    """Where the strongest edge from dark to bright in the left part crosses the first and the last row.

    `bright` twice: without the lines that are printed on paper, and as sharp as can be.
    """
    _, height, width = bright.shape
    rise, sharp = np.clip(np.diff(bright, axis=2), 0, None).astype(np.float32)
    broad = np.clip(cv2.blur(rise, (5, 1)) * 5, 0, _STRONGEST).astype(np.float32)
    steepest = int(height * _STEEPEST)
    best, middle, lean = _strongest(broad, range(2, int(width * _DEEPEST)), range(-steepest, steepest + 1, 2))
    if best < _EDGE:
        return None
    # Broad and capped, it is found; sharp and in full, it is found to the point.
    near = range(max(middle - 6, 0), middle + 7)
    _, middle, lean = _strongest(sharp, near, range(lean - 10, lean + 11))
    return middle + 1 - lean / 2, middle + 1 + lean / 2


def _strongest(rise: Bright, middles: range, leans: range) -> tuple[float, int, int]:
    """(mean rise, column at half height, columns it leans from top to bottom) of the best line, its ends ignored."""
    height, width = rise.shape
    rows = np.arange(height // 10, height - height // 10, 3)
    best = (0.0, middles[0], 0)
    for lean in leans:
        shift = np.rint(lean * (rows / height - 0.5)).astype(np.int32)
        columns = np.array(middles)[:, None] + shift[None, :]
        inside = (columns >= 0) & (columns < width)
        means = np.where(inside, rise[rows[None, :], np.clip(columns, 0, width - 1)], 0).mean(axis=1)
        at = int(np.argmax(means))
        best = max(best, (float(means[at]), middles[at], lean))
    return best


def _crossing(one: Line, other: Line) -> tuple[float, float]:
    lines = [np.cross(np.array((*line[0], 1.0)), np.array((*line[1], 1.0))) for line in (one, other)]
    x, y, w = np.cross(lines[0], lines[1])
    return float(x / w), float(y / w)


def _sides(corners: Corners) -> tuple[float, float]:
    """(width, height) of the sheet: the mean of opposite sides."""
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    return (top + bottom) / 2, (right + left) / 2
