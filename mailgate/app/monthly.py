"""The monthly "Laporan Manajemen Layanan": the evidence that SPBE assessors ask for (domain notes 4.7)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mailgate.app.digest import report_frame, sending_hour
from mailgate.app.frame import Reader, role_readers
from mailgate.app.ports import UnitOfWork
from mailgate.app.service_report import service_report
from mailgate.app.survey import Survey, row, rows_of, survey
from mailgate.app.world import World
from mailgate.domain.notice import Json, Notice, Paper
from mailgate.domain.office import Office
from mailgate.domain.period import Month
from mailgate.domain.wording import MONTHS, day_in_words, moment_in_words

FILE = "laporan-manajemen-layanan-{month}.{format}"

LATE_DAYS = 7
"""The report is evidence and not news: a week of outage does not make it worthless."""


def monthly(month: Month, office: Office, world: World, uow: UnitOfWork) -> list[Notice]:
    """The month's reports, one for each reader; the same month and reader give the same key."""
    desk = world.desk(office)
    seen = survey(month, desk, uow)
    title = f"{MONTHS[month.number - 1]} {month.year}"
    document, sheets = service_report(seen, title, desk, uow)
    papers = (
        Paper("laporan-bulanan", "pdf", FILE.format(month=month, format="pdf"), document),
        Paper("buku-kerja", "xlsx", FILE.format(month=month, format="xlsx"), sheets),
    )
    body = _body(seen, title, papers, moment_in_words(desk.now, office))
    readers: dict[str, Reader] = {}
    for role in office.monthly_to:
        for reader in role_readers(role, desk):
            readers.setdefault(reader.email, reader)
    return [_notice(month, reader, body, papers, office) for reader in readers.values()]


def _body(seen: Survey, title: str, papers: tuple[Paper, ...], at: str) -> Json:
    open_now = seen.open
    return {
        "month": title,
        "first_day": day_in_words(seen.period.first),
        "last_day": day_in_words(seen.period.last),
        "at": at,
        "rows": [
            *rows_of(seen.figures, seen.figures_before),
            row("Masih berjalan", str(len(open_now))),
            row("Melampaui batas waktu SOP", str(sum(e.overdue for e in open_now))),
        ],
        "attached": [paper.name for paper in papers],
    }


def _notice(month: Month, reader: Reader, body: Json, papers: tuple[Paper, ...], office: Office) -> Notice:
    payload = {**body, **report_frame(reader, office, hal=body["month"], answerable=False)}
    key = f"{office.code}/laporan/{month}/{reader.email}"
    return Notice(key, office.code, "laporan-bulanan", reader.email, payload, papers=papers)


def is_due(office: Office, now: datetime) -> bool:
    """Whether last month's report should go out now: from the month's first working day at the office's hour on."""
    local = now.astimezone(ZoneInfo(office.zone))
    this = Month.of(local.date())
    due = sending_hour(this.first, this.last, office)
    return due <= local < due + timedelta(days=LATE_DAYS)
