"""The fields of one letter, each looked for where a letter has it and weighed against the others."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from mailgate.domain.letter import LetterKind
from mailgate.surat.addressee import addressee_of, labelled_addressee
from mailgate.surat.closing import contact_in, copies_in, copies_of
from mailgate.surat.consistency import agreed
from mailgate.surat.dateline import date_below, date_in_head, date_in_record, date_of_run
from mailgate.surat.fields import Fields
from mailgate.surat.headfields import enclosure_of, nature_of, subject_of, value_lines
from mailgate.surat.kop import Kop, kop_of
from mailgate.surat.labels import Label, labels_in, value_column, value_of
from mailgate.surat.layout import Row, Run
from mailgate.surat.number import read_number
from mailgate.surat.sheets import Sheets
from mailgate.surat.signatory import signatory_in
from mailgate.surat.spelling import opens_body
from mailgate.surat.titlecase import office_of_title, title_cased
from mailgate.surat.trust import CLEAN, Found, trust

# A letter's head is never longer than that many rows below the kop, with an address of five lines.
_HEAD = 24

T = TypeVar("T")


def read_fields(sheets: Sheets) -> Fields:
    """The fields of a letter, nota dinas, berita acara or form."""
    kop = kop_of(sheets.first)
    top = kop.end if kop else 0
    body = _body(sheets.first, max(top, (sheets.title or 0) + 1))
    labels = tuple(label for label in labels_in(sheets.first[:body]) if label.row >= top and _is_of_head(label))
    column = value_column(labels)
    rest = (*sheets.first[body:], *sheets.later)
    signatory = signatory_in(rest)
    fields = Fields(
        number=_number(labels, sheets.first, column),
        dated=_dated(sheets, labels, column, rest=rest, head=sheets.first[top:body]),
        subject=_first(labels, "hal", lambda label: subject_of(label, sheets.first, column)) or _titled(sheets),
        nature=_first(labels, "sifat", lambda label: nature_of(label, column)),
        enclosure=_first(labels, "lampiran", lambda label: enclosure_of(label, column)),
        sender=_sender(kop, signatory.value.title if signatory else None, labels, column),
        parent=kop.parent if kop else None,
        government=kop.government if kop else None,
        addressee=_first(labels, "kepada", lambda label: labelled_addressee(label, sheets.first, column))
        or addressee_of(sheets.first, body),
        signatory=signatory,
        copies=copies_in(rest)
        or _first(labels, "tembusan", lambda label: copies_of(value_lines(label, sheets.first, column))),
        contact=contact_in(rest),
    )
    return agreed(fields)


def _body(rows: Sequence[Row], top: int) -> int:
    """The row where the body begins: at its opening words, else where a head is over at the latest."""
    for index, row in enumerate(rows[top + 1 : top + _HEAD], start=top + 1):
        if opens_body(row.text):
            return index
    return min(len(rows), top + _HEAD)


def _is_of_head(label: Label) -> bool:
    """A bare `Yth.` below the labels begins the address block; with a colon it is a nota dinas' label."""
    return label.colon or label.key not in ("kepada", "dari", "tembusan")


def _first(labels: Sequence[Label], key: str, read: Callable[[Label], Found[T] | None]) -> Found[T] | None:
    return next((found for label in labels if label.key == key and (found := read(label)) is not None), None)


def _unbroken(lines: Sequence[Run]) -> Run:
    """The line of a number, with the next one where it breaks behind a slash."""
    first = lines[0]
    if len(lines) == 1 or not first.text.endswith(("/", "-")):
        return first
    moved = tuple(replace(word, x=word.x + first.right - lines[1].x) for word in lines[1].words)
    return replace(first, words=first.words + moved)


def _number(labels: Sequence[Label], rows: Sequence[Row], column: float | None) -> Found[str] | None:
    """The number; where the head names two different ones neither can be trusted."""
    lines = [value_lines(label, rows, column) for label in labels if label.key == "nomor"]
    found = [number for runs in lines if runs and (number := read_number(_unbroken(runs))) is not None]
    if not found:
        return None
    return found[0] if len({number.value for number in found}) == 1 else found[0].times(0.5)


def _dated(
    sheets: Sheets, labels: Sequence[Label], column: float | None, *, head: Sequence[Row], rest: Sequence[Row]
) -> Found[date] | None:
    if sheets.kind is LetterKind.RECORD:
        return date_in_record(sheets.first)
    labelled = _first(labels, "tanggal", lambda label: date_of_run(value_of(label, column)))
    if labelled is not None:
        return labelled
    in_head = date_in_head(head)
    return in_head.date if in_head.settled else date_below(rest)


def _titled(sheets: Sheets) -> Found[str] | None:
    """The Hal of a document that has none but a title: Berita Acara Permohonan Penggantian Perangkat."""
    if sheets.title is None or sheets.kind is LetterKind.MEMO:
        return None
    lines = [sheets.first[sheets.title]]
    for row in sheets.first[sheets.title + 1 : sheets.title + 3]:
        if ":" in row.text or not row.text.isupper() or row.text.startswith("NOMOR"):
            break
        lines.append(row)
    words = [word for row in lines for word in row.words]
    return Found(title_cased(" ".join(row.text for row in lines)), min(CLEAN, trust(words)))


def _sender(kop: Kop | None, title: str | None, labels: Sequence[Label], column: float | None) -> Found[str] | None:
    """The unit of the kop, else the office that the signature's title (or `Dari`) heads."""
    if kop is not None:
        return Found(kop.sender, kop.sure)
    heads = _first(labels, "dari", lambda label: _plain(label, column))
    for written, sure in ((title, 0.85), (heads.value if heads else None, 0.85)):
        office = office_of_title(written) if written else None
        if office is not None:
            return Found(office, sure)
    return None


def _plain(label: Label, column: float | None) -> Found[str] | None:
    run = value_of(label, column)
    return Found(run.text, trust(run.words)) if run else None
