"""Neighbours that stay away: noticed after some minutes, told to the pengelola once, by a way that still works."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from mailgate.app.direct_mail import DirectMail
from mailgate.app.outage_alarms import away_notices, back_notices
from mailgate.app.ports import AwayNotes, Clock, Transport
from mailgate.app.world import World
from mailgate.domain.errors import DatabaseError, DeliveryError, MailgateError
from mailgate.domain.office import Office
from mailgate.domain.outage import DATABASE, Outage, mailbox_neighbour, way_out_neighbour

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=10)
"""A restart, an update, a short break of the line are over by then, and nobody need hear of them."""

AT_LEAST = 3
"""Failures: a clock that jumped an hour between two of them makes no outage."""


class Watch:
    """One neighbour as this process sees it; from any thread.

    `away` is called with each failure after a while without any success, `back` with the first success after that, and
    with the very first: the outage may be older than this process.
    """

    def __init__(
        self,
        neighbour: str,
        office: str,
        *,
        clock: Clock,
        away: Callable[[Outage], None],
        back: Callable[[str], None],
    ) -> None:
        self._neighbour, self._office, self._clock = neighbour, office, clock
        self._away, self._back = away, back
        self._lock = Lock()
        self._well = False
        self._since: datetime | None = None
        self._failures = 0

    def failed(self, error: str) -> None:
        """It could not be used. Never raises."""
        now = self._clock()
        with self._lock:
            self._well = False
            self._since = self._since or now
            self._failures += 1
            outage = Outage(self._neighbour, self._office, self._since, now, error)
            lasts = self._failures >= AT_LEAST and now - self._since >= PATIENCE
        if lasts:
            self._keep(lambda: self._away(outage))

    def worked(self) -> None:
        """It was used. Never raises; costs nothing while all is well."""
        if self._well:
            return
        with self._lock:
            self._well, self._since, self._failures = True, None, 0
        if not self._keep(lambda: self._back(self._neighbour)):
            self._well = False

    def _keep(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except DatabaseError as error:
            log.warning("outage_not_kept", extra={"neighbour": self._neighbour, "error": str(error)})
            return False
        return True


@dataclass(frozen=True, slots=True)
class WatchedTransport:
    """An office's way out that says how it fares."""

    transport: Transport
    watch: Watch

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        """Hand one mail to SMTP; DeliveryError."""
        try:
            self.transport.send(envelope_from, recipients, data)
        except DeliveryError as error:
            if error.away:
                self.watch.failed(str(error))
            raise
        self.watch.worked()


