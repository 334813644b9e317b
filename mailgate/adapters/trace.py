"""Trace headers, which only the server that takes a mail in may write (RFC 5321 §4.4, RFC 8601 §5)."""

import re
from collections.abc import Callable, Iterable

# Every kind of line end counts, as it does for the parsers downstream; atomic, so that one CRLF is never two ends.
_HEADER_END = re.compile(rb"(?>\r\n|\r|\n){2}")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_COMMENT = re.compile(r"\([^()]*\)")


def stamp(raw: bytes, headers: Iterable[tuple[str, str]]) -> bytes:
    """The mail with these headers on top, in the order given; values are ASCII or UTF-8 and hold no line end."""
    lines = [f"{name}: {_one_line(value)}\r\n".encode() for name, value in headers]
    return b"".join(lines) + raw


def strip(raw: bytes, unwanted: Callable[[str, str], bool]) -> bytes:
    """The mail without the headers for which `unwanted(lower-cased name, unfolded value)` holds.

    The header block comes out with CRLF line ends; the body is left as it was.
    """
    if _LINE_END.match(raw):
        return raw  # no header at all
    end = _HEADER_END.search(raw)
    block, rest = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    kept = [field for field in _fields(block) if not unwanted(*_name_and_value(field))]
    return b"".join(field + b"\r\n" for field in kept) + b"\r\n" + rest


def authserv_id(value: str) -> str:
    """Who vouches in an Authentication-Results value: its first word, lower-cased, comments left out."""
    while (plain := _COMMENT.sub(" ", value)) != value:
        value = plain
    words = value.partition(";")[0].split()
    return words[0].strip('"').lower() if words else ""


def _fields(block: bytes) -> list[bytes]:
    fields: list[bytes] = []
    for line in _LINE_END.split(block):
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1] += b"\r\n" + line
        elif line:
            fields.append(line)
    return fields


def _name_and_value(field: bytes) -> tuple[str, str]:
    name, _, value = field.decode("utf-8", "replace").partition(":")
    return name.strip().lower(), _one_line(value).strip()


def _one_line(value: str) -> str:
    return value.replace("\r", "").replace("\n", "")
