"""Plain text, such as an exported chat, as pages."""

from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.layout import Paragraph, set_pages
from mailgate.adapters.reader.engines.report import Report

MOST_BYTES = 2_000_000
"""An exported chat of years; what follows is left out."""


def read_plain(data: bytes, job: Job, report: Report) -> None:
    """Every line a line; UTF-8 or UTF-16 by its mark, else Windows-1252, which knows every byte it needs."""
    set_pages([Paragraph(line) for line in _decoded(data[:MOST_BYTES]).splitlines()], report, job.text_pages)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A character cut in two at the end is no reason to take the whole for another encoding.
        return data.decode("utf-8-sig" if error.start > len(data) - 4 else "cp1252", "replace")
