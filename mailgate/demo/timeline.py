"""Played scenarios as something to read: what happened when, and one line a scenario at the end."""

from collections.abc import Sequence

from mailgate.demo.play import Moment, Played
from mailgate.domain.notice import Json
from mailgate.domain.wording import DAYS


def seconds(played: Played) -> float:
    """How long the scenario took."""
    return played.moments[-1].seconds if played.moments else 0.0


def timeline(played: Played) -> list[tuple[str, str, str]]:
    """Rows of (moment, who, what); who is named without the office's domain, which is the same for all."""
    return [(_moment(m), m.who.partition("@")[0], m.what) for m in played.moments]


def _moment(moment: Moment) -> str:
    """`Sel 15/12 14.00` on a clock of its own, else the seconds since the beginning."""
    if moment.at is None:
        return f"{moment.seconds:6.2f} s"
    return f"{DAYS[moment.at.weekday()][:3]} {moment.at:%d/%m %H.%M}"


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
        "timeline": [_line(m) for m in played.moments],
    }


def _line(moment: Moment) -> Json:
    at = {"at": moment.at.isoformat(timespec="minutes")} if moment.at else {}
    return {"seconds": round(moment.seconds, 3), **at, "who": moment.who, "what": moment.what}
