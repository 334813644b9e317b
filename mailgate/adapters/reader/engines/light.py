"""The light on a page: whether its background is even, and evening it out where it isn't."""

import cv2
import numpy as np

from mailgate.adapters.reader.engines.picture import Grey, within

UNEVEN = 0.14
"""The background's spread, of its brightest, from which a page counts as photographed or shadowed; scans have 0.05."""

_SMALL = 400
_DARKEST = 0.35
"""Of the background's median: what is darker is no paper, and is not brightened up to it."""


WHITE_FROM = 0.6
"""Of the way from ink to paper: what is lighter is the other side shining through, a stamp, or dirt."""


def cleared(picture: Grey) -> Grey:
    """The page with its light greys made white; pale print goes too, so this is for pages that read badly."""
    ink, paper = np.percentile(picture[::4, ::4], (0.5, 80))
    levels = (np.arange(256) - ink) / (max(paper - ink, 1.0) * WHITE_FROM) * 255
    return np.asarray(cv2.LUT(picture, np.clip(levels, 0, 255).astype(np.uint8)), np.uint8)


def background_of(picture: Grey) -> Grey:
    """The paper without its ink, at most 400 pixels long: dark marks closed over, smoothed."""
    small = within(picture, _SMALL)
    bright = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    return np.asarray(cv2.medianBlur(bright, 21), np.uint8)


def spread_of(background: Grey) -> float:
    """How uneven a background is, 0 to 1."""
    low, high = np.percentile(background, (4, 96))
    return float((high - low) / max(high, 1.0))


def evened(picture: Grey, background: Grey) -> Grey:
    """The page on white: divided by its background, the grain smoothed."""
    height, width = picture.shape
    smooth = cv2.GaussianBlur(background, (0, 0), 5)
    floor = np.maximum(smooth, np.uint8(_DARKEST * float(np.median(smooth))))
    light = cv2.resize(floor, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, light, scale=255), np.uint8)
