"""A changed calendar: open due moments move, history says why, nobody is mailed, and the next reminder explains it."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailgate.app.passing import pass_time
from mailgate.app.recounting import Recount, recount
from mailgate.domain.event import DueMoved
from mailgate.domain.office import Office
from mailgate.domain.policy import Policy
from mailgate.domain.reminder_policy import ReminderPolicy, Stages
from tests.app.desk import Gateway, shipped_policy
from tests.app.test_reminders import answers, at, opened

MONDAY = date(2026, 11, 23)


def put_in_force(gateway: Gateway, office: Office) -> None:
    policy = Policy({**gateway.rules().offices, office.code: office})
    gateway.rules = lambda: policy
    gateway.__post_init__()


def with_day_off(office: Office, day: date, name: str = "Cuti Bersama tambahan") -> Office:
    days = {**office.calendar.days_off, day: name}
    return replace(office, calendar=replace(office.calendar, days_off=days))


def moved(gateway: Gateway, number: str) -> list[DueMoved]:
    return [r.event for r in gateway.history(number) if isinstance(r.event, DueMoved)]


def sumbawa() -> Office:
    return shipped_policy().offices["sumbawa"]


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Makassar"))


def test_an_added_holiday_moves_the_due_moment_and_is_told_only_by_history_and_the_next_reminder(
    gateway: Gateway,
) -> None:
    number, so_far = opened(gateway), Recount()
    assert recount(gateway.world, so_far, "1") == 0
    put_in_force(gateway, with_day_off(sumbawa(), MONDAY))
    before = len(gateway.transport.sent)
    assert recount(gateway.world, so_far, "2") == 1
    gateway.flush()
    assert len(gateway.transport.sent) == before
    assert gateway.ticket(number).due_at == wita("2026-11-24 16:00")
    event = moved(gateway, number)[0]
    assert (event.before, event.due_at) == (wita("2026-11-23 16:00"), wita("2026-11-24 16:00"))
    assert event.reason == "hari libur ditambahkan: Senin, 23 November 2026 (Cuti Bersama tambahan)"
    assert at(gateway, "2026-11-23 14:00") == []
    assert at(gateway, "2026-11-24 14:00") == [("kadis", "pengingat")]
    text = gateway.mail_to("kadis@sumbawa.example", "pengingat").text
    assert "Batas waktu semula Senin, 23 November 2026 pukul 16.00 WITA; disesuaikan karena hari libur" in text
    assert at(gateway, "2026-11-25 08:00") == [("kadis", "pengingat")]
    assert "semula" not in gateway.mail_to("kadis@sumbawa.example", "pengingat").text


def test_looking_again_moves_nothing_twice(gateway: Gateway) -> None:
    number, so_far = opened(gateway), Recount()
    put_in_force(gateway, with_day_off(sumbawa(), MONDAY))
    assert [recount(gateway.world, so_far, "2") for _ in range(2)] == [1, 0]
    assert recount(gateway.world, Recount(), "2") == 0
    assert len(moved(gateway, number)) == 1


def test_a_change_while_the_gateway_was_down_is_found_at_its_start(gateway: Gateway) -> None:
    number = opened(gateway)
    put_in_force(gateway, with_day_off(sumbawa(), MONDAY))
    assert recount(gateway.world, Recount(), "2") == 1
    assert moved(gateway, number)[0].reason == "penyesuaian kalender kerja"


def test_two_changes_are_explained_by_the_moment_that_was_printed(gateway: Gateway) -> None:
    opened(gateway)
    so_far = Recount()
    recount(gateway.world, so_far, "1")
    put_in_force(gateway, with_day_off(sumbawa(), MONDAY))
    recount(gateway.world, so_far, "2")
    put_in_force(gateway, with_day_off(gateway.rules().offices["sumbawa"], date(2026, 11, 24)))
    recount(gateway.world, so_far, "3")
    at(gateway, "2026-11-25 14:00")
    assert "semula Senin, 23 November 2026" in gateway.mail_to("kadis@sumbawa.example", "pengingat").text


def test_a_holiday_taken_back_before_anybody_was_told_needs_no_explanation(gateway: Gateway) -> None:
    number, so_far = opened(gateway), Recount()
    recount(gateway.world, so_far, "1")
    put_in_force(gateway, with_day_off(sumbawa(), MONDAY))
    recount(gateway.world, so_far, "2")
    put_in_force(gateway, sumbawa())
    recount(gateway.world, so_far, "3")
    assert len(moved(gateway, number)) == 2
    at(gateway, "2026-11-23 14:00")
    assert "semula" not in gateway.mail_to("kadis@sumbawa.example", "pengingat").text


def test_a_paused_ticket_goes_on_with_what_was_left_on_the_new_calendar(gateway: Gateway) -> None:
    number = opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    answers(gateway, "kabid", "tugas", "TUNDA s.d. 2/12: menunggu suku cadang")
    put_in_force(gateway, with_day_off(sumbawa(), date(2026, 12, 3)))
    recount(gateway.world, Recount(), "2")
    gateway.clock.now = wita("2026-12-02 09:00")
    pass_time(gateway.world)  # late, which costs nobody the minutes
    assert gateway.ticket(number).due_at == wita("2026-12-04 14:30")


def test_closed_tickets_and_due_moments_before_the_holiday_stay(gateway: Gateway) -> None:
    number = opened(gateway)
    put_in_force(gateway, with_day_off(sumbawa(), date(2026, 11, 25)))
    assert recount(gateway.world, Recount(), "2") == 0
    assert moved(gateway, number) == []


def test_a_new_policy_of_reminders_plans_the_open_tickets_anew(gateway: Gateway) -> None:
    number = opened(gateway)
    assert gateway.ticket(number).wakes_at == wita("2026-11-23 14:00")
    never = Stages(None, at_due=False, superior_after=None)
    put_in_force(gateway, replace(sumbawa(), reminders=ReminderPolicy(never)))
    assert recount(gateway.world, Recount(), "2") == 0
    assert gateway.ticket(number).wakes_at is None


def test_a_year_without_cuti_bersama_is_told_to_the_pengelola_once(gateway: Gateway) -> None:
    put_in_force(gateway, replace(sumbawa(), calendar=replace(sumbawa().calendar, covered=frozenset({2026}))))
    for so_far in (Recount(), Recount()):
        recount(gateway.world, so_far, "1")
    gateway.flush()
    told = [m.subject for to, m in gateway.transport.sent if to == "pengelola@sumbawa.example"]
    assert told == ["[Pengelola] Cuti bersama 2027 belum tercatat"]


def test_before_november_nothing_is_amiss_with_the_coming_year(gateway: Gateway) -> None:
    gateway.clock.now = wita("2026-10-01 09:00")
    put_in_force(gateway, replace(sumbawa(), calendar=replace(sumbawa().calendar, covered=frozenset({2026}))))
    recount(gateway.world, Recount(), "1")
    gateway.flush()
    assert gateway.transport.sent == []
