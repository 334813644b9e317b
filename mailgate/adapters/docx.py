"""Papers that people fill in or sign, as docx: the parts of app/papers/parts.py one after another (python-docx)."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

FONT, SIZE = "Arial", 10.5
DOTS = "…" * 28
"""A line to be written on by hand, as wide as the column of values."""

TICKED, OPEN = "☒", "☐"

Json = Mapping[str, Any]


def docx_of(paper: Paper, office: Office) -> bytes:
    """The paper as docx; TemplateError where its data is not made of parts."""
    # Imported here: python-docx takes a tenth of a second, and most processes never print.
    from docx import Document

    document = Document()
    try:
        _page(document)
        _head(document, paper.data["kop"])
        _title(document, paper.data)
        for part in paper.data["parts"]:
            _part(document, part)
        for row in paper.data["signatures"]:
            _signatures(document, row)
        _small(document, paper.data["foot"])
    except KeyError as error:
        raise TemplateError(f"{paper.kind}: naskah docx memerlukan {error}; lihat docs/papers.md") from error
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: "Document") -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(15), Mm(16)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.paragraph_format.space_after = Pt(4)


def _line(
    place: "Document | _Cell", words: str, *, size: float = SIZE, bold: bool = False, centred: bool = True
) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph: Any = place.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_clean(words))
    run.font.size, run.bold = Pt(size), bold
    return paragraph


def _clean(words: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return "".join(c for c in words if c >= " " or c in "\n\t")


def _head(document: "Document", kop: Json) -> None:
    _line(document, kop["government"], size=12)
    _line(document, kop["name"], size=14, bold=True)
    for line in kop["lines"]:
        _line(document, line, size=9)
    _rule(_line(document, "", size=4))


def _rule(paragraph: Any) -> None:
    """The double line under the kop."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "double"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _title(document: "Document", data: Json) -> None:
    _line(document, "", size=4)
    _line(document, data["title"], size=13, bold=True)
    _line(document, data["subtitle"], bold=True)
    _line(document, f"Nomor : {DOTS}" if data["nomor"] else "")


def _part(document: "Document", part: Json) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    if part["kind"] == "text":
        paragraph: Any = document.add_paragraph(_clean(part["text"]))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10) if part["indent"] else None
        return
    if part["heading"]:
        _line(document, part["heading"], bold=True, centred=False)
    if part["kind"] == "facts":
        _facts(document, part["rows"])
    else:
        _table(document, part)
    _line(document, "", size=4)


def _facts(document: "Document", rows: Sequence[Json]) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    for row in rows:
        cells = table.add_row().cells
        for cell, width, words in zip(cells, (45, 4, 116), (row["label"], ":", _value(row)), strict=True):
            cell.width = Mm(width)
            _into(cell, words)


def _value(row: Json) -> str:
    if "boxes" in row:
        return "   ".join(f"{TICKED if box['ticked'] else OPEN} {box['text']}" for box in row["boxes"])
    return row["value"] or ("\n".join([DOTS] * row["lines"]) if row["fill"] else "")


def _into(cell: "_Cell", words: str, *, size: float = SIZE, bold: bool = False) -> None:
    from docx.shared import Pt

    paragraph: Any = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(_clean(words))
    run.font.size, run.bold = Pt(size), bold


def _table(document: "Document", part: Json) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(part["columns"]), style="Table Grid")
    table.autofit = False
    for cell, heading in zip(table.rows[0].cells, part["columns"], strict=True):
        _into(cell, heading, size=9, bold=True)
    for row in part["rows"]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _into(cell, words, size=9)
    for width, column in zip(part["widths"], table.columns, strict=False):
        for cell in column.cells:
            cell.width = Mm(165 * width / 100)


def _signatures(document: "Document", row: Sequence[Json]) -> None:
    """Rooms beside each other; a single one stands on the right."""
    empty = 1 if len(row) == 1 else 0
    table = document.add_table(rows=1, cols=len(row) + empty)
    for cell, room in zip(table.rows[0].cells[empty:], row, strict=True):
        cell.paragraphs[0].paragraph_format.space_after = None
        for words in (room["above"], room["role"], room["title"], "", "", ""):
            _line(cell, words)
        _line(cell, room["name"] or "…" * 24, bold=bool(room["name"]))
        if room["rank"]:
            _line(cell, room["rank"])
        _line(cell, f"NIP {room['nip'] or '…' * 20}")
        if room["note"]:
            _line(cell, room["note"], size=8)


def _small(document: "Document", words: str) -> None:
    _line(document, "", size=4)
    _line(document, words, size=8, centred=False)
