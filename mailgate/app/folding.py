"""Several reminders to one person at one time become one mail that lists them, answerable by number."""

from collections.abc import Sequence
from datetime import datetime

from mailgate.app.reminder_mails import REMINDER, REPORT
from mailgate.app.world import World
from mailgate.domain.notice import Json, Notice
from mailgate.mail.seal import REMINDER_PREFIX, TICKET_SCOPE

LIST = "pengingat-daftar"

LISTED = 20
"""Tickets that one mail names; the rest is counted, and stands in the weekly report."""

IDENTITY = ("number", "visit", "report")
"""What a line of a list is told by, where it is to be told afresh (app/late_reminders.py)."""

Row = tuple[int, Notice]


def fold(ids: Sequence[int], world: World, at: datetime | None = None) -> list[int]:
    """The ids to deliver instead of these rows of the outbox, now or `at` that moment.

    A process that dies before this leaves single mails behind: none is lost, none is sent twice.
    """
    if len(ids) < 2:
        return list(ids)
    with world.unit_of_work() as uow:
        now, rows = at or world.clock(), uow.outbox.untried(ids)
        gone: list[int] = []
        new: list[int] = []
        for several in _by_reader(rows):
            listed = _listed(several, world)
            new += uow.outbox.add([listed], now)
            uow.outbox.folded([row_id for row_id, _ in several], listed.key, now)
            gone += [row_id for row_id, _ in several]
        uow.commit()
    return [*(row_id for row_id in ids if row_id not in gone), *new]


def _by_reader(rows: Sequence[Row]) -> list[list[Row]]:
    """Two or more mails of this kind to one official; what a requester gets is about his own request alone."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row_id, one in rows:
        if one.template in (REMINDER, REPORT) and not one.payload["to_requester"]:
            found.setdefault((one.office, one.recipient), []).append((row_id, one))
    return [several for several in found.values() if len(several) > 1]


def _listed(several: Sequence[Row], world: World) -> Notice:
    """One mail: first what waits for the reader, what is overdue before what is not, then what others are late with."""
    first = several[0][1]
    ordered = sorted((one for _, one in several), key=lambda n: (n.template == REPORT, not n.payload["overdue"]))
    about = f"{REMINDER_PREFIX}{several[0][0]}"
    payload: Json = {
        **{name: first.payload[name] for name in ("office", "yth", "sapaan")},
        "number": None,
        "hal": f"{len(several)} permohonan",
        "attention": [_line(one) for one in ordered[:LISTED]],
        "more": max(len(several) - LISTED, 0),
        "rest": [{name: line[name] for name in IDENTITY} for line in map(_line, ordered[LISTED:])],
        "answerable": True,
        "history": [],
        "buttons": [],
        "why": f"Bapak/Ibu menerima surel ini sebagai {first.payload['yth']}.",
    }
    key = f"{first.office}/{about}/{first.recipient}"
    seal = world.desk(world.office(first.office)).sealer(about, TICKET_SCOPE, first.recipient)
    return Notice(key, first.office, LIST, first.recipient, payload, about, seal)


def _line(one: Notice) -> Json:
    words = one.payload
    told = "hal organisation call due overdue by_how_long sop_time moved held_by visit".split()
    return {
        **{name: words[name] for name in told},
        "number": one.ticket,
        "report": one.template == REPORT,
        "button": next(iter(words["buttons"]), None),
    }
