"""Three weeks on a clock that is set forward: what goes out on which day, and what never does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest

from mailgate.demo.gateway import Demo, gateway_in_time
from mailgate.demo.play import Played, Stage
from mailgate.demo.scenarios import THREE_WEEKS
from mailgate.domain.event import DueMoved, Overdue, Record, Reminded, WorkPaused, WorkResumed
from mailgate.mail.parse import parse
from tests.e2e.site import assert_nothing_is_left

WIB = ZoneInfo("Asia/Jakarta")


@dataclass
class Weeks:
    """The played scenario, and every mail of Trenggalek's people: (local moment, template, recipient)."""

    demo: Demo
    played: Played
    mails: list[tuple[datetime, str, str]]
    history: list[Record]


@pytest.fixture(scope="module")
def weeks() -> Iterator[Weeks]:
    with gateway_in_time(THREE_WEEKS) as (demo, era):
        played = Stage(demo.machine.world, demo.people, era).play(THREE_WEEKS)
        mails = []
        for person in demo.people:
            if person.email.endswith("@trenggalek.example"):
                for message in map(parse, demo.server.mailbox(person.email)):
                    at = parsedate_to_datetime(message.header("Date") or "").astimezone(WIB)
                    mails.append((at, message.header("X-Mailgate") or "", person.email.partition("@")[0]))
        with demo.machine.database.reading() as uow:
            history = uow.tickets.history(played.number)
        yield Weeks(demo, played, sorted(mails), history)


def sent(weeks: Weeks, template: str) -> list[tuple[str, str]]:
    return [(f"{at:%d/%m %H.%M}", who) for at, kind, who in weeks.mails if kind == template]


def test_the_ticket_reaches_its_end_and_nothing_is_left(weeks: Weeks) -> None:
    assert weeks.played.ended == "selesai"
    assert_nothing_is_left(weeks.demo.machine)


def test_reminders_go_out_once_in_working_hours_and_the_superior_hears_half_a_day_later(weeks: Weeks) -> None:
    assert sent(weeks, "pengingat") == [
        ("15/12 14.00", "kabid.infrastruktur"),
        ("16/12 07.30", "kabid.infrastruktur"),
        *(("29/12 11.30", who) for who in ("pejabat", "pejabat.teguh", "pejabat.vina")),
        ("31/12 14.00", "kadis"),
        ("04/01 07.30", "kadis"),
    ]
    assert sent(weeks, "eskalasi") == [("16/12 11.30", "kadis")]


def test_the_weekly_report_comes_on_monday_or_on_the_next_working_day(weeks: Weeks) -> None:
    days = [day for day, who in sent(weeks, "laporan-mingguan") if who == "kadis"]
    assert days == ["14/12 08.15", "21/12 07.30", "29/12 07.30", "04/01 07.30"]


def test_nobody_is_written_to_on_a_day_off(weeks: Weeks) -> None:
    off = {date(2026, 12, day) for day in (19, 20, 24, 25, 26, 27, 28)} | {date(2027, 1, day) for day in (1, 2, 3)}
    assert [mail for mail in weeks.mails if mail[0].date() in off] == []


def test_history_tells_the_pause_and_the_day_that_was_added(weeks: Weeks) -> None:
    kinds = (WorkPaused, WorkResumed, DueMoved, Reminded, Overdue)
    told = [record.event for record in weeks.history if isinstance(record.event, kinds)]
    names = [type(event).__name__ for event in told]
    reminded = ["Reminded", "Reminded", "Overdue"]
    assert names == [*reminded, "WorkPaused", "WorkResumed", "DueMoved", "Reminded", "Reminded", "Reminded"]
    moved = next(event for event in told if isinstance(event, DueMoved))
    assert moved.before == datetime(2026, 12, 28, 14, 30, tzinfo=WIB)
    assert moved.due_at == datetime(2026, 12, 29, 14, 30, tzinfo=WIB)
    assert moved.reason == "hari libur ditambahkan: Senin, 28 Desember 2026 (Cuti Bersama tambahan)"


def test_silence_is_no_consent(weeks: Weeks) -> None:
    """The head is reminded and reminded again; nothing is approved before he says so himself."""
    asked = datetime(2026, 12, 30, 9, 0, tzinfo=WIB)
    after = [record for record in weeks.history if record.at >= asked and type(record.event).__name__ == "StepEntered"]
    assert [f"{record.at.astimezone(WIB):%d/%m}" for record in after] == ["30/12", "04/01"]
