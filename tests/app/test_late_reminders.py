"""After days without SMTP, or without the gateway, everybody hears once how things stand, and nothing stale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailgate.adapters.db.listing import OutboxEntry
from mailgate.app.passing import pass_time
from mailgate.app.relay import Asked, relay
from mailgate.domain.errors import DeliveryError
from mailgate.domain.message import Message
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, open_gateway, reply
from tests.fakes import KeepingTransport

OFFICE, ZONE = "sumbawa", ZoneInfo("Asia/Makassar")
KABID, KADIS, DINKES = "kabid@sumbawa.example", "kadis@sumbawa.example", "dinkes@sumbawa.example"
REMINDERS = ("pengingat", "pengingat-daftar", "eskalasi")


@dataclass
class Line(KeepingTransport):
    """A way out that may be cut."""

    cut: bool = False

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        if self.cut:
            raise DeliveryError("SMTP server could not be reached", permanent=False, away=True)
        super().send(envelope_from, recipients, data)


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def gateway(tmp_path: Path, line: Line) -> Iterator[Gateway]:
    for gateway in open_gateway(tmp_path):
        gateway.transport = line
        yield gateway


def opened(gateway: Gateway, room: int, *, at_kabid: bool = True) -> str:
    """A ticket opened on Friday, 20 November 2026; at step 2 due on Monday at 16.00."""
    raw = mail(DINKES, f"layanan@{OFFICE}.example", f"Jaringan di ruang {room}", f"Internet di ruang {room} putus.")
    number = number_in(gateway.takes(OFFICE, raw)[0][1].subject)
    assert number is not None
    if at_kabid:
        gateway.takes(OFFICE, reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI"))
    return number


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def runs(gateway: Gateway, until: str) -> list[tuple[str, Message]]:
    """The gateway at work until that local moment, a look every half hour; the reminders that went out."""
    before, asked = len(gateway.transport.sent), Asked()
    while gateway.clock.now < moment(until):
        gateway.clock.forward(minutes=30)
        pass_time(gateway.world)
        relay(gateway.database.reading, gateway.queue, gateway.clock(), asked)
        gateway.flush()
    sent = [(to, m) for to, m in gateway.transport.sent[before:]]
    return [(to, m) for to, m in sent if m.header("X-Mailgate") in REMINDERS]


def kinds(sent: list[tuple[str, Message]]) -> list[tuple[str, str]]:
    return sorted((to, str(m.header("X-Mailgate"))) for to, m in sent)


def outbox(gateway: Gateway) -> list[OutboxEntry]:
    with gateway.database.reading() as uow:
        return uow.outbox.entries(gateway.clock(), limit=999)


def test_after_three_days_without_smtp_each_person_gets_one_reminder_in_todays_words(
    gateway: Gateway, line: Line
) -> None:
    numbers = [opened(gateway, room) for room in range(3)]
    line.cut = True
    assert runs(gateway, "2026-11-25 09:00") == []
    to_kabid = [row for row in outbox(gateway) if row.template in REMINDERS and row.recipient == KABID]
    assert (len(to_kabid) > 6, len([row for row in to_kabid if row.done_at is None])) == (True, 1)
    line.cut = False
    sent = runs(gateway, "2026-11-25 15:00")
    assert kinds(sent) == [(KABID, "pengingat-daftar"), (KADIS, "pengingat-daftar")]
    for to, message in sent:
        assert [number for number in numbers if number in message.text] == numbers, to
        assert "elah melewati batas waktu SOP" in message.text
    assert "2 hari kerja" in gateway.mail_to(KADIS, "pengingat-daftar").text
    assert {row.state for row in outbox(gateway)} == {"done"}


def test_a_step_that_is_done_meanwhile_is_not_reminded_of(gateway: Gateway, line: Line) -> None:
    number, other = opened(gateway, 1), opened(gateway, 2)
    line.cut = True
    runs(gateway, "2026-11-25 09:00")
    task = next(m for to, m in line.sent if to == KABID and number in m.subject)
    gateway.takes(OFFICE, reply(KABID, task, "DISPOSISI Kasi: mohon ditindaklanjuti"))
    assert gateway.ticket(number).visit == 3
    line.cut = False
    sent = [(to, m) for to, m in runs(gateway, "2026-11-25 13:30") if to in (KABID, KADIS)]
    assert kinds(sent) == [(KABID, "pengingat"), (KADIS, "eskalasi")]
    assert {number_in(m.subject) for _, m in sent} == {other}


def test_a_reminder_told_afresh_is_answered_like_any_other(gateway: Gateway, line: Line) -> None:
    number = opened(gateway, 1)
    line.cut = True
    runs(gateway, "2026-11-25 09:00")
    line.cut = False
    runs(gateway, "2026-11-25 13:30")
    gateway.takes(OFFICE, reply(KABID, gateway.mail_to(KABID, "pengingat"), "DISPOSISI Kasi: mohon ditindaklanjuti"))
    assert gateway.ticket(number).visit == 3


def test_smtp_that_is_back_at_night_wakes_nobody(gateway: Gateway, line: Line) -> None:
    opened(gateway, 1)
    line.cut = True
    runs(gateway, "2026-11-25 22:00")
    line.cut = False
    assert runs(gateway, "2026-11-26 07:00") == []
    assert kinds(runs(gateway, "2026-11-26 08:30")) == [(KABID, "pengingat"), (KADIS, "eskalasi")]


def test_a_second_outage_collapses_what_the_first_left(gateway: Gateway, line: Line) -> None:
    opened(gateway, 1)
    line.cut = True
    runs(gateway, "2026-11-25 22:00")
    line.cut = False
    runs(gateway, "2026-11-26 06:00")
    line.cut = True
    runs(gateway, "2026-11-26 15:00")
    line.cut = False
    assert kinds(runs(gateway, "2026-11-27 10:00")) == [(KABID, "pengingat"), (KADIS, "eskalasi")]


def test_everything_else_that_waited_goes_out_however_long_it_lasted(gateway: Gateway, line: Line) -> None:
    line.cut = True
    raw = mail(DINKES, f"layanan@{OFFICE}.example", "Jaringan putus", "Internet kami putus sejak pagi.")
    gateway.takes(OFFICE, raw)
    runs(gateway, "2026-12-01 09:00")
    line.cut = False
    runs(gateway, "2026-12-01 11:00")
    went = [(to, m.header("X-Mailgate")) for to, m in line.sent]
    assert (DINKES, "tanda-terima") in went
    assert (KADIS, "tugas") in went
    assert "kelola" not in [kind for _, kind in went], "nothing was given up"
    assert {row.state for row in outbox(gateway)} == {"done"}


def test_a_request_in_the_first_hours_is_sent_as_it_was(gateway: Gateway, line: Line) -> None:
    opened(gateway, 1)
    gateway.clock.now = moment("2026-11-23 13:30")
    line.cut = True
    runs(gateway, "2026-11-23 15:30")
    line.cut = False
    runs(gateway, "2026-11-23 17:30")
    [row] = [row for row in outbox(gateway) if row.template in REMINDERS]
    assert (row.recipient, row.state, row.error) == (KABID, "done", None)


def test_a_mailbox_that_takes_nothing_is_tried_with_what_is_true_until_it_is_given_up(
    gateway: Gateway, line: Line
) -> None:
    opened(gateway, 1)

    def full(envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        if KABID in recipients:
            raise DeliveryError("452 4.2.2 mailbox full", permanent=False, to_recipient="452 4.2.2 mailbox full")
        KeepingTransport.send(line, envelope_from, recipients, data)

    line.send = full  # type: ignore[method-assign]  # this server's way of taking mail
    runs(gateway, "2026-12-18 10:00")
    rows = [row for row in outbox(gateway) if row.recipient == KABID and row.template in REMINDERS]
    assert [row.state for row in rows if row.state != "done"] == ["stuck"]
    assert len(rows) < 40


def test_after_three_days_without_the_gateway_a_hundred_tickets_are_one_mail_to_each(
    gateway: Gateway, line: Line
) -> None:
    for room in range(120):
        opened(gateway, room, at_kabid=False)
    gateway.clock.now = moment("2026-11-25 09:00")
    sent = runs(gateway, "2026-11-25 11:00")
    assert kinds(sent) == [(KADIS, "pengingat-daftar")]
    assert "120 permohonan" in sent[0][1].subject