class Neighbours:
    """The watches over everything that this gateway depends on.

    `offices` are asked where the database can't be. `direct` writes without it, `notes` remembers without it, and
    `alert_to` are addresses that hear of every outage beside the pengelola.
    """

    def __init__(
        self,
        world: World,
        offices: Callable[[], Mapping[str, Office]],
        direct: DirectMail,
        notes: AwayNotes,
        alert_to: Sequence[str] = (),
    ) -> None:
        self._world, self._offices = world, offices
        self._direct, self._notes, self._alert_to = direct, notes, alert_to

    def mailbox(self, mailbox: str, office: str) -> Watch:
        """Over a mailbox: the pengelola is mailed as ever, through the outbox."""
        return self._watch(mailbox_neighbour(mailbox), office, self._mailbox_away, self._back)

    def not_looked_into(self, mailbox: str, office: str) -> None:
        """A mailbox as it is when the gateway starts: nobody knows what came while it was down; time stands still."""
        now = self._world.clock()
        unknown = Outage(mailbox_neighbour(mailbox), office, now, now, "not looked into since the start", told=False)
        with self._world.unit_of_work() as uow:
            uow.outages.begin(unknown)
            uow.commit()

    def way_out(self, office: str) -> Watch:
        """Over an office's SMTP server: the pengelola is mailed at once, by another."""
        return self._watch(way_out_neighbour(office), office, self._way_out_away, self._back)

    def database(self) -> Watch:
        """Over the database: every pengelola is mailed at once, without the outbox, once for each machine.

        Each of its users has a watch of its own: a full disk lets one read on while another can't write.
        """
        return self._watch(DATABASE, "", self._database_away, self._database_back)

    def polling(self, mailbox: str, office: str) -> Callable[[MailgateError | None], None]:
        """What `poll` tells of its rounds: a fault is the database's or the mailbox's, and success is both's."""
        watch, database = self.mailbox(mailbox, office), self.database()

        def fared(error: MailgateError | None) -> None:
            if error is None:
                watch.worked()
                database.worked()
            else:
                (database if isinstance(error, DatabaseError) else watch).failed(str(error))

        return fared

    def _watch(self, neighbour: str, office: str, away: Callable[[Outage], None], back: Callable[[str], None]) -> Watch:
        return Watch(neighbour, office, clock=self._world.clock, away=away, back=back)

    def _mailbox_away(self, outage: Outage) -> None:
        office = self._offices().get(outage.office)
        with self._world.unit_of_work() as uow:
            news = uow.outages.begin(outage) and office is not None
            notices = away_notices(outage, self._world.desk(office), self._alert_to) if news and office else []
            ids = uow.outbox.add(notices, self._world.clock())
            uow.commit()
        if news:
            log.error("neighbour_away", extra=_facts(outage))
        self._world.queue.deliver(ids)

    def _way_out_away(self, outage: Outage) -> None:
        office = self._offices().get(outage.office)
        with self._world.unit_of_work() as uow:
            news = uow.outages.begin(outage)
            uow.commit()
        if office is not None and news:
            self._tell_directly(outage, office, own=False)

    def _database_away(self, outage: Outage) -> None:
        if self._notes.put(outage):
            for office in self._offices().values():
                self._tell_directly(outage, office, own=True)

    def _tell_directly(self, outage: Outage, office: Office, *, own: bool) -> None:
        log.error("neighbour_away", extra=_facts(outage))
        desk = self._world.desk(office)
        if not self._direct.send(away_notices(outage, desk, self._alert_to), office, desk.now, own=own):
            self._notes.put(outage)
            log.critical("nobody_could_be_told", extra=_facts(outage))

    def _back(self, neighbour: str) -> None:
        now = self._world.clock()
        with self._world.unit_of_work() as uow:
            outage = uow.outages.end(neighbour, now)
            office = self._offices().get(outage.office) if outage and outage.told else None
            ids: list[int] = []
            if outage and office:
                desk = self._world.desk(office)
                uow.outbox.withdraw([n.key for n in away_notices(outage, desk, self._alert_to)], now)
                ids = uow.outbox.add(back_notices(outage, desk, self._alert_to), now)
                uow.outbox.hasten(office.code, now)
            uow.commit()
        if outage and outage.told:
            self._notes.take(neighbour)
            log.info("neighbour_back", extra=_facts(outage))
        self._world.queue.deliver(ids)

    def _database_back(self, neighbour: str) -> None:
        outage = self._notes.take(neighbour)
        if outage is None:
            return
        log.info("neighbour_back", extra=_facts(outage))
        try:
            self._tell_of_database(outage)
        except DatabaseError:  # gone again: told when it is back for good
            self._notes.put(outage)
            raise

    def _tell_of_database(self, outage: Outage) -> None:
        with self._world.unit_of_work() as uow:
            desks = [self._world.desk(office) for office in self._offices().values()]
            notices = [notice for desk in desks for notice in back_notices(outage, desk, self._alert_to)]
            ids = uow.outbox.add(notices, self._world.clock())
            uow.commit()
        self._world.queue.deliver(ids)


def _facts(outage: Outage) -> dict[str, str]:
    return {"neighbour": outage.neighbour, "since": outage.since.isoformat(), "error": outage.error}
