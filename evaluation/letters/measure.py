"""One letter through the real path: made, read as an attachment would be, judged; with the time that reading took."""

from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from time import perf_counter

from evaluation.letters.layout import Set
from evaluation.letters.plan import Plan, plan
from evaluation.letters.sample import Sample, sample
from evaluation.letters.store import stored
from evaluation.letters.verdict import Outcome, Verdict, verdicts
from mailgate.adapters.reader import FileReader, ReadingLimits
from mailgate.domain.letter import Letter, LetterKind
from mailgate.surat.form import form_in_text
from mailgate.surat.read import read_letters


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one file: names for tables, a verdict a field, the seconds that reading took, and its pages."""

    name: str
    file: str
    layout: str
    degradation: str
    group: str
    seconds: float
    pages: int
    verdicts: tuple[Verdict, ...]


def measured(which: Set, folder: Path | None, index: int) -> Measured:
    """Make, read and judge the `index`-th letter; a file that was misread is kept in the folder, where one is given."""
    made = sample(plan(which, index))
    begun = perf_counter()
    letters, pages = read(made)
    seconds = perf_counter() - begun
    found = tuple(judged_letters(made.letters, letters))
    missed = any(verdict.outcome is not Outcome.RIGHT for verdict in found)
    kept = stored(made, folder).name if missed and folder else made.file_name
    return _named(made.plan, kept, seconds, pages, found)


def read(made: Sample) -> tuple[list[Letter], int]:
    """The letters that the gateway reads from a file, and how many pages it has; a form in a mail's body is text."""
    if made.content_type == "text/plain":
        return [Letter(LetterKind.REQUEST_FORM, form=form_in_text(made.data.decode()))], 0
    document = _reader().read(made.file_name, made.content_type, made.data)
    return list(read_letters(document)), document.total_pages


@cache
def _reader() -> FileReader:
    return FileReader(ReadingLimits())


def judged_letters(wanted: tuple[Letter, ...], read: list[Letter]) -> list[Verdict]:
    """In the order of the pages; a slip of disposition is no letter, and of a letter too many all is wrong."""
    letters = [letter for letter in read if letter.kind is not LetterKind.DISPOSITION]
    nothing = Letter(LetterKind.OTHER)
    pairs = zip_longest(wanted, letters)
    return [verdict for truth, letter in pairs for verdict in verdicts(truth or nothing, letter)]


def _named(planned: Plan, file: str, seconds: float, pages: int, found: tuple[Verdict, ...]) -> Measured:
    way = planned.degradation
    return Measured(planned.name, file, planned.layout.name, way.name, way.group.value, seconds, pages, found)
