"""The weekly report: last week's figures, once a reader, on the first working day of the week."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailgate.app.digest import is_due
from mailgate.app.reporting import send_reports
from mailgate.domain.period import Week
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply, shipped_policy

TO = "layanan@sumbawa.example"
DINKES, DINSOS, KADIS = "dinkes@sumbawa.example", "dinsos@sumbawa.example", "kadis@sumbawa.example"
DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
WITA = ZoneInfo("Asia/Makassar")
MONDAY_MORNING = datetime(2026, 11, 23, 7, 31, tzinfo=WITA)


def asks(gateway: Gateway, who: str, subject: str = "Gangguan jaringan internet") -> str:
    number = number_in(gateway.takes("sumbawa", mail(who, TO, subject, DOWN))[0][1].subject)
    assert number is not None
    return number


def reports(gateway: Gateway, done: set[tuple[str, str]] | None = None) -> dict[str, str]:
    """What goes out now: reader → text, of Sumbawa."""
    before = len(gateway.transport.sent)
    send_reports(gateway.world, set() if done is None else done)
    gateway.flush()
    sent = gateway.transport.sent[before:]
    return {
        to: m.text for to, m in sent if m.header("X-Mailgate") == "laporan-mingguan" and to.endswith("sumbawa.example")
    }


def figure(text: str, label: str) -> list[str]:
    """The words after a label in the report's table."""
    line = next(line for line in text.splitlines() if line.strip().startswith(label))
    return line.split(label, 1)[1].split()


def test_the_figures_are_those_of_the_week_that_ended(gateway: Gateway) -> None:
    asks(gateway, DINKES, "Gangguan jaringan satu")
    second = asks(gateway, DINSOS, "Gangguan jaringan dua")
    task = [m for to, m in gateway.transport.sent if to == KADIS and second in m.subject][-1]
    gateway.takes("sumbawa", reply(KADIS, task, "TOLAK: bukan kewenangan kami"))
    assert not gateway.ticket(second).is_open
    gateway.clock.now = MONDAY_MORNING
    asks(gateway, DINKES, "Gangguan jaringan minggu ini")
    text = reports(gateway)[KADIS]
    assert figure(text, "Masuk")[:2] == ["2", "0"]
    assert figure(text, "Selesai")[:2] == ["1", "0"]
    assert "Dinas Kesehatan" in text
    assert second not in text, "closed tickets wait for nobody"


def test_nothing_to_average_is_said_as_nothing(gateway: Gateway) -> None:
    gateway.clock.now = MONDAY_MORNING
    text = reports(gateway)[KADIS]
    assert figure(text, "Masuk")[0] == "0"
    assert figure(text, "Tepat waktu (SOP)")[0] == "–"
    assert re.search(r"n=0", text)


def test_each_reader_gets_one_report_a_week_whoever_asks_again(gateway: Gateway) -> None:
    gateway.clock.now = MONDAY_MORNING
    first = reports(gateway)
    assert KADIS in first
    assert len(first) == len({to for to, _ in gateway.transport.sent if to.endswith("sumbawa.example")})
    gateway.clock.forward(hours=5)
    assert reports(gateway) == {}, "another process, or this one after a restart"
    gateway.clock.forward(days=7)
    assert set(reports(gateway)) == set(first)


def test_nothing_goes_out_before_the_offices_hour(gateway: Gateway) -> None:
    gateway.clock.now = MONDAY_MORNING - timedelta(minutes=2)
    assert reports(gateway) == {}
    gateway.clock.now = MONDAY_MORNING
    assert reports(gateway)


def test_the_readers_are_heads_and_those_who_work_the_tickets_and_nobody_outside(gateway: Gateway) -> None:
    gateway.clock.now = MONDAY_MORNING
    readers = set(reports(gateway))
    assert {KADIS, "kabid@sumbawa.example", "helpdesk@sumbawa.example", "pengelola@sumbawa.example"} <= readers
    assert not readers & {DINKES, DINSOS, TO}


# Independence Day, 17 August, is a Monday in 2026.
@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 8, 17, 7, 31, tzinfo=WITA), False),
        (datetime(2026, 8, 18, 7, 29, tzinfo=WITA), False),
        (datetime(2026, 8, 18, 7, 31, tzinfo=WITA), True),
        (datetime(2026, 11, 23, 7, 31, tzinfo=WITA), True),
        (datetime(2026, 11, 25, 7, 31, tzinfo=WITA), True),
        (datetime(2026, 11, 27, 7, 31, tzinfo=WITA), False),
        (datetime(2026, 11, 22, 7, 31, tzinfo=WITA), False),
    ],
    ids=["holiday Monday", "Tuesday too early", "Tuesday", "Monday", "after an outage", "too late", "Sunday"],
)
def test_a_holiday_monday_moves_the_report_to_the_next_working_day(now: datetime, due: bool) -> None:
    assert is_due(shipped_policy().offices["sumbawa"], now.astimezone(UTC)) is due


def test_a_report_that_a_holiday_moved_is_still_that_of_the_week_before(gateway: Gateway) -> None:
    gateway.clock.now = datetime(2026, 8, 13, 2, 0, tzinfo=UTC)
    asks(gateway, DINKES)
    gateway.clock.now = datetime(2026, 8, 18, 7, 31, tzinfo=WITA)
    assert figure(reports(gateway)[KADIS], "Masuk")[0] == "1"


@pytest.mark.parametrize(
    ("day", "week"),
    [(date(2026, 11, 23), "2026-W47"), (date(2027, 1, 4), "2026-W53"), (date(2026, 1, 5), "2026-W01")],
    ids=["November", "the 53rd week", "the first week begins in the old year"],
)
def test_the_week_before_is_that_of_iso_8601(day: date, week: str) -> None:
    assert str(Week.before(day)) == week
    assert str(Week.parse(week)) == week


@pytest.mark.parametrize("text", ["2026", "2026-W54", "2026-47", "minggu lalu"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kind alone is promised
        Week.parse(text)


def test_a_ticket_opened_late_on_sunday_counts_by_the_offices_own_clock(gateway: Gateway) -> None:
    gateway.clock.now = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # Monday 00.30 WITA
    asks(gateway, DINKES)
    gateway.clock.now = MONDAY_MORNING
    assert figure(reports(gateway)[KADIS], "Masuk")[0] == "0"
