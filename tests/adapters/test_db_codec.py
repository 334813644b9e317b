"""Domain dataclasses come back from JSON exactly as they went."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailgate.adapters.db import codec
from mailgate.domain import event as events
from mailgate.domain.actor import Actor
from mailgate.domain.command import Command
from mailgate.domain.notice import Notice
from mailgate.domain.sop import Sop
from mailgate.domain.ticket import Ticket
from tests.adapters.samples import NOW, SOP, ticket

moments = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
st.register_type_strategy(datetime, moments)
st.register_type_strategy(timedelta, st.timedeltas(timedelta(0), timedelta(days=400)))
# What the domain calls a Mapping is a dict wherever it is stored.
st.register_type_strategy(Mapping, lambda kind: st.dictionaries(*(st.from_type(part) for part in get_args(kind))))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)

quick = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_table_of_events_is_complete() -> None:
    assert {cls.__name__: cls for cls in get_args(events.Event)} == {
        name: getattr(events, name) for name in codec.EVENTS
    }


@pytest.mark.parametrize("name", codec.EVENTS)
def test_every_event_comes_back_as_it_went(name: str) -> None:
    @quick
    @given(st.from_type(getattr(events, name)))
    def comes_back(event: Any) -> None:
        assert codec.load_event(*codec.dump_event(event)) == event

    comes_back()


@quick
@given(st.from_type(Actor))
def test_an_actor_comes_back_as_it_went(actor: Actor) -> None:
    assert codec.load_actor(codec.dump_actor(actor)) == actor


@quick
@given(st.builds(Notice, payload=st.dictionaries(st.text(), json_values, max_size=3)))
def test_a_notice_comes_back_as_it_went(notice: Notice) -> None:
    assert codec.load_notice(codec.dump_notice(notice)) == notice


@quick
@given(st.builds(Ticket, sop=st.none()))
def test_a_ticket_comes_back_as_it_went(ticket: Ticket) -> None:
    assert codec.load_ticket(codec.dump_ticket(ticket), None, ticket.version) == ticket


@quick
@given(st.from_type(Sop))
def test_an_sop_comes_back_as_it_went(sop: Sop) -> None:
    copies = codec.SopCopies()
    assert codec.SopCopies().load(copies.hash_of(sop), copies.dump(sop)) == sop


@pytest.mark.parametrize(
    "due",
    [date(2026, 11, 3), datetime(2026, 11, 3, tzinfo=UTC), datetime(2026, 11, 3, 9, 30, 0, 7, tzinfo=UTC)],
)
def test_a_due_date_stays_a_date_and_a_due_moment_a_moment(due: date | datetime) -> None:
    event = events.CommandCarriedOut(Command("TUNDA", due=due), "2", "2")
    back = codec.load_event(*codec.dump_event(event))
    assert isinstance(back, events.CommandCarriedOut)
    assert (type(back.command.due), back.command.due) == (type(due), due)


def test_text_that_no_encoder_takes_is_stored_with_a_replacement_character() -> None:
    back = codec.load_event(*codec.dump_event(events.NoteAdded("tanda \ud83d rusak")))
    assert isinstance(back, events.NoteAdded)
    assert back.text.startswith("tanda \ufffd")


def test_the_state_of_a_ticket_is_small_because_its_sop_is_stored_apart() -> None:
    assert "Menelaah" not in codec.dump_ticket(ticket())


def test_equal_sops_have_one_hash_and_are_remembered_both_ways() -> None:
    copies = codec.SopCopies()
    digest = copies.hash_of(SOP)
    assert copies.hash_of(codec.SopCopies().load(digest, copies.dump(SOP))) == digest
    assert copies.get(digest) is SOP


def test_the_memory_of_sops_is_bounded() -> None:
    copies = codec.SopCopies(limit=1)
    other = Sop("lain", "Lain", None, "contoh", (), ())
    first = copies.hash_of(SOP)
    copies.hash_of(other)
    assert copies.get(first) is None
    assert copies.hash_of(SOP) == first


def test_a_link_depends_on_every_part_of_it_and_on_the_one_before() -> None:
    whole = ("0" * 64, "TRG-2026-000001", 1, NOW, ("Rated", "{}", "{}"))
    variants = [
        ("1" * 64, *whole[1:]),
        (whole[0], "TRG-2026-000002", *whole[2:]),
        (*whole[:2], 2, *whole[3:]),
        (*whole[:3], NOW + timedelta(microseconds=1), whole[4]),
        (*whole[:4], ("Rated", "{}", '{"a":1}')),
    ]
    assert len({codec.link_hash(*parts) for parts in [whole, *variants]}) == len(variants) + 1
