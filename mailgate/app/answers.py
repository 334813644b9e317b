"""The answer to a reply: what was read, done or not and why, who has it now, what is allowed now, one example."""

from dataclasses import dataclass

from mailgate.app.frame import Desk, holder_of, notice, offers, reader_of, stage_of
from mailgate.app.readback import read_back
from mailgate.app.step_notices import task_words
from mailgate.domain.capacity import Capacity, capacity_of
from mailgate.domain.command import Command, Question
from mailgate.domain.event import CommandCarriedOut, Record
from mailgate.domain.notice import Notice
from mailgate.domain.ticket import Ticket
from mailgate.domain.verb import verb
from mailgate.domain.wording import moment_in_words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a reply: the commands as read, whether they were done, or why not, or what is asked back."""

    commands: tuple[Command, ...] = ()
    done: bool = False
    reason: str | None = None
    question: Question | None = None
    noted: bool = False


def answer(outcome: Outcome, capacity: Capacity, ticket: Ticket, desk: Desk, records: list[Record], key: str) -> Notice:
    """The `jawaban` to the sender alone; where the sender holds the step that opened, it is the task mail too."""
    reader = reader_of(capacity.actor, ticket, desk)
    now = capacity_of(ticket, desk.office, capacity.actor.email, desk.now) or capacity
    task = None
    moved = any(isinstance(r.event, CommandCarriedOut) and r.event.to != r.event.step for r in records)
    if outcome.done and moved and now.holds and ticket.step:
        task = task_words(ticket, ticket.current, desk, reader, None)
    own = ticket.undo if ticket.undo and ticket.undo.by == capacity.actor.email else None
    undo = own.at + desk.office.undo_within if outcome.done and "BATAL" in now.general and own else None
    return notice(
        "jawaban",
        reader,
        ticket,
        desk,
        key=key,
        read=[read_back(command, ticket, desk) for command in outcome.commands],
        done=outcome.done,
        results=_results(outcome, ticket, desk),
        reason=outcome.reason,
        question=_question(outcome.question),
        allowed=[{"verb": name, "help": verb(name).help} for name in _allowed(now)],
        example=next((example for _, _, example in offers(now, desk.office)), "STATUS"),
        undo_until=moment_in_words(undo, desk.office) if undo else None,
        task=task,
        noted=outcome.noted,
    )


def _allowed(capacity: Capacity) -> list[str]:
    return list(dict.fromkeys([o.verb for o in capacity.outcomes if o.verb] + list(capacity.general)))


def _question(question: Question | None) -> dict[str, object] | None:
    return {"text": question.text, "choices": [c.label for c in question.choices]} if question else None


def _results(outcome: Outcome, ticket: Ticket, desk: Desk) -> list[str]:
    """What is so now, in sentences."""
    if not outcome.done:
        return []
    holder, stage = holder_of(ticket, desk.office), stage_of(ticket, desk.office)
    lines = [f"Permohonan ini {stage}."]
    if holder and not ticket.pause:
        lines.append(f"Kini berada pada: {holder}.")
    return lines
