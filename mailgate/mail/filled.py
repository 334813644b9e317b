"""A command with its argument read, and what stands in its way."""

from dataclasses import dataclass

from mailgate.domain.command import Command, Question


@dataclass(frozen=True, slots=True)
class Filled:
    """`refuse` is a sentence that says what is missing; `question` what must be asked; `talk`: it was no command after all.

    `doubt`: understood, but by a guess that the sender must confirm.
    """

    command: Command
    refuse: str = ""
    question: Question | None = None
    doubt: bool = False
    talk: bool = False
