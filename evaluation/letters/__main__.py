"""`make letters` writes letters with known fields; `make eval-surat` reads and judges them, exiting 0 in any case."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from evaluation.letters.layout import Set
from evaluation.letters.parallel import each
from evaluation.letters.store import emptied, written


def main(arguments: Sequence[str] | None = None) -> None:
    """Write, or measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.letters", description=__doc__)
    parser.add_argument("what", choices=("write", "measure"))
    parser.add_argument("--set", type=Set, default=Set.TRAIN, help="latih (to tune on) or uji (to measure on)")
    parser.add_argument("--count", type=int, default=36, help="how many letters")
    parser.add_argument("--misses", action="store_true", help="list every miss and keep its file in the folder")
    parser.add_argument("--out", type=Path, default=Path("var/letters"), help="the folder; earlier letters there go")
    given = parser.parse_args(arguments)
    for line in _written(given) if given.what == "write" else _measured(given):
        sys.stdout.write(line + "\n")


def _written(given: argparse.Namespace) -> Iterator[str]:
    for path in each(partial(written, emptied(given.out), given.set), range(given.count)):
        yield str(path)


def _measured(given: argparse.Namespace) -> Iterator[str]:
    # Imported here: writing letters needs no reader.
    from evaluation.letters.measure import measured
    from evaluation.letters.report import lines

    folder = emptied(given.out) if given.misses else None
    rows = []
    for row in each(partial(measured, given.set, folder), range(given.count)):
        rows.append(row)
        sys.stderr.write(f"\r{len(rows)} of {given.count} files")
    sys.stderr.write("\n")
    yield f"Letters of set {given.set.value}: {given.count} files"
    yield from lines(rows, misses=given.misses)


if __name__ == "__main__":
    main(sys.argv[1:])
