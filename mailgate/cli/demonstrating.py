"""`mailgate demo`: the gateway at work on an embedded mail server, with all SOPs played to their end."""

from contextlib import ExitStack
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from mailgate.cli.printing import as_json, heading, label_value, paragraph, say, table
from mailgate.cli.stopping import stop_signal
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.demo.gateway import Demo
    from mailgate.demo.play import Played
    from mailgate.demo.scene import Scenario


def demo(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SCENARIO…]", help="Default: all of them.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Keep it up; with no SCENARIO nothing is played.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="Name the scenarios.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One object a scenario.")] = False,
) -> None:
    """Play real mails through real sockets, all SOPs to their end.

    Mail server, people and gateway live in this process and in memory; nothing outside this machine is written to.
    Exit code 1 when a ticket did not reach its end.
    """
    from mailgate.demo.scenarios import SCENARIOS

    chosen = _chosen(names, serve=serve)
    if listing:
        _list(chosen or list(SCENARIOS), json=json)
        return
    _perform(chosen, serve=serve, json=json)


def _chosen(names: list[str] | None, *, serve: bool) -> "list[Scenario]":
    from mailgate.demo.scenarios import SCENARIOS

    known = {scenario.name: scenario for scenario in SCENARIOS}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise MailgateError(f"There is no scenario {unknown[0]!r}; there are {', '.join(known)}")
    if names:
        return [known[name] for name in names]
    return [] if serve else list(SCENARIOS)


def _list(scenarios: "list[Scenario]", *, json: bool) -> None:
    if json:
        for scenario in scenarios:
            as_json({"scenario": scenario.name, "instansi": scenario.office, "tells": scenario.tells})
        return
    table(("SCENARIO", "OFFICE", "TELLS"), [(s.name, s.office, s.tells) for s in scenarios], whole=True)


def _perform(scenarios: "list[Scenario]", *, serve: bool, json: bool) -> None:
    try:
        from mailgate.demo.gateway import gateway_at_work, played_in_time
    except ModuleNotFoundError as error:
        raise MailgateError(f"The demo needs {error.name}: pip install 'mailgate[demo]'") from None
    from mailgate.demo.play import Stage
    from mailgate.log import configure

    configure("error", "text")
    stop = stop_signal() if serve else Event()
    with ExitStack() as stack:
        plays = []
        if serve or any(scenario.begins is None for scenario in scenarios):
            running = stack.enter_context(gateway_at_work(by_hand=serve))
            stage = Stage(running.machine.world, running.people)
        for scenario in scenarios:
            if not stop.is_set():
                told = stage.play(scenario) if scenario.begins is None else played_in_time(scenario)
                plays.append(_played(told, json=json))
        if plays and not json:
            _sum_up(plays)
        if serve:
            _invite(running)
            stop.wait()
    if not all(played.passed for played in plays):
        raise typer.Exit(1)


def _played(played: "Played", *, json: bool) -> "Played":
    from mailgate.demo.timeline import as_object, timeline

    if json:
        as_json(as_object(played))
        return played
    heading(f"{played.scenario.name}  {played.number}")
    paragraph(played.scenario.tells, dim=True)
    rows = timeline(played)
    who_width = max((len(who) for _, who, _ in rows), default=0)
    for moment, who, what in rows:
        paragraph(f"{moment}  {who:<{who_width}}  {what}", hang=len(moment) + who_width + 4, indent=1)
    say(f"  {'→' if played.passed else '✗'} {played.ended}", fg="green" if played.passed else "red")
    say()
    return played


def _sum_up(plays: "list[Played]") -> None:
    from mailgate.demo.timeline import summary

    table(("", "SCENARIO", "TICKET", "TIME", "ENDED"), summary(plays), whole=True)
    passed = sum(played.passed for played in plays)
    say()
    say(
        f"{passed} of {len(plays)} tickets reached their end.", bold=True, fg="green" if passed == len(plays) else "red"
    )


def _invite(running: "Demo") -> None:
    from mailgate.demo.invitation import EXAMPLE, mailboxes, mutt, thunderbird

    say()
    paragraph("The mail server is up. Log in as anybody, write a request to an office, answer what comes.", bold=True)
    for code, address, asking, deciding in mailboxes(running):
        say()
        label_value(code, f"requests go to {address}")
        label_value("ask as", asking)
        label_value("decide as", deciding)
    say()
    heading("Thunderbird, account set up by hand")
    for label, value in thunderbird(running.server):
        label_value(label, value)
    say()
    heading("mutt")
    office = next(iter(running.policy.offices.values()))
    say(mutt(running.server, f"{EXAMPLE}@{office.address.partition('@')[2]}"))
    say()
    say("Ctrl-C ends it; nothing of it is kept.", dim=True)
