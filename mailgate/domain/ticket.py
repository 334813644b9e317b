"""The one mutable aggregate: a request walking its SOP; its methods change it and return what happened."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from mailgate.domain.actor import REQUESTER_SEAT, THE_GATEWAY, Actor, Assignment
from mailgate.domain.command import Command, Question
from mailgate.domain.documents import Seen
from mailgate.domain.event import (
    CommandCarriedOut,
    CommandHeld,
    CommandUndone,
    DueMoved,
    Event,
    Record,
    SopChosen,
    StepEntered,
    TicketClosed,
    TicketReopened,
    WorkPaused,
    WorkResumed,
)
from mailgate.domain.letter import Letter
from mailgate.domain.office import Office
from mailgate.domain.performers import holders_of
from mailgate.domain.roster import Roster
from mailgate.domain.rule import TRAY_SORT
from mailgate.domain.sop import END, Outcome, Sop, Step
from mailgate.domain.standing import Party, Pause, Undo, Visit
from mailgate.domain.timing import Pace, paced

WORK_DONE = ("SELESAI", "BERHASIL", "TERPASANG", "TIDAK RUSAK")
"""Verbs whose text is the solution that the requester reads; a LAPOR is, where none of them was given."""


WORK_UNDONE = ("UJI GAGAL", "BELUM PULIH", "BELUM SELESAI")
"""Verbs after which the solution was none."""


REJECTIONS = ("TOLAK", "TIDAK", "TIDAK SESUAI")
"""Verbs after which a ticket that ends was turned down, also where another step closes it (Trenggalek 2023, 3 → 7)."""


@dataclass(slots=True)
class Ticket:
    """A request and where it stands.

    `chosen` are the assignments that commands made (whom the Kasi appointed), remembered over steps. `acknowledged`
    are the roles that have given MENGETAHUI on this visit. `asked` maps an address to its open question.
    `held` are commands that wait for a one-time YA, the latest last. `letter` is the letter that it is about, without
    its text; `papers` are the documents received; `confidential` keeps what they say out of mails. `thread` are the
    Message-IDs that replies refer to, first the request's. `reminded` are the stages of reminding that this visit is
    through with, `moved` the change of its due moment that nobody was told of yet. `wakes_at` is when time next has
    something to do with the ticket (`domain/reminding.py`). All moments are aware UTC.
    """

    number: str
    office: str
    requester: Party
    subject: str
    summary: str
    opened_at: datetime
    sop: Sop | None = None
    tray: str | None = None
    step: str | None = None
    visits: list[Visit] = field(default_factory=list)
    holders: tuple[Assignment, ...] = ()
    chosen: tuple[Assignment, ...] = ()
    acknowledged: tuple[str, ...] = ()
    due_at: datetime | None = None
    passes_at: datetime | None = None
    pace: Pace = field(default_factory=Pace)
    pause: Pause | None = None
    priority: str | None = None
    priority_proposed: bool = True
    kind: str | None = None
    service: str | None = None
    documents: list[str] = field(default_factory=list)
    solution: str = ""
    closed_at: datetime | None = None
    closing: str = ""
    rating: int | None = None
    late: bool = False
    asked: dict[str, Question] = field(default_factory=dict)
    misread: dict[str, int] = field(default_factory=dict)
    held: list[CommandHeld] = field(default_factory=list)
    undo: Undo | None = None
    thread: list[str] = field(default_factory=list)
    history: int = 0
    recent: list[tuple[datetime, str]] = field(default_factory=list)
    letter: Letter | None = None
    papers: list[Seen] = field(default_factory=list)
    confidential: bool = False
    reminded: tuple[str, ...] = ()
    moved: DueMoved | None = None
    wakes_at: datetime | None = None
    version: int = 0

    @property
    def visit(self) -> int:
        """The number of the current visit, 0 before the first."""
        return self.visits[-1].number if self.visits else 0

    @property
    def is_open(self) -> bool:
        """Whether anybody still has something to do."""
        return self.closed_at is None

    @property
    def reported(self) -> bool:
        """Whether the requester was told of a solution, so that a rating makes sense."""
        return bool(self.solution) or self.closing == "selesai"

    def copy(self) -> "Ticket":
        """A twin that can be changed without changing this one; frozen parts are shared."""
        return replace(
            self,
            visits=list(self.visits),
            documents=list(self.documents),
            papers=list(self.papers),
            asked=dict(self.asked),
            misread=dict(self.misread),
            held=list(self.held),
            thread=list(self.thread),
            recent=list(self.recent),
        )

    @property
    def current(self) -> Step:
        """The step it stands on; LookupError in the tray or when closed."""
        if self.sop is None or self.step is None:
            raise LookupError(f"{self.number} stands on no step")
        return self.sop.step(self.step)

    def record(self, events: Iterable[Event], by: Actor, at: datetime) -> list[Record]:
        """Number events as the next links of this ticket's history."""
        records = []
        for event in events:
            self.history += 1
            automatic = isinstance(event, CommandCarriedOut) and event.automatic
            records.append(Record(self.history, at, THE_GATEWAY if automatic else by, event))
        return records

    def begin(self, sop: Sop, office: Office, at: datetime, *, note: str = "") -> list[Event]:
        """Give the ticket its own copy of an SOP and open the step after the request."""
        events: list[Event] = []
        if self.tray or self.sop:
            events.append(SopChosen(sop.id, sop.name, self.sop.id if self.sop else None, note))
        self.sop, self.tray, self.chosen, self.pace = sop, None, (), Pace()
        return events + self._enter(sop.entry, office, at, note="", since=self.opened_at)

    def take(
        self,
        outcome: Outcome,
        command: Command,
        by: Actor,
        office: Office,
        at: datetime,
        *,
        skipped: tuple[str, ...] = (),
        informed: tuple[str, ...] = (),
    ) -> list[Event]:
        """Carry out an outcome: stay on the step, or go on, automatic steps included.

        `skipped` are the steps a direct disposisi jumps over, `informed` the seats that are told without a task.
        """
        step = self.current
        if outcome.acknowledges:
            self.acknowledged = tuple(dict.fromkeys((*self.acknowledged, self._role_of(by))))
        to = outcome.to if self._is_complete(step, outcome) else step.number
        self._remember(command, step, by, at)
        self.appoint(command.targets, office)
        automatic = by is THE_GATEWAY
        events: list[Event] = [CommandCarriedOut(command, step.number, to, skipped, informed, automatic)]
        if to == step.number:
            return events + (self._return(command.note, office, at) if command.verb == "KEMBALIKAN" else [])
        self._note_solution(command)
        self._leave(by, command.verb, office, at)
        if command.verb in REJECTIONS:
            self.closing = "ditolak"
        elif to != END:
            self.closing = ""
        if to == END:
            return events + self.close(self.closing or "selesai", command.note, at)
        return events + self._enter(to, office, at, note=command.note)

    def _note_solution(self, command: Command) -> None:
        if command.verb in WORK_UNDONE:
            self.solution = ""
        if command.note and (command.verb in WORK_DONE or (command.verb == "LAPOR" and not self.solution)):
            self.solution = command.note

    def _role_of(self, actor: Actor) -> str:
        if actor.seat == REQUESTER_SEAT and self.sop:
            return self.sop.requester_role
        return _role(actor.seat or "")

    def _is_complete(self, step: Step, outcome: Outcome) -> bool:
        return not outcome.acknowledges or set(step.acknowledged_by) <= set(self.acknowledged)

    def _remember(self, command: Command, step: Step, by: Actor, at: datetime) -> None:
        self.undo = Undo(
            by=by.email,
            verb=command.verb,
            at=at,
            step=step.number,
            holders=self.holders,
            chosen=self.chosen,
            pace=self.pace,
            solution=self.solution,
        )

    def appoint(self, targets: tuple[str, ...], office: Office) -> None:
        """Remember whom a command named: the first is responsible, the others assist (domain notes 3.4)."""
        named = []
        for i, code in enumerate(targets):
            seat, person = self.roster(office).locate(code)
            named.append(Assignment(seat.code, person.code if person else None, assists=i > 0))
        roles = {_role(a.seat) for a in named}
        self.chosen = tuple(a for a in self.chosen if _role(a.seat) not in roles) + tuple(named)

    def roster(self, office: Office) -> Roster:
        """The seats that exist in the world of this ticket's SOP."""
        return office.roster.for_sop(self.sop.id if self.sop else None)

    def _leave(self, by: Actor, verb: str, office: Office, at: datetime) -> None:
        self._restart_clock(office, at)
        if self.due_at and at > self.due_at:
            self.late = True
        if self.visits:
            self.visits[-1] = replace(self.visits[-1], left_at=at, left_by=by.title, verb=verb)
        self.acknowledged = ()

    def _restart_clock(self, office: Office, at: datetime) -> None:
        if self.pause is None:
            return
        self.pace = self.pace.after_pause(self.pause.since, at, office.calendar)
        self.pause = None
        self._measure(office)

    def _measure(self, office: Office) -> None:
        """The due moments that follow from the pace on the office's calendar as it is now."""
        self.due_at, self.passes_at = self.pace.due(office.calendar), self.pace.passes(office.calendar)

    def recount(self, office: Office, reason: str) -> list[Event]:
        """The calendar has changed: what was counted is counted again; no event where nothing moves.

        `reason` says what has changed, in words that readers see.
        """
        if self.step is None or (self.pace.count is None and self.pace.passing is None):
            return []
        before, passed = self.due_at, self.passes_at
        self._measure(office)
        if (before, passed) == (self.due_at, self.passes_at):
            return []
        told = self.moved.before if self.moved else before
        self.moved = DueMoved(told, self.due_at, reason) if self.due_at != told else None
        return [DueMoved(before, self.due_at, reason)]

    def _enter(
        self, number: str, office: Office, at: datetime, *, note: str, since: datetime | None = None
    ) -> list[Event]:
        sop = self.sop
        assert sop is not None  # noqa: S101 - only reached after begin()
        step = sop.step(number)
        self.step = number
        self.holders = holders_of(step, sop, self.chosen, office.roster.for_sop(sop.id))
        if sop.asking and number == sop.asking.number:
            return self._return(note, office, at)
        self.pace = paced(step, sop, office, self.pace, self.priority, since or at)
        self._measure(office)
        if step.time.pauses:
            self.pause = Pause(at, note or step.activity, None, for_requester=True)
        self._visit(number, at)
        events: list[Event] = [StepEntered(number, self.visit, self.holders, self.due_at, note)]
        if step.automatic:
            outcome = step.outcomes[0]
            events += self.take(outcome, Command(outcome.verb, note=note), THE_GATEWAY, office, at)
        return events

    def _return(self, note: str, office: Office, at: datetime) -> list[Event]:
        """Back to the requester for completion: the clock stands still, the step waits (domain notes 1.0,
        KEMBALIKAN).
        """
        step = self.current
        self.holders = (Assignment(REQUESTER_SEAT),)
        self.pause = Pause(at, note or step.activity, None, for_requester=True)
        self._visit(step.number, at)
        return [StepEntered(step.number, self.visit, self.holders, None, note, waits_for_requester=True)]

    def _visit(self, number: str, at: datetime) -> None:
        """A new visit: the seals of older mails are void, and nobody was reminded of it yet."""
        self.visits.append(Visit(self.visit + 1, number, at, self.holders))
        self.reminded, self.moved = (), None

    @property
    def returned(self) -> bool:
        """Whether the request lies with the requester for completion."""
        waits = self.pause is not None and self.pause.for_requester
        return waits and self.holders == (Assignment(REQUESTER_SEAT),)

    def resubmit(self, office: Office, at: datetime) -> list[Event]:
        """The requester completed a returned request: the clock runs again and whoever returned it has it."""
        back = self.visits[-2].step
        self.undo = None
        self._leave(Actor(self.requester.email, self.requester.name), "LENGKAPI", office, at)
        return self._enter(back, office, at, note="")

    def hand_over(self, command: Command, by: Actor, office: Office, at: datetime) -> list[Event]:
        """The same step to another post that may hold it: a new visit, so that older seals are void."""
        number = self.current.number
        self._remember(command, self.current, by, at)
        self.appoint(command.targets, office)
        self._leave(by, command.verb, office, at)
        carried = CommandCarriedOut(command, number, number, (), command.cc)
        return [carried, *self._enter(number, office, at, note=command.note)]

    def to_tray(self, note: str, at: datetime) -> list[Event]:
        """Back to `perlu dipilah`: the SOP did not fit and nobody has named another."""
        before = self.sop.id if self.sop else None
        self.sop, self.step, self.holders, self.due_at, self.passes_at = None, None, (), None, None
        self.pause, self.tray, self.undo = None, TRAY_SORT, None
        return [SopChosen("", TRAY_SORT, before, note)]

    def pass_by_time(self, office: Office, at: datetime) -> list[Event]:
        """Nobody answered within `tutup_otomatis`: the step's onward outcome is taken by the gateway.

        Never an outcome that is an official's own word, whatever the ticket's copy of the SOP says (domain notes 6.2).
        """
        outcome = self.current.passing
        if outcome is None:
            self.passes_at, self.pace = None, replace(self.pace, passing=None)
            return []
        return self.take(outcome, Command(outcome.verb, note="tanpa tanggapan"), THE_GATEWAY, office, at)

    def close(self, how: str, note: str, at: datetime) -> list[Event]:
        """The end, whichever way."""
        self.closed_at, self.closing = at, how
        self.step, self.holders, self.due_at, self.passes_at, self.pause = None, (), None, None, None
        self.undo = None
        if how == "selesai" and note and not self.solution:
            self.solution = note
        return [TicketClosed(how, note, not self.late)]

    def reopen(self, note: str, office: Office, at: datetime) -> list[Event]:
        """Back to the last working step: shared budgets count on from where they stood when the ticket closed.

        What was late stays late, and reopened counts as late (domain notes 6.2).
        """
        sop = self.sop
        assert sop is not None  # noqa: S101
        if self.closed_at:
            self.pace = self.pace.after_pause(self.closed_at, at, office.calendar)
        self.closed_at, self.closing, self.late = None, "", True
        back = reopening_step(sop, self.visits)
        return [TicketReopened(note), *self._enter(back, office, at, note=note)]

    def hold(self, reason: str, until: datetime | None, at: datetime) -> list[Event]:
        """TUNDA: stop the clock."""
        self.pause, self.undo = Pause(at, reason, until), None
        return [WorkPaused(reason, until)]

    def resume(self, office: Office, at: datetime, reason: str = "") -> list[Event]:
        """LANJUT: the due moment moves by as long as the clock stood still."""
        self._restart_clock(office, at)
        return [WorkResumed(self.due_at, reason)]

    def take_back(self, office: Office, at: datetime) -> list[Event]:
        """BATAL: the last command never was; a new visit voids the seals of the mails it sent."""
        undo = self.undo
        assert undo is not None  # noqa: S101
        self.step, self.holders, self.chosen = undo.step, undo.holders, undo.chosen
        self.pace, self.solution = undo.pace, undo.solution
        self._measure(office)
        self._visit(undo.step, at)
        self.undo, self.pause, self.acknowledged = None, None, ()
        return [CommandUndone(undo.verb, undo.step, self.visit, undo.holders)]


def reopening_step(sop: Sop, visits: list[Visit]) -> str:
    """Where a reopened ticket goes on: the step a `BELUM …` edge names, else the last step with a time of its own."""
    for step in reversed(sop.steps):
        for outcome in step.outcomes:
            if outcome.verb in ("BELUM SELESAI", "BELUM PULIH"):
                return outcome.to
    asking = sop.asking.number if sop.asking else None
    return next((v.step for v in reversed(visits[:-1]) if v.step != asking), sop.entry)


def _role(seat: str) -> str:
    return seat.partition(":")[0]
