"""A mail that fails at every try waits where the helpdesk sees it, holds up nobody, and is taken in once after all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailgate.adapters.kept_mail import KeptMail
from mailgate.adapters.press import PaperPress
from mailgate.app.failing import receive_failed
from mailgate.app.receive import receive
from mailgate.domain.errors import TemplateError
from mailgate.domain.message import Message
from mailgate.domain.notice import Paper
from mailgate.mail.parse import parse
from tests.app.desk import Gateway, mail, open_gateway, reply, sealed, shipped_policy

TO, DINKES, DINSOS = "layanan@sumbawa.example", "dinkes@sumbawa.example", "dinsos@sumbawa.example"
HELPDESK, KADIS = "helpdesk@sumbawa.example", "kadis@sumbawa.example"
POISON = mail(DINSOS, TO, "Jaringan kantor padam", "Jaringan di kantor kami padam sejak pagi. Mohon bantuan.\n")
NEIGHBOUR = mail(DINKES, TO, "Internet lambat", "Internet di kantor kami lambat. Mohon bantuan.\n")
TRIES = 8


@dataclass
class Fault:
    """A fault of the program that the mails of one person run into, until it is mended."""

    mended: bool = False
    whose: str = DINSOS
    met: list[str] = field(default_factory=list)

    def __call__(self, ticket: str, scope: int, recipient: str) -> str:
        if recipient == self.whose and not self.mended:
            self.met.append(ticket)
            raise ZeroDivisionError("integer modulo by zero")
        return sealed(ticket, scope, recipient)


@pytest.fixture
def fault() -> Fault:
    return Fault()


@pytest.fixture
def gateway(tmp_path: Path, fault: Fault) -> Iterator[Gateway]:
    for gateway in open_gateway(tmp_path):
        gateway.sealer = fault
        gateway.press = PaperPress({"eml": KeptMail(gateway.database.reading)})
        yield gateway


def work(gateway: Gateway, row_id: int) -> None:
    """One try, as the worker makes it."""
    try:
        receive(row_id, gateway.world)
    except ZeroDivisionError as error:
        receive_failed(row_id, error, gateway.world)
    gateway.flush()


def give_up(gateway: Gateway, row_id: int) -> None:
    for _ in range(TRIES + 2):
        work(gateway, row_id)
        gateway.clock.forward(hours=12)


def quarantined(gateway: Gateway) -> int:
    row_id = gateway.stores("sumbawa", POISON)
    give_up(gateway, row_id)
    return row_id


def alarms(gateway: Gateway) -> list[Message]:
    return [m for to, m in gateway.transport.sent if to == HELPDESK and m.header("X-Mailgate") == "kelola"]


def receipts(gateway: Gateway, to: str) -> int:
    return len([m for who, m in gateway.transport.sent if who == to and m.header("X-Mailgate") == "tanda-terima"])


def state(gateway: Gateway, row_id: int) -> str:
    with gateway.database.reading() as uow:
        entry = uow.inbox.entry(row_id, gateway.clock())
    assert entry is not None
    return entry.state


def retry(gateway: Gateway, row_id: int) -> None:
    with gateway.database.unit_of_work() as uow:
        uow.inbox.retry([row_id], gateway.clock())
        uow.commit()
    work(gateway, row_id)


def tickets(gateway: Gateway) -> int:
    with gateway.database.reading() as uow:
        return len(uow.tickets.open("sumbawa"))


def test_it_fails_is_quarantined_harms_no_neighbour_and_is_replayed_once_after_the_fault_is_mended(
    gateway: Gateway, fault: Fault
) -> None:
    row_id = gateway.stores("sumbawa", POISON)
    work(gateway, row_id)
    gateway.takes("sumbawa", NEIGHBOUR)
    assert receipts(gateway, DINKES) == 1
    give_up(gateway, row_id)
    assert len(fault.met) == TRIES
    assert (state(gateway, row_id), len(alarms(gateway)), tickets(gateway)) == ("stuck", 1, 1)
    retry(gateway, row_id)
    assert state(gateway, row_id) == "waiting", "not mended yet"
    fault.mended = True
    for _ in range(3):
        retry(gateway, row_id)
        gateway.clock.forward(hours=12)
    assert (state(gateway, row_id), receipts(gateway, DINSOS), tickets(gateway)) == ("done", 1, 2)


def test_the_helpdesk_reads_what_it_is_and_why_and_has_the_mail_itself(gateway: Gateway) -> None:
    row_id = quarantined(gateway)
    [told] = alarms(gateway)
    for words in (
        f"Surel nomor {row_id} gagal diproses delapan kali",
        f"Dari: {DINSOS}",
        "Hal: Jaringan kantor padam",
        "diterima Jumat, 20 November 2026 pukul 09.30 WITA",
        "Ukuran: 1 KB",
        "Isinya memicu kesalahan pada program",
        "ZeroDivisionError: integer modulo by zero",
        f"mailgate inbox retry {row_id}",
        f"mailgate inbox show {row_id} --raw",
    ):
        assert words in told.text
    [enclosed] = told.attachments
    assert (enclosed.name, enclosed.data) == (f"surel-{row_id}.eml", POISON)


def test_a_mail_too_large_to_enclose_is_named_and_the_way_to_it_said(gateway: Gateway) -> None:
    row_id = gateway.stores("sumbawa", POISON + b"x" * 3_001_000)
    give_up(gateway, row_id)
    [told] = alarms(gateway)
    assert told.attachments == ()
    assert f"Terlalu besar untuk dilampirkan: surel-{row_id}.eml." in told.text
    assert "nomor tiket" not in told.text
    assert "Ukuran: 3.001 KB" in told.text
    assert f"mailgate inbox show {row_id} --raw" in told.text


@pytest.mark.parametrize("raw", [b"", b"\x00" * 300, b"\xff\xfe\xfd"])
def test_what_is_no_mail_is_enclosed_too(gateway: Gateway, raw: bytes) -> None:
    gateway.takes("sumbawa", raw)
    [told] = alarms(gateway)
    assert "tidak dapat dibaca" in told.text
    assert "Dari: tidak disebutkan" in told.text
    assert [a.data for a in told.attachments] == [raw]


def test_only_the_office_that_got_a_mail_can_enclose_it(gateway: Gateway) -> None:
    row_id = gateway.stores("sumbawa", POISON)
    maker, offices = KeptMail(gateway.database.reading), shipped_policy().offices
    paper = Paper("surel-masuk", "eml", "surel.eml", {"inbox": row_id})
    assert maker(paper, offices["sumbawa"]) == POISON
    with pytest.raises(TemplateError, match=f"surel nomor {row_id} tidak ada"):
        maker(paper, offices["bekasi"])
    with pytest.raises(TemplateError):
        maker(Paper("surel-masuk", "eml", "surel.eml", {"inbox": row_id + 1}), offices["sumbawa"])


# ---- the alarm may come back in any way, and nothing is made of the mail in it


def enclosing(told: Message, inner: bytes, subject: str, text: str, headers: dict[str, str]) -> bytes:
    """The alarm forwarded by the helpdesk, its text written out below, and the mail in it attached as a mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = HELPDESK, TO, subject
    message["Message-ID"] = "<terusan-1@sumbawa.example>"
    for name, value in headers.items():
        message[name] = value
    head = f"---------- Pesan terusan ---------\nDari: {TO}\nSubject: {told.subject}\n\n"
    message.set_content(f"{text}\n\n{head}{told.text}\n")
    message.add_attachment(inner, maintype="application", subtype="octet-stream", filename="surel-1.eml")
    return message.as_bytes()


