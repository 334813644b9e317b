"""Whether a letter that comes again is the same one: what counts as its identity, and what is not enough."""

import re

from rapidfuzz import fuzz

from mailgate.domain.letter import Letter, LetterKind

FORMS = (LetterKind.REQUEST_FORM, LetterKind.WORK_FORM)
"""What looks the same each time, whoever fills it in."""

ALIKE = 85
"""rapidfuzz ratio from which two readings of a name or a Hal are one."""


def is_one_of_its_kind(letter: Letter) -> bool:
    """Whether the same bytes mean the same letter: a blank form or a logo may come with every request."""
    if letter.kind in FORMS:
        return any(value.strip() for value in letter.form.values())
    return letter.confidential or letter.number is not None or (letter.subject is not None and letter.dated is not None)


def is_whole(number: str) -> bool:
    """Whether a number was given out already: `005/      /406.054/2026` still has the hole for it."""
    parts = [part.strip() for part in number.split("/")]
    return len(parts) > 1 and all(parts) and any(re.search(r"\d", part) for part in parts[1:])


def contradict(one: Letter, other: Letter) -> bool:
    """Whether two letters of the same number and sender are two after all: another Hal, or surely another date."""
    if one.subject and other.subject and not read_alike(one.subject, other.subject):
        return True
    sure = "tanggal" not in (*one.doubtful(), *other.doubtful())
    return sure and one.dated is not None and other.dated is not None and one.dated != other.dated


def read_alike(one: str, other: str) -> bool:
    """Whether two readings are of the same words."""
    return fuzz.ratio(" ".join(one.casefold().split()), " ".join(other.casefold().split())) >= ALIKE
