"""One office with its gateway and a whole mail server, for the end-to-end tests; processes where a test wants them."""

import logging
import os
import smtplib
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import structlog

from mailgate import roles
from mailgate.adapters.policy_yaml import load_policy
from mailgate.bootstrap import Machine
from mailgate.demo.mailserver import DemoMailServer
from mailgate.demo.person import Person
from mailgate.demo.play import People
from mailgate.domain.message import Message
from mailgate.domain.policy import Policy
from mailgate.log import configure
from mailgate.mail.parse import parse
from mailgate.mail.seal import number_in
from mailgate.settings import SecretUrl, Settings

PROJECT = Path(__file__).resolve().parents[2]
OFFICE, GATEWAY = "sumbawa", "layanan@sumbawa.example"
KEY = "7d1f0c3be9a2584667d1f0c3be9a2584"
PATIENCE = 60.0
"""Seconds that anything may take before a test gives up on it; nothing is measured against it."""

INTERNET_DOWN = "Jaringan internet kantor kami putus, tidak bisa konek sejak pagi. Mohon bantuan penanganan.\n"


@dataclass
class LateClock:
    """The real time and a span on top of it, so that an hour's waiting need not be waited."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **span: float) -> None:
        self.ahead += timedelta(**span)


@dataclass
class Site:
    """The mail server, the people of the office, and the values of the gateway's settings."""

    server: DemoMailServer
    policy: Policy
    people: People
    values: dict[str, object]
    clock: LateClock = field(default_factory=LateClock)
    machine: Callable[..., Machine] = Machine

    @property
    def settings(self) -> Settings:
        return Settings.model_validate(self.values)

    @property
    def environment(self) -> dict[str, str]:
        """The same settings for a process of its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILGATE_")}
        return kept | {f"MAILGATE_{name.upper()}": _as_text(value) for name, value in self.values.items()}

    def person(self, who: str) -> Person:
        return self.people[f"{who}@sumbawa.example"]

    def stranger(self, email: str) -> None:
        """Somebody outside the office, whose mailbox happens to be on the same server."""
        self.server.add_user(email, "sandi")

    def sends(self, mail: EmailMessage | bytes, sender: str = "") -> None:
        """Deliver to the gateway from outside: no login, nothing vouches for the sender."""
        raw = mail.as_bytes() if isinstance(mail, EmailMessage) else mail
        with smtplib.SMTP("127.0.0.1", self.server.smtp_port, timeout=PATIENCE) as smtp:
            smtp.sendmail(sender, [GATEWAY], raw)

    def awaits(self, who: str, template: str, *, words: str = "") -> Message:
        """The first mail of that template with those words that is or comes in a mailbox."""

        def fits(raw: bytes) -> bool:
            message = parse(raw)
            return message.header("X-Mailgate") == template and words in message.text + message.subject

        email = who if "@" in who else f"{who}@sumbawa.example"
        return parse(self.server.wait_for(email, fits, timeout=PATIENCE))

    def asks(self, who: str = "dinkes", subject: str = "Gangguan jaringan internet", body: str = INTERNET_DOWN) -> str:
        """A request of a registered office, and the number in its receipt."""
        self.person(who).request(GATEWAY, subject, body)
        number = number_in(self.awaits(who, "tanda-terima", words=subject).subject)
        assert number is not None
        return number

    def mails(self, who: str, template: str) -> list[Message]:
        """What lies in a mailbox of that template, oldest first."""
        email = who if "@" in who else f"{who}@sumbawa.example"
        parsed = [parse(raw) for raw in self.server.mailbox(email)]
        return [message for message in parsed if message.header("X-Mailgate") == template]

    @contextmanager
    def at_work(self) -> Iterator[Machine]:
        """The gateway in this process, until the block ends."""
        machine, stop = self.machine(self.settings, clock=self.clock), threading.Event()
        thread = threading.Thread(target=roles.run, args=(machine, stop), name="gateway-under-test")
        with _log_of_the_gateway(self.settings):
            thread.start()
            try:
                yield machine
            finally:
                stop.set()
                thread.join(PATIENCE)
                machine.close()

    @contextmanager
    def process(self, role: str) -> Iterator[subprocess.Popen[bytes]]:
        """`mailgate <role>` as a process of its own, stopped as an operator stops it."""
        command = [sys.executable, "-m", "mailgate", role]
        process = subprocess.Popen(command, env=self.environment, cwd=str(self.values["var_dir"]))
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
            process.wait()


@contextmanager
def site(folder: Path, **more: object) -> Iterator[Site]:
    """An office on a mail server of its own; `more` are settings that differ."""
    rules = Path(str(more.get("rules_dir", PROJECT / "rules")))
    policy = load_policy(rules, [OFFICE])
    with DemoMailServer() as server:
        people = People(server, policy)
        server.add_user(GATEWAY, "sandi-layanan")
        values: dict[str, object] = {
            "rules_dir": rules,
            "templates_dir": PROJECT / "templates",
            "var_dir": folder,
            "database_url": SecretUrl(f"sqlite:///{folder}/mailgate.db"),
            "instansi": (OFFICE,),
            "imap_url": SecretUrl(server.imap_url(GATEWAY)),
            "smtp_url": SecretUrl(server.smtp_url(GATEWAY)),
            "secret_key": KEY,
            "authserv_id": server.authserv_id,
            "tick_seconds": 0.1,
            "log_level": "error",
            **more,
        }
        yield Site(server, policy, people, values)


def eventually(what: Callable[[], object]) -> None:
    """Wait until `what` is true; AssertionError when it never is."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.05)


def in_time(place: Site, what: Callable[[], object]) -> None:
    """As `eventually`, with the gateway's clock running ahead: far slower than a claim would need to end."""

    def passes() -> object:
        done = what()
        if not done:
            place.clock.forward(seconds=20)
        return done

    eventually(passes)


def assert_nothing_is_left(machine: Machine) -> None:
    """Every mail in is dealt with, every mail out is sent, and every ticket's history is whole."""
    now = machine.world.clock()

    def undone() -> list[str]:
        with machine.database.reading() as uow:
            inbox, outbox = uow.inbox.entries(now, limit=9999), uow.outbox.entries(now, limit=9999)
        mails_in = [f"in {row.source}: {row.error}" for row in inbox if row.done_at is None]
        return mails_in + [f"out {row.key}: {row.error}" for row in outbox if row.done_at is None]

    eventually(lambda: not undone())
    with machine.database.reading() as uow:
        assert [broken for broken in uow.tickets.verify_all() if broken[1]] == []


def message_ids(server: DemoMailServer, people: People) -> Counter[str]:
    """How often each mail of the gateway lies in somebody's mailbox."""
    mails = (parse(raw) for person in people for raw in server.mailbox(person.email))
    return Counter(mail.message_id or "" for mail in mails if mail.header("X-Mailgate"))


@contextmanager
def _log_of_the_gateway(settings: Settings) -> Iterator[None]:
    """As its doors configure it; the next test finds the log as it was."""
    root, level, handlers = logging.getLogger(), logging.getLogger().level, logging.getLogger().handlers[:]
    configure(settings.log_level, "json")
    try:
        yield
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()


def _as_text(value: object) -> str:
    if isinstance(value, SecretUrl):
        return value.get_secret_value()
    return ",".join(value) if isinstance(value, tuple) else str(value)
