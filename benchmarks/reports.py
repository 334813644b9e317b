"""`make bench-laporan`: the reports of an office with thousands of tickets in the week, from database to mails."""

import resource
import secrets
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from benchmarks.busy_office import fill
from benchmarks.table import row
from mailgate.app.deliver import CONTENT_TYPES, mail_of
from mailgate.app.ports import OutboxRow
from mailgate.app.reporting import store_reports
from mailgate.bootstrap import Machine
from mailgate.domain.notice import Notice
from mailgate.domain.period import Month, Period, Week
from mailgate.mail.compose import Enclosure, compose
from mailgate.settings import Settings

ROOT = Path(__file__).parents[1]
OFFICE = "sumbawa"
IN_THE_WEEK = 5000
BEFORE = 5000
"""Tickets of the week before, which the report compares with; the weeks before those are counted only."""
EARLIER = 250
"""Tickets of each of the six weeks before them."""
ZONE = ZoneInfo("Asia/Makassar")
WEEK = Week(2026, 46)
NOW = datetime(2026, 11, 16, 7, 31, tzinfo=ZONE)
"""The Monday after, at the hour of the report."""


def machine_in(folder: Path, now: datetime) -> Machine:
    """A gateway of one sample office on SQLite in that folder, at that moment."""
    settings = Settings(
        instansi=(OFFICE,),
        rules_dir=ROOT / "rules",
        templates_dir=ROOT / "templates",
        secret_key=SecretStr(secrets.token_hex(32)),
        var_dir=folder,
    )
    return Machine(settings, clock=lambda: now)


def filled(machine: Machine, now: datetime) -> None:
    """Eight weeks of tickets."""
    office = machine.world.office(OFFICE)
    for back in range(7, -1, -1):
        start = WEEK.span(office.zone)[0] - timedelta(weeks=back)
        with machine.database.unit_of_work() as uow:
            fill(uow, office, start, {0: IN_THE_WEEK, 1: BEFORE}.get(back, EARLIER), now)
            uow.commit()


def mailed(machine: Machine, notice: Notice) -> bytes:
    """The notice as it goes to SMTP, papers and all."""
    office = machine.world.office(OFFICE)
    rendered = machine.renderer.render(notice)
    papers = [
        Enclosure(p.name, CONTENT_TYPES[p.format], machine.press.make(p, office), inline=p.inline)
        for p in notice.papers
    ]
    outgoing = mail_of(OutboxRow(1, notice, "x@sumbawa.example", NOW, 1, NOW), rendered, office, plus=False)
    return compose(replace(outgoing, enclosures=papers))


def measured(machine: Machine, period: Period, goal: str) -> None:
    """Data, storing, rendering of every reader's mail; printed."""
    office = machine.world.office(OFFICE)
    began, cpu = perf_counter(), process_time()
    notices, _ = store_reports(period, office, machine.world)
    stored = perf_counter()
    mails = [mailed(machine, notice) for notice in notices]
    done = perf_counter()
    row(f"{period}: figures, lists and the rows of the outbox", f"{stored - began:.2f} s", "")
    row(f"{period}: {len(mails)} mails with charts, xlsx and PDF", f"{done - stored:.2f} s", "")
    row(f"{period}: together", f"{done - began:.2f} s", goal)
    row("  CPU of it", f"{process_time() - cpu:.2f} s", "")
    row("  largest mail", f"{max(map(len, mails)) / 1e6:.2f} MB", "")


def main() -> None:
    load = Path("/proc/loadavg").read_text().split()[0]
    print(f"mailgate bench laporan, Python {sys.version.split()[0]}, {load} load")
    with TemporaryDirectory(prefix="mailgate-bench-") as folder:
        machine = machine_in(Path(folder), NOW)
        began = perf_counter()
        filled(machine, NOW)
        row(f"(filling: {IN_THE_WEEK + BEFORE + 6 * EARLIER} tickets)", f"{perf_counter() - began:.0f} s", "")
        measured(machine, WEEK, "goal < 5 s")
        measured(machine, WEEK, "again, all remembered")
        measured(machine, Month(2026, 11), "")
        machine.close()
    row("highest memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB", "")


if __name__ == "__main__":
    main()
