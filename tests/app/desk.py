"""A gateway without sockets: real database, real templates, real rules; mail goes in as bytes and comes out parsed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from functools import cache
from pathlib import Path

from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database
from mailgate.adapters.jinja import JinjaRenderer
from mailgate.adapters.policy_yaml.loader import load_policy
from mailgate.app.deliver import claim_outbox, deliver_row
from mailgate.app.frame import Sealer
from mailgate.app.in_force import PolicyInForce
from mailgate.app.ports import Fetched, LetterReader, Press
from mailgate.app.read_letters import claim_readings, read_failed, read_row
from mailgate.app.receive import receive
from mailgate.app.sending import mark_sent
from mailgate.app.world import World
from mailgate.domain.event import Record
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice
from mailgate.domain.policy import Policy
from mailgate.domain.ticket import Ticket
from mailgate.mail.seal import message_id, seal
from tests.fakes import KeepingPress, KeepingTransport, RememberingQueue, SetClock

ROOT = Path(__file__).parents[2]
AUTHSERV = "mx.test.example"
KEY = b"a key for tests that is long enough"


@cache
def shipped_policy() -> Policy:
    return load_policy(ROOT / "rules")


@cache
def renderer() -> JinjaRenderer:
    return JinjaRenderer(ROOT / "templates")


def id_for(notice: Notice) -> str:
    return message_id(notice.seal, notice.ticket, notice.key, f"{notice.office}.example")


def sealed(ticket: str, scope: int, recipient: str) -> str:
    return seal(KEY, ticket, scope, recipient)


@dataclass
class Gateway:
    """Mail in by `takes`, mails out in `sent`; the clock moves only when told."""

    database: Database
    clock: SetClock = field(default_factory=SetClock)
    queue: RememberingQueue = field(default_factory=RememberingQueue)
    transport: KeepingTransport = field(default_factory=KeepingTransport)
    press: Press = field(default_factory=KeepingPress)
    uid: int = 0
    rules: Callable[[], Policy] = shipped_policy
    signers: Callable[[bytes, str], Collection[str]] = lambda raw, domain: ()
    reader: LetterReader | None = None
    sealer: Sealer = sealed

    def __post_init__(self) -> None:
        self.in_force = PolicyInForce(self.rules, self.database.reading, self.clock)

    @property
    def world(self) -> World:
        return World(
            unit_of_work=self.database.unit_of_work,
            queue=self.queue,
            clock=self.clock,
            policy=self.in_force,
            sealer=self.sealer,
            authserv_ids=dict.fromkeys(shipped_policy().offices, AUTHSERV),
            forget=self.in_force.forget,
            signers=self.signers,
            reading=self.database.reading,
            reader=self.reader,
        )

    def takes(self, office: str, raw: bytes) -> list[tuple[str, Message]]:
        """Store, receive, read its letters and deliver; the mails that this one caused, with their recipients."""
        before = len(self.transport.sent)
        self.queue.receive([self.stores(office, raw)])
        self.settle()
        return self.transport.sent[before:]

    def stores(self, office: str, raw: bytes) -> int:
        """Take a mail in as the poller does; its row."""
        self.uid += 1
        mail = Fetched(self.uid, f"{office}/INBOX/1/{self.uid}", raw, len(raw), False, self.clock())
        with self.database.unit_of_work() as uow:
            [row_id] = uow.inbox.add(office, office, [mail], self.clock())
            uow.commit()
        return row_id

    def settle(self) -> None:
        """Work off everything that is enqueued: mails, letters, and mails out."""
        while self.queue.to_receive or self.queue.to_read:
            while self.queue.to_receive:
                receive(self.queue.to_receive.pop(0), self.world)
            while self.queue.to_read:
                self.reads([self.queue.to_read.pop(0)])
        self.flush()

    def reads(self, ids: list[int]) -> None:
        """Read these files, as a worker would."""
        for row in claim_readings(ids, self.world):
            try:
                read_row(row, self.world)
            except ValueError as error:
                read_failed(row.id, error, self.world)

    def flush(self) -> None:
        """Deliver what is enqueued."""
        while self.queue.to_deliver:
            for row in claim_outbox([self.queue.to_deliver.pop(0)], self.world)[0]:
                text = deliver_row(row, self.world, renderer(), self.press, lambda _: self.transport)
                if text is not None:
                    mark_sent([(row.id, text)], self.world)

    def ticket(self, number: str) -> Ticket:
        with self.database.unit_of_work() as uow:
            return uow.tickets.get(number)

    def history(self, number: str) -> list[Record]:
        with self.database.unit_of_work() as uow:
            return uow.tickets.history(number)

    def mail_to(self, recipient: str, template: str) -> Message:
        """The newest mail of that template to that address."""
        for to, message in reversed(self.transport.sent):
            if to == recipient and message.header("X-Mailgate") == template:
                return message
        kinds = [(to, m.header("X-Mailgate")) for to, m in self.transport.sent]
        raise AssertionError(f"no {template} to {recipient}; sent: {kinds}")


def open_gateway(folder: Path) -> Iterator[Gateway]:
    """A gateway on an empty SQLite file."""
    database = Database(f"sqlite:///{folder / 'test.db'}", id_for)
    upgrade_engine(database.engine)
    yield Gateway(database)
    database.close()


def mail(
    sender: str,
    to: str,
    subject: str,
    body: str,
    *,
    verdict: str | None = "auth=pass smtp.auth={sender}; spf=pass smtp.mailfrom={sender}",
    login: str | None = None,
    headers: dict[str, str] | None = None,
    attachments: tuple[str, ...] = (),
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """A mail as the office's own server hands it over, stamped for the `login` really used."""
    message = EmailMessage()
    if verdict:
        message["Authentication-Results"] = f"{AUTHSERV}; {verdict.format(sender=login or sender)}"
    message["Return-Path"] = f"<{login or sender}>"
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = make_msgid(domain=sender.partition("@")[2])
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(body)
    for name in attachments:
        message.add_attachment(b"%PDF-1.4\n%%EOF", maintype="application", subtype="pdf", filename=name)
    for name, data in (files or {}).items():
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def reply(sender: str, original: Message, text: str, **more: object) -> bytes:
    """A reply above the quotation of a mail of ours."""
    quoted = "\n".join(f"> {line}" for line in original.text.splitlines())
    body = f"{text}\n\nPada Jum, 20 Nov 2026 pukul 09.12 Layanan TIK <{original.sender.email}> menulis:\n\n{quoted}\n"
    headers = {"In-Reply-To": f"<{original.message_id}>", "References": f"<{original.message_id}>"}
    return mail(sender, original.sender.email, f"Re: {original.subject}", body, headers=headers, **more)  # type: ignore[arg-type]
