"""The process that opens what arrived: kept warm, bounded from outside by the clock, and killed with all it started."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from mailgate.adapters.reader import frames
from mailgate.adapters.reader.limits import ReadingLimits

_ROOT = Path(__file__).resolve().parents[3]

# What is handed down: enough to find programs and language data. No setting, no password.
_HANDED_DOWN = ("PATH", "TESSDATA_PREFIX", "TZ")


class ChildFailed(Exception):
    """The child died, fell silent or talked nonsense; it has been killed. `slow` where the clock was the reason."""

    def __init__(self, message: str, *, slow: bool = False) -> None:
        super().__init__(message)
        self.slow = slow


def engines_command(limits: ReadingLimits) -> Sequence[str]:
    """How the engines are started: this interpreter, without the user's site and without writing byte code."""
    return (sys.executable, "-P", "-s", "-B", "-m", "mailgate.adapters.reader.engines", str(limits.memory_mb))


class Child:
    """One warm process. `read` yields what it says of one file; any fault kills it, with its process group."""

    def __init__(self, command: Sequence[str]) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  (no shell; nothing of a file in its arguments)
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )
        self.files = 0
        self._ended = False

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return not self._ended and self._process.poll() is None

    def read(self, request: Mapping[str, Any], data: bytes, limits: ReadingLimits) -> Iterator[dict[str, Any]]:
        """Everything the child finds in a file, in its order; ChildFailed."""
        self.files += 1
        patience = _Patience(self._channel, limits)
        try:
            patience()
            frames.send_json(self._channel, request)
            frames.send(self._channel, data)
            while True:
                patience.for_a_page()
                found = frames.receive_json(self._channel, wait=patience)
                if found is None:
                    raise frames.BrokenFrame("hung up")
                if found.get("is") == "end":
                    return
                if found.get("is") == "fault":
                    raise frames.BrokenFrame(str(found.get("why")))
                yield found
        except TimeoutError as error:
            self.kill()
            raise ChildFailed("took too long", slow=True) from error
        except (OSError, frames.BrokenFrame) as error:
            self.kill()
            raise ChildFailed(f"{error}; exit code {self._process.returncode}") from error

    def kill(self) -> None:
        """End it at once, with everything it started; once is enough, since its number may be another's later."""
        if self._ended:
            return
        self._ended = True
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._channel.close()


class _Patience:
    """Sets the socket's timeout to what is left of the file's time and of the page's."""

    def __init__(self, channel: socket.socket, limits: ReadingLimits) -> None:
        self._channel = channel
        self._page_seconds = limits.seconds_per_page
        self._until = self._page_until = monotonic() + limits.seconds_per_file

    def for_a_page(self) -> None:
        """From now on, a page's time; a grain more than the child's own limit, which ends a page more gently."""
        self._page_until = min(self._until, monotonic() + 1.5 * self._page_seconds + 1)

    def __call__(self) -> None:
        left = self._page_until - monotonic()
        if left <= 0:
            raise TimeoutError
        self._channel.settimeout(left)


def _environment() -> dict[str, str]:
    handed = {name: os.environ[name] for name in _HANDED_DOWN if name in os.environ}
    # One thread a process: Tesseract is six times slower with its default, and readers run side by side.
    threads = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return {**handed, **threads, "PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
