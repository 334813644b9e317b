"""What a weekly or monthly report looks at: the lines of the span and of the one before it, and a longer run-up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailgate.app.figures import NOTHING, Figures, Stay, figures_of, stays_of
from mailgate.app.frame import Desk
from mailgate.app.ledger import Entry, entries
from mailgate.app.ports import UnitOfWork
from mailgate.domain.notice import Json
from mailgate.domain.period import Period, Week, run_up
from mailgate.domain.wording import MONTHS

RUN_UP = 8
"""Weeks or months that the trend shows, the reported one last: two months, or two thirds of a year."""


@dataclass(frozen=True, slots=True)
class Survey:
    """`now` are the lines touched in the span, `before` those of the span before it; all open tickets are in both.

    `trend` counts what came and what was solved in the `RUN_UP` spans up to this one; empty where the survey is
    narrowed to a part of the office.
    """

    period: Period
    opened: Sequence[Entry]
    closed: Sequence[Entry]
    opened_before: Sequence[Entry]
    closed_before: Sequence[Entry]
    open: Sequence[Entry]
    trend: Sequence[tuple[int, int]]
    labels: Sequence[str]
    stays: Sequence[Stay]

    @property
    def figures(self) -> Figures:
        """The span's own."""
        return figures_of(len(self.opened), self.closed)

    @property
    def figures_before(self) -> Figures:
        """Those of the span before it, as they are known now."""
        return figures_of(len(self.opened_before), self.closed_before)

    @property
    def log(self) -> list[Entry]:
        """Every ticket of the span: opened or closed in it, or open now; each once, by the moment of opening."""
        found = {e.ticket.number: e for part in (self.opened, self.closed, self.open) for e in part}
        return sorted(found.values(), key=lambda e: (e.ticket.opened_at, e.ticket.number))

    def within(self, is_in: Callable[[Entry], bool]) -> "Survey":
        """The part of it that concerns one bidang."""
        return replace(
            self,
            opened=[e for e in self.opened if is_in(e)],
            closed=[e for e in self.closed if is_in(e)],
            opened_before=[e for e in self.opened_before if is_in(e)],
            closed_before=[e for e in self.closed_before if is_in(e)],
            open=[e for e in self.open if is_in(e)],
            trend=(),
            labels=(),
            stays=[stay for stay in self.stays if is_in(stay.entry)],
        )


def survey(period: Period, desk: Desk, uow: UnitOfWork) -> Survey:
    """Look at a span of an office: two readings of the tickets, and counts for the run-up."""
    code, zone = desk.office.code, desk.office.zone
    spans = run_up(period, RUN_UP)
    begins, (start, end) = spans[-2].span(zone)[0], period.span(zone)
    found = entries(uow.tickets.of_period(code, begins, end), desk)
    closed = [e for e in found if _closed_in(e, start, end)]
    return Survey(
        period,
        opened=[e for e in found if start <= e.ticket.opened_at < end],
        closed=closed,
        opened_before=[e for e in found if begins <= e.ticket.opened_at < start],
        closed_before=[e for e in found if _closed_in(e, begins, start)],
        open=[e for e in found if e.ticket.is_open],
        trend=uow.tickets.counts(code, [span.span(zone) for span in spans]),
        labels=[_label(span) for span in spans],
        stays=list(stays_of(closed, desk.office.calendar)),
    )


def _closed_in(entry: Entry, start: datetime, end: datetime) -> bool:
    return entry.ticket.closed_at is not None and start <= entry.ticket.closed_at < end


def _label(span: Period) -> str:
    return f"{span.number}" if isinstance(span, Week) else f"{MONTHS[span.number - 1][:3]} {span.year % 100:02}"


def rows_of(now: Figures, before: Figures) -> list[Json]:
    """The table of figures: label, this span, the one before; `_n` is what an average is counted over."""
    return [
        row("Masuk", str(now.opened), str(before.opened)),
        row("Selesai", str(now.solved), str(before.solved)),
        row("Tepat waktu (SOP)", now.share, before.share, now.solved, before.solved),
        row("Rata-rata selesai", now.duration, before.duration, now.solved, before.solved),
        row("Kepuasan tiket (1–4)", now.rating, before.rating, now.rated, before.rated),
    ]


def row(label: str, now: str, before: str = NOTHING, now_n: int | None = None, before_n: int | None = None) -> Json:
    """One line of the table."""
    return {"label": label, "now": now, "before": before, "now_n": now_n, "before_n": before_n}
