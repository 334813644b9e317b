"""What each paper says, from the history alone."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mailgate.app.papers import kinds
from mailgate.app.papers.case import WITHHELD, Case, short_id
from mailgate.app.papers.disposition import sheet
from mailgate.app.papers.dossier import Correspondence, dossier, letter_rows
from mailgate.app.papers.forms import request_form, work_form
from mailgate.app.papers.parts import own_name
from mailgate.app.papers.records import replacement_record, work_record
from mailgate.app.papers.report import report
from mailgate.app.papers.times import rows, span_in_words
from mailgate.app.papers.work import Device, devices_in, work_of
from mailgate.app.ports import ChainState
from mailgate.domain.event import FileRecord
from mailgate.domain.letter import Letter, LetterKind, Signatory
from mailgate.domain.roster import Roster
from tests.app.papers.finished import WALKS, bekasi, case_of, sumbawa, trenggalek_2019
from tests.domain.walking import MONDAY, Walk

LETTER = Letter(
    LetterKind.LETTER,
    number="500.12/1123/DIKES/XI/2026",
    dated=date(2026, 11, 20),
    subject="Permohonan Troubleshooting",
    nature="Segera",
    signatory=Signatory("Siti", None, "Kepala Dinas Kesehatan"),
)


def values(paper: Any) -> dict[str, str]:
    """Label → value of every fact."""
    return {row["label"]: row["value"] for part in paper["parts"] if part["kind"] == "facts" for row in part["rows"]}


def words(paper: Any) -> str:
    """Everything a paper says, in one text; what is no text is a matter of its looks."""
    if isinstance(paper, dict):
        return "\n".join(words(value) for value in paper.values())
    if isinstance(paper, list | tuple):
        return "\n".join(words(value) for value in paper)
    return paper if isinstance(paper, str) else ""


def ticked(boxes: list[dict[str, Any]]) -> list[str]:
    return [box["text"] for box in boxes if box["ticked"]]


# Lembar disposisi


def test_the_sheet_shows_every_level_of_the_chain_with_its_moment_and_mail() -> None:
    chain = sheet(case_of(sumbawa()))["chain"]
    assert [row["level"] for row in chain] == ["1", "2", "3"]
    assert [row["verb"] for row in chain] == ["DISPOSISI", "DISPOSISI", "TUGASKAN"]
    assert chain[0]["to"] == "Kepala Bidang Teknologi Informasi"
    assert chain[2]["to"] == "Budi (Tim Jaringan Kominfo) dan Andi (Tim Jaringan Kominfo)"
    assert chain[0]["at"].startswith("melalui surel, Senin, 23 November 2026 pukul 09.05 WITA (ID pesan ")


def test_the_boxes_are_ticked_by_the_words_of_the_instructions() -> None:
    assert ticked(sheet(case_of(sumbawa()))["requests"]) == ["Proses lebih lanjut", "Dilaporkan hasilnya"]


@pytest.mark.parametrize(
    ("nature", "boxes"),
    [
        ("Segera", ["Segera"]),
        ("Sangat Segera", ["Sangat segera"]),
        ("Rahasia, Segera", ["Segera", "Rahasia"]),
        ("Biasa", []),
        (None, []),
    ],
)
def test_the_nature_of_the_letter_is_ticked(nature: str | None, boxes: list[str]) -> None:
    case = replace(case_of(sumbawa()), letter=replace(LETTER, nature=nature))
    assert ticked(sheet(case)["natures"]) == boxes


def test_what_no_letter_says_is_left_to_be_written_by_hand() -> None:
    paper = sheet(case_of(Walk("sumbawa", "sumbawa-2021")))
    assert (paper["letter_number"], paper["letter_date"], paper["chain"]) == ("", "", [])
    assert paper["empty_rows"]


def test_the_letter_that_was_read_fills_the_head() -> None:
    paper = sheet(replace(case_of(sumbawa()), letter=LETTER))
    assert (paper["letter_number"], paper["letter_date"]) == (LETTER.number, "Jumat, 20 November 2026")


def test_a_disposisi_that_was_taken_back_is_marked_and_no_longer_counts() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid", note="salah").give("kadis", "BATAL")
    walk.give("kadis", "DISPOSISI", "kabid", note="benar")
    paper = sheet(case_of(walk))
    assert [(row["note"], row["kept"]) for row in paper["chain"]] == [("salah", False), ("benar", True)]
    assert paper["note"] == "benar"


# Forms and Berita Acara


def test_the_work_form_is_filled_from_the_history() -> None:
    filled = values(work_form(case_of(sumbawa())))
    assert filled["Penyebab"] == "fiber optik putus; switch mati"
    assert filled["Perangkat yang diganti"] == "switch 24 port, nomor seri ABC-1"
    assert filled["Hasil uji"] == "koneksi normal"
    assert filled["Petugas"] == "Budi"
    assert filled["Mulai"] == "Senin, 23 November 2026 pukul 09.20 WITA"


def test_the_request_form_leaves_open_what_only_the_requester_knows() -> None:
    filled = values(request_form(case_of(trenggalek_2019())))
    assert filled["Unit kerja"] == "Dinas Kesehatan"
    assert [filled[label] for label in ("Nama pelapor", "NIP", "Lokasi/ruang")] == ["", "", ""]


def test_the_requesters_berita_acara_lists_what_was_found_broken_and_leaves_its_day_open() -> None:
    paper = replacement_record(case_of(sumbawa()))
    assert paper["kop"]["name"] == "DINAS KESEHATAN"
    table = next(part for part in paper["parts"] if part["kind"] == "table")
    assert [row[1] for row in table["rows"]] == ["switch 24 port", "access point", "", ""]
    assert table["rows"][1][5] == "2"
    assert "tanggal ………… bulan ………… tahun dua ribu dua puluh enam" in paper["parts"][0]["text"]


def test_the_berita_acara_of_the_work_opens_with_its_day_in_words() -> None:
    paper = work_record(case_of(sumbawa()))
    assert paper["subtitle"] == "PEKERJAAN TROUBLESHOOTING GANGGUAN JARINGAN"
    assert (
        "Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026)"
        in (paper["parts"][0]["text"])
    )


def test_who_acknowledged_by_mail_is_named_with_the_mail_and_still_has_to_sign() -> None:
    requester, head = work_record(case_of(sumbawa()))["signatures"][-1]
    assert (requester["title"], head["title"]) == (
        "Kepala Dinas Kesehatan",
        "Kepala Dinas Komunikasi Informatika Statistik dan Persandian",
    )
    for room in (requester, head):
        assert room["note"].startswith("Diketahui melalui surel tanggal Senin, 23 November 2026")
        assert room["note"].endswith("tanda tangan menyusul.")


def test_before_anybody_acknowledged_the_rooms_are_empty() -> None:
    walk = Walk("sumbawa", "sumbawa-2021")
    assert [room["note"] for room in work_record(case_of(walk))["signatures"][-1]] == ["", ""]


def test_name_rank_and_nip_of_a_signer_are_those_that_the_office_wrote() -> None:
    case = case_of(sumbawa())
    seats = tuple(
        replace(seat, holders=tuple(replace(h, nip="19700101 199803 1 005", rank="Pembina") for h in seat.holders))
        for seat in case.office.roster.seats
    )
    case = replace(case, office=replace(case.office, roster=Roster(seats)))
    head = work_record(case)["signatures"][-1][-1]
    assert (head["name"], head["rank"], head["nip"]) == ("Rahma", "Pembina", "19700101 199803 1 005")


@pytest.mark.parametrize(
    ("written", "devices"),
    [
        ("switch", [Device("switch")]),
        ("switch 24 port, nomor seri ABC-1", [Device("switch 24 port", "ABC-1")]),
        ("2 unit access point, 1 buah router", [Device("access point", count="2"), Device("router", count="1")]),
        ("switch; kabel LAN\nhub", [Device("switch"), Device("kabel LAN"), Device("hub")]),
        ("switch, ruang server", [Device("switch, ruang server")]),
        ("", []),
    ],
)
def test_devices_are_told_apart_as_they_were_written(written: str, devices: list[Device]) -> None:
    assert devices_in(written) == devices


# Report and times


def test_the_report_sets_every_visit_against_the_mutu_baku_that_is_printed() -> None:
    by_step = {row[0]: row for row in rows(case_of(sumbawa()))}
    assert by_step["2"][3] == "1 Hari Kerja (kelompok A)"
    assert by_step["2"][6:] == ["5 menit", "tepat waktu"]
    assert by_step["9"][7] == "waktu dijeda"


def test_a_step_that_was_left_late_is_said_to_be_late() -> None:
    walk = Walk("bekasi", "bekasi")
    walk.now += timedelta(hours=3)
    walk.give("kabid", "DISPOSISI", "kasi")
    assert [row[7] for row in rows(case_of(walk))] == ["melewati batas", "berjalan"]


@pytest.mark.parametrize(
    ("minutes", "told"), [(0, "kurang dari 1 menit"), (5, "5 menit"), (60, "1 jam"), (125, "2 jam 5 menit")]
)
def test_a_span_is_told_in_hours_and_minutes(minutes: int, told: str) -> None:
    assert span_in_words(timedelta(minutes=minutes)) == told


def test_the_report_tells_every_event_in_full() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid", note="kata " * 100)
    assert ("kata " * 100).strip() in words(report(case_of(walk)))


def test_who_did_the_work_is_told_once_each() -> None:
    assert len(work_of(case_of(bekasi())).workers) == len(set(work_of(case_of(bekasi())).workers)) == 1


# The dossier

CHAIN = ChainState("ab" * 32, 12)


def test_the_dossier_lists_each_file_once_with_its_hash() -> None:
    file = FileRecord("surat.pdf", 1_234_567, "cd" * 32)
    mails = [
        Correspondence(True, MONDAY, "a@x", "dinkes@sumbawa.example", (), "Hal", "isi", (file,)),
        Correspondence(True, MONDAY, "b@x", "dinkes@sumbawa.example", (), "Hal", "isi", (replace(file, name="2"),)),
    ]
    paper = dossier(case_of(sumbawa()), mails, CHAIN)
    assert paper["files"] == [["surat.pdf", "1.235 KB", "cd" * 32]]
    assert paper["chain"]["head"] == CHAIN.head


def test_the_dossier_prints_so_much_of_a_mail_and_says_that_there_is_more() -> None:
    mail = Correspondence(False, None, "a@x", "x", ("y",), "", "x" * 30_000)
    (printed,) = dossier(case_of(sumbawa()), [mail], CHAIN)["mails"]
    assert (len(printed["text"]), printed["cut"], printed["at"]) == (20_000, True, "belum terkirim")


def test_the_fields_of_a_letter_stand_with_their_labels() -> None:
    assert ["Nomor", LETTER.number] in letter_rows(LETTER)
    assert ["Penanda tangan", "Kepala Dinas Kesehatan, Siti"] in letter_rows(LETTER)


# Confidential letters


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_no_paper_repeats_what_a_confidential_letter_says(kind: kinds.Kind) -> None:
    walk = sumbawa()
    walk.ticket.subject, walk.ticket.summary = "Sandi bocor", "Sandi bocor di ruang A"
    case = replace(case_of(walk), letter=replace(LETTER, nature="Rahasia", subject="Sandi bocor"))
    said = words(kind.writes(case))
    assert "Sandi bocor" not in said


def test_the_dossier_of_a_confidential_letter_keeps_the_hashes_and_withholds_the_words() -> None:
    file = FileRecord("sandi bocor.pdf", 1000, "cd" * 32)
    mail = Correspondence(True, MONDAY, "a@x", "dinkes@sumbawa.example", (), "Sandi bocor", "Sandi bocor", (file,))
    case = replace(case_of(sumbawa()), letter=replace(LETTER, nature="Rahasia"))
    paper = dossier(case, [mail], CHAIN)
    assert "bocor" not in words(paper)
    assert paper["files"] == [[WITHHELD, "1 KB", "cd" * 32]]


def test_a_confidential_letter_is_named_as_such() -> None:
    case = replace(case_of(sumbawa()), letter=replace(LETTER, nature="Sangat Rahasia"))
    assert sheet(case)["hal"] == WITHHELD
    assert ticked(sheet(case)["natures"]) == ["Rahasia"]


# All of them


@pytest.mark.parametrize("sop", WALKS)
@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_a_paper_makes_no_number_up_and_claims_no_validity(kind: kinds.Kind, sop: str) -> None:
    said = words(kind.writes(case_of(WALKS[sop]()))).casefold()
    assert "nomor agenda diberikan oleh tata usaha" in said
    assert re.findall(r"\b(?:sah|anda|none|undefined|true|false)\b|a\.n\.", said) == []


@pytest.mark.parametrize(
    ("name", "government", "own"),
    [
        ("Dinas Kominfo Kabupaten Sumbawa", "Pemerintah Kabupaten Sumbawa", "Dinas Kominfo"),
        ("Dinas Kominfo", "Pemerintah Kabupaten Sumbawa", "Dinas Kominfo"),
        ("Dinas Kominfo Kota Bekasi", "", "Dinas Kominfo Kota Bekasi"),
    ],
)
def test_the_kop_names_the_region_once(name: str, government: str, own: str) -> None:
    assert own_name(name, government) == own


def test_a_long_message_id_is_quoted_by_its_beginning() -> None:
    assert short_id("<kurang@x.example>") == "kurang@x.example"
    assert short_id("a" * 80) == "a" * 23 + "…"
    assert short_id(None) == ""


def test_a_case_without_a_letter_keeps_the_words_of_the_request() -> None:
    case: Case = case_of(sumbawa())
    assert (case.hal, case.confidential) == ("Internet putus", False)
