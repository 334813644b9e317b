"""What parent and child say to each other: frames of four bytes' length and their payload, JSON or raw bytes."""

import json
import socket
from collections.abc import Callable, Mapping
from struct import Struct
from typing import Any

_LENGTH = Struct(">I")

LARGEST = 64_000_000
"""Bytes of a frame that comes back: no page has more words than that."""


class BrokenFrame(Exception):
    """The other side said something that is no frame, or hung up inside one."""


def send(channel: socket.socket, payload: bytes) -> None:
    """One frame; OSError (TimeoutError among them) where it doesn't get through."""
    channel.sendall(_LENGTH.pack(len(payload)))
    channel.sendall(payload)


def send_json(channel: socket.socket, value: Mapping[str, Any]) -> None:
    """One frame of JSON."""
    send(channel, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def receive(channel: socket.socket, largest: int = LARGEST, wait: Callable[[], None] = lambda: None) -> bytes | None:
    """The next frame, or None where the other side hung up between two; BrokenFrame, OSError.

    `wait` is called before each read, to shorten the socket's patience.
    """
    head = _exactly(channel, _LENGTH.size, wait)
    if not head:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > largest:
        raise BrokenFrame(f"a frame of {length} bytes")
    return _exactly(channel, length, wait) or b""


def receive_json(
    channel: socket.socket, largest: int = LARGEST, wait: Callable[[], None] = lambda: None
) -> dict[str, Any] | None:
    """The next frame as a JSON object, or None at the end; BrokenFrame, OSError."""
    payload = receive(channel, largest, wait)
    if payload is None:
        return None
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame("a frame that is no JSON") from error
    if not isinstance(value, dict):
        raise BrokenFrame("a frame that is no object")
    return value


def _exactly(channel: socket.socket, count: int, wait: Callable[[], None]) -> bytes:
    """`count` bytes; fewer, and that is none, only where the other side hung up before the first."""
    got = bytearray()
    while len(got) < count:
        wait()
        part = channel.recv(min(count - len(got), 1 << 20))
        if not part:
            if got:
                raise BrokenFrame("hung up within a frame")
            return b""
        got += part
    return bytes(got)
