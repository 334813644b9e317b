"""What `explain` says of a mail is what the gateway then does, and saying it stores and sends nothing."""

from pathlib import Path
from typing import Any

import pytest

from mailgate.app.explain import Bench, Frame, explain, office_of
from mailgate.app.frame import Desk
from mailgate.domain.errors import MailgateError
from mailgate.mail.seal import number_in
from tests.app.desk import AUTHSERV, Gateway, mail, reply, shipped_policy

TO, DINKES, KADIS = "layanan@sumbawa.example", "dinkes@sumbawa.example", "kadis@sumbawa.example"
DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
REQUEST = mail(DINKES, TO, "Gangguan jaringan internet", DOWN, attachments=("Surat.pdf",))
STEP_TWO = Frame("sumbawa-2021", "2", "kadis")


def told(gateway: Gateway, raw: bytes, frame: Frame | None = None) -> dict[str, Any]:
    """As the command line asks, with the stored tickets unless a frame is given."""
    world = gateway.world
    desk = Desk(shipped_policy().offices["sumbawa"], gateway.clock(), world.sealer)
    if frame:
        return explain("surel.eml", raw, Bench(desk, AUTHSERV, frame=frame))
    with gateway.database.reading() as uow:
        return explain("surel.eml", raw, Bench(desk, AUTHSERV, uow))


def bounce(message_id: str) -> bytes:
    """A delivery status notification (RFC 3464) for a mail of ours."""
    report = f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {DINKES}\nAction: failed\nStatus: 5.1.1\n"
    parts = (
        "Content-Type: text/plain\n\nThe mail could not be delivered.\n",
        f"Content-Type: message/delivery-status\n\n{report}",
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{message_id}>\nFrom: {TO}\nTo: {DINKES}\n",
    )
    head = f"From: MAILER-DAEMON@mx.example\nTo: {TO}\nSubject: Undelivered\nReturn-Path: <>\nMIME-Version: 1.0\n"
    kind = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    return (head + kind + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


KINDS = [
    ("request", REQUEST),
    ("auto", mail(DINKES, TO, "Tidak di kantor", "Saya cuti.", headers={"Auto-Submitted": "auto-replied"})),
    ("list", mail(DINKES, TO, "Buletin", "Berita pekan ini.", headers={"List-Id": "<warta.example.net>"})),
    ("own", mail(TO, TO, "Uji", "Isi.")),
    ("bounce", bounce("x@sumbawa.example")),
    ("unreadable", b"\x00\x01\x02"),
]


@pytest.mark.parametrize(("kind", "raw"), KINDS, ids=[kind for kind, _ in KINDS])
def test_every_kind_is_named_with_its_sign(gateway: Gateway, kind: str, raw: bytes) -> None:
    found = told(gateway, raw)
    assert found["kind"] == kind
    assert found["why"]
    assert (found["routing"] is not None, found["bounce"] is not None) == (kind == "request", kind == "bounce")


@pytest.mark.parametrize(("kind", "raw"), KINDS, ids=[kind for kind, _ in KINDS])
def test_the_keys_are_the_same_for_every_kind(gateway: Gateway, kind: str, raw: bytes) -> None:
    expected = "file kind why from requester subject message_id new_text attachments surat reading routing bounce"
    assert set(told(gateway, raw)) >= set(expected.split())


def test_a_request_is_explained_as_it_is_then_routed(gateway: Gateway) -> None:
    found = told(gateway, REQUEST)
    assert (found["from"], found["requester"]) == (DINKES, DINKES)
    assert [a["name"] for a in found["attachments"]] == ["Surat.pdf"]
    assert found["routing"]["reasons"]
    number = number_in(gateway.takes("sumbawa", REQUEST)[0][1].subject)
    ticket = gateway.ticket(number or "")
    assert ticket.sop is not None
    assert (found["routing"]["sop"], found["routing"]["tray"]) == (ticket.sop.id, ticket.tray)


@pytest.mark.parametrize(
    ("subject", "body", "tray"),
    [
        ("Mohon bantuan", "Selamat siang. Mohon bantuannya untuk yang kemarin.\n", "perlu dipilah"),
        ("Undangan rapat", "Mengundang Bapak/Ibu hadir pada rapat, Selasa pukul 09.00 di aula.\n", "bukan permintaan"),
    ],
)
def test_a_mail_without_a_sop_is_explained_by_its_tray(gateway: Gateway, subject: str, body: str, tray: str) -> None:
    routing = told(gateway, mail(DINKES, TO, subject, body))["routing"]
    assert (routing["sop"], routing["tray"]) == (None, tray)


def test_a_forwarded_request_names_its_requester(gateway: Gateway) -> None:
    text = (
        f"Mohon ditindaklanjuti.\n\n---------- Pesan terusan ---------\nDari: Siti <{DINKES}>\nSubject: Internet mati\n"
    )
    found = told(gateway, mail(KADIS, TO, "Fwd: Internet mati", f"{text}\n{DOWN}"))
    assert (found["from"], found["requester"]) == (KADIS, DINKES)


def test_a_bounce_names_its_recipient_and_its_status(gateway: Gateway) -> None:
    found = told(gateway, bounce("x@sumbawa.example"))["bounce"]
    assert found == {"recipients": [DINKES], "permanent": True, "status": "5.1.1"}


def test_a_bounce_of_our_mail_is_filed_and_the_helpdesk_is_told(gateway: Gateway) -> None:
    receipt = gateway.takes("sumbawa", REQUEST)[0][1]
    sent = gateway.takes("sumbawa", bounce(receipt.message_id or ""))
    assert [(to, m.header("X-Mailgate")) for to, m in sent] == [("helpdesk@sumbawa.example", "kelola")]
    assert DINKES in sent[0][1].text
    assert gateway.takes("sumbawa", bounce("orang-lain@example.net")) == []


@pytest.mark.parametrize(
    ("text", "outcome", "verb", "targets"),
    [
        ("DISPOSISI Kabid TI: mohon ditindaklanjuti", "run", "DISPOSISI", ["kabid"]),
        ("Terima kasih.", "ignore", None, []),
        ("Mohon ditunggu, saya sedang di luar kota sampai sore.", "note", None, []),
    ],
)
def test_with_a_step_a_mail_is_read_as_its_answer(
    gateway: Gateway, text: str, outcome: str, verb: str | None, targets: list[str]
) -> None:
    found = told(gateway, mail(KADIS, TO, "Re: tugas", text), STEP_TWO)
    assert (found["kind"], found["reading"]["outcome"]) == ("reply", outcome)
    commands = found["reading"]["commands"]
    assert [(c["verb"], c["targets"]) for c in commands if outcome == "run"] == ([(verb, targets)] if verb else [])


def test_with_a_step_automatic_mail_stays_automatic(gateway: Gateway) -> None:
    assert told(gateway, KINDS[1][1], STEP_TWO)["kind"] == "auto"


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (Frame("sumbawa-1999", "2"), "no SOP 'sumbawa-1999'"),
        (Frame("sumbawa-2021", "77"), "no step '77'"),
        (Frame("sumbawa-2021", "2", "raja"), "no role 'raja'"),
    ],
)
def test_a_frame_that_is_not_there_is_said(gateway: Gateway, frame: Frame, said: str) -> None:
    with pytest.raises(MailgateError, match=said):
        told(gateway, REQUEST, frame)


