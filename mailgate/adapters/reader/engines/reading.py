"""Each kind of file has its reader; what each may raise for a bad file is turned into notes here."""

from collections.abc import Callable

from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.kinds import Kind
from mailgate.adapters.reader.notes import Note

Reader = Callable[[bytes, Job, Report], None]


def read_file(kind: Kind, data: bytes, job: Job, report: Report) -> None:
    """Read a file and report what is found. Each reader is imported when its kind first comes."""
    try:
        _reader(kind)(data, job, report)
    except MemoryError:
        report.notes([Note.TOO_LARGE])


def _reader(kind: Kind) -> Reader:
    match kind:
        case Kind.PDF:
            from mailgate.adapters.reader.engines.pdf import read_pdf

            return read_pdf
        case Kind.PICTURE:
            from mailgate.adapters.reader.engines.picture_file import read_picture

            return read_picture
        case Kind.DOCX:
            from mailgate.adapters.reader.engines.docx import read_docx

            return read_docx
        case Kind.ODT:
            from mailgate.adapters.reader.engines.odt import read_odt

            return read_odt
        case _:
            from mailgate.adapters.reader.engines.plain import read_plain

            return read_plain
