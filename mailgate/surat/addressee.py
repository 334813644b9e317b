"""To whom a letter is written: the lines behind Yth., on the left or as the older block on the right."""

import re
from collections.abc import Sequence

from mailgate.surat.labels import Label, is_label, value_of
from mailgate.surat.layout import Row, Run
from mailgate.surat.spelling import opens_body, skeleton
from mailgate.surat.trust import Found, of_words
from mailgate.surat.wrapping import is_address_mark, is_place, lines_below

_HONORIFIC = re.compile(
    r"^(?:(?:Kepada|Yth|Sdr|Sdri|Saudara|Saudari|Bapak|Bpk|Ibu|Sdr/i)\b[.,:]? ?[/]? ?)+", re.IGNORECASE
)
_PLACE_BEHIND = re.compile(r"[, ]+(?:di ?[-–—.]{0,3}|di ?[-–—]? ?[Tt]empat|di ?[-–—] ?\S.*)$")
# `c.q.` is what stands between two posts, whatever its q was read as.
_THROUGH = re.compile(r"(?<= )c[.,] ?[gq9][.,](?= )")
_MARKS = ("yth", "yih", "kepada", "kpd")


def addressee_of(rows: Sequence[Row], head: int) -> Found[str] | None:
    """The addressee within the first `head` settled rows, without Yth., Sdr. and the place; None where none is."""
    for index, row in enumerate(rows[:head]):
        for run in row.runs:
            if not is_address_mark(run.text) or is_label(run):
                continue
            found = _read(rows, index, run)
            if found is not None:
                return found
    return None


def labelled_addressee(label: Label, rows: Sequence[Row], column: float | None) -> Found[str] | None:
    """The addressee of a nota dinas, behind `Yth. :` or `Kepada :`."""
    first = value_of(label, column)
    if first is None:
        return None
    return _of_lines([first, *lines_below(rows, label.row, first, column=first.x, ends=_ends)])


def _read(rows: Sequence[Row], index: int, mark: Run) -> Found[str] | None:
    behind = _behind_mark(mark) or _beside_mark(rows[index], mark)
    if behind is None:
        return _below_mark(rows, index, mark)
    lines = lines_below(rows, index, behind, column=behind.x, ends=_ends)
    if not lines:
        lines = lines_below(rows, index, behind, column=mark.x, ends=_ends)
    return _of_lines([behind, *lines])


def _behind_mark(run: Run) -> Run | None:
    """What stands behind `Kepada Yth.` on the same line."""
    for index, word in enumerate(run.words):
        bare = skeleton(word.text)
        if bare not in _MARKS and word.text not in (":", ".", ","):
            return run.since(index)
    return None


def _beside_mark(row: Row, mark: Run) -> Run | None:
    """What stands in the next cell, where `Yth.` is alone in its own."""
    beside = next((run for run in row.runs if run.x > mark.x), None)
    return beside if beside and beside.x - mark.right <= 8 * mark.char else None


def _below_mark(rows: Sequence[Row], index: int, mark: Run) -> Found[str] | None:
    """`Kepada` (or `Yth.`) alone on its line: the next line of the column begins the address."""
    for offset, row in enumerate(rows[index + 1 : index + 4], start=1):
        if row.y - mark.y > 3.2 * mark.pitch:
            return None
        for run in row.runs:
            if not mark.x - 8 * run.char <= run.x <= mark.x + 8 * run.char:
                continue
            if is_address_mark(run.text):
                return _read(rows, index + offset, run)
            return (
                None
                if _ends(run)
                else _of_lines([run, *lines_below(rows, index + offset, run, column=run.x, ends=_ends)])
            )
    return None


def _ends(run: Run) -> bool:
    return is_place(run.text) or opens_body(run.text) or is_label(run)


def _of_lines(lines: Sequence[Run]) -> Found[str] | None:
    text = " ".join(line.text for line in lines)
    text = _THROUGH.sub("c.q.", text)
    text = _HONORIFIC.sub("", _PLACE_BEHIND.sub("", text)).strip(" ,;:-_|")
    if sum(sign.isalpha() for sign in text) < 3:
        return None
    told = [word for line in lines for word in line.words if len(word.text) > 1]
    return of_words(text, told).times(1.0 if len(lines) <= 4 else 0.8)
