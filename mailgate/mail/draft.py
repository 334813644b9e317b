"""A command as it was heard in a line, before its argument is read."""

from dataclasses import dataclass
from enum import Enum

from mailgate.domain.command import Certainty


class How(Enum):
    """How a command was said (domain notes 3.2): outright, misspelled, or only implied."""

    OUTRIGHT = "outright"
    SPELLING = "spelling"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True)
class Draft:
    """One command heard.

    `verb` is one the step offers, or the headword as written where `refused`. `body` is the text behind it, as written,
    with the lines that belong to it; `own` the words that are their own reason ("bukan kewenangan kami").
    `rival` is the verb that may be meant instead. `loud`: written in capitals. `copied` is a line of its own that names
    those in copy ("Tembusan: Sekdin"). `of_many`: it names several tickets ("SETUJU 1,2"), and this one only by chance.
    """

    verb: str
    how: How
    line: str
    body: str = ""
    own: str = ""
    on_behalf: str = ""
    rival: str = ""
    refused: bool = False
    loud: bool = False
    marked: bool = False
    copied: str = ""
    of_many: bool = False

    @property
    def certainty(self) -> Certainty:
        """As told to the outside."""
        return Certainty.SURE if self.how is How.OUTRIGHT else Certainty.GUESSED
