"""How fast replies are read: plain mails a second of processor time, through `explain`, on one core."""

from collections.abc import Sequence
from time import process_time

from evaluation.bench import desks, frame_of, mail_of
from evaluation.client_table import CLIENTS
from evaluation.corpus import Case
from mailgate.app.explain import Bench, explain

SECONDS = 2.0
"""Of processor time; less is at the mercy of what else runs."""


def replies_a_second(cases: Sequence[Case], seconds: float = SECONDS) -> float:
    """Plain-text replies that are parsed, read and weighed in a second; mails are made before the clock starts."""
    plain = [case for case in cases if CLIENTS[case.client].html is None and not case.attachments and case.body]
    jobs = [(case.id, mail_of(case), Bench(desks()[case.office], frame=frame_of(case))) for case in plain]
    count, began = 0, process_time()
    while (spent := process_time() - began) < seconds:
        for name, raw, bench in jobs:
            explain(name, raw, bench)
        count += len(jobs)
    return count / spent


HOSTILE = {
    "5 MB on one line": "x" * 5_000_000,
    "a million empty lines": "\n" * 1_000_000,
    "10,000 nested quotations": "".join(">" * (depth % 400 + 1) + " SELESAI\n" for depth in range(10_000)),
    "200,000 brackets": "(" * 200_000,
    "100,000 commands": "SELESAI: " * 100_000,
    "100,000 introductions": "Pada Sab, 15 Jun 2024 pukul 14.59 Nama menulis\n" * 100_000,
    "100,000 header lines": "Dari: x\nKepada: y\nPerihal: z\n" * 33_000,
    "100,000 targets": "DISPOSISI " + "Kabid, " * 100_000,
    "emoji and marks": "\U0001f44d\u200b\u0301" * 100_000,
}
"""Bodies built to be slow: each names the reader that it aims at."""


def slowest_hostile(case: Case) -> tuple[str, float]:
    """The hostile body that takes longest as a reply in that case's frame, and its seconds of processor time."""
    bench = Bench(desks()[case.office], frame=frame_of(case))
    head = b"From: a@b.example\nTo: layanan@sumbawa.example\nSubject: Re: tugas\n\n"
    times = {}
    for name, body in HOSTILE.items():
        began = process_time()
        explain(name, head + body.encode(), bench)
        times[name] = process_time() - began
    worst = max(times, key=lambda name: times[name])
    return worst, times[worst]
