"""Files that old programs and scripts wrote into the text of a mail with uuencode."""

import binascii
import re

from mailgate.domain.message import Attachment
from mailgate.mail.filename import fallback_name, safe_name

_BEGIN = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,300})$", re.MULTILINE)
_MAX_FILES = 50


def take_out(text: str) -> tuple[str, list[Attachment]]:
    """The text without the uuencoded files in it, and the files. A block that is none stays in the text."""
    files: list[Attachment] = []
    kept: list[str] = []
    end = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() < end or len(files) >= _MAX_FILES:
            continue
        decoded = _decode(text, begin.end() + 1)
        if decoded is None:
            continue
        data, after = decoded
        name = safe_name(begin[1]) or fallback_name(len(files) + 1, "")
        files.append(Attachment(name, "application/octet-stream", data))
        kept.append(text[end : begin.start()])
        end = after
    return "".join(kept) + text[end:], files


def _decode(text: str, start: int) -> tuple[bytes, int] | None:
    """The bytes of the block and where the text goes on; None at the first line that is not uuencoded."""
    data: list[bytes] = []
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start:stop]
        start = stop + 1
        if line.rstrip() == "end":
            return b"".join(data), start
        try:
            data.append(binascii.a2b_uu(line.encode("ascii")))
        except (binascii.Error, UnicodeEncodeError):
            return None
    return None
