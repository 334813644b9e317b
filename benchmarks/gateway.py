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

ROOT = Path(__file__).parents[1]
KEY = secrets.token_hex(32)


def rules_for_many(folder: Path) -> Path:
    """The shipped rules in `folder`, where the whole domain of those who ask belongs to Dinas Kesehatan."""
    if (folder / "rules").exists():
        return folder / "rules"
    shutil.copytree(ROOT / "rules", folder / "rules")
    known = folder / "rules" / "sumbawa" / "opd.yaml"
    text = known.read_text(encoding="utf-8")
    known.write_text(text.replace("domain: []", "domain: [dinkes.sumbawa.example]", 1), encoding="utf-8")
    return folder / "rules"


def environment(
    folder: Path, *, database_url: str, smtp_url: str, authserv_id: str, imap_url: str = "", broker_url: str = "memory://"
) -> dict[str, str]:
    """The settings of a gateway for the Sumbawa sample office; `folder` holds its rules and whatever it keeps."""
    return {
        "MAILGATE_DATABASE_URL": database_url,
        "MAILGATE_BROKER_URL": broker_url,
        **({"MAILGATE_IMAP_URL": imap_url} if imap_url else {}),
        "MAILGATE_SMTP_URL": smtp_url,
        "MAILGATE_AUTHSERV_ID": authserv_id,
        "MAILGATE_INSTANSI": "sumbawa",
        "MAILGATE_RULES_DIR": str(rules_for_many(folder)),
        "MAILGATE_TEMPLATES_DIR": str(ROOT / "templates"),
        "MAILGATE_SECRET_KEY": KEY,
        "MAILGATE_VAR_DIR": str(folder),
    }


@contextmanager
def running(role: str, settings: dict[str, str], folder: Path) -> Iterator[Process]:
    """`mailgate <role>` until the block ends; RuntimeError with the end of its log where it ended by itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILGATE_")}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mailgate", role], env={**kept, **settings}, stdout=log, stderr=log, cwd=folder
        )
        try:
            yield Process(process.pid)
            if process.poll() is not None:
                raise RuntimeError(f"`mailgate {role}` ended by itself:\n{(folder / 'log').read_text()[-2000:]}")
        finally:
            process.terminate()
            process.wait(timeout=30)
