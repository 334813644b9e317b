"""Picture files, one page a frame, become grey arrays; what is too large is refused before it is unpacked."""

import warnings
from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import (
    Image,
    ImageOps,
    ImageSequence,
    JpegImagePlugin,  # noqa: F401  (registers itself, as the next three)
    MpoImagePlugin,  # noqa: F401  (what JPEG becomes that holds several frames)
    PngImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401
)

from mailgate.adapters.reader.engines.picture import LONGEST, Grey, within

_FORMATS = ("JPEG", "PNG", "TIFF", "HEIF")
"""Pillow's other parsers see nothing of what arrives."""

_PAPER = (4.0, 24.0)
"""Inches that the longer side of a sheet of paper may have, else its resolution is taken for a phone's fancy."""


class TooManyPixels(Exception):
    """A picture beyond the limit."""


def frames_of(data: bytes, max_pixels: int) -> Iterator[tuple[Grey, float | None]]:
    """(picture, longer side in inches where the file says it credibly) of each frame.

    TooManyPixels, OSError, ValueError and SyntaxError (Pillow's for broken files).
    """
    _prepare(max_pixels)
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        for frame in ImageSequence.Iterator(image):
            yield _grey(frame, max_pixels), _inches(frame)


def count_frames(data: bytes, max_pixels: int) -> int:
    """How many frames there are; raises as `frames_of`."""
    _prepare(max_pixels)
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        return int(getattr(image, "n_frames", 1))


def _prepare(max_pixels: int) -> None:
    if not Image.MAX_IMAGE_PIXELS or 2 * max_pixels != Image.MAX_IMAGE_PIXELS:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
        # Photographs larger than the limit may still be decoded small (see _grey); beyond twice that Pillow refuses.
        Image.MAX_IMAGE_PIXELS = 2 * max_pixels
        warnings.simplefilter("error", Image.DecompressionBombWarning)


def _grey(frame: Image.Image, max_pixels: int) -> Grey:
    if frame.format in ("JPEG", "MPO"):
        # The decoder itself can halve: only as many pixels as are wanted are ever unpacked.
        frame.draft("L", (LONGEST // 2, LONGEST // 2))
    if frame.width * frame.height > max_pixels:
        raise TooManyPixels
    upright = ImageOps.exif_transpose(_opaque(frame)).convert("L")
    return within(np.array(upright, np.uint8), LONGEST)


def _opaque(frame: Image.Image) -> Image.Image:
    """On white paper, where a picture has holes."""
    if frame.mode not in ("LA", "RGBA", "PA") and "transparency" not in frame.info:
        return frame
    pixels = frame.convert("RGBA")
    paper = Image.new("RGBA", frame.size, "white")
    paper.alpha_composite(pixels)
    paper.info = frame.info
    return paper


def _inches(frame: Image.Image) -> float | None:
    dpi = frame.info.get("dpi")
    try:
        longest = max(frame.size[0] / float(dpi[0]), frame.size[1] / float(dpi[1])) if dpi else 0.0
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        return None
    return longest if _PAPER[0] <= longest <= _PAPER[1] else None
