"""The weekly report: last week's figures, once a reader, on the first working day of the week."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from mailgate.adapters.chart import chart
from mailgate.adapters.press import PaperPress
from mailgate.adapters.workbook import workbook
from mailgate.app.definitions import DEFINITIONS
from mailgate.app.digest import is_due
from mailgate.app.reporting import reports_of, send_reports, store_reports
from mailgate.domain.notice import Notice
from mailgate.domain.period import Week
from mailgate.mail.seal import number_in
from tests.app.desk import ROOT, Gateway, mail, reply, shipped_policy

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
    assert figure(text, "Selesai")[:2] == ["0", "0"], "a request turned down is not one that was solved"
    assert figure(text, "Ditutup tanpa selesai") == [":", "ditolak", "1"]
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


def test_a_ticket_opened_late_on_sunday_counts_by_the_offices_own_clock(gateway: Gateway) -> None:
    gateway.clock.now = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # Monday 00.30 WITA
    asks(gateway, DINKES)
    gateway.clock.now = MONDAY_MORNING
    assert figure(reports(gateway)[KADIS], "Masuk")[0] == "0"


def report_of(gateway: Gateway, reader: str, office: str = "sumbawa") -> Notice:
    """What that reader's report is made from now."""
    week = Week.before(gateway.clock().astimezone(WITA).date())
    notices = reports_of(week, gateway.world.office(office), gateway.world)
    return next(n for n in notices if n.recipient == reader)


def numbers(notice: Notice, name: str) -> list[str]:
    """The tickets of one of its lists."""
    return [row["number"] for row in notice.payload["attention"] if row["list"] == name]


def test_what_waits_for_the_reader_stands_first_and_what_is_late_elsewhere_after_it(gateway: Gateway) -> None:
    elsewhere = asks(gateway, DINKES, "Gangguan jaringan satu")
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI"))
    mine = asks(gateway, DINSOS, "Gangguan jaringan dua")
    gateway.clock.now = MONDAY_MORNING + timedelta(days=7)
    head, branch = report_of(gateway, KADIS), report_of(gateway, "kabid@sumbawa.example")
    assert (numbers(head, "own"), numbers(head, "overdue")) == ([mine], [elsewhere])
    assert numbers(branch, "own") == [elsewhere]
    text = reports(gateway)[KADIS]
    assert text.index("MENUNGGU IBU") < text.index("Masuk") < text.index("MELAMPAUI BATAS WAKTU SOP")
    assert text.index(mine) < text.index(elsewhere)


def test_a_ready_answer_is_carried_out_as_it_stands(gateway: Gateway) -> None:
    number = asks(gateway, DINKES)
    gateway.clock.now = MONDAY_MORNING
    reports(gateway)
    notice = report_of(gateway, KADIS)
    (button,) = notice.payload["buttons"]
    assert button["command"].startswith("DISPOSISI 1 ")
    target = urlsplit(button["mailto"])
    words = parse_qs(target.query)
    gateway.takes("sumbawa", mail(KADIS, target.path, words["subject"][0], words["body"][0]))
    assert gateway.ticket(number).step == "3"


def test_what_the_requester_or_a_tunda_stopped_is_counted_apart_and_late_for_nobody(gateway: Gateway) -> None:
    number = asks(gateway, DINKES)
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI"))
    task = gateway.mail_to("kabid@sumbawa.example", "tugas")
    gateway.takes("sumbawa", reply("kabid@sumbawa.example", task, "TUNDA s.d. 30/12: menunggu pengadaan switch"))
    gateway.clock.now = MONDAY_MORNING + timedelta(days=7)
    notice = report_of(gateway, KADIS)
    assert (notice.payload["overdue"], notice.payload["waiting"]) == (0, 1)
    assert numbers(notice, "waiting") == [number]
    assert "menunggu pengadaan switch" in reports(gateway)[KADIS]


def test_how_things_stood_last_week_is_taken_from_last_weeks_report(gateway: Gateway) -> None:
    asks(gateway, DINKES)
    gateway.clock.now = MONDAY_MORNING + timedelta(days=7)
    assert figure(reports(gateway)[KADIS], "Melampaui batas waktu SOP")[:2] == ["1", "–"]
    gateway.clock.forward(days=7)
    assert figure(reports(gateway)[KADIS], "Melampaui batas waktu SOP")[:2] == ["1", "1"]


