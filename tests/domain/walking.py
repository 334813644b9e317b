"""Walk a ticket through an SOP with ready commands, no mail involved: for tests of the domain."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from mailgate.adapters.policy_yaml.loader import load_policy
from mailgate.domain.actor import REQUESTER_SEAT, Actor
from mailgate.domain.advance import Setting
from mailgate.domain.capacity import capacity_of
from mailgate.domain.command import Command
from mailgate.domain.conduct import carry_out
from mailgate.domain.event import Event, FileRecord, Record, TicketOpened
from mailgate.domain.office import Office
from mailgate.domain.policy import Policy
from mailgate.domain.standing import Party
from mailgate.domain.ticket import Ticket

RULES = Path(__file__).parents[2] / "rules"
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, 23 November 2026, 09.00 WITA: a working day without holidays around it."""
SCAN = FileRecord("berita acara.pdf", 1000, "00" * 32)


@cache
def shipped_policy() -> Policy:
    """The offices that the project ships."""
    return load_policy(RULES)


@dataclass
class Walk:
    """A ticket on its way; `give` lets somebody command, five minutes after the command before."""

    office_code: str
    sop_id: str
    ticket: Ticket = field(init=False)
    now: datetime = MONDAY
    events: list[Event] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def __post_init__(self) -> None:
        requester = self.office.requesters[0]
        party = Party(requester.emails[0], requester.name, requester.code, requester.head, verified=True)
        self.ticket = Ticket("XXX-2026-000001", self.office.code, party, "Internet putus", "Internet putus", self.now)
        active = self.office.sop(self.sop_id)
        assert active is not None
        opened = TicketOpened(
            subject=self.ticket.subject,
            summary=self.ticket.summary,
            organisation=requester.name,
            verified=True,
            sop=self.sop_id,
            tray=None,
            score=10,
            reasons=(),
            review=False,
            priority=None,
        )
        begun = self.ticket.begin(active.sop, self.office, self.now)
        self.events += begun
        asker = Actor(party.email, party.name, party.name, REQUESTER_SEAT, via=f"1@{self.office_code}.example")
        self.records += self.ticket.record([opened, *begun], asker, self.now)

    @property
    def office(self) -> Office:
        return shipped_policy().offices[self.office_code]

    def give(
        self, who: str, verb: str, *targets: str, note: str = "", argument: str = "", file: FileRecord | None = None
    ) -> "Walk":
        """`who` is a local part (`kadis`); raises CommandRefused as the gateway would."""
        self.now += timedelta(minutes=5)
        email = f"{who}@{self.office_code}.example"
        capacity = capacity_of(self.ticket, self.office, email, self.now)
        assert capacity is not None, f"{email} has no standing"
        command = Command(verb, targets, argument, note)
        setting = Setting(self.ticket, capacity, self.office, self.now, (file,) if file else ())
        caused = carry_out(setting, [command])
        self.events += caused
        actor = replace(capacity.actor, via=f"{len(self.records)}@{self.office_code}.example")
        self.records += self.ticket.record(caused, actor, self.now)
        return self

    @property
    def step(self) -> str | None:
        return self.ticket.step
