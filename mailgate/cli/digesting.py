"""`mailgate digest`: the weekly report, to its readers or to the screen."""

from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import heading, say
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.app.digest import Week
    from mailgate.app.world import World
    from mailgate.bootstrap import Machine
    from mailgate.domain.notice import Notice


def digest(
    week: Annotated[str | None, typer.Option(help="ISO week, such as 2026-W47; default: last week.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="To the screen; nothing is stored or sent.")] = False,
    instansi: Annotated[str | None, typer.Option(help="Only this office.")] = None,
) -> None:
    """Send the weekly report to its readers, or show it.

    Nobody gets the report of a week twice; the gateway sends it by itself on Monday morning.
    """
    from mailgate.bootstrap import assemble

    machine = assemble(surroundings.settings())
    try:
        _report(machine, week, instansi, dry_run=dry_run)
    finally:
        machine.close()


def _report(machine: "Machine", week: str | None, instansi: str | None, *, dry_run: bool) -> None:
    world = machine.world
    codes = [instansi] if instansi else sorted(world.policy().offices)
    for code in codes:
        notices, chosen = _notices(world, code, week)
        if dry_run:
            _show(machine, notices, chosen)
            continue
        with world.unit_of_work() as uow:
            stored = uow.outbox.add(notices, world.clock())
            uow.commit()
        again = f", {len(notices) - len(stored)} had it already" if len(stored) < len(notices) else ""
        say(f"{code}: the report of {chosen} goes to {len(stored)} readers{again}.")


def _notices(world: "World", code: str, text: str | None) -> "tuple[list[Notice], Week]":
    from zoneinfo import ZoneInfo

    from mailgate.app.digest import Week
    from mailgate.app.digest import digest as write

    office = world.office(code)
    try:
        week = Week.parse(text) if text else Week.before(world.clock().astimezone(ZoneInfo(office.zone)).date())
    except ValueError:
        raise MailgateError(f"{text!r} is no week; write it as 2026-W47") from None
    with world.unit_of_work() as uow:
        return write(week, office, world, uow), week


def _show(machine: "Machine", notices: "list[Notice]", week: "Week") -> None:
    if not notices:
        say(f"Nobody reads the report of {week}.")
        return
    rendered = machine.renderer.render(notices[0])
    heading(rendered.subject)
    say(f"to {', '.join(notice.recipient for notice in notices)}", dim=True)
    say()
    say(rendered.text)
