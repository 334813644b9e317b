"""Carrying out commands: the step's own outcomes, and the verbs that mean something on every step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mailgate.domain.actor import REQUESTER_SEAT, Actor, Assignment
from mailgate.domain.agency import agency_refusal, principal_undoes_until
from mailgate.domain.capacity import Capacity, capacity_of
from mailgate.domain.command import Command
from mailgate.domain.errors import CommandRefused
from mailgate.domain.event import (
    Escalated,
    Event,
    FileRecord,
    NoteAdded,
    Prioritised,
    Rated,
    RequestCompleted,
    TaskTaken,
)
from mailgate.domain.office import Office
from mailgate.domain.priority import PRIORITIES, level, priority
from mailgate.domain.sop import END, Outcome
from mailgate.domain.ticket import Ticket
from mailgate.domain.timing import due_of


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


Meaning = Callable[[Setting, Command], list[Event]]


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
    return (beside(setting, command) if beside else []) + _take(setting, outcome, command)


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


def _take(setting: Setting, outcome: Outcome, command: Command) -> list[Event]:
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


def _note(setting: Setting, command: Command) -> list[Event]:
    return [NoteAdded(command.note or command.argument, setting.files, for_requester=command.argument == "PEMOHON")]


def _nothing(setting: Setting, command: Command) -> list[Event]:
    return []


def _pause(setting: Setting, command: Command) -> list[Event]:
    if not command.note.strip() or command.due is None:
        raise CommandRefused("TUNDA memerlukan alasan dan tanggal, misalnya: TUNDA s.d. 30/11: menunggu suku cadang")
    return setting.ticket.hold(command.note, _moment(setting.office, command.due), setting.at)


def _moment(office: Office, due: date | datetime) -> datetime:
    if isinstance(due, datetime):
        return due
    return datetime.combine(due, time(7, 30), ZoneInfo(office.zone))


def _resume(setting: Setting, command: Command) -> list[Event]:
    return setting.ticket.resume(setting.office, setting.at, command.note)


def _prioritise(setting: Setting, command: Command) -> list[Event]:
    ticket, office = setting.ticket, setting.office
    chosen = _priority_in(command.argument)
    if chosen is None:
        raise CommandRefused("PRIORITAS memerlukan dampak dan urgensi, misalnya: PRIORITAS tinggi sedang, atau P2")
    ticket.priority, ticket.priority_proposed = chosen, False
    if ticket.sop and ticket.step and ticket.current.time.priority:
        entered = ticket.visits[-1].entered_at
        pace = replace(ticket.pace, due={k: v for k, v in ticket.pace.due.items() if k != ticket.current.time.group})
        ticket.due_at, _, ticket.pace = due_of(ticket.current, ticket.sop, office, pace, chosen, entered)
    return [Prioritised(chosen, command.argument, proposed=False, due_at=ticket.due_at)]


def _priority_in(argument: str) -> str | None:
    """P1 to P4 from `P2` or from impact and urgency, `T S`."""
    words = argument.upper().split()
    if len(words) == 1 and words[0] in PRIORITIES:
        return words[0]
    levels = [level(word) for word in words]
    if len(levels) == 2 and levels[0] and levels[1]:
        return priority(levels[0], levels[1])
    return None


def _escalate(setting: Setting, command: Command) -> list[Event]:
    roster = setting.ticket.roster(setting.office)
    if command.targets:
        above = command.targets
    else:
        seat = roster.seat(setting.actor.seat or "")
        above = tuple(s.code for s in roster.seats_of(seat.superior or ""))
    return [Escalated(above, command.note)]


def _take_task(setting: Setting, command: Command) -> list[Event]:
    ticket, actor = setting.ticket, setting.actor
    seat = next((s for s in ticket.roster(setting.office).seats if s.code == actor.seat), None)
    if seat is None or not seat.team or actor.person is None:
        return []
    mine = Assignment(seat.code, actor.person)
    if mine in ticket.holders:
        return []
    ticket.appoint((mine.code,), setting.office)
    ticket.holders = (mine, *(a for a in ticket.holders if a.seat != seat.code))
    return [TaskTaken(mine)]


def _reassign(setting: Setting, command: Command) -> list[Event]:
    """DISPOSISI or ALIHKAN of a step to another post that may hold it, by a superior or the helpdesk."""
    ticket = setting.ticket
    if not command.targets:
        raise CommandRefused(f"{command.verb} memerlukan tujuan, misalnya: {command.verb} Kabid")
    seat, _ = ticket.roster(setting.office).locate(command.targets[0])
    if seat.role not in ticket.current.acting:
        raise CommandRefused(f"Tahap ini tidak dapat dipegang oleh {seat.title} menurut SOP.")
    return ticket.hand_over(command, setting.actor, setting.office, setting.at)


def _send_back(setting: Setting, command: Command) -> list[Event]:
    """KEMBALIKAN by a superior: to the performer before, as the step's own edge would."""
    edge = next(iter(setting.ticket.current.outcomes_for("KEMBALIKAN")), None)
    if edge is None:
        raise CommandRefused("Tahap ini tidak mempunyai tahap sebelumnya untuk dikembalikan.")
    return _take(setting, edge, command)


