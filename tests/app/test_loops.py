"""Machines that answer our answers fall silent soon; people who write much, and outages, are never taken for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as RawMail
from email.utils import make_msgid
from pathlib import Path

import pytest

from mailgate.domain.message import Message
from mailgate.mail.subject import bare_subject
from tests.app.desk import AUTHSERV, Gateway, mail, open_gateway, reply

SUMBAWA, TRENGGALEK = "layanan@sumbawa.example", "layanan@trenggalek.example"
DINKES, KADIS, KABID, HELPDESK = (f"{who}@sumbawa.example" for who in ("dinkes", "kadis", "kabid", "helpdesk"))
OUR_MARKS = ("Auto-Submitted", "X-Auto-Response-Suppress", "X-Mailgate", "List-Id", "Return-Path")
THREAD = ("In-Reply-To", "References", "Reply-To")
MOST = 10
"""Mails that two machines may exchange."""

AWAY = "Terima kasih atas surel Anda. Kami menerimanya dengan nomor {} dan akan membalas pada hari kerja berikutnya."


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    yield from open_gateway(tmp_path)


def stripped(raw: bytes, *headers: str, renamed: bool = False) -> bytes:
    """The mail after a relay took headers away, vouched for by the receiving server all the same."""
    found: RawMail = message_from_bytes(raw)
    sender = str(found["From"]).partition("<")[2].strip(">")
    for header in headers:
        del found[header]
    if renamed:
        del found["Message-ID"]
        found["Message-ID"] = make_msgid(domain="relay.example")
    found["Authentication-Results"] = f"{AUTHSERV}; dkim=pass header.d={sender.partition('@')[2]}"
    return found.as_bytes()


RELAYS: dict[str, Callable[[bytes], bytes]] = {
    "an honest one": lambda raw: raw,
    "one that takes our marks away": lambda raw: stripped(raw, *OUR_MARKS),
    "one that takes the thread away too": lambda raw: stripped(raw, *OUR_MARKS, *THREAD),
    "one that leaves nothing of ours": lambda raw: stripped(raw, *OUR_MARKS, *THREAD, renamed=True),
    "one that renames and keeps the thread": lambda raw: stripped(raw, *OUR_MARKS, renamed=True),
}


@pytest.mark.parametrize("relay", RELAYS)
def test_two_gateways_pointed_at_each_other_fall_silent_within_ten_mails(tmp_path: Path, relay: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for one in open_gateway(tmp_path / "a"):
        for other in open_gateway(tmp_path / "b"):
            desks = {SUMBAWA: (one, "sumbawa"), TRENGGALEK: (other, "trenggalek")}
            exchanged = 1
            post = [(SUMBAWA, mail(TRENGGALEK, SUMBAWA, "Jaringan mati", "Jaringan internet kami mati sejak pagi."))]
            while post and exchanged <= 5 * MOST:
                to, raw = post.pop(0)
                desk, office = desks[to]
                before = len(desk.transport.sent)
                desk.takes(office, raw)
                written = zip(desk.transport.sent[before:], desk.transport.handed[before:], strict=True)
                fresh = [(who, RELAYS[relay](data)) for (who, _), (_, data) in written if who in desks]
                exchanged += len(fresh)
                post += fresh
            assert exchanged <= MOST


@dataclass
class Machine:
    """An auto-responder without any mark: it answers each mail that reaches it, for ever."""

    address: str
    threaded: bool
    said: Callable[[int], str]
    own_subject: str | None = None
    written: int = 0
    gap: float = 0.0
    got: list[str] = field(default_factory=list)

    def answers(self, received: Message) -> bytes:
        self.written += 1
        headers = {"In-Reply-To": f"<{received.message_id}>", "References": f"<{received.message_id}>"}
        plain = received.subject if self.threaded else bare_subject(received.subject)
        text = self.said(self.written)
        return mail(
            self.address,
            SUMBAWA,
            (self.own_subject or "Re: {}").format(plain),
            text,
            headers=headers if self.threaded else {},
        )


def runs(gateway: Gateway, machine: Machine, first: bytes) -> int:
    """Mails exchanged until nobody writes any more, the first one with them."""
    exchanged, raw = 1, first
    while exchanged <= 5 * MOST:
        answers = [m for to, m in gateway.takes("sumbawa", raw) if to == machine.address]
        if not answers:
            return exchanged
        exchanged += len(answers)
        machine.got += [str(m.header("X-Mailgate")) for m in answers]
        raw = machine.answers(answers[-1])
        gateway.clock.forward(minutes=machine.gap)
        exchanged += 1
    return exchanged


SAYINGS: dict[str, Callable[[int], str]] = {
    "the same": lambda n: AWAY.format(4711),
    "a number": lambda n: AWAY.format(4711 + n),
    "a date": lambda n: f"{AWAY.format(n)}\nDiterima 20/11/2026 09:{n:02}:17 WITA.",
    "nothing": lambda n: "",
}


@pytest.mark.parametrize("threaded", [True, False])
@pytest.mark.parametrize("own_subject", [None, "Pesan diterima", "Kami terima: {}"])
@pytest.mark.parametrize("saying", SAYINGS)
@pytest.mark.parametrize("address", [DINKES, "admin@vendor.example"])
def test_an_auto_responder_without_marks_falls_silent_within_ten_mails(
    gateway: Gateway, address: str, saying: str, own_subject: str | None, *, threaded: bool
) -> None:
    machine = Machine(address, threaded, SAYINGS[saying], own_subject)
    assert runs(gateway, machine, mail(address, SUMBAWA, "Internet mati", "Internet kami mati. Mohon bantuan.")) <= MOST


def test_one_that_waits_half_an_hour_each_time_ends_too(gateway: Gateway) -> None:
    machine = Machine(DINKES, threaded=False, said=SAYINGS["a number"], own_subject="Pesan diterima", gap=30)
    assert runs(gateway, machine, mail(DINKES, SUMBAWA, "Pesan diterima", AWAY.format(0))) <= 2 * MOST


def test_an_officials_mailbox_that_answers_task_mails_ends_too(gateway: Gateway) -> None:
    gateway.takes("sumbawa", mail(DINKES, SUMBAWA, "Internet mati", "Internet kami mati. Mohon bantuan."))
    machine = Machine(KADIS, threaded=True, said=SAYINGS["a number"])
    assert runs(gateway, machine, machine.answers(gateway.mail_to(KADIS, "tugas"))) <= MOST


def test_an_official_whose_machine_speaks_of_leave_ends_too(gateway: Gateway) -> None:
    machine = Machine(KADIS, threaded=False, said=lambda n: "Saya sedang cuti.", own_subject="Cuti")
    assert runs(gateway, machine, mail(KADIS, SUMBAWA, "Cuti", "Saya sedang cuti.")) <= MOST


# ---- what is left out of the answers is neither lost nor kept secret


def repeated(gateway: Gateway, times: int, sender: str = DINKES) -> list[list[str]]:
    """Who got which mail for each of so many mails that say the same."""
    found = []
    for _ in range(times):
        sent = gateway.takes("sumbawa", mail(sender, SUMBAWA, "Internet mati", "Internet kami mati. Mohon bantuan."))
        found.append([f"{m.header('X-Mailgate')} {to}" for to, m in sent])
    return found


def test_what_is_not_answered_is_a_ticket_all_the_same_and_the_helpdesk_hears_once_a_day(gateway: Gateway) -> None:
    sent = repeated(gateway, 6)
    with gateway.database.reading() as uow:
        assert len(uow.tickets.open("sumbawa")) == 6
    receipts = [f"tanda-terima {DINKES}" in mails for mails in sent]
    assert receipts == [True, True, True, False, False, False]
    assert all(f"tugas {KADIS}" in mails for mails in sent)
    assert [f"kelola {HELPDESK}" in mails for mails in sent] == [False] * 3 + [True, False, False]
    told = gateway.mail_to(HELPDESK, "kelola")
    assert DINKES in told.subject
    assert "tetap kami catat" in told.text
    gateway.clock.forward(days=1)
    assert [f"kelola {HELPDESK}" in mails for mails in repeated(gateway, 5)] == [False] * 3 + [True, False]


def test_after_an_hour_the_same_is_answered_again(gateway: Gateway) -> None:
    repeated(gateway, 4)
    gateway.clock.forward(minutes=61)
    assert f"tanda-terima {DINKES}" in repeated(gateway, 1)[0]


def test_twelve_organisations_that_report_one_outage_all_get_their_receipts(gateway: Gateway) -> None:
    text = "Internet di kantor kami mati sejak pukul 08.00. Mohon bantuan.\n"
    for number in range(12):
        sender = f"opd{number}@sumbawa.example"
        assert sender in [to for to, _ in gateway.takes("sumbawa", mail(sender, SUMBAWA, "Internet mati", text))]


REQUESTS = (
    ("Internet mati", "Internet di ruang rapat mati sejak pagi."),
    ("Akun SIPD", "Mohon dibuatkan akun SIPD untuk bendahara baru."),
    ("Zoom", "Mohon fasilitasi rapat Zoom hari Senin."),
    ("Printer", "Printer jaringan di lantai dua tidak dapat mencetak."),
    ("Reset sandi", "Mohon reset kata sandi surel atas nama Budi."),
    ("Reset sandi", "Mohon reset kata sandi surel atas nama Siti."),
    ("Surat", "Terlampir surat permohonan."),
    ("Domain", "Mohon subdomain untuk Puskesmas Utan."),
)


def test_an_admin_with_eight_requests_in_an_hour_gets_eight_receipts(gateway: Gateway) -> None:
    for subject, text in REQUESTS:
        sent = gateway.takes("sumbawa", mail(DINKES, SUMBAWA, subject, text))
        assert f"tanda-terima {DINKES}" in [f"{m.header('X-Mailgate')} {to}" for to, m in sent]
        gateway.clock.forward(minutes=5)


def test_above_thirty_an_hour_an_address_is_heard_but_no_longer_answered(gateway: Gateway) -> None:
    words = ("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh " * 4).split()
    receipts = 0
    for number in range(34):
        subject = f"{words[number]} {words[number + 3]} {'x' * (number + 2)} {'y' * (number + 2)}"
        sent = gateway.takes("sumbawa", mail(DINKES, SUMBAWA, subject, f"Perangkat {subject} rusak."))
        receipts += f"tanda-terima {DINKES}" in [f"{m.header('X-Mailgate')} {to}" for to, m in sent]
    assert receipts == 30


def test_commands_that_were_proven_are_answered_however_many_they_are(gateway: Gateway) -> None:
    gateway.takes("sumbawa", mail(DINKES, SUMBAWA, "Internet mati", "Internet kami mati. Mohon bantuan."))
    task = gateway.mail_to(KADIS, "tugas")
    for _ in range(40):
        assert KADIS in [to for to, _ in gateway.takes("sumbawa", reply(KADIS, task, "STATUS"))]


def test_a_command_is_run_and_answered_from_an_address_that_is_silenced_for_its_remarks(gateway: Gateway) -> None:
    gateway.takes("sumbawa", mail(DINKES, SUMBAWA, "Internet mati", "Internet kami mati. Mohon bantuan."))
    task = gateway.mail_to(KADIS, "tugas")
    answered = [
        KADIS in [to for to, _ in gateway.takes("sumbawa", reply(KADIS, task, "Sudah saya baca suratnya."))]
        for _ in range(5)
    ]
    assert answered == [True, True, True, False, False]
    sent = gateway.takes("sumbawa", reply(KADIS, task, "DISPOSISI Kabid TI: segera"))
    assert {(to, m.header("X-Mailgate")) for to, m in sent} >= {(KADIS, "jawaban"), (KABID, "tugas")}


# ---- acknowledgements can't come back


def test_what_only_answers_goes_out_under_the_null_sender_and_tasks_do_not(gateway: Gateway) -> None:
    gateway.takes("sumbawa", mail(DINKES, SUMBAWA, "Internet mati", "Internet kami mati. Mohon bantuan."))
    task = gateway.mail_to(KADIS, "tugas")
    gateway.takes("sumbawa", reply(KADIS, task, "Sudah saya baca suratnya."))
    gateway.takes("sumbawa", reply(KADIS, task, "DISPOSISI Kabid TI: segera"))
    kinds = [(str(m.header("X-Mailgate")), to) for to, m in gateway.transport.sent]
    senders = [sender for sender, _ in gateway.transport.handed]
    assert list(zip(kinds, senders, strict=True)) == [
        (("tanda-terima", DINKES), ""),
        (("tugas", KADIS), SUMBAWA),
        (("jawaban", KADIS), ""),
        (("tugas", KABID), SUMBAWA),
        (("jawaban", KADIS), SUMBAWA),
    ]
