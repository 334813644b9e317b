"""Leaves in the database: proposed by the official, decided once by TU, begun and ended by the calendar."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, bindparam, select, update

from mailgate.adapters.db.tables import delegation
from mailgate.app.ports import Delegation
from mailgate.domain.leave import Leave

_ROW = bindparam("row_id", type_=BigInteger)
_ONE = select(delegation).where(delegation.c.id == _ROW, delegation.c.office == bindparam("of_office"))
_CHANGE = update(delegation).where(delegation.c.id == _ROW)
_CONFIRMED = select(delegation).where(delegation.c.confirmed.is_(True)).order_by(delegation.c.id)
_NOT_OVER = _CONFIRMED.where(delegation.c.last_day >= bindparam("day"))
_TO_BEGIN = _CONFIRMED.where(
    delegation.c.begun_at.is_(None), delegation.c.ended_at.is_(None), delegation.c.first_day <= bindparam("day")
)
_TO_END = _CONFIRMED.where(delegation.c.ended_at.is_(None), delegation.c.last_day < bindparam("day"))


class SqlDelegations:
    """mailgate.app.ports.Delegations, and what the command line lists."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, leave: Leave, via: str | None, now: datetime) -> int:
        """Store a proposal; its number."""
        values = {**_columns(leave), "office": leave.office, "official": leave.official, "via": via, "proposed_at": now}
        added: int = self._db.execute(delegation.insert().values(values).returning(delegation.c.id)).scalar_one()
        return added

    def get(self, row_id: int, office: str) -> Delegation | None:
        """That office's delegation of that number, locked for change where the database can."""
        row = self._db.execute(_ONE.with_for_update(), {"row_id": row_id, "of_office": office}).one_or_none()
        return None if row is None else _read(row)

    def decide(self, row_id: int, leave: Leave, by: str, now: datetime, *, confirmed: bool, reason: str) -> None:
        """Keep what was decided, with the dates and the deputy as they were confirmed."""
        decided = {"decided_at": now, "decided_by": by, "confirmed": confirmed, "reason": reason or None}
        self._set(row_id, **_columns(leave), **decided)

    def not_over(self, day: date) -> list[Leave]:
        """Confirmed leaves whose last day is that day or later."""
        return [_leave(row) for row in self._db.execute(_NOT_OVER, {"day": day})]

    def to_begin(self, day: date) -> list[Delegation]:
        """Confirmed leaves whose first day has come and whose tasks were not handed over yet."""
        return [_read(row) for row in self._db.execute(_TO_BEGIN, {"day": day})]

    def to_end(self, day: date) -> list[Delegation]:
        """Confirmed leaves whose last day is over and whose tasks were not handed back yet."""
        return [_read(row) for row in self._db.execute(_TO_END, {"day": day})]

    def begun(self, row_id: int, now: datetime) -> None:
        """The tasks were handed to the deputy."""
        self._set(row_id, begun_at=now)

    def ended(self, row_id: int, now: datetime) -> None:
        """The tasks were handed back to the official."""
        self._set(row_id, ended_at=now)

    def entries(self, office: str | None = None, limit: int = 50) -> Sequence[Delegation]:
        """The latest, newest first, whatever became of them."""
        query = select(delegation).order_by(delegation.c.id.desc()).limit(limit)
        return [_read(row) for row in self._db.execute(query if office is None else query.filter_by(office=office))]

    def _set(self, row_id: int, **values: object) -> None:
        self._db.execute(_CHANGE.values(values), {"row_id": row_id})


def _columns(leave: Leave) -> dict[str, object]:
    return {
        "seat": leave.seat,
        "deputy": leave.deputy,
        "kind": leave.kind,
        "first_day": leave.first,
        "last_day": leave.last,
        "basis": leave.basis,
    }


def _read(row: Row[Any]) -> Delegation:
    return Delegation(
        id=row.id,
        leave=_leave(row),
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        confirmed=row.confirmed,
        reason=row.reason,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
    )


def _leave(row: Row[Any]) -> Leave:
    return Leave(
        office=row.office,
        seat=row.seat,
        official=row.official,
        first=row.first_day,
        last=row.last_day,
        deputy=row.deputy,
        basis=row.basis,
        kind=row.kind,
    )
