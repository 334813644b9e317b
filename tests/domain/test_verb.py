"""The command table: complete, consistent, and with a line of help for every verb."""

import pytest

from mailgate.domain.verb import HEADWORDS, VERBS, Risk, Verb, verb
from mailgate.mail.phrases import WORDINGS
from mailgate.mail.wording import alternatives
from mailgate.mail.words import words_of

OF_THE_NOTES = (
    "DISPOSISI | TUNJUK | TUGASKAN | TERIMA | VERIFIKASI | SESUAI | TIDAK SESUAI | YA | TIDAK | PRIORITAS | "
    "PROSES | KOORDINASI | ARAHAN | SUDAH DITINJAU | BERHASIL | TIDAK BERHASIL | RUSAK | TIDAK RUSAK | TERIMA "
    "BA | KIRIM BA | TANPA PENGGANTIAN | TERPASANG | UJI BERHASIL | UJI GAGAL | LAPOR | TERUSKAN | SELESAI | "
    "KEMBALIKAN | SETUJU | TOLAK | TUTUP | BA | MENGETAHUI | KONFIRMASI | TUNDA | LANJUT | ESKALASI | ALIHKAN "
    "| GABUNG | PISAH | CATATAN | STATUS | BANTUAN | BATAL | BUKA KEMBALI | BELUM SELESAI | BELUM PULIH | "
    "LENGKAPI | NILAI | CUTI | LAPOR a.n. | UBAH | CETAK | AMBIL | SOP | BUKAN PERMINTAAN "
)


def test_every_headword_of_the_domain_notes_is_in_the_table() -> None:
    assert {name.strip() for name in OF_THE_NOTES.split("|")} == HEADWORDS


def test_no_headword_stands_twice() -> None:
    assert len(VERBS) == len(HEADWORDS)


def test_every_verb_says_how_people_write_it() -> None:
    assert set(WORDINGS) == HEADWORDS


@pytest.mark.parametrize("entry", VERBS, ids=lambda entry: entry.name)
def test_every_verb_has_one_line_of_help_and_an_example_of_itself(entry: Verb) -> None:
    assert entry.help
    assert entry.help == entry.help.strip().rstrip(".")
    assert "\n" not in entry.help
    assert entry.example.startswith(entry.name)


@pytest.mark.parametrize("entry", VERBS, ids=lambda entry: entry.name)
def test_kin_and_opposites_are_headwords(entry: Verb) -> None:
    assert set(entry.kin) <= HEADWORDS - {entry.name}
    assert set(entry.opposes) <= HEADWORDS - {entry.name}


def test_what_is_hard_to_undo_is_grave() -> None:
    grave = {entry.name for entry in VERBS if entry.risk is Risk.GRAVE}
    assert {"SETUJU", "TOLAK", "TUTUP", "MENGETAHUI", "TIDAK", "TIDAK SESUAI", "ALIHKAN", "BATAL", "CUTI"} <= grave


def test_a_reason_is_demanded_where_somebody_is_told_no() -> None:
    assert all(verb(name).needs_reason for name in ("TIDAK SESUAI", "TOLAK", "KEMBALIKAN", "TIDAK", "TUNDA"))
    assert verb("TUNDA").needs_date


def test_an_unknown_verb_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        verb("RAPAT")


def test_no_phrase_means_two_verbs_that_exclude_each_other() -> None:
    meant: dict[tuple[str, ...], set[str]] = {}
    for name, wording in WORDINGS.items():
        for cell in (wording.outright, wording.telling, wording.alone):
            for phrase in alternatives(cell):
                meant.setdefault(words_of(phrase), set()).add(name)
    contradictions = {
        (phrase, name, other)
        for phrase, names in meant.items()
        for name in names
        for other in verb(name).opposes
        if other in names
    }
    assert contradictions == set()
