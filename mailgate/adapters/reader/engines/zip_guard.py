"""Zip files are weighed before they are opened: how many entries, how large they become, how far they were squeezed."""

import zipfile
import zlib
from io import BytesIO

MOST_ENTRIES = 3000
MOST_BYTES = 200_000_000
"""Unpacked, all entries together."""

MOST_XML = 30_000_000
"""Unpacked, one part of XML: parsed, it is ten times as large."""

STEEPEST = 300
"""Unpacked to packed, of an entry above a megabyte; XML of honest documents has 10 to 40."""


class Bomb(Exception):
    """More would come out than any letter holds."""


class Unfit(Exception):
    """Broken, or with declarations that no office writes."""


def weigh(data: bytes) -> zipfile.ZipFile:
    """The archive, if it is one that may be opened; Bomb, Unfit.

    The sizes are those its directory claims; zipfile reads no more than that of an entry.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unfit from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Bomb
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unfit
        steep = entry.file_size > STEEPEST * max(entry.compress_size, 1) and entry.file_size > 1_000_000
        if steep or (entry.filename.endswith((".xml", ".rels")) and entry.file_size > MOST_XML):
            raise Bomb
    return archive


def demand_plain_xml(archive: zipfile.ZipFile) -> None:
    """Unfit where a part declares a document type: offices write none, entities need one."""
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _part(archive, entry):
            raise Unfit


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, zlib.error) as error:
        raise Unfit from error