def test_a_kabid_reads_of_his_own_bidang_and_the_head_of_both(gateway: Gateway) -> None:
    gateway.clock.now = datetime(2026, 11, 17, 9, 0, tzinfo=WITA)
    for subject in ("Gangguan jaringan internet", "Aplikasi perizinan tidak dapat dibuka", "Jaringan internet putus"):
        body = f"{subject} sejak pagi. Mohon bantuan.\n"
        gateway.takes("trenggalek", mail("dinkes@trenggalek.example", "layanan@trenggalek.example", subject, body))
    gateway.clock.now = MONDAY_MORNING
    by_reader = {
        reader: report_of(gateway, f"{reader}@trenggalek.example", "trenggalek").payload
        for reader in ("kadis", "kabid.infrastruktur", "kabid.aplikasi")
    }
    opened = {reader: payload["rows"][0]["now"] for reader, payload in by_reader.items()}
    assert opened == {"kadis": "3", "kabid.infrastruktur": "2", "kabid.aplikasi": "1"}
    shown = {g["name"]: g["opened"] for g in by_reader["kadis"]["by_branch"]}
    assert shown == {"Kepala Bidang Infrastruktur TIK": 2, "Kepala Bidang Aplikasi Informatika": 1}


def test_the_full_list_goes_to_those_who_work_it_and_pictures_to_all(gateway: Gateway) -> None:
    number = asks(gateway, DINKES, "=1+1 Gangguan jaringan internet")
    gateway.clock.now = MONDAY_MORNING
    head, desk = report_of(gateway, KADIS), report_of(gateway, "helpdesk@sumbawa.example")
    assert [(p.format, p.inline) for p in head.papers] == [("png", True)]
    assert [p.format for p in desk.papers] == ["png", "xlsx"]
    sheets = {sheet["name"]: sheet["rows"] for sheet in desk.papers[1].data["sheets"]}
    assert [row[0] for row in sheets["Daftar tiket"]] == [number]
    assert [row[0] for row in sheets["Keterangan"]] == [term for term, _ in DEFINITIONS]
    assert desk.payload["attached"] == desk.papers[1].name


def test_a_report_shames_nobody_by_name(gateway: Gateway) -> None:
    number = asks(gateway, DINKES)
    for who, text in (
        (KADIS, "DISPOSISI Kabid TI"),
        ("kabid@sumbawa.example", "DISPOSISI Kasi"),
        ("kasi@sumbawa.example", "TUGASKAN Andi"),
    ):
        gateway.takes("sumbawa", reply(who, gateway.mail_to(who, "tugas"), text))
    assert gateway.ticket(number).holders[0].person == "andi"
    gateway.clock.now = MONDAY_MORNING + timedelta(days=7)
    for reader in (KADIS, "helpdesk@sumbawa.example"):
        notice = report_of(gateway, reader)
        assert number in repr(notice)
        assert "Andi" not in repr(notice)


def test_two_that_counted_at_once_send_one_report(gateway: Gateway) -> None:
    gateway.clock.now = MONDAY_MORNING
    office, week = gateway.world.office("sumbawa"), Week(2026, 47)
    counted = reports_of(week, office, gateway.world)
    _, stored = store_reports(week, office, gateway.world)
    assert len(stored) == len(counted)
    with gateway.database.unit_of_work() as uow:
        assert uow.outbox.add(counted, gateway.clock()) == []
        uow.commit()


def test_the_mail_is_whole_with_its_real_pictures_and_workbook(gateway: Gateway) -> None:
    asks(gateway, DINKES)
    gateway.press = PaperPress({"png": chart, "xlsx": workbook})
    gateway.clock.now = MONDAY_MORNING
    reports(gateway)
    sent = gateway.mail_to("helpdesk@sumbawa.example", "laporan-mingguan")
    assert [(a.name, a.content_type) for a in sent.attachments] == [
        ("masuk-selesai.png", "image/png"),
        ("daftar-tiket-2026-W47.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ]


def test_the_definitions_stand_in_the_docs_word_for_word() -> None:
    told = (ROOT / "docs" / "laporan.md").read_text(encoding="utf-8")
    assert [term for term, meaning in DEFINITIONS if f"| {term} | {meaning} |" not in told] == []
