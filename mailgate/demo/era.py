"""A clock that is set forward: weeks of an office in a second, with the real tick at every moment that counts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic, sleep
from zoneinfo import ZoneInfo

from mailgate.bootstrap import Machine
from mailgate.domain.office import Office
from mailgate.roles import Ticking, tick_once

PATIENCE = 10.0
"""Seconds that the gateway has to finish with the mails of one moment."""

MORNING = time(7, 30)
"""When offices open and reports go out: a moment of every day that something may happen at."""


@dataclass
class SetForward:
    """Now, until it is set forward; never back."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Era:
    """Simulated time for one gateway, whose tick it does itself; `rules_dir` is a copy that may be changed."""

    clock: SetForward
    machine: Machine
    rules_dir: Path
    ticking: Ticking = field(default_factory=Ticking)

    def forward(self, to: datetime, office: Office) -> None:
        """Let time pass until that aware moment, stopping wherever a ticket wakes or a day begins; TimeoutError."""
        self.tick()
        while self.clock.now < to:
            self.clock.now = min(to, self._next(office))
            self.tick()

    def tick(self) -> None:
        """Everything that time does now, with all its mails delivered."""
        tick_once(self.machine, self.ticking)
        self.settle()

    def settle(self) -> None:
        """Wait until no mail is on its way; TimeoutError."""
        deadline = monotonic() + PATIENCE
        while self._busy():
            if monotonic() > deadline:
                raise TimeoutError(f"the gateway did not finish within {PATIENCE:.0f} s")
            sleep(0.002)

    def after_mail(self, send: Callable[[], None]) -> None:
        """Send a mail to the gateway and wait until everything that it causes has been done; TimeoutError."""
        before, deadline = self._received(), monotonic() + PATIENCE
        send()
        while self._received() == before:
            if monotonic() > deadline:
                raise TimeoutError(f"the gateway did not take the mail in within {PATIENCE:.0f} s")
            sleep(0.002)
        self.settle()

    def add_day_off(self, office: str, day: str, name: str) -> None:
        """Write a day into `tambah` of an office's kalender.yaml, as its pengelola would."""
        path = self.rules_dir / office / "kalender.yaml"
        line = f'tambah:\n  - {{tanggal: "{day}", nama: {name}}}'
        path.write_text(path.read_text(encoding="utf-8").replace("tambah: []", line), encoding="utf-8")
        self.tick()

    def _next(self, office: Office) -> datetime:
        now, local = self.clock.now, self.clock.now.astimezone(ZoneInfo(office.zone))
        morning = datetime.combine(local.date(), MORNING, local.tzinfo)
        with self.machine.database.reading() as uow:
            moments = [ticket.wakes_at for ticket in uow.tickets.open(office.code) if ticket.wakes_at]
        moments += [morning, morning + timedelta(days=1)]
        return min(moment for moment in moments if moment > now)

    def _busy(self) -> bool:
        with self.machine.database.reading() as uow:
            boxes = (uow.inbox, uow.outbox)
            return any(box.entries(self.clock.now, state=state) for box in boxes for state in ("due", "waiting"))

    def _received(self) -> int:
        with self.machine.database.reading() as uow:
            newest = uow.inbox.entries(self.clock.now, limit=1)
        return newest[0].id if newest else 0
