"""CPU and wall of the whole gateway for a request and for a reply, from the IMAP server to the SMTP server."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figures import spread
from benchmarks.knobs import Knobs
from benchmarks.letters import pdf_letter, table
from benchmarks.mails import EVERY, OFFICIALS, Made, remarks, reply, requests
from benchmarks.rig import Cost, Rig, rig
from benchmarks.sink import Taken
from benchmarks.table import row, section

REQUEST_GOAL, REPLY_GOAL = 4.8, 3.0
"""ms CPU."""

WARMING = 10
"""Mails before anything is measured: with them come imports, templates, and the process that reads letters."""


def end_to_end(knobs: Knobs) -> None:
    """Rounds of requests with tables, requests with letters, and replies; their medians, and the memory after them."""
    section("The whole gateway on SQLite, IMAP to SMTP, many mails at once: each mail")
    with TemporaryDirectory(prefix="mailgate-bench-") as folder, rig(Path(folder)) as up:
        numbers = count(1, step=max(knobs.mails, WARMING))
        up.burst(requests(next(numbers), WARMING, files=pdf_letter))
        rounds = [_round(up, knobs, numbers) for _ in range(knobs.rounds)]
        _show("a request of 3 KB, 20 % with 300 KB xlsx (kept, not read)", [each[0] for each in rounds], REQUEST_GOAL)
        letters = [each[1] for each in rounds]
        _show("a request of 3 KB, 20 % with 300 KB PDF letter", letters, REQUEST_GOAL)
        read = median(cost.reading for cost in letters) * EVERY
        row("  besides, in the process that reads, a letter", f"{read:.1f} ms", "born-digital, one page")
        _show("a reply: DISPOSISI, TUGASKAN or CATATAN above its quotation", [each[2] for each in rounds], REPLY_GOAL)
        sent = len(up.sink.taken)
        row(f"memory of `mailgate run` after {sent:,} mails out", f"{up.process.memory_mb():.0f} MB", "goal < 150 MB")


def _round(up: Rig, knobs: Knobs, numbers: Iterator[int]) -> tuple[Cost, Cost, Cost]:
    tables, taken = _asked(up, knobs, next(numbers), table)
    letters, _ = _asked(up, knobs, next(numbers), pdf_letter)
    return tables, letters, _answered(up, taken)


def _asked(up: Rig, knobs: Knobs, first: int, files: Made) -> tuple[Cost, list[Taken]]:
    return up.burst(requests(first, knobs.mails, files=files))


def _answered(up: Rig, taken: Sequence[Taken]) -> Cost:
    """The first steps of every ticket that those mails tell of, and a remark on each: what a reply cost, on average."""
    receipts = [mail for mail in taken if mail.header("X-Mailgate") == "tanda-terima"]
    costs = []
    for official, command in OFFICIALS.items():
        tasks = [mail for mail in taken if mail.recipient == official and mail.header("X-Mailgate") == "tugas"]
        cost, taken = up.burst([reply(task, command) for task in tasks])
        costs.append(cost)
    costs.append(up.burst(remarks(receipts, random.Random(len(up.sink.taken))))[0])
    return Cost(*(sum(getattr(cost, each.name) for cost in costs) / len(costs) for each in fields(Cost)))


def _show(what: str, costs: Sequence[Cost], goal: float) -> None:
    cpu = [cost.cpu for cost in costs]
    row(f"CPU of {what}", f"{median(cpu):.2f} ms", f"goal ≤ {goal} ms; {spread(cpu)}")
    row("  wall, while many come at once", f"{median(cost.wall for cost in costs):.2f} ms", "")
