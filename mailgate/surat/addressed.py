"""Whom a letter is addressed to, seen from one office: to it, to others with a copy for it, or to somebody else."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rapidfuzz import fuzz

from mailgate.domain.letter import Letter, LetterKind
from mailgate.domain.office import Office
from mailgate.domain.spelling import normalise


class Addressed(StrEnum):
    """To us (or through us, or not read at all), only for our information, or to another office."""

    US = "us"
    COPY = "copy"
    OTHERS = "others"


# Whoever stands above all offices passes letters on: a letter to them that reaches us may well be ours.
_ABOVE = re.compile(r"\b(?:bupati|wali ?kota|gubernur|sekretaris daerah|sekda|wakil (?:bupati|wali ?kota|gubernur))\b")
_OFFICES = re.compile(
    r"\b(?:kepala|kadis|direktur|camat|lurah|inspektur|sekretaris dprd|kaban)\b.*"
    r"\b(?:dinas|badan|kantor|kecamatan|kelurahan|rsud|rumah sakit|inspektorat|bagian|satuan|upt|puskesmas|"
    r"sekretariat)\b"
    r"|^(?:camat|inspektur|direktur rsud|lurah)\b"
)
_COMMON = frozenset(
    "dinas badan kantor kabupaten kota provinsi pemerintah daerah kepala dan yth di tempat sekretariat bagian".split()
)
_ALIKE = 85
"""rapidfuzz ratio from which two words are one, misread."""


def addressed(letters: Sequence[Letter], office: Office) -> Addressed:
    """How the letters of one mail concern the office. A lembar disposisi on top makes them its own (domain notes 2.5).

    Where nothing sure was read, the letter is taken to be for whom it was sent to.
    """
    if not letters or any(letter.kind is LetterKind.DISPOSITION for letter in letters):
        return Addressed.US
    found = [_of_one(letter, office) for letter in letters if letter.kind in (LetterKind.LETTER, LetterKind.MEMO)]
    order = (Addressed.US, Addressed.COPY, Addressed.OTHERS)
    return min(found, key=order.index, default=Addressed.US)


def _of_one(letter: Letter, office: Office) -> Addressed:
    to = normalise(letter.addressee or "")
    if not to or "kepada" in letter.doubtful() or names_office(to, office):
        return Addressed.US
    if any(names_office(normalise(copy), office) for copy in letter.copies):
        return Addressed.COPY
    if _ABOVE.search(to) or not _OFFICES.search(to):
        return Addressed.US
    return Addressed.OTHERS


def names_office(text: str, office: Office) -> bool:
    """Whether a normalised text names the office: by its short name, or by two words of its full name."""
    words = re.findall(r"[a-z]{3,}", text)
    short = [word for word in re.findall(r"[a-z]{3,}", normalise(office.short_name)) if word not in _COMMON]
    if short and any(_alike(short[0], word) or short[0].removeprefix("dis") in word for word in words):
        return True
    own = _telling(office.name, office.city)
    if {"komunikasi", "informatika"} <= set(own) and any("kominfo" in word for word in words):
        return True  # what everybody calls these offices, whatever their full name
    return sum(any(_alike(name, word) for word in words) for name in own) >= min(2, len(own))


def _telling(name: str, city: str) -> list[str]:
    """The words of a name that tell this office from others of the same place."""
    place = set(re.findall(r"[a-z]{3,}", normalise(city)))
    plain = normalise(name)
    head = re.split(r"\b(?:kabupaten|kota|provinsi)\b", plain)[0]
    return [word for word in _distinct(re.findall(r"[a-z]{3,}", head)) if word not in _COMMON | place]


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _alike(a: str, b: str) -> bool:
    return a == b or fuzz.ratio(a, b) >= _ALIKE
