"""`mailgate digest`: the weekly or monthly report, to its readers, to the screen, or as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import heading, say
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.bootstrap import Machine
    from mailgate.domain.notice import Notice
    from mailgate.domain.office import Office
    from mailgate.domain.period import Period


def digest(
    week: Annotated[str | None, typer.Option(help="ISO week, such as 2026-W47; default: last week.")] = None,
    month: Annotated[str | None, typer.Option(help="The monthly report instead, of a month such as 2026-11.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="To the screen; nothing is stored or sent.")] = False,
    instansi: Annotated[str | None, typer.Option(help="Only this office.")] = None,
    out: Annotated[Path | None, typer.Option(help="Also write what goes along (PDF, xlsx) into this folder.")] = None,
) -> None:
    """Send the weekly report to its readers, or show it; with --month the monthly one.

    Nobody gets the report of a week or month twice; the gateway sends both by itself, on the first working day.
    """
    from mailgate.bootstrap import assemble

    machine = assemble(surroundings.settings())
    try:
        for code in [instansi] if instansi else sorted(machine.world.policy().offices):
            office = machine.world.office(code)
            _report(machine, office, _period(machine, office, week, month), out, dry_run=dry_run)
    finally:
        machine.close()


def _report(machine: "Machine", office: "Office", period: "Period", out: Path | None, *, dry_run: bool) -> None:
    from mailgate.app.reporting import reports_of, store_reports

    if dry_run:
        notices = reports_of(period, office, machine.world)
        _show(machine, notices, period)
    else:
        notices, stored = store_reports(period, office, machine.world)
        again = f", {len(notices) - len(stored)} had it already" if len(stored) < len(notices) else ""
        say(f"{office.code}: the report of {period} goes to {len(stored)} readers{again}.")
    if out is not None:
        _write(machine, office, notices, out)


def _period(machine: "Machine", office: "Office", week: str | None, month: str | None) -> "Period":
    from zoneinfo import ZoneInfo

    from mailgate.domain.period import Month, Week

    if week and month:
        raise MailgateError("--week and --month name different reports; give one of them")
    try:
        if month:
            return Month.parse(month)
        today = machine.world.clock().astimezone(ZoneInfo(office.zone)).date()
        return Week.parse(week) if week else Week.before(today)
    except ValueError:
        wanted = (
            f"{month!r} is no month; write it as 2026-11" if month else f"{week!r} is no week; write it as 2026-W47"
        )
        raise MailgateError(wanted) from None


def _show(machine: "Machine", notices: "list[Notice]", period: "Period") -> None:
    if not notices:
        say(f"Nobody reads the report of {period}.")
        return
    rendered = machine.renderer.render(notices[0])
    heading(rendered.subject)
    say(f"to {', '.join(notice.recipient for notice in notices)}", dim=True)
    say()
    say(rendered.text)


def _write(machine: "Machine", office: "Office", notices: "list[Notice]", folder: Path) -> None:
    """Each different paper once, under the office's code and its own name."""
    papers = {paper.name: paper for notice in notices for paper in notice.papers if not paper.inline}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, paper in papers.items():
            path = folder / f"{office.code}-{name}"
            path.write_bytes(machine.press.make(paper, office))
            say(str(path))
    except OSError as error:
        raise MailgateError(f"{folder} can't be written to: {error.strerror}") from None
