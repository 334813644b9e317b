"""Played scenarios as something to read: what happened when, and one line a scenario at the end."""

from collections.abc import Sequence

from mailgate.demo.play import Played
from mailgate.domain.notice import Json


def seconds(played: Played) -> float:
    """How long the scenario took."""
    return played.moments[-1].seconds if played.moments else 0.0


def timeline(played: Played) -> list[tuple[str, str, str]]:
    """Rows of (moment, who, what); who is named without the office's domain, which is the same for all."""
    return [(f"{m.seconds:6.2f} s", m.who.partition("@")[0], m.what) for m in played.moments]


def summary(plays: Sequence[Played]) -> list[tuple[str, str, str, str, str]]:
    """Rows of (verdict, scenario, ticket, seconds, ended)."""
    return [
        (
            "ok" if played.passed else "FAILED",
            played.scenario.name,
            played.number or "-",
            f"{seconds(played):.1f} s",
            played.ended,
        )
        for played in plays
    ]


def as_object(played: Played) -> Json:
    """What `mailgate demo --json` prints of a scenario."""
    return {
        "scenario": played.scenario.name,
        "instansi": played.scenario.office,
        "ticket": played.number or None,
        "ended": played.ended,
        "passed": played.passed,
        "seconds": round(seconds(played), 3),
        "timeline": [{"seconds": round(m.seconds, 3), "who": m.who, "what": m.what} for m in played.moments],
    }
