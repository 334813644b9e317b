"""Commands written in an official's name: by whom, and with what in hand (domain notes 3.5)."""

from datetime import date, datetime

from mailgate.domain.actor import Actor
from mailgate.domain.capacity import ANYONE
from mailgate.domain.command import Command
from mailgate.domain.roster import SIGNED_IN_PERSON, Holder, Roster, Tenure
from mailgate.domain.sop import Budget, Clock
from mailgate.domain.worktime import WorkCalendar


def agency_refusal(command: Command, actor: Actor, roster: Roster, day: date, *, files: bool) -> str:
    """Why this actor may not give the command in somebody's name, an Indonesian sentence; empty where he may."""
    if command.verb in ANYONE:
        return ""
    if command.on_behalf and command.on_behalf != actor.seat:
        return f"Bapak/Ibu tidak terdaftar untuk menulis atas arahan {_title(command.on_behalf, roster)}."
    agent = _agent(actor, roster, day)
    if agent is None:
        return ""
    if command.verb in SIGNED_IN_PERSON and not agent.sheet:
        return f"{command.verb} hanya dapat diberikan oleh {_title(actor.seat or '', roster)} sendiri."
    if agent.sheet and not files:
        return (
            f"Perintah atas arahan {_title(actor.seat or '', roster)} memerlukan lampiran lembar disposisi "
            "yang sudah ditandatangani."
        )
    return ""


def principal_undoes_until(given_at: datetime, calendar: WorkCalendar) -> datetime:
    """How long an official may take back what was done in his name: one working day."""
    return calendar.due(given_at, Budget(Clock.WORKING_DAYS, days=1))


def _agent(actor: Actor, roster: Roster, day: date) -> Holder | None:
    """The actor as an agent of the post the command is given for; None where he is more than that."""
    mine = [holder for seat, holder in roster.acting(actor.email, day) if seat.code == actor.seat]
    return mine[0] if mine and all(holder.tenure is Tenure.AGENT for holder in mine) else None


def _title(code: str, roster: Roster) -> str:
    return next((seat.title for seat in roster.seats_of(code)), code)
