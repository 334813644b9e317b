"""A file is shown to ClamAV's clamd before it is opened, by its INSTREAM command (clamd(8))."""

import socket
from collections.abc import Iterator
from struct import pack

SECONDS = 60.0
_CHUNK = 1 << 18


class ClamdAway(Exception):
    """clamd gives no verdict: not reached, broken off, or an error of its own."""


def infection(address: str, data: bytes) -> str | None:
    """The name of what clamd found in a file, or None; ClamdAway. `address` is host:port or a socket's path."""
    try:
        with _connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            for part in _chunks(data):
                connection.sendall(part)
            answer = _answer(connection)
    except (OSError, ValueError) as error:
        raise ClamdAway(f"clamd at {address}: {error}") from error
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if answer.endswith(" OK"):
        return None
    raise ClamdAway(f"clamd at {address} answered {answer[:200]!r}")


def _connected(address: str) -> socket.socket:
    if address.startswith(("/", "unix:")):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _chunks(data: bytes) -> Iterator[bytes]:
    for at in range(0, len(data), _CHUNK):
        part = data[at : at + _CHUNK]
        yield pack(">I", len(part)) + part
    yield pack(">I", 0)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        part = connection.recv(4096)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
