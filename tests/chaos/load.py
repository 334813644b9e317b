"""Mail in: offices that ask, officials who answer what they are asked, and some who send everything twice."""

import random
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid

from mailgate.demo.mailserver import DemoMailServer
from mailgate.domain.message import Message
from mailgate.mail.seal import number_in
from tests.chaos.sink import Accepted, Sink

GATEWAY = "layanan@sumbawa.example"
DOWN = "Jaringan internet kantor kami putus, tidak bisa konek sejak pagi. Mohon bantuan penanganan.\n"
ASKER = "staf{:05}@dinkes.sumbawa.example"
"""Who asks: another each time, since many mails of one address that say the same are answered only a few times."""
ANSWERS = {
    "kadis@sumbawa.example": "DISPOSISI Kabid TI: mohon ditindaklanjuti",
    "kabid@sumbawa.example": "DISPOSISI Kasi Aplikasi",
    "kasi@sumbawa.example": "TUGASKAN Budi",
    "tim.budi@sumbawa.example": "PROSES: konfigurasi router berubah",
}
"""What each official answers to his task mail: four steps a ticket."""

TWICE = 0.1
"""The share of mails that are sent a second time, as programs do that did not hear the first 250."""


@dataclass
class Load:
    """Keeps `in_flight` requests on their way until `close`, at most `most` in all, and answers until `stop` is set.

    `is_idle` while everything that the sink took has been looked at. `boxes` are the accounts that mail for the gateway
    is delivered to, in turn.
    """

    server: DemoMailServer
    sink: Sink
    chance: random.Random
    boxes: tuple[str, ...] = (GATEWAY,)
    most: int = 10_000
    in_flight: int = 20
    answering: bool = True
    requests: dict[str, str] = field(default_factory=dict)
    """Message-ID → subject of every request."""
    replies: dict[str, str] = field(default_factory=dict)
    """Message-ID → ticket of every answer to a task."""
    copies: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    is_idle: bool = False
    _open: bool = True
    _answered: set[str] = field(default_factory=set)
    _receipts: set[str] = field(default_factory=set)
    _delivered: int = 0

    def run(self) -> None:
        """Ask and answer until `stop` is set."""
        seen = 0
        while not self.stop.is_set():
            self.is_idle = False
            while (
                self._open
                and len(self.requests) < self.most
                and len(self.requests) - len(self._receipts) < self.in_flight
            ):
                self._ask()
            for mail in self.sink.after(seen, timeout=0):
                seen += 1
                self._hear(mail)
            self.is_idle = True
            self.sink.after(seen, timeout=0.2)

    @property
    def is_done(self) -> bool:
        """Whether every request there may be has its receipt."""
        return len(self._receipts) >= self.most

    def close(self) -> None:
        """Ask no more."""
        self._open = False

    def _hear(self, mail: Accepted) -> None:
        if mail.message_id in self._answered:
            return
        self._answered.add(mail.message_id)
        if mail.template == "tanda-terima":
            self._receipts.add(mail.message_id)
        elif self.answering and mail.template == "tugas" and mail.recipient in ANSWERS:
            self._answer(mail.recipient, mail.message)

    def _ask(self) -> None:
        asker = ASKER.format(len(self.requests) + 1)
        subject = f"Gangguan jaringan nomor {len(self.requests) + 1:05}"
        mail = _mail(asker, subject, DOWN)
        self.requests[_id(mail)] = subject
        self._send(mail, asker)

    def _answer(self, official: str, task: Message) -> None:
        mail = _mail(official, f"Re: {task.subject}", ANSWERS[official] + "\n")
        mail["In-Reply-To"] = mail["References"] = f"<{task.message_id}>"
        self.replies[_id(mail)] = number_in(task.subject) or ""
        self._send(mail, official)

    def _send(self, mail: EmailMessage, sender: str) -> None:
        """As the office's own server would: vouched for by its stamp, and now and then a second time."""
        stamp = f"Authentication-Results: {self.server.authserv_id}; auth=pass smtp.auth={sender}; spf=none\r\n"
        raw = stamp.encode() + mail.as_bytes()
        times = 2 if self.chance.random() < TWICE else 1
        self.copies += times - 1
        for _ in range(times):
            self.server.deliver(self.boxes[self._delivered % len(self.boxes)], raw)
            self._delivered += 1


def _mail(sender: str, subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, GATEWAY, subject
    mail["Message-ID"] = make_msgid(domain="kantor.sumbawa.example")
    mail.set_content(text)
    return mail


def _id(mail: EmailMessage) -> str:
    return str(mail["Message-ID"]).strip("<>")
