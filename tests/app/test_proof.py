"""The proof of the sender: what falls short is held and put before the registered owner; nobody else moves a ticket."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mailgate.app.explain import Bench, explain
from mailgate.domain.event import AuthorityRefused, CommandCarriedOut, CommandHeld
from mailgate.domain.message import Message
from mailgate.domain.policy import Policy
from mailgate.domain.proof import Grade
from mailgate.domain.roster import Holder, Roster, Tenure
from mailgate.domain.ticket import Ticket
from mailgate.domain.verb import Risk
from tests.app.desk import AUTHSERV, Gateway, mail, open_gateway, reply, shipped_policy

DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
TO = "layanan@sumbawa.example"
KADIS = "kadis@sumbawa.example"
KABID = "kabid@sumbawa.example"
KASI = "kasi@sumbawa.example"
NUMBER = "SBW-2026-000001"
COMMAND = "DISPOSISI Kabid TI"


def opened(gateway: Gateway) -> Message:
    """A ticket on the desk of the Kadis; the task mail."""
    gateway.takes("sumbawa", mail("dinkes@sumbawa.example", TO, "Gangguan jaringan internet", DOWN))
    return gateway.mail_to(KADIS, "tugas")


def kinds(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None]]:
    return [(to.partition("@")[0], message.header("X-Mailgate")) for to, message in sent]


def events(gateway: Gateway, kind: type) -> list[object]:
    return [r.event for r in gateway.history(NUMBER) if isinstance(r.event, kind)]


def ticket(gateway: Gateway) -> Ticket:
    return gateway.ticket(NUMBER)


def sumbawa(**changes: object) -> Callable[[], Policy]:
    """The shipped rules with one office changed."""
    shipped = shipped_policy()
    office = replace(shipped.offices["sumbawa"], **changes)  # type: ignore[arg-type]  # fields of the caller's choice
    policy = replace(shipped, offices={**shipped.offices, "sumbawa": office})
    return lambda: policy


def with_header(raw: bytes, line: str) -> bytes:
    head, gap, body = raw.partition(b"\n\n")
    return head + b"\n" + line.encode() + gap + body


def from_line(raw: bytes, line: str) -> bytes:
    return b"\n".join(line.encode() if part.startswith(b"From: ") else part for part in raw.split(b"\n"))


NO_VERDICT = {"verdict": None, "login": "orang@example.net"}


def forged_from(task: Message) -> bytes:
    return reply(KADIS, task, COMMAND, **NO_VERDICT)


def insider(task: Message) -> bytes:
    return reply(KADIS, task, COMMAND, login=KASI)


def denied_by_dmarc(task: Message) -> bytes:
    return reply(KADIS, task, COMMAND, verdict="dmarc=fail header.from=sumbawa.example", login="orang@example.net")


def lower_verdict(task: Message) -> bytes:
    return with_header(
        denied_by_dmarc(task), f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=sumbawa.example"
    )


def stolen_seal(task: Message) -> bytes:
    return reply("orang@example.net", task, COMMAND)


def forwarded_seal(task: Message) -> bytes:
    return reply(KASI, task, COMMAND)


def display_name(task: Message) -> bytes:
    return from_line(stolen_seal(task), f'From: "Kepala Dinas {KADIS}" <orang@example.net>')


def two_from(task: Message) -> bytes:
    return b"From: orang@example.net\n" + reply(KADIS, task, COMMAND)


def homoglyph(task: Message) -> bytes:
    return from_line(reply("kadis@xn--sumbaw-3nf.example", task, COMMAND), "From: kadis@xn--sumbaw-3nf.example")


def look_alike(task: Message) -> bytes:
    return from_line(stolen_seal(task), "From: kadis@sumb\N{CYRILLIC SMALL LETTER A}wa.example")


def reply_to(task: Message) -> bytes:
    return with_header(forged_from(task), "Reply-To: orang@example.net")


FORGED = {
    "From without a verdict": forged_from,
    "an insider's own account": insider,
    "dmarc says no": denied_by_dmarc,
    "a verdict written below ours": lower_verdict,
    "Reply-To elsewhere": reply_to,
    "two From headers": two_from,
    "a stolen seal": stolen_seal,
    "a forwarded seal": forwarded_seal,
    "a display name": display_name,
    "a homoglyph domain": homoglyph,
    "a homoglyph in Unicode": look_alike,
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_no_forged_mail_moves_a_ticket_and_the_real_official_is_told(
    gateway: Gateway, forge: Callable[[Message], bytes]
) -> None:
    task = opened(gateway)
    sent = gateway.takes("sumbawa", forge(task))
    assert ticket(gateway).step == "2"
    assert not events(gateway, CommandCarriedOut)
    assert events(gateway, CommandHeld) or events(gateway, AuthorityRefused)
    assert KADIS in [to for to, _ in sent]


@pytest.mark.parametrize("forge", [forged_from, insider, reply_to, lower_verdict, denied_by_dmarc])
def test_the_forger_hears_nothing(gateway: Gateway, forge: Callable[[Message], bytes]) -> None:
    sent = gateway.takes("sumbawa", forge(opened(gateway)))
    assert kinds(sent) == [("kadis", "konfirmasi")]


@pytest.mark.parametrize(("forge", "said"), [(forged_from, False), (insider, True), (denied_by_dmarc, True)])
def test_the_question_says_where_the_origin_contradicts_the_sender(
    gateway: Gateway, forge: Callable[[Message], bytes], *, said: bool
) -> None:
    gateway.takes("sumbawa", forge(opened(gateway)))
    asked = gateway.mail_to(KADIS, "konfirmasi")
    assert ("asal surel itu tidak sesuai" in asked.text) == said
    assert "Apakah Ibu yang menulis" in asked.text


def asked(gateway: Gateway) -> Message:
    gateway.takes("sumbawa", forged_from(opened(gateway)))
    return gateway.mail_to(KADIS, "konfirmasi")


@pytest.mark.parametrize("verdict", ["auth=pass smtp.auth={sender}", None])
def test_yes_from_the_registered_mailbox_runs_what_was_held(gateway: Gateway, verdict: str | None) -> None:
    question = asked(gateway)
    sent = gateway.takes("sumbawa", reply(KADIS, question, "YA", verdict=verdict))
    assert ticket(gateway).step == "3"
    assert sorted(kinds(sent)) == [("kabid", "tugas"), ("kadis", "jawaban")]
    [record] = [r for r in gateway.history(NUMBER) if isinstance(r.event, CommandCarriedOut)]
    assert record.by.seat == "kadis"
    assert "confirmed" in record.by.proof


@pytest.mark.parametrize("text", ["Ya.", "Iya, benar", "ya saya yang menulis", "BETUL\n\nTerima kasih"])
def test_yes_may_be_said_as_people_say_it(gateway: Gateway, text: str) -> None:
    gateway.takes("sumbawa", reply(KADIS, asked(gateway), text))
    assert ticket(gateway).step == "3"


@pytest.mark.parametrize(
    "text", ["ya?", "ya, tapi jangan dulu", "YA DISPOSISI Kasi", "SETUJU", "nanti saya cek", "mungkin"]
)
def test_anything_between_yes_and_no_runs_nothing_and_leaves_the_question_open(gateway: Gateway, text: str) -> None:
    question = asked(gateway)
    gateway.takes("sumbawa", reply(KADIS, question, text))
    assert ticket(gateway).step == "2"
    gateway.takes("sumbawa", reply(KADIS, question, "YA"))
    assert ticket(gateway).step == "3"


def test_no_drops_it_and_the_helpdesk_hears_of_the_forgery(gateway: Gateway) -> None:
    question = asked(gateway)
    sent = gateway.takes("sumbawa", reply(KADIS, question, "TIDAK, bukan saya"))
    assert sorted(kinds(sent)) == [("helpdesk", "kelola"), ("kadis", "jawaban")]
    assert events(gateway, AuthorityRefused)
    gateway.takes("sumbawa", reply(KADIS, question, "YA"))
    assert ticket(gateway).step == "2"


def test_a_question_is_answered_once(gateway: Gateway) -> None:
    question = asked(gateway)
    gateway.takes("sumbawa", reply(KADIS, question, "YA"))
    sent = gateway.takes("sumbawa", reply(KADIS, question, "YA"))
    assert ticket(gateway).step == "3"
    assert "sudah dijawab" in sent[-1][1].text


def test_a_question_ends_after_a_day(gateway: Gateway) -> None:
    question = asked(gateway)
    gateway.clock.forward(hours=25)
    sent = gateway.takes("sumbawa", reply(KADIS, question, "YA"))
    assert ticket(gateway).step == "2"
    assert "batas waktunya" in sent[-1][1].text


def test_a_question_is_void_once_the_step_has_moved_on(gateway: Gateway) -> None:
    task = opened(gateway)
    gateway.takes("sumbawa", forged_from(task))
    question = gateway.mail_to(KADIS, "konfirmasi")
    gateway.takes("sumbawa", reply(KADIS, task, COMMAND))
    sent = gateway.takes("sumbawa", reply(KADIS, question, "YA"))
    assert len(events(gateway, CommandCarriedOut)) == 1
    assert "sudah berlalu" in sent[-1][1].text


@pytest.mark.parametrize(
    ("sender", "more"),
    [(KASI, {}), ("orang@example.net", {}), (KADIS, {"login": KASI})],
    ids=["a colleague", "a stranger", "an insider"],
)
def test_nobody_else_answers_the_question(gateway: Gateway, sender: str, more: dict[str, str]) -> None:
    question = asked(gateway)
    gateway.takes("sumbawa", reply(sender, question, "YA", **more))
    assert ticket(gateway).step == "2"


def test_an_official_answering_from_another_registered_address_is_himself(gateway: Gateway) -> None:
    gateway.takes("sumbawa", reply("kadin@sumbawa.example", opened(gateway), COMMAND))
    assert ticket(gateway).step == "3"


def test_a_colleague_on_a_forwarded_task_waits_for_the_officials_consent(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", reply(KASI, opened(gateway), COMMAND))
    assert sorted(kinds(sent)) == [("kadis", "konfirmasi"), ("kasi", "jawaban")]
    question = gateway.mail_to(KADIS, "konfirmasi")
    assert "Sdr. Lina" in question.text
    assert "Apakah Ibu menyetujuinya" in question.text
    assert "ditujukan kepada pejabat lain" in gateway.mail_to(KASI, "jawaban").text
    gateway.takes("sumbawa", reply(KADIS, question, "YA"))
    assert ticket(gateway).step == "3"


def test_an_insiders_own_seal_behind_the_officials_name_asks_the_official(gateway: Gateway) -> None:
    gateway.takes("sumbawa", reply(KADIS, opened(gateway), COMMAND))
    task = gateway.mail_to(KABID, "tugas")
    sent = gateway.takes("sumbawa", reply(KADIS, task, "KEMBALIKAN: salah alamat", login=KABID))
    assert ticket(gateway).step == "3"
    assert [to for to, _ in sent] == [KADIS]


def test_a_very_long_forgery_is_not_kept_waiting(gateway: Gateway) -> None:
    task = opened(gateway)
    gateway.takes("sumbawa", reply(KADIS, task, COMMAND + ": " + "mohon segera " * 4_000, **NO_VERDICT))
    assert ticket(gateway).held == []
    assert ticket(gateway).step == "2"


def test_a_command_that_is_not_his_to_give_is_refused_and_he_is_warned(gateway: Gateway) -> None:
    task = opened(gateway)
    sent = gateway.takes("sumbawa", reply(KADIS, task, "DISPOSISI Kasi Bangunan", **NO_VERDICT))
    assert ticket(gateway).step == "2"
    assert kinds(sent) == [("kadis", "peringatan")]
    assert events(gateway, AuthorityRefused)


def test_a_replay_after_the_step_moved_gets_the_truth(gateway: Gateway) -> None:
    raw = reply(KADIS, opened(gateway), COMMAND)
    gateway.takes("sumbawa", raw)
    again = b"\n".join(
        b"Message-ID: <again@example.net>" if p.startswith(b"Message-ID:") else p for p in raw.split(b"\n")
    )
    sent = gateway.takes("sumbawa", again)
    assert len(events(gateway, CommandCarriedOut)) == 1
    assert "sudah dikerjakan" in sent[-1][1].text


def test_two_holders_at_once_the_second_gets_the_truth(tmp_path: Path) -> None:
    shipped = shipped_policy().offices["sumbawa"].roster
    second = Holder("yusuf", "Yusuf", ("sekdin@sumbawa.example",))
    seats = tuple(replace(s, holders=(*s.holders, second)) if s.code == "kadis" else s for s in shipped.seats)
    gateway = stricter(tmp_path, roster=Roster(seats))
    task = opened(gateway)
    other = gateway.mail_to("sekdin@sumbawa.example", "tugas")
    gateway.takes("sumbawa", reply(KADIS, task, COMMAND))
    sent = gateway.takes("sumbawa", reply("sekdin@sumbawa.example", other, "DISPOSISI Kabid TI: segera"))
    assert len(events(gateway, CommandCarriedOut)) == 1
    assert [to for to, _ in sent] == ["sekdin@sumbawa.example"]
    assert "sudah dikerjakan" in sent[-1][1].text
    gateway.database.close()


def test_an_agent_answers_the_task_mail_of_whom_he_acts_for_within_his_scope(tmp_path: Path) -> None:
    shipped = shipped_policy().offices["sumbawa"].roster
    agent = Holder("wati", "Wati", ("tu@sumbawa.example",), tenure=Tenure.AGENT, scope=("DISPOSISI", "TERIMA"))
    seats = tuple(replace(s, holders=(*s.holders, agent)) if s.code == "kadis" else s for s in shipped.seats)
    gateway = stricter(tmp_path, roster=Roster(seats))
    gateway.takes("sumbawa", reply("tu@sumbawa.example", opened(gateway), COMMAND))
    assert ticket(gateway).step == "3"
    gateway.database.close()


def test_an_agent_never_confirms_in_the_officials_stead(tmp_path: Path) -> None:
    shipped = shipped_policy().offices["sumbawa"].roster
    agent = Holder("wati", "Wati", ("tu@sumbawa.example",), tenure=Tenure.AGENT)
    seats = tuple(replace(s, holders=(*s.holders, agent)) if s.code == "kadis" else s for s in shipped.seats)
    gateway = stricter(tmp_path, roster=Roster(seats))
    gateway.takes("sumbawa", reply("tu@sumbawa.example", asked(gateway), "YA"))
    assert ticket(gateway).step == "2"
    gateway.database.close()


def test_outsiders_in_copy_change_nothing_and_hear_nothing(gateway: Gateway) -> None:
    raw = with_header(reply(KADIS, opened(gateway), COMMAND), "Cc: wartawan@example.net, dinkes@sumbawa.example")
    sent = gateway.takes("sumbawa", raw)
    assert ticket(gateway).step == "3"
    assert "wartawan@example.net" not in [to for to, _ in sent]


def test_an_answer_never_goes_to_reply_to(gateway: Gateway) -> None:
    raw = with_header(reply(KADIS, opened(gateway), COMMAND), "Reply-To: orang@example.net")
    assert "orang@example.net" not in [to for to, _ in gateway.takes("sumbawa", raw)]


def stricter(tmp_path: Path, **changes: object) -> Gateway:
    gateway = next(open_gateway(tmp_path))
    gateway.rules = sumbawa(**changes)
    gateway.__post_init__()
    return gateway


def test_an_office_that_wants_confirmation_asks_even_where_all_is_proven(tmp_path: Path) -> None:
    gateway = stricter(tmp_path, proof={**dict.fromkeys(Risk, Grade.CONFIRMED)})
    sent = gateway.takes("sumbawa", reply(KADIS, opened(gateway), COMMAND))
    assert kinds(sent) == [("kadis", "konfirmasi")]
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "konfirmasi"), "YA"))
    assert ticket(gateway).step == "3"
    gateway.database.close()


def test_a_shared_mailbox_names_its_writer_before_something_grave(tmp_path: Path) -> None:
    shipped = shipped_policy().offices["sumbawa"].roster
    seats = tuple(
        replace(s, holders=tuple(replace(h, shared=True) for h in s.holders)) if s.code == "kabid" else s
        for s in shipped.seats
    )
    gateway = stricter(tmp_path, roster=Roster(seats))
    task = opened(gateway)
    gateway.takes("sumbawa", reply(KADIS, task, COMMAND))
    task = gateway.mail_to(KABID, "tugas")
    sent = gateway.takes("sumbawa", reply(KABID, task, "ALIHKAN: bukan urusan kami"))
    assert "Nama: Budi Santoso" in sent[-1][1].text
    assert ticket(gateway).step == "3"
    gateway.takes("sumbawa", reply(KABID, task, "DISPOSISI Kasi: mohon ditangani"))
    assert ticket(gateway).step == "4"
    gateway.database.close()


def test_a_named_writer_of_a_shared_mailbox_may_do_something_grave(tmp_path: Path) -> None:
    shipped = shipped_policy().offices["sumbawa"].roster
    seats = tuple(replace(s, holders=tuple(replace(h, shared=True) for h in s.holders)) for s in shipped.seats)
    gateway = stricter(tmp_path, roster=Roster(seats))
    gateway.takes("sumbawa", reply(KADIS, opened(gateway), COMMAND))
    named = "ALIHKAN: bukan urusan kami\nNama: Budi Santoso"
    gateway.takes("sumbawa", reply(KABID, gateway.mail_to(KABID, "tugas"), named))
    assert ticket(gateway).tray is not None
    gateway.database.close()


def test_refusals_to_one_address_end_after_five_an_hour_and_the_helpdesk_hears_once(gateway: Gateway) -> None:
    task = opened(gateway)
    told: list[tuple[str, str | None]] = []
    for _ in range(8):
        told += kinds(gateway.takes("sumbawa", forged_from(task)))
        gateway.clock.forward(minutes=1)
    assert told.count(("kadis", "konfirmasi")) == 5
    assert told.count(("helpdesk", "kelola")) == 1
    assert len(events(gateway, CommandHeld)) == 8
    gateway.clock.forward(hours=1)
    assert kinds(gateway.takes("sumbawa", forged_from(task))) == [("kadis", "konfirmasi")]


def test_a_proven_command_is_answered_in_the_midst_of_a_flood(gateway: Gateway) -> None:
    task = opened(gateway)
    for _ in range(7):
        gateway.takes("sumbawa", forged_from(task))
    sent = gateway.takes("sumbawa", reply(KADIS, task, COMMAND))
    assert ("kadis", "jawaban") in kinds(sent)
    assert ticket(gateway).step == "3"


def test_after_two_misreadings_in_a_row_the_helpdesk_is_asked_to_phone_once(gateway: Gateway) -> None:
    task = opened(gateway)
    told = [kinds(gateway.takes("sumbawa", reply(KADIS, task, "TOLAK"))) for _ in range(3)]
    assert [("helpdesk", "kelola") in mails for mails in told] == [False, True, False]
    assert "Mohon menelepon" in gateway.mail_to("helpdesk@sumbawa.example", "kelola").text
    gateway.takes("sumbawa", reply(KADIS, task, COMMAND))
    assert not ticket(gateway).misread


def test_one_success_between_two_misreadings_asks_nobody_to_phone(gateway: Gateway) -> None:
    task = opened(gateway)
    for text in ("TOLAK", "STATUS", "TOLAK"):
        sent = gateway.takes("sumbawa", reply(KADIS, task, text))
        assert ("helpdesk", "kelola") not in kinds(sent)


@pytest.mark.parametrize(
    ("text", "runs"),
    [("CATATAN: sudah dicek", True), ("STATUS", True), ("PROSES", False), ("ALIHKAN: bukan urusan kami", False)],
)
def test_without_a_seal_only_what_is_harmless_and_moves_nothing_runs(
    gateway: Gateway, text: str, *, runs: bool
) -> None:
    gateway.takes("sumbawa", reply(KADIS, opened(gateway), "DISPOSISI Tim Jaringan" if text == "PROSES" else COMMAND))
    who = "tim.budi@sumbawa.example" if text == "PROSES" else KABID
    step = ticket(gateway).step
    sent = gateway.takes("sumbawa", mail(who, TO, f"[{NUMBER}] tindak lanjut", text))
    assert ticket(gateway).step == step
    assert kinds(sent) == [(who.partition("@")[0], "jawaban" if runs else "konfirmasi")]


def test_what_a_mail_is_worth_and_what_it_lacks_is_explained(gateway: Gateway) -> None:
    task = opened(gateway)
    desk = gateway.world.desk(gateway.world.office("sumbawa"))

    def told(raw: bytes) -> dict[str, Any]:
        with gateway.database.unit_of_work() as uow:
            return explain("surel.eml", raw, Bench(desk, AUTHSERV, uow))

    good = told(reply(KADIS, task, COMMAND))["proof"]
    assert (good["grade"], good["missing"]) == ("step", [])
    assert good["found"][0] == "seal of this step"
    bad = told(insider(task))["proof"]
    assert bad["grade"] == "none"
    assert bad["found"] == ["seal of this step"]
    assert any("login was" in lack or "Return-Path" in lack for lack in bad["missing"])
    assert told(reply(KADIS, task, "terima kasih"))["reading"]["guard"]
    held = told(insider(task))["reading"]
    assert (held["outcome"], held["commands"][0]["verb"]) == ("ask", "DISPOSISI")
    assert KADIS in held["answer"]
    gateway.takes("sumbawa", insider(task))
    yes = told(reply(KADIS, gateway.mail_to(KADIS, "konfirmasi"), "YA"))
    assert (yes["reading"]["outcome"], yes["proof"]["grade"]) == ("run", "confirmed")
    assert yes["reading"]["commands"][0]["verb"] == "DISPOSISI"
    assert ticket(gateway).step == "2"


def test_a_signature_verified_here_vouches_where_the_server_says_nothing(tmp_path: Path) -> None:
    gateway = stricter(tmp_path, verify_dkim=True)
    asked_for: list[str] = []

    def signers(raw: bytes, domain: str) -> tuple[str, ...]:
        asked_for.append(domain)
        return ("sumbawa.example",)

    gateway.signers = signers
    gateway.takes("sumbawa", reply(KADIS, opened(gateway), COMMAND, verdict="dkim=none; spf=none"))
    assert ticket(gateway).step == "3"
    assert asked_for == ["sumbawa.example"]
    gateway.database.close()


def test_a_signature_never_outweighs_another_account(tmp_path: Path) -> None:
    gateway = stricter(tmp_path, verify_dkim=True)
    gateway.signers = lambda raw, domain: ("sumbawa.example",)
    gateway.takes("sumbawa", reply(KADIS, opened(gateway), COMMAND, verdict="dkim=none", login=KASI))
    assert ticket(gateway).step == "2"
    gateway.database.close()


def test_a_signature_of_the_writer_is_noted_not_believed(gateway: Gateway) -> None:
    raw = reply(KADIS, opened(gateway), "-----BEGIN PGP SIGNED MESSAGE-----\n\n" + COMMAND, **NO_VERDICT)
    gateway.takes("sumbawa", raw)
    assert ticket(gateway).step == "2"


def test_history_keeps_what_was_held(gateway: Gateway) -> None:
    gateway.takes("sumbawa", insider(opened(gateway)))
    [held] = events(gateway, CommandHeld)
    assert isinstance(held, CommandHeld)
    assert held.mismatch
    assert held.scope < 0
    assert [c.verb for c in held.commands] == ["DISPOSISI"]
    assert held.until - gateway.clock() == timedelta(hours=24)
