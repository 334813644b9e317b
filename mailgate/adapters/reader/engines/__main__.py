"""The child's life: bind itself, then read one file after the other until the parent hangs up."""

import os
import socket
import sys
from types import TracebackType

from mailgate.adapters.reader import frames
from mailgate.adapters.reader.engines.confine import confine, grant_cpu
from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.kinds import Kind

LARGEST_FILE = 2_000_000_000


def main() -> None:
    """Serve the socket that stands on stdin; what libraries print goes nowhere."""
    channel = socket.socket(fileno=os.dup(0))
    with open(os.devnull, "r+b") as nowhere:  # noqa: PTH123  (descriptors are wanted, not a path)
        os.dup2(nowhere.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    confine(int(sys.argv[1]) * 1_000_000)
    _tell_faults(channel)
    while (request := frames.receive_json(channel)) is not None:
        data = frames.receive(channel, LARGEST_FILE)
        if data is None:
            return
        _serve(Job.of(request), Kind(request["kind"]), data, Report(channel))
        frames.send_json(channel, {"is": "end"})


def _serve(job: Job, kind: Kind, data: bytes, report: Report) -> None:
    from mailgate.adapters.reader.engines.reading import read_file

    grant_cpu(job.seconds_per_file)
    read_file(kind, data, job, report)


def _tell_faults(channel: socket.socket) -> None:
    """A fault that nobody foresaw is told to the parent, then the child dies of it."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "nowhere"  # noqa: PTH119
        frames.send_json(channel, {"is": "fault", "why": f"{kind.__name__} at {where}: {str(error)[:300]}"})

    sys.excepthook = tell


if __name__ == "__main__":
    main()
