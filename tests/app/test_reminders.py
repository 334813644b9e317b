"""Reminders as a good secretary gives them: in time, once, in working hours, together, and never stale."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailgate.app.passing import pass_time
from mailgate.domain.event import Overdue, Reminded
from mailgate.domain.office import Office
from mailgate.domain.policy import Policy
from mailgate.domain.reminder_policy import ReminderPolicy, Stages
from mailgate.domain.sop import Budget, Clock
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply, shipped_policy

DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
DISASTER = "DARURAT. Ruang server padam total, seluruh layanan lumpuh. Mohon penanganan segera.\n"
KINDS = ("pengingat", "pengingat-daftar", "eskalasi")
ZONES = {"sumbawa": "Asia/Makassar"}


def opened(gateway: Gateway, office: str = "sumbawa", body: str = DOWN, what: str = "Gangguan jaringan") -> str:
    raw = mail(f"dinkes@{office}.example", f"layanan@{office}.example", what, body)
    number = number_in(gateway.takes(office, raw)[0][1].subject)
    assert number is not None
    return number


def answers(gateway: Gateway, who: str, template: str, text: str, office: str = "sumbawa") -> None:
    email = f"{who}@{office}.example"
    gateway.takes(office, reply(email, gateway.mail_to(email, template), text))


def at(gateway: Gateway, moment: str, office: str = "sumbawa") -> list[tuple[str, str]]:
    """Set the clock to a local moment, tick once; who was reminded or told, by which mail."""
    gateway.clock.now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(ZONES.get(office, "Asia/Jakarta")))
    before = len(gateway.transport.sent)
    pass_time(gateway.world)
    gateway.flush()
    sent = [(to.partition("@")[0], str(m.header("X-Mailgate"))) for to, m in gateway.transport.sent[before:]]
    return [one for one in sent if one[1] in KINDS]


def with_policy(gateway: Gateway, office: str, change: Callable[[Office], Office]) -> None:
    policy = Policy({code: change(o) if code == office else o for code, o in shipped_policy().offices.items()})
    gateway.rules = lambda: policy
    gateway.__post_init__()


# The ticket of these tests is opened on Friday, 20 November 2026, 09.30 WITA; group A is due on Monday at 16.00.


def test_the_holder_is_reminded_two_hours_before_and_on_the_next_morning_and_his_superior_hears_half_a_day_later(
    gateway: Gateway,
) -> None:
    number = opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    assert at(gateway, "2026-11-23 13:59") == []
    assert at(gateway, "2026-11-23 14:00") == [("kabid", "pengingat")]
    assert at(gateway, "2026-11-23 16:05") == []  # nobody is written to after closing time
    assert at(gateway, "2026-11-24 07:31") == [("kabid", "pengingat")]
    assert at(gateway, "2026-11-24 11:29") == []
    assert at(gateway, "2026-11-24 11:31") == [("kadis", "eskalasi")]
    assert at(gateway, "2026-11-30 11:31") == []
    told = [r.event for r in gateway.history(number) if isinstance(r.event, Reminded | Overdue)]
    assert [type(event).__name__ for event in told] == ["Reminded", "Reminded", "Overdue"]


def test_the_words_name_the_moment_and_blame_nobody(gateway: Gateway) -> None:
    opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    at(gateway, "2026-11-23 14:00")
    reminder = gateway.mail_to("kabid@sumbawa.example", "pengingat")
    assert "Mohon tindak lanjut" in reminder.subject
    assert "Batas waktu SOP: Senin, 23 November 2026 pukul 16.00 WITA" in reminder.text
    at(gateway, "2026-11-25 09:00")
    late, report = (
        gateway.mail_to("kabid@sumbawa.example", "pengingat"),
        gateway.mail_to("kadis@sumbawa.example", "eskalasi"),
    )
    assert "telah melewati batas waktu SOP (1 Hari Kerja)" in late.text
    assert "telah melewati batas waktu SOP (1 Hari Kerja) selama 2 hari kerja" in report.text
    assert "Mohon arahan" in report.subject
    for mail_ in (reminder, late, report):
        assert "terlambat" not in mail_.text
        assert "!" not in mail_.text


def test_a_reminder_is_answered_like_the_task_mail(gateway: Gateway) -> None:
    number = opened(gateway)
    at(gateway, "2026-11-23 14:00")
    answers(gateway, "kadis", "pengingat", "DISPOSISI Kabid TI: segera")
    assert gateway.ticket(number).step == "3"


def test_the_head_of_the_office_is_reminded_and_nobody_above_him(gateway: Gateway) -> None:
    opened(gateway)
    assert at(gateway, "2026-11-23 14:00") == [("kadis", "pengingat")]
    assert at(gateway, "2026-11-24 08:00") == [("kadis", "pengingat")]
    assert at(gateway, "2026-12-10 08:00") == []


def test_after_an_outage_only_the_present_state_is_told_once(gateway: Gateway) -> None:
    number = opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    assert at(gateway, "2026-11-25 10:00") == [("kabid", "pengingat"), ("kadis", "eskalasi")]
    skipped = [r.event.stage for r in gateway.history(number) if isinstance(r.event, Reminded) and r.event.skipped]
    assert skipped == ["sebelum"]
    assert at(gateway, "2026-11-25 10:05") == []


def test_reminders_from_long_ago_are_noted_and_not_sent(gateway: Gateway) -> None:
    number = opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    assert at(gateway, "2026-12-14 10:00") == []
    told = [r.event for r in gateway.history(number) if isinstance(r.event, Reminded | Overdue)]
    assert [isinstance(event, Reminded) and event.skipped for event in told] == [True, True, True]


def test_a_late_tick_at_night_waits_for_the_morning(gateway: Gateway) -> None:
    opened(gateway)
    assert at(gateway, "2026-11-23 22:00") == []
    assert at(gateway, "2026-11-24 07:30") == [("kadis", "pengingat")]


def test_a_clock_that_jumps_back_repeats_nothing(gateway: Gateway) -> None:
    opened(gateway)
    assert at(gateway, "2026-11-23 14:00") == [("kadis", "pengingat")]
    assert at(gateway, "2026-11-20 09:40") == []
    assert at(gateway, "2026-11-23 14:30") == []


def test_nobody_is_reminded_of_what_stands_still(gateway: Gateway) -> None:
    opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    answers(gateway, "kabid", "tugas", "TUNDA s.d. 2/12: menunggu suku cadang")
    assert at(gateway, "2026-11-24 11:31") == []
    assert at(gateway, "2026-12-01 11:31") == []
    assert at(gateway, "2026-12-02 07:30") == []  # it goes on; 13 hours are left, until Thursday at 14.00
    assert at(gateway, "2026-12-03 10:59") == []
    assert at(gateway, "2026-12-03 11:00") == [("kabid", "pengingat")]


def test_a_requester_who_is_waited_for_is_reminded_once_and_the_office_not(gateway: Gateway) -> None:
    number = opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    answers(gateway, "kabid", "tugas", "KEMBALIKAN: surat permohonan belum dilampirkan")
    assert at(gateway, "2026-11-24 15:59") == []
    assert at(gateway, "2026-11-25 07:31") == [("dinkes", "pengingat")]
    text = gateway.mail_to("dinkes@sumbawa.example", "pengingat").text
    assert "surat permohonan belum dilampirkan" in text
    assert "batas waktu SOP" not in text
    assert at(gateway, "2026-12-15 10:00") == []
    assert gateway.ticket(number).returned


def test_several_reminders_to_one_person_are_one_mail_that_is_answered_by_number(gateway: Gateway) -> None:
    numbers = [opened(gateway, what=f"Gangguan jaringan di ruang {n}") for n in range(3)]
    assert at(gateway, "2026-11-23 14:00") == [("kadis", "pengingat-daftar")]
    listed = gateway.mail_to("kadis@sumbawa.example", "pengingat-daftar")
    assert "3 permohonan" in listed.subject
    assert all(number in listed.text for number in numbers)
    assert "Balas misalnya: 2 DISPOSISI Kabid TI: mohon ditindaklanjuti" in listed.text
    gateway.takes("sumbawa", reply("kadis@sumbawa.example", listed, "1 DISPOSISI Kabid TI: segera"))
    gateway.takes("sumbawa", reply("kadis@sumbawa.example", listed, "DISPOSISI 3 Kabid TI: segera"))
    assert [gateway.ticket(number).step for number in numbers] == ["3", "2", "3"]
    gateway.takes("sumbawa", reply("kadis@sumbawa.example", listed, "DISPOSISI 1 Kabid TI: lagi"))
    assert "sudah berganti" in gateway.mail_to("kadis@sumbawa.example", "jawaban-laporan").text


def test_a_list_names_at_most_twenty_and_counts_the_rest(gateway: Gateway) -> None:
    for n in range(22):
        opened(gateway, what=f"Gangguan jaringan di ruang {n}")
    assert at(gateway, "2026-11-23 14:00") == [("kadis", "pengingat-daftar")]
    listed = gateway.mail_to("kadis@sumbawa.example", "pengingat-daftar")
    assert "22 permohonan" in listed.subject
    assert "Dan 2 permohonan lain" in listed.text


def test_a_list_stolen_by_somebody_else_does_nothing(gateway: Gateway) -> None:
    numbers = [opened(gateway, what=f"Gangguan jaringan di ruang {n}") for n in range(2)]
    at(gateway, "2026-11-23 14:00")
    listed = gateway.mail_to("kadis@sumbawa.example", "pengingat-daftar")
    gateway.takes("sumbawa", reply("kabid@sumbawa.example", listed, "DISPOSISI 1,2 Kabid TI"))
    forged = reply("kadis@sumbawa.example", listed, "DISPOSISI 1,2 Kabid TI", login="kabid@sumbawa.example")
    gateway.takes("sumbawa", forged)
    assert [gateway.ticket(number).step for number in numbers] == ["2", "2"]


def test_reports_upward_and_own_tasks_are_told_in_the_same_mail(gateway: Gateway) -> None:
    opened(gateway, what="Gangguan jaringan di ruang 1")
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    opened(gateway, what="Gangguan jaringan di ruang 2")
    assert at(gateway, "2026-11-25 09:00") == [("kabid", "pengingat"), ("kadis", "pengingat-daftar")]
    text = gateway.mail_to("kadis@sumbawa.example", "pengingat-daftar").text
    assert text.index("ruang 2") < text.index("Mohon arahan: pada Kepala Bidang")


def test_who_gets_a_step_that_is_late_already_is_given_time_first(gateway: Gateway) -> None:
    opened(gateway)
    gateway.clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    assert at(gateway, "2026-11-24 11:00") == []
    assert at(gateway, "2026-11-24 14:05") == [("kabid", "pengingat")]
    assert at(gateway, "2026-11-25 11:00") == [("kadis", "eskalasi")]


def test_an_emergency_reminds_those_who_work_at_night_but_lets_the_head_sleep(gateway: Gateway) -> None:
    gateway.clock.now = datetime(2026, 11, 21, 2, 0, tzinfo=ZoneInfo("Asia/Jakarta"))  # Saturday
    opened(gateway, "sumbar", DISASTER, "DARURAT server padam")
    assert at(gateway, "2026-11-21 02:03", "sumbar") == [("helpdesk", "pengingat")]
    assert at(gateway, "2026-11-21 02:10", "sumbar") == [("koordinator", "eskalasi")]
    answers(gateway, "helpdesk", "tugas", "YA: seluruh layanan terhenti", "sumbar")
    answers(gateway, "koordinator", "tugas", "TERUSKAN", "sumbar")
    assert at(gateway, "2026-11-21 02:14", "sumbar") == [("kabid", "pengingat")]
    assert at(gateway, "2026-11-21 02:30", "sumbar") == []  # above the Kabid is the Kadis
    assert at(gateway, "2026-11-23 07:31", "sumbar") == [("kadis", "eskalasi")]


def test_an_office_sets_its_own_policy(gateway: Gateway) -> None:
    def late_riser(office: Office) -> Office:
        stages = Stages(None, at_due=True, superior_after=None)
        return replace(office, reminders=ReminderPolicy(stages, quiet=(time(16), time(9))))

    with_policy(gateway, "sumbawa", late_riser)
    opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    assert at(gateway, "2026-11-23 15:00") == []
    assert at(gateway, "2026-11-24 08:30") == []
    assert at(gateway, "2026-11-24 09:00") == [("kabid", "pengingat")]
    assert at(gateway, "2026-12-14 09:00") == []


def test_a_post_that_nobody_holds_goes_to_its_superior_and_the_pengelola_is_told_once(gateway: Gateway) -> None:
    def without_kabid(office: Office) -> Office:
        seats = tuple(replace(s, holders=()) if s.code == "kabid" else s for s in office.roster.seats)
        return replace(office, roster=replace(office.roster, seats=seats))

    with_policy(gateway, "sumbawa", without_kabid)
    for n in range(2):
        opened(gateway, what=f"Gangguan jaringan di ruang {n}")
        answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    to = [(to.partition("@")[0], m.header("X-Mailgate")) for to, m in gateway.transport.sent]
    assert to.count(("pengelola", "kelola")) == 1
    assert "belum mempunyai pemegang" in gateway.mail_to("pengelola@sumbawa.example", "kelola").subject
    assert at(gateway, "2026-11-23 14:00") == [("kadis", "pengingat-daftar")]
    assert at(gateway, "2026-11-26 14:00") == [("kadis", "pengingat-daftar")]  # his own, and no report of himself


def test_tickets_of_an_office_out_of_service_are_not_looked_at(gateway: Gateway) -> None:
    opened(gateway)
    gateway.rules = lambda: Policy({k: v for k, v in shipped_policy().offices.items() if k != "sumbawa"})
    gateway.__post_init__()
    assert at(gateway, "2026-11-23 14:00") == []


@pytest.mark.parametrize(
    ("moment", "calm"),
    [
        ("2026-11-23 09:00", "2026-11-23 09:00"),
        ("2026-11-23 12:15", "2026-11-23 13:30"),
        ("2026-11-23 13:10", "2026-11-23 13:30"),
        ("2026-11-20 17:00", "2026-11-23 07:30"),
    ],
)
def test_a_quiet_hour_in_the_middle_of_the_day_is_waited_out(moment: str, calm: str) -> None:
    zone = ZoneInfo("Asia/Makassar")
    policy = ReminderPolicy(quiet=(time(12), time(13, 30)))
    found = policy.calm(
        datetime.fromisoformat(moment).replace(tzinfo=zone), shipped_policy().offices["sumbawa"].calendar
    )
    assert found == datetime.fromisoformat(calm).replace(tzinfo=zone)


def test_hours_that_are_always_quiet_end_at_the_opening() -> None:
    calendar = shipped_policy().offices["sumbawa"].calendar
    policy = ReminderPolicy(quiet=(time(6), time(20)))
    start = datetime(2026, 11, 20, 18, tzinfo=ZoneInfo("Asia/Makassar"))
    assert policy.calm(start, calendar) == calendar.opening(start)


def test_days_before_are_counted_in_working_days() -> None:
    calendar = shipped_policy().offices["sumbawa"].calendar
    zone = ZoneInfo("Asia/Makassar")
    due = datetime(2026, 11, 24, 16, tzinfo=zone)
    assert calendar.back(due, Budget(Clock.WORKING_DAYS, days=2)) == datetime(2026, 11, 20, 7, 30, tzinfo=zone)
    wall = calendar.back(due, Budget(Clock.ALWAYS, duration=timedelta(hours=40)))
    assert wall == due - timedelta(hours=40)
    assert calendar.is_working_day(date(2026, 11, 20))
