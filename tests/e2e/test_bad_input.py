"""Bad mail, bad rules, bad templates and a killed process: each stays alone with its fault, and nothing is lost."""

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import update

from mailgate.adapters.db.listing import InboxEntry
from mailgate.adapters.db.tables import ticket as ticket_table
from mailgate.adapters.queue import BATCH
from mailgate.app.ports import Fetched
from mailgate.bootstrap import Machine
from mailgate.mail.seal import number_in
from tests.cli.conftest import Mailgate
from tests.cli.conftest import mailgate as mailgate  # noqa: PLC0414 - a fixture that pytest finds by its name here
from tests.e2e.site import GATEWAY, INTERNET_DOWN, PROJECT, Site, assert_nothing_is_left, eventually, site


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as running:
        yield running


def rows(machine: Machine) -> list[InboxEntry]:
    """The inbox, oldest first."""
    with machine.database.reading() as uow:
        return uow.inbox.entries(machine.world.clock(), limit=999)[::-1]


def request(sender: str, subject: str = "Gangguan jaringan internet", body: str = INTERNET_DOWN) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, GATEWAY, subject
    mail.set_content(body)
    return mail


def test_an_oversized_mail_is_ticketed_with_its_text_and_holds_up_nobody(tmp_path: Path) -> None:
    with site(tmp_path, max_mail_bytes=100_000) as office, office.at_work() as machine:
        big = request("dinkes@sumbawa.example", "Gangguan jaringan, foto terlampir")
        big.add_attachment(b"\xff" * 300_000, maintype="image", subtype="jpeg", filename="foto.jpg")
        del big["From"]
        office.person("dinkes").send(big)
        next_number = office.asks("dinsos", "Gangguan jaringan di Dinas Sosial")
        number = number_in(office.awaits("dinkes", "tanda-terima").subject)
        assert number is not None
        assert number != next_number
        with machine.database.reading() as uow:
            assert "putus" in uow.tickets.get(number).summary
        assert [row.truncated for row in rows(machine)] == [True, False]
        assert_nothing_is_left(machine)


@pytest.mark.parametrize(
    "raw", [b"\x00\x01\x02\xff" * 50, b"bukan surel\r\nsama sekali\r\n"], ids=["binary", "a bare text"]
)
def test_an_unreadable_mail_is_kept_as_it_came_and_the_helpdesk_is_told(plain: Site, raw: bytes) -> None:
    with plain.at_work() as machine:
        plain.server.deliver(GATEWAY, raw)
        plain.awaits("helpdesk", "kelola", words="tidak dapat dibaca")
        plain.asks()
        [first, _] = rows(machine)
        assert first.result == "arsip: tidak terbaca"
        with machine.database.reading() as uow:
            assert uow.inbox.raw(first.id) == raw
        assert_nothing_is_left(machine)


def test_a_mail_of_an_office_out_of_service_delays_none_of_its_neighbours(plain: Site) -> None:
    with plain.at_work() as machine:
        with machine.world.unit_of_work() as uow:
            now = machine.world.clock()
            stray = Fetched(1, "lama/INBOX/1/1", request("orang@luar.example").as_bytes(), 100, False, now)
            poison = uow.inbox.add("tidak-ada", "lama", [stray], now)
            uow.commit()
        machine.world.queue.receive(poison)
        numbers = {plain.asks("dinkes", "Gangguan jaringan satu"), plain.asks("dinsos", "Gangguan jaringan dua")}
        assert len(numbers) == 2
        bad = next(row for row in rows(machine) if row.id == poison[0])
        assert bad.done_at is None
        assert "isn't in service" in (bad.error or "")


