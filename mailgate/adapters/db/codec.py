"""Domain dataclasses ↔ JSON text, exactly, whatever fields they have."""

import json
from collections import OrderedDict
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import Any, Final

from pydantic import TypeAdapter

from mailgate.adapters.db.types import clean
from mailgate.domain import event as events
from mailgate.domain.actor import Actor
from mailgate.domain.event import Event
from mailgate.domain.notice import Notice
from mailgate.domain.read_file import ReadFile
from mailgate.domain.sop import Sop
from mailgate.domain.ticket import Ticket

_TICKET: Final = TypeAdapter(Ticket)
_SOP: Final = TypeAdapter(Sop)
_NOTICE: Final = TypeAdapter(Notice)
_ACTOR: Final = TypeAdapter(Actor)
_READ_FILE: Final = TypeAdapter(ReadFile)

# The name is what history holds for ever; a class that is renamed keeps its old name here.
EVENTS: Final[dict[str, TypeAdapter[Any]]] = {
    "TicketOpened": TypeAdapter(events.TicketOpened),
    "SopChosen": TypeAdapter(events.SopChosen),
    "StepEntered": TypeAdapter(events.StepEntered),
    "CommandCarriedOut": TypeAdapter(events.CommandCarriedOut),
    "NoteAdded": TypeAdapter(events.NoteAdded),
    "CommandDeclined": TypeAdapter(events.CommandDeclined),
    "QuestionAsked": TypeAdapter(events.QuestionAsked),
    "AuthorityRefused": TypeAdapter(events.AuthorityRefused),
    "CommandHeld": TypeAdapter(events.CommandHeld),
    "WorkPaused": TypeAdapter(events.WorkPaused),
    "WorkResumed": TypeAdapter(events.WorkResumed),
    "DueMoved": TypeAdapter(events.DueMoved),
    "Reminded": TypeAdapter(events.Reminded),
    "Overdue": TypeAdapter(events.Overdue),
    "Prioritised": TypeAdapter(events.Prioritised),
    "Escalated": TypeAdapter(events.Escalated),
    "TaskTaken": TypeAdapter(events.TaskTaken),
    "CommandUndone": TypeAdapter(events.CommandUndone),
    "RequestCompleted": TypeAdapter(events.RequestCompleted),
    "TicketClosed": TypeAdapter(events.TicketClosed),
    "TicketReopened": TypeAdapter(events.TicketReopened),
    "Rated": TypeAdapter(events.Rated),
    "PaperPrinted": TypeAdapter(events.PaperPrinted),
    "LetterRead": TypeAdapter(events.LetterRead),
    "LetterCorrected": TypeAdapter(events.LetterCorrected),
    "LetterRepeated": TypeAdapter(events.LetterRepeated),
}


def canonical(value: object) -> str:
    """JSON with one spelling for one value: sorted keys, no spaces, UTF-8."""
    return clean(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def dump_ticket(ticket: Ticket) -> str:
    """The state of a ticket, without its SOP and its version, which have columns of their own."""
    return clean(_TICKET.dump_json(ticket, exclude={"sop", "version"}).decode())


def load_ticket(state: str, sop: Sop | None, version: int) -> Ticket:
    """The ticket that `dump_ticket` wrote."""
    ticket = _TICKET.validate_json(state)
    ticket.sop, ticket.version = sop, version
    return ticket


def dump_notice(notice: Notice) -> str:
    """A notice, whole."""
    return clean(_NOTICE.dump_json(notice).decode())


def load_notice(text: str) -> Notice:
    """The notice that `dump_notice` wrote."""
    return _NOTICE.validate_json(text)


def dump_read_file(file: ReadFile) -> str:
    """What was read of a file, whole."""
    return canonical(_READ_FILE.dump_python(file, mode="json"))


def load_read_file(text: str) -> ReadFile:
    """What `dump_read_file` wrote."""
    return _READ_FILE.validate_json(text)


def dump_actor(actor: Actor) -> str:
    """An actor, canonical."""
    return canonical(_ACTOR.dump_python(actor, mode="json"))


def load_actor(text: str) -> Actor:
    """The actor that `dump_actor` wrote."""
    return _ACTOR.validate_json(text)


def dump_event(event: Event) -> tuple[str, str]:
    """An event's name and its fields, canonical."""
    name = type(event).__name__
    return name, canonical(EVENTS[name].dump_python(event, mode="json"))


def load_event(name: str, data: str) -> Event:
    """The event that `dump_event` wrote; KeyError for a name that no event ever had."""
    event: Event = EVENTS[name].validate_json(data)
    return event


def link_hash(previous: str, number: str, seq: int, at: datetime, parts: tuple[str, str, str]) -> str:
    """SHA-256 (hex) of a link of history over the one before it; `parts` are event, actor and data as stored."""
    return sha256(
        canonical([previous, number, seq, at.astimezone(UTC).isoformat(timespec="microseconds"), *parts]).encode()
    ).hexdigest()


class SopCopies:
    """SOPs by the hash of their content, and their hashes, remembered: thousands of tickets share a handful of them."""

    def __init__(self, limit: int = 256) -> None:
        self._by_hash: OrderedDict[str, Sop] = OrderedDict()
        # By identity; the value keeps the SOP alive, so that its id can't pass to another object.
        self._hash_of: OrderedDict[int, tuple[Sop, str]] = OrderedDict()
        self.stored: set[str] = set()
        self._limit = limit
        self._lock = Lock()

    def hash_of(self, sop: Sop) -> str:
        """The SHA-256 (hex) of an SOP's canonical JSON."""
        with self._lock:
            if known := self._hash_of.get(id(sop)):
                return known[1]
        digest = sha256(self.dump(sop).encode()).hexdigest()
        self._remember(digest, sop)
        return digest

    def dump(self, sop: Sop) -> str:
        """The SOP as JSON."""
        return canonical(_SOP.dump_python(sop, mode="json"))

    def get(self, digest: str) -> Sop | None:
        """The SOP of that hash, if it was seen lately."""
        with self._lock:
            return self._by_hash.get(digest)

    def load(self, digest: str, text: str) -> Sop:
        """The SOP that `dump` wrote, remembered under its hash."""
        sop = _SOP.validate_json(text)
        self._remember(digest, sop)
        return sop

    def _remember(self, digest: str, sop: Sop) -> None:
        with self._lock:
            self._by_hash.setdefault(digest, sop)
            self._hash_of[id(sop)] = (sop, digest)
            while len(self._by_hash) > self._limit:
                self._by_hash.popitem(last=False)
            while len(self._hash_of) > self._limit:
                self._hash_of.popitem(last=False)
