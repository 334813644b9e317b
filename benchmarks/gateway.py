"""`mailgate run` or one role of it in a process of its own, so that its CPU and memory are its alone."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import Process
from mailgate.bootstrap import Machine
from mailgate.settings import Settings

ROOT = Path(__file__).parents[1]
KEY = secrets.token_hex(32)
AUTHSERV = "mx.demo.example"
"""Whose word on senders is believed."""


def rules_for_many(folder: Path) -> Path:
    """The shipped rules in `folder`, where the whole domain of those who ask belongs to Dinas Kesehatan."""
    if (folder / "rules").exists():
        return folder / "rules"
    shutil.copytree(ROOT / "rules", folder / "rules")
    known = folder / "rules" / "sumbawa" / "opd.yaml"
    text = known.read_text(encoding="utf-8")
    known.write_text(text.replace("domain: []", "domain: [dinkes.sumbawa.example]", 1), encoding="utf-8")
    return folder / "rules"


def settings_of(folder: Path, **urls: str) -> dict[str, str]:
    """The settings of a gateway for the Sumbawa sample office: `database_url`, `smtp_url` and what else is given.

    `folder` holds its rules and whatever it keeps.
    """
    return {
        "instansi": "sumbawa",
        "rules_dir": str(rules_for_many(folder)),
        "templates_dir": str(ROOT / "templates"),
        "secret_key": KEY,
        "var_dir": str(folder),
        "authserv_id": AUTHSERV,
        **urls,
    }


def machine_for(folder: Path, **urls: str) -> Machine:
    """The same gateway inside this process."""
    return Machine(Settings.model_validate(settings_of(folder, **urls)))


@contextmanager
def running(role: str, settings: dict[str, str], folder: Path) -> Iterator[Process]:
    """`mailgate <role>` until the block ends; RuntimeError with the end of its log where it ended by itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILGATE_")}
    given = {f"MAILGATE_{name.upper()}": value for name, value in settings.items()}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mailgate", role], env={**kept, **given}, stdout=log, stderr=log, cwd=folder
        )
        try:
            yield Process(process.pid)
            if process.poll() is not None:
                raise RuntimeError(f"`mailgate {role}` ended by itself:\n{(folder / 'log').read_text()[-2000:]}")
        finally:
            process.terminate()
            process.wait(timeout=30)
