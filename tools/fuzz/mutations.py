"""How a mail is broken: bytes, headers, boundaries, encodings, sizes; a mutation is a function of bytes and chance."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from random import Random

from tools.fuzz.hostile import ENCODINGS, HEADERS, TYPES, WORDS

MOST_BYTES = 400_000
"""A broken mail is cut there: what makes large mails slow shows at this size."""

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]
"""(mail, chance, other mails) → another mail."""


def broken(raw: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """The mail after one to six mutations."""
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6))):
        raw = chance.choice(MUTATIONS)(raw, chance, others)[:MOST_BYTES]
    return raw


def _at(raw: bytes, chance: Random) -> int:
    return chance.randint(0, len(raw))


def _word(chance: Random) -> bytes:
    encoding = chance.choice(("utf-8", "utf-8", "latin-1", "utf-16-le"))
    return chance.choice(WORDS).encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass")


def _flip(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        if data:
            data[chance.randrange(len(data))] = chance.choice((0, 10, 13, 32, 34, 45, 58, 60, 61, 62, 128, 194, 255))
    return bytes(data)


def _cut(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    at = _at(raw, chance)
    return raw[:at] + raw[at + chance.choice((1, 3, 20, 300, len(raw))) :]


def _repeat(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    at = _at(raw, chance)
    piece = raw[at : at + chance.choice((1, 2, 5, 40, 400))]
    return raw[:at] + piece * chance.choice((2, 10, 300, 5_000)) + raw[at:]


def _insert(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    at = _at(raw, chance)
    return raw[:at] + _word(chance) + raw[at:]


def _insert_line(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    at = raw.find(b"\n", _at(raw, chance)) + 1
    return raw[:at] + _word(chance) + b"\r\n" + raw[at:]


def _splice(raw: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return raw[: _at(raw, chance)] + other[_at(other, chance) :]


def _transplant(raw: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """The head of one, the body of another."""
    other = chance.choice(others)
    return raw.partition(b"\n\r\n" if b"\n\r\n" in raw else b"\n\n")[0] + b"\n\r\n" + other.partition(b"\n\n")[2]


def _header(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    return chance.choice(HEADERS).encode() + b": " + _word(chance) + b"\r\n" + raw


def _headers(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    name = chance.choice(HEADERS).encode()
    return b"".join(name + b": x%d@b.example\r\n" % n for n in range(chance.choice((2, 50, 2_000)))) + raw


def _retype(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    at = raw.lower().find(b"content-type:", 0 if chance.random() < 0.5 else _at(raw, chance))
    line = b"Content-Type: " + chance.choice(TYPES).encode() + b"\r\n"
    if at < 0:
        return line + raw
    return raw[:at] + line + raw[raw.find(b"\n", at) + 1 :]


def _recode(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    at = raw.lower().find(b"content-transfer-encoding:")
    line = b"Content-Transfer-Encoding: " + chance.choice(ENCODINGS).encode() + b"\r\n"
    return line + raw if at < 0 else raw[:at] + line + raw[raw.find(b"\n", at) + 1 :]


def _line_ends(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\n", b"\r\n", b"\r\r\n", b"\n\n")))


def _within(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    """The mail within a mail, in a multipart of a random kind."""
    kind = chance.choice((b"mixed", b"alternative", b"related", b"report", b"signed", b"digest"))
    inner = chance.choice((b"Content-Type: message/rfc822\r\n\r\n", b"", b"Content-Type: text/rfc822-headers\r\n\r\n"))
    head = b"From: tim@sumbawa.example\r\nTo: layanan@sumbawa.example\r\nSubject: Fwd: x\r\nMIME-Version: 1.0\r\n"
    return head + b"Content-Type: multipart/" + kind + b"; boundary=w\r\n\r\n--w\r\n" + inner + raw + b"\r\n--w--\r\n"


def _in_base64(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    head, gap, body = raw.partition(b"\n\n" if b"\n\n" in raw else b"\r\n\r\n")
    text = b64encode(body)
    return b"Content-Transfer-Encoding: base64\r\n" + head + gap + text[: len(text) - chance.randint(0, 5)]


def _quote(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    at = _at(raw, chance)
    depth = chance.choice((1, 2, 60))
    return raw[:at] + b"\n".join(b">" * depth + line for line in raw[at:].split(b"\n"))


def _shuffle(raw: bytes, chance: Random, _others: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\n")
    begin = chance.randrange(len(lines))
    middle = lines[begin : begin + 40]
    chance.shuffle(middle)
    return b"\n".join([*lines[:begin], *middle, *lines[begin + 40 :]])


MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _cut,
    _repeat,
    _insert,
    _insert,
    _insert_line,
    _insert_line,
    _splice,
    _transplant,
    _header,
    _header,
    _headers,
    _retype,
    _recode,
    _line_ends,
    _within,
    _in_base64,
    _quote,
    _shuffle,
)
