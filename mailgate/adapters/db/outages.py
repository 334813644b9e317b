"""Neighbours that are away, in the database: one row for each, written when it goes and when it is back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from mailgate.adapters.db.dialect import insert_new_returning
from mailgate.adapters.db.tables import outages
from mailgate.adapters.db.types import Utc
from mailgate.domain.outage import Outage

_ONE = outages.c.neighbour == bindparam("of")
_OVER = outages.c.ended_at.is_not(None)
_TOLD = outages.c.told
_SEEN_SINCE = select(outages).where(outages.c.last_at >= bindparam("moment", type_=Utc))
_STANDING = select(outages).where(~_OVER, _TOLD).order_by(outages.c.since)
ERROR_LENGTH = 500


class SqlOutages:
    """mailgate.app.ports.Outages."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def begin(self, outage: Outage) -> bool:
        """Keep that a neighbour is away. True where that is news; else its last moment and error are renewed.

        That it may be away, untold, is no news where it is known to be.
        """
        now = {"office": outage.office, "last_at": outage.last_at, "error": outage.error[:ERROR_LENGTH]}
        new = {**now, "since": outage.since, "told": outage.told, "ended_at": None}
        insert = insert_new_returning(self._db, outages, outages.c.neighbour)
        if self._db.execute(insert, [{"neighbour": outage.neighbour, **new}]).first() is not None:
            return True
        if self._db.execute(update(outages).where(_ONE, _OVER | ~_TOLD).values(new), {"of": outage.neighbour}).rowcount:
            return True
        self._db.execute(update(outages).where(_ONE).values(now), {"of": outage.neighbour})
        return False

    def end(self, neighbour: str, now: datetime) -> Outage | None:
        """It is back; the outage that this ended, or None where there was none."""
        over = update(outages).where(_ONE, ~_OVER).values(ended_at=now, last_at=now).returning(*outages.c)
        row = self._db.execute(over, {"of": neighbour}).first()
        return None if row is None else _read(row)

    def seen_since(self, moment: datetime) -> list[Outage]:
        """Outages that were seen, or ended, at that moment or later."""
        return [_read(row) for row in self._db.execute(_SEEN_SINCE, {"moment": moment})]

    def standing(self) -> list[Outage]:
        """Those that were told and have not ended, the longest first."""
        return [_read(row) for row in self._db.execute(_STANDING)]


def _read(row: Row[Any]) -> Outage:
    return Outage(row.neighbour, row.office, row.since, row.last_at, row.error, row.told)
