"""Every door: its help, its example, and one sentence for whoever comes to the wrong one."""

import subprocess
import sys
from pathlib import Path

import pytest

from mailgate.cli import DOORS, GROUPS
from tests.cli.conftest import KEY, Mailgate


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_each_command_has_help_with_an_example_of_itself(mailgate: Mailgate, door: object) -> None:
    name = str(getattr(door, "name", ""))
    shown = mailgate(*name.split(), "--help")

    assert shown.code == 0
    assert f"mailgate {name}" in shown.out.partition("Example:")[2]


@pytest.mark.parametrize("group", [(), *((name,) for name in GROUPS)])
def test_a_group_alone_shows_what_is_in_it(mailgate: Mailgate, group: tuple[str, ...]) -> None:
    shown = mailgate(*group)

    assert shown.code == 0
    assert "Commands:" in shown.out
    assert shown.out == mailgate(*group, "--help").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["expl"], "No such command 'expl'"),
        (["explain"], "Missing argument 'FILE…'"),
        (["explain", "--stp", "2", "x.eml"], "No such option: --stp"),
        (["explain", "nothing.eml"], "nothing.eml: No such file or directory"),
        (["explain", "."], ".: Is a directory"),
        (["explain", "-", "--instansi", "atlantis"], "There is no office 'atlantis'"),
        (["explain", "-", "--role", "kadis"], "both --sop and --step"),
        (["explain", "-", "--instansi", "sumbawa", "--sop", "x", "--step", "2"], "has no SOP 'x'"),
        (["explain", "-", "--instansi", "sumbawa", "--sop", "sumbawa-2021", "--step", "99"], "has no step '99'"),
        (["sop", "show", "x"], "There is no SOP 'x'"),
        (["sop", "render", "x"], "There is no SOP 'x'"),
        (["ticket", "list"], "There is no database"),
        (["ticket", "show", "SBW-2026-000001"], "There is no database"),
        (["inbox", "list"], "There is no database"),
        (["inbox", "show", "one"], "Invalid value for 'ID'"),
        (["outbox", "hold"], "Missing argument 'ID…'"),
        (["outbox", "list", "--limit", "0"], "--limit"),
        (["audit", "verify"], "There is no database"),
        (["demo", "atlantis"], "There is no scenario 'atlantis'"),
        (["import", "nothing.mbox"], "nothing.mbox: No such file or directory"),
        (["poll"], "needs a broker that other processes reach"),
        (["work"], "needs a broker that other processes reach"),
        (["tick"], "needs a broker that other processes reach"),
        (["run"], "has no mailbox to look into"),
        (["digest"], "MAILGATE_SECRET_KEY is not set"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_sentence_on_stderr_and_exit_code_2(
    mailgate: Mailgate, arguments: list[str], said: str
) -> None:
    ran = mailgate(*arguments)

    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "setting",
    [
        {"MAILGATE_DATABASE_URL": "mysql://db/x"},
        {"MAILGATE_WORKERS": "many"},
        {"MAILGATE_CONFIG": "elsewhere.toml"},
        {"MAILGATE_RULES_DIR": "no/rules"},
    ],
    ids=lambda setting: next(iter(setting)),
)
def test_a_setting_that_cannot_be_used_is_one_sentence(mailgate: Mailgate, setting: dict[str, str]) -> None:
    ran = mailgate("sop", "list", **setting)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


def test_help_needs_no_library_that_takes_long_to_load() -> None:
    slow = ("sqlalchemy", "dramatiq", "aiosmtpd", "imapclient", "pydantic", "jinja2", "yaml", "pymap")
    script = f"import sys, mailgate.cli; print([name for name in {slow!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", [("db", "upgrade"), ("ticket", "list"), ("digest",)], ids=" ".join)
def test_a_database_that_cannot_be_reached_is_one_sentence_without_its_password(
    mailgate: Mailgate, command: tuple[str, ...]
) -> None:
    url = "postgresql+psycopg://mailgate:geheimnis@127.0.0.1:1/nothing"
    ran = mailgate(*command, MAILGATE_DATABASE_URL=url, MAILGATE_SECRET_KEY=KEY)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "geheimnis" not in ran.err


def test_a_file_that_is_no_database_is_one_sentence(mailgate: Mailgate, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("this is text")
    for command in (("db", "upgrade"), ("ticket", "list")):
        ran = mailgate(*command, MAILGATE_DATABASE_URL=f"sqlite:///{tmp_path}/notes.db")

        assert (ran.code, ran.err.count("\n")) == (2, 1)
        assert "file is not a database" in ran.err


def test_several_faults_are_told_as_the_first_and_where_the_others_are(mailgate: Mailgate) -> None:
    ran = mailgate("sop", "list", MAILGATE_INSTANSI="atlantis,utopia")

    assert ran.code == 2
    assert ran.err.endswith("(and 1 more; `mailgate check` lists all)\n")
