"""Commands that hand a request to somebody: their addressees, the copy, the deadline, the instruction."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mailgate.domain.command import Certainty, Choice, Command, Question
from mailgate.domain.sop import Outcome
from mailgate.domain.task import Task
from mailgate.domain.verb import verb
from mailgate.mail import sentences
from mailgate.mail.courtesy import VOCATIVES, clean_note
from mailgate.mail.deadlines import find_due
from mailgate.mail.draft import Draft
from mailgate.mail.filled import Filled
from mailgate.mail.instructions import OPENINGS, STARTERS
from mailgate.mail.targets import Named, find_targets
from mailgate.mail.titles import Addressee, Rank, directory_of
from mailgate.mail.words import line_of, words_of

_KNOWING = frozenset({"diketahui", "mengetahui", "info", "informasi", "maklum", "perhatian"})
_MARKS = (",", ":", ";", ".", "\n", "-", "–", "—")


def addressed(draft: Draft, task: Task, outcome: Outcome | None, *, optional: bool = False) -> Filled:
    """The command with whom it names; without a name the only possible addressee, else a question."""
    preferred = outcome.targets if outcome else ()
    named = find_targets(draft.own or draft.body, task, preferred)
    entry = verb(draft.verb)
    optional = optional or not entry.needs_target
    if optional and (named.unknown or not named.slots):
        only = possible(task, preferred) if entry.name in ("ARAHAN", "KOORDINASI") else ()
        note = clean_note(draft.own or draft.body)
        command = _command(draft, task, note, targets=_codes(only) if len(only) == 1 else ())
        return Filled(command, doubt=entry.name == "ARAHAN" and not _instructs(draft, note))
    note = clean_note(named.rest)
    command = _command(
        draft, task, note, targets=_codes(w for slot in named.slots for w in slot[:1]), cc=_codes(named.cc)
    )
    if draft.copied:
        command = replace(command, cc=_codes((*named.cc, *find_targets(draft.copied, task, ()).cc)))
    if named.each and len(command.targets) > 1:
        command = replace(command, argument="semua")
    if named.unknown:
        titles = [_with_members(who, task) for who in possible(task, preferred)]
        return Filled(replace(command, targets=()), refuse=sentences.unknown_addressee(named.unknown, titles))
    if not named.slots:
        return _unaddressed(command, draft, task, preferred)
    if named.ambiguous:
        return _ambiguous(command, named, task)
    if named.rank in (Rank.SPELLING, Rank.PERSON_SPELLING):
        command = replace(command, certainty=Certainty.GUESSED)
    informs = entry.needs_target and only_informs(note)
    return Filled(command, doubt=named.doubtful or informs or named.rank is Rank.PERSON_SPELLING)


def possible(task: Task, preferred: Sequence[str]) -> tuple[Addressee, ...]:
    """The seats of those roles, the ones that serve the ticket's service first."""
    seats = [who for who in directory_of(task.roster).seats if who.role in preferred or who.code in preferred]
    return tuple(sorted(seats, key=lambda who: task.service is None or task.service not in who.services))


def _with_members(who: Addressee, task: Task) -> str:
    """A seat's title, a team's with its members."""
    seat = next(seat for seat in task.roster.seats if seat.code == who.code)
    return f"{who.label} ({', '.join(holder.name for holder in seat.holders)})" if seat.team else who.label


def ask_whom(command: Command, seats: Sequence[Addressee], task: Task) -> Question:
    """Whom a command is meant for."""
    return Question(sentences.to_whom(command.verb, len(seats)), _choices(command, seats))


def _command(
    draft: Draft, task: Task, note: str, *, targets: tuple[str, ...] = (), cc: tuple[str, ...] = ()
) -> Command:
    return Command(
        draft.verb,
        targets=targets,
        note=note,
        due=find_due(note, task.now),
        cc=cc,
        certainty=draft.certainty,
        line=draft.line.strip(),
        on_behalf=draft.on_behalf,
    )


def _codes(found: Iterable[Addressee]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who.code for who in found))


def only_informs(note: str) -> bool:
    """Whether an instruction only says that the addressee is to know: no task, as with a copy."""
    words = set(words_of(note)) - VOCATIVES
    return bool(words & _KNOWING) and words <= _KNOWING | {"untuk", "mohon", "sebagai", "menjadi", "agar", "bahan"}


def _unaddressed(command: Command, draft: Draft, task: Task, preferred: Sequence[str]) -> Filled:
    seats = possible(task, preferred)
    if len(seats) == 1:
        doubt = _may_name(command.note) or not _instructs(draft, command.note)
        return Filled(replace(command, targets=(seats[0].code,)), doubt=doubt)
    if not seats:
        return Filled(command, refuse=sentences.no_addressee(command.verb))
    return Filled(command, question=ask_whom(command, seats, task))


def _may_name(note: str) -> bool:
    """Whether a note that stands where a name is expected begins like one."""
    line = line_of(note)
    if not line.words or line.words[0].text in STARTERS:
        return False
    return len(line.words) <= 3 and ":" not in note


def _instructs(draft: Draft, note: str) -> bool:
    """Whether the text behind the verb is nothing, set off by a mark, or opens as an instruction does.

    Only then was no name meant to stand there; "disposisi manual ada di meja" speaks of something else.
    """
    line = line_of(draft.body)
    if not note or not line.words or line.gap_at(0)[:1] in _MARKS:
        return True
    first = next((word for word in line.words if word.text not in VOCATIVES), line.words[0])
    return first.text in OPENINGS or first.gap[:1] in _MARKS


def _ambiguous(command: Command, named: Named, task: Task) -> Filled:
    """One name that several bear: numbered choices, the likeliest first and proposed where the service tells."""
    slot = named.ambiguous
    at = named.slots.index(slot)
    choices = []
    for who in slot:
        targets = tuple((who if i == at else other[0]).code for i, other in enumerate(named.slots))
        choices.append(Choice(who.label, replace(command, targets=targets)))
    proposed = slot[0].label if task.service and task.service in slot[0].services else ""
    others = tuple(code for i, code in enumerate(command.targets) if i != at)
    question = Question(sentences.whom(named.called, len(slot), proposed), tuple(choices))
    return Filled(replace(command, targets=others), question=question)


def _choices(command: Command, seats: Sequence[Addressee]) -> tuple[Choice, ...]:
    return tuple(Choice(who.label, replace(command, targets=(who.code,))) for who in seats)
