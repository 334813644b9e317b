"""Workbooks (xlsx) by XlsxWriter: every text is written as text, so that no cell that came by mail is a formula."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Characters that a cell holds (ECMA-376 as Excel reads it); XlsxWriter drops a longer text whole."""


def workbook(paper: Paper, office: Office) -> bytes:
    """The sheets of `paper.data` as an xlsx: the header stays and filters, moments are real dates in the office's zone.

    `data` is {title, sheets: [{name, columns: [{title, width, kind}], rows}]}; a kind is `text`, `moment` (ISO 8601,
    aware), `number` or `share` (0 to 1); None leaves a cell empty. TemplateError where a row does not fit its columns.
    """
    return _made(json.dumps(dict(paper.data), sort_keys=True), office.zone)


# Those who work the tickets get the same list; they are mailed one after another.
@lru_cache(maxsize=1)
def _made(data: str, zone: str) -> bytes:
    # Imported here: most processes never write a workbook.
    from xlsxwriter import Workbook

    content, out = json.loads(data), BytesIO()
    # Texts of mails must never become formulas, links or numbers, whatever writes them.
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **safe})
    try:
        book.set_properties({"title": content["title"]})
        looks = _looks(book)
        for entry in content["sheets"]:
            _fill(book.add_worksheet(entry["name"][:31]), entry, looks, ZoneInfo(zone))
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise TemplateError(f"buku kerja: data tidak sesuai ({type(error).__name__}: {error})") from error
    book.close()
    return out.getvalue()


class _Looks(NamedTuple):
    head: "Format"
    text: "Format"
    moment: "Format"
    number: "Format"
    share: "Format"


def _looks(book: "Workbook") -> _Looks:
    cell = {"valign": "top", "font_name": "Arial", "font_size": 10}
    head = {**cell, "bold": True, "text_wrap": True, "bg_color": "#14508C", "font_color": "#FFFFFF", "border": 1}
    return _Looks(
        book.add_format(head),
        book.add_format({**cell, "text_wrap": True, "num_format": "@"}),
        book.add_format({**cell, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        book.add_format({**cell, "num_format": "0"}),
        book.add_format({**cell, "num_format": "0%"}),
    )


def _fill(sheet: "Worksheet", entry: Mapping[str, Any], looks: _Looks, zone: ZoneInfo) -> None:
    columns, rows = entry["columns"], entry["rows"]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column["width"])
        sheet.write_string(0, index, column["title"], looks.head)
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row):
            if value is not None and value != "":
                _write(sheet, number, index, value, columns[index]["kind"], looks, zone)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    _page(sheet)


def _write(sheet: "Worksheet", row: int, column: int, value: Any, kind: str, looks: _Looks, zone: ZoneInfo) -> None:
    if kind == "text":
        sheet.write_string(row, column, _printable(str(value)), looks.text)
    elif kind == "moment":
        local = datetime.fromisoformat(value).astimezone(zone).replace(tzinfo=None, microsecond=0)
        sheet.write_datetime(row, column, local, looks.moment)
    else:
        sheet.write_number(row, column, float(value), looks.share if kind == "share" else looks.number)


def _printable(text: str) -> str:
    """Without the control characters that XML has no way to hold, cut to what a cell holds."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return text[:LONGEST]


def _page(sheet: "Worksheet") -> None:
    """Printed it lies across an A4 page, as wide as the page, with the header on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
