"""The log: machines read it, people read it, and neither finds a secret in it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from mailgate.log import configure


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_off_a_terminal_every_line_is_one_json_object() -> None:
    out = io.StringIO()
    configure(stream=out)
    structlog.get_logger("mailgate").info("ticket_opened", ticket="TRG-2026-000001", hal="Wi-Fi “mati”")
    logging.getLogger("mailgate.app").warning("polling_interrupted", extra={"mailbox": "layanan"})
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["event"], first["ticket"], first["hal"]) == ("ticket_opened", "TRG-2026-000001", "Wi-Fi “mati”")
    assert (second["event"], second["mailbox"], second["level"]) == ("polling_interrupted", "layanan", "warning")


def test_lines_go_to_stderr_so_that_stdout_is_free_for_answers(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    structlog.get_logger("mailgate").info("ticket_opened")
    shown = capsys.readouterr()
    assert (shown.out, json.loads(shown.err)["event"]) == ("", "ticket_opened")


def test_for_people_the_facts_follow_the_event() -> None:
    out = io.StringIO()
    configure(form="text", stream=out)
    structlog.get_logger("mailgate").info("ticket_opened", ticket="TRG-2026-000001")
    assert "level=info event=ticket_opened ticket=TRG-2026-000001" in out.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_secrets_and_bodies_never_reach_the_log(form: str) -> None:
    out = io.StringIO()
    configure(form=form, stream=out)
    url = "imaps://layanan:s3krt@mail.example/INBOX"
    log = structlog.get_logger("mailgate")
    log.info("login_failed", password="s3krt", api_token="s3krt", url=url, body="s3krt", raw=b"s3krt")
    logging.getLogger("lib").warning("cannot reach %s", url, extra={"secret_key": "s3krt"})
    try:
        raise ValueError(url)
    except ValueError:
        log.exception("row_failed")
    assert "s3krt" not in out.getvalue()
    assert "layanan:***@mail.example/INBOX" in out.getvalue()


def test_what_is_below_the_level_and_the_chatter_of_libraries_is_left_out() -> None:
    out = io.StringIO()
    configure(level="info", stream=out)
    structlog.get_logger("mailgate").debug("detail")
    logging.getLogger("dramatiq.worker").info("Worker is ready")
    logging.getLogger("alembic.runtime").info("Context impl")
    logging.getLogger("pika.adapters").error("Connection lost")
    assert out.getvalue() == ""
