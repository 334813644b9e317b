"""Letters and forms as docx, the way offices type them: tabs and borderless tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import _Cell

from evaluation.letters.draft import Draft
from evaluation.letters.form import TITLE, FormDraft
from evaluation.letters.office import Office

ROOM = ("", "", "")
"""Lines left for the pen."""


def typed(draft: Draft) -> bytes:
    """The letter as docx; a memo with its own head, an older letter with the addressee in the table's right cell."""
    document = _document(draft.style.font, draft.office)
    if draft.author:
        _memo_head(document, draft)
    elif draft.layout.beside:
        _head_beside(document, draft)
    else:
        _head_below(document, draft)
    for text in (*draft.paragraphs, draft.closing):
        document.add_paragraph(text)
    signed = (draft.official.name, draft.official.rank, draft.official.nip_text)
    for line in (*draft.title, *ROOM, *filter(None, signed)):
        _at_right(document, line)
    if draft.copies and not draft.author:
        document.add_paragraph("Tembusan:")
        for index, line in enumerate(draft.copies, start=1):
            document.add_paragraph(f"{index}. {line}")
    return _saved(document)


def typed_form(form: FormDraft) -> bytes:
    """The form as docx: a table of numbers, labels and values."""
    document = _document(form.style.font, form.office)
    _centred(document, TITLE)
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for index, (_, label, value) in enumerate(form.entries, start=1):
        _row(table.add_row().cells, (f"{index}.", label, value), (1, 5, 10))
    for line in (f"{form.place}, {form.day_text}", f"{form.office.head},", *ROOM, form.official.name):
        _at_right(document, line)
    return _saved(document)


def _document(font: str, office: Office) -> Docx:
    document = Document()
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(11)
    for line in (*office.over, office.name):
        _centred(document, line.upper())
    for line in office.address:
        _centred(document, line)
    return document


def _head_below(document: Docx, draft: Draft) -> None:
    _at_right(document, f"{draft.place}, {draft.day_text}")
    _labels(document, _labels_of(draft))
    for index, line in enumerate(draft.addressee):
        document.add_paragraph(f"Yth. {line}" if index == 0 else line)
    document.add_paragraph(f"di {draft.place}")


def _head_beside(document: Docx, draft: Draft) -> None:
    first, *others = draft.addressee
    below = "\n".join([*others, "di -", draft.place.upper()])
    right = (f"{draft.place}, {draft.day_text}", "Kepada", f"{draft.honorific} {first}", below)
    table = document.add_table(rows=0, cols=4)
    for (label, value), beside in zip(_labels_of(draft), right, strict=True):
        _row(table.add_row().cells, (label, ":", value, beside), (2.2, 0.5, 6, 7))


def _memo_head(document: Docx, draft: Draft) -> None:
    _centred(document, "NOTA DINAS")
    head = [("Yth.", " ".join(draft.addressee)), ("Dari", draft.author), ("Tembusan", ", ".join(draft.copies) or "-")]
    _labels(document, [*head, ("Tanggal", draft.day_text), *_labels_of(draft)])


def _labels_of(draft: Draft) -> list[tuple[str, str]]:
    return [
        ("Nomor", draft.number_text),
        ("Sifat", draft.nature),
        ("Lampiran", draft.enclosure),
        (draft.layout.subject_label, draft.subject),
    ]


def _labels(document: Docx, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=3)
    for label, value in rows:
        _row(table.add_row().cells, (label, ":", value), (2.3, 0.5, 9.5))


def _row(cells: Sequence[_Cell], texts: Sequence[str], centimetres: Sequence[float]) -> None:
    for cell, text, wide in zip(cells, texts, centimetres, strict=True):
        cell.text, cell.width = text, Cm(wide)


def _centred(document: Docx, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _at_right(document: Docx, text: str) -> None:
    document.add_paragraph(text).paragraph_format.left_indent = Cm(8)


def _saved(document: Docx) -> bytes:
    # python-docx writes the clock into the file unless it is given another.
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
