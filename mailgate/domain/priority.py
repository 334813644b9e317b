"""Priority from impact and urgency (domain notes 4.8): proposed by the rules, fixed by a human with PRIORITAS."""

from enum import StrEnum


class Level(StrEnum):
    """How much: of impact (many offices, one office, one room) or of urgency (stopped, degraded, can wait)."""

    HIGH = "tinggi"
    MEDIUM = "sedang"
    LOW = "rendah"


PRIORITIES = ("P1", "P2", "P3", "P4")
"""From the most pressing to the least."""

_MATRIX = {
    (Level.HIGH, Level.HIGH): "P1",
    (Level.HIGH, Level.MEDIUM): "P2",
    (Level.HIGH, Level.LOW): "P3",
    (Level.MEDIUM, Level.HIGH): "P2",
    (Level.MEDIUM, Level.MEDIUM): "P3",
    (Level.MEDIUM, Level.LOW): "P4",
    (Level.LOW, Level.HIGH): "P3",
    (Level.LOW, Level.MEDIUM): "P4",
    (Level.LOW, Level.LOW): "P4",
}

_WORDS = {word: level for level in Level for word in (level.value, level.value[0])}


def priority(impact: Level, urgency: Level) -> str:
    """P1 to P4 of the matrix."""
    return _MATRIX[impact, urgency]


def level(word: str) -> Level | None:
    """The level that `tinggi`, `sedang`, `rendah` or `t`, `s`, `r` (any case) names; None for another word."""
    return _WORDS.get(word.strip().lower())


def proposed(impact: str | None, urgency: str | None) -> str | None:
    """The priority of a proposal; a half that nothing speaks of counts as `sedang`, and with neither there is none."""
    if impact is None and urgency is None:
        return None
    return priority(Level(impact or Level.MEDIUM), Level(urgency or Level.MEDIUM))
