"""docs/operations.md names every command, every option and every setting."""

import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from mailgate.cli import DOORS, app
from mailgate.settings import MailboxSettings, Settings

OPERATIONS = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()


def options() -> list[tuple[str, str]]:
    """(command, option) of everything but --help."""
    found = []
    for door in DOORS:
        command = get_command(app)
        for word in door.name.split():
            context = typer.Context(command)
            command = command.get_command(context, word)  # type: ignore[attr-defined]
        found += [(door.name, name) for param in command.params for name in param.opts if name.startswith("--")]
    return [(command, option) for command, option in found if option != "--help"]


def rows_about(command: str) -> str:
    """The lines of the table of commands that name this one."""
    return "\n".join(line for line in OPERATIONS.splitlines() if re.search(rf"^\|.*`mailgate {command}\b", line))


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_each_command_stands_in_the_table_of_commands(door: object) -> None:
    assert rows_about(str(getattr(door, "name", "")))


@pytest.mark.parametrize(("command", "option"), options())
def test_each_option_is_documented_beside_its_command(command: str, option: str) -> None:
    assert f"`{option}" in rows_about(command)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_each_setting_is_documented(name: str) -> None:
    described = f"[{name}" if name in ("mailbox", "lmtp", "surat") else f"`MAILGATE_{name.upper()}`"
    assert described in OPERATIONS


@pytest.mark.parametrize("name", MailboxSettings.model_fields)
def test_each_key_of_a_mailbox_is_documented(name: str) -> None:
    assert re.search(rf"^    {name} = ", OPERATIONS, re.MULTILINE)


def test_no_command_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"`mailgate ((?:sop|ticket|inbox|outbox|address|audit|db) \w+|\w+)", OPERATIONS))

    assert named <= {door.name for door in DOORS}
