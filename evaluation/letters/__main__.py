"""`make letters`, `make eval-surat`: letters with known fields, written or read and judged."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from evaluation.letters.layout import Set
from evaluation.letters.parallel import each
from evaluation.letters.store import emptied, written


def main(arguments: Sequence[str] | None = None) -> None:
    """Write letters."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.letters", description=__doc__)
    parser.add_argument("--set", type=Set, default=Set.TRAIN, help="latih (to tune on) or uji (to measure on)")
    parser.add_argument("--count", type=int, default=36, help="how many letters")
    parser.add_argument("--out", type=Path, default=Path("var/letters"), help="the folder; earlier letters there go")
    given = parser.parse_args(arguments)
    for path in each(partial(written, emptied(given.out), given.set), range(given.count)):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
