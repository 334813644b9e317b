"""`make fuzz`: so many broken mails (FUZZ, 100,000 unless told), on all cores; exit 1 where one escapes."""

import argparse
import os
import sys
from pathlib import Path

from tools.fuzz.run import Run, run


def main() -> int:
    arguments = _arguments()
    told = run(arguments.count, arguments.seed, processes=arguments.processes, first=arguments.first)
    _keep(told, arguments.keep)
    _tell(told, arguments.keep)
    return 1 if told.escapes else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=int(os.environ.get("FUZZ") or 100_000), help="mails to break")
    parser.add_argument(
        "--seed", type=int, default=int(os.environ.get("SEED") or 1), help="the same seed, the same mails"
    )
    parser.add_argument("--first", type=int, default=0, help="the first mail's number")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz"), help="where the mails that escape are kept")
    return parser.parse_args()


def _keep(told: Run, folder: Path) -> None:
    """Each mail that escaped as a file, with what it brought about beside it."""
    for index, (raw, trace) in told.escapes.items():
        folder.mkdir(parents=True, exist_ok=True)
        name = folder / f"{told.seed}-{index}"
        name.with_suffix(".eml").write_bytes(raw)
        name.with_suffix(".txt").write_text(trace, encoding="utf-8", errors="replace")


def _tell(told: Run, folder: Path) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in told.kinds.most_common())
    print(f"fuzz: {told.count} mails, seed {told.seed}: {len(told.escapes)} escapes")
    print(f"  {kinds}")
    for passed in told.slowest:
        print(f"  slowest: {passed.seconds:.2f} s of CPU, mail {passed.index} ({passed.kind})")
    print(f"  {told.count / told.wall:.0f} mails a second, {told.cpu / max(told.count, 1) * 1000:.1f} ms of CPU each")
    for index, (_, trace) in list(told.escapes.items())[:20]:
        print(f"  escaped: {folder}/{told.seed}-{index}.eml: {trace.strip().splitlines()[-1][:200]}")


if __name__ == "__main__":
    sys.exit(main())
