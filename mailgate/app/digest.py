"""The weekly report: what waits for its reader, what came in and was done, what is late (domain notes 5.3)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailgate.app import report_book as book
from mailgate.app.attention import answer_buttons, attention_of
from mailgate.app.figures import Group, grouped, slowest
from mailgate.app.frame import Desk, Reader, office_words, role_readers
from mailgate.app.ledger import BRANCH_ROLE
from mailgate.app.ports import UnitOfWork
from mailgate.app.report_charts import on_time, told_trend, trend
from mailgate.app.survey import Survey, row, rows_of, survey
from mailgate.app.world import World
from mailgate.domain.notice import Json, Notice, Paper
from mailgate.domain.office import Office
from mailgate.domain.period import Week
from mailgate.domain.wording import day_in_words
from mailgate.mail.seal import REPORT_PREFIX, TICKET_SCOPE

HEADS = ("kadis", "kadin")
WORKING = ("koordinator", "helpdesk", "pengelola")
READER_ROLES = (*HEADS, BRANCH_ROLE, *WORKING)
"""Who reads the weekly report: the head, each Kabid his own bidang, and those who work the tickets the full list."""

GROUPS_SHOWN = 5
"""SOPs, bidang and organisations that the mail itself names; the workbook has all."""


def digest(week: Week, office: Office, world: World, uow: UnitOfWork) -> list[Notice]:
    """The week's reports, one for each reader; the same week and reader give the same key, so none is sent twice."""
    desk = world.desk(office)
    whole = survey(week, desk, uow)
    readers: dict[str, Reader] = {}
    for role in READER_ROLES:
        for reader in role_readers(role, desk):
            readers.setdefault(reader.email, reader)
    parts: dict[str, _Part] = {}
    return [_notice(_part_for(reader, whole, parts, office), whole, reader, desk, uow) for reader in readers.values()]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the office as the mails of its readers tell it; `seen` is narrowed to one bidang, or the whole."""

    seen: Survey
    scope: str | None
    body: Json
    papers: tuple[Paper, ...]


def _part_for(reader: Reader, whole: Survey, parts: dict[str, _Part], office: Office) -> _Part:
    """The reader's part, told once for all who share it."""
    role = (reader.seat or "").partition(":")[0]
    key = (reader.seat or "") if role == BRANCH_ROLE else ("kerja" if role in WORKING else "kepala")
    if key not in parts:
        seat = office.roster.seat(key) if role == BRANCH_ROLE else None
        seen = whole.within(lambda entry: entry.branch == seat) if seat else whole
        of_whom = f"-{seat.code.replace(':', '-')}" if seat else ""
        name = None if key == "kepala" else f"daftar-tiket{of_whom}-{seen.period}.xlsx"
        parts[key] = _told(seen, seat.title if seat else None, office, name)
    return parts[key]


def _told(seen: Survey, scope: str | None, office: Office, workbook: str | None) -> _Part:
    by_sop, by_branch = _groups(seen, "SOP"), _groups(seen, "Bidang")
    drawn = [trend(seen.labels, seen.trend, "minggu"), on_time(by_sop, "SOP") or on_time(by_branch, "bidang")]
    charts = [chart for chart in drawn if chart]
    body: Json = {
        "scope": scope,
        "running": len(seen.open),
        "overdue": sum(e.overdue for e in seen.open),
        "waiting": sum(bool(e.waiting) for e in seen.open),
        "ended": [f"{how} {count}" for how, count in seen.figures.ended.most_common()],
        "by_sop": _words(by_sop),
        "by_branch": _words(by_branch) if scope is None else [],
        "trend": told_trend(seen.labels, seen.trend) if any(map(any, seen.trend)) else "",
        "slowest": slowest(seen.stays),
        "by_organisation": _most(e.organisation for e in seen.opened),
        "by_kind": _most(e.ticket.kind or "lain-lain" for e in seen.opened),
        "charts": [chart.shown for chart in charts],
        "attached": workbook,
    }
    papers = [chart.paper for chart in charts]
    if workbook:
        papers.append(_workbook(workbook, seen, by_sop, by_branch, office))
    return _Part(seen, scope, body, tuple(papers))


