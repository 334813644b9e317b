"""The arithmetic of the benchmark, and mails that come when they come."""

import random
from itertools import pairwise

import pytest

from benchmarks.arrivals import arrival_times
from benchmarks.figures import latencies, percentile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.99, 3.0),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.0),
        ([4.0, 1.0, 3.0, 2.0], 0.75, 3.0),
        ([float(n) for n in range(1, 101)], 0.95, 95.0),
        ([float(n) for n in range(1, 101)], 0.99, 99.0),
        ([float(n) for n in range(1, 21)], 0.99, 20.0),
        ([1.0, 2.0], 0.0, 1.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 0.5)


def test_latencies_are_told_in_ms() -> None:
    assert latencies([0.010, 0.020, 1.234]) == "20 / 1,234 / 1,234"


def test_mails_come_at_the_rate_that_was_asked_for_and_not_in_step() -> None:
    times = list(arrival_times(50, 2000, random.Random(1)))
    gaps = [after - before for before, after in pairwise(times)]
    assert times == sorted(times)
    assert times[-1] == pytest.approx(40, rel=0.1)
    assert max(gaps) > 5 * sum(gaps) / len(gaps)
