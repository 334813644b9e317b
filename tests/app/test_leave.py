"""Leave by mail: announced by the official, in force only once TU has confirmed it, and over when its days are over."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

import pytest

from mailgate.app.handover import turn_days
from mailgate.app.in_force import PolicyInForce
from mailgate.domain.event import CommandCarriedOut
from mailgate.domain.message import Message
from mailgate.domain.office import Office
from mailgate.domain.roster import Holder, Roster, Tenure
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply, shipped_policy

TO = "layanan@sumbawa.example"
KADIS, TU, SEKDIN = "kadis@sumbawa.example", "tu@sumbawa.example", "sekdin@sumbawa.example"
DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
ANNOUNCED = "Saya cuti s.d. 27/11, Plh. Sekdin, SP 800/123/2026"


def opened(gateway: Gateway) -> str:
    sent = gateway.takes("sumbawa", mail("dinkes@sumbawa.example", TO, "Gangguan jaringan internet", DOWN))
    number = number_in(sent[0][1].subject)
    assert number is not None
    return number


def kinds(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None]]:
    return sorted((to.partition("@")[0], message.header("X-Mailgate")) for to, message in sent)


def announced(gateway: Gateway, text: str = ANNOUNCED, **more: object) -> Message:
    gateway.takes("sumbawa", mail(KADIS, TO, "Cuti", text, **more))  # type: ignore[arg-type]
    return gateway.mail_to(TU, "cuti")


def confirmed(gateway: Gateway, text: str = ANNOUNCED, answer: str = "YA") -> list[tuple[str, Message]]:
    return gateway.takes("sumbawa", reply(TU, announced(gateway, text), answer))


def turned(gateway: Gateway) -> list[tuple[str, Message]]:
    before = len(gateway.transport.sent)
    turn_days(gateway.world)
    gateway.flush()
    return gateway.transport.sent[before:]


def first_readers(gateway: Gateway) -> list[str]:
    """Who gets the task of a new request."""
    sent = gateway.takes("sumbawa", mail("dinkes@sumbawa.example", TO, f"Gangguan jaringan {gateway.uid}", DOWN))
    return [to for to, message in sent if message.header("X-Mailgate") == "tugas"]


def test_an_announcement_is_put_before_tu_and_opens_no_ticket(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(KADIS, TO, "Cuti", ANNOUNCED))
    assert kinds(sent) == [("kadis", "cuti-kabar"), ("tu", "cuti")]
    question = gateway.mail_to(TU, "cuti").text
    assert "Jumat, 20 November 2026 s.d. Jumat, 27 November 2026" in question
    assert "Yusuf (Sekretaris Dinas)" in question
    assert "800/123/2026" in question
    assert "> Saya cuti s.d. 27/11" in question


def test_the_deputy_disposes_after_tu_has_confirmed(gateway: Gateway) -> None:
    sent = confirmed(gateway)
    assert kinds(sent) == [("kadis", "cuti-kabar"), ("sekdin", "cuti-kabar"), ("tu", "cuti-kabar")]
    number = opened(gateway)
    task = gateway.mail_to(SEKDIN, "tugas")
    assert task.text.splitlines()[1].startswith("Yth. ")
    gateway.takes("sumbawa", reply(SEKDIN, task, "DISPOSISI Kabid TI: mohon ditindaklanjuti"))
    assert gateway.ticket(number).step == "3"
    done = [r for r in gateway.history(number) if isinstance(r.event, CommandCarriedOut)]
    assert done[-1].by.title == "Plh. Kepala Dinas Komunikasi Informatika Statistik dan Persandian"
    assert done[-1].by.name == "Yusuf"


def test_an_open_task_goes_to_the_deputy_at_once_with_a_seal_of_his_own(gateway: Gateway) -> None:
    number = opened(gateway)
    sent = confirmed(gateway)
    assert ("sekdin", "tugas") in kinds(sent)
    gateway.takes("sumbawa", reply(SEKDIN, gateway.mail_to(SEKDIN, "tugas"), "DISPOSISI Kabid TI"))
    assert gateway.ticket(number).step == "3"


def test_the_official_may_still_answer_during_his_leave(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to(KADIS, "tugas")
    confirmed(gateway)
    gateway.takes("sumbawa", reply(KADIS, task, "DISPOSISI Kabid TI"))
    assert gateway.ticket(number).step == "3"


def test_a_leave_that_nobody_confirmed_changes_nothing(gateway: Gateway) -> None:
    opened(gateway)
    announced(gateway)
    assert turned(gateway) == []
    assert first_readers(gateway) == [KADIS]


def test_a_leave_that_tu_declines_changes_nothing_and_the_official_reads_why(gateway: Gateway) -> None:
    sent = confirmed(gateway, answer="TIDAK: surat perintah belum ada")
    assert kinds(sent) == [("kadis", "cuti-kabar"), ("tu", "cuti-kabar")]
    assert "> surat perintah belum ada" in gateway.mail_to(KADIS, "cuti-kabar").text
    assert first_readers(gateway) == [KADIS]


@pytest.mark.parametrize(
    ("login", "verdict"),
    [
        ("orang@example.net", None),
        ("orang@example.net", "dmarc=fail header.from=sumbawa.example"),
        ("kasi@sumbawa.example", "auth=pass smtp.auth={sender}; spf=pass smtp.mailfrom={sender}"),
    ],
    ids=["no verdict", "dmarc says no", "an insider's own account"],
)
def test_a_forged_announcement_asks_nobody(gateway: Gateway, login: str, verdict: str | None) -> None:
    sent = gateway.takes("sumbawa", mail(KADIS, TO, "Cuti", ANNOUNCED, login=login, verdict=verdict))
    assert "cuti" not in {message.header("X-Mailgate") for _, message in sent}
    assert first_readers(gateway) == [KADIS]


def test_an_outsider_who_writes_of_his_leave_asks_for_nothing_here(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail("dinkes@sumbawa.example", TO, "Cuti", ANNOUNCED))
    assert "cuti" not in {message.header("X-Mailgate") for _, message in sent}


@pytest.mark.parametrize("sender", ["tu@bekasi.example", SEKDIN, KADIS, "kasi@sumbawa.example"])
def test_only_tu_of_this_office_can_confirm(gateway: Gateway, sender: str) -> None:
    sent = gateway.takes("sumbawa", reply(sender, announced(gateway), "YA"))
    assert kinds(sent) == [("tu", "kelola")]
    assert first_readers(gateway) == [KADIS]


def test_a_confirmation_in_the_name_of_tu_without_a_verdict_is_not_obeyed_and_tu_hears_of_it(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", reply(TU, announced(gateway), "YA", verdict=None))
    assert kinds(sent) == [("tu", "kelola")]
    assert first_readers(gateway) == [KADIS]


def test_tu_without_the_mail_that_asked_cannot_confirm(gateway: Gateway) -> None:
    announced(gateway)
    gateway.takes("sumbawa", mail(TU, TO, "[CUTI-1 aaaaaaaaaaaaaaaa] cuti", "YA"))
    assert first_readers(gateway) == [KADIS]


def test_a_leave_is_unknown_to_another_office(gateway: Gateway) -> None:
    announced(gateway)
    raw = mail("tu@bekasi.example", "layanan@bekasi.example", "[CUTI-1 aaaaaaaaaaaaaaaa] cuti", "YA")
    assert gateway.takes("bekasi", raw) == []
    assert first_readers(gateway) == [KADIS]


def test_the_button_confirms_as_well_as_a_reply(gateway: Gateway) -> None:
    button = re.search(r"mailto:[^\"]+\?subject=([^&\"]+)&amp;body=YA\"", announced(gateway).html or "")
    assert button is not None
    gateway.takes("sumbawa", mail(TU, TO, unquote(button[1]), "YA"))
    assert first_readers(gateway) == [SEKDIN]


def test_tu_corrects_the_last_day(gateway: Gateway) -> None:
    confirmed(gateway, "CUTI 23-27/11, Plh. Sekdin", "YA s.d. 25/11")
    assert "Senin, 23 November 2026 s.d. Rabu, 25 November 2026" in gateway.mail_to(SEKDIN, "cuti-kabar").text
    assert first_readers(gateway) == [KADIS]
    gateway.clock.forward(days=5)
    assert first_readers(gateway) == [SEKDIN]
    gateway.clock.forward(days=1)
    assert first_readers(gateway) == [KADIS]


def test_a_leave_without_a_known_deputy_waits_for_one(gateway: Gateway) -> None:
    question = announced(gateway, "Saya cuti tgl 20-27, Plh Bu Rina")
    gateway.takes("sumbawa", reply(TU, question, "YA"))
    assert first_readers(gateway) == [KADIS]
    gateway.takes("sumbawa", reply(TU, question, "YA, Plh. Sekdin"))
    assert first_readers(gateway) == [SEKDIN]


@pytest.mark.parametrize("answer", ["ya nanti saya cek dulu", "apakah sudah ada suratnya?", "SETUJU", "terima kasih"])
def test_what_is_no_plain_yes_is_asked_again(gateway: Gateway, answer: str) -> None:
    sent = confirmed(gateway, answer=answer)
    assert kinds(sent) == [("tu", "cuti-kabar")]
    assert first_readers(gateway) == [KADIS]


def test_an_answer_after_the_decision_changes_nothing(gateway: Gateway) -> None:
    question = announced(gateway)
    gateway.takes("sumbawa", reply(TU, question, "YA"))
    sent = gateway.takes("sumbawa", reply(TU, question, "YA s.d. 30/11"))
    assert kinds(sent) == [("tu", "cuti-kabar")]
    assert first_readers(gateway) == [SEKDIN]


def test_tasks_change_hands_on_the_first_day_and_come_back_after_the_last(gateway: Gateway) -> None:
    opened(gateway)
    assert ("sekdin", "tugas") not in kinds(confirmed(gateway, "CUTI 23-27/11, Plh. Sekdin"))
    assert turned(gateway) == []
    gateway.clock.forward(days=3)
    assert kinds(turned(gateway)) == [("sekdin", "tugas")]
    assert turned(gateway) == []
    gateway.clock.forward(days=5)
    assert kinds(turned(gateway)) == [("kadis", "tugas")]
    assert turned(gateway) == []


def test_days_that_cannot_be_read_are_asked_for(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(KADIS, TO, "Pemberitahuan", "CUTI"))
    assert kinds(sent) == [("kadis", "cuti-kabar")]
    assert "Tanggal cuti atau dinas luar belum terbaca" in sent[0][1].text


def test_an_announcement_may_answer_a_task_mail_and_leaves_the_task_where_it_is(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to(KADIS, "tugas")
    sent = gateway.takes("sumbawa", reply(KADIS, task, "DL 20-26/11, Plh. Sekdin"))
    assert kinds(sent) == [("kadis", "cuti-kabar"), ("tu", "cuti")]
    assert gateway.ticket(number).step == "2"


def test_tu_away_is_confirmed_by_the_pengelola(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail(TU, TO, "Cuti", "CUTI 23-27/11, Plh. Sekdin"))
    assert kinds(sent) == [("pengelola", "cuti"), ("tu", "cuti-kabar")]


def test_the_deputy_hears_of_what_the_official_does_himself_during_his_leave(gateway: Gateway) -> None:
    opened(gateway)
    task = gateway.mail_to(KADIS, "tugas")
    confirmed(gateway)
    sent = gateway.takes("sumbawa", reply(KADIS, task, "DISPOSISI Kabid TI"))
    assert ("sekdin", "tembusan") in kinds(sent)


def test_an_automatic_reply_of_a_holder_is_a_hint_to_tu_once_a_week(gateway: Gateway) -> None:
    number = opened(gateway)
    task = gateway.mail_to(KADIS, "tugas")
    auto = {"Auto-Submitted": "auto-replied", "In-Reply-To": f"<{task.message_id}>"}

    def answers() -> list[tuple[str, str | None]]:
        text = f"Saya sedang cuti s.d. 27/11. ({gateway.uid})"
        return kinds(gateway.takes("sumbawa", mail(KADIS, TO, "Automatic reply: tugas", text, headers=auto)))

    assert answers() == [("tu", "kelola")]
    assert "Saya sedang cuti s.d. 27/11" in gateway.mail_to(TU, "kelola").text
    assert gateway.ticket(number).step == "2"
    assert answers() == []
    gateway.clock.forward(days=7)
    assert answers() == [("tu", "kelola")]


def test_an_automatic_reply_of_somebody_without_a_task_is_only_filed(gateway: Gateway) -> None:
    opened(gateway)
    task = gateway.mail_to(KADIS, "tugas")
    auto = {"Auto-Submitted": "auto-replied", "In-Reply-To": f"<{task.message_id}>"}
    assert gateway.takes("sumbawa", mail("kasi@sumbawa.example", TO, "Automatic reply", "Cuti", headers=auto)) == []


def with_office(gateway: Gateway, **changes: object) -> None:
    """The Sumbawa office with these fields instead."""
    policy = shipped_policy()
    office = replace(policy.offices["sumbawa"], **changes)  # type: ignore[arg-type]  # the caller names known fields
    offices: Mapping[str, Office] = {**policy.offices, "sumbawa": office}
    changed = replace(policy, offices=offices)
    gateway.in_force = PolicyInForce(lambda: changed, gateway.database.reading, gateway.clock)


def with_agent(gateway: Gateway, *scope: str, sheet: bool = False) -> None:
    """TU may write for the Kadis."""
    agent = Holder("wati", "Wati", (TU,), tenure=Tenure.AGENT, scope=scope, sheet=sheet)
    seats = shipped_policy().offices["sumbawa"].roster.seats
    joined = tuple(replace(s, holders=(*s.holders, agent)) if s.code == "kadis" else s for s in seats)
    with_office(gateway, roster=Roster(joined))


def test_an_agent_passes_on_a_disposisi_and_the_principal_gets_a_copy(gateway: Gateway) -> None:
    with_agent(gateway, "DISPOSISI", "TERIMA", "CATATAN")
    number = opened(gateway)
    task = gateway.mail_to(KADIS, "tugas")
    sent = gateway.takes("sumbawa", reply(TU, task, "a.n. Kadis: DISPOSISI Kabid TI: mohon ditindaklanjuti"))
    assert gateway.ticket(number).step == "3"
    assert kinds(sent) == [("kabid", "tugas"), ("kadis", "tembusan"), ("tu", "jawaban")]
    done = [r.by.title for r in gateway.history(number) if isinstance(r.event, CommandCarriedOut)]
    assert done == ["atas arahan Kepala Dinas Komunikasi Informatika Statistik dan Persandian, dicatat oleh Wati"]


@pytest.mark.parametrize(
    ("scope", "sheet", "text"),
    [
        (("TERIMA",), False, "a.n. Kadis: DISPOSISI Kabid TI"),
        (("DISPOSISI",), True, "a.n. Kadis: DISPOSISI Kabid TI"),
        (("DISPOSISI",), False, "a.n. Sekdin: DISPOSISI Kabid TI"),
    ],
    ids=["not listed", "without the sheet", "in another's name"],
)
def test_an_agent_goes_no_further_than_the_roster(
    gateway: Gateway, scope: tuple[str, ...], sheet: bool, text: str
) -> None:
    with_agent(gateway, *scope, sheet=sheet)
    number = opened(gateway)
    sent = gateway.takes("sumbawa", reply(TU, gateway.mail_to(KADIS, "tugas"), text))
    assert gateway.ticket(number).step == "2"
    assert ("tu", "jawaban") in kinds(sent)


def test_a_word_of_the_offices_own_is_read_as_the_command_it_stands_for(gateway: Gateway) -> None:
    with_office(gateway, aliases={"turun ke": "DISPOSISI"})
    number = opened(gateway)
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tugas"), "Turun ke Kabid TI: mohon dicek"))
    assert gateway.ticket(number).step == "3"


def test_tu_ends_a_confirmed_leave_and_the_tasks_go_back(gateway: Gateway) -> None:
    opened(gateway)
    question = announced(gateway)
    gateway.takes("sumbawa", reply(TU, question, "YA"))
    sent = gateway.takes("sumbawa", reply(TU, question, "TIDAK: sudah kembali berdinas"))
    assert ("kadis", "tugas") in kinds(sent)
    assert ("sekdin", "cuti-kabar") in kinds(sent)
    assert first_readers(gateway) == [KADIS]
    assert turned(gateway) == []


def test_another_process_learns_of_the_deputy_within_seconds(gateway: Gateway) -> None:
    other = PolicyInForce(shipped_policy, gateway.database.reading, gateway.clock)
    assert other() is shipped_policy()
    confirmed(gateway)
    assert other() is shipped_policy()
    gateway.clock.forward(seconds=5)
    roster = other().offices["sumbawa"].roster
    assert [h.email for h in roster.writes_to(roster.seat("kadis"), gateway.clock().date())] == [SEKDIN]


def test_the_principal_takes_back_what_was_done_in_his_name_within_a_working_day(gateway: Gateway) -> None:
    with_agent(gateway, "DISPOSISI")
    number = opened(gateway)
    gateway.takes("sumbawa", reply(TU, gateway.mail_to(KADIS, "tugas"), "a.n. Kadis: DISPOSISI Kabid TI"))
    copy = gateway.mail_to(KADIS, "tembusan")
    assert "Bila keliru, balas BATAL sebelum Senin, 23 November 2026" in copy.text
    gateway.clock.forward(hours=4)
    gateway.takes("sumbawa", reply(KADIS, copy, "BATAL"))
    assert gateway.ticket(number).step == "2"


def test_after_a_working_day_nothing_done_in_his_name_is_taken_back(gateway: Gateway) -> None:
    with_agent(gateway, "DISPOSISI")
    number = opened(gateway)
    gateway.takes("sumbawa", reply(TU, gateway.mail_to(KADIS, "tugas"), "a.n. Kadis: DISPOSISI Kabid TI"))
    gateway.clock.forward(days=4)
    gateway.takes("sumbawa", reply(KADIS, gateway.mail_to(KADIS, "tembusan"), "BATAL"))
    assert gateway.ticket(number).step == "3"
