"""Files of 300 KB that come along with requests: a born-digital letter, and a table that nobody reads."""

import random
import zipfile
from io import BytesIO

from tests.letters import letter

SIZE = 300_000
"""Bytes after decoding; base64 makes 400 KB of them."""

LINE_HEIGHT, TOP, LEFT = 12, 800, 50
"""Points on an A4 page."""


def pdf_letter(number: int) -> bytes:
    """A letter with its own number and Hal, as a word processor prints it: text, and a stream as large as fonts and
    crests are, which no program can compress.
    """
    text = letter(
        number=f"500.12/{number}/DIKES/XI/2026", subject=f"Permohonan Troubleshooting Gangguan Jaringan Ruang {number}"
    )
    page = _text_of_page(text.decode().splitlines())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> >>",
        _stream(page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    objects.append(_stream(random.Random(number).randbytes(SIZE - sum(map(len, objects)) - 600)))
    return _file(objects)


def table(number: int) -> bytes:
    """A workbook: a picture fills it. It is kept with the request and not read."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/media/image1.png", random.Random(number).randbytes(SIZE - 500))
    return made.getvalue()


def _text_of_page(lines: list[str]) -> bytes:
    shown = "".join(f"({line.translate(_ESCAPED)}) Tj T*\n" for line in lines)
    return f"BT /F 10 Tf {LINE_HEIGHT} TL {LEFT} {TOP} Td\n{shown}ET".encode("latin-1")


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(data), data)


def _file(objects: list[bytes]) -> bytes:
    """Objects numbered from 1, the first of them the catalogue, with their cross-reference table (ISO 32000-1, 7.5)."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for index, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (index, each)
    start, count = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(out)
