"""Tesseract as a program: a grey picture in by stdin, words with their boxes out as TSV; no file, no shell."""

import subprocess
from dataclasses import dataclass
from time import monotonic

import cv2

from mailgate.adapters.reader.engines.picture import Grey

# One page, Indonesian; no second try with inverted letters (white on black is no letter) saves a tenth of the time.
_COMMAND = ("tesseract", "-", "-", "-l", "ind", "-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0")

_WORD = "5"
"""The TSV's level of a word."""


class EngineMissing(Exception):
    """Tesseract or its Indonesian data is not installed."""


class PageTookTooLong(Exception):
    """Tesseract was ended by the clock."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word with its box in pixels, origin top left; `sureness` 0 to 1."""

    text: str
    left: int
    top: int
    width: int
    height: int
    sureness: float


def recognise(picture: Grey, until: float, *, layout: int = 3, dpi: int = 300) -> list[Found]:
    """The words of a grey picture; `layout` is Tesseract's --psm. EngineMissing, PageTookTooLong.

    A picture that Tesseract fails on has no words.
    """
    # As JPEG: Tesseract reads its stdin byte by byte, which for a raw picture costs a tenth of the page's time.
    _, packed = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, 95))
    command = [*_COMMAND, "--psm", str(layout), "--dpi", str(dpi)]
    try:
        ran = subprocess.run(  # noqa: S603  (no shell; no argument comes from the file)
            command,
            input=packed.tobytes(),
            capture_output=True,
            timeout=max(until - monotonic(), 0.01),
            check=False,
        )
    except FileNotFoundError as error:
        raise EngineMissing from error
    except subprocess.TimeoutExpired as error:
        raise PageTookTooLong from error
    if ran.returncode and b"ind.traineddata" in ran.stderr:
        raise EngineMissing
    return list(filter(None, map(_found, ran.stdout.decode("utf-8", "replace").splitlines())))


def _found(line: str) -> Found | None:
    cells = line.split("\t", 11)
    if len(cells) < 12 or cells[0] != _WORD or not cells[11].strip():
        return None
    left, top, width, height = map(int, cells[6:10])
    return Found(cells[11].strip(), left, top, width, height, max(float(cells[10]), 0.0) / 100)
