"""Answers to a digest: which numbers a command is for, and what is left to be read for each of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.task import Task
from mailgate.mail.batch import BatchLine, read_batch
from mailgate.mail.read import read
from tests.mail import steps
from tests.mail.steps import gist


def line(text: str, *numbers: int) -> BatchLine:
    return BatchLine(numbers, (), text)


def everything(text: str, *but: int) -> BatchLine:
    return BatchLine(None, but, text)


ONE_COMMAND: list[tuple[str, BatchLine]] = [
    ("SETUJU 1,2,4", line("SETUJU", 1, 2, 4)),
    ("setuju no. 3 dan 5", line("setuju", 3, 5)),
    ("Acc 2 4 & 6 pak", line("Acc pak", 2, 4, 6)),
    ("SETUJU (7,8)", line("SETUJU", 7, 8)),
    ("SETUJU #2, #3", line("SETUJU", 2, 3)),
    ("SETUJU 2-4", line("SETUJU", 2, 3, 4)),
    ("setuju 2 s.d. 4", line("setuju", 2, 3, 4)),
    ("5 setuju", line("setuju", 5)),
    ("Mohon maaf, setuju 6", line("setuju", 6)),
    ("SETUJU SEMUA", everything("SETUJU")),
    ("Semua disetujui", everything("disetujui")),
    ("SETUJU KECUALI 3", everything("SETUJU", 3)),
    ("setuju semua kecuali 2 dan 6", everything("setuju", 2, 6)),
    ("SETUJU semua tiket selain 4", everything("SETUJU", 4)),
    ("DISPOSISI 3 Kabid TIK: cek ulang", line("DISPOSISI Kabid TIK: cek ulang", 3)),
    ("2 DISPOSISI Kabid TI: segera", line("DISPOSISI Kabid TI: segera", 2)),
    ("dispo 4,5 ke Kabid TI", line("dispo ke Kabid TI", 4, 5)),
    ("DISPOSISI semua ke Kabid TI", everything("DISPOSISI ke Kabid TI")),
    ("TOLAK 9: surat tertanggal 1 Oktober", line("TOLAK: surat tertanggal 1 Oktober", 9)),
    ("KEMBALIKAN 2, 5: foto kurang", line("KEMBALIKAN: foto kurang", 2, 5)),
    ("TUNDA 3 sampai 30/11: menunggu penyedia", line("TUNDA sampai 30/11: menunggu penyedia", 3)),
]


@pytest.mark.parametrize(("text", "expected"), ONE_COMMAND, ids=[row[0] for row in ONE_COMMAND])
def test_numbers_are_told_apart_from_the_command(text: str, expected: BatchLine) -> None:
    assert read_batch(text) == [expected]


def test_several_commands_may_stand_in_one_line() -> None:
    assert read_batch("SETUJU 1-3; TOLAK 4: bukan kewenangan, 2 kali ditolak") == [
        line("SETUJU", 1, 2, 3),
        line("TOLAK: bukan kewenangan, 2 kali ditolak", 4),
    ]
    assert read_batch("1 setuju, 2 kembalikan: surat belum ada") == [
        line("setuju", 1),
        line("kembalikan: surat belum ada", 2),
    ]
    assert read_batch("SETUJU 1,2 dan DISPOSISI 3 Kabid TI: cek") == [
        line("SETUJU", 1, 2),
        line("DISPOSISI Kabid TI: cek", 3),
    ]


def test_a_numbered_list_answers_line_by_line_and_a_line_below_belongs_to_its_command() -> None:
    text = "Pagi,\n1. SETUJU\n2. TOLAK\nsurat belum ditandatangani\n\nTerima kasih"
    assert read_batch(text) == [line("SETUJU", 1), line("TOLAK\nsurat belum ditandatangani", 2)]


@pytest.mark.parametrize(
    "text", ["setuju 1, jangan 2", "SETUJU 1, besok 2", "Setuju", "SELESAI 3 titik", "SETUJU 2 tiket"]
)
def test_a_command_whose_numbers_are_not_understood_to_the_end_names_none(text: str) -> None:
    assert [command.numbers for command in read_batch(text)] == [()]


@pytest.mark.parametrize(
    "text",
    ["", "Terima kasih", "> SETUJU 1", "1 sudah selesai, 2 belum", "NILAI 4", "ada 3 titik yang mati", "Rapat jam 10"],
)
def test_what_is_no_command_with_numbers_is_none(text: str) -> None:
    assert read_batch(text) == []


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for command in read_batch(text):
        assert command.text
        assert command.numbers is None or all(number > 0 for number in command.numbers)


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=8, unique=True), st.sampled_from([",", ", ", " ", " dan ", " & "])
)
def test_every_list_of_numbers_comes_back_as_it_was_written(numbers: list[int], between: str) -> None:
    assert read_batch(f"SETUJU {between.join(map(str, numbers))}") == [line("SETUJU", *numbers)]


@pytest.mark.parametrize(
    ("text", "task", "expected"),
    [
        ("SETUJU SEMUA", steps.T23_6, "ask SETUJU"),
        ("semua setuju", steps.T23_6, "ask SETUJU"),
        ("acc 2 dan 3", steps.T23_6, "ask SETUJU"),
        ("SETUJU KECUALI 3", steps.T23_6, "ask SETUJU"),
        ("TUTUP SEMUA", steps.T23_7, "ask TUTUP"),
        ("KEMBALIKAN 2: kurang foto", steps.T23_6, "ask KEMBALIKAN"),
        ("DISPOSISI 3 Kabid TI: cek", steps.SW2, "ask DISPOSISI>kabid"),
        ("2 DISPOSISI Kabid TI", steps.SW2, "ask DISPOSISI>kabid"),
        ("TERIMA 1,2", steps.SB8, "ask TERIMA"),
        ("Selesai semua pak", steps.WORK, "run SELESAI"),
        ("1. DISPOSISI Kabid TI", steps.SW2, "run DISPOSISI>kabid"),
    ],
)
def test_a_digests_line_in_answer_to_one_ticket_is_asked_about(text: str, task: Task, expected: str) -> None:
    assert gist(read(text, task)) == expected
