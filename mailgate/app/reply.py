"""A reply with everything known about it, and what is decided on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailgate.app.answers import Outcome
from mailgate.app.authenticate import Proof
from mailgate.domain.actor import REQUESTER_SEAT, Actor
from mailgate.domain.capacity import OF_NO_STEP, Capacity
from mailgate.domain.command import Command, Reading
from mailgate.domain.event import AuthorityRefused, CommandDeclined, Event, FileRecord, NoteAdded
from mailgate.domain.message import Message
from mailgate.domain.office import Office
from mailgate.domain.proof import Grade
from mailgate.domain.ticket import Ticket
from mailgate.domain.verb import Risk, verb


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply with everything known about it before anything is decided."""

    message: Message
    text: str
    files: tuple[FileRecord, ...]
    capacity: Capacity
    proof: Proof
    reading: Reading

    @property
    def in_anothers_name(self) -> bool:
        """Whether it bears the From of a registered person for whom nothing vouches."""
        return not self.proof.trusted and self.capacity.actor.seat is not None

    @property
    def line(self) -> str:
        """The line its command was read from, else its first words."""
        if self.reading.commands and self.reading.commands[0].line:
            return self.reading.commands[0].line
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be recorded and answered: events, the outcome to tell the sender, and the ticket as it is then.

    `by` is who acts, where the proof of it came from more than this mail.
    """

    ticket: Ticket
    events: Sequence[Event]
    outcome: Outcome | None
    by: Actor | None = None


def needed(commands: Sequence[Command], capacity: Capacity, ticket: Ticket, office: Office) -> Grade:
    """The proof that the hardest of these commands needs in this office."""
    return max((_needed(command, capacity, ticket, office) for command in commands), default=Grade.NONE)


def _needed(command: Command, capacity: Capacity, ticket: Ticket, office: Office) -> Grade:
    if command.verb in OF_NO_STEP:
        return Grade.SENDER
    risk = verb(command.verb).risk
    moves = any(o.verb == command.verb and o.to != ticket.step for o in capacity.outcomes)
    grade = office.proof[Risk.REVERSIBLE if moves and risk is Risk.HARMLESS else risk]
    asks = capacity.actor.seat == REQUESTER_SEAT and not capacity.holds
    # What a requester may say of the request as a whole (BATAL) belongs to no step; the seal for it is the ticket's.
    return Grade.TICKET if asks and grade is Grade.STEP else grade


def declined(reply: Reply, ticket: Ticket, reason: str, *, misread: bool = False) -> Decision:
    """Understood, not carried out, kept as a remark; the sender hears why. `misread`: it was not put so we could."""
    twin = ticket.copy()
    if misread:
        misunderstood(twin, reply)
    events = (CommandDeclined(reply.line, reason), NoteAdded(reply.text, reply.files, why_not=reason))
    return Decision(twin, events, Outcome(reply.reading.commands, reason=reason, noted=True))


def misunderstood(twin: Ticket, reply: Reply) -> None:
    """Count a mail of this person that could not be carried out as it was written."""
    email = reply.capacity.actor.email
    twin.misread[email] = twin.misread.get(email, 0) + 1


def refused(reply: Reply, ticket: Ticket, reason: str) -> Decision:
    """The proof does not suffice: recorded, kept as a remark; the sender is told only where that tells no forger."""
    proof, sender = reply.proof, reply.message.sender.email
    claimed = sender if reply.in_anothers_name else proof.meant_for or sender
    warn = not proof.trusted or claimed != sender
    events = (
        AuthorityRefused(claimed, reply.text, proof.why, sender if claimed != sender else "", warn),
        NoteAdded(reply.text, reply.files, why_not=reason),
    )
    outcome = (
        None if proof.denied or reply.in_anothers_name else Outcome(reply.reading.commands, reason=reason, noted=True)
    )
    return Decision(ticket.copy(), events, outcome)
