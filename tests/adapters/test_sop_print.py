"""The SOP AP document as it comes out of the printer: every word on its page, in its row."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from mailgate.adapters.sop_print import SopMaker, printed_sop
from mailgate.app.flowchart.chart import chart_of
from mailgate.app.flowchart.grid import MARGIN, caption_height
from mailgate.app.flowchart.lettering import POINT
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from tests.domain.walking import shipped_policy

TEMPLATES = Path(__file__).parents[2] / "templates"
SHIPPED = {active.sop.id: active.sop for office in shipped_policy().offices.values() for active in office.sops}

shipped = pytest.mark.parametrize("sop_id", SHIPPED)


@cache
def printed(sop_id: str) -> bytes:
    return printed_sop(SHIPPED[sop_id], TEMPLATES)


@cache
def pages(sop_id: str) -> tuple[str, ...]:
    with opened(printed(sop_id)) as document:
        return tuple(page.get_textpage().get_text_bounded() for page in document)


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def packed(text: str) -> str:
    """Letters alone: where a line breaks does not matter."""
    return "".join(text.split())


@shipped
def test_the_identity_page_holds_every_field_of_the_document(sop_id: str) -> None:
    identity, page = SHIPPED[sop_id].identity, packed(pages(sop_id)[0])
    listed = (
        *identity.legal_basis,
        *(line for item in identity.qualifications for line in item.splitlines()),
        *identity.related,
        *identity.equipment,
        *identity.warnings,
        *identity.records,
    )
    fields = (SHIPPED[sop_id].number, identity.made, identity.effective, identity.approver_title, *listed)

    assert packed(SHIPPED[sop_id].name).upper() in page
    assert [field for field in fields if field and packed(field) not in page] == []


@shipped
def test_every_cell_of_the_table_is_printed(sop_id: str) -> None:
    sop = SHIPPED[sop_id]
    table = packed(" ".join(pages(sop_id)[1:]))
    groups = [group.printed for group in sop.groups]
    cells = [text for step in sop.steps for text in (step.activity, *step.documents, step.output or "")]
    times = [step.time.printed or "" for step in sop.steps]

    assert [cell for cell in (*cells, *times, *groups) if packed(cell) not in table] == []


@shipped
def test_every_page_of_the_table_has_its_head(sop_id: str) -> None:
    titles = [role.title for role in SHIPPED[sop_id].roles if role.column]
    for page in pages(sop_id)[1:]:
        head = ["Kegiatan", *titles, "Mutu Baku", "Kelengkapan", "Waktu", "Output", "Keterangan"]
        assert [title for title in head if packed(title) not in packed(page)] == []


@shipped
def test_inferred_performers_are_told_from_the_others(sop_id: str) -> None:
    inferred = [any(symbol.inferred for symbol in page.page.symbols) for page in chart_of(SHIPPED[sop_id]).pages]

    assert ["disimpulkan dari teks kegiatan" in " ".join(page.split()) for page in pages(sop_id)[1:]] == inferred


@shipped
def test_there_are_as_many_pages_as_were_laid_out(sop_id: str) -> None:
    assert len(pages(sop_id)) == 1 + len(chart_of(SHIPPED[sop_id]).pages)


@shipped
def test_each_row_is_printed_where_its_symbols_are(sop_id: str) -> None:
    """The heights that were reckoned are those of the printed table."""
    chart = chart_of(SHIPPED[sop_id])
    with opened(printed(sop_id)) as document:
        for number, drawn in enumerate(chart.pages, 1):
            page = document[number]
            top = MARGIN + caption_height(chart.sheet.caption) + chart.sheet.head
            top += sum(drawn.page.bands[: drawn.page.above])
            for row in drawn.page.rows:
                bottom = top + chart.sheet.rows[row].height
                lines = chart.sheet.rows[row].activity
                for line in (lines[0], lines[-1]):
                    assert any(top < y0 and y1 < bottom for y0, y1 in heights(page, line))
                top = bottom


def heights(page: pypdfium2.PdfPage, line: str) -> list[tuple[float, float]]:
    """Where a line stands: upper and lower edge of its first word, in millimetres from the top of the page."""
    text = page.get_textpage()
    found = text.search(line.split(maxsplit=1)[0], match_case=True)
    places = []
    while (place := found.get_next()) is not None:
        _, low, _, high = text.get_charbox(place[0])
        places.append(((page.get_height() - high) * POINT, (page.get_height() - low) * POINT))
    return places


def test_connectors_stand_on_both_pages_and_name_each_other() -> None:
    first, second = pages("sumbawa-2021")[1:]

    assert "A ke halaman 3; B ke halaman 3" in " ".join(first.split())
    assert "A dari halaman 2; B dari halaman 2" in " ".join(second.split())


def test_an_office_words_its_own_document(tmp_path: Path) -> None:
    own = tmp_path / "bekasi" / "dokumen"
    own.mkdir(parents=True)
    (own / "sop-ap.html.j2").write_text("<p>Naskah {{ sop.name }}</p>")

    with opened(printed_sop(SHIPPED["bekasi"], tmp_path)) as document:
        assert "Naskah Penanganan" in document[0].get_textpage().get_text_bounded()


def test_a_broken_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "dokumen").mkdir()
    (tmp_path / "dokumen" / "sop-ap.html.j2").write_text("{{ nothing }}")

    with pytest.raises(TemplateError, match=r"dokumen/sop-ap\.html\.j2.*nothing"):
        printed_sop(SHIPPED["bekasi"], tmp_path)


def test_the_press_makes_the_document_of_the_sop_that_a_paper_names() -> None:
    office = shipped_policy().offices["trenggalek"]
    pdf = SopMaker(TEMPLATES)(Paper("sop-ap", "pdf", "sop.pdf", {"sop": "trenggalek-2019"}), office)

    with opened(pdf) as document:
        assert "SOP/03/406.020/2019" in document[0].get_textpage().get_text_bounded()


def test_a_paper_of_an_sop_that_is_not_there_is_refused() -> None:
    office = shipped_policy().offices["bekasi"]

    with pytest.raises(TemplateError, match="'sumbawa-2021' tidak ada pada bekasi"):
        SopMaker(TEMPLATES)(Paper("sop-ap", "pdf", "sop.pdf", {"sop": "sumbawa-2021"}), office)