def test_a_mail_that_fails_at_every_try_is_quarantined_and_the_helpdesk_is_told_once(plain: Site) -> None:
    with plain.at_work() as machine:
        number = plain.asks("dinkes", "Gangguan jaringan satu")
        with machine.database.engine.begin() as connection:
            kept = connection.execute(ticket_table.select()).one().state
            connection.execute(update(ticket_table).values(state="{rusak"))
        kadis = plain.person("kadis")
        kadis.answer(kadis.awaits("tugas", number), "DISPOSISI Kabid TI")
        eventually(lambda: len(rows(machine)) == 2)
        give_up(plain, machine, rows(machine)[1].id)
        assert rows(machine)[1].attempts == 8
        plain.awaits("helpdesk", "kelola", words="gagal diproses delapan kali")
        plain.asks("dinsos", "Gangguan jaringan dua")
        assert rows(machine)[1].next_attempt_at is None
        with machine.database.engine.begin() as connection:
            connection.execute(update(ticket_table).where(ticket_table.c.number == number).values(state=kept))
        with machine.database.unit_of_work() as uow:
            uow.inbox.retry([rows(machine)[1].id], machine.world.clock())
            uow.commit()
        plain.clock.forward(minutes=2)
        plain.awaits("kabid", "tugas")
        assert len([m for m in plain.mails("helpdesk", "kelola") if "tertahan" in m.subject]) == 1
        assert_nothing_is_left(machine)