def _groups(seen: Survey, what: str) -> list[Group]:
    name_of = {"SOP": lambda e: e.sop_name, "Bidang": lambda e: e.branch_title}[what]
    return grouped(seen.opened, seen.closed, name_of)


def _words(groups: Iterable[Group]) -> list[Json]:
    return [
        {"name": g.name, "opened": g.figures.opened, "solved": g.figures.solved, "on_time": g.figures.share}
        for g in list(groups)[:GROUPS_SHOWN]
    ]


def _most(names: Iterator[str]) -> list[str]:
    return [f"{name} {count}" for name, count in Counter(names).most_common(GROUPS_SHOWN - 1)]


def _workbook(name: str, seen: Survey, by_sop: list[Group], by_branch: list[Group], office: Office) -> Paper:
    sheets = [
        book.log_sheet(seen.log, office),
        book.summary_sheet(rows_of(seen.figures, seen.figures_before), "Minggu ini", "Minggu lalu"),
        book.groups_sheet("Per SOP", "SOP", by_sop),
        book.groups_sheet("Per bidang", "Bidang", by_branch),
        book.meanings_sheet(),
    ]
    data: Json = {"title": f"Laporan layanan {seen.period}", "sheets": sheets}
    return Paper("buku-kerja", "xlsx", name, data)


def _notice(part: _Part, whole: Survey, reader: Reader, desk: Desk, uow: UnitOfWork) -> Notice:
    week, office = part.seen.period, desk.office
    assert isinstance(week, Week)  # noqa: S101 - survey() was asked for a week
    about, hal = about_week(week), f"minggu ke-{week.number}"
    seal = desk.sealer(about, TICKET_SCOPE, reader.email)
    attention = attention_of(part.seen.open, whole.open, reader, desk)
    last = uow.outbox.payload_about(about_week(Week.before(week.first)), reader.email) or {}
    rows = rows_of(part.seen.figures, part.seen.figures_before)
    for label, name in (("Masih berjalan", "running"), ("Melampaui batas waktu SOP", "overdue")):
        rows.append(row(label, str(part.body[name]), str(last.get(name, "–"))))
    rows.append(row("Menunggu pihak lain", str(part.body["waiting"]), str(last.get("waiting", "–"))))
    payload: Json = {
        **part.body,
        **report_frame(reader, office, hal=hal, answerable=True),
        "week": week.number,
        "first_day": day_in_words(week.first),
        "last_day": day_in_words(week.last),
        "rows": rows,
        "attention": attention.rows,
        "totals": attention.totals,
        "buttons": answer_buttons(attention.examples, about, seal, f"Laporan {hal}", office),
    }
    key = f"{office.code}/laporan/{week}/{reader.email}"
    return Notice(key, office.code, "laporan-mingguan", reader.email, payload, about, seal, papers=part.papers)


def report_frame(reader: Reader, office: Office, *, hal: str, answerable: bool) -> Json:
    """What every template gets, for a mail about no ticket."""
    return {
        "number": None,
        "hal": hal,
        "office": office_words(office),
        "yth": reader.yth,
        "sapaan": reader.sapaan,
        "answerable": answerable,
        "history": [],
        "buttons": [],
        "why": f"Bapak/Ibu menerima laporan ini sebagai {reader.yth}.",
        "reader": reader.yth,
    }


def about_week(week: Week) -> str:
    """What the seals of a week's reports speak of: `LAPORAN-2026-47`."""
    return f"{REPORT_PREFIX}{week.year}-{week.number:02}"


LATE_DAYS = 3
"""A report is still worth sending that long after its hour (an outage over Monday); later it would only confuse."""


def is_due(office: Office, now: datetime) -> bool:
    """Whether last week's report should go out now: from Monday (or the next working day) at the office's hour on."""
    local = now.astimezone(ZoneInfo(office.zone))
    monday = local.date() - timedelta(days=local.weekday())
    due = sending_hour(monday, monday + timedelta(days=6), office)
    return due <= local < due + timedelta(days=LATE_DAYS)


def sending_hour(first: date, last: date, office: Office) -> datetime:
    """The office's hour of reports on the first working day from `first` on, at the latest on `last`; aware."""
    day = first
    while not office.calendar.is_working_day(day) and day < last:
        day += timedelta(days=1)
    return datetime.combine(day, office.digest_at, ZoneInfo(office.zone))
