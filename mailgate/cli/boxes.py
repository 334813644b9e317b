"""`mailgate inbox …` and `mailgate outbox …`: what came in, what goes out, what is stuck and why."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, entry_json, heading, label_value, say, table
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.adapters.db.listing import InboxEntry, OutboxEntry

State = Annotated[str | None, typer.Option(help="Only rows in this state: due, waiting, stuck, done (outbox: held).")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many, newest first.")]
AsJson = Annotated[bool, typer.Option("--json", help="One object a line.")]
Row = Annotated[int, typer.Argument(metavar="ID", help="The number of a row, as `list` shows it.")]
Rows = Annotated[list[int] | None, typer.Argument(metavar="[ID]…", help="Numbers of rows, as `list` shows them.")]
AllStuck = Annotated[bool, typer.Option("--stuck", help="All that are stuck.")]

EVERY = 1_000_000
"""More rows than are ever stuck."""


def list_inbox(state: State = None, limit: Limit = 50, json: AsJson = False) -> None:
    """List what came in, newest first."""
    with surroundings.database(surroundings.settings()) as database, database.reading() as uow:
        entries = uow.inbox.entries(surroundings.now(), state=state, limit=limit)
    if json:
        for entry in entries:
            as_json(entry_json(entry))
        return
    head = ("ID", "STATE", "OFFICE", "RECEIVED", "TICKET", "WHAT BECAME OF IT")
    table(head, [(e.id, e.state, e.office, _lately(e.received_at), e.ticket, e.error or e.result) for e in entries])


def show_inbox(
    row: Row,
    raw: Annotated[bool, typer.Option("--raw", help="The mail itself, as it came.")] = False,
    json: AsJson = False,
) -> None:
    """Show what became of one mail, or why it is stuck."""
    with surroundings.database(surroundings.settings()) as database, database.reading() as uow:
        entry, data = uow.inbox.entry(row, surroundings.now()), uow.inbox.raw(row)
    if entry is None:
        raise MailgateError(f"The inbox has no row {row}; `mailgate inbox list` shows which there are")
    if raw:
        sys.stdout.buffer.write(data or b"")
    elif json:
        as_json(entry_json(entry))
    else:
        _show_inbox(entry, data or b"")


def _show_inbox(entry: "InboxEntry", raw: bytes) -> None:
    from mailgate.domain.errors import UnreadableMail
    from mailgate.mail.parse import parse

    heading(f"inbox {entry.id}  {entry.state}")
    label_value("office", f"{entry.office}, mailbox {entry.mailbox}")
    label_value("source", entry.source)
    label_value("received", _when(entry.received_at))
    label_value("size", f"{entry.size} bytes{', only headers and text are here' if entry.truncated else ''}")
    try:
        message = parse(raw)
        label_value("from", message.sender.email)
        label_value("subject", message.subject)
    except UnreadableMail as error:
        label_value("unreadable", str(error))
    label_value("message-id", entry.message_id)
    label_value("result", entry.result)
    label_value("ticket", entry.ticket)
    _show_tries(entry.attempts, entry.next_attempt_at, entry.done_at, entry.error)


def retry_inbox(rows: Rows = None, stuck: AllStuck = False) -> None:
    """Try mails again that failed.

    With all their tries before them; the running gateway takes them within seconds.
    """
    now = surroundings.now()
    with surroundings.database(surroundings.settings()) as database, database.unit_of_work() as uow:
        wanted = [e.id for e in uow.inbox.entries(now, state="stuck", limit=EVERY)] if stuck else rows
        done = uow.inbox.retry(_some(wanted, stuck=stuck), now)
        uow.commit()
    _tell("inbox", "will be tried again", wanted or [], done)


def list_outbox(
    state: State = None,
    ticket: Annotated[str | None, typer.Option(help="Only mails about this ticket.")] = None,
    limit: Limit = 50,
    json: AsJson = False,
) -> None:
    """List what goes out, newest first."""
    with surroundings.database(surroundings.settings()) as database, database.reading() as uow:
        number = ticket.upper() if ticket else None
        entries = uow.outbox.entries(surroundings.now(), state=state, ticket=number, limit=limit)
    if json:
        for entry in entries:
            as_json(entry_json(entry))
        return
    head = ("ID", "STATE", "CREATED", "TICKET", "MAIL", "TO")
    reached = [f"{e.recipient}: {e.error}" if e.error else e.recipient for e in entries]
    rows = [(e.id, e.state, _lately(e.created_at), e.ticket, e.template) for e in entries]
    table(head, [(*row, to) for row, to in zip(rows, reached, strict=True)])


def show_outbox(row: Row, json: AsJson = False) -> None:
    """Show one mail as it was sent, or why it is stuck."""
    with surroundings.database(surroundings.settings()) as database, database.reading() as uow:
        entry = uow.outbox.entry(row, surroundings.now())
    if entry is None:
        raise MailgateError(f"The outbox has no row {row}; `mailgate outbox list` shows which there are")
    if json:
        as_json(entry_json(entry))
        return
    _show_outbox(entry)


def _show_outbox(entry: "OutboxEntry") -> None:
    heading(f"outbox {entry.id}  {entry.state}")
    label_value("mail", f"{entry.template} to {entry.recipient}")
    label_value("office", entry.office)
    label_value("ticket", entry.ticket)
    label_value("key", entry.key)
    label_value("message-id", entry.message_id)
    label_value("created", _when(entry.created_at))
    label_value("held since", _when(entry.held_at))
    _show_tries(entry.attempts, entry.next_attempt_at, entry.done_at, entry.error)
    if entry.sent_text:
        say()
        say(entry.sent_text)


def retry_outbox(rows: Rows = None, stuck: AllStuck = False) -> None:
    """Send what was not sent, held mails too.

    With all their tries before them; the running gateway takes them within seconds.
    """
    now = surroundings.now()
    with surroundings.database(surroundings.settings()) as database, database.unit_of_work() as uow:
        wanted = [e.id for e in uow.outbox.entries(now, state="stuck", limit=EVERY)] if stuck else rows
        done = uow.outbox.retry(_some(wanted, stuck=stuck), now)
        uow.commit()
    _tell("outbox", "will be sent", wanted or [], done)


def hold_outbox(
    rows: Annotated[list[int], typer.Argument(metavar="ID…", help="Numbers of rows, as `list` shows them.")],
) -> None:
    """Keep unsent mails back until `outbox retry`."""
    with surroundings.database(surroundings.settings()) as database, database.unit_of_work() as uow:
        done = uow.outbox.hold(rows, surroundings.now())
        uow.commit()
    _tell("outbox", "held", rows, done)


def _some(rows: list[int] | None, *, stuck: bool) -> list[int]:
    if not rows and not stuck:
        raise MailgateError("Which rows? Name their numbers, or --stuck for all that are stuck")
    return rows or []


def _tell(box: str, what: str, wanted: list[int], done: list[int]) -> None:
    """What was changed; a row that is done already, or was never there, is a fault."""
    if done or not wanted:
        say(f"{box} {', '.join(map(str, done)) or '(none)'}: {what}.")
    if missing := [row for row in wanted if row not in done]:
        say(f"{box} {', '.join(map(str, missing))}: done already, or not there.")
        raise typer.Exit(1)


def _show_tries(attempts: int, next_at: datetime | None, done_at: datetime | None, error: str | None) -> None:
    label_value("tries", str(attempts))
    label_value("next try", _when(next_at))
    label_value("done", _when(done_at))
    label_value("error", error)


def _lately(moment: datetime) -> str:
    """Short, for lists; what is older than a year has its year on its own page."""
    return f"{moment.astimezone():%m-%d %H:%M}"


def _when(moment: datetime | None) -> str:
    """In the time of this machine, with its offset: rows belong to no office's clock."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S%z}" if moment else ""
