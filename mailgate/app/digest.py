"""The weekly report to the heads: what came in, what was done, what waits (domain notes 5.3)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailgate.app.frame import Desk, Reader, holder_of, office_words, role_readers, stage_of
from mailgate.app.ports import UnitOfWork
from mailgate.app.world import World
from mailgate.domain.notice import Json, Notice
from mailgate.domain.office import Office
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import clipped, day_in_words
from mailgate.mail.seal import REPORT_PREFIX, TICKET_SCOPE

READER_ROLES = ("kadis", "kadin", "kabid", "koordinator", "helpdesk", "pengelola")
"""Who reads the weekly report: heads, and those who work the tickets; an office's roster says who they are."""

ATTENTION_LIMIT = 8
"""Tickets that a report names: what fits on a phone screen below the figures."""


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week of ISO 8601, Monday to Sunday local time: `2026-W47`."""

    year: int
    number: int

    @classmethod
    def before(cls, day: date) -> "Week":
        """The week that ended before the week of that day."""
        year, number, _ = (day - timedelta(days=7)).isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """`2026-W47`; ValueError for anything else."""
        year, _, number = text.partition("-W")
        date.fromisocalendar(int(year), int(number), 1)
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """[start, end) as aware moments."""
        start = datetime.combine(self.monday, time(), ZoneInfo(zone))
        return start, datetime.combine(self.monday + timedelta(days=7), time(), ZoneInfo(zone))


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one week. `on_time` and `rating` are None where there is nothing to average."""

    opened: int
    closed: int
    on_time: float | None
    rating: float | None
    rated: int


def digest(week: Week, office: Office, world: World, uow: UnitOfWork) -> list[Notice]:
    """The week's reports, one for each reader; the same week and reader give the same key, so none is sent twice."""
    desk = world.desk(office)
    body = report(week, office, uow, desk.now)
    readers = {r.email: r for role in READER_ROLES for r in role_readers(role, desk)}
    return [_notice(week, reader, body, desk) for reader in readers.values()]


def _notice(week: Week, reader: Reader, body: Json, desk: Desk) -> Notice:
    own = [row for row in body["attention"] if reader.seat in row["seats"]]
    rest = [row for row in body["attention"] if reader.seat not in row["seats"]]
    words: Json = {
        "number": None,
        "hal": f"minggu ke-{week.number}",
        "office": office_words(desk.office),
        "yth": reader.yth,
        "sapaan": reader.sapaan,
        "answerable": True,
        "history": [],
        "buttons": [],
        "why": f"Bapak/Ibu menerima laporan ini sebagai {reader.yth}.",
        "reader": reader.yth,
    }
    payload = {**body, **words, "attention": [*own, *rest][:ATTENTION_LIMIT]}
    key = f"{desk.office.code}/laporan/{week}/{reader.email}"
    about = about_week(week)
    seal = desk.sealer(about, TICKET_SCOPE, reader.email)
    return Notice(key, desk.office.code, "laporan-mingguan", reader.email, payload, about, seal)


def about_week(week: Week) -> str:
    """What the seals of a week's reports speak of: `LAPORAN-2026-47`."""
    return f"{REPORT_PREFIX}{week.year}-{week.number:02}"


def report(week: Week, office: Office, uow: UnitOfWork, now: datetime) -> Json:
    """The figures and lists of a week, ready for the template."""
    before = Week.before(week.monday)
    open_now = uow.tickets.open(office.code)
    opened = uow.tickets.opened_between(office.code, *week.span(office.zone))
    figures = figures_of(opened, uow.tickets.closed_between(office.code, *week.span(office.zone)))
    last = figures_of(
        uow.tickets.opened_between(office.code, *before.span(office.zone)),
        uow.tickets.closed_between(office.code, *before.span(office.zone)),
    )
    overdue = [t for t in open_now if t.due_at and t.due_at < now and not t.pause]
    waiting = sorted(open_now, key=lambda t: (t not in overdue, t.opened_at))
    names = Counter(t.requester.name for t in opened)
    kinds = Counter(t.kind or "lain-lain" for t in opened)
    return {
        "week": week.number,
        "first_day": day_in_words(week.monday),
        "last_day": day_in_words(week.monday + timedelta(days=6)),
        "rows": _rows(figures, last),
        "running": len(open_now),
        "overdue": len(overdue),
        "attention": [_attention(t, office) for t in waiting[: ATTENTION_LIMIT * 2]],
        "by_organisation": [f"{name} {count}" for name, count in names.most_common(3)],
        "by_kind": [f"{kind} {count}" for kind, count in kinds.most_common(4)],
    }


def figures_of(opened: Sequence[Ticket], closed: Sequence[Ticket]) -> Figures:
    """Masuk = opened in the week; selesai = closed in it; tepat waktu = closed with every timed step within
    mutu baku.
    """
    done = [t for t in closed if t.closing == "selesai"]
    ratings = [t.rating for t in closed if t.rating]
    return Figures(
        len(opened),
        len(closed),
        sum(not t.late for t in done) / len(done) if done else None,
        sum(ratings) / len(ratings) if ratings else None,
        len(ratings),
    )


def _rows(now: Figures, last: Figures) -> list[Json]:
    return [
        {"label": "Masuk", "now": str(now.opened), "before": str(last.opened)},
        {"label": "Selesai", "now": str(now.closed), "before": str(last.closed)},
        {"label": "Tepat waktu (SOP)", "now": _percent(now.on_time), "before": _percent(last.on_time)},
        {"label": "Nilai kepuasan (1–4)", "now": _rating(now), "before": _rating(last)},
    ]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.0f} %"


def _rating(figures: Figures) -> str:
    if figures.rating is None:
        return "– (n=0)"
    return f"{figures.rating:.2f} (n={figures.rated})".replace(".", ",", 1)


def _attention(ticket: Ticket, office: Office) -> Json:
    holder = holder_of(ticket, office)
    text = f"{ticket.requester.name}: {clipped(ticket.subject, 60)} – {stage_of(ticket, office)}"
    return {"number": ticket.number, "text": text, "holder": holder, "seats": [a.seat for a in ticket.holders]}


LATE_DAYS = 3
"""A report is still worth sending that long after its hour (an outage over Monday); later it would only confuse."""


def is_due(office: Office, now: datetime) -> bool:
    """Whether last week's report should go out now: from Monday (or the next working day) at the office's hour on."""
    local = now.astimezone(ZoneInfo(office.zone))
    day = local.date() - timedelta(days=local.weekday())
    while not office.calendar.is_working_day(day) and day.weekday() < 6:
        day += timedelta(days=1)
    due = datetime.combine(day, office.digest_at, ZoneInfo(office.zone))
    return due <= local < due + timedelta(days=LATE_DAYS)
