"""The two pictures of a report, each with words that say the same where pictures are off."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate.app.figures import Group, percent
from mailgate.domain.notice import Json, Paper

WIDTH = 340
"""Pixels of CSS: the width inside a mail on a phone of 390, so that no phone shrinks the letters."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: what the mail shows of it, and the paper it is made from."""

    shown: Json
    paper: Paper


def trend(labels: Sequence[str], counts: Sequence[tuple[int, int]], span: str) -> Chart | None:
    """Masuk and selesai over the last weeks or months; None where nothing ever came. `span` is `minggu` or `bulan`."""
    if not any(opened or solved for opened, solved in counts):
        return None
    data: Json = {
        "title": f"Masuk dan selesai, {len(labels)} {span} terakhir",
        "labels": list(labels),
        "series": [
            {"name": "Masuk", "values": [opened for opened, _ in counts]},
            {"name": "Selesai", "values": [solved for _, solved in counts]},
        ],
    }
    told = told_trend(labels, counts)
    return _chart("batang", "masuk-selesai.png", f"Grafik masuk/selesai per {span}: {told}.", data, 170)


def told_trend(labels: Sequence[str], counts: Sequence[tuple[int, int]]) -> str:
    """`40: 35/31, 41: 42/38`."""
    return ", ".join(f"{label}: {opened}/{solved}" for label, (opened, solved) in zip(labels, counts, strict=True))


SHOWN = 6
"""Bars that a phone shows without shrinking them."""


def on_time(groups: Sequence[Group], what: str) -> Chart | None:
    """The share in time of each SOP or bidang (`what`); None where there are not two to set side by side."""
    solved = [group for group in groups if group.figures.solved][:SHOWN]
    if len(solved) < 2:
        return None
    bars = [
        {
            "name": group.name,
            "value": group.figures.on_time / group.figures.solved,
            "text": f"{group.figures.share} (n={group.figures.solved})",
        }
        for group in solved
    ]
    told = ", ".join(f"{g.name} {percent(g.figures.on_time, g.figures.solved)}" for g in solved)
    data: Json = {"title": f"Tepat waktu per {what}", "bars": bars}
    return _chart("bagian", "tepat-waktu.png", f"Grafik tepat waktu per {what}: {told}.", data, 44 + 44 * len(bars))


def _chart(kind: str, name: str, alt: str, data: Json, height: int) -> Chart:
    size: Json = {"width": WIDTH, "height": height}
    return Chart({"name": name, "alt": alt, **size}, Paper(kind, "png", name, {**data, **size}, inline=True))
