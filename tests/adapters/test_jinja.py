"""The renderer: subjects, escaping, an office's own wording, and faults named with file and line."""

import os
from pathlib import Path

import pytest

from mailgate.adapters.jinja import JinjaRenderer, check_templates, digits, oneline, quoted
from mailgate.domain.errors import Fault, TemplateError
from tests.samples import FULL, NUMBER, notice

SHIPPED = Path(__file__).resolve().parents[2] / "templates"

HOSTILE = '<script>alert(1)</script> {{ 7 * 7 }} {% raw %} & "kutip"\r\nBcc: semua@dinas.example'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped templates, to be damaged."""
    for path in SHIPPED.glob("*.j2"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_notice_becomes_subject_text_and_html() -> None:
    mail = JinjaRenderer(SHIPPED).render(notice("tugas", FULL["tugas"]))
    assert mail.subject == f"[{NUMBER}] Mohon disposisi: Internet di Puskesmas Unit I terputus"
    assert mail.text.startswith("-- Mohon balasan ditulis di atas garis ini --\nYth. Kepala Dinas")
    assert mail.text.endswith("bukan naskah dinas.\n")
    assert mail.html.startswith("<!DOCTYPE html>")
    assert f"<title>{mail.subject}</title>" in mail.html


def test_words_of_others_are_escaped_in_html_and_never_run() -> None:
    payload = {**FULL["tugas"], "summary": HOSTILE, "organisation": HOSTILE, "hal": HOSTILE, "files": [HOSTILE]}
    mail = JinjaRenderer(SHIPPED).render(notice("tugas", payload))
    assert "<script" not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert "{{ 7 * 7 }}" in mail.html
    assert "{{ 7 * 7 }}" in mail.text
    assert "49" not in mail.text


def test_a_subject_is_one_line_however_the_perihal_was_written() -> None:
    for hal in (HOSTILE, "baris satu\r\nX-Jahat: ya", "tab\tdan\x00nol\u2028pisah", "panjang " * 40):
        mail = JinjaRenderer(SHIPPED).render(notice("status", {**FULL["status"], "hal": hal}))
        assert mail.subject.isprintable()
        assert len(mail.subject) <= 78
        assert mail.subject.startswith(f"[{NUMBER}] Perkembangan: ")


@pytest.mark.parametrize(
    "button", [{"label": "x", "verb": "x", "command": "x", "mailto": '"><script>alert(1)</script>'}]
)
def test_a_link_cannot_leave_its_attribute(button: dict[str, str]) -> None:
    mail = JinjaRenderer(SHIPPED).render(notice("tugas", {**FULL["tugas"], "buttons": [button]}))
    assert "<script" not in mail.html


def test_an_offices_own_wording_wins_for_that_office_alone(folder: Path) -> None:
    own_wording = (
        "{% block subject %}Kabar {{ number }}{% endblock %}{% block body %}Salam Sumbawa, {{ yth }}.{% endblock %}"
    )
    write(folder / "sumbawa" / "status.txt.j2", '{% extends "_layout.txt.j2" %}' + own_wording)
    renderer = JinjaRenderer(folder)
    own = renderer.render(notice("status", FULL["status"]))
    assert own.subject == f"Kabar {NUMBER}"
    assert "Salam Sumbawa, Kepala Dinas Kesehatan." in own.text
    assert "<html" in own.html
    assert renderer.render(notice("status", FULL["status"], "bekasi")).subject.startswith(f"[{NUMBER}] Perkembangan")


def test_an_office_may_change_one_block_and_keep_the_rest(folder: Path) -> None:
    own = '{% extends "baku/status.txt.j2" %}\n{% block closing %}Assalamualaikum.{% endblock %}\n'
    write(folder / "sumbawa" / "status.txt.j2", own)
    mail = JinjaRenderer(folder).render(notice("status", FULL["status"]))
    assert "Assalamualaikum." in mail.text
    assert "Kami sampaikan, permohonan Dinas Kesehatan" in mail.text
    assert mail.subject.startswith(f"[{NUMBER}] Perkembangan")


def test_an_office_may_change_the_layout_of_all_its_mails(folder: Path) -> None:
    write(folder / "sumbawa" / "_layout.txt.j2", "KOP DINAS\n{% block body %}{% endblock %}")
    mail = JinjaRenderer(folder).render(notice("status", FULL["status"]))
    assert mail.text.startswith("KOP DINAS\n")


def test_a_mended_template_is_taken_at_the_next_mail(folder: Path) -> None:
    renderer = JinjaRenderer(folder)
    path = folder / "kelola.txt.j2"
    write(path, "{% block subject %}lama{% endblock %}")
    assert renderer.render(notice("kelola", FULL["kelola"])).subject == "lama"
    write(path, "{% block subject %}baru{% endblock %}")
    os.utime(path, (1, 1))
    assert renderer.render(notice("kelola", FULL["kelola"])).subject == "baru"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% block subject %}x{% endblock %}\n\n{{ nama_salah }}", ("kelola.txt.j2:3", "nama_salah")),
        ("{% block subject %}\n{{ office.fax }}\n{% endblock %}", ("kelola.txt.j2:2", "fax")),
        ("{% block subject %}x{% endblock %}\n{{ number + 1 }}", ("kelola.txt.j2:2", "NoneType")),
        ("{% block subject %}x{% endblock %}\n{% if %}", ("kelola.txt.j2:2", "Expected")),
        ('{% extends "tidak-ada.j2" %}{% block subject %}x{% endblock %}', ("kelola.txt.j2:1", "tidak-ada.j2")),
        ("tanpa subjek", ("kelola.txt.j2", "subject")),
        ("{% block subject %}x{% endblock %}{{ title.__class__.__mro__ }}", ("kelola.txt.j2:1", "__class__")),
        (
            "{% macro m() %}\n{{ apa }}\n{% endmacro %}{% block subject %}x{% endblock %}{{ m() }}",
            ("kelola.txt.j2:2", "apa"),
        ),
    ],
)
def test_a_fault_is_named_with_file_and_line(folder: Path, source: str, expected: tuple[str, str]) -> None:
    write(folder / "kelola.txt.j2", source)
    with pytest.raises(TemplateError) as raised:
        JinjaRenderer(folder).render(notice("kelola", FULL["kelola"]))
    where, what = expected
    assert str(raised.value).startswith(f"{where}")
    assert what in str(raised.value)


def test_a_fault_in_an_offices_own_template_names_its_folder(folder: Path) -> None:
    write(folder / "sumbawa" / "status.html.j2", "\n{{ kosong }}")
    with pytest.raises(TemplateError, match=r"^sumbawa/status\.html\.j2:2: 'kosong' is undefined"):
        JinjaRenderer(folder).render(notice("status", FULL["status"]))


def test_a_mail_without_a_template_says_which_one_is_missing() -> None:
    with pytest.raises(TemplateError, match=r"templat 'tak-dikenal\.txt\.j2' tidak ada"):
        JinjaRenderer(SHIPPED).render(notice("tak-dikenal", {}))


def test_what_is_shipped_has_no_fault() -> None:
    assert check_templates(SHIPPED) == []


@pytest.mark.parametrize(
    ("file", "source", "expected"),
    [
        ("status.txt.j2", "{% block subject %}x{% endblock %}\n{{ solusi }}", ("status.txt.j2", 2, "solusi")),
        ("status.html.j2", "\n\n{% if %}", ("status.html.j2", 3, "")),
        ("status.html.j2", "{{ note|terjemahkan }}", ("status.html.j2", 1, "")),
        ("status.html.j2", '{% include "kop.j2" %}', ("status.html.j2", 0, "kop.j2")),
        ("status.txt.j2", "tanpa subjek", ("status.txt.j2", 0, "subject")),
        (
            "sumbawa/status.txt.j2",
            "{% block subject %}{{ solution }}{% endblock %}",
            ("sumbawa/status.txt.j2", 1, "solution"),
        ),
        ("sumbawa/stattus.txt.j2", "x", ("sumbawa/stattus.txt.j2", 0, "")),
        ("selamat-datang.txt.j2", "x", ("selamat-datang.txt.j2", 0, "")),
        ("_macros.txt.j2", "{% macro m() %}\n{{ rahasia }}{% endmacro %}", ("_macros.txt.j2", 2, "rahasia")),
    ],
)
def test_check_finds_each_fault(folder: Path, file: str, source: str, expected: tuple[str, int, str]) -> None:
    write(folder / file, source)
    assert [(f.file, f.line, f.key) for f in check_templates(folder)] == [expected]


def test_check_names_every_missing_file(folder: Path) -> None:
    (folder / "tugas.html.j2").unlink()
    (folder / "kelola.txt.j2").unlink()
    assert [f.file for f in check_templates(folder)] == ["tugas.html.j2", "kelola.txt.j2"]


def test_check_accepts_an_offices_own_wording_and_leaves_documents_alone(folder: Path) -> None:
    write(
        folder / "sumbawa" / "tugas.txt.j2",
        '{% extends "baku/tugas.txt.j2" %}{% block closing %}{{ yth }}{% endblock %}',
    )
    write(folder / "dokumen" / "sop.html.j2", "{{ apa_saja }}")
    assert check_templates(folder) == []


def test_check_reports_a_file_that_is_not_utf8(folder: Path) -> None:
    (folder / "status.txt.j2").write_bytes(b"\xff\xfe")
    assert check_templates(folder) == [Fault("status.txt.j2", 0, "", "berkas bukan teks UTF-8")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("satu baris", ["> satu baris"]),
        ("dua\nbaris\n\nSETUJU", ["> dua baris SETUJU"]),
        ("", ["> "]),
        (None, ["> "]),
        ("kata " * 200, 5),
        ("x" * 300, 1),
    ],
)
def test_quoted_words_all_carry_the_mark(text: str | None, lines: list[str] | int) -> None:
    found = quoted(text).split("\n")
    assert found == lines if isinstance(lines, list) else len(found) == lines
    assert all(line.startswith("> ") for line in found)


def test_small_filters() -> None:
    assert oneline(" a\r\n\x00b\u00a0c\u2028d ") == "a b c d"
    assert digits("+62 (371) 000-111") == "62371000111"
