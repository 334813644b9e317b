"""The labelled lines of a letter's head: Nomor, Sifat, Lampiran, Hal … with the column where their values stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from mailgate.surat.layout import Row, Run
from mailgate.surat.spelling import resembles, skeleton

NAMES: dict[str, tuple[str, ...]] = {
    "nomor": ("Nomor", "Nomer", "No"),
    "sifat": ("Sifat",),
    "lampiran": ("Lampiran", "Lamp"),
    "hal": ("Perihal", "Prihal", "Hal"),
    "tanggal": ("Tanggal", "Tgl"),
    "kepada": ("Kepada", "Yth"),
    "dari": ("Dari",),
    "tembusan": ("Tembusan",),
}
# What a colon is read as on skewed and grey scans.
_MISREAD = frozenset(": ; . , 1 ! | = - + * » i l I ' ‘ ° .: :. «".split())


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `row` of the rows and what stands behind it.

    `colon`: a clean separator stood between, so that this is a label for certain. `x` is the label's own left edge.
    """

    key: str
    row: int
    x: float
    value: Run | None
    colon: bool


def labels_in(rows: Sequence[Row]) -> tuple[Label, ...]:
    """The labels of settled rows, top to bottom.

    A word counts where a colon follows it, or where it stands in line with such labels, so that `Jalan Garuda Nomor 99`
    and a body line that happens to begin with Nomor don't.
    """
    seen = [label for index, row in enumerate(rows) for label in _of_row(index, row)]
    sure = [label for label in seen if label.colon] or _aligned(seen)
    return tuple(label for label in seen if label.colon or _in_line(label, sure))


def _aligned(seen: Sequence[Label]) -> list[Label]:
    """Labels of a scan that lost all its colons: three or more below each other, their values too."""
    for label in seen:
        column = [other for other in seen if _stands_below(label, other)]
        if len({other.key for other in column}) >= 3:
            return column
    return []


def _stands_below(label: Label, other: Label) -> bool:
    if label.value is None or other.value is None or not 0 <= other.row - label.row <= 6:
        return False
    char = label.value.char
    return abs(other.x - label.x) <= 2 * char and abs(other.value.x - label.value.x) <= 2 * char


def _of_row(index: int, row: Row) -> list[Label]:
    found = []
    for position, run in enumerate(row.runs[:2]):
        label = _of_run(index, run, row.runs[position + 1] if position + 1 < len(row.runs) else None)
        if label is not None and (position == 0 or label.colon):
            found.append(label)
    return found


def _of_run(index: int, run: Run, beside: Run | None) -> Label | None:
    named = _named(run)
    if named is None:
        return None
    key, length = named
    ends = run.words[length - 1].text.endswith((":", ";"))
    rest = run.since(length)
    if rest is None and not ends:
        return Label(key, index, run.x, beside, colon=False)
    value, colon = _after_separator(rest) if not ends else (rest, True)
    return Label(key, index, run.x, value, colon)


def _named(run: Run) -> tuple[str, int] | None:
    """The label that a run begins with, and how many words it takes (`H a l` is three)."""
    spaced = _spaced(run)
    if spaced is not None:
        return spaced
    first = run.words[0].text.partition(":")[0] or run.words[0].text
    for key, names in NAMES.items():
        if any(resembles(first, name) for name in names):
            return key, 1
    return None


def _spaced(run: Run) -> tuple[str, int] | None:
    letters = ""
    for length, word in enumerate(run.words[:9], start=1):
        if len(word.text) != 1:
            return None
        letters += word.text
        if length >= 3:
            for key, names in NAMES.items():
                if any(skeleton(letters) == skeleton(name) for name in names):
                    return key, length
    return None


def _after_separator(rest: Run | None) -> tuple[Run | None, bool]:
    if rest is None:
        return None, False
    first = rest.words[0].text
    if first in (":", ".:", ":.", "::", ";"):
        return rest.since(1), True
    if first[0] in ":;":
        stripped = replace(rest.words[0], text=first.lstrip(":; "))
        return replace(rest, words=(stripped, *rest.words[1:])), True
    return rest, False


def _in_line(label: Label, sure: Sequence[Label]) -> bool:
    near = [other for other in sure if abs(other.row - label.row) <= 6]
    return any(value_of(label) is not None and abs(other.x - label.x) <= 2.5 * _char(label, other) for other in near)


def value_of(label: Label, column: float | None = None) -> Run | None:
    """What stands behind a label; without a clean colon, what a colon is misread as goes (`Sifat 1 Segera`).

    `column` is where the values of the labels around begin: what stands left of it is no value.
    """
    value = _without_specks(label.value)
    if value is None or label.colon or len(value.words) < 2 or value.words[0].text not in _MISREAD:
        return value
    in_column = column is not None and value.x > column - 0.8 * value.char
    return value if in_column else value.since(1)


def _without_specks(value: Run | None) -> Run | None:
    """A value begins with a letter, a digit or a dash of its own, not with what a line's dirt was read as."""
    if value is None:
        return None
    specks = next((at for at, word in enumerate(value.words) if any(s.isalnum() for s in word.text)), 0)
    return value.since(specks)


def value_column(labels: Sequence[Label]) -> float | None:
    """Where the values of these labels begin; None where no label has one."""
    valued = [label for label in labels if label.value is not None]
    clean = [label for label in valued if label.colon] or valued
    edges = [label.value.x for label in clean if label.value is not None]
    return median(edges) if edges else None


def _char(label: Label, other: Label) -> float:
    run = label.value or other.value
    return run.char if run else 5.0


def is_label(run: Run) -> bool:
    """Whether a run begins with a label and its colon."""
    label = _of_run(0, run, None)
    return label is not None and label.colon
