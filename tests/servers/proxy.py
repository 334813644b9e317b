"""A TCP proxy that breaks lines as bad networks and bad servers do; what it forwards to never knows."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from mailgate.adapters.loop_thread import LoopThread
from tests.servers.process import HOST


class Line:
    """One connection, its two halves; `deaf` swallows whatever is said on it, both ways."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.client, self.server = client, server
        self.deaf = False
        self.doomed = False

    def deafen(self) -> None:
        """Let it stand, and say nothing more on it."""
        self.deaf = True

    def cut(self) -> None:
        """Reset it without a word."""
        for writer in (self.client, self.server):
            writer.transport.abort()


class Proxy:
    """Forwards `port` to a port of this machine. Set from any thread; what is set holds for what is said from then on.

    `refusing` hangs up on new connections. `cut_after` is the number of bytes from the server after which the line that
    carries them breaks, once. `cut_reply_to` are bytes of a client after which the server's next word is lost and the
    line breaks, once. `instead` maps words of the server to others.
    """

    def __init__(self, upstream: int) -> None:
        self.port = 0
        self.upstream = upstream
        self.refusing = False
        self.cut_after: int | None = None
        self.cut_reply_to: bytes | None = None
        self.instead: dict[bytes, bytes] = {}
        self.connections = 0
        self.breaks = 0
        self._lines: set[Line] = set()
        self._thread = LoopThread("proxy")

    def cut(self) -> None:
        """Break every open line."""
        self._thread.run(self._each(Line.cut))

    def deafen(self) -> None:
        """Every open line stays open and carries nothing more; new ones are sound."""
        self._thread.run(self._each(Line.deafen))

    async def _each(self, what: Callable[[Line], None]) -> None:
        for line in list(self._lines):
            what(line)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self.refusing:
            writer.transport.abort()
            return
        try:
            from_server, to_server = await asyncio.open_connection(HOST, self.upstream)
        except OSError:
            writer.transport.abort()
            return
        line = Line(writer, to_server)
        self._lines.add(line)
        try:
            pumps = [self._up(reader, line), self._down(from_server, line)]
            _, left = await asyncio.wait(
                [asyncio.ensure_future(pump) for pump in pumps], return_when=asyncio.FIRST_COMPLETED
            )
            for pump in left:
                pump.cancel()
        finally:
            self._lines.discard(line)
            for each in (writer, to_server):
                each.close()

    async def _up(self, reader: asyncio.StreamReader, line: Line) -> None:
        said = b""
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                said = (said + data)[-1000:]
                if self.cut_reply_to is not None and self.cut_reply_to in said:
                    self.cut_reply_to, line.doomed = None, True
                if not line.deaf:
                    line.server.write(data)
                    await line.server.drain()

    async def _down(self, reader: asyncio.StreamReader, line: Line) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if line.doomed:
                    self.breaks += 1
                    line.cut()
                    return
                if line.deaf:
                    continue
                for words, others in self.instead.items():
                    data = data.replace(words, others)
                if self.cut_after is not None and len(data) >= self.cut_after:
                    line.client.write(data[: self.cut_after])
                    await line.client.drain()
                    self.cut_after = None
                    self.breaks += 1
                    return
                if self.cut_after is not None:
                    self.cut_after -= len(data)
                line.client.write(data)
                await line.client.drain()


@contextmanager
def proxy_to(upstream: int) -> Iterator[Proxy]:
    """A proxy in front of that port."""
    proxy = Proxy(upstream)
    thread = proxy._thread
    thread.start()

    async def listen() -> asyncio.Server:
        return await asyncio.start_server(proxy._serve, HOST, 0)

    async def shut(listener: asyncio.Server) -> None:
        listener.close()

    listener = thread.run(listen())
    proxy.port = listener.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        thread.run(shut(listener))
        proxy.cut()
        thread.stop()
