"""Hal, Sifat and Lampiran: what stands behind these labels, wrapped lines included."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from mailgate.surat.labels import Label, value_of
from mailgate.surat.layout import Row, Run
from mailgate.surat.repair import digits
from mailgate.surat.spelling import skeleton
from mailgate.surat.trust import CLEAN, Found, of_words, trust
from mailgate.surat.wrapping import ends_value, lines_below

_NATURES = (
    "Sangat", "Amat", "Segera", "Penting", "Biasa", "Kilat", "Rahasia", "Terbatas", "Konfidensial", "Terbuka", "dan",
)  # fmt: skip
# A line that ends in a hyphen goes on without a blank (e-⏎Kinerja).
_HYPHEN = re.compile(r"(?<=\w)- (?=\w)")
_UNITS = (
    "berkas", "lembar", "eksemplar", "bundel", "bendel", "set", "buah", "dokumen", "rangkap", "halaman", "gabung",
    "lampiran", "exemplar",
)  # fmt: skip
_COUNTS = (
    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas",
)  # fmt: skip
_COUNT = re.compile(r"^([\dIl|OoZSB]{1,2}) ?[(\[{]? ?([A-Za-z01 ]{3,10}?) ?[)\]}] ?(.*)$")


def value_lines(label: Label, rows: Sequence[Row], column: float | None) -> list[Run]:
    """What stands behind a label and the lines that hang below it; none where it is empty."""
    first = value_of(label, column)
    return [first, *lines_below(rows, label.row, first, column=first.x, ends=ends_value)] if first else []


def subject_of(label: Label, rows: Sequence[Row], column: float | None) -> Found[str] | None:
    """The Hal with the lines that it wraps over; None where nothing stands there."""
    first = value_of(label, column)
    if first is None:
        return None
    lines = [first, *lines_below(rows, label.row, first, column=first.x, ends=ends_value, blank=True)]
    hanging = 1.0
    if len(lines) == 1:
        lines += _unindented(label, rows, first)
        hanging = 1.0 if len(lines) == 1 or _is_typed(lines) else 0.8
    words = [word for line in lines for word in line.words]
    text = _HYPHEN.sub("-", " ".join(line.text for line in lines)).strip(" .,;:_|*-")
    if sum(sign.isalpha() for sign in text) < 3:
        return None
    return of_words(text, words).times(hanging)


def _unindented(label: Label, rows: Sequence[Row], first: Run) -> list[Run]:
    """The next lines where a Hal wraps back below its label, as office documents and plain text do."""
    return lines_below(rows, label.row, first, column=label.x, ends=ends_value)[:3]


def _is_typed(lines: Sequence[Run]) -> bool:
    return all(word.sureness == 1.0 for line in lines for word in line.words)


def nature_of(label: Label, column: float | None) -> Found[str] | None:
    """The Sifat, its words brought to those that exist; None where it is empty or a dash."""
    run = value_of(label, column)
    if run is None or not any(word.text.strip("-–—.:") for word in run.words):
        return None
    read = [_nature_word(part) for word in run.words for part in re.split(r"([/,])", word.text) if part.strip()]
    kept = [found for found in read if found.value]
    if not kept:
        return None
    text = re.sub(r" ([,/])", r"\1", " ".join(found.value for found in kept)).replace("/ ", "/").strip(" ,/")
    known = min(found.sure for found in kept)
    return Found(text, known if known < 0.9 else min(CLEAN, max(known, trust(run.words)))) if text else None


def _nature_word(written: str) -> Found[str]:
    if written in ",/":
        return Found(written, CLEAN)
    bare = written.strip(" .:;-_|'*")
    if not bare:
        return Found("", CLEAN)
    for known in _NATURES:
        if bare.casefold() == known.casefold():
            return Found(bare, CLEAN)
    best = max(_NATURES, key=lambda known: fuzz.ratio(skeleton(bare), skeleton(known)))
    score = fuzz.ratio(skeleton(bare), skeleton(best))
    return Found(best, 0.9 * score / 100 + 0.06) if score >= 72 and len(bare) > 3 else Found(bare, 0.5)


def enclosure_of(label: Label, column: float | None) -> Found[str] | None:
    """The Lampiran as printed, None for a dash; count and word in brackets are held against each other."""
    run = value_of(label, column)
    if run is None:
        return None
    text = run.text.strip(" .,;:|")
    if not any(sign.isalnum() for sign in text):
        return None
    proved = _counted(text)
    return (
        proved if proved is not None else Found(text, min(CLEAN, trust(run.words)) * (1.0 if _has_unit(text) else 0.9))
    )


def _counted(text: str) -> Found[str] | None:
    """`1 (satu) berkas`: where figure, word and unit agree the whole is proved, look-alikes put right."""
    match = _COUNT.match(text)
    if match is None:
        return None
    named = max(_COUNTS, key=lambda word: fuzz.ratio(skeleton(word), skeleton(match[2])))
    unit = max(_UNITS, key=lambda word: fuzz.ratio(skeleton(word), skeleton(match[3])))
    if fuzz.ratio(skeleton(named), skeleton(match[2])) < 75 or fuzz.ratio(skeleton(unit), skeleton(match[3])) < 75:
        return None
    count = _COUNTS.index(named) + 1
    if digits(match[1]) != str(count):
        return None
    said = match[2] if match[2].casefold() == named else named
    of = match[3] if match[3].casefold() == unit else unit
    exact = f"{count} ({said}) {of}"
    return Found(exact, CLEAN if exact == text else 0.93)


def _has_unit(text: str) -> bool:
    return any(unit in text.casefold() for unit in _UNITS)
