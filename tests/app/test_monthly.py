"""The monthly report: on the first working day, once a reader, to whom the office says, with its evidence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from openpyxl import load_workbook

from mailgate.adapters.press import PaperPress
from mailgate.adapters.report_pdf import ReportPdf
from mailgate.adapters.workbook import workbook
from mailgate.app.monthly import is_due
from mailgate.app.passing import pass_time
from mailgate.app.reporting import reports_of, send_reports
from mailgate.domain.notice import Notice
from mailgate.domain.period import Month
from mailgate.domain.policy import Policy
from mailgate.mail.seal import number_in
from tests.app.desk import ROOT, Gateway, mail, reply, shipped_policy

TO = "layanan@sumbawa.example"
DINKES, KADIS, KABID = "dinkes@sumbawa.example", "kadis@sumbawa.example", "kabid@sumbawa.example"
DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
WITA = ZoneInfo("Asia/Makassar")
FIRST_OF_DECEMBER = datetime(2026, 12, 1, 7, 31, tzinfo=WITA)


def asks(gateway: Gateway, subject: str = "Gangguan jaringan internet") -> str:
    number = number_in(gateway.takes("sumbawa", mail(DINKES, TO, subject, DOWN))[0][1].subject)
    assert number is not None
    return number


def monthlies(gateway: Gateway) -> set[str]:
    """Who gets the monthly report now, in Sumbawa."""
    before = len(gateway.transport.sent)
    send_reports(gateway.world, set())
    gateway.flush()
    sent = gateway.transport.sent[before:]
    return {to for to, m in sent if m.header("X-Mailgate") == "laporan-bulanan" and to.endswith("sumbawa.example")}


def report(gateway: Gateway) -> Notice:
    return reports_of(Month(2026, 11), gateway.world.office("sumbawa"), gateway.world)[0]


# 1 January 2027 is a Friday; 1 and 2 May 2027 lie on a weekend.
@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 12, 1, 7, 29, tzinfo=WITA), False),
        (datetime(2026, 12, 1, 7, 31, tzinfo=WITA), True),
        (datetime(2026, 12, 5, 7, 31, tzinfo=WITA), True),
        (datetime(2026, 12, 9, 7, 31, tzinfo=WITA), False),
        (datetime(2027, 1, 1, 7, 31, tzinfo=WITA), False),
        (datetime(2027, 1, 4, 7, 31, tzinfo=WITA), True),
        (datetime(2027, 5, 2, 7, 31, tzinfo=WITA), False),
        (datetime(2027, 5, 3, 7, 31, tzinfo=WITA), True),
    ],
    ids=["too early", "the first", "after an outage", "too late", "New Year", "Monday", "Sunday", "the third"],
)
def test_it_goes_out_on_the_first_working_day_of_the_month(now: datetime, due: bool) -> None:
    assert is_due(shipped_policy().offices["sumbawa"], now.astimezone(UTC)) is due


def test_each_reader_gets_it_once(gateway: Gateway) -> None:
    gateway.clock.now = FIRST_OF_DECEMBER
    assert monthlies(gateway) == {KADIS, "tu@sumbawa.example", "pengelola@sumbawa.example"}
    gateway.clock.forward(hours=3)
    assert monthlies(gateway) == set()


@pytest.mark.parametrize(("roles", "readers"), [(("kabid",), {KABID}), ((), set())])
def test_the_office_says_who_reads_it(gateway: Gateway, roles: tuple[str, ...], readers: set[str]) -> None:
    policy = shipped_policy()
    office = replace(policy.offices["sumbawa"], monthly_to=roles)
    gateway.rules = lambda: Policy({"sumbawa": office})
    gateway.__post_init__()
    gateway.clock.now = FIRST_OF_DECEMBER
    assert monthlies(gateway) == readers


def test_a_month_in_which_nothing_happened_is_reported_too(gateway: Gateway) -> None:
    gateway.clock.now = FIRST_OF_DECEMBER
    document, sheets = (paper.data for paper in report(gateway).papers)
    assert document["rows"][0]["now"] == "0"
    assert document["late"] == document["pauses"] == document["charts"] == []
    assert [sheet["rows"] for sheet in sheets["sheets"] if sheet["name"] == "Daftar tiket"] == [[]]


def test_what_is_late_and_when_clocks_stood_still_is_told_with_reasons(gateway: Gateway) -> None:
    late, paused = asks(gateway), asks(gateway, "Gangguan jaringan internet di aula")
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI"))
    task = gateway.mail_to(KABID, "tugas")
    gateway.takes("sumbawa", reply(KABID, task, "TUNDA s.d. 24/11: menunggu pengadaan switch"))
    gateway.clock.now = datetime(2026, 11, 24, 7, 31, tzinfo=WITA)
    pass_time(gateway.world)
    gateway.clock.now = FIRST_OF_DECEMBER
    document = report(gateway).papers[0].data
    assert [row[0] for row in document["late"]] == [late, paused]
    assert "pernah ditunda: menunggu pengadaan switch" in document["late"][1][-1]
    (pause,) = document["pauses"]
    assert pause[0] == paused
    assert pause[-1] == "menunggu pengadaan switch"


def test_the_document_and_the_workbook_hold_the_evidence(gateway: Gateway) -> None:
    number = asks(gateway)
    gateway.press = PaperPress({"pdf": ReportPdf(ROOT / "templates"), "xlsx": workbook, "png": lambda *_: b"png"})
    gateway.clock.now = FIRST_OF_DECEMBER
    monthlies(gateway)
    sent = gateway.mail_to(KADIS, "laporan-bulanan")
    pdf, xlsx = sent.attachments
    assert (pdf.name, xlsx.name) == tuple(f"laporan-manajemen-layanan-2026-11.{kind}" for kind in ("pdf", "xlsx"))
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf.data)]
    told = " ".join(" ".join(pages).split())
    for heading in ("Katalog layanan", "Tingkat layanan", "Log tiket", "Tren", "Kepuasan tiket", "Waktu berhenti"):
        assert heading in told
    assert "LAPORAN MANAJEMEN LAYANAN" in pages[0]
    assert "Layanan Troubleshooting Gangguan Jaringan" in told
    assert load_workbook(BytesIO(xlsx.data))["Daftar tiket"].cell(2, 1).value == number


def test_a_month_is_that_of_the_offices_own_clock(gateway: Gateway) -> None:
    gateway.clock.now = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # 1 December, 00.30 WITA
    asks(gateway)
    gateway.clock.now = FIRST_OF_DECEMBER + timedelta(minutes=1)
    assert report(gateway).payload["rows"][0]["now"] == "0"
