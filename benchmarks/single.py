"""How long one mail takes, alone on its way, on an IMAP server that pushes at once and on Dovecot."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.knobs import Knobs
from benchmarks.mails import request
from benchmarks.rig import Rig, rig
from benchmarks.table import row, section
from tests.servers import ServerMissing, dovecot_server

MAILS = 15


def singly(_: Knobs) -> None:
    """The medians of both."""
    section("One mail at a time, from delivery into the mailbox to the receipt at the SMTP server")
    with TemporaryDirectory(prefix="mailgate-bench-") as folder, rig(Path(folder)) as up:
        row("embedded IMAP, median", f"{_median(up, up.deliver):.0f} ms", "goal < 200 ms")
    try:
        with (
            dovecot_server() as imap,
            TemporaryDirectory(prefix="mailgate-bench-") as folder,
            rig(Path(folder), imap=imap) as up,
        ):
            row("Dovecot, median", f"{_median(up, imap.deliver):.0f} ms", "goal < 700 ms")
    except ServerMissing as missing:
        row("Dovecot", "left out", str(missing))


def _median(up: Rig, deliver: Callable[[bytes], None]) -> float:
    """ms."""
    times = []
    for number in range(1, MAILS + 1):
        already, began = len(up.sink.taken), time.monotonic()
        deliver(request(number))
        up.sink.await_answers(already, 1)
        receipt = next(mail for mail in up.sink.taken[already:] if mail.is_answer)
        times.append(receipt.at - began)
        time.sleep(0.1)
    return median(times) * 1000
