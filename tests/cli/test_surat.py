"""`surat`: a letter's fields for people and for programs, and a sentence for what is no letter."""

from pathlib import Path

from tests.cli.conftest import Mailgate
from tests.letters import letter

KEYS = (
    "file nomor tanggal hal sifat lampiran pengirim kepada penanda_tangan tembusan tte engine pages confidence text "
    "doubtful"
).split()


def test_a_letter_is_one_object_as_contracted(mailgate: Mailgate, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_bytes(letter())
    ran = mailgate("surat", "surat.txt", "--json")
    (told,) = ran.objects()
    assert ran.code == 0
    assert set(KEYS) <= set(told)
    assert (told["nomor"], told["tanggal"], told["pengirim"]) == (
        "500.12/1123/DIKES/XI/2026",
        "2026-11-19",
        "Dinas Kesehatan",
    )
    assert (told["tte"], told["engine"], told["pages"]) == ("tidak ada", "teks", 1)


def test_people_read_the_fields(mailgate: Mailgate, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_bytes(letter())
    ran = mailgate("surat", "surat.txt")
    assert "500.12/1123/DIKES/XI/2026" in ran.out
    assert "Permohonan Troubleshooting Gangguan Jaringan" in ran.out


def test_what_cannot_be_read_gives_nulls_and_the_senders_sentence(mailgate: Mailgate, tmp_path: Path) -> None:
    (tmp_path / "arsip.zip").write_bytes(b"Rar!\x1a\x07\x00" + bytes(100))
    ran = mailgate("surat", "arsip.zip", "--json")
    (told,) = ran.objects()
    assert ran.code == 0
    assert (told["nomor"], told["hal"], told["text"]) == (None, None, "")
    assert told["catatan"][0].startswith("Berkas arsip")


def test_a_file_that_is_not_there_is_one_sentence(mailgate: Mailgate) -> None:
    ran = mailgate("surat", "nothing.pdf")
    assert (ran.code, ran.err) == (2, "nothing.pdf: No such file or directory\n")
