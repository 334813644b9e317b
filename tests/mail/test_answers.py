"""Answers to an open question: numbers, YA, TIDAK, the words of a label."""

from dataclasses import replace

import pytest

from mailgate.domain.command import Choice, Command, Question
from mailgate.domain.task import Task
from mailgate.mail.read import read
from tests.mail import steps
from tests.mail.steps import gist

CLOSING = Question("Maksud Bapak/Ibu TUTUP?", (Choice("TUTUP", Command("TUTUP")),))
DONE = Question("Maksud Bapak/Ibu SELESAI?", (Choice("SELESAI", Command("SELESAI")),))
WHOM = Question(
    "Kasi yang mana?",
    (
        Choice("Kasi Layanan Infrastruktur TIK", Command("DISPOSISI", ("kasi_infra",))),
        Choice("Kasi Pengembangan dan Pengelolaan Aplikasi TIK", Command("DISPOSISI", ("kasi_aplikasi",))),
    ),
    pending=(Command("PRIORITAS", argument="T S"),),
)


def asked(task: Task, question: Question) -> Task:
    return replace(task, asked=question)


@pytest.mark.parametrize("text", ["ya", "YA", "iya pak", "Ya, benar", "betul", "1", "nomor 1", "ya\nTerima kasih"])
def test_yes_takes_the_first_choice(text: str) -> None:
    assert gist(read(text, asked(steps.T23_7, CLOSING))) == "run TUTUP"


@pytest.mark.parametrize("text", ["tidak", "bukan", "tidak jadi", "Bukan pak"])
def test_no_drops_the_question(text: str) -> None:
    reading = read(text, asked(steps.T23_7, CLOSING))
    assert gist(reading) == "note"
    assert "tidak dijalankan" in reading.reason


def test_okay_answers_where_the_command_can_be_undone_and_not_where_it_cannot() -> None:
    assert gist(read("ok", asked(steps.WORK, DONE))) == "run SELESAI"
    assert gist(read("ok", asked(steps.T23_7, CLOSING))) == "note"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("1", "kasi_infra"),
        ("2", "kasi_aplikasi"),
        ("yang pertama pak", "kasi_infra"),
        ("nomor 2 ya", "kasi_aplikasi"),
        ("kasi aplikasi", "kasi_aplikasi"),
        ("Ya, kasi aplikasi", "kasi_aplikasi"),
    ],
)
def test_a_choice_is_answered_and_the_waiting_commands_go_with_it(text: str, target: str) -> None:
    assert gist(read(text, asked(steps.T19_4, WHOM))) == f"run PRIORITAS T S + DISPOSISI>{target}"


def test_a_number_nobody_offered_is_asked_again() -> None:
    reading = read("3", asked(steps.T19_4, WHOM))
    assert reading.outcome.value == "ask"
    assert reading.question is not None
    assert reading.question.choices == WHOM.choices


def test_a_full_command_answers_too() -> None:
    assert gist(read("DISPOSISI kasi infra", asked(steps.T19_4, WHOM))) == "run DISPOSISI>kasi_infra"


@pytest.mark.parametrize("text", ["ya nanti dulu", "ya?", "tunggu sebentar"])
def test_hesitation_is_no_answer(text: str) -> None:
    assert gist(read(text, asked(steps.T23_7, CLOSING))) == "note"


def test_a_number_answers_the_question_before_it_rates() -> None:
    assert gist(read("1", asked(steps.SURVEY, DONE))) == "run SELESAI"
    assert gist(read("1", steps.SURVEY)) == "run NILAI 1"