def _choose_sop(setting: Setting, command: Command) -> list[Event]:
    active = setting.office.sop(command.argument)
    if active is None:
        known = ", ".join(a.sop.id for a in setting.office.sops)
        raise CommandRefused(f'SOP "{command.argument}" tidak dikenal. SOP yang ada: {known}.')
    if setting.ticket.sop and setting.ticket.sop.id == active.sop.id:
        raise CommandRefused(f"Permohonan ini sudah berjalan menurut SOP {active.sop.name}.")
    setting.ticket.requester = replace(setting.ticket.requester, verified=True)  # whoever sorts it vouches for it
    return setting.ticket.begin(active.sop, setting.office, setting.at, note=command.note)


def _redirect(setting: Setting, command: Command) -> list[Event]:
    """ALIHKAN: to another SOP, to another post of the same step, or, with neither, to the tray."""
    if command.targets:
        return _reassign(setting, command)
    if command.argument and setting.office.sop(command.argument):
        return _choose_sop(setting, command)
    ticket = setting.ticket
    fallback = setting.office.sop(ticket.sop.id) if ticket.sop else None
    if fallback and fallback.fallback and not command.argument:
        return _choose_sop(setting, replace(command, argument=fallback.fallback))
    if command.argument:
        return _choose_sop(setting, command)
    return ticket.to_tray(command.note, setting.at)


def _no_request(setting: Setting, command: Command) -> list[Event]:
    if not command.note.strip():
        raise CommandRefused("BUKAN PERMINTAAN memerlukan alasan, misalnya: BUKAN PERMINTAAN: undangan rapat")
    return setting.ticket.close("bukan permintaan", command.note, setting.at)


def _take_back(setting: Setting, command: Command) -> list[Event]:
    ticket, undo = setting.ticket, setting.ticket.undo
    if setting.capacity.requester and setting.actor.seat == REQUESTER_SEAT:
        return ticket.close("dibatalkan", command.note or "dibatalkan oleh pemohon", setting.at)
    if undo is None:
        raise CommandRefused("Tidak ada perintah Bapak/Ibu yang masih dapat dibatalkan.")
    if undo.by != setting.actor.email and setting.at <= principal_undoes_until(undo.at, setting.office.calendar):
        return ticket.take_back(setting.office, setting.at)
    minutes = int(setting.office.undo_within.total_seconds() // 60)
    if setting.at - undo.at > setting.office.undo_within:
        raise CommandRefused(f"BATAL berlaku {minutes} menit; perintah {undo.verb} sudah lebih lama dari itu.")
    return ticket.take_back(setting.office, setting.at)


def _reopen(setting: Setting, command: Command) -> list[Event]:
    ticket = setting.ticket
    if ticket.sop is None:
        raise CommandRefused("Tiket ini ditutup tanpa SOP; mohon mengirim permohonan baru.")
    return ticket.reopen(command.note, setting.office, setting.at)


def _complete(setting: Setting, command: Command) -> list[Event]:
    text = command.note or command.argument
    return [RequestCompleted(setting.files, text), *setting.ticket.resubmit(setting.office, setting.at)]


def _merge(setting: Setting, command: Command) -> list[Event]:
    """GABUNG: the same matter runs under another number; this one is closed with a pointer to it."""
    number, ticket = command.argument.upper(), setting.ticket
    if not number.startswith(f"{setting.office.prefix}-") or number == ticket.number:
        raise CommandRefused(
            f"GABUNG memerlukan nomor tiket lain, misalnya: GABUNG {setting.office.prefix}-2026-000118"
        )
    if not setting.knows(number):
        raise CommandRefused(f"Nomor tiket {number} tidak ditemukan.")
    return ticket.close("digabung", f"digabung dengan {number}", setting.at)


def _rate(setting: Setting, command: Command) -> list[Event]:
    if command.argument not in ("1", "2", "3", "4"):
        raise CommandRefused("Penilaian memakai skala 1 sampai 4.")
    setting.ticket.rating = int(command.argument)
    return [Rated(setting.ticket.rating, command.note)]


MEANINGS: dict[str, Meaning] = {
    "CATATAN": _note,
    "STATUS": _nothing,
    "BANTUAN": _nothing,
    "TUNDA": _pause,
    "LANJUT": _resume,
    "PRIORITAS": _prioritise,
    "ESKALASI": _escalate,
    "AMBIL": _take_task,
    "DISPOSISI": _reassign,
    "KEMBALIKAN": _send_back,
    "ALIHKAN": _redirect,
    "SOP": _choose_sop,
    "BUKAN PERMINTAAN": _no_request,
    "BATAL": _take_back,
    "GABUNG": _merge,
    "UBAH": _note,
    "BUKA KEMBALI": _reopen,
    "BELUM SELESAI": _reopen,
    "BELUM PULIH": _reopen,
    "LENGKAPI": _complete,
    "NILAI": _rate,
}
"""Verbs with a meaning of their own, beside the outcomes of a step."""

BESIDE_AN_OUTCOME: dict[str, Meaning] = {"PRIORITAS": _prioritise, "PROSES": _take_task}
"""Verbs that mean something of their own even where a step has an outcome of that name."""
