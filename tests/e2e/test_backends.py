"""Poll, work and tick as processes of their own on PostgreSQL, with Redis and with RabbitMQ between them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from mailgate.bootstrap import Machine
from mailgate.demo.play import Stage
from mailgate.demo.scenarios import SCENARIOS
from mailgate.mail.seal import number_in
from mailgate.settings import SecretUrl
from tests.e2e.site import (
    GATEWAY,
    INTERNET_DOWN,
    Site,
    assert_nothing_is_left,
    eventually,
    message_ids,
    site,
)
from tests.servers import Redis

PLAYED = ("sumbawa-jarak-jauh", "sumbawa-tidak-rusak")


@contextmanager
def office_on(folder: Path, postgres_url: str, broker_url: str) -> Iterator[tuple[Site, Machine]]:
    """The site, and a machine that only looks into the same database."""
    urls = {"database_url": SecretUrl(postgres_url), "broker_url": SecretUrl(broker_url), "tick_seconds": 0.5}
    with site(folder, **urls) as office:
        looking = Machine(office.settings)
        try:
            yield office, looking
        finally:
            looking.close()


def play(name: str, office: Site, looking: Machine) -> None:
    scenario = next(scenario for scenario in SCENARIOS if scenario.name == name)
    assert Stage(looking.world, office.people).play(scenario).ended == scenario.ends


def assert_clean(office: Site, looking: Machine, tickets: int) -> None:
    assert_nothing_is_left(looking)
    assert set(message_ids(office.server, office.people).values()) == {1}
    with looking.database.reading() as uow:
        assert len(uow.tickets.entries(limit=99)) == tickets


def test_on_redis_scenarios_reach_their_ends_and_a_wiped_broker_loses_nothing(
    tmp_path: Path, postgres_url: str, redis_broker: Redis, redis_url: str
) -> None:
    with office_on(tmp_path, postgres_url, redis_url) as (office, looking), ExitStack() as others:
        for role in ("poll", "tick"):
            others.enter_context(office.process(role))
        with office.process("work"):
            play(PLAYED[0], office, looking)
            assert_nothing_is_left(looking)
        office.person("kec.satu").request(GATEWAY, "Gangguan jaringan di kecamatan", INTERNET_DOWN)
        eventually(lambda: undone(looking))
        redis_broker.wipe()
        with office.process("work"):
            receipt = office.awaits("kec.satu", "tanda-terima")
            assert number_in(receipt.subject) is not None
            office.person("kec.satu").read.add(receipt.message_id or "")
            kadis = office.person("kadis")
            kadis.read.add(kadis.awaits("tugas", number_in(receipt.subject)).message_id or "")
            play(PLAYED[1], office, looking)
            assert_clean(office, looking, tickets=3)


def undone(looking: Machine) -> bool:
    with looking.database.reading() as uow:
        return any(row.done_at is None for row in uow.inbox.entries(looking.world.clock()))


def test_on_rabbitmq_two_workers_bring_scenarios_to_their_ends_and_open_each_ticket_once(
    tmp_path: Path, postgres_url: str, rabbitmq_url: str
) -> None:
    burst = [f"Gangguan jaringan ruang {a}{b} gedung {b}{a}{a}" for a in "bdgk" for b in "aiueo"]
    with office_on(tmp_path, postgres_url, rabbitmq_url) as (office, looking), ExitStack() as processes:
        for role in ("poll", "work", "work", "tick"):
            processes.enter_context(office.process(role))
        for name in PLAYED:
            play(name, office, looking)
        for subject in burst:
            office.person("bkpsdm").request(GATEWAY, subject, INTERNET_DOWN)
        eventually(lambda: len(office.mails("bkpsdm", "tanda-terima")) == len(burst))
        assert_clean(office, looking, tickets=len(burst) + len(PLAYED))


@pytest.mark.parametrize("role", ["poll", "work", "tick"])
def test_a_role_alone_refuses_the_broker_that_lives_in_one_process(tmp_path: Path, role: str) -> None:
    with site(tmp_path) as office, office.process(role) as process:
        assert process.wait(60) == 2
