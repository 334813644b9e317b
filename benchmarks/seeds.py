"""A hundred tickets with their mails, as the gateway itself makes them, from which larger databases are multiplied."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from benchmarks.gateway import rules_for_many
from benchmarks.mails import request
from mailgate.adapters.db.uow import Database
from mailgate.adapters.policy_yaml import load_policy
from mailgate.app.history import remember
from mailgate.domain.actor import THE_GATEWAY
from mailgate.domain.message import Message
from mailgate.domain.policy import Policy
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, reply
from tests.fakes import SetClock

OFFICE, HEAD = "sumbawa", "kadis@sumbawa.example"
SEEDS = 99
"""As many as differ in the last two digits of their numbers. The head of the office refuses all but the last, which
stays open: one in a hundred, as where a request takes three days of a year.
"""

LONG_AGO = datetime(2025, 3, 4, 2, 0, tzinfo=UTC)
"""A Tuesday morning: what is counted of an hour or a day no longer sees these."""

PAUSE = timedelta(days=3650)
"""What is open waits, so that nobody is reminded of it while something is measured."""

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
        else:
            _pause(gateway, task)


def _pause(gateway: Gateway, task: Message) -> None:
    now, office = gateway.clock(), gateway.rules().offices[OFFICE]
    with gateway.database.unit_of_work() as uow:
        ticket = uow.tickets.get(number_in(task.subject) or "")
        events = ticket.hold("menunggu pengadaan suku cadang", now + PAUSE, now)
        records = ticket.record(events, THE_GATEWAY, now)
        remember(ticket, events, THE_GATEWAY, office, now)
        uow.tickets.save(ticket, records)
        uow.commit()
