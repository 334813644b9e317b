"""The documents that an SOP names under kelengkapan, matched with what was received."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from mailgate.domain.letter import Letter, LetterKind
from mailgate.domain.spelling import normalise

_KINDS: tuple[tuple[str, tuple[LetterKind, ...]], ...] = (
    (r"form(ulir)? pengajuan\b", (LetterKind.REQUEST_FORM,)),
    (r"form(ulir)? pelaksanaan\b", (LetterKind.WORK_FORM,)),
    (r"berita acara\b", (LetterKind.RECORD,)),
    (r"surat\b", (LetterKind.LETTER, LetterKind.MEMO)),
    (r"nota dinas\b", (LetterKind.MEMO, LetterKind.LETTER)),
)
"""How a name under kelengkapan begins, and the kinds of document that meet it. Tools, reports and disposisi are made
inside the office: nobody is asked to send them."""

_EMPTY_WORDS = frozenset(
    "surat form formulir berita acara nota dinas permohonan pengajuan layanan tik dan atau".split()
)
"""Words of a name that tell no document from another."""

_ASKS = re.compile(r"\b(?:permohonan|permintaan|memohon|mohon|pengajuan)\b")

ALIKE = 0.8
"""How alike two spellings of a word are: `trobleshooting` is `troubleshooting`, `jaringan` is not `perangkat`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A document that was received: what it is, and its Hal or title (None where it was not read)."""

    kind: LetterKind
    title: str | None = None


def seen(letter: Letter) -> Seen:
    """What a letter counts as; a confidential one without its Hal."""
    return Seen(letter.kind, None if letter.confidential else letter.subject)


def missing(names: Iterable[str], received: Iterable[Seen]) -> list[str]:
    """The documents of `names` (cells of kelengkapan) that the requester has yet to send."""
    papers = tuple(received)
    return [name for name in names if kinds_of(name) and not any(meets(paper, name) for paper in papers)]


def kinds_of(name: str) -> tuple[LetterKind, ...]:
    """The kinds that meet a document's name; none where it is nothing that a requester sends.

    Of several ways divided by commas ("Surat Permohonan, WAG, Telepon") the report itself is one: none either.
    """
    ways = [part.strip() for part in name.split(",")]
    found = [_kinds_of_one(normalise(way)) for way in ways]
    return () if len(ways) > 1 and not all(found) else found[0]


def _kinds_of_one(name: str) -> tuple[LetterKind, ...]:
    return next((kinds for pattern, kinds in _KINDS if re.match(pattern, name)), ())


def meets(paper: Seen, name: str) -> bool:
    """Whether a document received is the one of that name: the kind, and where both say what for, a word in common.

    A letter that asks for something is the Surat Permohonan, whatever word it has for the trouble.
    """
    if paper.kind not in kinds_of(name):
        return False
    if "permohonan" in normalise(name) and _ASKS.search(normalise(paper.title or "")):
        return True
    wanted, told = _telling(name), _telling(paper.title or "")
    if not wanted or not told or paper.kind in (LetterKind.REQUEST_FORM, LetterKind.WORK_FORM):
        return True
    return any(_alike(a, b) for a in wanted for b in told)


def _telling(text: str) -> list[str]:
    words = re.findall(r"[a-z]{3,}", normalise(text))
    return [word for word in words if word not in _EMPTY_WORDS]


def _alike(a: str, b: str) -> bool:
    return a == b or SequenceMatcher(None, a, b).ratio() >= ALIKE
