"""`inbox …` and `outbox …`: rows and what can be done with them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.app.desk import Gateway, mail, open_gateway
from tests.cli.conftest import Mailgate

REQUEST = mail("dinkes@sumbawa.example", "layanan@sumbawa.example", "Internet putus", "Jaringan internet kami putus.")


@pytest.fixture
def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """A gateway that took one request in; the command line looks into its database."""
    for opened in open_gateway(tmp_path):
        opened.takes("sumbawa", REQUEST)
        yield opened


def stuck(gateway: Gateway, box: str) -> int:
    """A row of that box that was given up."""
    with gateway.database.unit_of_work() as uow:
        if box == "inbox":
            (row,) = (e.id for e in uow.inbox.entries(gateway.clock()))
            table = "inbox"
        else:
            row = uow.outbox.entries(gateway.clock())[0].id
            table = "outbox"
        uow._connection.exec_driver_sql(
            f"UPDATE {table} SET done_at = NULL, next_attempt_at = NULL, error = 'server gone' WHERE id = {row}"  # noqa: S608
        )
        uow.commit()
    return row


def test_what_came_in_is_listed_with_what_became_of_it(ask: Mailgate) -> None:
    (entry,) = ask("inbox", "list", "--json").objects()

    assert (entry["state"], entry["result"], entry["ticket"]) == ("done", "tiket", "SBW-2026-000001")
    assert "SBW-2026-000001" in ask("inbox", "list").out


def test_what_goes_out_is_listed_by_ticket_and_state(ask: Mailgate) -> None:
    sent = ask("outbox", "list", "--ticket", "sbw-2026-000001", "--json").objects()

    assert {"tanda-terima", "tugas"} <= {entry["template"] for entry in sent}
    assert ask("outbox", "list", "--state", "stuck", "--json").objects() == []
    assert len(ask("outbox", "list", "--limit", "1", "--json").objects()) == 1


@pytest.mark.parametrize("box", ["inbox", "outbox"])
def test_a_state_that_is_not_there_is_a_mistake(ask: Mailgate, box: str) -> None:
    ran = ask(box, "list", "--state", "lost")

    assert ran.code == 2
    assert "there are due, waiting, stuck, done" in ran.err


def test_a_row_of_the_inbox_is_shown_as_page_object_and_raw_mail(ask: Mailgate) -> None:
    page = ask("inbox", "show", 1)

    assert "dinkes@sumbawa.example" in page.out
    assert "SBW-2026-000001" in page.out
    assert ask("inbox", "show", 1, "--json").objects()[0]["ticket"] == "SBW-2026-000001"
    assert "Subject: Internet putus" in ask("inbox", "show", 1, "--raw").out


def test_a_row_of_the_outbox_is_shown_with_its_words(ask: Mailgate) -> None:
    page = ask("outbox", "show", 1)

    assert "SBW-2026-000001" in page.out
    assert "dinkes@sumbawa.example" in page.out or "kadis@sumbawa.example" in page.out
    assert ask("outbox", "show", 1, "--json").objects()[0]["sent_text"]


@pytest.mark.parametrize("box", ["inbox", "outbox"])
def test_a_row_that_is_not_there_is_a_mistake(ask: Mailgate, box: str) -> None:
    assert ask(box, "show", 99).code == 2


@pytest.mark.parametrize("box", ["inbox", "outbox"])
def test_a_stuck_row_is_listed_with_its_error_and_due_after_retry(ask: Mailgate, gateway: Gateway, box: str) -> None:
    row = stuck(gateway, box)

    assert [e["error"] for e in ask(box, "list", "--state", "stuck", "--json").objects()] == ["server gone"]
    assert "server gone" in ask(box, "show", row).out
    assert ask(box, "retry", row).code == 0
    assert [e["id"] for e in ask(box, "list", "--state", "due", "--json").objects()] == [row]


@pytest.mark.parametrize("box", ["inbox", "outbox"])
def test_all_that_is_stuck_can_be_retried_at_once(ask: Mailgate, gateway: Gateway, box: str) -> None:
    row = stuck(gateway, box)

    assert f"{box} {row}:" in ask(box, "retry", "--stuck").out
    assert ask(box, "list", "--state", "stuck", "--json").objects() == []
    assert ask(box, "retry", "--stuck").code == 0


@pytest.mark.parametrize("command", [("inbox", "retry"), ("outbox", "retry"), ("outbox", "hold")])
def test_a_row_that_is_done_is_a_fault(ask: Mailgate, command: tuple[str, str]) -> None:
    ran = ask(*command, 1)

    assert ran.code == 1
    assert "done already, or not there" in ran.out


@pytest.mark.parametrize("box", ["inbox", "outbox"])
def test_retrying_nothing_in_particular_is_a_mistake(ask: Mailgate, box: str) -> None:
    assert ask(box, "retry").code == 2


def test_an_unsent_mail_is_held_until_it_is_retried(ask: Mailgate, gateway: Gateway) -> None:
    row = stuck(gateway, "outbox")

    assert ask("outbox", "hold", row).code == 0
    assert [e["id"] for e in ask("outbox", "list", "--state", "held", "--json").objects()] == [row]
    with gateway.database.unit_of_work() as uow:
        assert uow.outbox.claim([row], gateway.clock() + timedelta(days=400)) == []
    ask("outbox", "retry", row)
    assert [e["id"] for e in ask("outbox", "list", "--state", "due", "--json").objects()] == [row]
