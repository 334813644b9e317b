"""Mails that bring letters, and what came of them, for the tests of letters."""

from mailgate.app.ports import Fetched
from mailgate.app.receive import receive
from mailgate.domain.message import Message
from mailgate.domain.ticket import Ticket
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail
from tests.letters import letter

TO = "layanan@sumbawa.example"
DINKES, DINSOS = "dinkes@sumbawa.example", "dinsos@sumbawa.example"
HELPDESK, KADIS, TU = "helpdesk@sumbawa.example", "kadis@sumbawa.example", "tu@sumbawa.example"
SCANNER = "mfp@sumbawa.example"
FWD = "Fwd: scan0012.pdf"


def kinds(sent: list[tuple[str, Message]]) -> list[tuple[str, str | None]]:
    """Who got which mails, by local part and template."""
    return sorted((to.partition("@")[0], message.header("X-Mailgate")) for to, message in sent)


def scan(
    who: str = DINKES, /, *, data: bytes | None = None, mail_subject: str = FWD, text: str = "\n", **more: str
) -> bytes:
    """A mail from `who` that brings a letter; `more` are fields of the letter that differ."""
    return mail(who, TO, mail_subject, text, files={"scan0012.pdf": letter(**more) if data is None else data})


def opened(gateway: Gateway, raw: bytes) -> Ticket:
    """The ticket that a mail opened or joined."""
    numbers = [number_in(message.subject) for _, message in gateway.takes("sumbawa", raw)]
    return gateway.ticket(next(number for number in numbers if number))


def results(gateway: Gateway) -> list[str]:
    """What became of each mail, oldest first."""
    with gateway.database.reading() as uow:
        return [row.result or "" for row in uow.inbox.entries(gateway.clock())][::-1]


def tickets(gateway: Gateway) -> int:
    """How many there are."""
    with gateway.database.reading() as uow:
        return len(uow.tickets.entries())


def unread(gateway: Gateway, raw: bytes) -> list[int]:
    """Take a mail in and leave its letters unread; the rows that a reader was asked to read."""
    gateway.uid += 1
    fetched = Fetched(gateway.uid, f"x/1/{gateway.uid}", raw, len(raw), False, gateway.clock())
    with gateway.database.unit_of_work() as uow:
        ids = uow.inbox.add("sumbawa", "x", [fetched], gateway.clock())
        uow.commit()
    for row_id in ids:
        receive(row_id, gateway.world)
    left, gateway.queue.to_read = gateway.queue.to_read, []
    return left
