"""Trace headers: what is taken off and put on, and that nothing else of a mail changes."""

import pytest

from mailgate.adapters.trace import authserv_id, stamp, strip


@pytest.mark.parametrize(
    ("value", "vouches"),
    [
        ("mx.example; spf=pass", "mx.example"),
        (" MX.Example 1; spf=pass", "mx.example"),
        ("(a (nested) comment) mx.example (v1); none", "mx.example"),
        ('"mx.example"; none', "mx.example"),
        ("mx.example", "mx.example"),
        ("; spf=pass", ""),
        ("", ""),
    ],
)
def test_the_first_word_says_who_vouches(value: str, vouches: str) -> None:
    assert authserv_id(value) == vouches


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        (b"A: 1\r\nX: 2\r\n\r\nX: 3\r\n", b"A: 1\r\n\r\nX: 3\r\n"),
        (b"X: 2\r\n folded\r\nA: 1\r\n\r\n\nbody", b"A: 1\r\n\r\n\nbody"),
        (b"A: 1\n\tfolded\nX: 2\n\nbody\n", b"A: 1\r\n\tfolded\r\n\r\nbody\n"),
        (b"x : 2\r\nA: 1", b"A: 1\r\n\r\n"),
        (b"\r\nX: 2\r\n\r\n", b"\r\nX: 2\r\n\r\n"),
        (b"A: \xff\r\n\r\n\xfe", b"A: \xff\r\n\r\n\xfe"),
        (b"", b"\r\n"),
    ],
)
def test_only_the_unwanted_headers_go(raw: bytes, left: bytes) -> None:
    assert strip(raw, lambda name, _value: name == "x") == left


def test_stamps_stand_on_top_in_their_order_and_stay_one_line() -> None:
    stamped = stamp(b"A: 1\r\n\r\n", [("X", "satu"), ("Y", "dua\r\nZ: tiga")])
    assert stamped == b"X: satu\r\nY: duaZ: tiga\r\nA: 1\r\n\r\n"
