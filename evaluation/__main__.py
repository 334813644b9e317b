"""`make eval`: how well and how fast replies are read. A measurement: it exits 0 whatever it finds."""

import argparse
import json
import sys
from collections.abc import Sequence

from evaluation import report
from evaluation.bench import read
from evaluation.corpus import Case, load
from evaluation.grid import copied, silent
from evaluation.pace import replies_a_second, slowest_hostile
from evaluation.public import shares


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("only", nargs="*", help="measure only the cases whose id begins so, for example sw2 trap")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the report")
    given = parser.parse_args(arguments)
    cases = [case for case in load() if _chosen(case, given.only)]
    readings = [read(case) for case in cases]
    whole = not given.only
    measured = report.Measured(
        readings,
        silent=list(silent(cases)) if whole else (),
        copied=list(copied(cases)) if whole else (),
        public=shares() if whole else None,
        pace=replies_a_second([r.case for r in readings if not r.fault]) if whole else None,
        slowest=slowest_hostile(readings[0].case) if whole else None,
    )
    if given.json:
        sys.stdout.write(json.dumps(report.as_json(measured), ensure_ascii=False) + "\n")
        return
    for line in report.lines(measured):
        sys.stdout.write(line + "\n")


def _chosen(case: Case, only: Sequence[str]) -> bool:
    return not only or any(case.id.startswith(start) for start in only)


if __name__ == "__main__":
    main(sys.argv[1:])
