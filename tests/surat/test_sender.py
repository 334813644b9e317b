"""The kop is matched to the registered organisations, and rather to none than to a wrong one."""

import pytest

from mailgate.domain.letter import Letter, LetterKind
from mailgate.domain.office import Requester
from mailgate.surat.sender import organisation_of

HEALTH = Requester("dinkes", "Dinas Kesehatan", "Kepala", aliases=("Dinkes", "Dinas Kesehatan Kabupaten Sumbawa"))
SOCIAL = Requester("dinsos", "Dinas Sosial", "Kepala", aliases=("Dinsos",))
STAFF = Requester("bkpsdm", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "Kepala", aliases=("BKPSDM",))
DISTRICT = Requester("kec-satu", "Kecamatan Satu", "Camat", aliases=("Kec. Satu",))
CLINIC = Requester("pkm-utan", "UPTD Puskesmas Utan", "Kepala")
ALL = (HEALTH, SOCIAL, STAFF, DISTRICT, CLINIC)


@pytest.mark.parametrize(
    ("sender", "parent", "wanted"),
    [
        ("Dinas Kesehatan", None, HEALTH),
        ("DINAS KESEHATAN", None, HEALTH),
        ("Dinas Kesehatan Kab. Sumbawa", None, HEALTH),
        ("Dinas Keschatan", None, HEALTH),
        ("Badan Kepegawaian dan Pengembangan Sumber Daya Manusla", None, STAFF),
        ("UPTD Puskesmas Utan", "Dinas Kesehatan", CLINIC),
        ("UPTD Puskesmas Lunyuk", "Dinas Kesehatan", HEALTH),
        ("Kecamatan Satu", None, DISTRICT),
        ("Kecamatan Satuu", None, None),
        ("Kecamatan Dua", None, None),
        ("Dinas Perhubungan", None, None),
        (None, None, None),
    ],
)
def test_unit_first_then_its_parent(sender: str | None, parent: str | None, wanted: Requester | None) -> None:
    assert organisation_of(Letter(LetterKind.LETTER, sender=sender, parent=parent), ALL) is wanted


def test_two_of_the_same_name_are_none() -> None:
    twin = Requester("dinkes-2", "Dinas Kesehatan", "Kepala")

    assert organisation_of(Letter(LetterKind.LETTER, sender="Dinas Kesehatan"), (HEALTH, twin)) is None


def test_a_dinas_of_another_region_is_none_of_ours() -> None:
    elsewhere = Letter(LetterKind.LETTER, sender="Dinas Kesehatan", government="Pemerintah Kota Bekasi")
    ours = Letter(LetterKind.LETTER, sender="Dinas Kesehatan", government="Pemerintah Kabupaten Sumbawa")

    assert organisation_of(elsewhere, ALL) is None
    assert organisation_of(ours, ALL) is HEALTH
