"""Processes killed under load lose nothing and do nothing twice; `make chaos` is the same at length."""

from pathlib import Path

from tests.chaos.checks import Found
from tests.chaos.settings import APART, CLUSTER, with_redis
from tests.chaos.siege import TAKEOVER_WITHIN, Plan, Setting, besiege
from tests.servers import Redis


def without_copies(found: Found) -> Found:
    """A mail that SMTP accepted before a kill may come twice, under the same Message-ID; nothing else may."""
    return Found(copies=found.copies)


def test_the_gateway_in_one_process_survives_kills(tmp_path: Path) -> None:
    report = besiege(Setting("run, SQLite", ("run",)), Plan(kills=5, in_flight=8), tmp_path)
    assert report.quiet
    assert (report.kills, report.found) == (5, without_copies(report.found))


def test_roles_in_processes_of_their_own_survive_kills_and_a_wiped_broker(
    tmp_path: Path, postgres_url: str, redis_broker: Redis
) -> None:
    redis_broker.wipe()
    report = besiege(with_redis("apart", APART, postgres_url, redis_broker), Plan(kills=5, in_flight=8), tmp_path)
    assert report.quiet
    assert (report.kills, report.found) == (5, without_copies(report.found))


def test_four_gateways_share_ten_mailboxes_and_take_over_from_those_that_die(
    tmp_path: Path, postgres_url: str, redis_broker: Redis
) -> None:
    redis_broker.wipe()
    plan = Plan(kills=None, mails=60, boxes=10, pause=1.0, answering=False, in_flight=30)
    report = besiege(with_redis("cluster", CLUSTER, postgres_url, redis_broker), plan, tmp_path)
    assert report.quiet
    assert report.found == without_copies(report.found)
    assert report.kills > 0
    assert report.takeover < TAKEOVER_WITHIN
