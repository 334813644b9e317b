"""The golden mails of an office and what is expected of each."""

from pathlib import Path

import pytest

from mailgate.adapters.policy_yaml import golden
from mailgate.domain.errors import PolicyError
from tests.adapters.uji import written

RULES = Path(__file__).resolve().parents[2] / "rules"


def expectations(folder: Path, text: str) -> Path:
    examples = written(folder) / "uji" / "contoh"
    examples.mkdir()
    (examples / "mati.eml").write_text("Subject: mati\n\n")
    (examples / "harapan.yaml").write_text(text)
    return folder


@pytest.mark.parametrize("opening", ["", "contoh:\n"])
def test_golden_mails_are_listed_with_what_is_expected(tmp_path: Path, opening: str) -> None:
    rules = expectations(tmp_path, f"{opening}- {{berkas: mati.eml, sop: uji-2026, prioritas: P2}}\n")
    ((path, expected),) = golden(rules, "uji")

    assert path == tmp_path / "uji" / "contoh" / "mati.eml"
    assert (expected.sop, expected.tray, expected.priority) == ("uji-2026", None, "P2")
    line = 2 if opening else 1
    assert str(expected.fault("masuk nampan")) == f"uji/contoh/harapan.yaml:{line}: contoh.1: masuk nampan"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- {berkas: hilang.eml, sop: uji-2026}", "berkas 'hilang.eml' tidak ada"),
        ("- {berkas: ../instansi.yaml, sop: uji-2026}", "tidak ada di folder contoh"),
        ("- {berkas: mati.eml}", "tulis sop atau nampan"),
        ("- {berkas: mati.eml, nampan: sampah}", "contoh.1.nampan: harus salah satu dari"),
        ("- {berkas: mati.eml, sop: a, catatan: b, tray: c}", "kunci 'tray' tidak dikenal"),
    ],
)
def test_a_faulty_expectation_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(PolicyError) as refused:
        list(golden(expectations(tmp_path, line), "uji"))

    assert said in str(refused.value)


def test_an_office_without_golden_mails_has_none(tmp_path: Path) -> None:
    assert list(golden(written(tmp_path), "uji")) == []


@pytest.mark.parametrize("code", ["bekasi", "sumbar", "sumbawa", "trenggalek"])
def test_the_golden_mails_of_a_shipped_office_are_listed_soundly(code: str) -> None:
    for path, expected in golden(RULES, code):
        assert path.is_file()
        assert bool(expected.sop) is not bool(expected.tray)
