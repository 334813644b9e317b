"""People at their mail programs: they send requests, wait for mails and answer them as real clients would."""

import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from itertools import cycle

from mailgate.demo.mailserver import DemoMailServer
from mailgate.domain.message import Message
from mailgate.mail.parse import parse

PATIENCE = 20.0
"""Seconds a person waits for a mail before the scenario is given up: hundreds of times what it should take."""

QUOTING = cycle(("gmail", "outlook", "phone"))


@dataclass
class Person:
    """A mailbox and the habit of answering from it; `read` holds the Message-IDs of mails already dealt with."""

    email: str
    server: DemoMailServer
    password: str
    read: set[str] = field(default_factory=set)

    def send(self, mail: EmailMessage, *, claims: str | None = None) -> None:
        """Submit over authenticated SMTP; `claims` is a From that isn't this person's own (a forgery)."""
        mail["From"] = claims or self.email
        mail["Message-ID"] = make_msgid(domain=self.email.partition("@")[2])
        with smtplib.SMTP("127.0.0.1", self.server.smtp_port, timeout=PATIENCE) as smtp:
            smtp.login(self.email, self.password)
            smtp.send_message(mail, from_addr=self.email)

    def request(self, to: str, subject: str, body: str, attachments: tuple[str, ...] = ()) -> None:
        """Write a new request."""
        mail = EmailMessage()
        mail["To"], mail["Subject"] = to, subject
        mail.set_content(body)
        _attach(mail, attachments)
        self.send(mail)

    def bring(self, to: str, subject: str, name: str, scan: bytes) -> None:
        """Send a scanned letter without a word."""
        mail = EmailMessage()
        mail["To"], mail["Subject"] = to, subject
        mail.set_content("\n")
        mail.add_attachment(scan, maintype="application", subtype="pdf", filename=name)
        self.send(mail)

    def awaits(
        self,
        template: str,
        number: str | None = None,
        *,
        words: str = "",
        peek: bool = False,
        patience: float = PATIENCE,
    ) -> Message:
        """The next unread mail made from that template (about that ticket, with those words); TimeoutError.

        With `peek` it stays unread.
        """

        def fits(message: Message) -> bool:
            unread = (message.message_id or "") not in self.read
            return unread and words in message.text and message.header("X-Mailgate") == template

        def wanted(raw: bytes) -> bool:
            return (number is None or number.encode() in raw) and fits(parse(raw))

        try:
            message = parse(self.server.wait_for(self.email, wanted, timeout=patience))
        except TimeoutError:
            about = number or "any ticket"
            raise TimeoutError(f"{self.email} waited {patience:.0f} s for a mail {template!r} about {about}") from None
        if not peek:
            self.read.add(message.message_id or "")
        return message

    def catch_up(self, message: Message, number: str) -> None:
        """Count everything about the ticket that came before `message` as read."""
        for raw in self.server.mailbox(self.email):
            earlier = parse(raw).message_id
            if earlier == message.message_id:
                return
            if number.encode() in raw:
                self.read.add(earlier or "")

    def answer_as(self, claimed: str, original: Message, text: str) -> None:
        """Reply to another's mail in the other's name, from this person's own account."""
        self.answer(original, text, claims=claimed)

    def answer(
        self, original: Message, text: str, attachments: tuple[str, ...] = (), *, claims: str | None = None
    ) -> None:
        """Reply above the quotation, in the manner of the next mail program in turn."""
        mail = EmailMessage()
        mail["To"], mail["Subject"] = original.sender.email, f"Re: {original.subject}"
        mail["In-Reply-To"] = mail["References"] = f"<{original.message_id}>"
        mail.set_content(text + _quotation(original, next(QUOTING)))
        _attach(mail, attachments)
        self.send(mail, claims=claims)


def _quotation(original: Message, program: str) -> str:
    lines = original.text.splitlines()
    quoted = "\n".join(f"> {line}" for line in lines)
    sender = original.sender.email
    if program == "gmail":
        return f"\n\nPada Jum, 20 Nov 2026 pukul 09.12 Layanan TIK <{sender}> menulis:\n\n{quoted}\n"
    if program == "outlook":
        head = f"Dari: Layanan TIK <{sender}>\nDikirim: Jumat, 20 November 2026 09.12\nPerihal: {original.subject}"
        return "\n\n________________________________\n" + head + "\n\n" + "\n".join(lines) + "\n"
    intro = f"> Pada 20 Nov 2026, pukul 09.12, Layanan TIK <{sender}> menulis:"
    return f"\n\nDikirim dari iPhone saya\n\n{intro}\n> \n{quoted}\n"


def _attach(mail: EmailMessage, names: tuple[str, ...]) -> None:
    for name in names:
        data = b"%PDF-1.4\n% " + name.encode() + b"\n%%EOF\n"
        mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
