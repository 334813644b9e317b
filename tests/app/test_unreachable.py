"""A mail that cannot reach its reader: the address is marked and told once, and his tasks don't wait for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mailgate.app.reachability import forget_departed
from mailgate.domain.errors import DeliveryError
from mailgate.domain.message import Message
from mailgate.domain.policy import Policy
from mailgate.domain.roster import Holder, Roster
from tests.app.desk import Gateway, mail, open_gateway, reply, shipped_policy
from tests.fakes import KeepingTransport

TO = "layanan@sumbawa.example"
DINKES, KADIS, KABID, HELPDESK, PENGELOLA = (
    f"{who}@sumbawa.example" for who in ("dinkes", "kadis", "kabid", "helpdesk", "pengelola")
)
SECOND = "kabid.lama@sumbawa.example"
REQUEST = mail(DINKES, TO, "Internet mati", "Internet di kantor kami mati sejak pagi. Mohon bantuan.\n")


@dataclass
class PickyTransport(KeepingTransport):
    """Refuses some recipients, or the null sender, for good."""

    answers: dict[str, str] = field(default_factory=dict)
    owned_only: bool = False

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        if self.owned_only and not envelope_from:
            raise DeliveryError(
                "553 5.7.1 not owned by user", permanent=True, to_recipient="553 5.7.1 not owned by user"
            )
        for recipient in recipients:
            if recipient in self.answers:
                answer = self.answers[recipient]
                raise DeliveryError(f"refused ({answer})", permanent=answer[0] == "5", to_recipient=answer)
        super().send(envelope_from, recipients, data)


@dataclass
class Rules:
    """The shipped rules, with another Sumbawa where a test wants one."""

    policy: Policy = field(default_factory=shipped_policy)

    def __call__(self) -> Policy:
        return self.policy

    def seats(self, code: str, *holders: Holder) -> None:
        office = shipped_policy().offices["sumbawa"]
        roster = Roster(tuple(replace(s, holders=holders) if s.code == code else s for s in office.roster.seats))
        offices = {**shipped_policy().offices, "sumbawa": replace(office, roster=roster)}
        self.policy = replace(shipped_policy(), offices=offices)


@pytest.fixture
def rules() -> Rules:
    return Rules()


@pytest.fixture
def transport() -> PickyTransport:
    return PickyTransport()


@pytest.fixture
def gateway(tmp_path: Path, rules: Rules, transport: PickyTransport) -> Iterator[Gateway]:
    for gateway in open_gateway(tmp_path):
        gateway.rules = rules
        gateway.transport = transport
        gateway.__post_init__()
        yield gateway


def bounce(about: Message | None, recipient: str, status: str = "5.1.1", text: str = "unknown user") -> bytes:
    """A delivery status notification (RFC 3464); without `about` it names no mail."""
    head = f"From: MAILER-DAEMON@mx.example\nTo: {TO}\nSubject: Undelivered\nReturn-Path: <>\nMIME-Version: 1.0\n"
    kind = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    report = (
        f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: {status}\nDiagnostic-Code: smtp; 550 {text}\n"
    )
    parts = [
        "Content-Type: text/plain\n\nThe mail could not be delivered.\n",
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n{report}",
    ]
    if about is not None:
        parts.append(f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{about.message_id}>\nTo: {recipient}\n")
    return (head + kind + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


def kinds(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None]]:
    return sorted((to.partition("@")[0], m.header("X-Mailgate")) for to, m in sent)


def at_kabid(gateway: Gateway) -> Message:
    """A request that lies with the Kabid; his task mail."""
    gateway.takes("sumbawa", REQUEST)
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI: segera"))
    return gateway.mail_to(KABID, "tugas")


def marks(gateway: Gateway) -> dict[str, tuple[bool, int]]:
    with gateway.database.reading() as uow:
        return {s.failure.address: (s.failure.permanent, s.count) for s in uow.addresses.failing(["sumbawa"])}


def test_a_dead_address_is_told_once_and_its_open_tasks_go_to_the_superior(gateway: Gateway) -> None:
    task = at_kabid(gateway)
    assert kinds(gateway.takes("sumbawa", bounce(task, KABID))) == [("helpdesk", "kelola"), ("kadis", "tugas")]
    told = gateway.mail_to(HELPDESK, "kelola")
    for words in (
        KABID,
        "status 5.1.1",
        f"kami kirim kepada {KADIS}",
        f"mailgate address clear {KABID}",
        task.subject[1:16],
    ):
        assert words in told.text
    assert gateway.takes("sumbawa", bounce(task, KABID)) == []
    assert marks(gateway) == {KABID: (True, 2)}


def test_the_superior_can_go_on_with_what_was_passed_on_to_him(gateway: Gateway) -> None:
    task = at_kabid(gateway)
    number = task.subject[1:16]
    gateway.takes("sumbawa", bounce(task, KABID))
    passed = gateway.mail_to(KADIS, "tugas")
    assert passed.subject[1:16] == number
    assert passed.message_id != task.message_id


def test_new_tasks_of_the_post_go_to_the_superior_too_while_the_mark_lasts(gateway: Gateway) -> None:
    gateway.takes("sumbawa", bounce(at_kabid(gateway), KABID))
    gateway.takes("sumbawa", mail(DINKES, TO, "Wi-Fi lambat", "Wi-Fi di aula lambat. Mohon bantuan.\n"))
    sent = gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI: segera"))
    assert ("kabid", "tugas") not in kinds(sent)
    assert ("pengelola", "kelola") not in kinds(sent), "the post is not vacant"
    assert {to for to, _ in sent} >= {KADIS}


def test_who_shares_the_post_is_written_to_before_the_superior(gateway: Gateway, rules: Rules) -> None:
    kabid = shipped_policy().offices["sumbawa"].roster.seat("kabid").holders[0]
    rules.seats("kabid", kabid, replace(kabid, code="dua", emails=("kabid2@sumbawa.example",)))
    task = at_kabid(gateway)
    gateway.takes("sumbawa", mail(DINKES, TO, "Wi-Fi lambat", "Wi-Fi di aula lambat. Mohon bantuan.\n"))
    assert kinds(gateway.takes("sumbawa", bounce(task, KABID))) == [("helpdesk", "kelola")], "the other has it already"
    sent = gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI: segera"))
    assert [who for who, kind in kinds(sent) if kind == "tugas"] == ["kabid2"]


def test_another_address_of_the_same_person_comes_first_of_all(gateway: Gateway, rules: Rules) -> None:
    kabid = shipped_policy().offices["sumbawa"].roster.seat("kabid").holders[0]
    rules.seats("kabid", replace(kabid, emails=(KABID, SECOND)))
    sent = gateway.takes("sumbawa", bounce(at_kabid(gateway), KABID))
    assert kinds(sent) == [("helpdesk", "kelola"), ("kabid.lama", "tugas")]


def test_who_is_not_written_to_keeps_his_authority_and_is_written_to_again_once_he_writes(gateway: Gateway) -> None:
    task = at_kabid(gateway)
    gateway.takes("sumbawa", bounce(task, KABID))
    sent = gateway.takes("sumbawa", reply(KABID, task, "DISPOSISI Helpdesk: segera"))
    assert ("kabid", "jawaban") in kinds(sent)
    assert marks(gateway) == {}
    gateway.takes("sumbawa", mail(DINKES, TO, "Wi-Fi lambat", "Wi-Fi di aula lambat. Mohon bantuan.\n"))
    sent = gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI: segera"))
    assert ("kabid", "tugas") in kinds(sent)


def test_a_forged_mail_in_his_name_does_not_end_the_mark(gateway: Gateway) -> None:
    gateway.takes("sumbawa", bounce(at_kabid(gateway), KABID))
    gateway.takes("sumbawa", mail(KABID, TO, "Info", "Isi.", verdict="spf=fail smtp.mailfrom={sender}; dmarc=fail"))
    assert KABID in marks(gateway)
    gateway.takes("sumbawa", mail(KABID, TO, "Info", "Isi."))
    assert marks(gateway) == {}


def test_the_mark_ends_where_the_roster_names_the_address_no_longer(gateway: Gateway, rules: Rules) -> None:
    gateway.takes("sumbawa", bounce(at_kabid(gateway), KABID))
    forget_departed(gateway.world)
    assert KABID in marks(gateway)
    rules.seats("kabid", Holder("baru", "Kepala Bidang", ("kabid.baru@sumbawa.example",)))
    gateway.in_force.forget()
    forget_departed(gateway.world)
    assert marks(gateway) == {}


@pytest.mark.parametrize("status", ["4.2.2", "5.2.2", "4.4.1", "5.7.1"])
def test_what_fails_for_now_is_told_once_and_changes_no_way(gateway: Gateway, status: str) -> None:
    task = at_kabid(gateway)
    assert kinds(gateway.takes("sumbawa", bounce(task, KABID, status, "try later"))) == [("helpdesk", "kelola")]
    assert "belum dapat diterima" in gateway.mail_to(HELPDESK, "kelola").text
    assert gateway.takes("sumbawa", bounce(task, KABID, status, "try later")) == []
    assert marks(gateway) == {KABID: (False, 2)}
    assert kinds(gateway.takes("sumbawa", bounce(task, KABID))) == [("helpdesk", "kelola"), ("kadis", "tugas")]


def test_a_bounce_that_names_no_mail_counts_for_a_recent_one_but_takes_no_mail_away(gateway: Gateway) -> None:
    at_kabid(gateway)
    assert kinds(gateway.takes("sumbawa", bounce(None, KABID))) == [("helpdesk", "kelola")]
    assert marks(gateway) == {KABID: (False, 1)}
    assert gateway.takes("sumbawa", bounce(None, "siapa@entah.example")) == []
    gateway.clock.forward(days=4)
    assert gateway.takes("sumbawa", bounce(None, KADIS)) == []


def test_a_bounce_about_the_mail_of_one_says_nothing_of_another(gateway: Gateway) -> None:
    task = at_kabid(gateway)
    gateway.takes("sumbawa", bounce(task, KADIS))
    assert marks(gateway) == {KABID: (False, 1)}, "what it was forwarded to failed, not the address itself"


def test_a_requesters_bad_address_is_told_to_the_helpdesk_and_that_is_all(gateway: Gateway) -> None:
    gateway.takes("sumbawa", REQUEST)
    receipt = gateway.mail_to(DINKES, "tanda-terima")
    assert kinds(gateway.takes("sumbawa", bounce(receipt, DINKES))) == [("helpdesk", "kelola")]
    assert "dengan cara lain" in gateway.mail_to(HELPDESK, "kelola").text
    sent = gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI: segera"))
    assert {("kabid", "tugas"), ("kadis", "jawaban")} <= set(kinds(sent))


def test_an_alarm_that_bounces_is_told_to_somebody_else_and_then_to_nobody(gateway: Gateway) -> None:
    gateway.takes("sumbawa", bounce(at_kabid(gateway), KABID))
    alarm = gateway.mail_to(HELPDESK, "kelola")
    assert kinds(gateway.takes("sumbawa", bounce(alarm, HELPDESK))) == [("pengelola", "kelola")]
    alarm = gateway.mail_to(PENGELOLA, "kelola")
    assert gateway.takes("sumbawa", bounce(alarm, PENGELOLA)) == []
    assert set(marks(gateway)) == {KABID, HELPDESK, PENGELOLA}


def test_a_refusal_at_delivery_marks_as_a_bounce_does(gateway: Gateway, transport: PickyTransport) -> None:
    transport.answers[KABID] = "550 5.1.1 no such mailbox"
    gateway.takes("sumbawa", REQUEST)
    sent = gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "DISPOSISI Kabid TI: segera"))
    assert kinds(sent) == [("helpdesk", "kelola"), ("kadis", "jawaban"), ("kadis", "tugas")]
    assert marks(gateway) == {KABID: (True, 1)}
    told = gateway.mail_to(HELPDESK, "kelola").text
    assert "550 5.1.1 no such mailbox" in told
    assert "mailgate outbox retry" in told


def test_a_refusal_for_another_reason_than_the_address_takes_no_mail_away(
    gateway: Gateway, transport: PickyTransport
) -> None:
    transport.answers[KADIS] = "554 5.7.1 rejected as spam"
    assert kinds(gateway.takes("sumbawa", REQUEST)) == [("dinkes", "tanda-terima"), ("helpdesk", "kelola")]
    assert marks(gateway) == {KADIS: (False, 1)}


def test_a_server_that_takes_no_null_sender_gets_the_mail_under_our_address(
    gateway: Gateway, transport: PickyTransport
) -> None:
    transport.owned_only = True
    gateway.takes("sumbawa", REQUEST)
    assert gateway.mail_to(DINKES, "tanda-terima").text
    assert {sender for sender, _ in transport.handed} == {TO}
    assert marks(gateway) == {}
