"""What a person corrects by reply stands; what can't be read is asked back in a sentence."""

from datetime import date

import pytest

from mailgate.domain.errors import CommandRefused
from mailgate.domain.letter import Letter, LetterKind, Signatory
from mailgate.surat.correction import corrected, corrections

LETTER = Letter(
    LetterKind.LETTER,
    number="500.12/1/2025",
    subject="Gangguan",
    signatory=Signatory("BUDI", None, "Camat Satu"),
    confidence={"nomor": 0.4, "hal": 0.97},
)


def test_lines_with_a_field_are_taken_out_of_the_reply() -> None:
    changes, rest = corrections(
        "Berikut perbaikannya:\nNOMOR: 500.12/1/2026\nTgl. surat : 3 Nopember 2026\nTerima kasih."
    )

    assert changes == {"nomor": "500.12/1/2026", "tanggal": "3 Nopember 2026"}
    assert rest == "Berikut perbaikannya:\nTerima kasih."


def test_a_reply_without_fields_is_left_alone() -> None:
    assert corrections("SELESAI, sudah normal pukul 10.30") == ({}, "SELESAI, sudah normal pukul 10.30")


def test_corrected_fields_are_believed_and_no_longer_doubtful() -> None:
    letter = corrected(LETTER, {"nomor": "500.12/1/2026", "tanggal": "3-11-2026", "pengirim": "Kecamatan Satu"})

    assert (letter.number, letter.dated, letter.sender) == ("500.12/1/2026", date(2026, 11, 3), "Kecamatan Satu")
    assert letter.confidence == {"nomor": 1.0, "tanggal": 1.0, "pengirim": 1.0, "hal": 0.97}
    assert letter.doubtful() == ()


def test_a_dash_empties_a_field() -> None:
    assert corrected(LETTER, {"nomor": "-"}).number is None


def test_name_and_nip_of_the_signatory_are_corrected_apart() -> None:
    letter = corrected(LETTER, {"penanda_tangan": "BUDI SANTOSO, S.E.", "nip": "19850512 201001 1 003"})

    assert letter.signatory == Signatory("BUDI SANTOSO, S.E.", "198505122010011003", "Camat Satu")


@pytest.mark.parametrize(
    ("key", "written"), [("tanggal", "31 November 2026"), ("tanggal", "kemarin"), ("nomor", "segera"), ("nip", "123")]
)
def test_a_value_that_is_none_of_its_field_is_refused_with_a_sentence(key: str, written: str) -> None:
    with pytest.raises(CommandRefused, match=written):
        corrected(LETTER, {key: written})
