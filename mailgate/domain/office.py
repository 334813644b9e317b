"""One office (instansi): its mailbox, zone, registered requesters, policy switches and times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from mailgate.domain.letter import DOUBTFUL_BELOW
from mailgate.domain.proof import USUAL_PROOF, Grade
from mailgate.domain.reminder_policy import ReminderPolicy
from mailgate.domain.roster import OFFICE_ROLES, Roster
from mailgate.domain.rule import RuleSet
from mailgate.domain.sop import Budget, PriorityTime, Sop
from mailgate.domain.verb import Risk
from mailgate.domain.worktime import WorkCalendar

MONTHLY_TO = ("kadis", "kadin", "tu", "pengelola")
"""Who gets the monthly report where an office doesn't say: its head, whatever he is called, and who keeps the files."""


class Standing(StrEnum):
    """Whether an SOP takes new requests: in force, archived (only chosen by hand), or a draft."""

    IN_FORCE = "berlaku"
    ARCHIVED = "arsip"
    DRAFT = "konsep"


@dataclass(frozen=True, slots=True)
class Requester:
    """An organisation that may ask (Perangkat Daerah). `emails` and `domains` are lower-cased; `*.x` matches
    below x.
    """

    code: str
    name: str
    head: str
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class ActiveSop:
    """An SOP in an office's list. `default` (bawaan) takes what rules leave open; `fallback` where a NO leads to."""

    sop: Sop
    standing: Standing
    default: bool = False
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An instansi with everything that its folder under rules/ says.

    `zone` is an IANA name; `zone_label` WIB, WITA or WIT. `extras` is the `tambahan` switch: false is the
    faithful run in which only `perlu` edges remain. `priority_times` is the matrix of response and
    resolution budgets by P1..P4. `aliases` are the office's own words → headword. `undo_within` is how long BATAL
    works; `reopen_within` how long a requester may reopen. `proof` is the grade of proof that each risk class needs.
    `government` (Pemerintah Kabupaten …) and `street` stand in the kop of papers.
    `monthly_to` are the roles that get the monthly report; none is sent where it is empty.
    `failing` are the addresses that mail did not reach lately, for good or for now (domain/reachability.py).
    `verify_dkim` lets the gateway check signatures itself where the office's own server has not judged them.
    `scanners` are addresses of the office's own copiers, which send what others bring; `doubtful_below` is how surely
    a field of a letter must be read not to be asked back.
    """

    code: str
    name: str
    short_name: str
    address: str
    prefix: str
    zone: str
    zone_label: str
    roster: Roster
    requesters: tuple[Requester, ...]
    sops: tuple[ActiveSop, ...]
    rules: RuleSet
    calendar: WorkCalendar
    city: str = ""
    government: str = ""
    street: str = ""
    domains: tuple[str, ...] = ()
    phone: str | None = None
    whatsapp: str | None = None
    extras: bool = True
    undo_within: timedelta = timedelta(minutes=30)
    reopen_within: timedelta = timedelta(days=7)
    priority_times: Mapping[str, Mapping[PriorityTime, Budget]] = field(default_factory=dict)
    digest_at: time = time(7, 30)
    monthly_to: tuple[str, ...] = MONTHLY_TO
    aliases: Mapping[str, str] = field(default_factory=dict)
    proof: Mapping[Risk, Grade] = field(default_factory=lambda: USUAL_PROOF)
    verify_dkim: bool = False
    reminders: ReminderPolicy = field(default_factory=ReminderPolicy)
    scanners: tuple[str, ...] = ()
    doubtful_below: float = DOUBTFUL_BELOW
    failing: frozenset[str] = frozenset()

    def sop(self, sop_id: str) -> ActiveSop | None:
        """The SOP of that id in any standing, or None."""
        return next((active for active in self.sops if active.sop.id == sop_id), None)

    def has_person(self, email: str) -> bool:
        """Whether that address belongs to somebody of the office itself."""
        return any(email in holder.emails for seat in self.roster.seats for holder in seat.holders)

    def is_scanner(self, email: str) -> bool:
        """Whether that is the address of the office's own scanner: one it names, or mfp@ in the gateway's domain."""
        return email in self.scanners or email == f"mfp@{self.address.rpartition('@')[2]}"

    def works_tray(self, email: str) -> str | None:
        """The title of the helpdesk, TU or pengelola post that this address holds, or None."""
        for seat in self.roster.seats:
            if seat.role in OFFICE_ROLES and any(email in holder.emails for holder in seat.holders):
                return seat.title
        return None

    def requester_named(self, name: str) -> Requester | None:
        """The organisation of that name, code or alias, in any case."""
        wanted = name.casefold().strip()
        for requester in self.requesters:
            if wanted in {n.casefold() for n in (requester.name, requester.code, *requester.aliases)}:
                return requester
        return None

    def requester_of(self, email: str) -> Requester | None:
        """The organisation that owns that address: an exact address wins over a domain."""
        wanted = email.lower()
        domain = wanted.rpartition("@")[2]
        for requester in self.requesters:
            if wanted in requester.emails:
                return requester
        for requester in self.requesters:
            if any(_covers(pattern, domain) for pattern in requester.domains):
                return requester
        return None


def _covers(pattern: str, domain: str) -> bool:
    if pattern.startswith("*."):
        return domain == pattern[2:] or domain.endswith(pattern[1:])
    return domain == pattern
