"""An SOP as a graph: steps with performers, documents, a time, and outcomes that lead to the next step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

END = "akhir"
"""Where an outcome leads when the SOP is at its end."""


OWN_WORD = ("SETUJU", "MENGETAHUI")
"""Verbs that an official must give; a step that asks for one never passes by time (domain notes 6.2, silent
approval)."""

BACKWARDS = ("TOLAK", "KEMBALIKAN")
"""Verbs that time never gives either: silence turns nobody down."""


class Clock(StrEnum):
    """The calendar a time is counted on (mutu baku; Perpres 21/2023 for the two working clocks)."""

    WORKING_DAYS = "hari_kerja"
    WORKING_HOURS = "jam_kerja"
    ALWAYS = "24x7"


@dataclass(frozen=True, slots=True)
class Budget:
    """A length of time on a calendar: either whole working `days`, or a `duration` on a running clock."""

    clock: Clock
    days: int = 0
    duration: timedelta = timedelta()


class PriorityTime(StrEnum):
    """Which half of the priority matrix gives the time of a step that has none of its own."""

    RESPONSE = "respon"
    RESOLUTION = "selesai"


@dataclass(frozen=True, slots=True)
class StepTime:
    """The Waktu cell. `printed` is the cell's text, the rest is what mailgate counts.

    `group` names a budget shared with other steps (a merged cell); `budget` the step's own; `priority`
    takes it from the priority matrix. All three absent: the step has no due moment.
    `pauses` is true where the clock stands still while the office waits for the requester.
    """

    printed: str | None = None
    budget: Budget | None = None
    group: str | None = None
    priority: PriorityTime | None = None
    pauses: bool = False


@dataclass(frozen=True, slots=True)
class Performer:
    """A role in the Pelaksana cell. `stated` is false where the flowchart mark was lost and `why` infers it.

    `assists` marks a helper who may report but not advance; `task` what this performer does where several act.
    """

    role: str
    stated: bool = True
    why: str | None = None
    assists: bool = False
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An edge of the graph: `verb` (a headword of the command table) leads to step `to`.

    `to` equal to the step's own number stays on it. `by` names the roles that give the verb where they are
    not the step's performers. `targets` are the roles it may hand the request to. `extra` edges (`tambahan`)
    are not in the printed SOP; an office may switch them off, except the `needed` ones (`perlu`).
    `reason`, `attachment` and `report` say what the reply must hold: a reason, a file, a file or a text.
    `acknowledges` counts the giver's role as one of the acknowledgements that `Step.acknowledged_by` waits for.
    """

    verb: str
    to: str
    when: str | None = None
    by: tuple[str, ...] | None = None
    targets: tuple[str, ...] = ()
    extra: bool = False
    needed: bool = False
    reason: bool = False
    attachment: bool = False
    report: bool = False
    acknowledges: bool = False
    label: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class StepNotice:
    """What is said besides the task mail: `template` to `to` (a role, or `pemohon`) when the step is left.

    `verb` limits it to one outcome; `on_entry` says it when the step opens instead of when it is left.
    """

    template: str
    to: str
    verb: str | None = None
    on_entry: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the procedure table, or one hand-over of it (`3a`, `3b`).

    `call` (ajakan) is the verb phrase of the task mail: "Mohon Bapak/Ibu {call} paling lambat …".
    `stage` (tahap) is what the requester reads: "sedang {…}" in plain words. `automatic` steps are taken
    by the gateway itself through their single outcome. `one_of` says any single performer's role acts
    (the one chosen before, if one was); otherwise every performer may act. `acknowledged_by` lists roles
    whose acknowledgements are all needed before the acknowledging outcome leads on.
    `closes_after` closes or passes the step when nobody answers in that time (an extra edge, announced by mail).
    """

    number: str
    activity: str
    performers: tuple[Performer, ...]
    original: str | None = None
    one_of: bool = False
    documents: tuple[str, ...] = ()
    time: StepTime = StepTime()
    output: str | None = None
    call: str = ""
    stage: str = ""
    question: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    notices: tuple[StepNotice, ...] = ()
    automatic: bool = False
    acknowledged_by: tuple[str, ...] = ()
    closes_after: Budget | None = None
    note: str | None = None

    def outcomes_for(self, verb: str) -> Iterator[Outcome]:
        """The edges that `verb` names; more than one only where different roles give the same verb."""
        return (outcome for outcome in self.outcomes if outcome.verb == verb)

    @property
    def passing(self) -> Outcome | None:
        """The outcome that time may take: onward, the performers', and no official's own word; None where none is."""
        if any(outcome.verb in OWN_WORD for outcome in self.outcomes) or self.acknowledged_by:
            return None
        ways = (o for o in self.outcomes if not o.by and o.to != self.number and o.verb not in BACKWARDS)
        return next(ways, None)

    @property
    def acting(self) -> tuple[str, ...]:
        """Role codes that may advance the step."""
        return tuple(p.role for p in self.performers if not p.assists)


@dataclass(frozen=True, slots=True)
class SopRole:
    """A Pelaksana column; `column` is false for an actor the text names but the table has no column for."""

    code: str
    title: str
    column: bool = True
    requester: bool = False


@dataclass(frozen=True, slots=True)
class SopIdentity:
    """The identity block of the SOP AP document (Permenpan RB 35/2012), every field as printed, or None.

    A qualification is one line, or for whom it is and a line for each thing asked.
    """

    region: str | None = None
    agency: str | None = None
    unit: str | None = None
    made: str | None = None
    revised: str | None = None
    effective: str | None = None
    approved: str | None = None
    approver_title: str | None = None
    approver_rank: str | None = None
    approver_name: str | None = None
    approver_nip: str | None = None
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    table_title: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeGroup:
    """A merged Waktu cell: one budget over several steps, counted from the entry into the first of them."""

    code: str
    budget: Budget
    printed: str


@dataclass(frozen=True, slots=True)
class Sop:
    """A standard operating procedure; a ticket carries its own copy from the day it began."""

    id: str
    name: str
    number: str | None
    office: str
    steps: tuple[Step, ...]
    roles: tuple[SopRole, ...]
    groups: tuple[TimeGroup, ...] = ()
    identity: SopIdentity = SopIdentity()

    def step(self, number: str) -> Step:
        """The step of that number; KeyError where there is none."""
        for step in self.steps:
            if step.number == number:
                return step
        raise KeyError(number)

    def has_step(self, number: str) -> bool:
        """Whether a step of that number exists."""
        return any(step.number == number for step in self.steps)

    def role(self, code: str) -> SopRole:
        """The role of that code; KeyError where there is none."""
        for role in self.roles:
            if role.code == code:
                return role
        raise KeyError(code)

    @property
    def requester_role(self) -> str:
        """The code of the role that asks (`pemohon`, `opd`, `pic`, `pengguna`)."""
        return next(role.code for role in self.roles if role.requester)

    @property
    def first(self) -> Step:
        """The first row: the request itself, or, where the requester has no row (Bekasi), its first receiver."""
        return self.steps[0]

    @property
    def asking(self) -> Step | None:
        """The requester's own row, done by the mail that opens the ticket; None where the document has none."""
        return self.first if self.requester_role in self.first.acting else None

    @property
    def entry(self) -> str:
        """The number of the step that a new request opens."""
        return self.asking.outcomes[0].to if self.asking else self.first.number
