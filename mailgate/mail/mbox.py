"""An mbox file (RFC 4155) as the mails it holds, one after another, however large it is."""

import re
from collections.abc import Iterable, Iterator

_SEPARATOR = re.compile(rb"From \S.{0,200}\d{2}:\d{2}.{0,40}\d{4}\s*$|From \S+\s*$|From - ")
"""`From sender date`: the date's form varies between programs; "From here on …" in a body has none."""

_QUOTED = re.compile(rb">+From ")


def is_mbox(start: bytes) -> bool:
    """Whether a file that begins so is an mbox rather than one mail."""
    return start.startswith(b"From ")


def mails_in(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Each mail of an mbox, without its `From ` line; `>From ` in a body is `From ` again (mboxrd)."""
    mail: list[bytes] = []
    begun = False
    after_gap = True
    for line in lines:
        if after_gap and line.startswith(b"From ") and (not begun or _SEPARATOR.match(line)):
            if begun and mail:
                yield _mail(mail)
            mail, begun = [], True
            after_gap = False
            continue
        mail.append(line[1:] if _QUOTED.match(line) else line)
        after_gap = not line.strip()
    if mail and any(line.strip() for line in mail):
        yield _mail(mail)


def _mail(lines: list[bytes]) -> bytes:
    """The lines of a mail; the empty line before the next `From ` belongs to the mbox."""
    return b"".join(lines[:-1] if not lines[-1].strip() else lines)
