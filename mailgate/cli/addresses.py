"""`mailgate address …`: whom mail does not reach, and taking an address into use again."""

from typing import Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, say, table

AsJson = Annotated[bool, typer.Option("--json", help="One object a line.")]
Office = Annotated[str | None, typer.Option("--instansi", help="Only of this office.")]
Some = Annotated[list[str], typer.Argument(metavar="ADDRESS…", help="Addresses, as `list` shows them.")]


def list_addresses(instansi: Office = None, json: AsJson = False) -> None:
    """List the addresses that mail did not reach, the latest first."""
    with surroundings.database(surroundings.settings()) as database, database.reading() as uow:
        states = uow.addresses.failing([instansi] if instansi else None)
    if json:
        for state in states:
            failure = state.failure
            as_json(
                {
                    "office": state.office,
                    "address": failure.address,
                    "permanent": failure.permanent,
                    "post": failure.post,
                    "status": failure.status,
                    "reason": failure.reason,
                    "since": state.since.isoformat(),
                    "count": state.count,
                }
            )
        return
    rows = [
        (
            s.office,
            s.failure.address,
            "permanent" if s.failure.permanent else "for now",
            s.failure.post,
            f"{s.since.astimezone():%Y-%m-%d %H:%M}",
            str(s.count),
            s.failure.status or "",
        )
        for s in states
    ]
    table(("OFFICE", "ADDRESS", "FAILS", "POST", "SINCE", "TIMES", "STATUS"), rows)


def clear_addresses(addresses: Some) -> None:
    """Take addresses into use again, after they were repaired; the running gateway knows within seconds."""
    wanted = [address.lower() for address in addresses]
    with surroundings.database(surroundings.settings()) as database, database.unit_of_work() as uow:
        states = uow.addresses.failing(None)
        for office in {state.office for state in states}:
            uow.addresses.clear(office, wanted)
        uow.commit()
    marked = {state.failure.address for state in states}
    if done := [address for address in wanted if address in marked]:
        say(f"{', '.join(done)}: will be written to again.")
    if missing := [address for address in wanted if address not in marked]:
        say(f"{', '.join(missing)}: not marked.")
        raise typer.Exit(1)
