"""Long files in base64 are lifted out of a mail before its structure is read, and put back when they are asked for.

`email` takes each line of a file singly: 5 ms for 300 KB, where everything else that a mail costs is as much.
"""

from binascii import Error, a2b_base64
from collections.abc import Iterator, Mapping
from re import MULTILINE
from re import compile as pattern
from secrets import token_hex
from string import ascii_letters, digits

LONG = 16_384
"""Bytes of a body from which it is worth lifting."""

_ALPHABET = f"{ascii_letters}{digits}+/=\r\n".encode()
_BLANK_LINE = pattern(rb"\r?\n\r?\n")
_WORD = pattern(r"^[0-9a-f]{32}(?=\r?$)", MULTILINE)
_LONGEST_HEAD = 16_384

Lifted = Mapping[str, bytes]
"""What stands in a mail for a file → the file's base64 as it came. Nobody can guess the one or write it himself."""


def lift(raw: bytes, parts: int = 5_000) -> tuple[bytes, Lifted]:
    """The mail with a word in place of each long base64 body among its first `parts`, and what the words stand for.

    Only what has no other character than base64 and line ends is lifted, hence no boundary and no header.
    """
    lifted: dict[str, bytes] = {}
    pieces: list[bytes] = []
    done = 0
    for start, end in _long_bodies(raw, parts):
        word = token_hex(16)
        lifted[word] = raw[start:end]
        pieces += [raw[done:start], word.encode()]
        done = end
    return b"".join([*pieces, raw[done:]]) if lifted else raw, lifted


def put_back(payload: str, lifted: Lifted) -> str:
    """A payload with everything that was lifted from it."""
    return _WORD.sub(lambda word: lifted[word[0]].decode("ascii") if word[0] in lifted else word[0], payload)


def decoded(payload: str, lifted: Lifted) -> bytes | None:
    """The file that the payload stands for; None where it says more, or its base64 breaks off, which `email` mends."""
    text = lifted.get(payload.strip())
    try:
        return None if text is None else a2b_base64(text)
    except Error:
        return None


def _long_bodies(raw: bytes, parts: int) -> Iterator[tuple[int, int]]:
    """From where to where each lies; whatever is a boundary stands at the end of a stretch that is looked at."""
    start = 0
    for _ in range(parts):
        if start >= len(raw):
            return
        end = raw.find(b"\n--", start + 1)
        end = len(raw) if end < 0 else end
        if end - start >= LONG:
            yield from _long_body(raw, start, end)
        start = end + 1


def _long_body(raw: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    blank = _BLANK_LINE.search(raw, start, min(end, start + _LONGEST_HEAD))
    if blank is None or b"base64" not in raw[start : blank.start()].lower():
        return
    body = raw[blank.end() : end].rstrip(b"\r\n")
    filled = body.rstrip(b"=")
    if len(body) >= LONG and b"=" not in filled and not filled.translate(None, _ALPHABET):
        yield blank.end(), blank.end() + len(body)
