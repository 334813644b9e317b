"""OpenDocument texts: paragraphs and tables in their order; nothing linked is fetched."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from odfdo import Document as OdfDocument
from odfdo import Element

from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.layout import FEWEST, Align, Block, Paragraph, Row, length_of, set_pages
from mailgate.adapters.reader.engines.pasted import read_pasted
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.engines.zip_guard import Bomb, Unfit, demand_plain_xml, weigh
from mailgate.adapters.reader.notes import Note

_ALIGN = {"center": Align.CENTER, "end": Align.RIGHT, "right": Align.RIGHT}
_PARAGRAPHS = ("text:p", "text:h")
_NESTED = ("text:list", "text:list-item", "text:section", "draw:frame", "draw:text-box")


def read_odt(data: bytes, job: Job, report: Report) -> None:
    """The document's text as pages; a scan pasted into it is recognised."""
    try:
        archive = weigh(data)
        demand_plain_xml(archive)
        document = OdfDocument(BytesIO(data))
        blocks = list(_blocks(document.body, document))
    except Bomb:
        report.notes([Note.TOO_LARGE])
    except (Unfit, KeyError, ValueError, OSError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError):
        report.notes([Note.DAMAGED])
    else:
        if length_of(blocks) >= FEWEST or not read_pasted(archive, "Pictures/", job, report):
            set_pages(blocks, report, job.text_pages)


def _blocks(parent: Element, document: OdfDocument) -> Iterator[Block]:
    for part in parent.children:
        if part.tag in _PARAGRAPHS:
            yield _paragraph(part, document)
            for box in part.get_elements("descendant::draw:text-box"):
                yield from _blocks(box, document)
        elif part.tag == "table:table":
            # Rows as they are written: a row or cell said to repeat a million times is one.
            for row in part.get_elements("descendant::table:table-row"):
                cells = tuple(tuple(_in_cell(cell, document)) for cell in row.get_elements("table:table-cell"))
                if cells:
                    yield Row(cells, (1 / len(cells),) * len(cells))
        elif part.tag in _NESTED:
            yield from _blocks(part, document)


def _in_cell(cell: Element, document: OdfDocument) -> Iterator[Paragraph]:
    for part in cell.get_elements("descendant::text:p"):
        yield _paragraph(part, document)


def _paragraph(part: Element, document: OdfDocument) -> Paragraph:
    name = str(part.get_attribute("text:style-name") or "")
    properties = (document.get_style_properties("paragraph", name, area="paragraph") if name else None) or {}
    return Paragraph(part.text_recursive, _ALIGN.get(str(properties.get("fo:text-align")), Align.LEFT))
