"""The MIME tree of a mail, read within limits: hostile sizes and depths cost no time and lose no bytes.

`email` alone recurses once a nesting level, reads parameters in quadratic time and takes mails within mails
apart, so that their bytes can't be given back. Here whatever lies too deep, and every `message/*` part, stays
one leaf with its bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import Any, cast

from mailgate.mail.lifting import Lifted, decoded, lift, put_back

# Real mails nest five levels at most; Python's own limit would come at about 900.
MAX_DEPTH = 16
# Lines that may be boundaries. A mail with more is not taken apart, since every part costs 50 µs.
MAX_BOUNDARY_LINES = 5_000
# One field: 16 KB hold 400 recipients; `email` reads the parameters of a Content-* field in quadratic time.
MAX_FIELD = 16_384
MAX_CONTENT_FIELD = 4_096
# The whole header block. An honest one has 3 to 20 KB.
MAX_HEADER_BYTES = 131_072

_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
_BLANK_BEFORE_COLON = re.compile(rb"^([!-9;-~]{1,70})[ \t]{1,20}:", re.MULTILINE)  # obsolete syntax (RFC 5322 4.5)
_NOT_IN_TYPE = re.compile(r"[^a-z0-9!#$&^_.+/-]")  # RFC 6838 4.2, lower case
_MAX_TYPE = 255
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,70}[ \t]{0,20}:|[ \t]|>?From ")
_FIELD = re.compile(rb"[^\r\n]*+(?:\r\n|\n|\r|\Z)(?:[ \t][^\r\n]*+(?:\r\n|\n|\r|\Z))*+")
_FIRST_BOUNDARY = re.compile(rb"^--(\S[^\r\n]{0,100}?)[ \t]*\r?\ncontent-", re.IGNORECASE | re.MULTILINE)
# Fields kept (the first of each) when a header block is cut: without them the mail can't be read or answered.
_ESSENTIAL = frozenset(
    b"return-path authentication-results from sender reply-to to cc delivered-to subject date message-id in-reply-to "
    b"references mime-version content-type content-transfer-encoding content-disposition auto-submitted precedence "
    b"list-id x-auto-response-suppress".split()
)


class Part(Message):
    """A node of the tree. While reading, a part that must stay whole calls itself `application/octet-stream`."""

    depth = 0
    file: bytes | None = None
    """What the payload says, where it was lifted."""
    _payload: Any

    def attach(self, payload: Message) -> None:  # type: ignore[override]  # typeshed: payload may be a str
        """Called by the parser for every child: the child learns how deep it lies."""
        if isinstance(payload, Part):
            payload.depth = self.depth + 1
        super().attach(payload)

    def take_back(self, lifted: Lifted) -> None:
        """What was lifted from this part: decoded at once where it is a file in base64, else put back."""
        if not isinstance(self._payload, str):
            return
        if str(self.get("content-transfer-encoding", "")).strip().lower() == "base64":
            self.file = decoded(self._payload, lifted)
        if self.file is None:
            self._payload = put_back(self._payload, lifted)

    @property
    def declared_type(self) -> str:
        """The content type that the part declares, cleared of what no type has in it, or its default."""
        return _NOT_IN_TYPE.sub("", super().get_content_type())[:_MAX_TYPE]

    @property
    def too_deep(self) -> bool:
        """True for a multipart that lies so deep that it was not taken apart."""
        return self.depth >= MAX_DEPTH and self.declared_type.startswith("multipart/")

    def get_boundary(self, failobj: str | None = None) -> str | None:  # type: ignore[override]  # typeshed is generic
        """The boundary; none where its parameter (RFC 2231 with a NUL, an odd charset) makes `email` raise."""
        try:
            return super().get_boundary(failobj)
        except (LookupError, ValueError, TypeError):
            return failobj

    def get_content_type(self) -> str:
        """What the parser of `email` goes by."""
        declared = self.declared_type
        return "application/octet-stream" if declared.startswith("message/") or self.too_deep else declared


class _Flat(Part):
    """The root of a mail with too many boundaries."""

    depth = MAX_DEPTH


class _CappedFields(Compat32):
    """`email`'s tolerant policy, with every header field cut to a size that can be read in time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if name[:8].lower() == "content-":  # a blank behind "base64" would leave the part undecoded
            return name, value[:MAX_CONTENT_FIELD].strip()
        return name, value[:MAX_FIELD]


