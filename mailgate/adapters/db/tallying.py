"""What became of the mails of each folder, counted by the index on the folder."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, case, func, select

from mailgate.adapters.db.tables import inbox, ticket
from mailgate.domain.balance import STUCK, WAITING, Tally

_NEXT_FOLDER = (
    select(inbox.c.folder, inbox.c.office)
    .where(inbox.c.folder > bindparam("last"))
    .order_by(inbox.c.folder, inbox.c.uid)
    .limit(1)
)

# `arsip: <reason>` has as many reasons as there are mails to file; what stands before the colon is counted.
_FATE = case(
    (inbox.c.done_at.is_(None) & inbox.c.next_attempt_at.is_(None), STUCK),
    (inbox.c.done_at.is_(None), WAITING),
    (inbox.c.result.like("arsip:%"), "arsip"),
    (inbox.c.result.like("cuti:%"), "cuti"),
    else_=func.coalesce(inbox.c.result, ""),
)
_TALLIES = (
    select(
        inbox.c.office,
        inbox.c.mailbox,
        inbox.c.folder,
        _FATE.label("fate"),
        ticket.c.number.is_not(None).label("on_ticket"),
        func.count().label("mails"),
    )
    .select_from(inbox.outerjoin(ticket, ticket.c.number == inbox.c.ticket))
    .where(inbox.c.folder == bindparam("folder"))
    .group_by(inbox.c.office, inbox.c.mailbox, inbox.c.folder, "fate", "on_ticket")
)


def folders(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every `<mailbox>/<folder>/<uidvalidity>` that ever gave mail, and its office: a look into the index each."""
    last = ""
    while row := connection.execute(_NEXT_FOLDER, {"last": last}).one_or_none():
        last = row.folder
        yield row.folder, row.office


def tallies(connection: Connection, folder: str) -> list[Tally]:
    """How many mails of that folder met which fate."""
    rows = connection.execute(_TALLIES, {"folder": folder})
    return [Tally(r.office, r.mailbox, r.folder, r.fate, bool(r.on_ticket), r.mails) for r in rows]
