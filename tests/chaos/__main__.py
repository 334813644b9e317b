"""`make chaos` and `make cluster`: the sieges at full length.

CHAOS is the number of kills over all settings, MAILS that of the cluster's requests, EVERY its longest pause between
two kills in seconds.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.chaos.settings import SETTINGS, cluster
from tests.chaos.siege import Plan, Report, Setting, besiege
from tests.chaos.table import LEGEND, lines
from tests.servers import ServerMissing

Opens = Callable[[], AbstractContextManager[Setting]]


def main(what: str) -> int:
    """0 where every promise held."""
    reports: list[Report] = []

    def running() -> Iterator[Report]:
        for opens, plan in _plans(what):
            report = _siege(opens, plan)
            if report is not None:
                reports.append(report)
                yield report

    for line in lines(running()):
        print(line, flush=True)
    print(f"\n{LEGEND}")
    return 0 if reports and all(report.sound for report in reports) else 1


def _plans(what: str) -> list[tuple[Opens, Plan]]:
    if what == "cluster":
        mails, every = int(os.environ.get("MAILS", "20000")), float(os.environ.get("EVERY", "6"))
        return [
            (cluster, Plan(mails=mails, boxes=10, kills=None, pause=every, answering=False, in_flight=200, pace=15))
        ]
    kills = int(os.environ.get("CHAOS", "500"))
    share = [kills // len(SETTINGS) + (i < kills % len(SETTINGS)) for i in range(len(SETTINGS))]
    return [(opens, Plan(kills=n)) for opens, n in zip(SETTINGS, share, strict=True) if n]


def _siege(opens: Opens, plan: Plan) -> Report | None:
    try:
        with opens() as setting, TemporaryDirectory(prefix="mailgate-chaos-") as folder:
            return besiege(setting, plan, Path(folder))
    except ServerMissing as missing:
        print(f"left out: {missing}", file=sys.stderr)
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "chaos"))
