"""The checks of a siege see what they are there to see."""

from collections import Counter
from dataclasses import replace

import pytest

from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.event import Record, StepEntered
from mailgate.mail.parse import parse
from tests.chaos.checks import Found, in_order, missing, repeated, twice
from tests.chaos.sink import Accepted
from tests.fakes import FRIDAY


def accepted(message_id: str, at: float, text: str = "isi") -> Accepted:
    raw = f"Message-ID: <{message_id}>\r\nSubject: Tugas\r\n\r\n{text}\r\n".encode()
    return Accepted("kadis@sumbawa.example", parse(raw), at)


def entered(*visits: int) -> list[Record]:
    return [Record(n, FRIDAY, THE_GATEWAY, StepEntered("2", visit, (), None)) for n, visit in enumerate(visits, 1)]


@pytest.mark.parametrize(
    ("mails", "killed_at", "copies_and_doubled"),
    [
        ([accepted("a@x", 1.0, "satu"), accepted("b@x", 2.0, "dua")], [1.5], (0, 0)),
        ([accepted("a@x", 1.0), accepted("a@x", 2.0)], [1.5], (1, 0)),
        ([accepted("a@x", 1.0), accepted("a@x", 2.0)], [0.5, 2.5], (0, 1)),
        ([accepted("a@x", 1.0), accepted("a@x", 2.0), accepted("a@x", 3.0)], [1.5], (1, 1)),
        ([accepted("a@x", 1.0), accepted("b@x", 2.0)], [1.5], (0, 1)),
        ([accepted("unknown@x", 1.0)], [0.5], (0, 1)),
    ],
)
def test_a_second_copy_is_excused_by_a_kill_between_the_two_alone(
    mails: list[Accepted], killed_at: list[float], copies_and_doubled: tuple[int, int]
) -> None:
    assert repeated(mails, killed_at, {"a@x", "b@x"}) == copies_and_doubled


@pytest.mark.parametrize(("visits", "whole"), [((1, 2, 3), True), ((1, 1, 2), False), ((1, 3), False), ((), True)])
def test_visits_come_one_after_the_other(visits: tuple[int, ...], whole: bool) -> None:
    assert in_order(entered(*visits)) is whole


def test_what_is_missing_and_what_is_there_twice_is_counted() -> None:
    found = Counter({"a": 1, "b": 3})
    assert (missing(["a", "b", "c"], found), twice(found)) == (1, 2)


@pytest.mark.parametrize("fault", ["lost", "tickets_doubled", "steps_doubled", "mails_doubled", "unbalanced", "broken"])
def test_any_fault_but_a_copy_makes_a_siege_unsound(fault: str) -> None:
    assert Found(copies=7).sound
    assert not replace(Found(), **{fault: 1}).sound
