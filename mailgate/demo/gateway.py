"""The gateway at work on the embedded mail server: every sample office with its mailbox and all its people."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from mailgate import roles
from mailgate.adapters.policy_yaml import load_policy
from mailgate.app.ports import Clock
from mailgate.bootstrap import Machine, now
from mailgate.demo.era import Era, SetForward
from mailgate.demo.mailserver import DemoMailServer
from mailgate.demo.play import People, Played, Stage
from mailgate.demo.scene import Scenario
from mailgate.domain.policy import Policy
from mailgate.settings import MailboxSettings, SecretUrl, Settings

PASSWORD = "demo"  # noqa: S105 - printed on the screen, for mailboxes that live as long as the demo on this machine
"""Of every mailbox, where people log in by hand."""

SMTP_PORT, IMAP_PORT = 2525, 1143
"""Where people log in by hand, if the ports are free; they need no root."""

PATIENCE = 20.0
"""Seconds that the gateway has to finish what it is doing when the demo ends."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running gateway with its mail server and everybody's mailboxes."""

    server: DemoMailServer
    people: People
    machine: Machine
    policy: Policy


@contextmanager
def gateway_at_work(*, by_hand: bool = False) -> Iterator[Demo]:
    """Run until the block ends, in an empty temporary folder. `by_hand`: known ports, and one password for all."""
    rules_dir = sample_rules()
    with ExitStack() as stack:
        folder = _folder(stack)
        server = stack.enter_context(_server(by_hand=by_hand))
        demo = _assembled(stack, server, rules_dir, folder, now)
        if by_hand:
            _share_password(demo.people, server)
        stack.enter_context(_running(demo.machine, roles.run))
        yield demo


@contextmanager
def gateway_in_time(scenario: Scenario) -> Iterator[tuple[Demo, Era]]:
    """The scenario's office alone, on a clock that is set forward; its rules are a copy, to be changed."""
    with ExitStack() as stack:
        folder = _folder(stack)
        copytree(sample_rules() / scenario.office, folder / "rules" / scenario.office)
        clock = SetForward(datetime.now(UTC))
        server = stack.enter_context(DemoMailServer(clock=clock))
        demo = _assembled(stack, server, folder / "rules", folder, clock)
        zone = ZoneInfo(demo.policy.offices[scenario.office].zone)
        clock.now = datetime.fromisoformat(scenario.begins or "").replace(tzinfo=zone)
        for role in (roles.work, roles.poll):
            stack.enter_context(_running(demo.machine, role))
        yield demo, Era(clock, demo.machine, folder / "rules")


def played_in_time(scenario: Scenario) -> Played:
    """Play a scenario that has a clock of its own, on a gateway of its own."""
    with gateway_in_time(scenario) as (demo, era):
        return Stage(demo.machine.world, demo.people, era).play(scenario)


def _folder(stack: ExitStack) -> Path:
    return Path(stack.enter_context(TemporaryDirectory(prefix="mailgate-demo-")))


def _assembled(stack: ExitStack, server: DemoMailServer, rules_dir: Path, folder: Path, clock: Clock) -> Demo:
    policy = load_policy(rules_dir)
    people = People(server, policy)
    machine = Machine(_settings(server, policy, rules_dir, folder), clock=clock)
    stack.callback(machine.close)
    return Demo(server, people, machine, policy)


def sample_rules() -> Path:
    """The offices that are shipped: beside the package, else in the working directory."""
    beside = Path(__file__).resolve().parents[2] / "rules"
    return beside if beside.is_dir() else Path("rules")


@contextmanager
def _server(*, by_hand: bool) -> Iterator[DemoMailServer]:
    with ExitStack() as stack:
        if not by_hand:
            yield stack.enter_context(DemoMailServer())
            return
        try:
            server = stack.enter_context(DemoMailServer(smtp_port=SMTP_PORT, imap_port=IMAP_PORT))
        except OSError:  # somebody has these ports
            server = stack.enter_context(DemoMailServer())
        yield server


def _share_password(people: People, server: DemoMailServer) -> None:
    for person in people:
        person.password = PASSWORD
        server.add_user(person.email, PASSWORD)


def _settings(server: DemoMailServer, policy: Policy, rules_dir: Path, folder: Path) -> Settings:
    boxes = {}
    for office in policy.offices.values():
        server.add_user(office.address, secrets.token_urlsafe(9))
        boxes[office.code] = MailboxSettings(
            instansi=office.code,
            url=SecretUrl(server.imap_url(office.address)),
            smtp_url=SecretUrl(server.smtp_url(office.address)),
        )
    return Settings(
        rules_dir=rules_dir,
        templates_dir=sample_rules().with_name("templates"),
        var_dir=folder,
        secret_key=secrets.token_hex(32),
        authserv_id=server.authserv_id,
        mailbox=boxes,
        log_level="error",
    )


@contextmanager
def _running(machine: Machine, role: Callable[[Machine, threading.Event], None]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=role, args=(machine, stop), name=f"demo-{role.__name__}")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
