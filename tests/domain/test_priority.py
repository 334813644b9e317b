"""The matrix of impact and urgency (domain notes 4.8)."""

import pytest

from mailgate.domain.priority import Level, level, priority, proposed


@pytest.mark.parametrize(
    ("impact", "urgency", "expected"),
    [
        ("tinggi", "tinggi", "P1"),
        ("tinggi", "sedang", "P2"),
        ("tinggi", "rendah", "P3"),
        ("sedang", "tinggi", "P2"),
        ("sedang", "sedang", "P3"),
        ("sedang", "rendah", "P4"),
        ("rendah", "tinggi", "P3"),
        ("rendah", "sedang", "P4"),
        ("rendah", "rendah", "P4"),
    ],
)
def test_impact_and_urgency_give_the_priority(impact: str, urgency: str, expected: str) -> None:
    assert priority(Level(impact), Level(urgency)) == expected


@pytest.mark.parametrize(
    ("impact", "urgency", "expected"),
    [(None, None, None), ("tinggi", None, "P2"), (None, "rendah", "P4"), ("tinggi", "tinggi", "P1")],
)
def test_a_half_that_nothing_speaks_of_counts_as_medium(
    impact: str | None, urgency: str | None, expected: str | None
) -> None:
    assert proposed(impact, urgency) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("T", Level.HIGH), ("sedang", Level.MEDIUM), (" r ", Level.LOW), ("Tinggi", Level.HIGH), ("besar", None)],
)
def test_levels_are_read_as_words_or_letters(word: str, expected: Level | None) -> None:
    assert level(word) is expected
