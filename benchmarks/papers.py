"""What the dossier of a much travelled ticket costs: `mailgate ticket dossier` in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.gateway import ROOT
from benchmarks.knobs import Knobs
from benchmarks.table import row, section

MAILS = 36
"""Remarks of the requester, each answered: their dossier has some 40 pages."""

NUMBER = "SBW-2026-000001"
REQUESTER = "dinkes@sumbawa.example"
REMARK = "Mohon perkembangan penanganannya; di ruang pelayanan antrean pasien masih menunggu sejak pagi. " * 12


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, CPU seconds, memory at its highest (MB, 10^6 bytes), and the pages made."""

    seconds: float
    cpu: float
    megabytes: float
    pages: int


def dossier(_: Knobs) -> None:
    """The dossier of one ticket, from the command's start to its exit."""
    section("The dossier of a much travelled ticket")
    cost = dossier_cost()
    row(f"{cost.pages} pages, start to exit", f"{cost.seconds:.1f} s", "goal < 10 s for 40 pages")
    row("  CPU of that", f"{cost.cpu:.1f} s")
    row("  memory at its highest", f"{cost.megabytes:.0f} MB", "goal < 400 MB")


def dossier_cost() -> Cost:
    """Play a ticket with many remarks on an empty database, then measure its dossier from start to exit."""
    with TemporaryDirectory(prefix="mailgate-bench-") as folder:
        _play(Path(folder))
        return _measured(Path(folder))


def _play(folder: Path) -> None:
    from tests.app.desk import mail, open_gateway, reply

    for gateway in open_gateway(folder):
        gateway.takes("sumbawa", mail(REQUESTER, "layanan@sumbawa.example", "Gangguan jaringan internet", REMARK))
        for at in range(MAILS):
            gateway.clock.forward(minutes=5)
            receipt = gateway.mail_to(REQUESTER, "tanda-terima")
            gateway.takes("sumbawa", reply(REQUESTER, receipt, f"CATATAN: nomor {at}. {REMARK}"))


def _measured(folder: Path) -> Cost:
    import pypdfium2

    out = folder / "berkas.pdf"
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("MAILGATE_")},
        "MAILGATE_DATABASE_URL": f"sqlite:///{folder}/test.db",
        "MAILGATE_RULES_DIR": str(ROOT / "rules"),
        "MAILGATE_TEMPLATES_DIR": str(ROOT / "templates"),
        "MAILGATE_VAR_DIR": str(folder),
    }
    command = [sys.executable, "-m", "mailgate", "ticket", "dossier", NUMBER, "--out", str(out)]
    began = perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = perf_counter() - began
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    process.returncode = 0
    pages = len(pypdfium2.PdfDocument(out))
    return Cost(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, pages)
