"""Fifty tickets with their mails, as the gateway itself makes them, from which larger databases are multiplied."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from benchmarks.gateway import rules_for_many
from benchmarks.mails import request
from mailgate.adapters.db.uow import Database
from mailgate.adapters.policy_yaml import load_policy
from mailgate.domain.policy import Policy
from tests.app.desk import Gateway, reply
from tests.fakes import SetClock

OFFICE, HEAD = "sumbawa", "kadis@sumbawa.example"
SEEDS = 50
"""The last of them stays open, the head of the office refuses the others: one ticket in fifty is open."""

LONG_AGO = datetime(2025, 3, 4, 2, 0, tzinfo=UTC)
"""A Tuesday morning: what is counted of an hour or a day no longer sees these."""

REFUSAL = "TOLAK: pekerjaan ini ditangani langsung oleh penyedia internet"


def sow(database: Database, folder: Path) -> None:
    """Put SEEDS tickets into an empty database; `folder` holds the rules."""

    @cache
    def rules() -> Policy:
        return load_policy(rules_for_many(folder), [OFFICE])

    gateway = Gateway(database, clock=SetClock(LONG_AGO), rules=rules)
    for number in range(1, SEEDS + 1):
        gateway.clock.forward(minutes=1)
        sent = gateway.takes(OFFICE, request(number))
        [task] = [message for recipient, message in sent if recipient == HEAD]
        if number < SEEDS:
            gateway.takes(OFFICE, reply(HEAD, task, REFUSAL))
