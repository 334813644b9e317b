"""What the child and all it starts may use; set by itself, before any byte of a file is looked at."""

import resource

OPEN_FILES = 64


def confine(memory: int) -> None:
    """At most `memory` bytes of address space, few open files, none written, no core."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def grant_cpu(seconds: float) -> None:
    """As much processor time from now on as a file may take by the clock: what spins is ended by the kernel too."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))
