"""What reading a page costs against Tesseract alone on the same picture, and what sixty pages need of memory."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Event, Thread

from PIL import Image

from benchmarks.processes import Process, family, resident
from mailgate.adapters.reader import FileReader, ReadingLimits
from tests.adapters.letter_pages import as_file, crooked, photographed, scan_pdf, scanned

ROUNDS = 5

PAGES: tuple[tuple[str, Callable[[], Image.Image], float], ...] = (
    ("upright, 200 dpi", lambda: scanned(200), 1.35),
    ("upright, 300 dpi", lambda: scanned(300), 1.35),
    ("upright, 3° askew", lambda: crooked(scanned(200), 3), 1.35),
    ("turned by 90°", lambda: scanned(200).rotate(90, expand=True), 3.0),
    ("turned by 180°", lambda: scanned(200).rotate(180), 3.0),
    ("turned by 270°", lambda: scanned(200).rotate(270, expand=True), 3.0),
    ("photographed on a desk", lambda: photographed(200), 5.0),
)


def ratios() -> None:
    """Medians of interleaved rounds: this reader's processor time by that of `tesseract --psm 3`, one thread each.

    Processor time, since a neighbour's load doubles the clock's; on an idle machine both are the same.
    """
    reader = FileReader(ReadingLimits())
    try:
        reader.read("warm.png", "", as_file(scanned(72)))
        for what, make, goal in PAGES:
            picture = as_file(make(), "JPEG", quality=90)
            plain, ours = zip(*((_tesseract(picture), _reader(reader, picture)) for _ in range(ROUNDS)), strict=True)
            ratio = median(mine / theirs for mine, theirs in zip(ours, plain, strict=True))
            seconds = f"{median(ours):.2f} s against {median(plain):.2f} s"
            print(f"  {what:<28} {ratio:5.2f} ×  goal ≤ {goal} ×   {seconds}")
    finally:
        reader.close()


def memory() -> None:
    """The most that the reader's processes held together over a scan of sixty pages."""
    data = scan_pdf([scanned(200)] * 60)
    reader = FileReader(ReadingLimits(pages=60, seconds_per_file=3600))
    peak = Peak()
    with peak:
        document = reader.read("scan.pdf", "", data)
    reader.close()
    print(f"  a scan of {len(document.pages)} pages: at most {peak.megabytes:.0f} MB resident, goal < 500 MB")


def _tesseract(picture: bytes) -> float:
    command = ("tesseract", "-", "-", "-l", "ind", "--psm", "3")
    began = Process(os.getpid()).family_cpu_seconds()
    subprocess.run(command, input=picture, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, check=True)
    return Process(os.getpid()).family_cpu_seconds() - began


def _reader(reader: FileReader, picture: bytes) -> float:
    began = Process(os.getpid()).family_cpu_seconds()
    document = reader.read("scan.jpg", "", picture)
    assert document.pages, document.notes
    return Process(os.getpid()).family_cpu_seconds() - began


class Peak:
    """Samples the resident memory of this process and all below it, while entered."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._over = Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.megabytes = max(self.megabytes, sum(map(resident, family(os.getpid()))) / 1e6)


def main() -> None:
    print(f"reading, medians of {ROUNDS} interleaved rounds, load {Path('/proc/loadavg').read_text().split()[0]}")
    ratios()
    memory()


if __name__ == "__main__":
    main()
