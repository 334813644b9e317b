"""Word documents: paragraphs and tables in their order, head and foot of the first section; no link is followed."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.layout import (
    FEWEST,
    Align,
    Block,
    PageBreak,
    Paragraph,
    Row,
    length_of,
    set_pages,
)
from mailgate.adapters.reader.engines.pasted import read_pasted
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.engines.zip_guard import Bomb, Unfit, demand_plain_xml, weigh
from mailgate.adapters.reader.notes import Note

_ALIGN = {WD_ALIGN_PARAGRAPH.CENTER: Align.CENTER, WD_ALIGN_PARAGRAPH.RIGHT: Align.RIGHT}


def read_docx(data: bytes, job: Job, report: Report) -> None:
    """The document's text as pages; a scan pasted into it is recognised."""
    try:
        archive = weigh(data)
        demand_plain_xml(archive)
        blocks = list(_blocks(docx.Document(BytesIO(data))))
    except Bomb:
        report.notes([Note.TOO_LARGE])
    except (Unfit, KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError, AttributeError):
        report.notes([Note.DAMAGED])
    else:
        if length_of(blocks) >= FEWEST or not read_pasted(archive, "word/media/", job, report):
            set_pages(blocks, report, job.text_pages)


def _blocks(document: WordDocument) -> Iterator[Block]:
    section = document.sections[0] if document.sections else None
    if section:
        first = section.first_page_header if section.different_first_page_header_footer else section.header
        yield from _content(first.iter_inner_content())
    yield from _content(document.iter_inner_content())
    if section:
        yield from _content(section.footer.iter_inner_content())


def _content(parts: Iterator[WordParagraph | Table]) -> Iterator[Block]:
    for part in parts:
        if isinstance(part, Table):
            yield from _rows(part)
            continue
        if part.paragraph_format.page_break_before or _breaks(part):
            yield PageBreak()
        yield _paragraph(part)
        yield from map(Paragraph, _boxed(part))


def _breaks(paragraph: WordParagraph) -> bool:
    return bool(paragraph._p.xpath('.//w:br[@w:type="page"]'))


def _paragraph(part: WordParagraph) -> Paragraph:
    indent = part.paragraph_format.left_indent
    alignment = part.alignment
    if alignment is None and part.style is not None:
        alignment = part.style.paragraph_format.alignment
    align = _ALIGN.get(alignment, Align.LEFT) if alignment is not None else Align.LEFT
    return Paragraph(part.text.replace("\f", "\n"), align, indent.pt if indent else 0.0)


def _boxed(part: WordParagraph) -> Iterator[str]:
    """The text of boxes that float at a paragraph; each is written twice in a file, once for old readers."""
    for box in part._p.xpath(".//w:txbxContent[not(ancestor::mc:Fallback)]"):
        for paragraph in box.iter(qn("w:p")):
            yield WordParagraph(paragraph, part).text


def _rows(table: Table) -> Iterator[Row]:
    for row in table.rows:
        cells: list[_Cell] = []
        for cell in row.cells:
            if not cells or cell._tc is not cells[-1]._tc:
                cells.append(cell)
        if cells:
            yield Row(tuple(tuple(_in_cell(cell)) for cell in cells), _shares(cells))


def _in_cell(cell: _Cell) -> Iterator[Paragraph]:
    for part in cell.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield Paragraph("\t".join(inner.text for inner in row.cells))
        else:
            yield _paragraph(part)


def _shares(cells: list[_Cell]) -> tuple[float, ...]:
    widths = [float(cell.width or 0) for cell in cells]
    if not all(widths):
        return (1 / len(cells),) * len(cells)
    return tuple(width / sum(widths) for width in widths)
