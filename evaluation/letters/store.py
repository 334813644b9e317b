"""Letters kept on disk: each file beside the JSON of its truth, under names that say what they are."""

import json
from collections.abc import Iterable
from pathlib import Path

from evaluation.letters.layout import Set
from evaluation.letters.plan import plan
from evaluation.letters.sample import Sample, sample
from evaluation.letters.truth import as_json


def stored(made: Sample, folder: Path) -> Path:
    """Write one letter and its truth into the folder; the path of the letter."""
    which, index, layout, way = made.plan.which, made.plan.index, made.plan.layout, made.plan.degradation
    words = "".join(c if c.isalnum() else " " for c in f"{layout.name} {way.name}").split()
    path = folder / f"{which.value}-{index:04d}-{'-'.join(words)}.{made.file_name.rsplit('.', 1)[1]}"
    path.write_bytes(made.data)
    told = {
        "set": which.value,
        "layout": layout.name,
        "degradation": way.name,
        "group": way.group.value,
        "sent_as": made.file_name,
        "letters": [as_json(letter) for letter in made.letters],
    }
    path.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def written(folder: Path, which: Set, index: int) -> Path:
    """Make and store one letter of a set."""
    return stored(sample(plan(which, index)), folder)


def emptied(folder: Path) -> Path:
    """The folder, made where it is missing, without letters of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in _earlier(folder):
        path.unlink()
    return folder


def _earlier(folder: Path) -> Iterable[Path]:
    return [path for start in ("latih", "uji") for path in folder.glob(f"{start}-[0-9]*")]
