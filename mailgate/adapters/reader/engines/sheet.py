"""The sheet of paper in a photograph: its four corners found, the desk around it cut off, the perspective undone."""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mailgate.adapters.reader.engines.picture import Grey

Corners: TypeAlias = NDArray[np.float32]
"""Four points (x, y): top left, top right, bottom right, bottom left."""

SMALLEST = 0.25
"""Of the picture: a bright patch that is smaller is no sheet."""

LARGEST = 0.98
"""Of the picture: nothing to cut off."""

_FULLEST = 0.9
"""How much of the four-cornered frame the patch must fill to be a sheet."""


def sheet_of(picture: Grey, background: Grey) -> Grey | None:
    """The sheet alone, straight on; None where no sheet stands out from its surroundings."""
    corners = _corners(background)
    if corners is None:
        return None
    corners = corners * np.float32(picture.shape[1] / background.shape[1])
    width, height = _sides(corners)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(picture, matrix, (int(width), int(height)), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8)


def _corners(background: Grey) -> Corners | None:
    """The largest good frame over several thresholds: a shadow on the sheet must not be taken for the desk."""
    otsu, _ = cv2.threshold(background, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    best, largest = None, SMALLEST * background.size
    for share in (1.0, 0.85, 0.7, 0.55):
        frame = _frame(background, otsu * share)
        area = cv2.contourArea(frame) if frame is not None else 0.0
        if frame is not None and largest < area < LARGEST * background.size:
            best, largest = frame, area
    return None if best is None else _ordered(best)


def _frame(background: Grey, threshold: float) -> Corners | None:
    _, bright = cv2.threshold(background, threshold, 255, cv2.THRESH_BINARY)
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    patch = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(patch)
    for slack in (0.02, 0.04, 0.06):
        frame = cv2.approxPolyDP(hull, slack * cv2.arcLength(hull, closed=True), closed=True)
        if len(frame) == 4:
            full = cv2.contourArea(patch) / max(cv2.contourArea(frame), 1.0)
            return frame.reshape(4, 2).astype(np.float32) if full >= _FULLEST else None
    return None


def _ordered(frame: Corners) -> Corners:
    across, down = frame.sum(axis=1), frame[:, 1] - frame[:, 0]
    order = [across.argmin(), down.argmin(), across.argmax(), down.argmax()]
    return np.asarray(frame[order], np.float32)


def _sides(corners: Corners) -> tuple[float, float]:
    """(width, height) of the sheet: the mean of opposite sides."""
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    return (top + bottom) / 2, (right + left) / 2
