"""The outside world's mail server, as cheap as can be: bare asyncio in a process of its own, so that its cost is known.

It says what it took and when on its standard output. Nothing is parsed here.
"""

import asyncio
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
FRAME = struct.Struct("!dII")
"""time.monotonic() of the mail's end, and the lengths of recipient and mail, which follow."""

GREETING = b"220 sink.example ESMTP\r\n"
OFFERED = b"250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 40000000\r\n"
END = b"\r\n.\r\n"


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the sink took; `at` is time.monotonic(), which all processes share."""

    at: float
    recipient: str
    raw: bytes

    @property
    def is_answer(self) -> bool:
        """Whether it answers one mail (RFC 3834): a receipt, or what became of a command."""
        return self.header("Auto-Submitted") == "auto-replied"

    def header(self, name: str) -> str:
        """The header of that name, unfolded; empty where there is none."""
        head = b"\r\n" + self.raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
        value = head.partition(f"\r\n{name}: ".encode())[2].partition(b"\r\n")[0]
        return value.decode("ascii", "replace").strip()


@dataclass
class Sink:
    """The sink as this process sees it; a context manager. `taken` grows from a thread of its own."""

    taken: list[Taken] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)
    pid: int = 0
    url: str = ""
    _process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.sink"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.pid = self._process.pid
        self.url = f"smtp://{HOST}:{int(self._process.stdout.readline())}"
        self._listener = threading.Thread(target=self._listen, args=(self._process.stdout,), name="sink", daemon=True)
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.kill()
        self._listener.join()
        with self._process:  # closes both pipes, and waits
            pass

    def after(self, seen: int, timeout: float) -> list[Taken]:
        """What came after the first `seen` mails, now or within `timeout` seconds."""
        with self.news:
            self.news.wait_for(lambda: len(self.taken) > seen, max(timeout, 0))
            return self.taken[seen:]

    def await_count(self, count: int, within: float = 300.0) -> None:
        """Until so many mails were taken; RuntimeError when they don't come."""
        with self.news:
            if not self.news.wait_for(lambda: len(self.taken) >= count, within):
                raise RuntimeError(f"{len(self.taken)} of {count} mails went out in {within:.0f} s")

    def await_answers(self, already: int, count: int, within: float = 300.0) -> None:
        """Until so many answers were taken after the first `already` mails; RuntimeError when they don't come."""
        deadline, seen, answers = time.monotonic() + within, already, 0
        while answers < count:
            new = self.after(seen, deadline - time.monotonic())
            if not new:
                raise RuntimeError(f"{answers} of {count} mails were answered in {within:.0f} s")
            seen += len(new)
            answers += sum(mail.is_answer for mail in new)

    def _listen(self, stdout: BinaryIO) -> None:
        while len(header := stdout.read(FRAME.size)) == FRAME.size:
            at, name, size = FRAME.unpack(header)
            mail = Taken(at, stdout.read(name).decode(), stdout.read(size))
            if len(mail.raw) < size:  # it was stopped while it spoke
                return
            with self.news:
                self.taken.append(mail)
                self.news.notify_all()


class Conversation(asyncio.Protocol):
    """One connection: enough of RFC 5321 for a client that behaves, commands in a row (RFC 2920) included."""

    def __init__(self, took: "SimpleQueue[bytes]") -> None:
        self._took = took
        self._waiting = bytearray()
        self._recipients: list[bytes] = []
        self._in_mail = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        looked_at = max(len(self._waiting) - len(END), 0)
        self._waiting += data
        while self._step(looked_at):
            looked_at = 0

    def _step(self, looked_at: int) -> bool:
        """Take one command or one mail out of what waits; False where neither is whole yet."""
        mark = END if self._in_mail else b"\r\n"
        end = self._waiting.find(mark, looked_at)
        if end < 0:
            return False
        whole = bytes(self._waiting[:end])
        del self._waiting[: end + len(mark)]
        self._transport.write(self._mail(whole) if self._in_mail else self._command(whole))
        return True

    def _mail(self, raw: bytes) -> bytes:
        self._in_mail, at, raw = False, time.monotonic(), raw.replace(b"\r\n..", b"\r\n.")
        for recipient in self._recipients:
            self._took.put(FRAME.pack(at, len(recipient), len(raw)) + recipient + raw)
        self._recipients = []
        return b"250 2.0.0 taken\r\n"

    def _command(self, line: bytes) -> bytes:
        verb = line[:4].upper()
        if verb == b"EHLO":
            return OFFERED
        if verb == b"RCPT":
            self._recipients.append(line.partition(b"<")[2].partition(b">")[0])
        elif verb == b"RSET":
            self._recipients = []
        elif verb == b"DATA":
            self._in_mail = True
            return b"354 go on\r\n"
        return b"221 2.0.0 bye\r\n" if verb == b"QUIT" else b"250 2.0.0 ok\r\n"


def tell(took: "SimpleQueue[bytes]") -> None:
    """Write down what was taken; whoever reads slowly holds up no mail."""
    while True:
        sys.stdout.buffer.write(took.get())
        sys.stdout.buffer.flush()


async def serve() -> None:
    """Until whoever started it closes our standard input."""
    took: SimpleQueue[bytes] = SimpleQueue()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Conversation(took), HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    threading.Thread(target=tell, args=(took,), daemon=True).start()
    await loop.run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    asyncio.run(serve())
