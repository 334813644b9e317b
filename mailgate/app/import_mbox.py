"""Old mail is taken in as if it had just come, sending nothing: each in one transaction of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from types import TracebackType
from typing import Any, Self, cast

from mailgate.app.explain import office_of
from mailgate.app.ports import Fetched, Outbox, UnitOfWork
from mailgate.app.receive import receive
from mailgate.app.world import World
from mailgate.domain.errors import MailgateError, UnreadableMail
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice
from mailgate.domain.office import Office
from mailgate.mail.parse import parse

MAILBOX = "import"
"""What stands in the ledger where other mails have the name of their mailbox."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one mail: `kind` for counting (English), `what` in detail; `failed` where it was not taken in."""

    kind: str
    what: str = ""
    failed: bool = False


def import_mails(mails: Iterable[bytes], world: World, office: Office | None = None) -> Iterator[Imported]:
    """Take each mail in for `office`, or for the office that it is addressed to."""
    for raw in mails:
        try:
            yield _imported(raw, world, office)
        except MailgateError as error:
            yield Imported("failed", str(error), failed=True)


def _imported(raw: bytes, world: World, office: Office | None) -> Imported:
    message = _read(raw)
    chosen = office or _addressed(message, world)
    if chosen is None:
        return Imported("skipped", "it is addressed to no office in service; name one with --instansi", failed=True)
    now = world.clock()
    mail = Fetched(0, f"{MAILBOX}/{chosen.code}/{sha256(raw).hexdigest()}", raw, len(raw), False, _date(message, now))
    with world.unit_of_work() as uow:
        ids = uow.inbox.add(chosen.code, MAILBOX, [mail], now)
        if not ids:
            return Imported("here already")
        quiet = replace(
            world, unit_of_work=lambda: cast(UnitOfWork, _Inside(uow)), queue=_NoQueue(), clock=lambda: now, reader=None
        )
        receive(ids[0], quiet)
        uow.commit()
    return Imported("taken in")


def _read(raw: bytes) -> Message | None:
    try:
        return parse(raw)
    except UnreadableMail:
        return None


def _addressed(message: Message | None, world: World) -> Office | None:
    offices = world.policy().offices
    if len(offices) == 1:
        return next(iter(offices.values()))
    return office_of(message.recipients, offices) if message else None


def _date(message: Message | None, now: datetime) -> datetime:
    """When our own server had it (the topmost Received), else the sender's claim; never later than now."""
    if message is None:
        return now
    stamp = (message.header("Received") or "").rpartition(";")[2].strip()
    return min(_parsed(stamp) or message.date or now, now)


def _parsed(stamp: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(stamp)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


class _Inside:
    """The importer's transaction, lent to a use case that would open and commit its own; what it sends is dropped.

    Everything else is the transaction's own.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self.outbox = _Silent(uow.outbox)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The importer closes it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    def commit(self) -> None:
        """The importer commits, once, when all is done: a crash before it leaves nothing that could be sent later."""


class _Silent:
    """An outbox that stores nothing; what was sent before is found as ever."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)

    def add(self, notices: Sequence[Notice], now: datetime) -> list[int]:
        """Nothing is sent."""
        return []


class _NoQueue:
    """A queue that asks nobody."""

    def receive(self, inbox_ids: Sequence[int]) -> None:
        """Nobody is asked."""

    def deliver(self, outbox_ids: Sequence[int]) -> None:
        """Nobody is asked."""

    def read(self, reading_ids: Sequence[int]) -> None:
        """Nobody is asked."""
