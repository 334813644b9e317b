"""`laporan_bulanan` of instansi.yaml: who gets the monthly report."""

from pathlib import Path

import pytest

from mailgate.adapters.policy_yaml import load_policy
from tests.adapters.uji import TODAY, written

AFTER = "laporan_mingguan: 7:30\n"


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("", ("kadis", "kadin", "tu", "pengelola")),
        ("laporan_bulanan: [kadis, kabid]\n", ("kadis", "kabid")),
        ("laporan_bulanan: []\n", ()),
    ],
    ids=["unsaid", "said", "nobody"],
)
def test_the_office_names_roles_or_gets_the_usual_readers(tmp_path: Path, line: str, roles: tuple[str, ...]) -> None:
    folder = written(tmp_path, ("instansi.yaml", AFTER, AFTER + line))
    assert load_policy(folder, today=TODAY).offices["uji"].monthly_to == roles
