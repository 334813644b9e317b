"""Mails that come when they come: at a steady mean rate, whether or not those before them are done."""

import random
import time
from collections.abc import Iterator, Sequence

from benchmarks.rig import Rig
from mailgate.mail.parse import parse


def arrival_times(rate: float, count: int, chance: random.Random) -> Iterator[float]:
    """Seconds from the start at which `count` mails come, none knowing of another, `rate` a second on average."""
    at = 0.0
    for _ in range(count):
        at += chance.expovariate(rate)
        yield at


def receipts_after(up: Rig, mails: Sequence[bytes], rate: float) -> tuple[list[float], float]:
    """Seconds from the moment each mail was to come until the SMTP server had its receipt, and what share of the time
    until the last receipt mails were still coming: 1 where they go as they come.

    A mail that could not be delivered in time, since everything is busy, counts from when it was to come.
    """
    already, began = len(up.sink.taken), time.monotonic()
    due = {}
    for raw, after in zip(mails, arrival_times(rate, len(mails), random.Random(len(mails))), strict=True):
        time.sleep(max(began + after - time.monotonic(), 0))
        up.deliver(raw)
        due[parse(raw).message_id or ""] = began + after
    up.sink.await_answers(already, len(mails))
    up.await_silence()
    answered = {mail.header("In-Reply-To").strip("<>"): mail.at for mail in up.sink.taken[already:] if mail.is_answer}
    share = (max(due.values()) - began) / (max(answered.values()) - began)
    return [answered[message_id] - at for message_id, at in due.items()], share
