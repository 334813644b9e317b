"""The fill-in forms give the same entries from a mail's lines, a table, a fillable PDF."""

from collections.abc import Mapping

import pytest

from mailgate.domain.letter import LetterKind
from mailgate.surat.document import Document
from mailgate.surat.form import form_in_text
from mailgate.surat.read import read_letters
from tests.surat.art import MODERN, document

WANTED = {
    "unit kerja": "Dinas Kesehatan",
    "pelapor": "Budi Santoso",
    "hp": "0812-3456-7890",
    "kejadian": "3 November 2026 pukul 08.30",
    "layanan": "Jaringan internet",
    "lokasi": "Ruang pelayanan",
    "gejala": "Lampu router merah, internet putus setiap jam",
    "dampak": "Satu OPD",
    "sudah dicoba": "Menyalakan ulang",
}

MAIL = """Formulir Pengajuan Penanganan Gangguan Layanan TIK

Unit Kerja / OPD: Dinas Kesehatan
Nama Pelapor : Budi Santoso
No. HP/WA: 0812-3456-7890
Tanggal/Jam Kejadian: 3 November 2026 pukul 08.30
Layanan: Jaringan internet
Lokasi/Ruang = Ruang pelayanan
Uraian Gejala: Lampu router merah,
internet putus setiap jam
Dampak (1 pengguna/ruang/OPD): Satu OPD
Yang Sudah Dicoba: Menyalakan ulang

Terima kasih.
"""

TABLE = """
             PEMERINTAH KABUPATEN SUMBAWA
                    DINAS KESEHATAN
           FORMULIR PENGAJUAN PENANGANAN GANGGUAN
                      LAYANAN TIK

1.   Unit Kerja                   Dinas Kesehatan
2.   Nama Pelapor                 Budi Santoso
3.   No. HP/WA                    0812-3456-7890
4.   Tanggal/Jam Kejadian         3 November 2026 pukul 08.30
5.   Layanan                      Jaringan internet
6.   Lokasi/Ruang                 Ruang pelayanan
7.   Uraian Gejala                Lampu router merah, internet
                                  putus setiap jam
8.   Dampak                       Satu OPD
9.   Yang Sudah Dicoba            Menyalakan ulang
                                  Sumbawa Besar, 3 November 2026
                                  Kepala Dinas Kesehatan,
"""


def test_lines_of_a_mail_are_a_form() -> None:
    assert form_in_text(MAIL) == WANTED


@pytest.mark.parametrize(
    "text",
    ["", "Internet kami mati sejak pagi.", "Hal: rapat\nTempat: aula\nJam: 10", "Nama: Budi\nJabatan: staf\nHP: 0812"],
)
def test_an_ordinary_mail_is_no_form(text: str) -> None:
    assert form_in_text(text) == {}


def test_a_table_is_read_by_its_cells_down_to_the_signature() -> None:
    (form,) = read_letters(document(TABLE))

    assert form.kind is LetterKind.REQUEST_FORM
    assert form.form == WANTED


def test_a_form_behind_its_letter_is_a_document_of_its_own() -> None:
    letter, form = read_letters(document(MODERN, TABLE))

    assert (letter.kind, form.kind) == (LetterKind.LETTER, LetterKind.REQUEST_FORM)


def test_the_fields_of_a_fillable_pdf_are_the_form_even_without_pages() -> None:
    fields = {"Unit_Kerja": "Dinas Kesehatan", "Layanan": "Jaringan internet", "Paraf": "x", "Lokasi": ""}
    (form,) = read_letters(Document((), 1, form=fields))

    assert form.kind is LetterKind.REQUEST_FORM
    assert form.form == {"unit kerja": "Dinas Kesehatan", "layanan": "Jaringan internet"}


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ({"No. Tiket": "SBW-2026-000123", "Penyebab": "kabel putus", "Tindakan/Solusi": "disambung"}, "penyebab"),
        ({"Nomor Tiket": "SBW-2026-000123", "Penyebab": "petir", "Hasil Uji": "normal"}, "hasil"),
    ],
)
def test_the_form_of_the_work_done_is_told_from_the_request(written: Mapping[str, str], wanted: str) -> None:
    (form,) = read_letters(Document((), 1, form=written))

    assert form.kind is LetterKind.WORK_FORM
    assert wanted in form.form
