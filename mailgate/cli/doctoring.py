"""`mailgate doctor`: the loop proven for real, from the database to a mail that comes back."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.balancing import balanced
from mailgate.cli.printing import as_json, paragraph, say
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.domain.policy import Policy
    from mailgate.settings import Mailbox, Settings

SECONDS = 30
"""How long a mail may take to come back."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried: `what`, whether it works, and in a sentence what was found or what helps."""

    what: str
    ok: bool
    says: str


def doctor(
    seconds: Annotated[int, typer.Option(min=1, max=600, help="How long a mail may take to come back.")] = SECONDS,
    ledger: Annotated[bool, typer.Option("--ledger", help="Balance the mails that came in; nothing is sent.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,
) -> None:
    """Prove the loop for real.

    Database, broker, IMAP login and IDLE, SMTP, reading of scanned letters, and for each mailbox a mail sent to itself
    and found. With --ledger instead: mails seen = tickets + replies + filed + duplicates + waiting + quarantined, for
    each folder, and compared with what its server holds. Exit code 1 where something does not work or balance.
    """
    if ledger:
        raise typer.Exit(0 if balanced(surroundings.settings(), json=json) else 1)
    faulty = False
    for finding in examine(surroundings.settings(), seconds):
        faulty |= not finding.ok
        if json:
            as_json(asdict(finding))
        else:
            _show(finding)
    raise typer.Exit(1 if faulty else 0)


def _show(finding: Finding) -> None:
    mark = "ok   " if finding.ok else "FAULT"
    say(f"{mark} {finding.what}", fg=None if finding.ok else typer.colors.RED)
    paragraph(finding.says, indent=6)


def examine(settings: "Settings", seconds: float) -> Iterator[Finding]:
    """Everything that is tried, in the order in which it depends on each other."""
    yield _tried("database", lambda: _database(settings))
    yield _tried("broker", lambda: _broker(settings))
    yield from _readers(settings)
    try:
        boxes = settings.mailboxes(tuple(_policy(settings).offices))
    except MailgateError as error:
        yield Finding("mailboxes", False, _sentence(error))
        return
    if not boxes:
        helps = "there is none: set MAILGATE_IMAP_URL, or [mailbox.<name>] in mailgate.toml"
        yield Finding("mailboxes", settings.lmtp is not None, helps if settings.lmtp is None else "mail comes by LMTP")
    for box in boxes:
        yield from _mailbox(box, settings, seconds)
    yield from _away(settings, boxes)


def _tried(what: str, trial: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, trial())
    except MailgateError as error:
        return Finding(what, False, _sentence(error))


def _sentence(error: MailgateError) -> str:
    return " ".join(str(error).split())


def _policy(settings: "Settings") -> "Policy":
    return surroundings.policy(settings)


def _database(settings: "Settings") -> str:
    with surroundings.database(settings):
        return f"{settings.database_url} answers and is up to date"


def _away(settings: "Settings", boxes: "Sequence[Mailbox]") -> Iterator[Finding]:
    """What the gateway at work has found away and not back since."""
    from mailgate.domain.outage import mailbox_neighbour, way_out_neighbour

    ours = {mailbox_neighbour(box.name) for box in boxes} | {way_out_neighbour(box.instansi) for box in boxes}
    try:
        with surroundings.database(settings) as database, database.reading() as uow:
            standing = [outage for outage in uow.outages.standing() if outage.neighbour in ours]
    except MailgateError:
        return  # said already
    for outage in standing:
        says = f"away for the gateway at work since {outage.since.astimezone():%Y-%m-%d %H:%M}: {outage.error}"
        yield Finding(outage.neighbour, False, says)


def _broker(settings: "Settings") -> str:
    from mailgate.adapters.queue import MemoryBroker, open_broker, reach

    broker = open_broker(settings.broker_url.get_secret_value())
    try:
        reach(broker)
    finally:
        broker.close()
    return "memory://, for `mailgate run` alone" if isinstance(broker, MemoryBroker) else "it answers"


def _readers(settings: "Settings") -> Iterator[Finding]:
    """The packages first: without them a page can't be recognised, and that would be said twice."""
    from mailgate.adapters.reader.sample import WORDS, sample_page

    with surroundings.letter_reader(settings) as reader:
        missing = reader.missing()
        yield from (Finding("letters", False, sentence) for sentence in missing)
        if not missing:
            read = reader.read("doctor.png", "image/png", sample_page())
            words = {word.text.upper() for page in read.pages for word in page.words}
            found = [word for word in WORDS if word in words]
            says = f"a made page was read as {' '.join(found)}" if found else "a made page was read without its words"
            yield Finding("letters", len(found) == len(WORDS), says)


def _mailbox(box: "Mailbox", settings: "Settings", seconds: float) -> Iterator[Finding]:
    """IMAP, then SMTP by a mail to the mailbox itself, then that mail found in it."""
    yield (imap := _tried(f"IMAP {box.name}", lambda: _imap(box, settings)))
    address = _policy(settings).offices[box.instansi].address
    message_id = f"<doctor.{secrets.token_hex(8)}@{address.rpartition('@')[2]}>"
    yield (smtp := _tried(f"SMTP {box.name}", lambda: _smtp(box, address, message_id)))
    if not (imap.ok and smtp.ok):
        return
    heads: list[bytes] = []
    yield (loop := _tried(f"loop {box.name}", lambda: _comes_back(box, settings, message_id, seconds, heads)))
    if loop.ok and box.authserv_id:
        yield _stamps(f"stamps {box.name}", box.authserv_id, heads[0])


FORGERY = "x-doctor"
"""The method that the mail to oneself claims to have passed, in our own server's name."""


def _stamps(what: str, authserv_id: str, head: bytes) -> Finding:
    """Whether a forged Authentication-Results of our server's name is believed when a mail comes in with one."""
    from mailgate.mail.parse import parse
    from mailgate.mail.verdict import stamp_of

    stamp = stamp_of(parse(head), authserv_id)
    if stamp is None:
        return Finding(what, True, f"forged results of {authserv_id} are removed; it writes none for its own users")
    if any(result.method == FORGERY for result in stamp.results):
        return Finding(
            what,
            False,
            f"a mail with forged Authentication-Results of {authserv_id} came in with them on top, so whoever can send "
            "by this server can pass for anybody: let it remove such headers from all mail, that of its own users too, "
            "or correct authserv_id",
        )
    return Finding(what, True, f"{authserv_id} writes its results above whatever a sender forged")


def _imap(box: "Mailbox", settings: "Settings") -> str:
    from mailgate.adapters.imap_probe import try_idle
    from mailgate.connections import imap_account

    idles = try_idle(imap_account(box, settings))
    waits = "IDLE works" if idles else "the server has no IDLE, so new mail is looked for every minute"
    return f"{box.imap.user} at {box.imap.host}:{box.imap.port} logged in, folder {box.folder} opened; {waits}"


def _smtp(box: "Mailbox", address: str, message_id: str) -> str:
    from mailgate.adapters.imap_probe import letter_to_oneself
    from mailgate.connections import smtp_transport

    if box.smtp is None:
        raise MailgateError(f"mailbox {box.name} has no way out: set MAILGATE_SMTP_URL or its smtp_url")
    forged = f"{box.authserv_id}; {FORGERY}=pass" if box.authserv_id else None
    transport = smtp_transport(box.smtp)
    try:
        transport.send(address, [address], letter_to_oneself(address, message_id, forged))
    finally:
        transport.close()
    return f"{box.smtp.host}:{box.smtp.port} took a mail from {address} to itself"


def _comes_back(box: "Mailbox", settings: "Settings", message_id: str, seconds: float, heads: list[bytes]) -> str:
    """`heads` gets the head of the mail as it came in."""
    from mailgate.adapters.imap_probe import find_again
    from mailgate.connections import imap_account

    head = find_again(imap_account(box, settings), message_id, seconds)
    if head is not None:
        heads.append(head)
        return "the mail came back and was found"
    raise MailgateError(
        f"the mail did not come back to folder {box.folder} within {seconds:g} s; is the office's address "
        "(surel in instansi.yaml) the one of this mailbox, and does a filter or a spam folder take it?"
    )
