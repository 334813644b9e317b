"""What counts as a document that an SOP names: all cells of kelengkapan of the shipped SOPs, and what meets them."""

import pytest

from mailgate.domain.documents import Seen, kinds_of, meets, missing
from mailgate.domain.letter import LetterKind
from tests.domain.walking import shipped_policy

LETTER, MEMO, RECORD = LetterKind.LETTER, LetterKind.MEMO, LetterKind.RECORD
REQUEST_FORM, WORK_FORM = LetterKind.REQUEST_FORM, LetterKind.WORK_FORM
SURAT = "Surat Permohonan Troubleshooting Gangguan Jaringan"
FORM = "Form Pengajuan Penanganan Gangguan Layanan TIK"
BA = "Berita Acara Permohonan Penggantian Perangkat"

SENT_BY_REQUESTERS = {
    SURAT: (LETTER, MEMO),
    FORM: (REQUEST_FORM,),
    "Form Pelaksanaan Penanganan Gangguan Layanan TIK": (WORK_FORM,),
    BA: (RECORD,),
}
"""The documents of the shipped SOPs that somebody hands in; everything else is made, or at hand, inside the office."""


def shipped_documents() -> set[str]:
    offices = shipped_policy().offices.values()
    return {name for o in offices for a in o.sops for step in a.sop.steps for name in step.documents}


def test_of_all_shipped_documents_just_those_are_handed_in() -> None:
    assert {name: kinds_of(name) for name in shipped_documents() if kinds_of(name)} == SENT_BY_REQUESTERS


@pytest.mark.parametrize(
    ("name", "paper", "met"),
    [
        (SURAT, Seen(LETTER, SURAT), True),
        (SURAT, Seen(LETTER, "Permohonan Trobleshooting Gangguan Jaringan"), True),
        (SURAT, Seen(LETTER, "Gangguan Internet"), True),
        (SURAT, Seen(LETTER, "Mohon Perbaikan Wi-Fi"), True),
        (SURAT, Seen(MEMO, "Permohonan perbaikan"), True),
        (SURAT, Seen(LETTER), True),
        (SURAT, Seen(LETTER, "Undangan Rapat Koordinasi"), False),
        (SURAT, Seen(LETTER, "Laporan Kinerja Triwulan III"), False),
        (SURAT, Seen(RECORD, BA), False),
        (SURAT, Seen(LetterKind.OTHER, SURAT), False),
        (FORM, Seen(REQUEST_FORM), True),
        (FORM, Seen(REQUEST_FORM, "Formulir Pengajuan Penanganan Gangguan"), True),
        (FORM, Seen(WORK_FORM), False),
        (FORM, Seen(LETTER, FORM), False),
        (BA, Seen(RECORD, "Berita Acara Kerusakan Perangkat"), True),
        (BA, Seen(RECORD, "Berita Acara Serah Terima Kunci"), False),
        (BA, Seen(LETTER, BA), False),
        ("Komputer / Laptop", Seen(LETTER), False),
    ],
)
def test_a_document_is_met_by_its_kind_and_by_what_it_is_about(name: str, paper: Seen, met: bool) -> None:
    assert meets(paper, name) is met


def test_of_several_ways_to_report_the_report_itself_is_one() -> None:
    assert missing(["Surat Permohonan, WAG, Telepon"], []) == []


def test_what_is_still_to_be_sent_is_named_as_the_sop_names_it() -> None:
    assert missing([SURAT, "Komputer / Laptop", BA], [Seen(LETTER, "Gangguan jaringan")]) == [BA]
