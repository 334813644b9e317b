"""What processes have used, seen through /proc: their own time apart from that of the processes they started."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Process:
    """A running process, by its id."""

    pid: int

    def cpu_seconds(self) -> float:
        """User and system time of this process alone (proc(5), stat fields 14 and 15)."""
        return _seconds(self.pid, 11, 13)

    def family_cpu_seconds(self) -> float:
        """That of this process and all below it, those that have ended included (fields 14 to 17)."""
        return sum(_seconds(each, 11, 15) for each in family(self.pid))

    def memory_mb(self) -> float:
        """Resident memory of this process now, in MB (10^6 bytes), pages shared with others included."""
        return resident(self.pid) / 1e6


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    try:
        children = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return [pid]
    return [pid, *(one for row in children for child in row for one in family(int(child)))]


def resident(pid: int) -> int:
    """Bytes that a process holds; 0 where it is gone."""
    fields = _stat(pid)
    return int(fields[21]) * PAGE if fields else 0


def _seconds(pid: int, first: int, last: int) -> float:
    return sum(map(int, _stat(pid)[first:last])) / TICKS


def _stat(pid: int) -> list[str]:
    """The fields of /proc/…/stat behind the name; none where the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
