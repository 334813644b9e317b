"""The one retry clock: when a row that was claimed is tried again, and when it is given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`tries` in all. `lease` is how long a claimed row stays with a worker that never reports back."""

    tries: int
    lease: timedelta

    def after_claim(self, attempts: int, now: datetime) -> datetime:
        """When a row whose `attempts`-th try begins now is due again, should its worker die."""
        return now + max(self.lease, delay(attempts))

    def claimed(self, row_id: int, before: int, now: datetime) -> dict[str, object]:
        """What a claim writes to a row that was tried `before` times: parameters of the boxes' claiming statements."""
        return {"row_id": row_id, "tries": before + 1, "again": self.after_claim(before + 1, now)}

    def after_failure(self, attempts: int, now: datetime) -> datetime | None:
        """When a row whose `attempts`-th try failed now is due again; None where that was the last."""
        return None if attempts >= self.tries else now + delay(attempts)


LONGEST_REACHED = 7
"""Tries after which the delay is the longest: those at a server that is away count no further than that."""


def delay(attempts: int) -> timedelta:
    """1, 2, 4 … minutes after the first, second, third … try, at most an hour."""
    doublings = min(max(attempts - 1, 0), 10)  # more would only overflow
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


# Reading a mail needs no other machine: what fails eight times within two hours wants a person.
INBOX = Schedule(tries=8, lease=FIRST_DELAY)

# 63 minutes of short delays and 71 hourly ones are three days, a weekend with the mail server down. The lease outlasts
# the longest that sending one mail takes (app/sending.py) by a minute, in which those claimed with it are begun.
OUTBOX = Schedule(tries=78, lease=timedelta(minutes=13))

# Recognising a long scan takes minutes, and the reader's own limits end it well before a quarter of an hour; what fails
# three times is a fault of the file, and the ticket is told so.
READING = Schedule(tries=3, lease=timedelta(minutes=15))

# A missing engine is put in by a person, not by trying: looked for again with long intervals, for as long as it takes.
ENGINE_DELAY = timedelta(minutes=30)
