"""A `mailgate run` process of its own, so that its CPU and memory are its alone, seen through /proc."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Process:
    """A running gateway."""

    pid: int

    def cpu_seconds(self) -> float:
        """User and system time used so far (proc(5), stat fields 14 and 15)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self) -> float:
        """Resident memory now, in MB (10^6 bytes)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6


REQUESTERS = tuple(f"staf{number:02}@dinkes.sumbawa.example" for number in range(50))
"""Who asks: no address more often in an hour than one is answered (app/limits.py)."""


def rules_for_many(folder: Path) -> Path:
    """The shipped rules in `folder`, where the whole domain of the REQUESTERS belongs to Dinas Kesehatan."""
    shutil.copytree(ROOT / "rules", folder / "rules")
    known = folder / "rules" / "sumbawa" / "opd.yaml"
    text = known.read_text(encoding="utf-8")
    known.write_text(text.replace("domain: []", "domain: [dinkes.sumbawa.example]", 1), encoding="utf-8")
    return folder / "rules"


@contextmanager
def running(imap_url: str, smtp_url: str, authserv_id: str) -> Iterator[Process]:
    """`mailgate run` for the Sumbawa sample office on SQLite in an empty folder, until the block ends."""
    with TemporaryDirectory(prefix="mailgate-bench-") as folder:
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("MAILGATE_")},
            "MAILGATE_IMAP_URL": imap_url,
            "MAILGATE_SMTP_URL": smtp_url,
            "MAILGATE_AUTHSERV_ID": authserv_id,
            "MAILGATE_INSTANSI": "sumbawa",
            "MAILGATE_RULES_DIR": str(rules_for_many(Path(folder))),
            "MAILGATE_TEMPLATES_DIR": str(ROOT / "templates"),
            "MAILGATE_SECRET_KEY": secrets.token_hex(32),
            "MAILGATE_VAR_DIR": folder,
            "MAILGATE_DATABASE_URL": f"sqlite:///{folder}/mailgate.db",
        }
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "mailgate", "run"], env=environment, stdout=log, stderr=log, cwd=folder
            )
            try:
                yield Process(process.pid)
                if process.poll() is not None:
                    raise RuntimeError((Path(folder) / "log").read_text()[-2000:])
            finally:
                process.terminate()
                process.wait(timeout=30)
