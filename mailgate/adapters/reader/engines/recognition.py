"""A picture of a page becomes words: recognised first as it is, and turned only where the words aren't Indonesian."""

from dataclasses import dataclass, replace

import numpy as np

from mailgate.adapters.reader.engines import light, sheet, skew
from mailgate.adapters.reader.engines.indonesian import ENOUGH_SHARE, Likeness, likeness
from mailgate.adapters.reader.engines.picture import LONGEST, Grey, scaled, turned
from mailgate.adapters.reader.engines.tesseract import Found, recognise
from mailgate.domain.letter import Engine
from mailgate.surat.document import Page, Word

FINEST = 300
"""Dots per inch above which Tesseract reads slower and no better."""

COARSEST = 190
"""Below it letters are too small, and the picture is scaled up to it."""

CLEAR = 0.88
"""Mean sureness below which a page that stands upright is worth a second look; clean pages have 0.95."""

PLAINLY = 4
"""Known words in a few lines that leave no doubt which way up they are."""

INCHES = 11.7
"""The longer side of A4: what a page measures whose picture doesn't say."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture as it was recognised: the words' boxes belong to it. `turned` clockwise from how it came."""

    picture: Grey
    found: list[Found]
    turned: int = 0

    @property
    def likeness(self) -> Likeness:
        """How Indonesian it reads."""
        return likeness([word.text for word in self.found], [word.sureness for word in self.found])

    def page(self, inches: float) -> Page:
        """As a Page whose longer side is that many inches."""
        height, width = self.picture.shape
        point = inches * 72 / max(height, width)
        words = (
            Word(w.text, w.left * point, w.top * point, w.width * point, w.height * point, w.sureness)
            for w in self.found
        )
        return Page(tuple(words), round(width * point, 1), round(height * point, 1), Engine.OCR, self.turned)


def sight_of(picture: Grey, until: float, inches: float = INCHES) -> Sight:
    """The picture recognised, upright, level and evenly lit; EngineMissing, PageTookTooLong."""
    clean = _sized(_lit(picture), inches)
    lean = skew.lean_of(clean)
    start = _standing(clean, until) if lean.down else 0
    level = turned(clean, start)
    if abs(lean.degrees) >= skew.WORTH:
        level = skew.straightened(level, lean.degrees)
    sight = Sight(level, recognise(level, until), start)
    if not sight.likeness.enough:
        sight = _turned_about(sight, until)
    return _cleared(sight, until) if sight.likeness.enough and sight.likeness.sureness < CLEAR else sight


def _cleared(sight: Sight, until: float) -> Sight:
    """The page once more without what shines through, if it reads better so."""
    again = replace(sight, found=recognise(light.cleared(sight.picture), until))
    return max(sight, again, key=lambda sight: sight.likeness.known * sight.likeness.sureness)


def _lit(picture: Grey) -> Grey:
    """Evenly lit and without the desk, where the light says that it is a photograph or a shadowed scan."""
    background = light.background_of(picture)
    if light.spread_of(background) < light.UNEVEN:
        return picture
    alone = sheet.sheet_of(picture, background)
    if alone is not None:
        picture, background = alone, light.background_of(alone)
    return light.evened(picture, background)


def _sized(picture: Grey, inches: float) -> Grey:
    dpi = max(picture.shape) / inches
    if dpi > FINEST:
        return scaled(picture, FINEST / dpi)
    if dpi < COARSEST:
        return scaled(picture, max(min(COARSEST / dpi, LONGEST / max(picture.shape), 3.0), 1.0))
    return picture


def _standing(picture: Grey, until: float) -> int:
    """90 or 270: the turn after which lines that run down are read."""
    return _best_turn(picture, (90, 270), until) or 90


def _turned_about(first: Sight, until: float) -> Sight:
    """The page as it reads best after another turn, of which a few lines are asked; unchanged where none is better."""
    turn = _best_turn(first.picture, (180, 90, 270), until)
    if turn is None:
        return first
    picture = turned(first.picture, turn)
    again = Sight(picture, recognise(picture, until), (first.turned + turn) % 360)
    return max(first, again, key=lambda sight: sight.likeness.known)


def _best_turn(picture: Grey, turns: tuple[int, ...], until: float) -> int | None:
    """The first turn after which a few lines are plainly Indonesian, else the one that gives most words of it."""
    best, most = None, 0
    for turn in turns:
        lines = _densest(turned(picture, turn))
        like = Sight(lines, recognise(lines, until, layout=6)).likeness
        if like.known >= PLAINLY and like.share >= ENOUGH_SHARE:
            return turn
        if like.known > most:
            best, most = turn, like.known
    return best


def _densest(picture: Grey) -> Grey:
    """A twelfth of the page, some four lines, where ink changes most from point to point, off the edges."""
    height = picture.shape[0]
    tall, edge = height // 12, height // 8
    ink = np.abs(np.diff(picture.astype(np.int16), axis=1)).sum(axis=1)
    sums = np.convolve(ink, np.ones(tall), "valid")[edge : height - edge - tall + 1]
    at = edge + int(np.argmax(sums))
    return np.ascontiguousarray(picture[at : at + tall])
