"""The lists of the monthly report that need histories: what went past its time, and when clocks stood still."""

from collections.abc import Iterator
from datetime import datetime

from mailgate.app.frame import Desk
from mailgate.app.ledger import Entry, hal_of
from mailgate.app.ports import UnitOfWork
from mailgate.app.survey import Survey
from mailgate.domain.retrospect import Halt, Retrospect, look_back
from mailgate.domain.wording import listed

LISTED = 1000
"""Tickets whose histories a report reads: about a second, and more rows than anybody reads."""

Row = list[str | None]


def late_rows(seen: Survey, desk: Desk, uow: UnitOfWork) -> list[Row]:
    """Number, hal, organisation, SOP, due, left (ISO 8601), reasons: late tickets that were solved, then open ones."""
    late = [e for e in seen.closed if e.solved and e.ticket.late] + [e for e in seen.open if e.overdue]
    return [_late(entry, _past(entry, uow), desk) for entry in late[:LISTED]]


def _late(entry: Entry, past: Retrospect, desk: Desk) -> Row:
    ticket = entry.ticket
    over = past.overruns[-1] if past.overruns else None
    due = ticket.due_at if ticket.is_open else (over.due_at if over else None)
    left = None if ticket.is_open else (over.left_at if over else ticket.closed_at)
    return [*_named(entry), entry.sop_name, _iso(due), _iso(left), "; ".join(_reasons(entry, past))]


def _reasons(entry: Entry, past: Retrospect) -> Iterator[str]:
    """What history knows: the steps, a reopening, and what was waited for."""
    if entry.ticket.is_open:
        yield f"masih {entry.stage}" if not entry.stage.startswith("sedang") else entry.stage
    if past.overruns:
        yield f"melewati mutu baku pada tahap {listed(list(dict.fromkeys(o.step for o in past.overruns)))}"
    yield from (f"dibuka kembali: {note}" if note else "dibuka kembali" for note in past.reopened)
    waited = dict.fromkeys(halt.reason for halt in past.halts if halt.reason and not halt.for_requester)
    yield from (f"pernah ditunda: {reason}" for reason in waited)


def pause_rows(seen: Survey, desk: Desk, uow: UnitOfWork) -> list[Row]:
    """Number, hal, organisation, since, until (ISO 8601, None while it lasts), reason, of halts that touch the span."""
    start, end = seen.period.span(desk.office.zone)
    paused = set(uow.tickets.ever_paused(desk.office.code, start))
    found: list[tuple[datetime, Row]] = []
    for entry in [e for e in seen.log if e.ticket.number in paused or _waited(e)][:LISTED]:
        halts = _past(entry, uow).halts
        found += [
            (h.since, _halted(entry, h)) for h in halts if h.since < end and (h.until is None or h.until >= start)
        ]
    return [row for _, row in sorted(found, key=lambda item: item[0])]


def _waited(entry: Entry) -> bool:
    """Whether it lay with the requester: returned for completion, or on a step on which the clock stands still."""
    sop = entry.ticket.sop
    pausing = {step.number for step in sop.steps if step.time.pauses} if sop else set()
    return any(v.step in pausing or v.verb == "LENGKAPI" for v in entry.ticket.visits) or bool(entry.waiting)


def _halted(entry: Entry, halt: Halt) -> Row:
    reason = halt.reason or ("menunggu pemohon" if halt.for_requester else "ditunda")
    words = f"menunggu pemohon: {reason}" if halt.for_requester and halt.reason else reason
    return [*_named(entry), _iso(halt.since), _iso(halt.until), words]


def _past(entry: Entry, uow: UnitOfWork) -> Retrospect:
    sop = entry.ticket.sop
    pausing = frozenset(step.number for step in sop.steps if step.time.pauses) if sop else frozenset[str]()
    return look_back(uow.tickets.history(entry.ticket.number), pausing)


def _named(entry: Entry) -> Row:
    return [entry.ticket.number, hal_of(entry.ticket), entry.organisation]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