@pytest.mark.parametrize("threaded", [True, False])
@pytest.mark.parametrize("text", ["Mohon diproses.", "SETUJU", "DISPOSISI Kabid TI: segera", ""])
def test_the_alarm_forwarded_to_the_gateway_makes_neither_a_ticket_nor_a_command(
    gateway: Gateway, text: str, *, threaded: bool
) -> None:
    quarantined(gateway)
    [told] = alarms(gateway)
    headers = {"References": f"<{told.message_id}>"} if threaded else {}
    raw = enclosing(told, POISON, f"Fwd: {told.subject}", text, headers)
    sent = gateway.takes("sumbawa", raw)
    assert tickets(gateway) == 0
    assert [(to, m.header("X-Mailgate")) for to, m in sent] == [(HELPDESK, "kelola")]
    assert "tidak dibaca sebagai perintah" in sent[0][1].text


def test_a_reply_to_the_alarm_makes_neither(gateway: Gateway) -> None:
    quarantined(gateway)
    sent = gateway.takes("sumbawa", reply(HELPDESK, alarms(gateway)[0], "Sudah kami periksa."))
    assert tickets(gateway) == 0
    assert [to for to, _ in sent] == [HELPDESK]


def test_the_alarm_with_a_sealed_command_in_it_runs_nothing(gateway: Gateway, fault: Fault) -> None:
    gateway.takes("sumbawa", NEIGHBOUR)
    task = gateway.mail_to(KADIS, "tugas")
    step = gateway.ticket(task.subject[1:16]).step
    fault.whose = KADIS
    give_up(gateway, gateway.stores("sumbawa", reply(KADIS, task, "DISPOSISI Kabid TI: segera")))
    fault.mended = True
    [told] = alarms(gateway)
    [enclosed] = told.attachments
    for threaded in (True, False):
        headers = {"References": f"<{told.message_id}>"} if threaded else {}
        gateway.takes("sumbawa", enclosing(told, enclosed.data, f"Fwd: {told.subject}", "SETUJU", headers))
    assert gateway.ticket(task.subject[1:16]).step == step
    assert tickets(gateway) == 1


def test_the_alarm_itself_or_its_bounce_coming_back_is_filed_in_silence(gateway: Gateway) -> None:
    quarantined(gateway)
    raw = next(data for _, data in gateway.transport.handed if b"surel-1.eml" in data)
    assert gateway.takes("sumbawa", raw) == []
    assert (parse(raw).header("Auto-Submitted"), tickets(gateway)) == ("auto-generated", 0)
