"""The lines of a page, made from word boxes: runs of words that stand close together, and rows of such runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from mailgate.surat.document import Page, Word

# In widths of an average character. A blank is half of one in proportional type and one in typewriter's; a justified
# line stretches to two, and recognised boxes of digits are too narrow. Wider is a tab, a column or a table's cell.
_APART = 3.0
# The ink of a full stop keeps less than that from its word; a blank is wider.
_TOUCHING = 0.4
_MARKS = ".,;)/"
_SPECKS = frozenset(". , ' ’ ‘ ` “ ” \" | _ ~ ° ·".split())
# Letters of a text layer closer than that are one word, whatever was made of their kerning.
_SPLIT = 0.3
# The same in a kop's own width, whose letters may be set apart; a blank between capitals is a third of one.
_TRACKED = 0.22
# In heights of the usual word: centres of one line's words differ by less (an "x" beside a "y"), of two lines by more.
_LEVEL = 0.5
# A dense A3 page holds three thousand words; what holds more is a picture of noise.
_MOST_WORDS = 5000
# The chains of a band that may still grow; the others end far to the left.
_OPEN = 24


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand close together on one line, left to right; never empty. `y` is the middle, levelled.

    `sheet` is the page's number. `char` is the average width of a character, `pitch` the usual distance from one line
    to the next, both of the page and in points.
    """

    words: tuple[Word, ...]
    y: float
    char: float
    pitch: float
    sheet: int = 0

    @property
    def x(self) -> float:
        """Where it begins."""
        return self.words[0].x

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.x + word.width for word in self.words)

    @property
    def middle(self) -> float:
        """Half way between the two."""
        return (self.x + self.right) / 2

    @property
    def text(self) -> str:
        """Its words with one blank between."""
        return " ".join(word.text for word in self.words)

    def since(self, index: int) -> "Run | None":
        """The run without its first words, or None where nothing is left."""
        rest = self.words[index:]
        return Run(rest, self.y, self.char, self.pitch, self.sheet) if rest else None

    def until(self, index: int) -> "Run | None":
        """Its first words, or None for none."""
        first = self.words[:index]
        return Run(first, self.y, self.char, self.pitch, self.sheet) if first else None

    def over(self, other: "Run") -> bool:
        """Whether both share some of their width."""
        return self.x < other.right and other.x < self.right


@dataclass(frozen=True, slots=True)
class Row:
    """The runs that share a line of the page, left to right; never empty."""

    runs: tuple[Run, ...]

    @property
    def y(self) -> float:
        """Where its first run stands."""
        return self.runs[0].y

    @property
    def text(self) -> str:
        """All of it, with one blank between runs."""
        return " ".join(run.text for run in self.runs)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of all runs."""
        return tuple(word for run in self.runs for word in run.words)

    def joined(self) -> Run:
        """The row as a single run."""
        first = self.runs[0]
        return Run(self.words, first.y, first.char, first.pitch, first.sheet)


def rows_of(page: Page, sheet: int = 0) -> tuple[Row, ...]:
    """The rows of a page from top to bottom; small residual skew and jumping boxes are evened out."""
    words = [_stripped(word) for word in page.words if word.text.strip() and word.width >= 0 and word.height > 0]
    words = words[:_MOST_WORDS]
    if not words:
        return ()
    scale = _Scale.of(words)
    chains = [
        _unspaced(_with_marks(kept, scale)) for chain in _chains(words, scale) if (kept := _without_specks(chain))
    ]
    tilt = _tilt(chains)
    levelled = sorted(((_level(chain, tilt), chain) for chain in chains), key=lambda pair: pair[0])
    grouped = _grouped(levelled, scale)
    pitch = _pitch([y for y, _ in grouped], scale)
    return tuple(
        Row(
            tuple(
                Run(tuple(chain), y, scale.char, pitch, sheet) for y, chain in sorted(members, key=lambda m: m[1][0].x)
            )
        )
        for _, members in grouped
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    char: float
    height: float

    @classmethod
    def of(cls, words: Sequence[Word]) -> "_Scale":
        long = [word for word in words if len(word.text) >= 3] or list(words)
        char = median(word.width / len(word.text) for word in long)
        return cls(char=max(char, 0.5), height=max(median(word.height for word in long), 1.0))


def _stripped(word: Word) -> Word:
    text = word.text.strip()
    return word if text == word.text else replace(word, text=text)


def _centre(word: Word) -> float:
    return word.y + word.height / 2


def _chains(words: Sequence[Word], scale: _Scale) -> list[list[Word]]:
    """Words joined to the nearest word that ends just left of them on about the same height."""
    chains: list[list[Word]] = []
    open_by_band: dict[int, list[list[Word]]] = {}
    band_height = scale.height * 2
    for word in sorted(words, key=lambda word: (word.x, word.y)):
        band = int(_centre(word) // band_height)
        near = [chain for step in (-1, 0, 1) for chain in open_by_band.get(band + step, ())[-_OPEN:]]
        following = [chain for chain in near if _follows(word, chain, scale)]
        if following:
            chain = min(following, key=lambda chain: abs(_centre(word) - _tail(chain)))
            last = int(_centre(chain[-1]) // band_height)
            open_by_band[last] = [other for other in open_by_band[last] if other is not chain]
        else:
            chain = []
            chains.append(chain)
        chain.append(word)
        open_by_band.setdefault(band, []).append(chain)
    return chains


def _without_specks(chain: list[Word]) -> list[Word]:
    """The line from its first word on: paper's dirt before it is read as a full stop or a quotation mark."""
    start = next((at for at, word in enumerate(chain) if word.text not in _SPECKS), len(chain))
    return chain[start:]


