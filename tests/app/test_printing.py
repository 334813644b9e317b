"""CETAK and the papers that go along with mails, from mail to mail; a broken template keeps one mail waiting."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailgate.adapters.db.listing import OutboxEntry
from mailgate.adapters.documents import PdfMaker
from mailgate.adapters.docx import docx_of
from mailgate.adapters.press import PaperPress
from mailgate.app.deliver import MOST_ENCLOSED
from mailgate.app.dossier import dossier_of
from mailgate.domain.event import PaperPrinted
from mailgate.domain.message import Message
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office
from tests.app.desk import ROOT, Gateway, mail, open_gateway, reply
from tests.fakes import KeepingPress

DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"
TO, NUMBER = "layanan@sumbawa.example", "SBW-2026-000001"
SEND_DOWN = (
    ("kadis", "tugas", "DISPOSISI Kabid TI: mohon ditindaklanjuti"),
    ("kabid", "tugas", "DISPOSISI kasi"),
    ("kasi", "tugas", "TUGASKAN Budi"),
    ("tim.budi", "tugas", "PROSES: kabel putus"),
)
VISIT = (
    ("tim.budi", "jawaban", "TIDAK BERHASIL: perlu tinjau lokasi"),
    ("tim.budi", "jawaban", "SUDAH DITINJAU: switch mati"),
    ("tim.budi", "jawaban", "RUSAK: switch 24 port"),
)
REMOTELY = (
    ("tim.budi", "jawaban", "BERHASIL: router diatur ulang"),
    ("tim.budi", "jawaban", "UJI BERHASIL: normal"),
    ("tim.budi", "jawaban", "LAPOR: router diatur ulang"),
    ("kasi", "tugas", "TERUSKAN"),
    ("kabid", "tugas", "TERUSKAN"),
    ("tim.budi", "tugas", "BA"),
)


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    """One request, on the desk of the Kadis."""
    for opened in open_gateway(tmp_path):
        opened.takes("sumbawa", mail("dinkes@sumbawa.example", TO, "Gangguan jaringan internet", DOWN))
        yield opened


def answer(gateway: Gateway, who: str, template: str, text: str, **more: object) -> list[tuple[str, Message]]:
    """`who` answers his latest mail of that template; what that causes."""
    gateway.clock.forward(minutes=1)
    address = f"{who}@sumbawa.example"
    return gateway.takes("sumbawa", reply(address, gateway.mail_to(address, template), text, **more))


def play(gateway: Gateway, *moves: tuple[str, str, str]) -> list[tuple[str, Message]]:
    return [sent for move in moves for sent in answer(gateway, *move)]


def enclosed(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None, list[str]]]:
    """Recipient, template, and the papers without ticket number, of every mail."""
    return [
        (to.partition("@")[0], m.header("X-Mailgate"), [a.name.replace(f"-{NUMBER}", "") for a in m.attachments])
        for to, m in sent
    ]


# What goes along by itself


def test_the_requester_is_asked_for_a_berita_acara_with_its_form(gateway: Gateway) -> None:
    sent = play(gateway, *SEND_DOWN, *VISIT)
    assert ("dinkes", "minta-ba", ["ba-penggantian.pdf", "ba-penggantian.docx"]) in enclosed(sent)
    asked = gateway.mail_to("dinkes@sumbawa.example", "minta-ba").text
    assert "Formatnya terlampir dan telah kami isi sebagian." in asked
    assert f"Terlampir: ba-penggantian-{NUMBER}.pdf, ba-penggantian-{NUMBER}.docx" in asked


def test_the_berita_acara_of_the_work_goes_to_its_maker_and_to_all_who_acknowledge(gateway: Gateway) -> None:
    sent = enclosed(play(gateway, *SEND_DOWN, *REMOTELY))
    papers = ["ba-pekerjaan.pdf", "ba-pekerjaan.docx"]
    assert ("dinkes", "berita-acara", papers) in sent
    assert ("kadis", "berita-acara", papers) in sent
    assert ("tim.budi", "jawaban", papers) in sent
    assert ("kadis", "laporan", ["laporan-hasil.pdf"]) in sent


def test_who_is_asked_for_the_form_of_trenggalek_gets_it(gateway: Gateway) -> None:
    sender = "dinsos@trenggalek.example"
    gateway.takes("trenggalek", mail(sender, "layanan@trenggalek.example", "Gangguan jaringan internet", DOWN))
    for who, template, text in (
        ("helpdesk", "tugas", "SOP trenggalek-2019"),
        ("kadis", "tugas", "KEMBALIKAN: formulir belum ada"),
    ):
        gateway.clock.forward(minutes=1)
        address = f"{who}@trenggalek.example"
        gateway.takes("trenggalek", reply(address, gateway.mail_to(address, template), text))
    names = [a.name.rpartition("-TRG-")[0] for a in gateway.mail_to(sender, "lengkapi").attachments]
    assert names == ["formulir-pengajuan", "formulir-pengajuan"]


# CETAK


@pytest.mark.parametrize(
    ("who", "text", "papers"),
    [
        ("kadis", "CETAK disposisi", ["lembar-disposisi.pdf"]),
        ("kadis", "cetak lembar disposisi", ["lembar-disposisi.pdf"]),
        ("kadis", "CETAK laporan dan disposisi", ["lembar-disposisi.pdf", "laporan-hasil.pdf"]),
        ("kadis", "CETAK BA", ["ba-pekerjaan.pdf", "ba-pekerjaan.docx"]),
        ("kadis", "CETAK berkas", ["berkas-tiket.pdf"]),
        ("kadis", "CETAK sop", ["sop-ap-sumbawa-2021.pdf"]),
        (
            "kadis",
            "CETAK formulir",
            [f"formulir-{which}.{form}" for which in ("pengajuan", "pelaksanaan") for form in ("pdf", "docx")],
        ),
        ("dinkes", "CETAK formulir", ["formulir-pengajuan.pdf", "formulir-pengajuan.docx"]),
        ("dinkes", "CETAK tanda terima", ["tanda-terima.pdf"]),
    ],
)
def test_a_paper_comes_back_to_who_asked_for_it_and_to_nobody_else(
    gateway: Gateway, who: str, text: str, papers: list[str]
) -> None:
    template = "tugas" if who == "kadis" else "tanda-terima"
    assert enclosed(answer(gateway, who, template, text)) == [(who, "naskah", papers)]
    assert "Bersama surel ini kami sampaikan" in gateway.mail_to(f"{who}@sumbawa.example", "naskah").text


def test_a_paper_that_was_asked_for_stands_in_the_history(gateway: Gateway) -> None:
    answer(gateway, "kadis", "tugas", "CETAK disposisi")
    record = gateway.history(NUMBER)[-1]
    assert (record.event, record.by.email) == (PaperPrinted("disposisi"), "kadis@sumbawa.example")
    assert gateway.ticket(NUMBER).step == "2"


def test_a_paper_may_be_asked_for_beside_a_command(gateway: Gateway) -> None:
    sent = enclosed(answer(gateway, "kadis", "tugas", "DISPOSISI Kabid TI\nCETAK disposisi"))
    assert sorted(sent) == [
        ("kabid", "tugas", []),
        ("kadis", "jawaban", []),
        ("kadis", "naskah", ["lembar-disposisi.pdf"]),
    ]


def test_an_old_mail_of_a_step_that_is_done_may_still_ask_for_a_paper(gateway: Gateway) -> None:
    play(gateway, *SEND_DOWN)
    assert enclosed(answer(gateway, "kadis", "tugas", "CETAK disposisi")) == [
        ("kadis", "naskah", ["lembar-disposisi.pdf"])
    ]


def test_tata_usaha_asks_by_a_new_mail_about_the_ticket(gateway: Gateway) -> None:
    sent = gateway.takes("sumbawa", mail("tu@sumbawa.example", TO, f"[{NUMBER}] lembar", "CETAK disposisi\n"))
    assert enclosed(sent) == [("tu", "naskah", ["lembar-disposisi.pdf"])]


@pytest.mark.parametrize("text", ["CETAK", "CETAK stiker"])
def test_a_paper_that_is_not_named_is_asked_back_with_the_list(gateway: Gateway, text: str) -> None:
    ((_, asked),) = answer(gateway, "kadis", "tugas", text)
    assert "Naskah mana yang Bapak/Ibu perlukan?" in asked.text
    assert "1   lembar disposisi" in asked.text
    assert enclosed(answer(gateway, "kadis", "jawaban", "1")) == [("kadis", "naskah", ["lembar-disposisi.pdf"])]


@pytest.mark.parametrize("text", ["CETAK disposisi", "CETAK berkas", "CETAK laporan"])
def test_the_requester_does_not_get_what_tells_of_the_offices_own_chain(gateway: Gateway, text: str) -> None:
    ((to, refused),) = answer(gateway, "dinkes", "tanda-terima", text)
    assert to == "dinkes@sumbawa.example"
    assert refused.attachments == ()
    assert "Yang dapat dicetak: formulir, ba, sop, tanda terima." in refused.text


def test_a_forged_request_for_a_paper_gets_none(gateway: Gateway) -> None:
    sent = answer(gateway, "kadis", "tugas", "CETAK berkas", verdict=None, login="orang@example.net")
    assert [m.attachments for _, m in sent if m.attachments] == []


def test_a_request_without_an_sop_has_no_report_yet(gateway: Gateway) -> None:
    gateway.takes("sumbawa", mail("orang@example.net", TO, "Gangguan internet", DOWN))
    task = gateway.mail_to("helpdesk@sumbawa.example", "pilah")
    ((_, refused),) = gateway.takes("sumbawa", reply("helpdesk@sumbawa.example", task, "CETAK laporan"))
    assert "belum mempunyai SOP" in refused.text


# The dossier


def test_the_dossier_holds_every_mail_and_the_hash_that_audit_verify_recomputes(gateway: Gateway) -> None:
    play(gateway, *SEND_DOWN)
    with gateway.database.reading() as uow:
        ticket = uow.tickets.get(NUMBER)
        data = dossier_of(ticket, gateway.world.office("sumbawa"), uow, gateway.clock()).data
        chain = uow.tickets.chain_of(NUMBER)
        assert uow.tickets.verify(NUMBER) is None
    assert data["chain"] == {"head": chain.head, "links": len(gateway.history(NUMBER)), "broken": ""}
    assert len([m for m in data["mails"] if m["incoming"]]) == 1 + len(SEND_DOWN)
    assert len([m for m in data["mails"] if not m["incoming"]]) == len(gateway.transport.sent)
    first = data["mails"][0]
    assert (first["sender"], first["subject"]) == ("dinkes@sumbawa.example", "Gangguan jaringan internet")
    answered = next(m for m in data["mails"] if m["incoming"] and m["sender"] == "kadis@sumbawa.example")
    assert (answered["text"], answered["quotes"]) == ("DISPOSISI Kabid TI: mohon ditindaklanjuti", True)
    receipt = next(m for m in data["mails"] if not m["incoming"])
    assert receipt["subject"].startswith(f"[{NUMBER}] Tanda terima")
    assert receipt["text"].startswith("-- Mohon balasan")
    assert len(data["events"]) == len(gateway.history(NUMBER))


# What keeps a mail back


@dataclass
class OnePaperFails:
    """The shipped makers, with the templates of another folder."""

    folder: Path

    def make(self, paper: Paper, office: Office) -> bytes:
        return PaperPress({"pdf": PdfMaker(self.folder), "docx": docx_of}).make(paper, office)


def test_a_template_that_fails_keeps_only_its_mail_waiting_and_the_outbox_says_why(
    gateway: Gateway, tmp_path: Path
) -> None:
    broken = tmp_path / "broken" / "dokumen"
    broken.mkdir(parents=True)
    (broken / "lembar-disposisi.html.j2").write_text("<p>{{ tiada }}</p>")
    gateway.press = OnePaperFails(broken.parent)
    sent = enclosed(answer(gateway, "kadis", "tugas", "DISPOSISI Kabid TI\nCETAK disposisi"))
    assert sorted(sent) == [("kabid", "tugas", []), ("kadis", "jawaban", [])]
    (row,) = waiting(gateway)
    assert row.template == "naskah"
    assert row.error == "dokumen/lembar-disposisi.html.j2:1: 'tiada' is undefined"
    gateway.press = OnePaperFails(ROOT / "templates")
    with gateway.database.unit_of_work() as uow:
        gateway.queue.deliver(uow.outbox.retry([row.id], gateway.clock()))
        uow.commit()
    gateway.flush()
    assert gateway.mail_to("kadis@sumbawa.example", "naskah").attachments[0].name.startswith("lembar-disposisi")


def waiting(gateway: Gateway) -> list[OutboxEntry]:
    with gateway.database.reading() as uow:
        return uow.outbox.entries(gateway.clock(), state="waiting")


@dataclass
class HeavyPress(KeepingPress):
    """Every docx fits, every PDF is too large for a mail."""

    def make(self, paper: Paper, office: Office) -> bytes:
        return b"x" * (MOST_ENCLOSED + 1 if paper.format == "pdf" else 10)


def test_what_is_too_large_stays_behind_and_the_mail_says_where_it_can_be_had(gateway: Gateway) -> None:
    gateway.press = HeavyPress()
    ((_, sent),) = answer(gateway, "kadis", "tugas", "CETAK BA")
    assert [a.name for a in sent.attachments] == [f"ba-pekerjaan-{NUMBER}.docx"]
    assert f"Terlalu besar untuk dilampirkan: ba-pekerjaan-{NUMBER}.pdf." in sent.text
    assert "dapat diminta kepada Helpdesk" in sent.text
