"""A tiny IMAP server that answers by a table, for what neither Dovecot nor the demo's server does on demand."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from mailgate.adapters.loop_thread import LoopThread

SELECTED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 8] ok\r\n"
INTERNALDATE = b'INTERNALDATE "20-Nov-2026 08:00:00 +0700"'


class ScriptedImap:
    """`untagged` maps the start of a command to the lines before OK; `refused` names commands answered NO.

    `cut_in` is a command in whose answer the line breaks off, once, after the bytes it maps to.
    """

    def __init__(self, capabilities: str = "IMAP4rev1 AUTH=PLAIN UIDPLUS MOVE") -> None:
        self.port = 0
        self.capabilities = capabilities
        self.untagged: dict[bytes, bytes] = {b"SELECT": SELECTED, b"LIST": b'* LIST () "/" INBOX\r\n'}
        self.refused: set[bytes] = set()
        self.refusal = b"[SERVERBUG] cannot"
        self.selected = b"done"
        self.cut_in: dict[bytes, bytes] = {}
        self.secrets: list[bytes] = []
        self.commands: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        with suppress(ConnectionError):
            while line := await reader.readline():
                tag, _, command = line.rstrip(b"\r\n").partition(b" ")
                self.commands.append(command)
                if command.startswith(b"AUTHENTICATE"):
                    writer.write(b"+ \r\n")
                    self.secrets.append(b64decode(await reader.readline()))
                half = next((start for start in self.cut_in if command.startswith(start)), None)
                writer.write(self._answer(tag, command) if half is None else self.cut_in.pop(half))
                if command == b"LOGOUT" or half is not None:
                    break
        writer.close()

    def _answer(self, tag: bytes, command: bytes) -> bytes:
        if any(command.startswith(start) for start in self.refused):
            return tag + b" NO " + self.refusal + b"\r\n"
        lines = self.untagged.get(next((start for start in self.untagged if command.startswith(start)), b""), b"")
        if command == b"CAPABILITY":
            lines = f"* CAPABILITY {self.capabilities}\r\n".encode()
        if command == b"LOGOUT":
            lines = b"* BYE\r\n"
        return lines + tag + b" OK " + (self.selected if command.startswith(b"SELECT") else b"done") + b"\r\n"


@contextmanager
def serving(server: ScriptedImap, tls: ssl.SSLContext | None = None) -> Iterator[ScriptedImap]:
    thread = LoopThread("imap-test-server")
    thread.start()

    async def listen() -> asyncio.Server:
        return await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)

    async def shut(listener: asyncio.Server) -> None:
        listener.close()

    listener = thread.run(listen())
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        thread.run(shut(listener))
        thread.stop()
