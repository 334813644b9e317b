"""Facts about a ticket, in the past tense and frozen: they are its history, and through notices they are mail."""

from dataclasses import dataclass
from datetime import datetime

from mailgate.domain.actor import Actor, Assignment
from mailgate.domain.command import Command, Question
from mailgate.domain.read_file import ReadFile


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What history keeps of an attachment: its name, size in bytes and SHA-256 (hex); the bytes stay in the
    raw mail.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TicketOpened:
    """A request was taken in. `sop` is None in the tray `perlu dipilah`; `reasons` say why it was routed so."""

    subject: str
    summary: str
    organisation: str
    verified: bool
    sop: str | None
    tray: str | None
    score: int
    reasons: tuple[str, ...]
    review: bool
    priority: str | None
    files: tuple[FileRecord, ...] = ()
    truncated: bool = False
    """The mail was too large: its attachments stayed on the mail server."""
    also: str = ""
    """The registered sender who brought another organisation's letter, and gets a receipt too."""
    same: str = ""
    """The open ticket that seems to be about the same letter."""
    unread: tuple[str, ...] = ()
    """Names of files that are still to be read."""


@dataclass(frozen=True, slots=True)
class SopChosen:
    """A person or the rules gave the ticket its SOP; `before` is the one it walked until then."""

    sop: str
    name: str
    before: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepEntered:
    """A step opened: `visit` counts the entries of this ticket, seals are bound to it. `waits_for_requester` pauses."""

    step: str
    visit: int
    holders: tuple[Assignment, ...]
    due_at: datetime | None
    note: str = ""
    waits_for_requester: bool = False


@dataclass(frozen=True, slots=True)
class CommandCarriedOut:
    """An outcome of the step was given. `to` is the next step, the step itself when it stays, or `akhir`."""

    command: Command
    step: str
    to: str
    skipped: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    """Seat codes told although they get no task: cc, and superiors who were skipped."""
    automatic: bool = False
    """Taken by the gateway itself: an automatic step, or one that passed by time."""


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A remark was kept. `why_not` says why it was no command, where one was read or attempted."""

    text: str
    files: tuple[FileRecord, ...] = ()
    for_requester: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class CommandDeclined:
    """A command was understood and not carried out; `reason` is the sentence its giver got."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A reply was doubtful; its giver was asked back."""

    line: str
    question: Question


@dataclass(frozen=True, slots=True)
class AuthorityRefused:
    """A mail spoke as if for `claimed` (a seat or address) without sufficient proof; `why` is English, `text` what it
    said.

    `sender` is its From where that is another address. `warn` is false where the owner of `claimed` needn't be told:
    he is the one who wrote, or who said that he did not.
    """

    claimed: str
    text: str
    why: str
    sender: str = ""
    warn: bool = True


@dataclass(frozen=True, slots=True)
class CommandHeld:
    """Commands wait for a one-time YA from `reader`, the registered address of who may give them.

    `scope` is the seal's scope of that question: the number of this record in history, negative, so that it never is a
    visit's. `sender` is the From of the mail, `visit` the one it spoke to, `until` the end of the offer. `mismatch`
    says that the mail's origin contradicts its From; `why` is the proof found, in English.
    """

    scope: int
    reader: str
    sender: str
    commands: tuple[Command, ...]
    text: str
    visit: int
    until: datetime
    files: tuple[FileRecord, ...] = ()
    mismatch: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class WorkPaused:
    """The clock stands still until `until` (or until LANJUT); `reason` as given."""

    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class WorkResumed:
    """The clock runs again; `due_at` is the moved due moment."""

    due_at: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DueMoved:
    """The office's calendar changed, and with it the due moment; `reason` says what changed, in Indonesian."""

    before: datetime | None
    due_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """Whoever holds the step was reminded (`to`: seat or person codes) at this `stage` of this visit.

    `skipped`: the moment had passed too long ago, or a later stage says more; nobody was mailed. `moved` is the change
    of the due moment that this mail explains.
    """

    stage: str
    visit: int
    to: tuple[str, ...]
    due_at: datetime | None
    skipped: bool = False
    moved: DueMoved | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """The step was past its time, and the superiors (`to`, seat codes) of `holders` were asked for guidance."""

    visit: int
    to: tuple[str, ...]
    holders: tuple[str, ...]
    due_at: datetime | None
    moved: DueMoved | None = None


@dataclass(frozen=True, slots=True)
class Prioritised:
    """Priority P1..P4 was set; `proposed` when it is only the rules' proposal that now stands."""

    priority: str
    argument: str
    proposed: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Escalated:
    """The holder asked upward; `to` are seat codes."""

    to: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TaskTaken:
    """One member of a team took the task (AMBIL, or the first PROSES)."""

    holder: Assignment


@dataclass(frozen=True, slots=True)
class CommandUndone:
    """BATAL: the last command was taken back; the ticket stands on `step` again, as visit `visit`."""

    verb: str
    step: str
    visit: int
    holders: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class RequestCompleted:
    """The requester sent what was missing (LENGKAPI)."""

    files: tuple[FileRecord, ...]
    text: str


@dataclass(frozen=True, slots=True)
class TicketClosed:
    """The end. `how` is `selesai`, `ditolak`, `dibatalkan`, `dialihkan` or `bukan permintaan`; `note` the reason or
    solution.
    """

    how: str
    note: str
    on_time: bool | None = None


@dataclass(frozen=True, slots=True)
class TicketReopened:
    """BUKA KEMBALI within the office's term."""

    note: str


@dataclass(frozen=True, slots=True)
class Rated:
    """NILAI 1..4 (scale of Permenpan RB 14/2017)."""

    score: int
    text: str


@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """CETAK: a paper was asked for and goes to its asker; `kind` is a word of domain/printing.py."""

    kind: str


@dataclass(frozen=True, slots=True)
class LetterRead:
    """A file was read; `file` without the letters' text. `late`: the ticket had gone on without it; `opening`: it came
    with the request itself. `same` is another open ticket that has the same letter.
    """

    file: ReadFile
    late: bool = False
    opening: bool = False
    same: str = ""


@dataclass(frozen=True, slots=True)
class LetterCorrected:
    """A field of the ticket's letter (a key of `letter.FIELDS`) was put right by a reply."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LetterRepeated:
    """The same letter came again, from `sender`; it opened no second ticket. `why` says what was the same."""

    sender: str
    why: str
    files: tuple[FileRecord, ...] = ()
    text: str = ""
    """What the mail that brought it said besides."""


Event = (
    TicketOpened
    | SopChosen
    | StepEntered
    | CommandCarriedOut
    | NoteAdded
    | CommandDeclined
    | QuestionAsked
    | AuthorityRefused
    | CommandHeld
    | WorkPaused
    | WorkResumed
    | DueMoved
    | Reminded
    | Overdue
    | Prioritised
    | Escalated
    | TaskTaken
    | CommandUndone
    | RequestCompleted
    | TicketClosed
    | TicketReopened
    | Rated
    | PaperPrinted
    | LetterRead
    | LetterCorrected
    | LetterRepeated
)


@dataclass(frozen=True, slots=True)
class Record:
    """An event as history holds it: number in the ticket's chain (from 1), moment (aware, UTC), who, and what."""

    seq: int
    at: datetime
    by: Actor
    event: Event
