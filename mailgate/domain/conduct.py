"""Carrying out commands: the step's own outcomes, and the verbs that mean something on every step."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from mailgate.domain.advance import Setting, take_outcome
from mailgate.domain.agency import agency_refusal
from mailgate.domain.capacity import capacity_of
from mailgate.domain.command import Command
from mailgate.domain.errors import CommandRefused
from mailgate.domain.event import Event
from mailgate.domain.meanings import BESIDE_AN_OUTCOME, MEANINGS
from mailgate.domain.sop import END


def carry_out(setting: Setting, commands: Sequence[Command]) -> list[Event]:
    """Carry out a mail's commands in order, all or none (the caller works on a copy); CommandRefused says why."""
    events: list[Event] = []
    for command in _merged(setting, commands):
        capacity = capacity_of(setting.ticket, setting.office, setting.actor.email, setting.at)
        now = replace(setting, capacity=replace(capacity or setting.capacity, actor=setting.actor))
        events += _carry_out_one(now, command)
    return events


def _carry_out_one(setting: Setting, command: Command) -> list[Event]:
    refusal = _in_whose_name(setting, command)
    if refusal:
        raise CommandRefused(refusal)
    outcome = next((o for o in setting.capacity.outcomes if o.verb == command.verb), None)
    meaning = MEANINGS.get(command.verb)
    if outcome is None and (meaning is None or command.verb not in setting.capacity.general):
        raise CommandRefused(f"{command.verb} tidak tersedia bagi Bapak/Ibu pada tahap ini.")
    if outcome is None and meaning is not None:
        return meaning(setting, command)
    assert outcome is not None  # noqa: S101 - the two refusals above leave only this
    beside = BESIDE_AN_OUTCOME.get(command.verb)
    return (beside(setting, command) if beside else []) + take_outcome(setting, outcome, command)


def _in_whose_name(setting: Setting, command: Command) -> str:
    roster, day = setting.ticket.roster(setting.office), setting.at.astimezone(ZoneInfo(setting.office.zone)).date()
    return agency_refusal(command, setting.actor, roster, day, files=bool(setting.files))


def _merged(setting: Setting, commands: Sequence[Command]) -> list[Command]:
    """Fold a command into the next where the next implies it: SESUAI + DISPOSISI lead to the same step; TIDAK +
    ALIHKAN.
    """
    edges = {o.verb: o.to for o in setting.capacity.outcomes}
    kept: list[Command] = []
    for command in commands:
        before = kept[-1] if kept else None
        if before and edges.get(before.verb) not in (None, setting.ticket.step):
            same = edges.get(before.verb) == edges.get(command.verb)
            if same or (command.verb == "ALIHKAN" and edges.get(before.verb) == END):
                note = "\n".join(filter(None, (before.note, command.note)))
                kept[-1] = replace(command, note=note)
                continue
        kept.append(command)
    return kept
