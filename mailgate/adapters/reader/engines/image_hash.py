"""The difference hash of a page: 64 bits that stay near when the same sheet is scanned again.

Letters of one office share their layout: near hashes say "perhaps the same", and the number has the last word.
"""

import cv2
import numpy as np

from mailgate.adapters.reader.engines.picture import Grey, scaled

_WIDE = 300
_EDGE = 8
"""Pixels of the shrunken page's edge that are left out: scanners draw lines there."""

_SPARE = 0.01
"""Of the ink, on each side: what stands so lonely is dirt, not the text's edge."""


def image_hash(page: Grey) -> str:
    """16 hex digits: whether each of 8 × 8 fields has less ink than its right neighbour, margins cut off."""
    ink = _text_area(page).astype(np.float32)
    soft = cv2.GaussianBlur(cv2.resize(ink, (144, 128), interpolation=cv2.INTER_AREA), (0, 0), 4)
    fields = cv2.resize(soft, (9, 8), interpolation=cv2.INTER_AREA)
    bits = np.asarray(fields[:, :-1] < fields[:, 1:]).flatten()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def _text_area(page: Grey) -> Grey:
    """Ink as 1 on 0, from the first line to the last: where a sheet lay on the glass makes no difference."""
    small = scaled(page, _WIDE / page.shape[1])
    dark = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    inner = np.asarray(dark[_EDGE:-_EDGE, _EDGE:-_EDGE], np.uint8)
    if not inner.any():
        return np.zeros((1, 1), np.uint8)
    left, right = _span(inner.sum(axis=0))
    top, bottom = _span(inner.sum(axis=1))
    return inner[top : bottom + 1, left : right + 1]


def _span(ink: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> tuple[int, int]:
    share = np.cumsum(ink) / ink.sum()
    return int(np.searchsorted(share, _SPARE)), int(np.searchsorted(share, 1 - _SPARE))
