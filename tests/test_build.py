"""What a fresh machine installs is what was reckoned: pinned, hashed, complete, and from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, str]:
    """Package → version of a lock, each of which must carry at least one hash."""
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", (PROJECT / lock).read_text().strip()):
        pinned = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", entry)
        assert pinned, f"{lock}: not pinned: {entry.splitlines()[0]}"
        assert "--hash=sha256:" in entry, f"{lock}: no hash: {pinned[1]}"
        found[canonicalize_name(pinned[1])] = pinned[2]
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_index(lock: str) -> None:
    text = (PROJECT / lock).read_text()
    assert re.findall(r".*://.*|^-{1,2}[a-z].*", text, re.MULTILINE) == []


def test_the_locks_agree() -> None:
    runtime, everything = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= everything.items()


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ["demo"]), ("requirements-dev.lock", ["demo", "dev"])]
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    project = asked["project"]
    wanted = [*asked["build-system"]["requires"], *project["dependencies"]]
    wanted += [line for extra in extras for line in project["optional-dependencies"][extra]]
    pinned = pins(lock)
    unmet = [
        line
        for line in map(Requirement, wanted)
        if not line.specifier.contains(pinned.get(canonicalize_name(line.name), "0"), prereleases=True)
    ]
    assert unmet == []


def test_the_continuous_integration_runs_the_readme_command() -> None:
    assert "\nmake test" in (PROJECT / ".ci" / "run").read_text()
