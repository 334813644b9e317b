"""Taking an outcome of a step: what the reply must hold, and a disposisi over the heads of the next in line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from mailgate.domain.actor import Actor
from mailgate.domain.capacity import Capacity
from mailgate.domain.command import Command
from mailgate.domain.errors import CommandRefused
from mailgate.domain.event import Event, FileRecord
from mailgate.domain.office import Office
from mailgate.domain.sop import Outcome
from mailgate.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything a command is carried out in: the ticket, who gives it, the office, the moment, the reply's files."""

    ticket: Ticket
    capacity: Capacity
    office: Office
    at: datetime
    files: tuple[FileRecord, ...] = ()
    knows: Callable[[str], bool] = lambda _: False
    """Whether the office has a ticket of that number."""

    @property
    def actor(self) -> Actor:
        """The giver."""
        return self.capacity.actor


def take_outcome(setting: Setting, outcome: Outcome, command: Command) -> list[Event]:
    if outcome.reason and not command.note.strip():
        raise CommandRefused(f"{command.verb} memerlukan alasan.")
    if outcome.attachment and not setting.files:
        raise CommandRefused(f"{command.verb} memerlukan lampiran, sedangkan balasan Bapak/Ibu tidak memuat lampiran.")
    if outcome.report and not command.note.strip() and not setting.files:
        raise CommandRefused(f"{command.verb} memerlukan uraian singkat atau lampiran laporan.")
    ticket = setting.ticket
    outcome, skipped, informed = _jump(setting, outcome, command)
    told = (*command.cc, *informed)
    return ticket.take(outcome, command, setting.actor, setting.office, setting.at, skipped=skipped, informed=told)


def _jump(setting: Setting, outcome: Outcome, command: Command) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
    """A disposisi over the heads of the next in line: allowed, logged, and the skipped are told (domain notes 3.4)."""
    ticket = setting.ticket
    if not command.targets or not outcome.targets or ticket.sop is None:
        return outcome, (), ()
    role = command.targets[0].partition(":")[0]
    if role in outcome.targets:
        return outcome, (), ()
    numbers = [step.number for step in ticket.sop.steps]
    for index in range(numbers.index(outcome.to), len(numbers)):
        if role in ticket.sop.steps[index].acting:
            passed = ticket.sop.steps[numbers.index(outcome.to) : index]
            informed = tuple(dict.fromkeys(r for step in passed for r in step.acting))
            return replace(outcome, to=numbers[index]), tuple(s.number for s in passed), informed
    title = ticket.roster(setting.office).locate(command.targets[0])[0].title
    raise CommandRefused(f"{title} tidak mempunyai tugas pada tahap-tahap berikutnya dalam SOP ini.")
