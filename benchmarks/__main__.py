"""`make bench`: what a mail costs and how long it takes, on small and large databases, by one process and by two."""

import sys
from pathlib import Path

from benchmarks.end_to_end import end_to_end
from benchmarks.growth import growth
from benchmarks.knobs import chosen
from benchmarks.papers import dossier
from benchmarks.single import singly
from benchmarks.stages import stages
from benchmarks.workers import side_by_side

SECTIONS = {
    "mails": end_to_end,
    "stages": stages,
    "latency": singly,
    "dossier": dossier,
    "growth": growth,
    "workers": side_by_side,
}


def main(names: list[str]) -> None:
    knobs = chosen()
    load = Path("/proc/loadavg").read_text().split()[0]
    print(f"mailgate bench, Python {sys.version.split()[0]}, load {load}, medians of {knobs.rounds} rounds")
    for name in names or SECTIONS:
        SECTIONS[name](knobs)


if __name__ == "__main__":
    main(sys.argv[1:])
