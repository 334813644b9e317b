"""Whatever arrives gives a document: bounded, politely explained, and the next file unharmed."""

import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from struct import pack
from zlib import compress, crc32

import docx
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from mailgate.adapters.reader import FileReader, ReadingLimits
from mailgate.surat.document import Document
from tests.adapters.letter_pages import NUMBER, SUBJECT, as_file, letter_pdf, letter_picture, scan_pdf, scanned

LIMITS = ReadingLimits()


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    reader = FileReader(LIMITS)
    yield reader
    reader.close()


def text_of(document: Document) -> str:
    return " ".join(word.text for page in document.pages for word in page.words)


def encrypted() -> bytes:
    writer = copy_into_new_writer(PdfFileReader(BytesIO(letter_pdf())))
    writer.encrypt("pemilik", "196901011990031001")  # type: ignore[no-untyped-call]
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def vast_png(side: int = 40_000) -> bytes:
    """A few kilobytes that unpack to 1.6 gigabytes."""
    chunks = [
        (b"IHDR", pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)),
        (b"IDAT", compress(bytes(10_000_000), 9)),
        (b"IEND", b""),
    ]
    made = [pack(">I", len(data)) + name + data + pack(">I", crc32(name + data)) for name, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def word_file(part: bytes, name: str = "word/document.xml") -> bytes:
    """A docx with one part replaced."""
    honest, out = BytesIO(), BytesIO()
    docx.Document().save(honest)
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, part if entry.filename == name else source.read(entry))
    return out.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w>&a;</w>'

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted PDF": (encrypted, "tanpa kata sandi"),
    "zip": (lambda: b"PK\x03\x04" + bytes(100), "PDF atau foto"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), "PDF atau foto"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "PDF atau foto"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".docx"),
    "program": (lambda: b"\x7fELF" + bytes(100), "PDF, foto"),
    "cut PDF": (lambda: letter_pdf()[:600], "rusak"),
    "cut picture": (lambda: as_file(scanned(100))[:9000], "rusak"),
    "cut docx": (lambda: word_file(b"<w>"), "rusak"),
    "docx with entities": (lambda: word_file(ENTITIES), "rusak"),
    "docx that becomes 300 MB": (lambda: word_file(bytes(300_000_000)), "terlalu besar"),
    "picture that becomes 1.6 GB": (vast_png, "terlalu besar"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_answered_with_a_sentence_that_helps(reader: FileReader, what: str) -> None:
    make, said = BAD[what]
    document = reader.read("berkas", "application/octet-stream", make())

    assert text_of(document) == ""
    assert said in " ".join(document.notes)
    assert not document.waits


def test_a_file_above_the_limit_of_bytes_is_not_opened() -> None:
    reader = FileReader(ReadingLimits(max_bytes=1000), command=("/bin/false",))

    assert "terlalu besar" in reader.read("surat.pdf", "application/pdf", letter_pdf()).notes[0]


@pytest.mark.parametrize("name", ["surat.jpg", "surat.zip", "surat", "../../etc/passwd"])
def test_neither_name_nor_declared_type_is_believed(reader: FileReader, name: str) -> None:
    assert NUMBER in text_of(reader.read(name, "image/jpeg", letter_pdf()))


def test_a_file_of_two_kinds_is_what_its_first_bytes_say(reader: FileReader) -> None:
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    document = reader.read("surat.docx", "application/zip", letter_pdf() + other.getvalue())

    assert NUMBER in text_of(document)
    assert reader.read("x.pdf", "application/pdf", b"PK\x03\x04 %PDF-1.7 ").pages == ()


def test_of_a_scan_of_300_pages_the_first_are_read_and_the_sender_is_told() -> None:
    reader = FileReader(ReadingLimits(pages=1))
    page = letter_picture(72).crop((0, 0, 500, 200))
    document = reader.read("scan.pdf", "application/pdf", scan_pdf([page] * 300, 72))
    reader.close()

    assert (document.total_pages, len(document.pages)) == (300, 1)
    assert document.notes == ("Berkas berisi 300 halaman; yang dibaca 1 halaman.",)


def test_a_page_as_large_as_a_house_costs_no_more_than_a3(reader: FileReader) -> None:
    document = reader.read("besar.pdf", "application/pdf", scan_pdf([letter_picture(72)], dpi=3))

    assert max(document.pages[0].width, document.pages[0].height) > 14_000

    assert (document.total_pages, document.notes) == (1, ())


def test_a_child_that_hangs_is_ended_and_the_sender_told() -> None:
    asleep = (sys.executable, "-c", "import time; time.sleep(600)")
    reader = FileReader(ReadingLimits(seconds_per_file=0.5), command=asleep)
    document = reader.read("surat.pdf", "application/pdf", letter_pdf())

    assert document.pages == ()
    assert "terlalu lama" in document.notes[0]


def test_pages_read_before_the_time_ran_out_are_kept() -> None:
    reader = FileReader(ReadingLimits(seconds_per_file=2), command=speaking("tell_page(['Nomor'])", "time.sleep(600)"))
    document = reader.read("surat.pdf", "application/pdf", letter_pdf())

    assert text_of(document) == "Nomor"
    assert "terlalu lama" in document.notes[0]


def test_a_child_killed_between_two_files_is_replaced(reader: FileReader) -> None:
    reader.read("surat.pdf", "application/pdf", letter_pdf())
    for child in children():
        os.kill(child, signal.SIGKILL)

    assert NUMBER in text_of(reader.read("surat.pdf", "application/pdf", letter_pdf()))


NONSENSE = [
    "import os; os.kill(os.getpid(), 9)",
    "os.write(0, b'\\xff' * 8)",
    "os.write(0, b'\\0\\0\\0\\2[]')",
    "tell({'is': 'page'})",
    "tell({'is': 'page', 'words': [['x', 'y']]})",
    "tell({'is': 'signature', 'state': 'sah', 'signed_at': None})",
    "tell({'is': 'note', 'note': 'SELAMAT'})",
    "tell({'is': 'fault', 'why': 'boom'})",
]


@pytest.mark.parametrize("doing", NONSENSE)
def test_a_child_that_dies_or_talks_nonsense_is_no_more_than_a_damaged_file(doing: str) -> None:
    reader = FileReader(LIMITS, command=speaking(doing))
    document = reader.read("surat.pdf", "application/pdf", letter_pdf())

    assert document.pages == ()
    assert "rusak" in document.notes[0]


def test_no_secret_is_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_SECRET_KEY", "geheimnis")
    monkeypatch.setenv("SUMBAWA_PASSWORD", "geheimnis")
    told = "tell_page(f'{name}={value}' for name, value in os.environ.items())"
    reader = FileReader(LIMITS, command=speaking(told, "tell({'is': 'end'})"))
    text = text_of(reader.read("surat.pdf", "application/pdf", letter_pdf()))
    reader.close()

    assert "OMP_THREAD_LIMIT=1" in text
    assert "geheimnis" not in text


def test_without_tesseract_scans_wait_and_text_layers_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    reader = FileReader(LIMITS)
    scan = reader.read("scan.png", "image/png", as_file(scanned(100)))
    born = reader.read("surat.pdf", "application/pdf", letter_pdf())
    told = reader.missing()
    reader.close()

    assert (scan.pages, scan.waits, scan.notes) == ((), True, ())
    assert SUBJECT in text_of(born)
    assert not born.waits
    assert "tesseract-ocr" in told[0]


def test_without_the_indonesian_language_scans_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    reader = FileReader(LIMITS)
    scan = reader.read("scan.png", "image/png", as_file(scanned(100)))
    told = reader.missing()
    reader.close()

    assert scan.waits
    assert "tesseract-ocr-ind" in told[0]


def test_with_everything_installed_nothing_is_missing(reader: FileReader) -> None:
    assert reader.missing() == []


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_file_cut_anywhere_is_a_document(reader: FileReader, cut: int) -> None:
    for whole in (letter_pdf(), word_file(b"<w/>", "docProps/app.xml")):
        assert isinstance(reader.read("berkas", "", whole[: len(whole) * cut // 20]), Document)


# Without the package, so that it starts at once.
SPEECH = """
import json, os, socket, time
channel = socket.socket(fileno=os.dup(0))
def tell(facts):
    said = json.dumps(facts).encode()
    channel.sendall(len(said).to_bytes(4, "big") + said)
def tell_page(words):
    boxes = [[word, 1, 2, 3, 4, 1] for word in words]
    tell({"is": "page", "words": boxes, "width": 1, "height": 1, "turned": 0, "engine": "teks"})
for _ in range(2):
    left = int.from_bytes(channel.recv(4, socket.MSG_WAITALL), "big")
    channel.recv(left, socket.MSG_WAITALL)
"""


def speaking(*doing: str) -> tuple[str, ...]:
    """The command of a child that takes a file and then does as it is told here."""
    return (sys.executable, "-c", "\n".join([SPEECH, *doing]))


def children() -> list[int]:
    """The processes that this one started and that still run the engines."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            command = (process / "cmdline").read_text()
        except OSError:
            continue
        if parent == str(os.getpid()) and "reader.engines" in command:
            found.append(int(process.name))
    return found