def test_a_broken_rule_file_keeps_the_last_good_policy_and_is_told_to_the_pengelola_once(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(PROJECT / "rules", rules)
    sop = rules / "sumbawa" / "sop" / "sumbawa-2021.yaml"
    good = sop.read_text(encoding="utf-8")
    with site(tmp_path, rules_dir=rules) as office, office.at_work() as machine:
        sop.write_text(good.replace("ke: akhir", "ke: langkah-99"), encoding="utf-8")
        told = office.awaits("pengelola", "kelola", words="sumbawa-2021.yaml")
        assert "aturan terakhir yang benar" in told.text
        number = office.asks()
        with machine.database.reading() as uow:
            ticket = uow.tickets.get(number)
        assert ticket.sop is not None
        assert ticket.sop.id == "sumbawa-2021"
        assert len(office.mails("pengelola", "kelola")) == 1
        assert office.mails("kadis", "kelola") == []
        entry = rules / "sumbawa" / "instansi.yaml"
        entry.write_text(entry.read_text(encoding="utf-8").replace("0371-000000", "0371-123456"), encoding="utf-8")
        sop.write_text(good, encoding="utf-8")
        eventually(lambda: machine.policy.offices["sumbawa"].phone == "0371-123456")
        office.asks("dinsos", "Gangguan jaringan dua")
        assert "0371-123456" in office.awaits("dinsos", "tanda-terima").text
        assert_nothing_is_left(machine)


def test_a_broken_template_stops_its_own_mail_only_and_the_list_says_why(tmp_path: Path, mailgate: Mailgate) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(PROJECT / "templates", templates)
    receipt = templates / "tanda-terima.txt.j2"
    good = receipt.read_text(encoding="utf-8")
    with site(tmp_path, templates_dir=templates) as office, office.at_work() as machine:
        receipt.write_text(good.replace("{% endblock %}", "{% endblok %}"), encoding="utf-8")
        office.person("dinkes").request(GATEWAY, "Gangguan jaringan internet", INTERNET_DOWN)
        task = office.awaits("kadis", "tugas")
        number = number_in(task.subject)
        environment = {k: v for k, v in office.environment.items() if k.startswith("MAILGATE_")}

        def waiting() -> list[dict[str, object]]:
            listed = mailgate("outbox", "list", "--state", "waiting", "--json", **environment).objects()
            return [row for row in listed if row["error"]]

        eventually(waiting)
        [row] = waiting()
        assert (row["template"], row["ticket"], row["recipient"]) == ("tanda-terima", number, "dinkes@sumbawa.example")
        assert "tanda-terima.txt.j2" in str(row["error"])
        receipt.write_text(good, encoding="utf-8")
        os.utime(receipt, (time.time() + 5, time.time() + 5))
        assert mailgate("outbox", "retry", row["id"], **environment).code == 0
        assert number_in(office.awaits("dinkes", "tanda-terima").subject) == number
        assert_nothing_is_left(machine)


def test_a_request_from_an_unknown_address_is_taken_in_and_put_before_the_helpdesk(plain: Site) -> None:
    stranger = "warga@luar.example"
    plain.stranger(stranger)
    with plain.at_work() as machine:
        plain.sends(request(stranger), stranger)
        receipt = plain.awaits(stranger, "tanda-terima")
        assert "akan kami pastikan terlebih dahulu melalui Helpdesk" in receipt.text
        assert "Pengirim belum terverifikasi" in plain.awaits("helpdesk", "pilah").text
        with machine.database.reading() as uow:
            party = uow.tickets.get(number_in(receipt.subject) or "").requester
        assert (party.email, party.verified, party.code) == (stranger, False, None)
        assert_nothing_is_left(machine)


def test_a_mailbox_whose_line_broke_off_is_watched_again(plain: Site) -> None:
    with plain.at_work() as machine:
        plain.asks("dinkes", "Gangguan jaringan satu")
        plain.server.cut()
        plain.asks("dinsos", "Gangguan jaringan dua")
        assert_nothing_is_left(machine)


SUBJECTS = [f"Gangguan jaringan ruang {a}{b} gedung {b}{a}{a}" for a in "bdgkn" for b in "aiueo"]
"""Requests in different words: what says the same again and again is answered three times."""


def test_a_process_killed_amid_its_mails_loses_and_doubles_nothing(tmp_path: Path) -> None:
    mails = len(SUBJECTS)
    with site(tmp_path, log_level="error") as office:
        for subject in SUBJECTS:
            office.server.deliver(GATEWAY, stamped(office, subject))
        with office.process("run") as first:
            eventually(lambda: first.poll() is None and len(office.mails("dinkes", "tanda-terima")) >= 5)
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert len(office.mails("dinkes", "tanda-terima")) < mails, "killed too late to show anything"
        office.clock.forward(minutes=15)  # what the killed process had in its hands is free again after its lease
        with office.at_work() as machine:
            eventually(lambda: len(receipts(office)) == mails)
            assert_nothing_is_left(machine)
            assert sorted(row.result or "" for row in rows(machine)) == ["tiket"] * mails
            with machine.database.reading() as uow:
                entries = uow.tickets.entries(limit=999)
        assert sorted(e.subject for e in entries) == sorted(SUBJECTS)
        assert {number_in(m.subject) for m in office.mails("dinkes", "tanda-terima")} == {e.number for e in entries}
        # SMTP can't tell whether a mail was taken whose sender died before the answer (RFC 1047): such a one comes
        # again, byte for byte under the same Message-ID: at most the batch that each killed thread had not marked yet.
        assert sum(receipts(office).values()) - mails <= office.settings.workers * BATCH


def give_up(office: Site, machine: Machine, row_id: int) -> None:
    """Move the clock from try to try of a row until there is no further one."""
    seen: list[InboxEntry] = []

    def tried_out() -> bool:
        row = next(row for row in rows(machine) if row.id == row_id)
        settled = seen[-1:] == [row]  # not in the middle of a try
        seen.append(row)
        if row.next_attempt_at is not None and settled and row.next_attempt_at > machine.world.clock():
            office.clock.ahead += row.next_attempt_at - machine.world.clock() + timedelta(seconds=10)
        return row.next_attempt_at is None

    eventually(tried_out)


def receipts(office: Site) -> Counter[str]:
    return Counter(m.message_id or "" for m in office.mails("dinkes", "tanda-terima"))


def stamped(office: Site, subject: str) -> bytes:
    mail = request("dinkes@sumbawa.example", subject)
    mail["Message-ID"] = f"<{subject.replace(' ', '-')}@sumbawa.example>"
    verdict = f"Authentication-Results: {office.server.authserv_id}; auth=pass smtp.auth=dinkes@sumbawa.example\r\n"
    return verdict.encode() + mail.as_bytes()