def _with_marks(chain: list[Word], scale: _Scale) -> list[Word]:
    """Full stops and commas that stand close to a word are part of it, though boxes of ink leave a gap between."""
    words = chain[:1]
    for word in chain[1:]:
        last = words[-1]
        gap = word.x - last.x - last.width
        if gap < _room_within(last, word, scale):
            words[-1] = _merged(last, word)
        else:
            words.append(word)
    return words


def _room_within(left: Word, right: Word, scale: _Scale) -> float:
    """The gap that two pieces of one word may leave between them."""
    if right.text[0] in _MARKS or left.text[-1] in _MARKS:
        return _TOUCHING * scale.char
    own = (left.width + right.width) / len(left.text + right.text)
    return max(_SPLIT * scale.char, _TRACKED * own) if right.sureness == 1.0 else 0.0


def _unspaced(chain: list[Word]) -> list[Word]:
    """A line set with blanks between its letters (S E K R E T A R I A T) as words again: their gaps are wider."""
    if len(chain) < 5 or sum(len(word.text) for word in chain) > 1.5 * len(chain):
        return chain
    gaps = [right.x - left.x - left.width for left, right in pairwise(chain)]
    apart = 1.8 * max(median(gaps), 0.5)
    words = [chain[0]]
    for gap, word in zip(gaps, chain[1:], strict=True):
        if gap > apart:
            words.append(word)
        else:
            words[-1] = _merged(words[-1], word)
    return words


def _merged(left: Word, right: Word) -> Word:
    top, bottom = min(left.y, right.y), max(left.y + left.height, right.y + right.height)
    return Word(
        left.text + right.text,
        left.x,
        top,
        right.x + right.width - left.x,
        bottom - top,
        min(left.sureness, right.sureness),
    )


def _follows(word: Word, chain: Sequence[Word], scale: _Scale) -> bool:
    last = chain[-1]
    gap = word.x - (last.x + last.width)
    char = max(scale.char, min(word.height, last.height) * 0.5)
    off = abs(_centre(word) - _tail(chain))
    starts_behind = word.x > last.x + 0.5 * char  # recognised boxes reach over the next word now and then
    return starts_behind and gap <= _APART * char and off <= _LEVEL * max(scale.height, min(word.height, last.height))


def _tail(chain: Sequence[Word]) -> float:
    """The height at which a chain ends; of its last words, since one alone may be a comma."""
    return median(_centre(word) for word in chain[-3:])


def _tilt(chains: Iterable[Sequence[Word]]) -> float:
    """The slope that long lines have in common; 0 where there are none."""
    slopes = [_slope(chain) for chain in chains if len(chain) >= 5]
    return median(slopes) if slopes else 0.0


def _slope(chain: Sequence[Word]) -> float:
    half = len(chain) // 2
    left, right = chain[:half], chain[-half:]
    run = sum(word.x for word in right) / half - sum(word.x for word in left) / half
    rise = median(_centre(word) for word in right) - median(_centre(word) for word in left)
    return rise / run if run > 0 else 0.0


def _level(chain: Sequence[Word], tilt: float) -> float:
    return median(_centre(word) - tilt * (word.x + word.width / 2) for word in chain)


def _grouped(
    levelled: list[tuple[float, list[Word]]], scale: _Scale
) -> list[tuple[float, list[tuple[float, list[Word]]]]]:
    rows: list[tuple[float, list[tuple[float, list[Word]]]]] = []
    for y, chain in levelled:
        if rows and _on_line(y, rows[-1], scale) and not _collides(chain, rows[-1][1]):
            rows[-1][1].append((y, chain))
        else:
            rows.append((y, [(y, chain)]))
    return rows


def _on_line(y: float, row: tuple[float, list[tuple[float, list[Word]]]], scale: _Scale) -> bool:
    """Whether a run stands on the line of a row: near its last run, and not far from its first (a bent page)."""
    first, members = row
    return y - members[-1][0] <= _LEVEL * scale.height and y - first <= 2 * _LEVEL * scale.height


def _collides(chain: Sequence[Word], members: Sequence[tuple[float, list[Word]]]) -> bool:
    left, right = chain[0].x, chain[-1].x + chain[-1].width
    return any(left < other[-1].x + other[-1].width - 1 and other[0].x + 1 < right for _, other in members)


def _pitch(heights: Sequence[float], scale: _Scale) -> float:
    steps = [below - above for above, below in pairwise(heights) if below - above > scale.height * 0.8]
    close = [step for step in steps if step < scale.height * 2.6]
    return median(close) if close else scale.height * 1.6
