"""What a file is by its bytes, and whether it is worth queuing for reading; clamd's word before it is opened."""

import socket
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from mailgate.adapters.reader import FileReader, ReadingLimits, is_letter_like
from tests.adapters.letter_pages import as_file, letter_pdf, scanned


def office_file(part: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "<x/>")
    return out.getvalue()


def noisy(width: int, height: int, form: str) -> bytes:
    return as_file(Image.effect_noise((width, height), 90), form)


CASES: dict[str, tuple[Callable[[], bytes], bool]] = {
    "a PDF": (letter_pdf, True),
    "a scan": (lambda: as_file(scanned(100), "JPEG"), True),
    "a small logo": (lambda: noisy(90, 60, "PNG"), False),
    "a heavy icon": (lambda: noisy(250, 250, "PNG"), False),
    "an icon as JPEG": (lambda: noisy(200, 290, "JPEG"), False),
    "a photo": (lambda: noisy(800, 600, "JPEG"), True),
    "a docx": (lambda: office_file("word/document.xml"), True),
    "a sheet": (lambda: office_file("xl/workbook.xml"), False),
    "slides": (lambda: office_file("ppt/presentation.xml"), False),
    "a zip, so that its sender is told": (lambda: office_file("surat.pdf"), True),
    "a calendar": (lambda: b"BEGIN:VCALENDAR\r\nVERSION:2.0", False),
    "a card": (lambda: b"BEGIN:VCARD\r\n", False),
    "a PGP signature": (lambda: b"-----BEGIN PGP SIGNATURE-----\r\n", False),
    "an HTML page": (lambda: b"<!DOCTYPE html><html>", False),
    "an animation": (lambda: b"GIF89a" + bytes(50_000), False),
    "nothing": (lambda: b"", False),
}


@pytest.mark.parametrize("what", CASES)
def test_only_what_may_be_a_letter_is_queued(what: str) -> None:
    make, expected = CASES[what]
    assert is_letter_like("berkas", "application/octet-stream", make()) is expected


def test_a_chat_that_was_exported_is_queued_and_a_nameless_text_part_is_not() -> None:
    assert is_letter_like("WhatsApp Chat dengan Dinkes.txt", "text/plain", b"03/11/26 09.12 - Dinkes: mohon bantuan")
    assert not is_letter_like("", "text/plain", b"Terima kasih")


@pytest.mark.parametrize(
    ("verdict", "notes", "waits", "pages"),
    [
        (b"stream: OK\0", 0, False, 1),
        (b"stream: Eicar-Signature FOUND\0", 1, False, 0),
        (b"INSTREAM size limit exceeded. ERROR\0", 0, True, 0),
    ],
)
def test_clamd_has_the_first_word(verdict: bytes, notes: int, waits: bool, pages: int) -> None:
    with clamd_saying(verdict) as (address, seen):
        reader = FileReader(ReadingLimits(), clamd=address)
        document = reader.read("surat.pdf", "application/pdf", letter_pdf())
        reader.close()

    assert (len(document.notes), document.waits, len(document.pages)) == (notes, waits, pages)
    assert bytes(seen) == letter_pdf()


def test_while_clamd_is_away_a_file_waits_unopened(tmp_path: Path) -> None:
    reader = FileReader(ReadingLimits(), clamd=str(tmp_path / "clamd.sock"), command=("/bin/false",))
    document = reader.read("surat.pdf", "application/pdf", letter_pdf())

    assert (document.pages, document.waits, document.notes) == ((), True, ())


@contextmanager
def clamd_saying(verdict: bytes) -> Iterator[tuple[str, bytearray]]:
    """A clamd for one file; yields its address and what it was shown."""
    seen = bytearray()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as shown:
            assert shown.read(10) == b"zINSTREAM\0"
            while length := struct.unpack(">I", shown.read(4))[0]:
                seen.extend(shown.read(length))
            connection.sendall(verdict)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}", seen
        thread.join()
