"""How time is counted for a ticket: shared budgets, pauses on every clock, reopening, and what time may never do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailgate.domain.errors import Fault
from mailgate.domain.event import StepEntered
from mailgate.domain.office import Office
from mailgate.domain.sop import OWN_WORD, Budget, Clock, Outcome, Sop, Step
from mailgate.domain.soundness import sop_problems
from mailgate.domain.timing import Count
from tests.domain.walking import Walk, shipped_policy

CALENDAR = shipped_policy().offices["sumbar"].calendar


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALENDAR.zone)


def count(start: str, budget: Budget) -> Count:
    return Count(wib(start), budget)


MINUTES = Budget(Clock.ALWAYS, duration=timedelta(minutes=60))
HOURS = Budget(Clock.WORKING_HOURS, duration=timedelta(hours=4))
DAY = Budget(Clock.WORKING_DAYS, days=1)


@pytest.mark.parametrize(
    ("begun", "budget", "paused", "resumed", "due"),
    [
        ("2026-11-23 09:00", MINUTES, "2026-11-23 09:20", "2026-11-23 23:00", "2026-11-23 23:40"),
        ("2026-11-21 02:00", MINUTES, "2026-11-21 02:20", "2026-11-21 04:00", "2026-11-21 04:40"),
        ("2026-11-23 09:00", HOURS, "2026-11-23 11:00", "2026-11-24 09:00", "2026-11-24 11:00"),
        ("2026-11-23 09:00", DAY, "2026-11-23 14:00", "2026-11-26 07:30", "2026-11-27 09:30"),
        ("2026-11-23 09:00", HOURS, "2026-11-23 20:00", "2026-11-25 09:00", "2026-11-23 14:00"),  # was over before
        ("2026-11-21 09:00", HOURS, "2026-11-21 10:00", "2026-11-22 09:00", "2026-11-23 11:30"),  # a weekend costs none
    ],
)
def test_a_pause_gives_back_what_was_left_on_the_clock_that_counts(
    begun: str, budget: Budget, paused: str, resumed: str, due: str
) -> None:
    assert count(begun, budget).after_pause(wib(paused), wib(resumed), CALENDAR).due(CALENDAR) == wib(due)


def test_a_step_that_passes_by_itself_waits_as_long_as_the_clock_stood_still() -> None:
    walk = Walk("trenggalek", "trenggalek-2019").give("kadis", "DISPOSISI", "kabid").give("kabid", "TERIMA")
    walk.give("kabid", "PRIORITAS", argument="T T").give("kabid", "DISPOSISI", "kasi_infra")
    walk.give("kasi.infra", "VERIFIKASI").give("kasi.infra", "PROSES").give("kasi.infra", "SELESAI", note="beres")
    before = walk.ticket.passes_at
    assert before is not None
    walk.ticket.hold("menunggu", None, walk.now)
    walk.ticket.resume(walk.office, walk.now + timedelta(days=7))
    assert walk.ticket.passes_at is not None
    assert walk.ticket.passes_at > before + timedelta(days=6)


def test_a_reopened_ticket_counts_on_with_what_was_left_when_it_closed() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid").give("kabid", "DISPOSISI", "kasi")
    left = walk.office.calendar.working_time(walk.now, walk.ticket.due_at or walk.now)
    walk.ticket.close("selesai", "beres", walk.now)
    later = walk.now + timedelta(days=7)
    walk.ticket.reopen("masih putus", walk.office, later)
    assert walk.ticket.due_at is not None
    assert walk.office.calendar.working_time(later, walk.ticket.due_at) == left
    assert walk.ticket.late


def test_sumbawas_groups_share_their_days_and_sumbars_rows_their_minutes() -> None:
    walk = Walk("sumbawa", "sumbawa-2021")
    due = walk.ticket.due_at
    walk.give("kadis", "DISPOSISI", "kabid").give("kabid", "DISPOSISI", "kasi").give("kasi", "TUGASKAN", "tim:budi")
    assert walk.ticket.due_at == due
    urgent = Walk("sumbar", "sumbar-darurat").give("helpdesk", "YA", note="lumpuh")
    assert urgent.ticket.due_at == urgent.now + timedelta(minutes=3)


@pytest.mark.parametrize(("letters", "priority", "due"), [("T T", "P1", 15), ("R R", "P4", None)])
def test_trenggalek_2019_is_timed_by_its_priority(letters: str, priority: str, due: int | None) -> None:
    walk = Walk("trenggalek", "trenggalek-2019").give("kadis", "DISPOSISI", "kabid").give("kabid", "TERIMA")
    entered = [e for e in walk.events if isinstance(e, StepEntered)][-1]
    walk.give("kabid", "PRIORITAS", argument=letters)
    assert walk.ticket.priority == priority
    assert walk.ticket.due_at is not None
    if due:
        assert walk.ticket.due_at - (walk.now - timedelta(minutes=5)) <= timedelta(minutes=due)
    else:
        assert walk.ticket.due_at > (entered.due_at or walk.now)


def every_step() -> list[tuple[Office, Sop, Step]]:
    return [(o, a.sop, s) for o in shipped_policy().offices.values() for a in o.sops for s in a.sop.steps]


def test_no_shipped_step_that_asks_for_an_officials_own_word_passes_by_time() -> None:
    asking = [step for _, _, step in every_step() if any(o.verb in OWN_WORD for o in step.outcomes)]
    assert len(asking) >= 2
    assert [step.number for step in asking if step.closes_after or step.passing] == []


def with_term(sop: Sop, number: str) -> Sop:
    return replace(sop, steps=tuple(replace(s, closes_after=DAY) if s.number == number else s for s in sop.steps))


@pytest.mark.parametrize(
    ("office", "sop_id", "number"), [("trenggalek", "trenggalek-2023", "6"), ("sumbawa", "sumbawa-2021", "14")]
)
def test_check_refuses_to_let_such_a_step_pass_and_time_would_not_do_it_either(
    office: str, sop_id: str, number: str
) -> None:
    active = shipped_policy().offices[office].sop(sop_id)
    assert active is not None
    sop = with_term(active.sop, number)
    faults: list[Fault] = list(sop_problems(sop, "x.yaml"))
    assert [fault.key for fault in faults if "harus dinyatakan pejabatnya" in fault.message] == [
        f"langkah.{[s.number for s in sop.steps].index(number) + 1}.tutup_otomatis"
    ]
    walk = Walk(office, sop_id)
    walk.ticket = replace(walk.ticket, sop=sop, step=number, passes_at=walk.now)
    assert walk.ticket.pass_by_time(walk.office, walk.now + timedelta(days=30)) == []
    assert walk.ticket.passes_at is None
    assert walk.ticket.step == number


def test_silence_turns_nobody_down() -> None:
    step = Step("1", "x", (), outcomes=(Outcome("TOLAK", "akhir"), Outcome("TERIMA", "akhir")))
    assert step.passing is not None
    assert step.passing.verb == "TERIMA"


def test_moments_are_utc() -> None:
    assert count("2026-11-23 09:00", HOURS).due(CALENDAR).tzinfo is UTC
