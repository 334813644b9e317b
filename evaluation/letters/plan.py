"""Which layout meets which degradation in the letters of a set, known before any is made."""

from dataclasses import dataclass
from random import Random

from evaluation.letters.degradation import BORN_FORMS, DEGRADATIONS, Degradation, Group
from evaluation.letters.layout import Layout, Set, layouts_of

ROUND = (Group.SCAN, Group.BORN, Group.SCAN, Group.PHOTO, Group.SCAN, Group.BORN, Group.SCAN, Group.COARSE, Group.PHOTO)
"""The groups in the order they come, again and again, so that any number of letters has all of them."""

PAIRED = 9
"""Every ninth file of a group holds two letters: the scanner's tray was full."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One file of a set before it is made; `second` is the layout of a letter behind the first, if any."""

    which: Set
    index: int
    layout: Layout
    degradation: Degradation
    second: Layout | None = None

    @property
    def name(self) -> str:
        """A name for a list: set, index, layout, degradation."""
        behind = f" + {self.second.name}" if self.second else ""
        return f"{self.which.value}-{self.index:04d} {self.layout.name}{behind}, {self.degradation.name}"


def plan(which: Set, index: int) -> Plan:
    """The `index`-th of a set; each layout comes once a turn of its group, in an order that changes with every turn."""
    rounds, place = divmod(index, len(ROUND))
    group = ROUND[place]
    nth = rounds * ROUND.count(group) + ROUND[:place].count(group)
    layouts = list(layouts_of(which))
    turn, position = divmod(nth, len(layouts))
    Random(f"{which.value}:{group.value}:{turn}").shuffle(layouts)
    layout, ways = layouts[position], DEGRADATIONS[group]
    if group is Group.BORN and layout.name == "formulir":
        ways = BORN_FORMS
        nth = turn
    way = ways[nth % len(ways)]
    paired = nth % PAIRED == PAIRED - 1 and way.file in ("pdf", "tif") and "formulir" not in layout.name
    letters = [other for other in layouts if other.name not in ("formulir", "disposisi", layout.name)]
    return Plan(which, index, layout, way, letters[0] if paired else None)
