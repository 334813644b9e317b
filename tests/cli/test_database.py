"""`db upgrade`, `import` and `digest`: the doors that write."""

from pathlib import Path

import pytest

from mailgate.mail.mbox import mails_in
from tests.app.desk import mail
from tests.cli.conftest import KEY, Mailgate, Ran

SETTINGS = {"MAILGATE_SECRET_KEY": KEY, "MAILGATE_INSTANSI": "sumbawa,bekasi"}


def test_upgrade_makes_the_database_and_then_leaves_it_alone(mailgate: Mailgate, tmp_path: Path) -> None:
    assert "brought to revision" in mailgate("db", "upgrade").out
    assert (tmp_path / "var" / "mailgate.db").is_file()
    assert "is at revision" in mailgate("db", "upgrade").out


def request(office: str, number: int) -> bytes:
    return mail(
        f"dinkes@{office}.example",
        f"layanan@{office}.example",
        f"Internet putus {number}",
        f"Jaringan internet kantor kami putus, nomor {number}.",
        headers={"Date": "Tue, 03 Mar 2026 09:00:00 +0700"},
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three requests to two offices, and one mail to nobody here."""
    mails = [request("sumbawa", 1), request("sumbawa", 2), request("bekasi", 3)]
    file = tmp_path / "arsip.mbox"
    file.write_bytes(b"".join(b"From a@b Tue Mar  3 09:00:00 2026\n" + raw + b"\n" for raw in mails))
    return file


def imported(mailgate: Mailgate, *arguments: object) -> Ran:
    return mailgate("import", *arguments, **SETTINGS)


def test_old_requests_become_tickets_dated_as_the_mail_and_nothing_goes_out(mailgate: Mailgate, archive: Path) -> None:
    assert imported(mailgate, archive).out == "3 mails: 3 taken in\n"
    tickets = mailgate("ticket", "list", "--json").objects()

    assert sorted(t["office"] for t in tickets) == ["bekasi", "sumbawa", "sumbawa"]
    assert {t["opened_at"] for t in tickets} == {"2026-03-03T02:00:00+00:00"}
    assert mailgate("outbox", "list", "--json").objects() == []
    assert {e["state"] for e in mailgate("inbox", "list", "--json").objects()} == {"done"}


def test_a_second_import_changes_nothing(mailgate: Mailgate, archive: Path) -> None:
    imported(mailgate, archive)
    again = imported(mailgate, archive)

    assert (again.code, again.out) == (0, "3 mails: 3 here already\n")
    assert len(mailgate("ticket", "list", "--json").objects()) == 3


def test_a_mail_to_no_office_is_a_fault_unless_the_office_is_named(mailgate: Mailgate, tmp_path: Path) -> None:
    file = tmp_path / "asing.mbox"
    file.write_bytes(b"From a@b Tue Mar  3 09:00:00 2026\n" + mail("x@y.example", "z@y.example", "Internet", "putus"))
    refused = imported(mailgate, file)

    assert refused.code == 1
    assert f"{file}#1: it is addressed to no office in service" in refused.out
    assert imported(mailgate, file, "--instansi", "sumbawa").code == 0


def test_an_office_that_is_not_in_service_is_a_mistake(mailgate: Mailgate, archive: Path) -> None:
    assert imported(mailgate, archive, "--instansi", "sumbar").code == 2


def test_the_report_of_a_week_goes_to_its_readers_once(mailgate: Mailgate) -> None:
    first = mailgate("digest", "--week", "2026-W47", "--instansi", "sumbawa", **SETTINGS)
    again = mailgate("digest", "--week", "2026-W47", "--instansi", "sumbawa", **SETTINGS)

    assert "sumbawa: the report of 2026-W47 goes to" in first.out
    assert "goes to 0 readers" in again.out
    assert {e["template"] for e in mailgate("outbox", "list", "--json").objects()} == {"laporan-mingguan"}


def test_the_report_is_shown_without_storing_it(mailgate: Mailgate, archive: Path) -> None:
    imported(mailgate, archive)
    shown = mailgate("digest", "--week", "2026-W10", "--instansi", "sumbawa", "--dry-run", **SETTINGS)

    assert "Masuk" in shown.out
    assert mailgate("outbox", "list", "--json").objects() == []


@pytest.mark.parametrize("week", ["2026", "2026-W60", "47"])
def test_a_week_that_is_none_is_a_mistake(mailgate: Mailgate, week: str) -> None:
    assert mailgate("digest", "--week", week, **SETTINGS).code == 2


@pytest.mark.parametrize(
    ("text", "mails"),
    [
        (b"From a@b Tue Mar  3 09:00:00 2026\nA: 1\n\nx\n\nFrom c@d Tue Mar  3 09:00:00 2026\nB: 2\n", 2),
        (b"From - Tue Mar  3 09:00:00 2026\r\nA: 1\r\n\r\nx\r\n\r\nFrom - Tue Mar  3 09:00:00 2026\r\nB: 2\r\n", 2),
        (b"From a@b Tue Mar  3 09:00:00 2026\nA: 1\n\nDear\n\nFrom here on it is body.\n", 1),
        (b"From a@b Tue Mar  3 09:00:00 2026\nA: 1\n\nx\nFrom c@d Tue Mar  3 09:00:00 2026\nnot after a gap\n", 1),
        (
            b"From 12@xxx Tue Mar 03 09:00:00 +0000 2026\nA: 1\n\nFrom 13@xxx Tue Mar 03 09:00:00 +0000 2026\nB: 2\n",
            2,
        ),
        (b"", 0),
        (b"\n\n", 0),
    ],
)
def test_an_mbox_is_cut_at_its_from_lines_only(text: bytes, mails: int) -> None:
    assert len(list(mails_in(text.splitlines(keepends=True)))) == mails


def test_a_quoted_from_line_is_restored() -> None:
    text = b"From a@b Tue Mar  3 09:00:00 2026\nA: 1\n\n>From here\n>>From there\n> From quoted\n\n"
    (raw,) = mails_in(text.splitlines(keepends=True))

    assert raw == b"A: 1\n\nFrom here\n>From there\n> From quoted\n"


def test_the_monthly_report_is_written_as_files_and_goes_to_nobody_twice(mailgate: Mailgate, tmp_path: Path) -> None:
    wanted = ("digest", "--month", "2026-11", "--instansi", "sumbawa")
    shown = mailgate(*wanted, "--dry-run", "--out", tmp_path / "bukti", **SETTINGS)
    files = sorted(path.name for path in (tmp_path / "bukti").iterdir())

    assert shown.code == 0
    assert "Laporan Manajemen Layanan bulan November 2026" in shown.out
    assert files == [f"sumbawa-laporan-manajemen-layanan-2026-11.{kind}" for kind in ("pdf", "xlsx")]
    assert (tmp_path / "bukti" / files[0]).read_bytes().startswith(b"%PDF")
    assert "goes to 3 readers." in mailgate(*wanted, **SETTINGS).out
    assert "goes to 0 readers, 3 had it already." in mailgate(*wanted, **SETTINGS).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--month", "November"], "'November' is no month; write it as 2026-11"),
        (["--month", "2026-11", "--week", "2026-W47"], "give one of them"),
        (["--week", "2026-W47", "--dry-run", "--out", "/proc/nowhere"], "/proc/nowhere can't be written to"),
    ],
    ids=["no month", "both", "no folder"],
)
def test_what_no_report_can_be_is_one_sentence(mailgate: Mailgate, arguments: list[str], said: str) -> None:
    ran = mailgate("digest", "--instansi", "sumbawa", *arguments, **SETTINGS)

    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
