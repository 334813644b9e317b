"""What people do to a page before it is scanned: sign, stamp, punch, register; each by a seed, the size stays."""

from math import cos, pi, sin

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from evaluation.letters.picture import MASTER_DPI, Picture, as_picture

MM = MASTER_DPI / 25.4
VIOLET, BLUE, BLACK = (150, 45, 95), (140, 50, 25), (45, 40, 40)
"""Inks, blue first."""


def signed(picture: Picture, seed: int, at: tuple[float, float]) -> Picture:
    """A signature by pen: a few loops of one stroke, as wide as a name."""
    rng = np.random.default_rng(seed)
    layer = np.full(picture.shape[:2], 255, np.uint8)
    centre = np.array([picture.shape[1] * at[0], picture.shape[0] * at[1]])
    for _ in range(int(rng.integers(1, 3))):
        loops, spread = rng.integers(3, 6), rng.uniform(12, 17) * MM
        t = np.linspace(0, 1, 400)
        x = (t - 0.5) * 2 * spread + rng.uniform(3, 6) * MM * np.sin(2 * pi * loops * t + rng.uniform(0, 6))
        tall = rng.uniform(3, 5.5) * MM * (0.4 + np.abs(np.sin(pi * t * rng.uniform(0.7, 2))))
        y = tall * np.cos(2 * pi * loops * t * rng.uniform(0.9, 1.2)) - (t - 0.5) * rng.uniform(0, 6) * MM
        points = (np.stack([x, y], axis=1) + centre).astype(np.int32)
        cv2.polylines(layer, [points], False, 0, int(rng.integers(4, 8)), cv2.LINE_AA)
    return _inked(picture, layer, BLUE if rng.random() < 0.6 else BLACK, 0.92)


def stamped(picture: Picture, seed: int, at: tuple[float, float], *, over: bool = False) -> Picture:
    """The round violet stamp, where the signature and the name begin; `over`: right on the words."""
    rng = np.random.default_rng(seed)
    stamp = _round_stamp(int(19 * MM), ("PEMERINTAH DAERAH", "DINAS"), float(rng.uniform(-25, 25)))
    height, width = picture.shape[:2]
    left = int(width * at[0] - (24 if over else 44) * MM + rng.uniform(-6, 6) * MM)
    top = int(height * at[1] - (14 if over else 20) * MM + rng.uniform(-4, 4) * MM)
    layer = np.full((height, width), 255, np.uint8)
    _paste(layer, stamp, left, top)
    return _inked(picture, layer, VIOLET, float(rng.uniform(0.6, 0.85)), rng)


def registered(picture: Picture, seed: int) -> Picture:
    """The rectangular stamp of the receiving TU with another date and number, in the upper part where room is left."""
    rng = np.random.default_rng(seed)
    box = Image.new("L", (int(52 * MM), int(24 * MM)), 255)
    draw = ImageDraw.Draw(box)
    draw.rectangle((4, 4, box.width - 5, box.height - 5), outline=0, width=5)
    rows = (
        "AGENDA SURAT MASUK",
        f"No. Agenda : {rng.integers(100, 3000)}",
        f"Tgl. Terima : {rng.integers(1, 28)}-12-2026",
    )
    for index, row in enumerate(rows):
        draw.text((24, 20 + index * 84), row, fill=0, font=_font(46))
    turned = np.asarray(box.rotate(float(rng.uniform(-5, 5)), expand=True, fillcolor=255))
    layer = np.full(picture.shape[:2], 255, np.uint8)
    left, top = picture.shape[1] * rng.uniform(0.55, 0.68), picture.shape[0] * rng.uniform(0.86, 0.9)
    _paste(layer, turned, int(left), int(top))
    return _inked(picture, layer, VIOLET, 0.75, rng)


def punched(picture: Picture, seed: int) -> Picture:
    """Two holes at the left edge, 80 mm apart (ISO 838), dark as the lid behind them."""
    rng = np.random.default_rng(seed)
    result = picture.copy()
    middle = picture.shape[0] / 2 + rng.uniform(-8, 8) * MM
    for side in (-40, 40):
        centre = (int(rng.uniform(10, 13) * MM), int(middle + side * MM))
        cv2.circle(result, centre, int(3 * MM), (60, 60, 60), -1, cv2.LINE_AA)
    return as_picture(result)


def bled(picture: Picture, seed: int, back: Picture) -> Picture:
    """The back of the sheet shining through: mirrored, blurred, pale."""
    rng = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    mirrored = cv2.GaussianBlur(cv2.resize(back[:, ::-1], (width, height)), (0, 0), 3)
    through = 255 - (255 - mirrored.astype(np.float32)) * rng.uniform(0.1, 0.2)
    return as_picture(picture.astype(np.float32) * through / 255)


def _round_stamp(radius: int, words: tuple[str, str], turn: float) -> Picture:
    size = 2 * radius
    stamp = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(stamp)
    for inset, width in ((4, 8), (18, 3), (int(radius * 0.38), 4)):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=0, width=width)
    for index, letter in enumerate(words[0]):
        angle = pi * (1.1 + 0.8 * (index + 0.5) / len(words[0]) * 1.0) + pi * 0
        tile = Image.new("L", (70, 70), 255)
        ImageDraw.Draw(tile).text((35, 35), letter, fill=0, font=_font(40), anchor="mm")
        tile = tile.rotate(-(angle * 180 / pi + 90), fillcolor=255)
        x, y = radius + cos(angle) * radius * 0.76, radius + sin(angle) * radius * 0.76
        stamp.paste(0, (int(x - 35), int(y - 35)), tile.point(lambda value: 255 - value))
    draw.text((radius, radius), words[1], fill=0, font=_font(52), anchor="mm")
    draw.text((radius, int(radius * 1.74)), "* * *", fill=0, font=_font(44), anchor="mm")
    return as_picture(np.asarray(stamp.rotate(turn, fillcolor=255)))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("LiberationSans-Bold.ttf", size)


def _paste(layer: Picture, mark: Picture, left: int, top: int) -> None:
    """Darken `layer` with `mark`, of which whatever lies outside is lost."""
    height, width = layer.shape
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + mark.shape[1], width), min(top + mark.shape[0], height)
    if x0 < x1 and y0 < y1:
        part = mark[y0 - top : y1 - top, x0 - left : x1 - left]
        layer[y0:y1, x0:x1] = np.minimum(layer[y0:y1, x0:x1], part)


def _uneven(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    coarse = rng.uniform(0.45, 1.0, (height // 60 + 1, width // 60 + 1)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))


def _inked(
    picture: Picture,
    layer: Picture,
    ink: tuple[int, int, int],
    strength: float,
    uneven: np.random.Generator | None = None,
) -> Picture:
    """Ink multiplied onto paper, as transparent inks mix; `layer` is 0 where there is ink."""
    left, top, width, height = cv2.boundingRect(255 - layer)
    here = (slice(top, top + height), slice(left, left + width))
    cover = (255 - layer[here].astype(np.float32)) / 255 * strength
    if uneven is not None:
        cover *= _uneven(uneven, height, width)
    kept = 1 - cover[:, :, None] * (1 - np.array(ink, np.float32) / 255)
    result = picture.copy()
    result[here] = as_picture(picture[here].astype(np.float32) * kept)
    return result