def test_a_stored_ticket_decides_without_a_frame(gateway: Gateway) -> None:
    gateway.takes("sumbawa", REQUEST)
    answer = reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI")
    found = told(gateway, answer)
    assert (found["kind"], found["reading"]["outcome"]) == ("reply", "run")
    assert found["reading"]["answer"]
    gateway.takes("sumbawa", answer)
    gateway.clock.forward(minutes=5)
    late = reply(KADIS, gateway.mail_to(KADIS, "tugas"), "TOLAK: tidak jadi")
    assert told(gateway, late)["reading"]["outcome"] in ("refuse", "note")


def test_explaining_stores_and_sends_nothing(gateway: Gateway, tmp_path: Path) -> None:
    for _, raw in KINDS:
        told(gateway, raw)
    with gateway.database.reading() as uow:
        assert uow.tickets.entries() == []
        assert uow.inbox.entries(gateway.clock()) == []
        assert uow.outbox.entries(gateway.clock()) == []
    assert gateway.transport.sent == []


@pytest.mark.parametrize(
    ("recipients", "office"),
    [
        (("kadis@sumbawa.example", "Layanan@Sumbawa.example"), "sumbawa"),
        (("layanan+abc.SBW-2026-000001@bekasi.example",), "bekasi"),
        (("layanan@lain.example",), None),
        ((), None),
    ],
    ids=["any case, any place", "plus-address", "nobody's", "none"],
)
def test_the_office_is_the_one_addressed(recipients: tuple[str, ...], office: str | None) -> None:
    found = office_of(recipients, shipped_policy().offices)
    assert (found.code if found else None) == office
