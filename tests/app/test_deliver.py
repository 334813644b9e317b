"""A mail that SMTP refuses stays with its reason; it is tried again as the same mail, or the helpdesk is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mailgate.adapters.db.listing import OutboxEntry
from mailgate.app.deliver import sent_parts
from mailgate.domain.errors import DeliveryError
from mailgate.mail.parse import parse
from tests.app.desk import Gateway, mail, open_gateway
from tests.fakes import KeepingTransport

TO, DINKES, KADIS = "layanan@sumbawa.example", "dinkes@sumbawa.example", "kadis@sumbawa.example"
HELPDESK = "helpdesk@sumbawa.example"
REQUEST = mail(DINKES, TO, "Gangguan jaringan internet", "Jaringan internet kami putus sejak pagi. Mohon bantuan.\n")

TEMPORARY = DeliveryError("452 4.2.2 mailbox full", permanent=False)
PERMANENT = DeliveryError("550 5.1.1 no such mailbox", permanent=True)


@dataclass
class PickyTransport(KeepingTransport):
    """Refuses certain recipients; `tried` keeps the Message-ID of every try."""

    refuses: dict[str, DeliveryError] = field(default_factory=dict)
    tried: list[str | None] = field(default_factory=list)

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        for recipient in recipients:
            if recipient in self.refuses:
                self.tried.append(parse(data).message_id)
                raise self.refuses[recipient]
        super().send(envelope_from, recipients, data)


@pytest.fixture
def transport() -> PickyTransport:
    return PickyTransport()


@pytest.fixture
def gateway(tmp_path: Path, transport: PickyTransport) -> Iterator[Gateway]:
    for gateway in open_gateway(tmp_path):
        gateway.transport = transport
        yield gateway


def row(gateway: Gateway, recipient: str, template: str) -> OutboxEntry:
    with gateway.database.reading() as uow:
        entries = uow.outbox.entries(gateway.clock(), limit=99)
    return next(e for e in entries if (e.recipient, e.template) == (recipient, template))


def again(gateway: Gateway, row_id: int) -> None:
    gateway.queue.deliver([row_id])
    gateway.flush()


def test_a_temporary_refusal_is_tried_again_later_as_the_same_mail(gateway: Gateway, transport: PickyTransport) -> None:
    transport.refuses[DINKES] = TEMPORARY
    gateway.takes("sumbawa", REQUEST)
    kept = row(gateway, DINKES, "tanda-terima")
    assert (kept.state, kept.attempts, kept.error) == ("waiting", 1, "452 4.2.2 mailbox full")
    again(gateway, kept.id)
    assert row(gateway, DINKES, "tanda-terima").attempts == 1, "not due yet"
    transport.refuses.clear()
    gateway.clock.forward(minutes=2)
    again(gateway, kept.id)
    receipt = gateway.mail_to(DINKES, "tanda-terima")
    assert [receipt.message_id] == transport.tried == [kept.message_id.strip("<>")]
    assert row(gateway, DINKES, "tanda-terima").state == "done"


def test_the_others_mails_go_out_beside_a_refused_one(gateway: Gateway, transport: PickyTransport) -> None:
    transport.refuses[DINKES] = TEMPORARY
    assert [to for to, _ in gateway.takes("sumbawa", REQUEST)] == [KADIS]


def test_a_permanent_refusal_is_given_up_at_once_and_told_to_the_helpdesk(
    gateway: Gateway, transport: PickyTransport
) -> None:
    transport.refuses[KADIS] = PERMANENT
    gateway.takes("sumbawa", REQUEST)
    assert row(gateway, KADIS, "tugas").state == "stuck"
    told = gateway.mail_to(HELPDESK, "kelola").text
    assert KADIS in told
    assert "550 5.1.1 no such mailbox" in told
    assert f"mailgate outbox retry {row(gateway, KADIS, 'tugas').id}" in told


def test_after_three_days_of_temporary_refusals_the_helpdesk_is_told_once(
    gateway: Gateway, transport: PickyTransport
) -> None:
    transport.refuses[KADIS] = TEMPORARY
    gateway.takes("sumbawa", REQUEST)
    kept = row(gateway, KADIS, "tugas")
    began = gateway.clock()
    while (at := row(gateway, KADIS, "tugas").next_attempt_at) is not None:
        gateway.clock.now = at
        again(gateway, kept.id)
    assert 2.5 < (gateway.clock() - began).total_seconds() / 86400 < 3.5
    assert set(transport.tried) == {kept.message_id.strip("<>")}
    assert [m.header("X-Mailgate") for to, m in transport.sent if to == HELPDESK] == ["kelola"]


def test_an_alarm_that_cannot_be_delivered_raises_no_further_alarm(gateway: Gateway, transport: PickyTransport) -> None:
    transport.refuses |= {KADIS: PERMANENT, HELPDESK: PERMANENT}
    gateway.takes("sumbawa", REQUEST)
    assert row(gateway, HELPDESK, "kelola").state == "stuck"
    with gateway.database.reading() as uow:
        assert len(uow.outbox.entries(gateway.clock())) == 3


def test_a_mail_sent_is_never_sent_again(gateway: Gateway, transport: PickyTransport) -> None:
    gateway.takes("sumbawa", REQUEST)
    sent = len(transport.sent)
    gateway.clock.forward(days=1)
    again(gateway, row(gateway, DINKES, "tanda-terima").id)
    assert len(transport.sent) == sent


def test_an_operator_retries_what_was_given_up(gateway: Gateway, transport: PickyTransport) -> None:
    transport.refuses[KADIS] = PERMANENT
    gateway.takes("sumbawa", REQUEST)
    transport.refuses.clear()
    stuck = row(gateway, KADIS, "tugas")
    with gateway.database.unit_of_work() as uow:
        assert uow.outbox.retry([stuck.id], gateway.clock()) == [stuck.id]
        uow.commit()
    again(gateway, stuck.id)
    assert gateway.mail_to(KADIS, "tugas").message_id == stuck.message_id.strip("<>")


def test_what_is_kept_is_the_plain_part_as_it_was_sent(gateway: Gateway) -> None:
    gateway.takes("sumbawa", REQUEST)
    kept = row(gateway, DINKES, "tanda-terima").sent_text
    assert kept is not None
    mail = gateway.mail_to(DINKES, "tanda-terima")
    subject, text = sent_parts(kept)
    assert subject == mail.subject
    assert text.split() == mail.text.split()
