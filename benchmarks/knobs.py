"""How long the benchmark may take: BENCH=quick for a first look, TICKETS for the size of the large database."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Knobs:
    """`rounds` of `mails` each for CPU, `tickets` in the large database, `seconds` at each rate of arrival."""

    rounds: int = 5
    mails: int = 200
    tickets: int = 1_000_000
    seconds: int = 20
    rates: tuple[int, ...] = (1, 10, 50)


FULL = Knobs()
QUICK = Knobs(rounds=2, mails=50, tickets=20_000, seconds=5, rates=(1, 10))


def chosen() -> Knobs:
    """By the environment."""
    knobs = QUICK if os.environ.get("BENCH") == "quick" else FULL
    tickets = int(os.environ.get("TICKETS", knobs.tickets))
    return Knobs(knobs.rounds, knobs.mails, tickets, knobs.seconds, knobs.rates)
