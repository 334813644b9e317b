"""What the weekly report says of the whole office, or of one bidang: told once for all who read that part."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mailgate.app import report_book as book
from mailgate.app.figures import Group, grouped, slowest
from mailgate.app.report_charts import on_time, told_trend, trend
from mailgate.app.survey import Survey, rows_of
from mailgate.domain.notice import Json, Paper
from mailgate.domain.office import Office
from mailgate.domain.roster import Seat

GROUPS_SHOWN = 5
"""SOPs, bidang and organisations that the mail itself names; the workbook has all."""


@dataclass(frozen=True, slots=True)
class Part:
    """`seen` is narrowed to one bidang, or the whole; `rows` are its figures, `body` what else a template gets."""

    seen: Survey
    rows: list[Json]
    body: Json
    pictures: tuple[Paper, ...]
    book: Paper


def part_of(seen: Survey, seat: Seat | None, office: Office) -> Part:
    """The part under that Kabid, or the whole."""
    by_sop = grouped(seen.opened, seen.closed, lambda e: e.sop_name)
    by_branch = grouped(seen.opened, seen.closed, lambda e: e.branch_title)
    drawn = [trend(seen.labels, seen.trend, "minggu"), on_time(by_sop, "SOP") or on_time(by_branch, "bidang")]
    charts = [chart for chart in drawn if chart]
    rows = rows_of(seen.figures, seen.figures_before)
    body: Json = {
        "scope": seat.title if seat else None,
        "running": len(seen.open),
        "overdue": sum(e.overdue for e in seen.open),
        "waiting": sum(bool(e.waiting) for e in seen.open),
        "ended": [f"{how} {count}" for how, count in seen.figures.ended.most_common()],
        "by_sop": _words(by_sop),
        "by_branch": [] if seat else _words(by_branch),
        "trend": told_trend(seen.labels, seen.trend) if any(map(any, seen.trend)) else "",
        "slowest": slowest(seen.stays),
        "by_organisation": _most(e.organisation for e in seen.opened),
        "by_kind": _most(e.ticket.kind or "lain-lain" for e in seen.opened),
        "charts": [chart.shown for chart in charts],
    }
    sheets = [
        book.log_sheet(seen.log, office),
        book.summary_sheet(rows, "Minggu ini", "Minggu lalu"),
        book.groups_sheet("Per SOP", "SOP", by_sop),
        book.groups_sheet("Per bidang", "Bidang", by_branch),
        book.meanings_sheet(),
    ]
    return Part(seen, rows, body, tuple(chart.paper for chart in charts), _book(sheets, seen, seat))


def _words(groups: Iterable[Group]) -> list[Json]:
    return [
        {"name": g.name, "opened": g.figures.opened, "solved": g.figures.solved, "on_time": g.figures.share}
        for g in list(groups)[:GROUPS_SHOWN]
    ]


def _most(names: Iterable[str]) -> list[str]:
    return [f"{name} {count}" for name, count in Counter(names).most_common(GROUPS_SHOWN - 1)]


def _book(sheets: list[Json], seen: Survey, seat: Seat | None) -> Paper:
    of_whom = f"-{seat.code.replace(':', '-')}" if seat else ""
    data: Json = {"title": f"Laporan layanan {seen.period}", "sheets": sheets}
    return Paper("buku-kerja", "xlsx", f"daftar-tiket{of_whom}-{seen.period}.xlsx", data)
