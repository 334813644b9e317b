"""Percentiles and spreads, as the tables print them."""

import math
from collections.abc import Iterable, Sequence


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least that share (0 to 1) of all values doesn't exceed (nearest rank).

    ValueError where there is none.
    """
    ranked = sorted(values)
    if not ranked:
        raise ValueError("no values: nothing was measured")
    return ranked[max(math.ceil(share * len(ranked)), 1) - 1]


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Least to most, beside a median: how far the rounds lie apart."""
    return f"{min(values):.{digits}f} to {max(values):.{digits}f}"


def latencies(seconds: Sequence[float]) -> str:
    """p50, p95 and p99 in ms."""
    return " / ".join(f"{percentile(seconds, share) * 1000:,.0f}" for share in (0.5, 0.95, 0.99))
