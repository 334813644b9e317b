"""Whether two mails say the same: what a machine repeats differs by a number, an hour or our own subject at most."""

import re
from collections.abc import Iterable

from mailgate.mail.forward import is_reply_subject
from mailgate.mail.subject import bare_subject

READ = 1_000
"""Characters of a mail that are compared: a machine says it at its beginning."""

WORDS = 100
"""Words that are remembered of a mail."""

ALIKE, ALIKE_IN_THREAD = 0.9, 0.7
"""Shares of common words (Jaccard) from which two mails say the same.

Two requests of one form differ by a name, one word in ten; in a thread nothing new is asked for, so less is enough.
"""

_RECEIPT = re.compile(r"\btanda terima\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_PERSON = re.compile(r"(?<!\d)(?:\d{16}|\d{18})(?!\d)")
"""NIK and NIP have 16 and 18 digits: forms for two people are two requests."""


def said_in(text: str, subject: str = "", *, files: Iterable[str] = (), about: str = "") -> str:
    """What a mail says, as words to be compared by `alike`. `files` are the SHA-256 (hex) of what is attached, `about`
    is the ticket in whose thread it stands: the same thanks in two threads are two remarks.

    A subject that answers, or repeats that of a receipt of ours, is no word of the sender's. Numbers don't count, for
    machines count and date what they write; files and the numbers of people do.
    """
    own = "" if is_reply_subject(subject) or _RECEIPT.search(subject) else bare_subject(subject)
    read = f"{own}\n{text[:READ]}"
    marks = {f"#{mark}" for mark in (*_PERSON.findall(read), *(name[:16] for name in files), about) if mark}
    words = dict.fromkeys(word.lower() for word in _WORD.findall(read))
    return " ".join([*sorted(marks), *list(words)[:WORDS]])


def alike(one: str, other: str, *, in_thread: bool) -> bool:
    """Whether two mails, as `said_in` gives them, say the same."""
    mine, theirs = set(one.split()), set(other.split())
    if {word for word in mine ^ theirs if word.startswith("#")}:
        return False
    share = len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0
    return share >= (ALIKE_IN_THREAD if in_thread else ALIKE)
