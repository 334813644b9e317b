"""The command line in this process, in an empty folder and without settings of the machine it runs on."""

import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog

from mailgate.cli import main
from tests.app.desk import Gateway

KEY = "4f0c1b7d9e2a58364f0c1b7d9e2a5836"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str

    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Mailgate = Callable[..., Ran]


@pytest.fixture
def mailgate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Mailgate:
    """`mailgate("sop", "list", MAILGATE_RULES_DIR=…, stdin=b"…")` runs the program and gives back what it did."""
    for name in [name for name in os.environ if name.startswith("MAILGATE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: bytes = b"", **environment: object) -> Ran:
        capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["mailgate", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            for name, value in environment.items():
                patch.setenv(name, str(value))
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A door configures the log for its whole process; the next test finds it as it was."""
    root, level, handlers = logging.getLogger(), logging.getLogger().level, logging.getLogger().handlers[:]
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def ask(mailgate: Mailgate, gateway: Gateway) -> Mailgate:
    """The command line on the database of the `gateway` that the test's own file opens."""

    def run(*arguments: object, stdin: bytes = b"", **environment: object) -> Ran:
        url = gateway.database.engine.url.render_as_string(hide_password=False)
        return mailgate(*arguments, stdin=stdin, MAILGATE_DATABASE_URL=url, **environment)

    return run
