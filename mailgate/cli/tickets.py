"""`mailgate ticket list` and `ticket show`: where requests stand, and everything that happened to one."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, entry_json, heading, label_value, paragraph, say, table

if TYPE_CHECKING:
    from mailgate.domain.event import Record
    from mailgate.domain.office import Office
    from mailgate.domain.ticket import Ticket

AsJson = Annotated[bool, typer.Option("--json", help="One object a line.")]


def list_tickets(
    open_: Annotated[bool, typer.Option("--open", help="Only those that are open.")] = False,
    closed: Annotated[bool, typer.Option("--closed", help="Only those that are closed.")] = False,
    instansi: Annotated[str | None, typer.Option(help="Only this office.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 50,
    json: AsJson = False,
) -> None:
    """List tickets, newest first."""
    wanted = None if open_ == closed else open_
    with surroundings.database(surroundings.settings()) as database, database.reading() as uow:
        entries = uow.tickets.entries(office=instansi, only_open=wanted, limit=limit)
    if json:
        for entry in entries:
            as_json(entry_json(entry))
        return
    now = surroundings.now()
    rows = [
        (
            e.number,
            "closed" if e.closed_at else e.tray or f"{e.sop_id} {e.step}",
            "" if e.closed_at or not e.due_at else f"{e.due_at.astimezone():%Y-%m-%d %H:%M}{'!' * (e.due_at < now)}",
            e.subject,
        )
        for e in entries
    ]
    table(("NUMBER", "STANDS AT", "DUE", "SUBJECT"), rows)


def show(
    number: Annotated[str, typer.Argument(metavar="NO", help="A ticket number, such as SBW-2026-000123.")],
    json: AsJson = False,
) -> None:
    """Show one ticket.

    Where it stands, who holds it, when it is due, and its full history.
    """
    settings = surroundings.settings()
    with surroundings.database(settings) as database, database.reading() as uow:
        ticket = uow.tickets.get(number.strip().upper())
        records = uow.tickets.history(ticket.number)
    if json:
        as_json(ticket_json(ticket, records))
    else:
        _page(ticket, records, surroundings.policy(settings, ticket.office).offices[ticket.office])


def ticket_json(ticket: "Ticket", records: "list[Record]") -> dict[str, Any]:
    """The whole ticket with its history; moments are UTC."""
    from json import loads

    from mailgate.adapters.db.codec import dump_actor, dump_event, dump_ticket

    links = []
    for record in records:
        name, data = dump_event(record.event)
        by = loads(dump_actor(record.by))
        links.append({"seq": record.seq, "at": record.at.isoformat(), "by": by, "event": name, "data": loads(data)})
    sop = ticket.sop.id if ticket.sop else None
    return {**loads(dump_ticket(ticket)), "sop": sop, "history": links}


def _page(ticket: "Ticket", records: "list[Record]", office: "Office") -> None:
    from mailgate.app.frame import holder_of, stage_of
    from mailgate.domain.wording import moment_in_words

    heading(f"{ticket.number}  {ticket.subject}")
    party = ticket.requester
    label_value("office", office.name)
    label_value("requester", f"{party.name} <{party.email}>{'' if party.verified else ' (not registered)'}")
    label_value("opened", moment_in_words(ticket.opened_at, office))
    label_value("sop", f"{ticket.sop.id}, {ticket.sop.name}" if ticket.sop else None)
    label_value("stands at", stage_of(ticket, office))
    if ticket.step:
        label_value("step", f"{ticket.step}, {ticket.current.activity}")
    label_value("holder", holder_of(ticket, office))
    label_value("due", _due(ticket, office))
    label_value(
        "priority", f"{ticket.priority}{' (proposed)' if ticket.priority_proposed else ''}" if ticket.priority else ""
    )
    label_value("files", ", ".join(ticket.documents))
    label_value("solution", ticket.solution)
    label_value("rating", f"{ticket.rating} of 4" if ticket.rating else None)
    label_value("closed", moment_in_words(ticket.closed_at, office) if ticket.closed_at else None)
    say()
    heading("History")
    _links(records, ticket, office)


def _due(ticket: "Ticket", office: "Office") -> str:
    from mailgate.domain.wording import moment_in_words

    if not ticket.is_open or ticket.due_at is None:
        return ""
    if ticket.pause:
        return "the clock stands still"
    return moment_in_words(ticket.due_at, office) + (" (overdue)" if ticket.due_at < surroundings.now() else "")


def _links(records: "Iterable[Record]", ticket: "Ticket", office: "Office") -> None:
    """What one mail, or one moment, did; and on what proof."""
    from zoneinfo import ZoneInfo

    from mailgate.app.papers.case import case_of
    from mailgate.app.papers.told import told
    from mailgate.domain.narrative import NOTE_LIMIT

    case = case_of(ticket, [], office, surroundings.now())
    for (at, actor), group in groupby(records, key=lambda record: (record.at, record.by)):
        moment = f"{at.astimezone(ZoneInfo(office.zone)):%d/%m/%Y %H.%M.%S}"
        for number, record in enumerate(group):
            paragraph(f"{'' if number else moment:<21}{told(record, case, NOTE_LIMIT)}", indent=2, hang=21)
        mail = f"mail <{actor.via}>" if actor.via else ""
        proof = ", ".join(filter(None, (actor.email, actor.proof if actor.email else "", mail)))
        paragraph(proof, indent=23, dim=True)


def dossier(
    number: Annotated[str, typer.Argument(metavar="NO", help="A ticket number, such as SBW-2026-000123.")],
    out: Annotated[Path | None, typer.Option(help="Where to write it; default: berkas-tiket-NO.pdf here.")] = None,
) -> None:
    """Write the whole file of one ticket as PDF.

    Facts, letters, disposisi, mails, times, and the hash of its history, for an auditor. Exit code 1 when the history
    is broken; the file is written all the same and says so.
    """
    from mailgate.adapters.documents import PdfMaker
    from mailgate.app.dossier import dossier_of

    settings = surroundings.settings()
    with surroundings.database(settings) as database, database.reading() as uow:
        ticket = uow.tickets.get(number.strip().upper())
        office = surroundings.policy(settings, ticket.office).offices[ticket.office]
        paper = dossier_of(ticket, office, uow, surroundings.now())
    path = out or Path(paper.name)
    path.write_bytes(PdfMaker(settings.templates_dir)(paper, office))
    say(f"{path}: {ticket.number}, head of its history {paper.data['chain']['head']}")
    if paper.data["chain"]["broken"]:
        say(str(paper.data["chain"]["broken"]), fg="red")
        raise typer.Exit(1)


def told(record: "Record", ticket: "Ticket", office: "Office") -> str:
    """One event for the operator: as mails tell it, and what mails leave out."""
    from mailgate.domain.event import CommandCarriedOut, CommandDeclined, Overdue, QuestionAsked, Reminded, StepEntered
    from mailgate.domain.narrative import holder_titles, tell, title_of
    from mailgate.domain.wording import listed, moment_in_words

    roster = ticket.roster(office)
    match record.event:
        case StepEntered(step=step, holders=holders, due_at=due_at):
            due = f", batas {moment_in_words(due_at, office)}" if due_at else ""
            return f"→ langkah {step}: {holder_titles(holders, roster, ticket.requester.name)}{due}"
        case CommandDeclined(line=line, reason=reason):
            return f'tidak dijalankan: "{line}": {reason}'
        case QuestionAsked(line=line, question=question):
            return f'"{line}" ditanyakan kembali: {question.text}'
        case Reminded(stage=stage, to=to, skipped=skipped):
            names = listed([title_of(code, roster, ticket.requester.name) for code in to])
            return f"pengingat ({stage}) " + ("dilewati" if skipped else f"kepada {names}")
        case Overdue(to=to):
            return f"melewati batas waktu SOP, dilaporkan kepada {listed([title_of(code, roster) for code in to])}"
        case CommandCarriedOut(automatic=True, command=command):
            return f"{command.verb} oleh sistem"
    return tell(record.event, record.by, office, roster) or type(record.event).__name__
