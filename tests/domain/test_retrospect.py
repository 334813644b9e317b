"""What a history says of time: halts with their reasons, steps past mutu baku, reopenings."""

from datetime import UTC, datetime, timedelta

import pytest

from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.event import (
    CommandUndone,
    Event,
    Record,
    StepEntered,
    TicketClosed,
    TicketReopened,
    WorkPaused,
    WorkResumed,
)
from mailgate.domain.retrospect import look_back

START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


def at(hour: float) -> datetime:
    return START + timedelta(hours=hour)


def entered(step: str, due: float | None, *, waits: bool = False) -> StepEntered:
    return StepEntered(step, 1, (), None if due is None else at(due), waits_for_requester=waits)


def history(*events: tuple[float, Event]) -> list[Record]:
    return [Record(seq, at(hour), THE_GATEWAY, event) for seq, (hour, event) in enumerate(events, 1)]


def test_a_step_that_was_left_after_its_due_moment_went_past_it() -> None:
    found = look_back(history((0, entered("2", 4)), (5, entered("3", 8)), (7, TicketClosed("selesai", ""))))
    assert [(o.step, o.due_at, o.left_at) for o in found.overruns] == [("2", at(4), at(5))]
    assert found.halts == []


def test_a_tunda_stops_the_clock_until_it_runs_again() -> None:
    found = look_back(
        history(
            (0, entered("2", 4)),
            (1, WorkPaused("menunggu switch", None)),
            (10, WorkResumed(at(13))),
            (12, TicketClosed("selesai", "")),
        )
    )
    assert [(h.since, h.until, h.reason, h.for_requester) for h in found.halts] == [
        (at(1), at(10), "menunggu switch", False)
    ]
    assert found.overruns == [], "its due moment had moved"


def test_a_halt_that_still_lasts_has_no_end() -> None:
    found = look_back(history((0, entered("2", 4)), (1, WorkPaused("menunggu switch", None))))
    assert [(h.since, h.until) for h in found.halts] == [(at(1), None)]


@pytest.mark.parametrize(
    ("step", "pausing"), [(entered("2", None, waits=True), ()), (entered("9", None), ("9",))], ids=["returned", "9"]
)
def test_waiting_for_the_requester_is_a_halt_of_its_own_kind(step: StepEntered, pausing: tuple[str, ...]) -> None:
    found = look_back(history((0, entered("1", 4)), (1, step), (9, entered("3", 20))), pausing)
    assert [(h.since, h.until, h.for_requester) for h in found.halts] == [(at(1), at(9), True)]


def test_what_batal_brought_back_is_not_judged_by_a_due_moment_that_history_does_not_know() -> None:
    found = look_back(history((0, entered("2", 4)), (1, entered("3", 2)), (1.5, CommandUndone("SETUJU", "2", 3, ()))))
    assert look_back(history((0, entered("2", 4)), (9, entered("3", 12)))).overruns
    assert found.overruns == []


def test_reopenings_are_told_with_their_reasons() -> None:
    found = look_back(
        history((0, TicketClosed("selesai", "")), (1, TicketReopened("masih putus")), (1, entered("6", 3)))
    )
    assert found.reopened == ["masih putus"]
