"""The same work for many letters on all cores, in the order asked."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from typing import TypeVar

Made = TypeVar("Made")


def each(work: Callable[[int], Made], indices: Sequence[int]) -> Iterator[Made]:
    """`work` done on each index; it must stand in a module, since every process starts afresh."""
    # OpenCV's threads don't survive a fork.
    with ProcessPoolExecutor(cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, indices)
