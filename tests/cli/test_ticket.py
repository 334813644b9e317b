"""`ticket …` and `audit verify`: where a request stands, and whether its history is whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from mailgate.adapters.db.tables import ticket
from tests.app.desk import ROOT, Gateway, mail, open_gateway, reply
from tests.cli.conftest import Mailgate

NUMBER = "SBW-2026-000001"
SHIPPED = {"MAILGATE_RULES_DIR": ROOT / "rules", "MAILGATE_TEMPLATES_DIR": ROOT / "templates"}


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    """Two requests; the first has passed the Kepala Dinas."""
    for opened in open_gateway(tmp_path):
        for subject in ("Internet putus", "Jaringan internet mati"):
            opened.takes(
                "sumbawa",
                mail("dinkes@sumbawa.example", "layanan@sumbawa.example", subject, "Jaringan internet kantor putus."),
            )
        task = next(m for to, m in opened.transport.sent if to == "kadis@sumbawa.example" and NUMBER in m.subject)
        opened.takes("sumbawa", reply("kadis@sumbawa.example", task, "DISPOSISI Kabid TI: mohon ditindaklanjuti"))
        yield opened


def test_tickets_are_listed_newest_first(ask: Mailgate) -> None:
    assert [t["number"] for t in ask("ticket", "list", "--json").objects()] == ["SBW-2026-000002", NUMBER]
    assert [t["number"] for t in ask("ticket", "list", "--open", "--limit", "1", "--json").objects()] == [
        "SBW-2026-000002"
    ]
    assert ask("ticket", "list", "--closed", "--json").objects() == []
    assert ask("ticket", "list", "--instansi", "bekasi", "--json").objects() == []
    assert "sumbawa-2021 3" in ask("ticket", "list").out


def test_the_page_of_a_ticket_says_where_it_stands_and_everything_that_happened(ask: Mailgate) -> None:
    page = " ".join(ask("ticket", "show", NUMBER.lower()).out.split())

    assert "menunggu verifikasi dan disposisi Kepala Bidang TI" in page
    assert "Kepala Bidang Teknologi Informasi" in page
    assert "diterima dari Dinas Kesehatan" in page
    assert '"mohon ditindaklanjuti"' in page
    assert "seal of this step" in page
    assert "WITA" in page
    assert "20/11/2026 09.30.00" in page


def test_the_object_of_a_ticket_holds_every_link_of_its_history(ask: Mailgate, gateway: Gateway) -> None:
    (told,) = ask("ticket", "show", NUMBER, "--json").objects()
    records = gateway.history(NUMBER)

    assert (told["number"], told["sop"], told["step"]) == (NUMBER, "sumbawa-2021", "3")
    assert [link["seq"] for link in told["history"]] == [record.seq for record in records]
    assert told["history"][0]["event"] == "TicketOpened"
    assert any(link["by"]["email"] == "kadis@sumbawa.example" for link in told["history"])


def test_a_number_that_was_never_given_out_is_a_mistake(ask: Mailgate) -> None:
    ran = ask("ticket", "show", "SBW-2026-999999")

    assert (ran.code, ran.err) == (2, "There is no ticket SBW-2026-999999\n")


def test_an_untouched_history_is_whole(ask: Mailgate) -> None:
    ran = ask("audit", "verify")

    assert (ran.code, ran.out) == (0, "2 tickets: every history is whole.\n")


def test_a_changed_history_is_a_fault_that_names_its_first_broken_link(ask: Mailgate, gateway: Gateway) -> None:
    with gateway.database.engine.begin() as connection:
        for (trigger,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(
            f"UPDATE history SET data = replace(data, 'ditindaklanjuti', 'diabaikan') WHERE ticket = '{NUMBER}'"  # noqa: S608
        )
    ran = ask("audit", "verify")
    changed = next(r.seq for r in gateway.history(NUMBER) if "diabaikan" in str(r.event))

    assert ran.code == 1
    assert f"{NUMBER}: link {changed}: " in ran.out
    told = {link["ticket"]: link["broken"] for link in ask("audit", "verify", "--json").objects()}
    assert told["SBW-2026-000002"] is None
    assert told[NUMBER]["seq"] == changed


def test_an_old_database_is_a_mistake_that_names_the_remedy(ask: Mailgate, gateway: Gateway) -> None:
    with gateway.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    ran = ask("ticket", "list")

    assert ran.code == 2
    assert "mailgate db upgrade" in ran.err


def test_the_dossier_is_written_with_the_head_that_audit_verify_holds(ask: Mailgate, tmp_path: Path) -> None:
    ran = ask("ticket", "dossier", NUMBER.lower(), "--out", tmp_path / "berkas.pdf", **SHIPPED)
    assert ran.code == 0, ran.err
    assert (tmp_path / "berkas.pdf").read_bytes().startswith(b"%PDF-")
    assert re.search(r"head of its history [0-9a-f]{64}", ran.out)
    assert ask("audit", "verify").code == 0


def test_the_dossier_of_a_broken_history_is_written_and_says_so(
    ask: Mailgate, gateway: Gateway, tmp_path: Path
) -> None:
    with gateway.database.engine.begin() as connection:
        connection.execute(update(ticket).where(ticket.c.number == NUMBER).values(head="0" * 64))
    ran = ask("ticket", "dossier", NUMBER, "--out", tmp_path / "berkas.pdf", **SHIPPED)
    assert ran.code == 1
    assert (tmp_path / "berkas.pdf").exists()
    assert NUMBER in ran.out


def test_the_dossier_of_no_ticket_is_a_mistake(ask: Mailgate) -> None:
    assert ask("ticket", "dossier", "SBW-2026-009999", **SHIPPED).code == 2
