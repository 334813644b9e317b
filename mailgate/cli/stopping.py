"""Until Ctrl-C or SIGTERM: the end of whatever runs for as long as it may."""

import signal
import threading


def stop_signal() -> threading.Event:
    """An event that Ctrl-C (SIGINT) or SIGTERM sets, from now on, instead of breaking off what is being done.

    Call it before other threads are started: they inherit that these signals are not theirs. A handler would need the
    main thread to run it, which sleeps through a signal that another thread was given.
    """
    stop = threading.Event()
    awaited = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, awaited)

    def wait() -> None:
        signal.sigwait(awaited)
        stop.set()

    threading.Thread(target=wait, name="signals", daemon=True).start()
    return stop
