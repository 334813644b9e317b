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
