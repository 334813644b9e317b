"""Photographs and scans that come as pictures: every frame is a page."""

import struct

import cv2
from PIL import Image

from mailgate.adapters.reader.engines.image_hash import image_hash
from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.picture import Grey
from mailgate.adapters.reader.engines.pictures import TooManyPixels, count_frames, frames_of
from mailgate.adapters.reader.engines.recognition import INCHES, sight_of
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.engines.tesseract import EngineMissing, PageTookTooLong
from mailgate.adapters.reader.notes import Note

BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, cv2.error)
"""What Pillow and OpenCV raise for files that are not what they claim."""


def read_picture(data: bytes, job: Job, report: Report) -> None:
    """Every frame up to the limit, each reported as it is read."""
    try:
        total = count_frames(data, job.max_pixels)
        report.total(total)
        for number, (picture, inches) in enumerate(frames_of(data, job.max_pixels)):
            if number >= job.pages:
                report.notes([Note.TOO_MANY_PAGES])
                return
            read_page(picture, inches or INCHES, job, report, first=number == 0)
    except (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning):
        report.notes([Note.TOO_LARGE])
    except BROKEN:
        report.notes([Note.DAMAGED])


def read_page(picture: Grey, inches: float, job: Job, report: Report, *, first: bool) -> None:
    """Recognise one picture and report it; the first page of a file gives its hash too."""
    try:
        sight = sight_of(picture, job.page_until(), inches)
    except EngineMissing:
        report.waits()
        return
    except PageTookTooLong:
        report.notes([Note.TOO_LONG])
        return
    if first:
        report.image_hash(image_hash(sight.picture))
    report.page(sight.page(inches))
