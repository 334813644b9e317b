"""The size of a picture by its header alone, without decoding it."""

import struct
from struct import unpack_from

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that begin a frame and so tell its size (ITU T.81, table B.1)."""


def picture_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) of a PNG or JPEG in pixels; None for other formats and broken headers."""
    try:
        if data.startswith(b"\x89PNG"):
            width, height = unpack_from(">II", data, 16)
            return width, height
        return _jpeg(data) if data.startswith(b"\xff\xd8") else None
    except struct.error:
        return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(data):
        mark, marker, length = unpack_from(">BBH", data, at)
        if mark != 0xFF:
            return None
        if marker in _FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return None
