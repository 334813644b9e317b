"""`mailgate audit verify`: whether anybody changed the history of a ticket."""

from typing import Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, say


def verify(json: Annotated[bool, typer.Option("--json", help="One object a ticket.")] = False) -> None:
    """Recompute the hash chain of every ticket's history.

    The first broken link of each is named. Exit code 1 when a link is broken.
    """
    checked = broken = 0
    with surroundings.database(surroundings.settings()) as database, database.reading() as uow:
        for number, link in uow.tickets.verify_all():
            checked += 1
            broken += link is not None
            if json:
                as_json({"ticket": number, "broken": None if link is None else {"seq": link.seq, "why": link.why}})
            elif link is not None:
                say(str(link), fg="red")
    if not json:
        say(f"{checked} tickets: {f'{broken} with a broken history' if broken else 'every history is whole'}.")
    if broken:
        raise typer.Exit(1)
