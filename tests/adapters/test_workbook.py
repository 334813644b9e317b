"""Workbooks: what is read back from them, and that no text that came by mail becomes a formula."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from mailgate.adapters.workbook import LONGEST, workbook
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from tests.app.desk import shipped_policy

SUMBAWA = shipped_policy().offices["sumbawa"]
COLUMNS = [
    {"title": "Perihal", "width": 40, "kind": "text"},
    {"title": "Masuk (WITA)", "width": 16, "kind": "moment"},
    {"title": "Nilai", "width": 6, "kind": "number"},
    {"title": "Tepat waktu", "width": 10, "kind": "share"},
]
HOSTILE = [
    '=HYPERLINK("http://jahat.example";"Klik")',
    "=1+1",
    "+62811000000",
    "-cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "{=1+1}",
    "http://jahat.example/",
    "00123",
    "1e5",
]


def made(*rows: list[Any], name: str = "Daftar tiket") -> bytes:
    sheet = {"name": name, "columns": COLUMNS, "rows": list(rows)}
    return workbook(Paper("buku-kerja", "xlsx", "a.xlsx", {"title": "Laporan", "sheets": [sheet]}), SUMBAWA)


def opened(data: bytes) -> Any:
    return load_workbook(BytesIO(data)).worksheets[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str) -> None:
    cell = opened(made([text, None, None, None])).cell(2, 1)
    assert cell.data_type == "s"
    assert cell.value == text.replace("\t", " ")
    assert cell.hyperlink is None


def test_there_is_no_formula_and_no_link_in_the_file_at_all() -> None:
    data = made(*([text, None, None, None] for text in HOSTILE))
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        sheets = "".join(archive.read(n).decode() for n in names if n.startswith("xl/worksheets/sheet"))
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets
    assert not [name for name in names if "externalLink" in name or "vba" in name.lower()]


def test_moments_are_real_dates_in_the_offices_zone() -> None:
    cell = opened(made(["a", "2026-11-22T16:30:15+00:00", None, None])).cell(2, 2)
    assert cell.value == datetime(2026, 11, 23, 0, 30, 15)  # noqa: DTZ001 - a cell knows no zone
    assert cell.is_date


def test_numbers_and_shares_are_numbers() -> None:
    sheet = opened(made(["a", None, 3, 0.86]))
    assert [sheet.cell(2, column).value for column in (3, 4)] == [3, 0.86]
    assert sheet.cell(2, 4).number_format == "0%"


def test_the_header_stays_and_the_columns_are_as_wide_as_said() -> None:
    sheet = opened(made(["a", None, None, None]))
    assert [cell.value for cell in sheet[1]] == [column["title"] for column in COLUMNS]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:D2"
    assert round(sheet.column_dimensions["A"].width) in (40, 41)


def test_control_characters_and_endless_texts_make_no_broken_file() -> None:
    sheet = opened(made(["a\x00b\x0bc\x1f", None, None, None], ["x" * (LONGEST + 5), None, None, None]))
    assert sheet.cell(2, 1).value == "a b c "
    assert len(sheet.cell(3, 1).value) == LONGEST


def test_an_empty_sheet_still_has_its_header() -> None:
    assert opened(made()).max_row == 1


@pytest.mark.parametrize(
    "row", [["a", "kemarin", None, None], ["a", None, "tiga", None], ["a", None, None, None, "lebih"]]
)
def test_a_row_that_does_not_fit_its_columns_is_an_error_with_a_name(row: list[Any]) -> None:
    with pytest.raises(TemplateError, match="buku kerja: data tidak sesuai"):
        made(row)
