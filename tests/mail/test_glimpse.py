"""The first lines of a mail, read where nothing else can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.glimpse import LONGEST, Glimpse, glimpse


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"", Glimpse("", "", "")),
        (
            b"From: a@b.example\r\nsubject: Gangguan\r\n jaringan\r\n\r\nFrom: c@d",
            Glimpse("a@b.example", "Gangguan jaringan", ""),
        ),
        (b"DATE: Fri, 20 Nov 2026\nSubject: =?utf-8?q?S=C3=A9gera?=\n\n", Glimpse("", "Ségera", "Fri, 20 Nov 2026")),
        (b"Subject: =?x-unknown?Q?=41=?=\n\n", Glimpse("", "A", "")),
        (b"Subject: \xff\x00\x1b[31mmerah\n\n", Glimpse("", "ÿ[31mmerah", "")),
        (b"\n\nFrom: a@b.example\n", Glimpse("", "", "")),
    ],
)
def test_the_headers_are_seen_as_a_person_reads_them(raw: bytes, seen: Glimpse) -> None:
    assert glimpse(raw) == seen


def test_a_long_header_is_cut() -> None:
    assert len(glimpse(b"Subject: " + b"x" * 1_000_000 + b"\n\n").subject) == LONGEST


@given(st.binary(max_size=2_000), st.sampled_from([b"", b"From: ", b"Subject: =?utf-8?b?", b"Date:\n\t"]))
def test_no_bytes_make_it_raise(tail: bytes, head: bytes) -> None:
    seen = glimpse(head + tail)
    assert not {"\n", "\r", "\x00"} & set(seen.sender + seen.subject + seen.date)
