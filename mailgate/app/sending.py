"""A batch of claimed mails: begun only in time, sent one by one, marked as sent together but soon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from mailgate.app.ports import OutboxRow
from mailgate.app.world import World
from mailgate.domain.errors import DatabaseError

LONGEST_SENDING = timedelta(minutes=12)
"""How long one mail may take: its papers, the way to the server, and the ten minutes that this one may think after the
mail's end (RFC 5321 4.5.3.2.6).
"""

MARKED_WITHIN = timedelta(milliseconds=100)
"""How long SMTP may have had a mail before it is marked, but for the time the next one takes: what a killed process
had not marked goes out again.
"""


def in_time(row: OutboxRow, world: World) -> bool:
    """Whether a mail that is begun now is sent before its claim ends; begun later, another may send it, too."""
    return world.clock() + LONGEST_SENDING <= row.until


def give_back(rows: Sequence[OutboxRow], world: World) -> None:
    """Claimed rows that it was too late to begin: whoever is free takes them, behind what waits already."""
    if not rows:
        return
    with world.unit_of_work() as uow:
        uow.outbox.give_back(rows, world.clock())
        uow.commit()
    world.queue.deliver([row.id for row in rows])


@dataclass(slots=True)
class Unmarked:
    """What SMTP took while the database was away: kept by the process, for all its threads, until it can be marked."""

    _rows: list[tuple[int, str]] = field(default_factory=list)
    _guard: Lock = field(default_factory=Lock)

    def keep(self, sent: Sequence[tuple[int, str]]) -> None:
        """Not marked yet."""
        with self._guard:
            self._rows += sent

    def mark(self, world: World) -> None:
        """Mark them, before anything more is claimed; DatabaseError where they must be kept on."""
        if not self._rows:
            return
        with self._guard:
            rows, self._rows = self._rows, []
        try:
            mark_sent(rows, world)
        except DatabaseError:
            self.keep(rows)
            raise


def mark_sent(sent: Sequence[tuple[int, str]], world: World) -> None:
    """SMTP took these (row id, what `as_sent` keeps). A process that dies before this sends them again, same
    Message-IDs.
    """
    with world.unit_of_work() as uow:
        uow.outbox.sent(sent, world.clock())
        uow.commit()


@dataclass(slots=True)
class Batch:
    """Mails claimed together. `deliver` hands one over: what `mark_sent` keeps of it, or None where it failed."""

    world: World
    deliver: Callable[[OutboxRow], str | None]
    unmarked: Unmarked
    _sent: list[tuple[int, str]] = field(default_factory=list)
    _late: list[OutboxRow] = field(default_factory=list)
    _since: datetime | None = None

    def send(self, row: OutboxRow) -> None:
        """Send it, unless it is too late to begin; mark what was sent where the first of it has waited long enough."""
        if not in_time(row, self.world):
            self._late.append(row)
            return
        self._since = self._since or self.world.clock()
        text = self.deliver(row)
        if text is not None:
            self._sent.append((row.id, text))
        if self.world.clock() - self._since >= MARKED_WITHIN:
            self._mark()

    def end(self) -> None:
        """Mark the rest, and give back what was too late."""
        self._mark()
        give_back(self._late, self.world)

    def _mark(self) -> None:
        sent, self._sent, self._since = self._sent, [], None
        if not sent:
            return
        try:
            mark_sent(sent, self.world)
        except DatabaseError:  # the next claim, which fails while it is away, says so
            self.unmarked.keep(sent)
