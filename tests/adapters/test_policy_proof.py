"""`bukti` and `verifikasi_dkim` of instansi.yaml."""

from pathlib import Path

import pytest

from mailgate.adapters.policy_yaml import load_policy
from mailgate.domain.errors import PolicyError
from mailgate.domain.office import Office
from mailgate.domain.proof import Grade
from mailgate.domain.verb import Risk
from tests.adapters.uji import TODAY, written

AFTER = "laporan_mingguan: 7:30\n"


def office(folder: Path, more: str = "") -> Office:
    return load_policy(written(folder, ("instansi.yaml", AFTER, AFTER + more)), today=TODAY).offices["uji"]


def test_an_office_that_says_nothing_gets_the_usual_proof_and_asks_no_resolver(tmp_path: Path) -> None:
    uji = office(tmp_path)
    assert uji.proof == {Risk.HARMLESS: Grade.SENDER, Risk.REVERSIBLE: Grade.TICKET, Risk.GRAVE: Grade.STEP}
    assert not uji.verify_dkim


def test_a_stricter_office_has_grave_commands_confirmed(tmp_path: Path) -> None:
    uji = office(tmp_path, "bukti: {T: konfirmasi}\nverifikasi_dkim: ya\n")
    assert uji.proof[Risk.GRAVE] is Grade.CONFIRMED
    assert uji.proof[Risk.REVERSIBLE] is Grade.TICKET
    assert uji.verify_dkim


@pytest.mark.parametrize("line", ["bukti: {T: apa saja}\n", "bukti: {X: segel}\n", "verifikasi_dkim: mungkin\n"])
def test_what_is_no_grade_is_a_fault(tmp_path: Path, line: str) -> None:
    with pytest.raises(PolicyError):
        office(tmp_path, line)
