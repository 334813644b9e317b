"""An asyncio loop on a thread of its own, for the servers that live beside mailgate's plain threads."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class LoopThread:
    """Runs coroutines for other threads, from `start` to `stop`."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread; once only."""
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T], timeout: float | None = 30.0) -> T:
        """What `coroutine` returns or raises, run on the loop; TimeoutError after `timeout` seconds."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout)

    def stop(self) -> None:
        """Cancel what still runs, let the sockets close, end the thread. May be called again."""
        if self._loop.is_closed():
            return
        if self._thread.is_alive():
            self.run(_wind_up())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()


async def _wind_up() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    # A closed transport reports connection_lost on the turn after the next; unreported, its socket counts as leaked.
    for _ in range(3):
        await asyncio.sleep(0)
    await asyncio.get_running_loop().shutdown_default_executor()
