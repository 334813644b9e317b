"""`mailgate doctor --ledger`: every mail that came in is accounted for, and the server holds none we don't know."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, say, table
from mailgate.domain.balance import Balance
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.adapters.db.uow import Database
    from mailgate.settings import Mailbox, Settings

ON_ITS_WAY = timedelta(minutes=10)
"""A mail that has lain on the server for less is still being taken in: the poller tries every five minutes at least."""


@dataclass(frozen=True, slots=True)
class OnServer:
    """What a mailbox's server holds; `unknown` to the ledger for longer than ON_ITS_WAY, or why it was not asked."""

    mailbox: str
    folder: str = ""
    held: int = 0
    unknown: tuple[int, ...] = ()
    fault: str = ""


def balanced(settings: "Settings", *, json: bool) -> bool:
    """Print the balance of every folder and what its server holds; whether there is no difference. MailgateError."""
    from mailgate.app.balancing import balances

    with surroundings.database(settings) as database:
        with database.reading() as uow:
            found = balances(uow)
        servers = list(_servers(settings, database))
    if json:
        for balance in found:
            as_json({**asdict(balance), "difference": balance.difference})
        for server in servers:
            as_json(_as_object(server))
    else:
        _print(found, servers)
    return not any(balance.difference for balance in found) and not any(server.unknown for server in servers)


HEAD = ("FOLDER", "SEEN", "TICKETS", "REPLIES", "FILED", "DUPLICATES", "WAITING", "QUARANTINED", "DIFFERENCE")


def _print(found: list[Balance], servers: list[OnServer]) -> None:
    table(HEAD, [_row(balance) for balance in found])
    for server in servers:
        say(_sentence(server), fg="red" if server.unknown or server.fault else None)


def _row(b: Balance) -> tuple[object, ...]:
    return (b.folder, b.seen, b.tickets, b.replies, b.filed, b.duplicates, b.waiting, b.stuck, b.difference)


def _sentence(server: OnServer) -> str:
    if server.fault:
        return f"{server.mailbox}: the server was not asked: {server.fault}"
    if not server.unknown:
        return (
            f"{server.mailbox}: the server holds {server.held} mails in {server.folder}, all in the ledger or arriving"
        )
    uids = ", ".join(map(str, server.unknown[:10])) + (", …" if len(server.unknown) > 10 else "")
    return (
        f"{server.mailbox}: the server holds {server.held} mails in {server.folder}; {len(server.unknown)} of them are "
        f"not in the ledger (UID {uids}); is `mailgate poll` at work?"
    )


def _as_object(server: OnServer) -> dict[str, Any]:
    return {"server": server.mailbox, **{k: v for k, v in asdict(server).items() if k != "mailbox"}}


def _servers(settings: "Settings", database: "Database") -> Iterator[OnServer]:
    for box in settings.mailboxes(tuple(surroundings.policy(settings).offices)):
        try:
            yield _server(box, settings, database, surroundings.now())
        except MailgateError as error:
            yield OnServer(box.name, fault=" ".join(str(error).split()))


def _server(box: "Mailbox", settings: "Settings", database: "Database", now: datetime) -> OnServer:
    from mailgate.adapters.imap_probe import compare
    from mailgate.connections import imap_account

    def known(folder: str, lowest: int) -> frozenset[int]:
        with database.reading() as uow:
            return frozenset(uow.inbox.known_uids(folder, lowest))

    folder, held, unknown = compare(imap_account(box, settings), known)
    late = tuple(mail.uid for mail in unknown if mail.received_at < now - ON_ITS_WAY)
    return OnServer(box.name, folder, held, late)
