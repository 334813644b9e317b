"""The difference hash of a page: 64 bits that stay near when the same sheet is scanned again."""

import cv2
import numpy as np

from mailgate.adapters.reader.engines.picture import Grey


def image_hash(page: Grey) -> str:
    """16 hex digits: whether each of 8 × 8 fields is darker than its right neighbour, on the blurred, shrunken page."""
    small = cv2.resize(cv2.GaussianBlur(cv2.resize(page, (144, 128), interpolation=cv2.INTER_AREA), (0, 0), 4), (9, 8))
    bits = np.asarray(small[:, :-1] > small[:, 1:]).flatten()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"
