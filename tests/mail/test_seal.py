"""The seal: made for one ticket, one visit and one reader, and found only where it can stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.seal import is_own_message_id, message_id, number_in, plus_address, seal, seals_in

KEY = b"a key for tests that is long enough"
NUMBER, READER, DOMAIN = "SBW-2026-000001", "kadis@sumbawa.example", "sumbawa.example"
OURS = seal(KEY, NUMBER, 3, READER)


@pytest.mark.parametrize(
    "other",
    [
        seal(b"another key that is long enough too", NUMBER, 3, READER),
        seal(KEY, "SBW-2026-000002", 3, READER),
        seal(KEY, NUMBER, 4, READER),
        seal(KEY, NUMBER, -3, READER),
        seal(KEY, NUMBER, 3, "staf@sumbawa.example"),
        seal(KEY, f"{NUMBER}\n3", 3, READER),
    ],
    ids=["key", "ticket", "visit", "question", "reader", "a ticket that ends in a visit"],
)
def test_a_seal_is_good_for_nothing_but_what_it_was_made_for(other: str) -> None:
    assert other != OURS
    assert len(other) == 16


def test_a_reader_is_the_same_however_his_address_is_written() -> None:
    assert seal(KEY, NUMBER, 3, READER.upper()) == OURS


def test_it_comes_back_by_each_of_its_three_ways() -> None:
    ours = message_id(OURS, NUMBER, "key", DOMAIN)
    found = seals_in(
        [ours], [plus_address("layanan@sumbawa.example", OURS, NUMBER)], f"Re: [{NUMBER} {OURS}] hal", DOMAIN
    )
    assert [(f.ticket, f.seal) for f in found] == [(NUMBER, OURS)] * 3


@pytest.mark.parametrize(
    "forged",
    [
        f"{OURS}.{NUMBER}.0123456789abcdef@jahat.example",
        f"{OURS}.{NUMBER}@{DOMAIN}",
        f"{OURS[:-1]}.{NUMBER}.0123456789abcdef@{DOMAIN}",
        f"x.{NUMBER}.0123456789abcdef@{DOMAIN}",
    ],
    ids=["foreign domain", "no key", "too short", "no seal"],
)
def test_what_has_not_the_form_of_a_message_id_of_ours_holds_no_seal(forged: str) -> None:
    assert list(seals_in([forged], [], "", DOMAIN)) == []


def test_a_number_without_a_seal_is_only_a_number() -> None:
    assert list(seals_in([], [], f"Re: [{NUMBER}] hal", DOMAIN)) == []
    assert number_in(f"Re: [{NUMBER}] hal") == NUMBER


@given(st.text(max_size=300), st.lists(st.text(max_size=200), max_size=3))
def test_no_text_raises(subject: str, others: list[str]) -> None:
    list(seals_in(others, others, subject, DOMAIN))
    assert not any(is_own_message_id(text, "") for text in others)
