"""The number of a letter, such as 500.12/1123/DIKES/XI/2026."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from mailgate.surat.document import Word
from mailgate.surat.layout import Run
from mailgate.surat.repair import ROMAN_MONTHS, digits, roman_month
from mailgate.surat.trust import CLEAN, Found, trust

# A blank wider than that many characters beside a slash is where a number was to be written by hand.
_HOLE = 3.2
_YEARS = range(1990, 2100)
_BLANKS = re.compile(r" ?([/.\\-]) ?")
_EMPTY = re.compile(r"^[\s._…-]*$")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a number says of its date: the year and the month, where it names them."""

    year: int | None
    month: int | None


def read_number(run: Run) -> Found[str] | None:
    """The number in the run behind `Nomor`, blanks inside dropped; None where it has none or a hole in it."""
    words = _its_words(run.words)
    if _has_hole(words, run.char):
        return None
    written = _BLANKS.sub(r"\1", " ".join(word.text for word in words)).replace("\\", "/").strip(" ,;:")
    pieces = written.split("/")
    if len(pieces) < 2 or any(_EMPTY.match(piece) for piece in pieces) or len(written) > 80:
        return None
    told = min(CLEAN, trust(words))
    if told == CLEAN:  # a text layer has no look-alikes
        return Found("/".join(piece.strip() for piece in pieces), CLEAN)
    mended = [_piece(piece, position, len(pieces)) for position, piece in enumerate(pieces)]
    sure = min(factor for _, factor in mended) * _shape([text for text, _ in mended])
    return Found("/".join(text for text, _ in mended), told * sure)


def with_month(found: Found[str], month: int) -> Found[str]:
    """A recognised number held against the letter's month: strokes before the year are told apart (`II` from `11`), and
    what is one sign away from that month's numeral is doubted.
    """
    pieces = found.value.split("/")
    piece = pieces[-2] if len(pieces) > 2 else ""
    numeral = ROMAN_MONTHS[month - 1]
    if found.sure >= CLEAN or not piece:
        return found
    if found.value.count("/") and piece.endswith("I" + numeral) and piece != "I" + numeral:
        # `SETDA/VI` of June read as `SETDAIVI`.
        whole = (*pieces[:-2], piece[: -len(numeral) - 1], numeral, pieces[-1])
        return Found("/".join(whole), found.sure * 0.85)
    if set(piece) != {"1"}:
        bent = piece not in ROMAN_MONTHS and Levenshtein.distance(piece.upper(), numeral) == 1
        return found.times(0.75) if bent and not piece.isdigit() else found
    if len(piece) == month:
        return Found("/".join((*pieces[:-2], numeral, pieces[-1])), found.sure * (0.9 if month == 1 else 0.97))
    return found if int(piece) == month else found.times(0.7)


def parts_of(number: str) -> Parts:
    """The year and the month that a number names (`…/XI/2026`)."""
    pieces = number.split("/")
    years = [int(piece) for piece in pieces[1:] if piece.isdigit() and int(piece) in _YEARS and len(piece) == 4]
    months = [ROMAN_MONTHS.index(piece) + 1 for piece in pieces[1:] if piece in ROMAN_MONTHS]
    return Parts(years[-1] if years else None, months[-1] if months else None)


def _its_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words up to the year at the end; behind it something else may stand on the line."""
    for index, (word, after) in enumerate(pairwise(words), start=1):
        year = digits(word.text.rpartition("/")[2][:4])
        closed = "/" in word.text and year is not None and len(year) == 4 and int(year) in _YEARS
        if closed and not after.text.startswith(("/", "-", ".")):
            return tuple(words[:index])
    return tuple(words)


def _has_hole(words: Sequence[Word], char: float) -> bool:
    return any(
        right.x - left.x - left.width > _HOLE * char and (left.text.endswith("/") or right.text.startswith("/"))
        for left, right in pairwise(words)
    )


def _piece(piece: str, position: int, count: int) -> tuple[str, float]:
    """A piece between slashes, look-alikes put right where its place proves them, and how far that is believed."""
    piece = piece.strip()
    last = position == count - 1
    if last and len(piece) == 4 and not piece.isdigit():
        year = digits(piece)
        if year is not None and int(year) in _YEARS:
            return year, 0.95
    month = roman_month(piece) if position else None
    if month is not None:
        return month, 1.0 if month == piece else 0.97
    return _figures(piece)


def _figures(piece: str) -> tuple[str, float]:
    """Serials and codes: mostly figures are made figures; a figure amid capitals stays, and is doubted."""
    figures = sum(sign.isdigit() for sign in piece)
    letters = sum(sign.isalpha() for sign in piece)
    if not letters or not figures:
        return piece, 1.0 if piece.isascii() else 0.8
    groups = re.split(r"([.\-_ ])", piece)
    if all(not group or group.isdigit() or group.isalpha() or group in ".-_ " for group in groups):
        return piece, 1.0
    mended = [_group(group) for group in groups]
    return "".join(text for text, _ in mended), min(factor for _, factor in mended)


def _group(group: str) -> tuple[str, float]:
    if not group or group.isdigit() or not any(sign.isdigit() for sign in group):
        return group, 1.0
    made = digits(group)
    if made is not None and sum(sign.isdigit() for sign in group) >= len(group) / 2:
        return made, 0.75  # a figure for certain, yet perhaps another one
    tail = re.fullmatch(r"[A-Za-z]{1,6}\d{1,4}|\d{1,4}[A-Za-z]", group)  # PKM2, 123a
    return group, 0.9 if tail else 0.6


def _shape(pieces: Sequence[str]) -> float:
    """A recognised number that doesn't end in its year has lost its end; one of two pieces is seldom whole."""
    ends_in_year = parts_of("/".join(pieces)).year is not None
    return (1.0 if len(pieces) >= 3 else 0.85) * (1.0 if ends_in_year else 0.75)
