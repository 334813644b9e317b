"""What every use case is handed: the ports, the policy in force, and how seals are made."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from mailgate.app.frame import Desk, Sealer
from mailgate.app.ports import Clock, LetterReader, Queue, UnitOfWork
from mailgate.domain.errors import MailgateError
from mailgate.domain.office import Office
from mailgate.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class World:
    """The surroundings of a use case.

    `policy` gives the last good policy (it changes when rule files change). `authserv_ids` maps an office's code to the
    authserv-id (RFC 8601) of the mail server whose verdicts count for it; without one no command is run.
    `plus_addresses` are the offices whose server delivers `layanan+…@` to `layanan@`. `forget` is called when deputies
    or dead addresses have changed, so that `policy` knows them at once. `signers` finds the domains near the one given
    whose DKIM signature of these bytes is valid; it asks the network, and only for offices that want it. `reading`
    opens a transaction for looking only, where the database has one that holds up nobody.
    `reader` reads letters (without one, none are read); a request waits for its letters at most `patience`.
    """

    unit_of_work: Callable[[], UnitOfWork]
    queue: Queue
    clock: Clock
    policy: Callable[[], Policy]
    sealer: Sealer
    authserv_ids: Mapping[str, str]
    plus_addresses: frozenset[str] = frozenset()
    forget: Callable[[], None] = lambda: None
    signers: Callable[[bytes, str], Collection[str]] = lambda raw, domain: ()
    reader: LetterReader | None = None
    patience: timedelta = timedelta(seconds=60)
    reading: Callable[[], UnitOfWork] | None = None

    def looking(self) -> UnitOfWork:
        """A transaction in which nothing is written."""
        return (self.reading or self.unit_of_work)()

    def office(self, code: str) -> Office:
        """The office of that code; MailgateError where it is no longer in service."""
        office = self.policy().offices.get(code)
        if office is None:
            raise MailgateError(f"Office {code!r} isn't in service: its folder is missing or not in MAILGATE_INSTANSI")
        return office

    def desk(self, office: Office) -> Desk:
        """Where notices of that office are written now."""
        return Desk(office, self.clock(), self.sealer)
