"""`make eval`: how well and how fast replies are read. A measurement: it exits 0 whatever it finds."""

import argparse
import json
import sys
from collections.abc import Sequence

from evaluation import report
from evaluation.bench import read
from evaluation.corpus import Case, load
from evaluation.pace import replies_a_second
from evaluation.public import shares


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("only", nargs="*", help="measure only the cases whose id begins so, for example sw2 trap")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the report")
    given = parser.parse_args(arguments)
    cases = [case for case in load() if _chosen(case, given.only)]
    readings = [read(case) for case in cases]
    public = [] if given.only else shares()
    pace = None if given.only else replies_a_second([r.case for r in readings if not r.fault])
    if given.json:
        print(json.dumps(report.as_json(readings, public, pace), ensure_ascii=False))
        return
    for line in report.lines(readings, public, pace):
        print(line)


def _chosen(case: Case, only: Sequence[str]) -> bool:
    return not only or any(case.id.startswith(start) for start in only)


if __name__ == "__main__":
    main(sys.argv[1:])
