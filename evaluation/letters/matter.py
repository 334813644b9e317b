"""What offices write to a Dinas Kominfo about; some of the words of matter.yaml would mislead a careless reader."""

from functools import cache
from pathlib import Path
from random import Random

import yaml


@cache
def words() -> dict[str, list[str]]:
    """The lists of matter.yaml by their names."""
    text = (Path(__file__).parent / "matter.yaml").read_text(encoding="utf-8")
    return {name: list(map(str, rows)) for name, rows in yaml.safe_load(text).items()}


def subject(rng: Random) -> str:
    """A hal, two in three long enough to wrap."""
    return rng.choice(words()["long" if rng.random() < 0.66 else "short"])


def paragraphs(rng: Random, *, event: str, other: str) -> list[str]:
    """An opening that names another day and perhaps another letter, and one to three paragraphs behind it."""
    opening = rng.choice(words()["openings"]).format(event=event, other=other)
    return [opening, *rng.sample(words()["middles"], rng.randint(1, 3))]
