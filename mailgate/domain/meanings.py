"""What the verbs mean that mean the same on every step, in one explicit table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mailgate.domain.actor import REQUESTER_SEAT, Assignment
from mailgate.domain.advance import Setting, take_outcome
from mailgate.domain.agency import principal_undoes_until
from mailgate.domain.command import Command
from mailgate.domain.errors import CommandRefused
from mailgate.domain.event import (
    Escalated,
    Event,
    NoteAdded,
    PaperPrinted,
    Prioritised,
    Rated,
    RequestCompleted,
    TaskTaken,
)
from mailgate.domain.office import Office
from mailgate.domain.printing import printable, printables
from mailgate.domain.priority import PRIORITIES, level, priority
from mailgate.domain.timing import paced

Meaning = Callable[[Setting, Command], list[Event]]


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
        shared = {k: v for k, v in ticket.pace.shared.items() if k != ticket.current.time.group}
        pace = replace(ticket.pace, shared=shared)
        ticket.pace = paced(ticket.current, ticket.sop, office, pace, chosen, entered)
        ticket.due_at = ticket.pace.due(office.calendar)
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
    return take_outcome(setting, edge, command)


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
    asks = setting.capacity.requester and setting.actor.seat == REQUESTER_SEAT
    recent = undo is not None and undo.by == setting.actor.email and setting.at - undo.at <= setting.office.undo_within
    if asks and not recent:
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


def _print(setting: Setting, command: Command) -> list[Event]:
    """CETAK: the papers go to the asker by mail, where this asker may have them."""
    offered = printables(requester=setting.actor.seat == REQUESTER_SEAT)
    kinds = [printable(word) for word in command.argument.split(", ") if word in {kind.word for kind in offered}]
    if not kinds:
        raise CommandRefused(f"Naskah yang dapat dicetak: {', '.join(kind.word for kind in offered)}.")
    lacking = next((kind for kind in kinds if kind.of_sop and setting.ticket.sop is None), None)
    if lacking:
        raise CommandRefused(f"Permohonan ini belum mempunyai SOP, sehingga {lacking.title} belum dapat dicetak.")
    return [PaperPrinted(kind.word) for kind in kinds]


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
    "CETAK": _print,
}
"""Verbs with a meaning of their own, beside the outcomes of a step."""


BESIDE_AN_OUTCOME: dict[str, Meaning] = {"PRIORITAS": _prioritise, "PROSES": _take_task}
"""Verbs that mean something of their own even where a step has an outcome of that name."""
