"""The trap sentences of the domain notes (3.6), and the promises of a reading."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.command import Certainty, ReadAs
from mailgate.domain.task import Task
from mailgate.domain.verb import HEADWORDS, VERBS, Risk, verb
from mailgate.mail.read import read, read_subject
from tests.mail import steps
from tests.mail.steps import brief, gist

LEAVE = replace(steps.SW3, general=(*steps.WORKER, "CUTI"))

TRAPS: list[tuple[str, Task, str]] = [
    ("Terima kasih", steps.SB8, "ignore"),
    ("Terima kasih, sudah selesai pak", steps.WORK, "run SELESAI"),
    ("Siap pak", steps.WORK, "note"),
    ("Siap, laksanakan", steps.T19_3, "run TERIMA"),
    ("ok", steps.WORK, "note"),
    ("acc", steps.T23_6, "run SETUJU"),
    ("Acc, dengan catatan laporannya dilengkapi", steps.T23_6, "ask SETUJU: dengan catatan laporannya dilengkapi"),
    ("belum selesai, masih nunggu sparepart", steps.WORK, "note"),
    ("Mohon segera diselesaikan", steps.SW2, "ask DISPOSISI>kabid: Mohon segera diselesaikan"),
    ("Selesaikan hari ini!", steps.SUPERIOR, "note"),
    ("tidak sesuai", steps.T23_3, "refuse TIDAK SESUAI"),
    ("kurang sesuai dengan tupoksi kami", steps.T23_3, "ask TIDAK SESUAI: kurang sesuai dengan tupoksi kami"),
    ("tidak ada masalah, setuju", steps.T23_6, "run SETUJU"),
    ("tidak setuju", steps.T23_6, "ask KEMBALIKAN"),
    ("jangan ditutup dulu", steps.T23_7, "note"),
    ("sudah ditutup?", steps.T23_7, "run STATUS: sudah ditutup?"),
    ("Sudah selesai belum ini?", steps.ASKER, "run STATUS: Sudah selesai belum ini?"),
    ("Kabid TI, mohon ditindaklanjuti", steps.SW2, "run DISPOSISI>kabid: mohon ditindaklanjuti"),
    ("Yth. Kasi, TL", steps.T19_4, "ask DISPOSISI: TL"),
    (
        "DISPO kabid infrastruktur & kasi aplikasi, cc sekdin. tl segera",
        steps.T19_2,
        "run DISPOSISI>kabid,kasi_aplikasi cc sekdin: tl segera",
    ),
    ("Disposisi: Kabid TIK\nSegera", steps.SW2, "run DISPOSISI>kabid: Segera"),
    ("Diproses oleh Andi ya", steps.SW4, "ask TUGASKAN>tim:andi"),
    ("SELSAI", steps.WORK, "run SELESAI"),
    ("TUTP", steps.T23_7, "ask TUTUP"),
    ("Lapor pak, besok saya ke lokasi", steps.WORK, "note"),
    ("laporan terlampir", replace(steps.SW12, attachments=1), "run LAPOR: laporan terlampir"),
    ("laporan terlampir", steps.SW12, "refuse LAPOR: laporan terlampir"),
    ("Prioritas tinggi", steps.T19_4, "ask PRIORITAS: tinggi"),
    ("PRIORITAS T S", steps.T19_4, "run PRIORITAS T S"),
    ("4", steps.SURVEY, "run NILAI 4"),
    ("5", steps.SURVEY, "ask NILAI"),
    ("sampun rampung", steps.WORK, "note"),
    ("ya", steps.SB2, "run YA"),
    ("ya nanti saya cek", steps.SB2, "note"),
    ("bukan darurat, hanya kabel longgar", steps.SB2, "run TIDAK: hanya kabel longgar"),
    ("> SELESAI", steps.WORK, "ignore"),
    (
        "Saya cuti tgl 23-27, Plh Bu Rina",
        LEAVE,
        "run CUTI 2026-11-23/2026-11-27>kasi: Saya cuti tgl 23-27, Plh Bu Rina",
    ),
]


@pytest.mark.parametrize(("text", "task", "expected"), TRAPS, ids=[trap[0] for trap in TRAPS])
def test_every_trap_sentence_is_read_as_the_domain_notes_say(text: str, task: Task, expected: str) -> None:
    assert brief(read(text, task)) == expected


def test_a_subject_counts_only_where_it_is_exactly_one_command() -> None:
    assert gist(read_subject("SELESAI", steps.WORK)) == "run SELESAI"
    assert gist(read_subject("SELESAI memasang", steps.WORK)) == "ignore"
    assert gist(read_subject("Selesai rapat koordinasi", steps.WORK)) == "ignore"


@pytest.mark.parametrize(
    "subject",
    ["Re: [TIK-2026-000123] SELESAI memasang", "Re: SELESAI", "Bls: SELESAI", "[SBW-2026-000001 x7k2] SELESAI"],
)
def test_a_subject_that_quotes_ours_is_ignored(subject: str) -> None:
    assert gist(read_subject(subject, steps.WORK)) == "ignore"


def test_two_kasi_are_asked_by_number_and_by_title() -> None:
    question = read("Yth. Kasi, TL", steps.T19_4).question
    assert question is not None
    assert [choice.label for choice in question.choices] == [
        "Kasi Layanan Infrastruktur TIK",
        "Kasi Pengembangan dan Pengelolaan Aplikasi TIK",
    ]
    assert [choice.command.targets for choice in question.choices] == [("kasi_infra",), ("kasi_aplikasi",)]
    assert "balas 1 atau 2" in question.text


def test_the_kasi_who_serves_the_tickets_service_is_proposed_first() -> None:
    question = read("DISPOSISI Kasi", replace(steps.T19_4, service="aplikasi")).question
    assert question is not None
    assert question.choices[0].command.targets == ("kasi_aplikasi",)
    assert "Kasi Pengembangan dan Pengelolaan Aplikasi TIK?" in question.text


def test_approval_with_a_condition_offers_approving_and_sending_back() -> None:
    question = read("Acc, dengan catatan laporannya dilengkapi", steps.T23_6).question
    assert question is not None
    assert [choice.command.verb for choice in question.choices] == ["SETUJU", "KEMBALIKAN"]
    assert question.choices[1].command.note == "dengan catatan laporannya dilengkapi"


def test_a_remark_that_work_waits_hints_at_tunda() -> None:
    assert "TUNDA sampai" in read("belum selesai, masih nunggu sparepart", steps.WORK).reason


def test_a_superiors_day_is_kept_as_a_proposal() -> None:
    assert "20 November 2026" in read("Selesaikan hari ini!", steps.SUPERIOR).reason


def test_the_word_that_held_a_command_back_is_named() -> None:
    assert read("jangan ditutup dulu", steps.T23_7).guard == "negation: jangan"
    assert read("Lapor pak, besok saya ke lokasi", steps.WORK).guard == "future: besok"


def test_a_misspelled_command_is_marked_as_guessed() -> None:
    assert read("SELSAI", steps.WORK).commands[0].certainty is Certainty.GUESSED


def test_the_offices_own_words_mean_their_headword() -> None:
    task = replace(steps.WORK, aliases={"sampun rampung": "SELESAI"})
    assert gist(read("Sampun rampung pak", task)) == "run SELESAI"
    assert gist(read("durung rampung", task)) == "note"


def test_an_agents_command_names_in_whose_name_it_was_given() -> None:
    command = read("a.n. Kadis: DISPOSISI Kabid TI segera", steps.SW2).commands[0]
    assert (command.on_behalf, command.targets, command.note) == ("kadis", ("kabid",), "segera")


def test_other_commands_of_a_reply_wait_for_the_answer() -> None:
    question = read("PRIORITAS T S\nDISPOSISI Kasi", steps.T19_4).question
    assert question is not None
    assert [command.verb for command in question.pending] == ["PRIORITAS"]


def test_opposite_commands_in_one_reply_are_asked_about() -> None:
    assert gist(read("SETUJU\nKEMBALIKAN: kurang foto", steps.T23_6)) == "ask SETUJU + KEMBALIKAN"


def test_no_sentence_to_an_official_shouts() -> None:
    readings = [read(text, task) for text, task, _ in TRAPS]
    told = [r.reason for r in readings] + [r.question.text for r in readings if r.question]
    assert not [text for text in told if "!" in text]
    assert all(text[-1] in ".>" for text in told if text)


@pytest.mark.parametrize("entry", VERBS, ids=lambda entry: entry.name)
def test_the_example_of_every_command_reads_as_that_command(entry: object) -> None:
    row = next(candidate for candidate in VERBS if candidate is entry)
    roster = steps.TRENGGALEK_2023 if row.name in ("TUNJUK", "ALIHKAN") else steps.SUMBAWA
    task = steps.step(roster, general=(row.name,), attachments=1, rating=True)
    reading = read(row.example, task)
    if row.name == "DISPOSISI":
        task = replace(task, outcomes=(steps.edge("DISPOSISI", targets=("kabid",)),))
        reading = read(row.example, task)
    assert [command.verb for command in reading.commands] == [row.name]
    assert reading.outcome is ReadAs.RUN


@given(st.text(max_size=400))
def test_any_text_has_a_reading(text: str) -> None:
    for task in (steps.SW2, steps.T19_4, steps.T23_6, steps.SURVEY):
        assert read(text, task).outcome in ReadAs
        assert read_subject(text, task).outcome in ReadAs


_WORDS = (
    "jaringan kantor lantai kabel switch server ruang pak bu kami saya sudah belum tidak akan besok hari ini tadi pagi "
    "internet lambat putus dinas rapat surat undangan aplikasi operator petugas datang melihat mencoba dan atau di ke "
    "dari yang untuk dengan pada masih juga lagi bisa harus mohon tolong segera terimakasih puskesmas kecamatan kabid "
    "kasi kadis tim Budi Andi nanti kalau karena tetapi listrik padam hujan jalan mobil alat data foto nomor telepon"
).split()
_TASKS = (steps.SW2, steps.SW4, steps.SW8, steps.SW11, steps.T19_9, steps.T23_3, steps.T23_6, steps.T23_7, steps.SB2)


@given(st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join), st.sampled_from(_TASKS))
def test_words_without_a_command_never_run_anything_that_matters(text: str, task: Task) -> None:
    assert HEADWORDS & set(text.upper().split()) <= {"TIDAK"}
    reading = read(text, task)
    if reading.outcome is ReadAs.RUN:
        orders = [c for c in reading.commands if c.verb == "DISPOSISI" and c.targets == ("kabid",) and "segera" in text]
        harmless = [c for c in reading.commands if verb(c.verb).risk is Risk.HARMLESS]
        assert len(orders) + len(harmless) == len(reading.commands)


def test_without_a_command_in_the_subject_the_files_of_an_empty_reply_are_asked_about() -> None:
    assert gist(read_subject("Re: [SBW-2026-000001] Internet mati", replace(steps.SW12, attachments=1))) == "ask LAPOR"
