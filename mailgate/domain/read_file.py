"""A file that came with a mail, and what was read of it: letters, or sentences that say why not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailgate.domain.letter import Letter, LetterKind


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a reader made of one file. `notes` are Indonesian sentences for the sender.

    `image_hash` is the difference hash of the first page (16 hex digits), `words` how many were read, `pages` how many
    the file has. `waits` is true where it is not read yet: it will be, and whoever needs it now goes on without.
    """

    name: str
    sha256: str
    letters: tuple[Letter, ...] = ()
    notes: tuple[str, ...] = ()
    image_hash: str | None = None
    words: int = 0
    pages: int = 0
    waits: bool = False

    @property
    def confidential(self) -> bool:
        """Whether a letter in it must be kept out of mails."""
        return any(letter.confidential for letter in self.letters)

    def without_text(self) -> "ReadFile":
        """As the ticket's history keeps it: the fields, not the whole text."""
        return replace(self, letters=tuple(bare(letter) for letter in self.letters))


PRECEDENCE = (
    LetterKind.LETTER,
    LetterKind.MEMO,
    LetterKind.REQUEST_FORM,
    LetterKind.RECORD,
    LetterKind.WORK_FORM,
    LetterKind.OTHER,
)
"""Which of several letters is what the mail is about; a lembar disposisi only says where it goes."""


def main_letter(files: Iterable[ReadFile]) -> Letter | None:
    """The letter that a mail with these files is about, the first of the weightiest kind; None where there is none."""
    letters = [letter for file in files for letter in file.letters if letter.kind in PRECEDENCE]
    return min(letters, key=lambda letter: PRECEDENCE.index(letter.kind), default=None)


def bare(letter: Letter) -> Letter:
    """The letter as a ticket keeps it: without its text; a confidential one without anything that it says."""
    if not letter.confidential:
        return replace(letter, text="")
    return Letter(
        letter.kind,
        nature=letter.nature,
        signature=letter.signature,
        trusted=letter.trusted,
        engine=letter.engine,
        pages=letter.pages,
    )
