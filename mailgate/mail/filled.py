"""A command with its argument read, and what stands in its way."""

from dataclasses import dataclass

from mailgate.domain.command import Command, Question
from mailgate.mail.draft import Draft


@dataclass(frozen=True, slots=True)
class Filled:
    """`refuse` says in a sentence what is missing, `question` what must be asked.

    `doubt`: understood, but by a guess that the sender must confirm. `talk`: it was no command after all.
    """

    command: Command
    refuse: str = ""
    question: Question | None = None
    doubt: bool = False
    talk: bool = False


def plain(draft: Draft, note: str = "", *, argument: str = "") -> Command:
    """The command of a draft."""
    return Command(
        draft.verb,
        argument=argument,
        note=note,
        certainty=draft.certainty,
        line=draft.line.strip(),
        on_behalf=draft.on_behalf,
    )
