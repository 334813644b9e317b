"""Promises that hold only as long as somebody looks: every event is told, every mail has its words, every verb its
line.
"""

import re
from pathlib import Path
from typing import get_args

import pytest

from mailgate.app.notices import WRITERS
from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.event import Event
from mailgate.domain.meanings import BESIDE_AN_OUTCOME, MEANINGS
from mailgate.domain.verb import HEADWORDS, VERBS, Verb
from tests.domain.walking import shipped_policy

ROOT = Path(__file__).parents[1]
TEMPLATES = {path.name.removesuffix(".txt.j2") for path in (ROOT / "templates").glob("[!_]*.txt.j2")}
NOTICES = (ROOT / "docs" / "notices.md").read_text()
COMMANDS = (ROOT / "docs" / "perintah.md").read_text()


def test_every_event_has_its_line_in_the_table_of_notices() -> None:
    assert set(WRITERS) == set(get_args(Event))


def test_every_template_is_described_and_every_described_template_exists() -> None:
    described = set(re.findall(r"`([a-z-]+)`(?=[^|]*\|[^|]*\|[^|]*\|$)", NOTICES, re.M))
    assert set(re.findall(r"`([a-z-]+)`", NOTICES)) >= TEMPLATES
    assert described & TEMPLATES


def test_every_mail_that_an_sop_names_has_its_template() -> None:
    named = {
        n.template
        for office in shipped_policy().offices.values()
        for active in office.sops
        for step in active.sop.steps
        for n in step.notices
    }
    assert named <= TEMPLATES


def test_every_meaning_belongs_to_a_verb_of_the_table() -> None:
    assert set(MEANINGS) | set(BESIDE_AN_OUTCOME) <= HEADWORDS


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_command_has_its_help_and_its_line_in_the_docs(verb: Verb) -> None:
    assert verb.help
    assert f"| `{verb.name}` | {verb.help} |" in COMMANDS


def test_the_gateway_holds_no_post() -> None:
    assert THE_GATEWAY.seat is None
