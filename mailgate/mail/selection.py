"""Numbers of a digest as people write them: "1,2 dan 4", "1-3", "semua kecuali 3"."""

from dataclasses import dataclass

from mailgate.mail.words import Line

_ALL = frozenset({"semua", "semuanya", "seluruhnya"})
_BUT = frozenset({"kecuali", "selain", "tanpa"})
_LEADS = frozenset({"nomor", "no", "nomer", "tiket", "angka"})
_AND = frozenset({"dan", "serta"})
_UP_TO = frozenset({"sd", "sampai", "hingga"})
_DASHES = frozenset({"‐", "-", "–", "—"})
_LIST_MARKS = frozenset({"", ",", "&", "+", "#", ",#"})
_LONGEST_RANGE = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """The numbers named, None for all but those `left_out`; `end` is the index of the word behind."""

    numbers: tuple[int, ...] | None
    left_out: tuple[int, ...]
    end: int


def selection_at(line: Line, start: int, *, dates: bool = False) -> Selection | None:
    """The numbers that stand at that word; `dates`: "sampai" leads on to a day, not to a further number."""
    at = _past_leads(line, start)
    every = _word(line, at) in _ALL
    but = _past_leads(line, at + 1) if every else at
    if _word(line, but) in _BUT:
        left_out, end = _numbers(line, _past_leads(line, but + 1), dates=dates)
        return Selection(None, left_out, end) if left_out else None
    if every:
        return Selection(None, (), but)
    numbers, end = _numbers(line, at, dates=dates)
    return Selection(numbers, (), end) if numbers else None


def _past_leads(line: Line, at: int) -> int:
    while _word(line, at) in _LEADS:
        at += 1
    return at


def _numbers(line: Line, start: int, *, dates: bool) -> tuple[tuple[int, ...], int]:
    found: list[int] = []
    at = start
    while (number := _number(line, at)) is not None:
        found.append(number)
        at += 1
        last = _range_end(line, at, dates=dates)
        if last is not None and number < last[0] <= number + _LONGEST_RANGE:
            found += range(number + 1, last[0] + 1)
            at = last[1]
        following = at + 1 if _word(line, at) in _AND else at
        if _number(line, following) is None or line.gap_at(following) not in _LIST_MARKS:
            break
        at = following
    return tuple(dict.fromkeys(found)), at


def _range_end(line: Line, at: int, *, dates: bool) -> tuple[int, int] | None:
    """The number behind "-" or "s.d." and the index behind it."""
    number = _number(line, at)
    if number is not None and line.gap_at(at) in _DASHES:
        return number, at + 1
    number = None if dates or _word(line, at) not in _UP_TO else _number(line, at + 1)
    return None if number is None else (number, at + 2)


def _number(line: Line, at: int) -> int | None:
    """A number of one to three digits that belongs to no date, hour or amount ("30/11", "02.15", "80%")."""
    text = _word(line, at)
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and text[0] != "0"):
        return None
    behind = line.raw[line.words[at].end : line.words[at].end + 2]
    if behind[:1] in ("/", "%") or (behind[:1] in (".", ",") and behind[1:].isdigit() and behind[0] == "."):
        return None
    return int(text)


def _word(line: Line, at: int) -> str:
    return line.words[at].text if at < len(line.words) else ""
