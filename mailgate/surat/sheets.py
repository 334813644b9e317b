"""A file's pages put together to letters: where a new one begins, and which pages only go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailgate.domain.letter import LetterKind
from mailgate.surat.document import Document
from mailgate.surat.kinds import title_in
from mailgate.surat.kop import kop_of, starts_kop
from mailgate.surat.labels import labels_in
from mailgate.surat.layout import Row
from mailgate.surat.spelling import starts_with
from mailgate.surat.upright import settled_rows


@dataclass(frozen=True, slots=True)
class Sheets:
    """The settled rows of one letter: of its first page, and of all; `pages` count from 1 in the file."""

    first: tuple[Row, ...]
    later: tuple[Row, ...]
    kind: LetterKind
    title: int | None
    pages: tuple[int, ...]


def letters_of(document: Document) -> list[Sheets]:
    """The letters of a file in their order; pages without a head belong to the letter before them."""
    found: list[Sheets] = []
    for number, page in enumerate(document.pages, start=1):
        for part in _parted(settled_rows(page, number)):
            begun = _begins(part)
            if begun is None and found and found[-1].kind is not LetterKind.DISPOSITION:
                found[-1] = _with(found[-1], part, number)
            elif part:
                kind, title = begun or (LetterKind.OTHER, None)
                found.append(Sheets(part, (), kind, title, (number,)))
    return found


def _parted(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """Two letters on one sheet are two; each begins with the first line of its kop."""
    starts = [index for index, row in enumerate(rows) if starts_kop(row)]
    cuts = [cut for cut in starts[1:] if cut - starts[0] > 6 and _begins(rows[cut:]) is not None]
    edges = [0, *cuts, len(rows)]
    return [rows[start:end] for start, end in pairwise(edges)]


def _begins(rows: Sequence[Row]) -> tuple[LetterKind, int | None] | None:
    """The kind that a page begins, or None where it goes on with what was before."""
    if not rows or _is_enclosure(rows):
        return None
    titled = title_in(rows)
    if titled is not None:
        return titled
    labels = {label.key for label in labels_in(rows[: max(20, len(rows) // 2)])}
    kop = kop_of(rows)
    if "nomor" in labels and (kop is not None or labels & {"hal", "sifat", "lampiran"}):
        return LetterKind.LETTER, None
    if kop is not None and labels & {"hal", "sifat", "lampiran"}:
        return LetterKind.LETTER, None
    return None


def _is_enclosure(rows: Sequence[Row]) -> bool:
    """A page headed `Lampiran Surat …` names its letter's number again and is no letter."""
    return any(
        starts_with(run.text, "Lampiran Surat") or (starts_with(run.text, "Lampiran") and ":" not in run.text)
        for row in rows[:3]
        for run in row.runs
    )


def _with(sheets: Sheets, rows: tuple[Row, ...], number: int) -> Sheets:
    pages = sheets.pages if number in sheets.pages else (*sheets.pages, number)
    return Sheets(sheets.first, (*sheets.later, *rows), sheets.kind, sheets.title, pages)