_POLICY = _CappedFields()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without parts. `alternative` numbers the multipart/alternative it stands in, None outside of any."""

    part: Part
    alternative: int | None


def read_tree(raw: bytes, max_header_bytes: int = MAX_HEADER_BYTES) -> tuple[Part, list[str]]:
    """The MIME tree of `raw` and the defects that the limits brought about."""
    defects: list[str] = []
    raw = _start_at_header(raw)
    end = _HEAD_END.search(raw)
    head_size = end.start() if end else len(raw)
    head = raw[:head_size]
    if head_size > max_header_bytes:
        raw = _cut_head(head, max_header_bytes) + raw[head_size:]
        defects.append(f"header block of {head_size} bytes cut to {max_header_bytes}")
    elif _BLANK_BEFORE_COLON.search(head):
        raw = _without_obsolete_blanks(head) + raw[head_size:]
    skeleton, lifted = lift(raw, MAX_BOUNDARY_LINES)
    boundaries = skeleton.count(b"\n--") + skeleton.count(b"\r--")
    root = _parsed(skeleton, _Flat if boundaries > MAX_BOUNDARY_LINES else Part)
    for part in root.walk() if lifted else ():
        part.take_back(lifted)
    defects += _cut_fields(root)
    return root, defects


def payload_of(part: Part) -> bytes:
    """The bytes of a leaf without transfer encoding; broken base64 or quoted-printable as far as it goes."""
    if part.file is not None:
        return part.file
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def guess_boundary(part: Part) -> Part | None:
    """The part taken apart at what looks like its boundary, where the declared one is missing; None without a look."""
    body = payload_of(part)
    found = _FIRST_BOUNDARY.search(body)
    if found is None or part.too_deep:
        return None
    boundary = found[1].replace(b'"', b"")
    head = b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\n\n'
    guessed = _parsed(head + body, Part)
    return guessed if guessed.is_multipart() else None


def leaves(root: Part) -> Iterator[Leaf]:
    """All leaves of the tree in the order of the mail."""
    pending: list[tuple[Part, int | None]] = [(root, None)]
    while pending:
        part, alternative = pending.pop()
        if part.is_multipart():
            if alternative is None and part.declared_type == "multipart/alternative":
                alternative = id(part)
            children = cast(list[Part], part.get_payload())
            pending += [(child, alternative) for child in reversed(children)]
        else:
            yield Leaf(part, alternative)


def containers(root: Part) -> Iterator[Part]:
    """All parts of the tree that have parts."""
    for part in root.walk():
        if part.is_multipart():
            yield part


def _parsed(raw: bytes, factory: type[Part]) -> Part:
    return cast(Part, BytesParser(factory, policy=_POLICY).parsebytes(raw))


def _start_at_header(raw: bytes) -> bytes:
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _without_obsolete_blanks(head: bytes) -> bytes:
    """`Subject : x` as `Subject: x`, down to the first line that is no header: there the body begins."""
    lines = head.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if not _HEADER_LINE.match(line):
            break
        lines[number] = _BLANK_BEFORE_COLON.sub(rb"\1:", line)
    return b"".join(lines)


def _cut_head(head: bytes, budget: int) -> bytes:
    kept: list[bytes] = []
    seen: set[bytes] = set()
    for written in _FIELD.findall(head):
        name = written.partition(b":")[0].strip().lower()
        essential = name in _ESSENTIAL and name not in seen
        field = written if len(written) <= MAX_FIELD else written[:MAX_FIELD] + b"\r\n"
        if budget >= len(field) or essential:
            budget -= len(field)
            seen.add(name)
            kept.append(field)
    return b"".join(kept).rstrip(b"\r\n")


def _cut_fields(root: Part) -> list[str]:
    cut = []
    for part in root.walk():
        for name, value in part.raw_items():
            limit = MAX_CONTENT_FIELD if name[:8].lower() == "content-" else MAX_FIELD
            if len(value) >= limit:
                cut.append(f"header {name[:60]} cut to {limit} characters")
    return cut
