"""What the documents name exists: files, modules, templates and make targets."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "README.md", ROOT / "README.id.md", *sorted((ROOT / "docs").glob("*.md")))


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_house_plan_names_only_rooms_that_stand() -> None:
    plan = (ROOT / "docs" / "architecture.md").read_text()
    named = set(re.findall(r"`((?:mailgate/)?[a-z]+(?:/[a-z_]+)*\.py)`", plan))
    assert named
    assert [name for name in sorted(named) if not _stands(name)] == []


def _stands(name: str) -> bool:
    return (ROOT / name).exists() or (ROOT / "mailgate" / name).exists()


def test_every_make_target_that_the_documents_name_is_one() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M))
    named = {
        target
        for document in DOCS
        for target in re.findall(r"(?:`|^    )make ([a-z]+)", document.read_text(), re.MULTILINE)
    }
    assert {"demo", "test", "bench", "eval"} <= targets
    assert named <= targets
