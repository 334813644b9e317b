"""The content of the monthly report, for its document and its workbook: services, times, log, trend, satisfaction."""

from collections import Counter
from collections.abc import Callable

from mailgate.app import report_book as book
from mailgate.app.definitions import DEFINITIONS
from mailgate.app.figures import Group, grouped, percent, slowest
from mailgate.app.frame import Desk
from mailgate.app.ledger import Entry
from mailgate.app.looking_back import late_rows, pause_rows
from mailgate.app.ports import UnitOfWork
from mailgate.app.report_charts import on_time, trend
from mailgate.app.survey import Survey, rows_of
from mailgate.domain.notice import Json
from mailgate.domain.office import ActiveSop, Office
from mailgate.domain.wording import day_in_words, moment_in_words

PRINTED = 40
"""Rows of a long list that the document prints; the workbook has them all."""

SCORES = {4: "sangat puas", 3: "puas", 2: "kurang puas", 1: "tidak puas"}


def service_report(seen: Survey, title: str, desk: Desk, uow: UnitOfWork) -> tuple[Json, Json]:
    """The data of the document (templates/dokumen/laporan-bulanan) and of the workbook."""
    office, figures = desk.office, seen.figures
    groups = {"sop": _by(seen, lambda e: e.sop_name), "branch": _by(seen, lambda e: e.branch_title)}
    late, pauses = late_rows(seen, desk, uow), pause_rows(seen, desk, uow)
    document: Json = {
        "month": title,
        "first_day": day_in_words(seen.period.first),
        "last_day": day_in_words(seen.period.last),
        "made_at": moment_in_words(desk.now, office),
        "rows": rows_of(figures, seen.figures_before),
        "running": len(seen.open),
        "overdue": sum(e.overdue for e in seen.open),
        "waiting": sum(bool(e.waiting) for e in seen.open),
        "ended": _counted(figures.ended),
        "catalogue": [_service(active, office) for active in office.sops],
        "by_sop": [_group(group) for group in groups["sop"]],
        "by_branch": [_group(group) for group in groups["branch"]],
        "slowest": slowest(seen.stays),
        "kinds": _counted(Counter(e.ticket.kind or "lain-lain" for e in seen.opened)),
        "priorities": _counted(Counter(e.ticket.priority or "belum ditetapkan" for e in seen.opened)),
        "organisations": _counted(Counter(e.organisation for e in seen.opened))[:10],
        "organisation_count": len({e.organisation for e in seen.opened}),
        "trend": [[label, *counts] for label, counts in zip(seen.labels, seen.trend, strict=True)],
        "charts": _charts(seen, groups),
        "scores": [[s, words, n := figures.ratings[s], percent(n, figures.rated)] for s, words in SCORES.items()],
        "rated": figures.rated,
        "rating": figures.rating,
        "late": late[:PRINTED],
        "late_count": len(late),
        "pauses": pauses[:PRINTED],
        "pause_count": len(pauses),
        "definitions": [list(entry) for entry in DEFINITIONS],
    }
    return document, _sheets(seen, title, groups, late, pauses, office)


def _by(seen: Survey, name_of: Callable[[Entry], str]) -> list[Group]:
    return grouped(seen.opened, seen.closed, name_of)


def _group(group: Group) -> Json:
    f = group.figures
    return {
        "name": group.name,
        "opened": f.opened,
        "solved": f.solved,
        "on_time": f.share,
        "duration": f.duration,
        "rating": f.rating,
        "rated": f.rated,
    }


def _service(active: ActiveSop, office: Office) -> Json:
    sop = active.sop
    timed = [step.number for step in sop.steps if step.time.budget or step.time.group or step.time.priority]
    return {
        "name": sop.name,
        "number": sop.number or "–",
        "standing": str(active.standing),
        "steps": len(sop.steps),
        "timed": len(timed),
        "roles": [role.title for role in sop.roles],
    }


def _counted(counter: Counter[str]) -> list[list[object]]:
    return [[name, count] for name, count in counter.most_common()]


def _charts(seen: Survey, groups: dict[str, list[Group]]) -> list[Json]:
    shares = on_time(groups["sop"], "SOP") or on_time(groups["branch"], "bidang")
    drawn = [
        chart for chart in (trend([label.split()[0] for label in seen.labels], seen.trend, "bulan"), shares) if chart
    ]
    return [{"kind": c.paper.kind, "alt": c.shown["alt"], "data": dict(c.paper.data)} for c in drawn]


def _sheets(
    seen: Survey,
    title: str,
    groups: dict[str, list[Group]],
    late: list[list[str | None]],
    pauses: list[list[str | None]],
    office: Office,
) -> Json:
    zone = office.zone_label
    moment = (16, "moment")
    names: list[book.Column] = [("Nomor", 17, "text"), ("Perihal", 44, "text"), ("Pemohon", 28, "text")]
    return {
        "title": f"Laporan Manajemen Layanan {title}",
        "sheets": [
            book.summary_sheet(rows_of(seen.figures, seen.figures_before), "Bulan ini", "Bulan lalu"),
            book.groups_sheet("Per SOP", "SOP", groups["sop"]),
            book.groups_sheet("Per bidang", "Bidang", groups["branch"]),
            book.groups_sheet("Per pemohon", "Pemohon", _by(seen, lambda e: e.organisation)),
            book.log_sheet(seen.log, office),
            book.sheet(
                "Melampaui batas waktu",
                [*names, ("SOP", 30, "text"), ("Batas", *moment), ("Ditinggalkan", *moment), ("Sebab", 60, "text")],
                late,
            ),
            book.sheet(
                f"Waktu berhenti ({zone})",
                [*names, ("Sejak", *moment), ("Sampai", *moment), ("Sebab", 60, "text")],
                pauses,
            ),
            book.meanings_sheet(),
        ],
    }
