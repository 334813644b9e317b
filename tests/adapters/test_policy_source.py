"""The policy in force follows the rule files, and outlives what is wrong with them."""

import os
import shutil
from pathlib import Path

import pytest

from mailgate.adapters.policy_source import PolicySource, told
from mailgate.domain.errors import PolicyError


@pytest.fixture
def rules(tmp_path: Path, rules_dir: Path) -> Path:
    """A copy of one shipped office."""
    shutil.copytree(rules_dir / "sumbawa", tmp_path / "sumbawa")
    return tmp_path


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1_000_000))


def phone(source: PolicySource) -> str | None:
    return source().offices["sumbawa"].phone


def test_a_changed_file_is_taken_in_force(rules: Path) -> None:
    source = PolicySource(rules, None)
    change(rules / "sumbawa" / "instansi.yaml", "0371-000000", "0371-111111")
    assert phone(source) == "0371-000000"
    source.refresh()
    assert phone(source) == "0371-111111"


def test_without_a_change_the_policy_is_the_same_object(rules: Path) -> None:
    source = PolicySource(rules, None)
    before = source()
    source.refresh()
    assert source() is before


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("instansi.yaml", "zona: Asia/Makassar", "zona: Asia/Mkasar"),
        ("sop/sumbawa-2021.yaml", "ke: akhir", "ke: langkah-99"),
        ("peran.yaml", "peran:", "peran: ["),
    ],
    ids=["a misspelt value", "a step that is not there", "no YAML any more"],
)
def test_a_faulty_change_is_told_once_and_the_last_good_policy_stays(
    rules: Path, file: str, before: str, after: str
) -> None:
    source = PolicySource(rules, None)
    good = source()
    change(rules / "sumbawa" / file, before, after)
    with pytest.raises(PolicyError) as caught:
        source.refresh()
    assert any(line.startswith(f"sumbawa/{file}") for line in told(caught.value))
    assert source() is good
    source.refresh()  # the same state of the files is not told again
    change(rules / "sumbawa" / file, after, before)
    source.refresh()
    assert source() is not good


def test_two_faulty_states_of_the_files_are_told_apart(rules: Path) -> None:
    source = PolicySource(rules, None)
    prints = {source.fingerprint}
    for zone in ("Asia/A", "Asia/BB"):
        file = rules / "sumbawa" / "instansi.yaml"
        change(file, file.read_text(encoding="utf-8").split("zona: ")[1].split("\n")[0], zone)
        with pytest.raises(PolicyError):
            source.refresh()
        prints.add(source.fingerprint)
    assert len(prints) == 3


def test_a_new_office_comes_into_force_unless_others_were_named(rules: Path, rules_dir: Path) -> None:
    all_of_them, one = PolicySource(rules, None), PolicySource(rules, ("sumbawa",))
    shutil.copytree(rules_dir / "bekasi", rules / "bekasi")
    for source in (all_of_them, one):
        source.refresh()
    assert sorted(all_of_them().offices) == ["bekasi", "sumbawa"]
    assert sorted(one().offices) == ["sumbawa"]


def test_the_lock_of_an_editor_disturbs_nothing(rules: Path) -> None:
    source = PolicySource(rules, None)
    (rules / "sumbawa" / ".#aturan.yaml").symlink_to("seseorang@komputer.1234")
    source.refresh()
    assert phone(source) == "0371-000000"


def test_there_is_no_gateway_without_a_good_policy_to_begin_with(rules: Path) -> None:
    change(rules / "sumbawa" / "instansi.yaml", "prefiks_tiket: SBW", "prefiks_tiket: s")
    with pytest.raises(PolicyError):
        PolicySource(rules, None)
