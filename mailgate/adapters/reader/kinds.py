"""What a file is, by its first bytes; neither its name nor its declared type is believed."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from mailgate.adapters.reader.picture_size import picture_size

SMALLEST_BYTES = 10_000
"""A picture of fewer bytes is a logo or an icon of a signature block, not a page."""

SMALLEST_SIDE = 300
"""Pixels: so is a picture whose longer side is shorter than that."""


class Kind(StrEnum):
    """The kinds that are told apart; those below PLAIN are not read."""

    PDF = "pdf"
    PICTURE = "picture"
    DOCX = "docx"
    ODT = "odt"
    PLAIN = "plain"
    ARCHIVE = "archive"
    OLD_OFFICE = "old office"
    OTHER = "other"
    SILENT = "silent"


READABLE = frozenset({Kind.PDF, Kind.PICTURE, Kind.DOCX, Kind.ODT, Kind.PLAIN})

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\r\f"))
# Calendars, cards, signatures and mark-up are text, but nobody's letter.
_NO_LETTER = re.compile(
    rb"\s*(BEGIN:(VCALENDAR|VCARD)|-----BEGIN |<\?xml|<!doctype|<html|\{\\rtf|[{\[]\s*[\"{\[])", re.IGNORECASE
)


def kind_of(data: bytes) -> Kind:
    """The kind that the first bytes say. A PDF may have up to 1 KB before its header, as its readers grant."""
    if data.startswith(_PICTURES) or (data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS):
        return Kind.PICTURE
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith((*_ARCHIVES, b"PK\x05\x06")):
        return Kind.ARCHIVE
    if data.startswith(_OLE):
        return Kind.OLD_OFFICE if "WordDocument".encode("utf-16-le") in data else Kind.OTHER
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith((b"GIF8", b"BM", b"RIFF", b"\x00\x00\x01\x00")) or not data or data.isspace():
        return Kind.SILENT
    return _text(data)


def is_letter_like(name: str, content_type: str, data: bytes) -> bool:
    """Whether a file is worth queuing for reading: it may be a letter, or its sender should hear why it wasn't read.

    Cheap: no picture is decoded. A picture of few bytes or pixels is a logo; calendars, cards and tables are none.
    """
    kind = kind_of(data)
    if kind is Kind.PICTURE:
        width, height = picture_size(data) or (SMALLEST_SIDE, SMALLEST_SIDE)
        return len(data) >= SMALLEST_BYTES and max(width, height) >= SMALLEST_SIDE
    if kind is Kind.PLAIN:
        # A body's own text parts come without a name; an exported chat or a text file has one.
        return name.lower().endswith((".txt", ".text", ".log")) or not content_type.startswith("text/")
    return kind is not Kind.SILENT


def _zipped(data: bytes) -> Kind:
    """The office formats are zip files with known parts."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return Kind.ARCHIVE
    if "word/document.xml" in names:
        return Kind.DOCX
    if names & {"xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"}:
        return Kind.SILENT
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return Kind.ODT
    return Kind.SILENT if b"mimetypeapplication/vnd.oasis" in data[:200] else Kind.ARCHIVE


def _text(data: bytes) -> Kind:
    head = data[:4096]
    if _NO_LETTER.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Kind.SILENT
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.PLAIN
    return Kind.PLAIN if head == head.translate(None, _NOT_IN_TEXT) else Kind.OTHER
