"""Many mails on several processes, each made from seed and number where it is needed."""

from collections import Counter
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from traceback import format_exception

from tools.fuzz.material import material
from tools.fuzz.passage import Passed, pass_through

AT_ONCE = 400
"""Mails handed out before the first comes back."""


@dataclass
class Run:
    """What became of the mails: `escapes` holds, by the number of a mail, its bytes and the traceback it left."""

    count: int
    seed: int
    escapes: dict[int, tuple[bytes, str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    slowest: list[Passed] = field(default_factory=list)
    cpu: float = 0.0
    wall: float = 0.0


def run(count: int, seed: int, *, processes: int = 2, first: int = 0) -> Run:
    """Send that many mails through, all made from `seed` and their numbers from `first` on.

    A process that dies of a mail ends the run with BrokenProcessPool's traceback on that mail and those in line.
    """
    material()
    told, began = Run(count, seed), monotonic()
    numbers = iter(range(first, first + count))
    with TemporaryDirectory(prefix="mailgate-fuzz-") as folder, _pool(processes) as pool:
        here = Path(folder)
        while batch := {pool.submit(pass_through, seed, index, here): index for index in islice(numbers, AT_ONCE)}:
            wait(batch)
            for future, index in batch.items():
                _note(future, index, told, here)
    told.wall = monotonic() - began
    return told


def _pool(processes: int) -> ProcessPoolExecutor:
    # Forked, so that the material is made once.
    return ProcessPoolExecutor(processes, mp_context=get_context("fork"))


def _note(future: Future[Passed], index: int, told: Run, folder: Path) -> None:
    error = future.exception()
    if error is not None:
        mail = folder / f"{index}.eml"
        told.escapes[index] = (mail.read_bytes() if mail.exists() else b"", "".join(format_exception(error)))
        return
    passed = future.result()
    told.kinds[passed.kind] += 1
    told.cpu += passed.seconds
    told.slowest = nlargest(3, [*told.slowest, passed], key=lambda one: one.seconds)
