"""Long files are lifted out of a mail while its structure is read; nobody sees a difference."""

import base64
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.lifting import LONG, lift
from mailgate.mail.parse import parse
from mailgate.mail.parts import sort_parts
from mailgate.mail.tree import Part, _parsed, leaves, payload_of, read_tree

FILE = random.Random(1).randbytes(LONG)
LINES = base64.encodebytes(FILE).replace(b"\n", b"\r\n")
HEAD = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nSilakan.\r\n'
PDF = b"--x\r\nContent-Type: application/pdf; name=surat.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
END = b"--x--\r\n"


def test_a_file_is_lifted_and_comes_out_as_it_was_sent() -> None:
    raw = HEAD + PDF + LINES + END
    skeleton, _ = lift(raw)
    assert len(skeleton) < 1_000
    message = parse(raw)
    assert (message.text.strip(), [(a.name, a.data) for a in message.attachments]) == (
        "Silakan.",
        [("surat.pdf", FILE)],
    )


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + PDF + LINES[:-40] + END,
        HEAD + PDF + b"kata pengantar: \r\n" + LINES + END,
        HEAD + PDF + LINES + b"\xff\xfe\r\n" + LINES + END,
        HEAD + PDF + LINES + b"--y\r\n" + LINES + END,
        HEAD + PDF + LINES + b"==\r\n" + LINES + END,
        HEAD + PDF.replace(b"-Encoding: base64", b"-Encoding: 8bit\r\nX-Is: base64") + LINES + END,
        HEAD + PDF.replace(b"-Encoding: base64", b"-Encoding: quoted-printable\r\nX-Is: base64") + LINES + END,
        HEAD + PDF.replace(b"application/pdf", b"message/rfc822") + LINES + END,
        HEAD + b"--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: \xe9\r\n" + PDF[5:] + LINES + END,
        HEAD + PDF.replace(b"--x\r\n", b"--x\r\nbukan kepala\r\n") + LINES + END,
        b"Subject: surat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + LINES,
        PDF[5:] + LINES,
    ],
)
def test_what_is_lifted_makes_no_difference(raw: bytes) -> None:
    assert told(read_tree(raw)[0]) == told(_parsed(raw, Part))


PIECES = {
    "head": HEAD,
    "pdf": PDF,
    "file": LINES,
    "end": END,
    "boundary": b"--x\r\n",
    "blank": b"\r\n",
    "word": b"x\r\n",
    "padding": b"=\r\n",
    "few lines": LINES[:100],
}


@given(st.lists(st.sampled_from(sorted(PIECES)), max_size=5))
def test_no_order_of_pieces_makes_a_difference(names: list[str]) -> None:
    raw = b"Subject: a\r\n" + b"".join(PIECES[name] for name in names)
    assert told(read_tree(raw)[0]) == told(_parsed(raw, Part))


def test_many_files_that_break_off_are_put_back_each_where_it_stood() -> None:
    raw = HEAD + b"".join(PDF + bytes([65 + number % 26]) * (LONG + 1) + b"\r\n" for number in range(300)) + END
    assert len(lift(raw)[1]) == 300
    assert told(read_tree(raw)[0]) == told(_parsed(raw, Part))


def told(root: Part) -> tuple[list[bytes], list[tuple[str, bytes]]]:
    """The payloads of all leaves, and what the sorting makes of them."""
    payloads = [payload_of(leaf.part) for leaf in leaves(root)]
    return payloads, [(a.name, a.data) for a in sort_parts(root).attachments]
