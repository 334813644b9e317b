"""`mailgate sop list`, `sop show` and `sop render`: the procedures, as they are followed and as they are printed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, heading, label_value, paragraph, say, table
from mailgate.domain.errors import MailgateError

if TYPE_CHECKING:
    from mailgate.domain.sop import Outcome, Sop, Step

AsJson = Annotated[bool, typer.Option("--json", help="One object a line.")]


def list_sops(json: AsJson = False) -> None:
    """List the SOPs of every office, and which are in force."""
    offices = surroundings.policy(surroundings.settings()).offices.values()
    rows = [
        {"id": a.sop.id, "instansi": office.code, "status": a.standing.value, "bawaan": a.default, "nama": a.sop.name}
        for office in offices
        for a in office.sops
    ]
    if json:
        for row in rows:
            as_json(row)
        return
    table(
        ("ID", "OFFICE", "STATUS", "NAME"),
        [(r["id"], r["instansi"], f"{r['status']}{', bawaan' if r['bawaan'] else ''}", r["nama"]) for r in rows],
        whole=True,
    )


def show(
    sop: Annotated[str, typer.Argument(metavar="ID", help="An SOP, as `sop list` names it.")],
    json: AsJson = False,
) -> None:
    """Show one SOP.

    Its steps, who performs them, in which time, and where each answer leads.
    """
    found = _find(sop)
    if json:
        as_json(sop_json(found))
    else:
        _page(found)


def render(
    sop: Annotated[str, typer.Argument(metavar="ID", help="An SOP, as `sop list` names it.")],
    out: Annotated[Path | None, typer.Option(help="The file, or - for stdout; default: ID.pdf here.")] = None,
    instansi: Annotated[str | None, typer.Option(help="The office; default: every office in service.")] = None,
) -> None:
    """Print one SOP as the SOP AP document of Permenpan RB 35/2012.

    A PDF of the identity page and the swimlane flowchart.
    """
    from mailgate.adapters.sop_print import printed_sop

    pdf = printed_sop(_find(sop, instansi), surroundings.settings().templates_dir)
    if out == Path("-"):
        sys.stdout.buffer.write(pdf)
        return
    file = out or Path(f"{sop}.pdf")
    file.write_bytes(pdf)
    say(str(file))


def _find(sop_id: str, instansi: str | None = None) -> "Sop":
    offices = surroundings.policy(surroundings.settings(), instansi).offices.values()
    sops = {active.sop.id: active.sop for office in offices for active in office.sops}
    if sop_id not in sops:
        raise MailgateError(f"There is no SOP {sop_id!r}; there are {', '.join(sorted(sops))}")
    return sops[sop_id]


def sop_json(sop: "Sop") -> dict[str, Any]:
    """The object that `sop show --json` prints."""
    return {
        "id": sop.id,
        "nama": sop.name,
        "nomor": sop.number,
        "instansi": sop.office,
        "peran": {role.code: role.title for role in sop.roles},
        "langkah": [_step_json(step, sop) for step in sop.steps],
    }


def _step_json(step: "Step", sop: "Sop") -> dict[str, Any]:
    return {
        "urut": step.number,
        "kegiatan": step.activity,
        "pelaksana": [performer.role for performer in step.performers],
        "kelengkapan": list(step.documents),
        "waktu": step.time.printed,
        "grup_waktu": step.time.group if step.time.group in {group.code for group in sop.groups} else None,
        "output": step.output,
        "ke": [_edge_json(outcome) for outcome in step.outcomes],
    }


def _edge_json(outcome: "Outcome") -> dict[str, Any]:
    return {
        "perintah": outcome.verb,
        "ke": outcome.to,
        "oleh": None if outcome.by is None else list(outcome.by),
        "tambahan": outcome.extra,
    }


def _page(sop: "Sop") -> None:
    heading(f"{sop.id}  {sop.name}")
    label_value("nomor", sop.number or "(none)")
    label_value("office", sop.office)
    for role in sop.roles:
        label_value(role.code, role.title)
    for group in sop.groups:
        label_value(f"time {group.code}", f"{group.printed}, shared")
    for step in sop.steps:
        say()
        paragraph(f"{step.number:<4}{step.activity}", hang=4, bold=True)
        label_value("by", _performers(step), indent=4)
        label_value("time", _time(step), indent=4)
        label_value("needs", "; ".join(step.documents), indent=4)
        label_value("output", step.output, indent=4)
        for outcome in step.outcomes:
            label_value("→ " + _target(outcome, step), _edge(outcome), indent=4)


def _performers(step: "Step") -> str:
    return (" or " if step.one_of else ", ").join(
        f"{p.role}{' (assists)' if p.assists else ''}{'' if p.stated else ' (inferred)'}" for p in step.performers
    )


def _time(step: "Step") -> str:
    shared = f"group {step.time.group}" if step.time.group else ""
    return ", ".join(filter(None, (step.time.printed, shared)))


def _target(outcome: "Outcome", step: "Step") -> str:
    return "stays" if outcome.to == step.number else outcome.to


def _edge(outcome: "Outcome") -> str:
    words = outcome.verb or "(by itself)"
    words += f" {' | '.join(outcome.targets)}" if outcome.targets else ""
    words += f", when {outcome.when}" if outcome.when else ""
    words += f", by {', '.join(outcome.by)}" if outcome.by else ""
    return words + (" (tambahan)" if outcome.extra else "")
