"""A ticket with its history at its office: what every paper is written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.event import CommandCarriedOut, CommandUndone, Record
from mailgate.domain.letter import Letter
from mailgate.domain.narrative import holder_titles, title_of
from mailgate.domain.office import Office
from mailgate.domain.roster import Roster
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import moment_in_words

WITHHELD = "(bersifat rahasia, lihat surat asli)"
"""What stands in a paper where a confidential letter's own words would stand."""

ID_LENGTH = 24
"""Characters of a Message-ID that a paper quotes: enough to find the mail by, and it fits into a column."""


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it was carried out. `kept` is false where it was taken back (BATAL) later on."""

    record: Record
    event: CommandCarriedOut
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket, its whole history (oldest first), the office, and the moment of printing (aware UTC).

    `letter` holds the fields of the letter that came with the request, where one was read.
    """

    ticket: Ticket
    records: Sequence[Record]
    office: Office
    now: datetime
    letter: Letter | None = None

    @property
    def roster(self) -> Roster:
        """The posts of this ticket's SOP."""
        return self.ticket.roster(self.office)

    @property
    def requester(self) -> str:
        """What the requester is called."""
        return self.ticket.requester.name or self.ticket.requester.email

    @property
    def confidential(self) -> bool:
        """Whether the words of the request stay out of papers."""
        return self.ticket.confidential or (self.letter is not None and self.letter.confidential)

    @property
    def hal(self) -> str:
        """What the request is about; the one place where papers read it."""
        return self.open(self.ticket.subject)

    @property
    def summary(self) -> str:
        """The words of the request; the one place where papers read them."""
        return self.open(self.ticket.summary)

    def open(self, words: str) -> str:
        """Words that the request came with, or that they are withheld."""
        return WITHHELD if words and self.confidential else words

    def day(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(ZoneInfo(self.office.zone)).date()

    def words(self, moment: datetime | None) -> str:
        """`Selasa, 24 November 2026 pukul 16.00 WITA`; empty for no moment."""
        return moment_in_words(moment, self.office) if moment else ""

    def title(self, code: str) -> str:
        """What a seat, role or person code is called."""
        return title_of(code, self.roster, self.requester)

    def holders(self, holders: tuple[Assignment, ...]) -> str:
        """Who held a step, in words."""
        return holder_titles(holders, self.roster, self.requester)

    def given(self, *verbs: str) -> list[Given]:
        """The commands of these verbs (of all, where none is named) that people gave, oldest first."""
        return [g for g in self._commands() if not verbs or g.event.command.verb in verbs]

    def _commands(self) -> list[Given]:
        found: list[Given] = []
        for record in self.records:
            if isinstance(record.event, CommandCarriedOut) and not record.event.automatic:
                found.append(Given(record, record.event))
            elif isinstance(record.event, CommandUndone):
                verb = record.event.verb
                at = next((i for i in reversed(range(len(found))) if found[i].event.command.verb == verb), None)
                if at is not None:
                    found[at] = Given(found[at].record, found[at].event, kept=False)
        return found

    def notes(self, *verbs: str) -> str:
        """What was written with these verbs, each once, joined to a sentence's length."""
        texts = [g.event.command.note.strip() for g in self.given(*verbs) if g.kept]
        return "; ".join(dict.fromkeys(filter(None, texts)))

    def workers(self, *verbs: str) -> list[Record]:
        """One record of each person of the office who gave one of these verbs, in the order of their first."""
        seen: dict[str, Record] = {}
        for given in self.given(*verbs):
            if given.kept and given.record.by.seat not in (None, REQUESTER_SEAT):
                seen.setdefault(given.record.by.email, given.record)
        return list(seen.values())


def case_of(ticket: Ticket, records: Sequence[Record], office: Office, now: datetime) -> Case:
    """The case of a ticket, with the letter that it is about."""
    return Case(ticket, records, office, now, ticket.letter)


def short_id(message_id: str | None) -> str:
    """A Message-ID as papers quote it: its beginning, and its domain where both fit."""
    bare = (message_id or "").strip("<>")
    return bare if len(bare) <= ID_LENGTH else f"{bare[: ID_LENGTH - 1]}…"


def by_mail(record: Record, case: Case) -> str:
    """`melalui surel, Senin, 23 November 2026 pukul 09.12 WITA (ID pesan …)`: in place of a signature's date."""
    seen = f" (ID pesan {short_id(record.by.via)})" if record.by.via else ""
    return f"melalui surel, {case.words(record.at)}{seen}"
