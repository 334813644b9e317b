"""Whom a letter is for, seen from each shipped office."""

import pytest

from mailgate.domain.letter import Letter, LetterKind
from mailgate.surat.addressed import Addressed, addressed
from tests.domain.walking import shipped_policy

US, COPY, OTHERS = Addressed.US, Addressed.COPY, Addressed.OTHERS


@pytest.mark.parametrize(
    ("office", "addressee", "concern"),
    [
        ("sumbawa", "Kepala Dinas Komunikasi Informatika Statistik dan Persandian Kabupaten Sumbawa", US),
        ("sumbawa", "Kepala Diskominfotik Kab. Sumbawa", US),
        ("sumbawa", "Kepala Dinas Kominfo", US),
        ("sumbawa", "Bupati Sumbawa Cq. Kepala Dinas Kominfotik", US),
        ("sumbawa", "Kepala Dinas Kornunikasi dan Inforrnatika", US),
        ("trenggalek", "Kepala Dinas Komunikasi dan Informatika", US),
        ("trenggalek", "Kadis Kominfo Kab. Trenggalek", US),
        ("bekasi", "Kepala Diskominfostandi Kota Bekasi", US),
        ("sumbar", "Kepala Dinas Kominfotik Provinsi Sumatera Barat", US),
        ("sumbawa", "Kepala Bidang Teknologi Informasi", US),
        ("sumbawa", "Bupati Sumbawa", US),
        ("sumbawa", None, US),
        ("sumbawa", "Kepala Dinas Pekerjaan Umum dan Penataan Ruang", OTHERS),
        ("sumbawa", "Kepala Badan Pusat Statistik Kabupaten Sumbawa", OTHERS),
        ("sumbawa", "Direktur RSUD Sumbawa", OTHERS),
        ("sumbawa", "Camat Satu", OTHERS),
        ("trenggalek", "Kepala Badan Keuangan Daerah Kabupaten Trenggalek", OTHERS),
    ],
)
def test_a_letter_is_for_whom_its_address_says(office: str, addressee: str | None, concern: Addressed) -> None:
    letter = Letter(LetterKind.LETTER, addressee=addressee)
    assert addressed([letter], shipped_policy().offices[office]) is concern


SUMBAWA = shipped_policy().offices["sumbawa"]
ELSEWHERE = Letter(LetterKind.LETTER, addressee="Kepala Dinas Perhubungan")


def test_a_copy_for_us_informs_us() -> None:
    copied = Letter(LetterKind.LETTER, addressee="Kepala Dinas Perhubungan", copies=("Kepala Dinas Kominfo", "Arsip"))
    assert addressed([copied], SUMBAWA) is COPY


def test_a_disposition_makes_anything_ours() -> None:
    assert addressed([Letter(LetterKind.DISPOSITION), ELSEWHERE], SUMBAWA) is US


def test_an_address_that_was_hardly_read_decides_nothing() -> None:
    doubtful = Letter(LetterKind.LETTER, addressee="Kepala Dinas Perhubungan", confidence={"kepada": 0.5})
    assert addressed([doubtful], SUMBAWA) is US


def test_one_letter_for_us_among_others_is_enough() -> None:
    ours = Letter(LetterKind.LETTER, addressee="Kepala Dinas Kominfo")
    assert addressed([ELSEWHERE, ours], SUMBAWA) is US
