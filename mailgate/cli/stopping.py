"""Until Ctrl-C or SIGTERM: the end of whatever runs for as long as it may."""

import signal
import threading
from types import FrameType


def stop_signal() -> threading.Event:
    """An event that Ctrl-C (SIGINT) or SIGTERM sets, from now on, instead of breaking off what is being done."""
    stop = threading.Event()

    def halt(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, halt)
    return stop
