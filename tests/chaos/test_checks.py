"""The checks of a siege see what they are there to see."""

from collections import Counter

import pytest

from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.event import Record, StepEntered
from mailgate.mail.parse import parse
from tests.chaos.checks import Doubled, Found, in_order, missing, repeated, twice
from tests.chaos.gateways import Kill
from tests.chaos.sink import Accepted
from tests.fakes import FRIDAY


def accepted(message_id: str, at: float, text: str = "isi", by: str = "run-1") -> Accepted:
    raw = f"Message-ID: <{message_id}>\r\nSubject: Tugas\r\n\r\n{text}\r\n".encode()
    return Accepted("kadis@sumbawa.example", parse(raw), at, by)


def entered(*visits: int) -> list[Record]:
    return [Record(n, FRIDAY, THE_GATEWAY, StepEntered("2", visit, (), None)) for n, visit in enumerate(visits, 1)]


A1, A2, A3 = (accepted("a@x", at) for at in (1.0, 2.0, 3.0))


@pytest.mark.parametrize(
    ("mails", "kills", "copies_and_doubled"),
    [
        ([accepted("a@x", 1.0, "satu"), accepted("b@x", 2.0, "dua")], [Kill("run-1", 1.5)], (0, 0)),
        ([A1, A2], [Kill("run-1", 1.5)], (1, 0)),
        ([A1, A2], [Kill("run-1", 0.9)], (1, 0)),
        ([A1, A2], [Kill("run-1", 2.5)], (0, 1)),
        ([A1, A2], [Kill("run-2", 1.5)], (0, 1)),
        ([A1, A2, A3], [Kill("run-1", 2.5)], (1, 1)),
        ([A1, accepted("a@x", 2.0, by="run-2"), A3], [Kill("run-1", 1.5), Kill("run-2", 2.5)], (2, 0)),
        ([A1, accepted("b@x", 2.0)], [Kill("run-1", 1.5)], (0, 1)),
        ([accepted("unknown@x", 1.0)], [Kill("run-1", 0.5)], (0, 1)),
    ],
)
def test_a_second_copy_is_excused_by_the_death_of_its_first_sender_alone(
    mails: list[Accepted], kills: list[Kill], copies_and_doubled: tuple[int, int]
) -> None:
    copies, doubled = repeated(mails, kills, {"a@x", "b@x"})
    assert (copies, len(doubled)) == copies_and_doubled


def test_a_doubled_mail_is_told_with_who_sent_it_when_and_who_died_meanwhile() -> None:
    [doubled] = repeated([A1, accepted("a@x", 2.5, by="run-2")], [Kill("run-3", 2.0)], {"a@x"})[1]
    assert str(doubled) == (
        " to kadis@sumbawa.example, <a@x>, by run-2: 1.5 s after by run-1; killed in between: run-3 after 1.0 s"
    )
    assert str(Doubled(A1)).endswith("by run-1: not in the outbox")


@pytest.mark.parametrize(("visits", "whole"), [((1, 2, 3), True), ((1, 1, 2), False), ((1, 3), False), ((), True)])
def test_visits_come_one_after_the_other(visits: tuple[int, ...], whole: bool) -> None:
    assert in_order(entered(*visits)) is whole


def test_what_is_missing_and_what_is_there_twice_is_counted() -> None:
    found = Counter({"a": 1, "b": 3})
    assert (missing(["a", "b", "c"], found), twice(found)) == (1, 2)


@pytest.mark.parametrize(
    "found",
    [
        Found(lost=1),
        Found(tickets_doubled=1),
        Found(steps_doubled=1),
        Found(mails_doubled=(Doubled(A1),)),
        Found(unbalanced=1),
        Found(broken=1),
    ],
)
def test_any_fault_but_a_copy_makes_a_siege_unsound(found: Found) -> None:
    assert Found(copies=7).sound
    assert not found.sound
