"""`make bench`: latency on two IMAP servers, CPU a mail, memory; medians, with how each was measured; a dossier."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep

from benchmarks.gateway import REQUESTERS, Process, running
from benchmarks.papers import dossier_cost
from benchmarks.table import row
from mailgate.demo.mailserver import DemoMailServer

OFFICE = "layanan@sumbawa.example"
OFFICIAL = "kadis@sumbawa.example"
ROUNDS = 15
"""Single mails for the latency median."""
LOAD = 1000
"""Mails for the CPU figure."""


def requester(number: int) -> str:
    """Who sends the request of that number."""
    return REQUESTERS[number % len(REQUESTERS)]


def request(number: int) -> bytes:
    """A request of about 3 KB, in other words than every other."""
    room = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    body = "Jaringan internet di kantor kami putus sejak pagi, tidak bisa konek. Mohon bantuan penanganan.\r\n" * 27
    return (
        f"From: Dinas Kesehatan <{requester(number)}>\r\nTo: {OFFICE}\r\n"
        f"Subject: Gangguan jaringan internet {number}\r\n"
        f"Message-ID: <bench-{number}-{monotonic()}@sumbawa.example>\r\nDate: Fri, 20 Nov 2026 09:12:00 +0800\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Ruang {room}, lantai {room[::-1]}x, gedung {room}y.\r\n{body}"
    ).encode()


def open_mailboxes(server: DemoMailServer) -> None:
    """The gateway, the requesters, and everybody who may be mailed first."""
    for email in (OFFICE, *REQUESTERS, OFFICIAL, "helpdesk@sumbawa.example", "pengelola@sumbawa.example"):
        server.add_user(email, "bench-password")


def await_receipts(server: DemoMailServer, count: int, limit: float) -> None:
    """Until the requesters have that many receipts; RuntimeError when they don't come."""
    deadline = monotonic() + limit
    while (came := receipts(server)) < count:
        if monotonic() > deadline:
            raise RuntimeError(f"{came} of {count} receipts came in {limit:.0f} s")
        sleep(0.05)


def receipts(server: DemoMailServer) -> int:
    """Mails that stand in the requesters' mailboxes."""
    return sum(len(server.mailbox(address)) for address in REQUESTERS)


def latency(server: DemoMailServer, deliver: Callable[[bytes], None]) -> list[float]:
    """Seconds from delivery into the mailbox until the receipt stands in the requester's mailbox, one mail at
    a time.
    """
    times = []
    for number in range(ROUNDS + 1):
        marker = f"internet {number}".encode()
        began = perf_counter()
        deliver(request(number))
        server.wait_for(requester(number), lambda raw, marker=marker: marker in _unfolded(raw), timeout=30)  # type: ignore[misc]
        times.append(perf_counter() - began)
        sleep(0.1)
    return times[1:]


def _unfolded(raw: bytes) -> bytes:
    return raw.replace(b"\r\n ", b" ").replace(b"=20", b" ")


def load(server: DemoMailServer, process: Process) -> tuple[float, float]:
    """(CPU ms a mail, mails a second) over LOAD mails that come at once."""
    already = receipts(server)
    before, began = process.cpu_seconds(), perf_counter()
    for number in range(LOAD):
        server.deliver(OFFICE, request(10_000 + number))
    await_receipts(server, already + LOAD, 300)
    took = perf_counter() - began
    sleep(1.0)
    return (process.cpu_seconds() - before) * 1000 / LOAD, LOAD / took


def embedded() -> None:
    """The embedded server: latency, CPU, memory."""
    with DemoMailServer() as server:
        open_mailboxes(server)
        with running(server.imap_url(OFFICE), server.smtp_url(OFFICE), server.authserv_id) as process:
            times = latency(server, partial(server.deliver, OFFICE))
            row("delivery to receipt, embedded IMAP, median", f"{median(times) * 1000:.0f} ms", "goal < 200 ms")
            cpu, rate = load(server, process)
            row(f"CPU of the whole gateway, {LOAD} mails of 3 KB on SQLite", f"{cpu:.2f} ms/mail", "goal ≤ 8 ms")
            row("  at", f"{rate:.0f} mails/s", "")
            row("memory of `mailgate run` after that", f"{process.memory_mb():.0f} MB", "goal < 150 MB")


def dovecot() -> None:
    """The same latency on a real Dovecot, if it is installed."""
    from tests.servers import dovecot_server

    with dovecot_server() as imap, DemoMailServer() as server:
        open_mailboxes(server)
        with running(imap.url, server.smtp_url(OFFICE), server.authserv_id):
            times = latency(server, imap.deliver)
            row("delivery to receipt, Dovecot, median", f"{median(times) * 1000:.0f} ms", "goal < 700 ms")


def papers() -> None:
    """The dossier of one ticket, from the command's start to its exit."""
    cost = dossier_cost()
    row(f"dossier of {cost.pages} pages, start to exit", f"{cost.seconds:.1f} s", "goal < 10 s for 40 pages")
    row("  CPU of that", f"{cost.cpu:.1f} s", "")
    row("  memory at its highest", f"{cost.megabytes:.0f} MB", "goal < 400 MB")


def main() -> None:
    print(f"mailgate bench, Python {sys.version.split()[0]}, {Path('/proc/loadavg').read_text().split()[0]} load")
    papers()
    embedded()
    dovecot()


if __name__ == "__main__":
    main()
