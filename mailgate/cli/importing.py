"""`mailgate import`: old mail, taken in without a word to anybody."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import say


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE.mbox", help="An mbox file.")],
    instansi: Annotated[
        str | None, typer.Option(help="The office; default: the one each mail is addressed to.")
    ] = None,
) -> None:
    """Take old mail in, sending nothing.

    Requests become tickets as if they had just come; a mail that is here already is left alone, so a second run
    changes nothing. Exit code 1 when a mail could not be taken in.
    """
    from mailgate.app.import_mbox import import_mails
    from mailgate.bootstrap import assemble
    from mailgate.mail.mbox import mails_in

    with file.open("rb") as stream:
        machine = assemble(surroundings.settings())
        try:
            office = machine.world.office(instansi) if instansi else None
            results = Counter[str]()
            failed = 0
            for number, result in enumerate(import_mails(mails_in(stream), machine.world, office), 1):
                results[result.kind] += 1
                if result.failed:
                    failed += 1
                    say(f"{file}#{number}: {result.what}", fg="red")
        finally:
            machine.close()
    say(f"{sum(results.values())} mails: " + (", ".join(f"{n} {kind}" for kind, n in results.most_common()) or "none"))
    if failed:
        raise typer.Exit(1)
