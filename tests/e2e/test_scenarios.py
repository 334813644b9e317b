"""The played scenarios end as meant, on real sockets, and leave nothing undone, unsent or sent twice."""

from collections.abc import Iterator

import pytest

from mailgate.demo.gateway import Demo, gateway_at_work
from mailgate.demo.play import Played, Stage
from mailgate.demo.scenarios import SCENARIOS
from mailgate.demo.scene import Scenario
from mailgate.mail.parse import parse
from tests.e2e.site import assert_nothing_is_left, message_ids


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    """One gateway with all offices, for the whole module."""
    with gateway_at_work() as demo:
        yield demo


@pytest.fixture(scope="module")
def played(demo: Demo) -> dict[str, Played]:
    """What has been played so far."""
    return {}


TOGETHER = [scenario for scenario in SCENARIOS if scenario.begins is None]


@pytest.mark.parametrize("scenario", TOGETHER, ids=lambda scenario: scenario.name)
def test_the_ticket_reaches_its_end(demo: Demo, played: dict[str, Played], scenario: Scenario) -> None:
    outcome = Stage(demo.machine.world, demo.people).play(scenario)
    played[scenario.name] = outcome
    assert outcome.ended == scenario.ends
    with demo.machine.database.reading() as uow:
        ticket = uow.tickets.get(outcome.number)
        assert (ticket.is_open, ticket.closing, ticket.holders) == (False, scenario.ends, ())


def test_every_mail_is_dealt_with_and_every_history_is_whole(demo: Demo) -> None:
    assert_nothing_is_left(demo.machine)


def test_every_ticket_of_the_demo_was_opened_by_one_of_its_requests(demo: Demo, played: dict[str, Played]) -> None:
    with demo.machine.database.reading() as uow:
        numbers = [entry.number for entry in uow.tickets.entries(limit=999)]
    assert sorted(numbers) == sorted(outcome.number for outcome in played.values())


def test_no_notice_is_mailed_twice(demo: Demo) -> None:
    counted = message_ids(demo.server, demo.people)
    assert [message_id for message_id, times in counted.items() if times > 1] == []
    with demo.machine.database.reading() as uow:
        stored = {row.message_id for row in uow.outbox.entries(demo.machine.world.clock(), limit=9999)}
    assert set(counted) == stored


def test_only_people_of_the_offices_get_mail(demo: Demo) -> None:
    known = {person.email for person in demo.people}
    with demo.machine.database.reading() as uow:
        recipients = {row.recipient for row in uow.outbox.entries(demo.machine.world.clock(), limit=9999)}
    assert recipients <= known


def test_no_machine_is_written_to(demo: Demo) -> None:
    gateways = {office.address for office in demo.policy.offices.values()}
    with demo.machine.database.reading() as uow:
        recipients = {row.recipient for row in uow.outbox.entries(demo.machine.world.clock(), limit=9999)}
    assert not recipients & gateways
    assert not [address for address in recipients if "noreply" in address or "daemon" in address]


def test_every_mail_of_the_gateway_declares_itself_automatic(demo: Demo) -> None:
    mails = [parse(raw) for person in demo.people for raw in demo.server.mailbox(person.email)]
    assert len(mails) > 100
    assert {mail.header("Auto-Submitted") for mail in mails} == {"auto-generated", "auto-replied"}
