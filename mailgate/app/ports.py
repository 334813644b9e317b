"""What the use cases need from the world: protocols that list only what is called, and the rows that cross them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from mailgate.domain.balance import Tally
from mailgate.domain.event import Record
from mailgate.domain.leave import Leave
from mailgate.domain.notice import Json, Notice, Paper, Weight
from mailgate.domain.office import Office
from mailgate.domain.reachability import AddressState, Failure
from mailgate.domain.read_file import ReadFile
from mailgate.domain.ticket import Ticket
from mailgate.surat.document import Document


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail as a channel has it.

    `source` is unique: `<mailbox>/<folder>/<uidvalidity>/<uid>`. `raw` are the RFC 5322 bytes as they came; of an
    oversized mail (`truncated`) headers and text only. `size` is the size on the server in bytes, `received_at` the
    server's receipt (INTERNALDATE), aware UTC.
    """

    uid: int
    source: str
    raw: bytes
    size: int
    truncated: bool
    received_at: datetime


class Channel(Protocol):
    """Where mail comes from. Every failure is a ChannelError; the poller backs off and calls again."""

    name: str

    def fetch(self, known: Callable[[str, int], Collection[int]]) -> Iterator[list[Fetched]]:
        """Batches of at most 50 mails that are not `known(folder_key, lowest_uid)`; bytes are peeked, nothing is
        flagged.
        """

    def acknowledge(self, sources: Sequence[str]) -> None:
        """Move or flag these mails on the server; called only after they were committed."""

    def wait(self, timeout: float) -> bool:
        """Block until something may be new (IDLE) or `timeout` seconds passed; True when something may be new."""

    def close(self) -> None:
        """Let the connection go; safe to call from another thread, then `wait` returns soon."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A raw mail as it came in. `office` is the code of the instansi whose mailbox took it."""

    id: int
    office: str
    mailbox: str
    source: str
    raw: bytes
    received_at: datetime
    truncated: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A raw mail as it is kept; `size` is that on the server in bytes, more than `raw` has of an oversized mail."""

    id: int
    raw: bytes
    size: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A notice to deliver, with the Message-ID fixed when it was stored; `attempts` counts this try."""

    id: int
    notice: Notice
    message_id: str
    created_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that belongs to a ticket, as it came."""

    raw: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail about a ticket, with its subject and plain part as sent; both None where SMTP has not taken it yet."""

    notice: Notice
    message_id: str
    sent_at: datetime | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Addressed:
    """To whom a mail of ours went, about what, and which mail that was; `created_at` is the moment of its decision."""

    office: str
    recipient: str
    ticket: str | None
    template: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer that counts towards the limits (app/limits.py)."""

    at: datetime
    weight: Weight


@dataclass(frozen=True, slots=True)
class ChainState:
    """A ticket's hash chain, recomputed: its latest hash (hex), its links, and what is wrong (English) or nothing."""

    head: str
    links: int
    broken: str = ""


