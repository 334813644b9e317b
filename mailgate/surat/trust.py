"""How far a field may be believed: the engine's sureness turned into the share that was right when measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from mailgate.surat.document import Word
from mailgate.surat.spelling import is_cut_off

T = TypeVar("T")

# Sureness of the least sure word → the share of such fields that was right (degraded letters, `make eval-surat`).
_MEASURED = ((0.0, 0.2), (0.3, 0.4), (0.5, 0.6), (0.7, 0.78), (0.8, 0.86), (0.87, 0.93), (0.92, 0.97), (1.0, 0.99))

# A recognised name that ends in a word which leads on is seldom whole.
_CUT_OFF = 0.7

CLEAN = 0.99
"""The most that is ever claimed: somebody may have typed the wrong thing."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value as read, and the chance that it is right."""

    value: T
    sure: float

    def times(self, factor: float) -> "Found[T]":
        """The same value, believed less."""
        return Found(self.value, self.sure * factor)


def of_words(text: str, words: Iterable[Word]) -> Found[str]:
    """A text of these words, believed as far as they are; less where recognition lost its end."""
    sure = min(CLEAN, trust(words))
    return Found(text, sure * _CUT_OFF if sure < CLEAN and is_cut_off(text) else sure)


def trust(words: Iterable[Word]) -> float:
    """The chance that all of these words are read rightly; words without a letter or digit don't count."""
    least = min((word.sureness for word in words if any(sign.isalnum() for sign in word.text)), default=1.0)
    for (low, share), (high, more) in pairwise(_MEASURED):
        if least <= high:
            return share + (more - share) * max(least - low, 0.0) / (high - low)
    return CLEAN
