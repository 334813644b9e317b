"""Addresses that mail did not reach, in the database: one row for each, until the address writes or is cleared."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from mailgate.adapters.db.dialect import insert_new_returning
from mailgate.adapters.db.tables import address_state
from mailgate.adapters.db.types import indexable
from mailgate.domain.reachability import AddressState, Failure

_ONE = (
    (address_state.c.office == bindparam("of_office")),
    (address_state.c.address == bindparam("of_address", type_=address_state.c.address.type)),
)
_READ = select(address_state).where(*_ONE)
_FAILING = select(address_state).where(address_state.c.office.in_(bindparam("offices", expanding=True)))


class SqlAddresses:
    """mailgate.app.ports.Addresses, and what the command line lists."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def mark(self, office: str, failure: Failure, now: datetime) -> tuple[AddressState, bool]:
        """Keep that a mail did not reach an address; its state, and whether that is news (marked, or permanent now)."""
        row = {"office": office, "address": failure.address, "since": now, "last_at": now, "failures": 1}
        row |= {"permanent": failure.permanent, **_columns(failure)}
        insert = insert_new_returning(self._db, address_state, address_state.c.failures)
        if self._db.execute(insert, [row]).first() is not None:
            return AddressState(office, failure, now, now, 1), True
        key = {"of_office": office, "of_address": failure.address}
        known = _read(self._db.execute(_READ.with_for_update(), key).one())
        worse = failure.permanent and not known.failure.permanent
        values: dict[str, object] = {"failures": known.count + 1, "last_at": now}
        if worse or failure.permanent == known.failure.permanent:
            values |= _columns(failure)
        if worse:
            values |= {"permanent": True, "since": now}
        self._db.execute(update(address_state).where(*_ONE).values(values), key)
        return _read(self._db.execute(_READ, key).one()), worse

    def failing(self, offices: Collection[str] | None) -> list[AddressState]:
        """Every marked address of these offices, or of all, the latest first."""
        query = select(address_state) if offices is None else _FAILING
        rows = self._db.execute(
            query.order_by(address_state.c.last_at.desc()), {} if offices is None else {"offices": list(offices)}
        )
        return [_read(row) for row in rows]

    def clear(self, office: str, addresses: Sequence[str]) -> int:
        """End the marks of these addresses; how many there were."""
        wanted = [indexable(address) for address in addresses]
        ours = delete(address_state).where(address_state.c.office == office, address_state.c.address.in_(wanted))
        return self._db.execute(ours).rowcount


def _columns(failure: Failure) -> dict[str, object]:
    return {"status": failure.status, "reason": failure.reason, "post": failure.post}


def _read(row: Row[Any]) -> AddressState:
    failure = Failure(row.address, row.permanent, row.status, row.reason, row.post)
    return AddressState(row.office, failure, row.since, row.last_at, row.failures)