class Inbox(Protocol):
    """Raw mails, the ledger of what every channel ever gave us."""

    def add(self, office: str, mailbox: str, mails: Sequence[Fetched], now: datetime) -> list[int]:
        """Store mails not stored before (unique `source`); ids of the new rows, due at once."""

    def known_uids(self, folder_key: str, lowest: int) -> Collection[int]:
        """UIDs ≥ `lowest` already stored for `<mailbox>/<folder>/<uidvalidity>`."""

    def unheard(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Those due rows whose last try ended without a word: its worker died, perhaps of that very mail."""

    def claim(self, row_ids: Sequence[int], now: datetime) -> list[InboxRow]:
        """Take those of the rows that are due, neither done nor stuck: counts the attempt, schedules the next one."""

    def lock(self, row_id: int) -> bool:
        """Inside the deciding transaction: lock the row; False if another worker has finished it."""

    def repeats(self, row_id: int, office: str, message_id: str, body_sha256: str) -> bool:
        """Whether another row of this office holds the same Message-ID and body; if not, this row now owns the pair."""

    def finish(self, row_id: int, result: str, ticket: str | None, now: datetime) -> None:
        """Done: `result` is `tiket`, `balasan`, `duplikat`, `cuti: <what>` or `arsip: <reason>`."""

    def fail(self, row_id: int, error: str, now: datetime) -> bool:
        """Keep the error; True when that was the last try and the row is stuck now."""

    def wait(self, row_id: int, until: datetime) -> None:
        """Due again at that moment, without counting this look at it as a try."""

    def wake(self, row_id: int, now: datetime) -> bool:
        """Make a row due at once that has tries before it; False where it is done or stuck."""

    def ticket(self, row_id: int) -> str | None:
        """The ticket that the mail opened or belongs to, or None."""

    def raw(self, row_id: int) -> bytes | None:
        """The bytes of a mail as they came."""

    def office_of(self, row_id: int) -> str:
        """The code of the office whose mailbox took the mail in."""

    def kept(self, row_id: int) -> Kept | None:
        """One mail as it is kept, whatever became of it."""

    def about(self, ticket: str) -> Iterator[Received]:
        """Every mail that a ticket came from or that answered it, oldest first, one at a time."""

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again."""

    def tallies(self, office: str | None = None) -> Iterator[list[Tally]]:
        """What became of all mails, or of those in an office's folders, folder by folder."""


class Outbox(Protocol):
    """Notices on their way out."""

    def add(self, notices: Sequence[Notice], now: datetime) -> list[int]:
        """Store notices whose key is new, each with its Message-ID; ids of the new rows."""

    def unheard(self, row_ids: Sequence[int], now: datetime) -> list[int]:
        """Those due rows whose last try ended without a word: its worker died, perhaps of that very mail."""

    def claim(self, row_ids: Sequence[int], now: datetime) -> list[OutboxRow]:
        """Take those of the rows that are due, not sent, held or stuck: counts the attempt, schedules the next one."""

    def sent(self, rows: Sequence[tuple[int, str]], now: datetime) -> None:
        """SMTP took these: (row id, subject and plain part as sent)."""

    def fail(self, row_id: int, error: str, *, permanent: bool, now: datetime) -> bool:
        """Keep the error; True when there will be no further try."""

    def untried(self, ids: Sequence[int]) -> list[tuple[int, Notice]]:
        """Those of these rows that nobody has tried to send yet, oldest first; locked where the database can."""

    def folded(self, ids: Sequence[int], into: str, now: datetime) -> None:
        """These rows go out within the mail of that key; they count as done and are not sent themselves."""

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again."""

    def ticket_of(self, message_ids: Sequence[str]) -> str | None:
        """The ticket that one of these Message-IDs was sent about, the first that is known."""

    def addressed(self, message_ids: Sequence[str]) -> Addressed | None:
        """The mail of ours that one of these Message-IDs names, the first that is known."""

    def latest_to(self, recipient: str, office: str, since: datetime) -> Addressed | None:
        """The latest mail to that address since then, looked for among the latest of all."""

    def answers_to(self, recipient: str, since: datetime, limit: int) -> list[Counted]:
        """The latest counted answers to this address since then, newest first, by their keys alone."""

    def said_to(self, recipient: str, since: datetime, limit: int) -> list[tuple[datetime, str]]:
        """As `answers_to`: when each was stored, and what the mail said that it answers."""

    def answers_about(self, ticket: str, since: datetime) -> int:
        """How many counted answers were stored about this ticket since then."""

    def payload_about(self, about: str, recipient: str) -> Json | None:
        """What the latest mail about that (a ticket, a report) to that address was given, or None."""

    def sent_texts(self, ticket: str, limit: int = 20) -> list[str]:
        """The plain parts of the latest mails sent about a ticket, newest first."""

    def about(self, ticket: str) -> Iterator[Sent]:
        """Every mail about a ticket, sent or not, oldest first."""


class Tickets(Protocol):
    """Tickets with their history."""

    def next_number(self, office: str, prefix: str, year: int) -> str:
        """`<prefix>-<year>-<6 digits>` from a locked counter."""

    def add(self, ticket: Ticket, records: Sequence[Record]) -> None:
        """Store a new ticket and the first links of its history."""

    def get(self, number: str) -> Ticket:
        """The ticket, locked for change where the database can; UnknownTicket."""

    def exists(self, number: str, office: str) -> bool:
        """Whether that office has a ticket of that number."""

    def save(self, ticket: Ticket, records: Sequence[Record]) -> None:
        """Store the changed ticket and append history; ConcurrentUpdate if its version has moved."""

    def by_message(self, message_ids: Sequence[str]) -> str | None:
        """The ticket that one of these incoming Message-IDs belongs to."""

    def history(self, number: str) -> list[Record]:
        """The whole history, oldest first."""

    def chain_of(self, number: str) -> ChainState:
        """The hash chain of a ticket's history, recomputed as `audit verify` does; UnknownTicket."""

    def waking(self, offices: Collection[str], now: datetime, limit: int) -> list[str]:
        """Open tickets of these offices with which time has something to do, the longest due first."""

    def open_after(self, number: str, limit: int) -> list[Ticket]:
        """Open tickets in the order of their numbers, those after that one: for walking over all of them in parts."""

    def of_period(self, office: str, start: datetime, end: datetime) -> list[Ticket]:
        """Tickets opened or closed in [start, end) and all that are open, each once, by the moment of opening."""

    def counts(self, office: str, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
        """For each [start, end): how many were opened in it, and how many were closed as `selesai`."""

    def ever_paused(self, office: str, since: datetime) -> list[str]:
        """Tickets that a TUNDA once stopped, of those that are open or were closed since then."""

    def open(self, office: str) -> list[Ticket]:
        """Every open ticket, oldest first."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """A leave as it is kept: what was announced, and once it is decided, as it was confirmed or why not."""

    id: int
    leave: Leave
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    confirmed: bool | None
    reason: str | None
    begun_at: datetime | None = None
    ended_at: datetime | None = None


class Delegations(Protocol):
    """Leaves of officials with their deputies; only confirmed ones change who may act."""

    def add(self, leave: Leave, via: str | None, now: datetime) -> int:
        """Store a proposal that came by the mail of that Message-ID; its number."""

    def get(self, row_id: int, office: str) -> Delegation | None:
        """That office's delegation of that number, locked for change where the database can."""

    def decide(self, row_id: int, leave: Leave, by: str, now: datetime, *, confirmed: bool, reason: str) -> None:
        """Keep what was decided, with the dates and the deputy as they were confirmed."""

    def not_over(self, day: date) -> list[Leave]:
        """Confirmed leaves whose last day is that day or later."""

    def to_begin(self, day: date) -> list[Delegation]:
        """Confirmed leaves whose first day has come and whose tasks were not handed over yet."""

    def to_end(self, day: date) -> list[Delegation]:
        """Confirmed leaves whose last day is over and whose tasks were not handed back yet."""

    def begun(self, row_id: int, now: datetime) -> None:
        """The tasks were handed to the deputy."""

    def ended(self, row_id: int, now: datetime) -> None:
        """The tasks were handed back to the official."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file of an inbox mail that may be a letter, at its place among the mail's attachments."""

    position: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A claimed file: `raw` is the whole mail as it came, `read` what was read of it already, or None."""

    id: int
    inbox_id: int
    office: str
    position: int
    name: str
    sha256: str
    raw: bytes
    received_at: datetime
    attempts: int
    read: ReadFile | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What letters are compared by: of which open ticket, and when it came."""

    ticket: str
    sha256: str
    image_hash: str | None
    number: str | None
    sender: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the files of one mail are: `read` in their order, those `pending` (and worth waiting for), since when.

    A file that waits for a missing engine is among `read`, with its `waits`; nobody waits for it.
    """

    read: tuple[ReadFile, ...] = ()
    pending: tuple[ReadFile, ...] = ()
    since: datetime | None = None

    @property
    def files(self) -> tuple[ReadFile, ...]:
        """Everything as it is known now."""
        return self.read + self.pending


class Readings(Protocol):
    """Files that may be letters: to be read, read, told to their ticket."""

    def add(self, inbox_id: int, office: str, files: Sequence[ToRead], now: datetime) -> list[int]:
        """Store the files of a mail not stored before; what this office has had read before is read already. Ids of
        the new rows.
        """

    def progress(self, inbox_id: int) -> Progress:
        """How far the files of a mail are."""

    def claim(self, row_id: int, now: datetime) -> ReadingRow | None:
        """Take a due row: counts the attempt and schedules the next one; None if it is done or not due."""

    def keep(self, row_id: int, read: ReadFile, error: str | None = None) -> None:
        """What was read of the file; it is due until it is told."""

    def postpone(self, row_id: int, why: str, now: datetime) -> None:
        """An engine is missing: look again much later, without counting this as a try."""

    def untold(self, inbox_id: int) -> tuple[ReadFile, ...]:
        """What was read of a mail and has not reached its ticket; asked while the mail's row is locked or done."""

    def told(self, inbox_id: int, now: datetime) -> None:
        """Everything read of that mail has reached its ticket, or there is none. Confidential text goes."""

    def fail(self, row_id: int, error: str, note: str, now: datetime) -> int | None:
        """Keep the error. Where that was the last try, `note` is all that was read; the id of the file's mail then."""

    def due(self, now: datetime, limit: int) -> list[int]:
        """Ids of rows to enqueue again."""

    def recent(self, office: str, since: datetime) -> list[Trace]:
        """The files of that office's open tickets that came since then, newest first."""


class Addresses(Protocol):
    """Addresses that mail did not reach, until they write to us again."""

    def mark(self, office: str, failure: Failure, now: datetime) -> tuple[AddressState, bool]:
        """Keep that a mail did not reach an address; its state, and whether that is news (marked, or permanent now)."""

    def failing(self, offices: Collection[str]) -> list[AddressState]:
        """Every marked address of these offices."""

    def clear(self, office: str, addresses: Sequence[str]) -> int:
        """End the marks of these addresses; how many there were."""


class UnitOfWork(AbstractContextManager["UnitOfWork"], Protocol):
    """One transaction. Leaving the block without `commit` rolls back."""

    @property
    def inbox(self) -> Inbox:
        """What came in."""

    @property
    def outbox(self) -> Outbox:
        """What goes out."""

    @property
    def tickets(self) -> Tickets:
        """What is being worked on."""

    @property
    def delegations(self) -> Delegations:
        """Who acts for whom."""

    @property
    def readings(self) -> Readings:
        """What is read of letters."""

    @property
    def addresses(self) -> Addresses:
        """Whom mail does not reach."""

    def commit(self) -> None:
        """Make it durable."""


class Queue(Protocol):
    """The workers' broker; disposable, because rows are re-enqueued when due."""

    def receive(self, inbox_ids: Sequence[int]) -> None:
        """Ask a worker to receive these inbox rows."""

    def deliver(self, outbox_ids: Sequence[int]) -> None:
        """Ask a worker to deliver these outbox rows."""

    def read(self, reading_ids: Sequence[int]) -> None:
        """Ask a reader, who is nobody of those above, to read these files."""


class LetterReader(Protocol):
    """Gets words out of files, within limits of its own; never raises for what a file holds."""

    def is_letter_like(self, name: str, content_type: str, data: bytes) -> bool:
        """Whether a file may be a letter at all; cheap, by its kind and size."""

    def read(self, name: str, content_type: str, data: bytes) -> Document:
        """The words, form and signatures of a file, or notes that say why there are none."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's words: subject, complete plain text, HTML."""

    subject: str
    text: str
    html: str


class Renderer(Protocol):
    """Templates."""

    def render(self, notice: Notice) -> Rendered:
        """The words of a notice; TemplateError (a MailgateError) names template, line and what is missing."""


class Press(Protocol):
    """Makes documents."""

    def make(self, paper: Paper, office: Office) -> bytes:
        """The document's bytes, in `paper.format`; TemplateError (a MailgateError) names what is wrong."""


class Transport(Protocol):
    """The way out."""

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        """Hand one mail to SMTP; DeliveryError(permanent=…)."""


Clock = Callable[[], datetime]
"""Now, aware UTC."""
