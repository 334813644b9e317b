"""The composition root: alone names the concrete adapters and hands them to the use cases."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from mailgate.adapters.away_notes import AwayFolder
from mailgate.adapters.chart import chart
from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.turns import Turns
from mailgate.adapters.db.uow import Database
from mailgate.adapters.dkim import resolver_at, signers_of
from mailgate.adapters.documents import PdfMaker
from mailgate.adapters.docx import docx_of
from mailgate.adapters.imap import ImapChannel
from mailgate.adapters.jinja import JinjaRenderer
from mailgate.adapters.kept_mail import KeptMail
from mailgate.adapters.lmtp import LmtpListener
from mailgate.adapters.policy_source import PolicySource
from mailgate.adapters.press import PaperPress
from mailgate.adapters.queue import DramatiqQueue, open_broker
from mailgate.adapters.reader import FileReader, limits_of
from mailgate.adapters.report_pdf import ReportPdf
from mailgate.adapters.smtp import SmtpTransport
from mailgate.adapters.sop_print import SopMaker
from mailgate.adapters.workbook import workbook
from mailgate.app.deliver import claim_outbox, deliver_row
from mailgate.app.direct_mail import DirectMail, WayOut
from mailgate.app.explain import office_of
from mailgate.app.failing import deliver_failed, receive_failed
from mailgate.app.in_force import PolicyInForce
from mailgate.app.ports import InboxRow, LetterReader, OutboxRow, Transport
from mailgate.app.read_letters import claim_readings, read_failed, read_row
from mailgate.app.receive import claim_inbox, receive_row
from mailgate.app.sending import Batch, Unmarked
from mailgate.app.take_lmtp import take_lmtp
from mailgate.app.watching import Neighbours, WatchedTransport
from mailgate.app.world import World
from mailgate.connections import imap_account, smtp_transport
from mailgate.domain.errors import DeliveryError
from mailgate.domain.notice import Notice
from mailgate.domain.policy import Policy
from mailgate.mail.seal import message_id, seal
from mailgate.settings import Endpoint, Mailbox, Settings

Jobs = Sequence[tuple[int, Callable[[], None]]]
"""Claimed rows and what is to be done with each."""


def now() -> datetime:
    """The clock of everything that runs."""
    return datetime.now(UTC)


class Machine:
    """A gateway put together: the world of its use cases, its mailboxes, and what the workers call.

    PolicyError, SettingsError or DatabaseError when it cannot be put together. `close` lets everything go.
    """

    def __init__(
        self, settings: Settings, *, clock: Callable[[], datetime] = now, reader: LetterReader | None = None
    ) -> None:
        settings.make_var_dir()
        self.settings = settings
        self.policy_source = PolicySource(settings.rules_dir, settings.instansi or None)
        self.mailboxes: Sequence[Mailbox] = settings.mailboxes(list(self.policy.offices))
        self.database = Database(settings.database_url.get_secret_value(), self._message_id)
        upgrade_engine(self.database.engine)
        self.turns = Turns(self.database.engine)
        self.broker = open_broker(settings.broker_url.get_secret_value())
        self.renderer = JinjaRenderer(settings.templates_dir)
        self.press = _press(settings.templates_dir, KeptMail(self.database.reading))
        self.reader = FileReader(
            limits_of(settings.surat), trust_dir=settings.surat.trust_dir, clamd=settings.surat.clamd
        )
        self._unmarked = Unmarked()
        self._smtp: list[SmtpTransport] = []
        self._ways = list(self._ways_out())
        in_force = PolicyInForce(self.policy_source, self.database.reading, clock)
        self.world = World(
            unit_of_work=self.database.unit_of_work,
            queue=DramatiqQueue(self.broker),
            clock=clock,
            policy=in_force,
            sealer=partial(seal, settings.seal_key()),
            authserv_ids=self._authserv_ids(),
            plus_addresses=frozenset(box.instansi for box in self.mailboxes if box.plus_address),
            forget=in_force.forget,
            signers=partial(signers_of, lookup=resolver_at(settings.dkim_resolver)),
            reading=self.database.reading,
            reader=reader or self.reader,
            patience=timedelta(seconds=settings.surat.patience_seconds),
        )
        direct = DirectMail(self._ways, self.renderer, self._message_id)
        notes = AwayFolder(settings.var_dir)
        self.neighbours = Neighbours(self.world, lambda: self.policy.offices, direct, notes, settings.alert_to)
        self._transports: dict[str, Transport] = {
            way.office: WatchedTransport(way.transport, self.neighbours.way_out(way.office))
            for way in self._ways
            if way.office is not None
        }

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.policy_source()

    def receiving(self, inbox_ids: Sequence[int]) -> Jobs:
        """What the `receive` actor does with rows."""
        rows, alone = claim_inbox(inbox_ids, self.world)
        caused: list[int] = []
        jobs = [(row.id, partial(self._receive, row, caused)) for row in rows]
        if rows:  # one claim and one done-mark for what the whole batch causes
            jobs.append((rows[-1].id, partial(self.world.queue.deliver, caused)))
        return [*jobs, *_each_alone(alone, self.receiving)]

    def _receive(self, row: InboxRow, caused: list[int]) -> None:
        caused += receive_row(row, self.world)

    def delivering(self, outbox_ids: Sequence[int]) -> Jobs:
        """What the `deliver` actor does with rows."""
        self._unmarked.mark(self.world)
        rows, alone = claim_outbox(outbox_ids, self.world)
        batch = Batch(self.world, self._deliver, self._unmarked)
        jobs = [(row.id, partial(batch.send, row)) for row in rows]
        if rows:
            jobs.append((rows[-1].id, partial(batch.end)))
        return [*jobs, *_each_alone(alone, self.delivering)]

    def _deliver(self, row: OutboxRow) -> str | None:
        return deliver_row(row, self.world, self.renderer, self.press, self.transport_of)

    def reading(self, reading_ids: Sequence[int]) -> Jobs:
        """What the `read` actor does with files."""
        rows = claim_readings(reading_ids, self.world)
        return [(row.id, partial(read_row, row, self.world)) for row in rows]

    def read_failed(self, reading_id: int, error: Exception) -> None:
        """A file that was to be read raised."""
        read_failed(reading_id, error, self.world)

    def receive_failed(self, inbox_id: int, error: Exception) -> None:
        """A row of the inbox raised."""
        receive_failed(inbox_id, error, self.world)

    def deliver_failed(self, outbox_id: int, error: Exception) -> None:
        """A row of the outbox raised."""
        deliver_failed(outbox_id, error, self.world)

    def transport_of(self, office: str) -> Transport:
        """The way out of an office; DeliveryError where none is set."""
        transport = self._transports.get(office)
        if transport is None:
            raise DeliveryError(
                f"office {office} has no SMTP server: set smtp_url of its mailbox", permanent=False, away=True
            )
        return transport

    def channel(self, box: Mailbox) -> ImapChannel:
        """A mailbox as a channel, not connected yet."""
        return ImapChannel(imap_account(box, self.settings))

    def listener(self) -> LmtpListener | None:
        """The LMTP listener, where one is set; not listening yet."""
        lmtp = self.settings.lmtp
        if lmtp is None:
            return None
        take = partial(take_lmtp, world=self.world)
        return LmtpListener(take, self._is_ours, listen=lmtp.listen, max_bytes=self.settings.max_mail_bytes)

    def _ways_out(self) -> Iterator[WayOut]:
        """Each office's SMTP server, and the one that is kept for alarms."""
        ways = dict.fromkeys(self.policy.offices, self.settings.smtp)
        ways |= {box.instansi: box.smtp for box in self.mailboxes if box.smtp is not None}
        for office, smtp in ways.items():
            if smtp is not None:
                yield self._way_out(smtp, office, self.policy.offices[office].address)
        if (alert := self.settings.alert_smtp) is not None:
            yield self._way_out(alert, None, alert.user if "@" in alert.user else "")

    def _way_out(self, smtp: Endpoint, office: str | None, sender: str) -> WayOut:
        self._smtp.append(smtp_transport(smtp))
        return WayOut(f"{smtp.user}@{smtp.host}:{smtp.port}", office, sender, self._smtp[-1])

    def _authserv_ids(self) -> dict[str, str]:
        """Whose verdicts count for which office: its mailbox's, else the deployment's (LMTP has no mailbox)."""
        named = {box.instansi: box.authserv_id for box in self.mailboxes if box.authserv_id}
        general = self.settings.authserv_id
        return {**(dict.fromkeys(self.policy.offices, general) if general else {}), **named}

    def _is_ours(self, address: str) -> bool:
        return office_of((address,), self.policy.offices) is not None

    def release_claims(self) -> None:
        """Take up at once what a process that was killed had claimed; only where this is the one process there is."""
        with self.database.unit_of_work() as uow:
            uow.inbox.release(self.world.clock())
            uow.outbox.release(self.world.clock())
            uow.readings.release(self.world.clock())
            uow.commit()

    def close(self) -> None:
        """Let connections go."""
        for smtp in self._smtp:
            smtp.close()
        self.broker.close()
        self.turns.close()
        self.reader.close()
        self.database.close()

    def _message_id(self, notice: Notice) -> str:
        domain = self.policy.offices[notice.office].address.rpartition("@")[2]
        return message_id(notice.seal, notice.ticket, notice.key, domain)


def _each_alone(ids: Sequence[int], claim: Callable[[Sequence[int]], Jobs]) -> Jobs:
    """Claim and work off each of these rows for itself, after those that were claimed together."""

    def run(row_id: int) -> None:
        for _, job in claim([row_id]):
            job()

    return [(row_id, partial(run, row_id)) for row_id in ids]


def _press(templates_dir: Path, kept_mail: KeptMail) -> PaperPress:
    """A maker for each format, and for the papers that are drawn by one of their own."""
    return PaperPress(
        {
            "pdf": PdfMaker(templates_dir),
            "docx": docx_of,
            "xlsx": workbook,
            "png": chart,
            "eml": kept_mail,
            "laporan-bulanan.pdf": ReportPdf(templates_dir),
            "sop-ap.pdf": SopMaker(templates_dir),
        }
    )


def assemble(settings: Settings) -> Machine:
    """A gateway for these settings."""
    return Machine(settings)
