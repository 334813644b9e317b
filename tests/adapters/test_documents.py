"""Papers from templates: every shipped document of every shipped SOP prints, safely, and faults are named."""

import re
import shutil
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from mailgate.adapters.documents import PdfMaker, check_documents
from mailgate.adapters.docx import docx_of
from mailgate.adapters.press import PaperPress
from mailgate.adapters.template_names import DOCUMENTS
from mailgate.app.papers import kinds
from mailgate.app.papers.case import Case
from mailgate.app.papers.dossier import Correspondence, dossier
from mailgate.app.ports import ChainState
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from tests.app.papers.finished import WALKS, case_of
from tests.domain.walking import MONDAY

SHIPPED = Path(__file__).resolve().parents[2] / "templates"
CONTRACT = (SHIPPED.parent / "docs" / "papers.md").read_text(encoding="utf-8")
HOSTILE = '<script>alert(1)</script> {{ 7 * 7 }} {% raw %} & "kutip" \x00 =HYPERLINK("http://x")'


@cache
def finished(sop: str) -> Case:
    return case_of(WALKS[sop]())


def papers_of(case: Case) -> list[Paper]:
    """Every paper of a case, the dossier too."""
    mail = Correspondence(True, MONDAY, "a@x.example", "dinkes@x.example", ("layanan@x.example",), "Hal", "Isi surel.")
    whole = Paper(kinds.DOSSIER, "pdf", "berkas.pdf", dossier(case, [mail], ChainState("ab" * 32, 3)))
    return [*(paper for kind in kinds.KINDS for paper in kind.of(case)), whole]


PRINTED = [
    pytest.param(sop, paper, id=f"{sop}-{paper.kind}")
    for sop in WALKS
    for paper in papers_of(finished(sop))
    if paper.format == "pdf"
]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join("\n".join(pages).split())


@pytest.mark.parametrize(("sop", "paper"), PRINTED)
def test_every_paper_of_every_shipped_sop_has_its_words(sop: str, paper: Paper) -> None:
    html = PdfMaker(SHIPPED).html_of(paper, finished(sop).office)
    assert set(paper.data) == DOCUMENTS[paper.kind]
    shown = re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", html)
    for mark in ("None", "Undefined", "{{", "{%", "True", "False"):
        assert mark not in shown
    assert finished(sop).ticket.number in shown


@pytest.mark.parametrize("paper", papers_of(finished("sumbawa-2021")), ids=lambda p: f"{p.kind}-{p.format}")
def test_every_paper_is_made_by_the_press(paper: Paper) -> None:
    press = PaperPress({"pdf": PdfMaker(SHIPPED), "docx": docx_of})
    made = press.make(paper, finished("sumbawa-2021").office)
    assert made.startswith(b"%PDF-" if paper.format == "pdf" else b"PK")


def test_a_lembar_disposisi_fits_on_one_page_and_says_what_it_is() -> None:
    case = finished("sumbawa-2021")
    pdf = PdfMaker(SHIPPED)(kinds.DISPOSITION.of(case)[0], case.office)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    document.close()
    assert "LEMBAR DISPOSISI" in text_of(pdf)
    assert "PEMERINTAH KABUPATEN SUMBAWA" in text_of(pdf)


def test_a_form_can_be_filled_in_on_the_screen_by_its_labels() -> None:
    case = finished("trenggalek-2019")
    html = PdfMaker(SHIPPED).html_of(kinds.REQUEST_FORM.of(case)[0], case.office)
    assert '<input type="text" name="Lokasi/ruang"' in html
    document = pypdfium2.PdfDocument(PdfMaker(SHIPPED)(kinds.REQUEST_FORM.of(case)[0], case.office))
    assert document.get_formtype() == pypdfium2.raw.FORMTYPE_ACRO_FORM
    document.close()


def test_words_of_others_are_escaped_and_never_run() -> None:
    walk = WALKS["sumbawa-2021"]()
    walk.ticket.subject = walk.ticket.summary = HOSTILE
    case = case_of(walk)
    for paper in papers_of(case):
        if paper.format == "docx":
            assert docx_of(paper, case.office).startswith(b"PK")
            continue
        html = PdfMaker(SHIPPED).html_of(paper, case.office)
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert "{{ 7 * 7 }}" in html
        assert PdfMaker(SHIPPED)(paper, case.office).startswith(b"%PDF-")


# Templates of an office, and broken ones


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped templates, to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "templates"))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_office_extends_a_shipped_document_for_itself_alone(folder: Path) -> None:
    own = '{% extends "baku/dokumen/tanda-terima.html.j2" %}{% block gaya %}.lambang{}{% endblock %}'
    write(folder / "sumbawa" / "dokumen" / "tanda-terima.html.j2", own)
    assert check_documents(folder) == []
    for sop, changed in (("sumbawa-2021", True), ("bekasi", False)):
        case = finished(sop)
        html = PdfMaker(folder).html_of(kinds.RECEIPT.of(case)[0], case.office)
        assert (".lambang{}" in html) is changed


def test_a_document_that_fails_names_file_and_line(folder: Path) -> None:
    write(folder / "dokumen" / "tanda-terima.html.j2", "<p>\n{{ nomor_surat }}</p>")
    case = finished("bekasi")
    with pytest.raises(TemplateError, match=r"dokumen/tanda-terima\.html\.j2:2: .*nomor_surat"):
        PdfMaker(folder)(kinds.RECEIPT.of(case)[0], case.office)


def test_a_document_without_a_template_is_named() -> None:
    with pytest.raises(TemplateError, match="dokumen/surat-tugas"):
        PdfMaker(SHIPPED)(Paper("surat-tugas", "pdf", "x.pdf", {}), finished("bekasi").office)


def test_a_docx_that_is_not_made_of_parts_is_refused_in_a_sentence() -> None:
    with pytest.raises(TemplateError, match=r"docs/papers\.md"):
        docx_of(Paper("lembar-disposisi", "docx", "x.docx", {}), finished("bekasi").office)


def test_a_kind_may_have_a_maker_of_its_own() -> None:
    press = PaperPress({"pdf": PdfMaker(SHIPPED), "grafik.pdf": lambda paper, office: b"own"})
    assert press.make(Paper("grafik", "pdf", "x.pdf", {}), finished("bekasi").office) == b"own"


def test_the_shipped_documents_have_no_fault() -> None:
    assert check_documents(SHIPPED) == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("dokumen/tanda-terima.html.j2", "{{ nomor_surat }}", "tidak diberikan"),
        ("dokumen/tanda-terima.html.j2", "{% if %}", "Expected"),
        ("dokumen/tanda-terima.html.j2", '{% extends "dokumen/tiada.html.j2" %}', "tidak ada"),
        ("sumbawa/dokumen/ba-pekerjan.html.j2", "x", "tidak dikenal"),
    ],
)
def test_check_names_what_is_wrong_with_a_document(folder: Path, file: str, text: str, said: str) -> None:
    write(folder / file, text)
    (fault,) = check_documents(folder)
    assert (fault.file, said in fault.message) == (file, True), fault


def test_check_misses_a_document_that_is_not_there(folder: Path) -> None:
    (folder / "dokumen" / "ba-pekerjaan.html.j2").unlink()
    assert [fault.file for fault in check_documents(folder)] == ["dokumen/ba-pekerjaan.html.j2"]


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_document_and_every_name_it_is_given_is_described(name: str) -> None:
    assert f"`dokumen/{name}`" in CONTRACT
    assert [given for given in DOCUMENTS[name] if not re.search(rf"\b{given}\b", CONTRACT)] == []
