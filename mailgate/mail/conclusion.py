"""What a reply comes to: run all commands heard, refuse all, or ask about one (domain notes 3.1)."""

from collections.abc import Sequence
from dataclasses import replace

from mailgate.domain.command import Certainty, Choice, Command, Question, ReadAs, Reading
from mailgate.domain.task import Task
from mailgate.domain.verb import Risk, verb
from mailgate.mail import sentences
from mailgate.mail.arguments import fill
from mailgate.mail.demands import lacking
from mailgate.mail.draft import Draft, How
from mailgate.mail.filled import Filled
from mailgate.mail.titles import directory_of

_MOST_CHOICES = 4


def decide(drafts: Sequence[Draft], task: Task) -> Reading | None:
    """The reading of commands that were heard, all or none; None where what was heard proves to be talk."""
    heard = [(draft, filled) for draft in drafts if not (filled := _filled(draft, task)).talk]
    if not heard:
        return None
    commands = tuple(filled.command for _, filled in heard)
    for draft, filled in heard:
        reason = filled.refuse or ("" if filled.question or draft.refused else lacking(filled.command, task))
        if reason:
            return Reading(ReadAs.REFUSE, commands, reason=reason)
    for at, (draft, filled) in enumerate(heard):
        question = filled.question or _doubt(draft, filled, task)
        if question is not None:
            pending = tuple(command for i, command in enumerate(commands) if i != at)
            return Reading(ReadAs.ASK, commands, replace(question, pending=pending))
    opposed = _opposed(commands)
    return Reading(ReadAs.RUN if opposed is None else ReadAs.ASK, commands, opposed)


def decide_between(drafts: Sequence[Draft], task: Task) -> Reading | None:
    """The reading of several guesses of which one at most was meant."""
    graver = [draft for draft in drafts if verb(draft.verb).risk is not Risk.HARMLESS]
    if len(graver) < 2:
        return decide((graver or list(drafts))[:1], task)
    commands = tuple(_filled(draft, task).command for draft in graver[:_MOST_CHOICES])
    choices = tuple(Choice(described(command, task), command) for command in commands)
    return Reading(ReadAs.ASK, commands, Question(sentences.meant_which(len(choices)), choices))


def described(command: Command, task: Task) -> str:
    """A command in words, its addressees by title."""
    names = directory_of(task.roster).labels
    return sentences.described(command, [names.get(code, code) for code in command.targets])


def _filled(draft: Draft, task: Task) -> Filled:
    if not draft.refused:
        return fill(draft, task)
    note = draft.body.lstrip(" :,.-").strip()
    command = Command(draft.verb, note=note, line=draft.line.strip(), on_behalf=draft.on_behalf)
    return Filled(command, refuse=sentences.not_now(draft.verb))


def _doubt(draft: Draft, filled: Filled, task: Task) -> Question | None:
    """The question back where the command was not said surely enough for its risk."""
    risk, command = verb(draft.verb).risk, filled.command
    implied = filled.doubt or draft.how is How.IMPLIED
    guessed = implied or command.certainty is Certainty.GUESSED
    if draft.of_many:
        choice = Choice(described(command, task), command)
        return Question(sentences.only_this(choice.label), (choice,))
    if not guessed or risk is Risk.HARMLESS or (not implied and risk is Risk.REVERSIBLE):
        return None
    choice = Choice(described(command, task), command)
    if not draft.rival:
        return Question(sentences.meant(choice.label), (choice,))
    rival = Choice(draft.rival, replace(command, verb=draft.rival))
    return Question(sentences.approved_or_returned(2), (choice, rival))


def _opposed(commands: tuple[Command, ...]) -> Question | None:
    """Two commands of one reply that exclude each other."""
    for command in commands:
        other = next((c for c in commands if c.verb in verb(command.verb).opposes), None)
        if other is not None:
            choices = (Choice(command.verb, command), Choice(other.verb, other))
            return Question(sentences.contradiction(len(choices)), choices)
    return None
