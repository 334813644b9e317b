"""The letters of a set: which layout meets which degradation, and the file that comes of it with its truth."""

from dataclasses import dataclass
from random import Random

from evaluation.letters.degradation import DEGRADATIONS, Degradation, Group, spoilt
from evaluation.letters.draft import Draft, draft
from evaluation.letters.files import TYPES, packed
from evaluation.letters.layout import Layout, Set, layouts_of
from evaluation.letters.page import printed
from evaluation.letters.picture import sheets
from evaluation.letters.truth import truth
from mailgate.domain.letter import Letter

ROUND = (Group.SCAN, Group.BORN, Group.SCAN, Group.PHOTO, Group.SCAN, Group.BORN, Group.SCAN, Group.COARSE, Group.PHOTO)
"""The groups in the order they come, again and again, so that any number of letters has all of them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A letter of a set before it is made."""

    which: Set
    index: int
    layout: Layout
    degradation: Degradation

    @property
    def name(self) -> str:
        """A name for a list: set, index, layout, degradation."""
        return f"{self.which.value}-{self.index:04d} {self.layout.name}, {self.degradation.name}"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as it arrives, under a name that tells nothing, and the letters it holds."""

    plan: Plan
    file_name: str
    content_type: str
    data: bytes
    letters: tuple[Letter, ...]


def plan(which: Set, index: int) -> Plan:
    """The `index`-th of a set; layouts and degradations meet in ever new pairs."""
    rounds, place = divmod(index, len(ROUND))
    group = ROUND[place]
    turn = rounds * ROUND.count(group) + ROUND[:place].count(group)
    layouts, ways = layouts_of(which), DEGRADATIONS[group]
    return Plan(which, index, layouts[turn % len(layouts)], ways[turn % len(ways)])


def sample(planned: Plan) -> Sample:
    """The letter written, printed, spoilt and packed; the same plan gives the same."""
    rng = Random(f"{planned.which.value}:{planned.index}")
    written = draft(rng, planned.layout)
    data, kind = _file(planned.degradation, written, rng)
    stem = (
        f"IMG_2026{rng.randint(1000, 9999)}" if planned.degradation.group is Group.PHOTO else f"scan{planned.index:04d}"
    )
    return Sample(planned, f"{stem}.{kind}", TYPES[kind], data, (truth(written),))


def _file(how: Degradation, written: Draft, rng: Random) -> tuple[bytes, str]:
    pdf = printed(written)
    if how.take is None:
        return pdf, "pdf"
    seed = rng.randrange(2**32 - 100)
    pages = sheets(pdf, written.official.name)
    if how.group is Group.PHOTO:
        # Nobody photographs the slip that lies on top.
        pages = pages[-1:] if written.layout.name == "disposisi" else pages
    pen = not written.layout.certified
    pictures = [
        spoilt(page, how, seed + index, back=pages[index - 1].picture, pen=pen and index == len(pages) - 1)
        for index, page in enumerate(pages)
    ]
    return packed(pictures, how.file, how.dpi, tagged=how.tagged)
