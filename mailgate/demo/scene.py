"""A scenario as a list of acts: who writes what, who waits for what; played by `mailgate.demo.play`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asks:
    """A requester sends a new request; the scenario's ticket is the one whose receipt comes back."""

    who: str
    subject: str
    body: str
    attachments: tuple[str, ...] = ()
    receipt: str = "tanda-terima"


@dataclass(frozen=True, slots=True)
class PaperLetter:
    """A letter of an office, as it will stand on paper."""

    government: str
    office: str
    street: str
    place: str
    dated: str
    number: str
    nature: str
    subject: str
    addressee: str
    body: str
    title: str
    signatory: str
    nip: str


@dataclass(frozen=True, slots=True)
class Scans:
    """`who`, a scanner or somebody at one, sends a letter as a scan and writes nothing besides.

    The scenario's ticket is the one whose receipt reaches `asker`.
    """

    who: str
    asker: str
    letter: PaperLetter
    subject: str = "Fwd: scan0012.pdf"
    name: str = "scan0012.pdf"


@dataclass(frozen=True, slots=True)
class Answers:
    """`who` waits for an unread mail of that template about the ticket and answers it with `text`."""

    who: str
    text: str
    mail: str = "tugas"
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reads:
    """`who` waits for a mail of that template that contains `words`; nothing is answered.

    With `catches_up`, what came before it about the ticket needs no answer any more. `of_ticket` is false for
    mails that are about no one ticket; such a mail is read once.
    """

    who: str
    mail: str
    words: str = ""
    catches_up: bool = False
    of_ticket: bool = True


@dataclass(frozen=True, slots=True)
class Forges:
    """`who` logs in as himself, but writes with the From of `claims`, answering `claims`' own mail of that template."""

    who: str
    claims: str
    text: str
    mail: str = "tugas"


@dataclass(frozen=True, slots=True)
class Passes:
    """Time passes until that local moment, `2026-12-15 14:00`; only where a scenario has a clock of its own."""

    until: str


@dataclass(frozen=True, slots=True)
class DayOff:
    """The pengelola enters a day off of the office's own; only where a scenario has a clock of its own."""

    day: str
    name: str
    who: str = "pengelola"


Act = Asks | Scans | Answers | Reads | Forges | Passes | DayOff


@dataclass(frozen=True, slots=True)
class Scenario:
    """One ticket from the first mail to the last. `ends` is how it must be closed (`selesai`, `ditolak`).

    With `begins`, a local moment, the scenario is played on a clock of its own, which its acts set forward.
    """

    name: str
    office: str
    tells: str
    acts: tuple[Act, ...]
    ends: str = "selesai"
    begins: str | None = None
