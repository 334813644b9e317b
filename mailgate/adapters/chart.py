"""Charts as small PNG pictures by matplotlib: opaque white, so that they read in dark mode, and sharp on a phone."""

import json
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DENSITY = 2
"""Pixels of the picture for each of CSS: phones have two or three, and two keep it under 40 KB."""

COLOURS = 32
"""Of the palette: lines and letters of five tones with their soft edges."""

INK, SOFT, LINE = "#16202a", "#5b6670", "#dde3e8"
TONES = ("#14508c", "#e08e2b")
"""Told apart by lightness too, so that no eye needs the colours."""


def chart(paper: Paper, office: Office) -> bytes:
    """A PNG of `data.width` by `data.height` CSS pixels; TemplateError for a kind or data that it does not know.

    `batang` is {title, labels, series: [{name, values}]}, bars side by side; `bagian` is {title, bars: [{name, value,
    text}]}, a share from 0 to 1 each.
    """
    return draw(paper.kind, json.dumps(dict(paper.data), sort_keys=True))


# All heads of an office get the same pictures; they are mailed one after another.
@lru_cache(maxsize=8)
def draw(kind: str, data: str) -> bytes:
    """The PNG for that JSON."""
    # Imported here: matplotlib takes half a second, and most processes never draw.
    from matplotlib.figure import Figure

    content = json.loads(data)
    try:
        size = (content["width"] / 100, content["height"] / 100)
        figure = Figure(figsize=size, dpi=100 * DENSITY, facecolor="white", layout="constrained")
        painter = {"batang": _bars, "bagian": _shares}[kind]
        painter(figure.add_subplot(), content)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise TemplateError(f"grafik {kind}: data tidak sesuai ({type(error).__name__}: {error})") from error
    return _small(figure)


def _small(figure: "Figure") -> bytes:
    from PIL import Image

    raw, out = BytesIO(), BytesIO()
    figure.savefig(raw, format="png")
    picture = Image.open(raw).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bars(axes: "Axes", content: dict[str, Any]) -> None:
    labels, series = content["labels"], content["series"]
    width = 0.8 / len(series)
    figures = 7.5 if max(value for one in series for value in one["values"]) < 100 else 5.5  # points that fit a bar
    for place, (one, tone) in enumerate(zip(series, TONES, strict=False)):
        at = [index + (place - (len(series) - 1) / 2) * width for index in range(len(labels))]
        drawn = axes.bar(at, one["values"], width, color=tone, label=one["name"])
        axes.bar_label(drawn, fontsize=figures, color=INK, padding=1)
    axes.set_xticks(range(len(labels)), labels, fontsize=8, color=SOFT)
    axes.set_yticks([])
    axes.margins(y=0.14)
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.14), ncols=2, frameon=False, fontsize=8, labelcolor=INK)
    _dress(axes, content["title"])


def _shares(axes: "Axes", content: dict[str, Any]) -> None:
    bars = content["bars"][::-1]
    places = range(len(bars))
    axes.barh(places, [1.0] * len(bars), height=0.34, color=LINE)
    axes.barh(places, [bar["value"] for bar in bars], height=0.34, color=TONES[0])
    for place, bar in zip(places, bars, strict=True):
        axes.text(0, place + 0.27, _cut(bar["name"]), fontsize=8, color=INK, va="bottom", parse_math=False)
        axes.text(1, place + 0.27, bar["text"], fontsize=8, color=INK, va="bottom", ha="right", weight="bold")
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.3, len(bars) - 0.3)
    axes.set_xticks([])
    axes.set_yticks([])
    _dress(axes, content["title"])


NAME_LIMIT = 38
"""Characters of a name that stand beside its figure in a picture of 340 pixels."""


def _cut(name: str) -> str:
    return name if len(name) <= NAME_LIMIT else f"{name[: NAME_LIMIT - 1].rstrip()}…"


def _dress(axes: "Axes", title: str) -> None:
    axes.set_title(title, fontsize=9, color=INK, loc="left", weight="bold", parse_math=False)
    axes.tick_params(length=0)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(LINE)
