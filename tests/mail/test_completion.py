"""Words of a requester without a file: details, or a question, a promise, a refusal."""

import pytest

from mailgate.mail.completion import tells_details


@pytest.mark.parametrize(
    "text",
    [
        "Lokasinya ruang arsip lantai 2, narahubung Wulan",
        "Nomor surat 005/12/2026",
        "Selamat pagi.\nGedung C, dekat tangga",
    ],
)
def test_a_statement_tells_details(text: str) -> None:
    assert tells_details(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Terima kasih infonya",
        "baik pak",
        "Surat apa yang dimaksud?",
        "lusa kami antar suratnya",
        "formulirnya belum jadi",
        "tunggu sebentar ya pak",
        "masih di meja pimpinan",
        "kalau sudah ada kami kirim",
    ],
)
def test_thanks_questions_and_promises_tell_none(text: str) -> None:
    assert not tells_details(text)
