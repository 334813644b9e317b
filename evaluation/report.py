"""The measurement as an operator reads it, and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from evaluation.bench import Reading
from evaluation.public import Share
from evaluation.score import Miss, Score, by_client, by_verb, misses, score

GOALS = {"precision": 1.0, "recall": 0.97, "ask_rate": 0.08, "pace": 300.0, "hostile": 0.2}


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that one run measured; the grid, the public corpora and the pace are left out of a partial run."""

    readings: Sequence[Reading]
    silent: Sequence[Reading] = ()
    copied: Sequence[Reading] = ()
    public: Sequence[Share] | None = None
    pace: float | None = None
    slowest: tuple[str, float] | None = None


def lines(measured: Measured) -> Iterator[str]:
    """The whole report, line by line."""
    readings = measured.readings
    yield from _summary(score(readings), readings)
    yield from _grid(measured)
    yield from _table("client", by_client(readings))
    yield from _table("verb", by_verb(readings))
    yield from _misses(misses(readings))
    if measured.public is not None:
        yield from _public(measured.public)
    if measured.pace is not None:
        rate = f"{measured.pace:.0f}"
        yield _row("plain replies read a second, one core", rate, "≥ 300", measured.pace >= GOALS["pace"])
    if measured.slowest is not None:
        name, seconds = measured.slowest
        told = f"{seconds * 1000:.0f} ms"
        yield _row(f"slowest hostile reply: {name}", told, "≤ 200 ms", seconds <= GOALS["hostile"])


def _grid(measured: Measured) -> Iterator[str]:
    """Every step × every client: what failed is named by client, for there the cause lies."""
    if not measured.silent:
        return
    acted = [r for r in measured.silent if r.judgement.wrong or r.judgement.right]
    missed = [r for r in measured.copied if not r.judgement.done]
    yield ""
    yield "Every step on every client"
    yield _row(f"executed with nothing newly written, of {len(measured.silent)}", str(len(acted)), "0", not acted)
    right = len(measured.copied) - len(missed)
    yield _row(
        f"copied examples carried out, of {len(measured.copied)}", str(right), str(len(measured.copied)), not missed
    )
    for what, rows in (("executed", acted), ("not carried out", missed)):
        for client, score_of in by_client(rows).items():
            example = next(r for r in rows if r.case.client == client)
            yield f"    {what}: {client} {score_of.cases}, such as {example.case.id}: {example.case.body!r}"


def _summary(total: Score, readings: Sequence[Reading]) -> Iterator[str]:
    yield f"Replies of our own: {total.cases} cases, {total.clear} of them clear; {total.executed} commands executed"
    yield _row("execution precision", f"{total.precision:.3f}", "1.000", total.precision >= GOALS["precision"])
    yield _row("recall of clear commands", f"{total.recall:.3f}", "≥ 0.970", total.recall >= GOALS["recall"])
    yield _row("clear commands asked back", f"{total.ask_rate:.1%}", "≤ 8 %", total.ask_rate <= GOALS["ask_rate"])
    yield _row("outcome as a careful secretary's", f"{total.agreement:.3f}", "", None)
    never = [r for r in readings if r.case.label.never]
    kept = sum(not r.judgement.wrong for r in never)
    yield _row(f"traps in which nothing was executed, of {len(never)}", str(kept), str(len(never)), kept == len(never))
    lost, leaked = sum(bool(r.lost) for r in readings), sum(bool(r.leaked) for r in readings)
    yield _row("replies whose own words were not all found", str(lost), "0", not lost)
    yield _row("replies in which quoted lines were left", str(leaked), "0", not leaked)


def _row(what: str, value: str, goal: str, reached: bool | None) -> str:
    mark = {True: "ok", False: "MISSED", None: ""}[reached]
    return f"  {what:<52} {value:>8}   {f'goal {goal}' if goal else '':<14} {mark}".rstrip()


def _table(what: str, scores: Mapping[str, Score]) -> Iterator[str]:
    yield ""
    heads = ("cases", "executed", "wrong", "clear", "recall", "asked", "agrees")
    yield f"  {f'by {what}':<22} " + "".join(f"{head:>9}" for head in heads)
    for name, s in scores.items():
        yield (
            f"  {name:<22} {s.cases:>9}{s.executed:>9}{s.executed - s.right:>9}{s.clear:>9}"
            f"{s.recall:>9.3f}{s.asked:>9}{s.agreement:>9.3f}"
        )


def _misses(found: Sequence[Miss]) -> Iterator[str]:
    yield ""
    yield f"Misses: {len(found)}"
    before = ""
    for miss in found:
        if miss.what != before:
            before = miss.what
            yield f"  {miss.what}:"
        yield from _miss(miss.reading)


def _miss(reading: Reading) -> Iterator[str]:
    case, judgement, label = reading.case, reading.judgement, reading.case.label
    yield f"    {case.id} ({case.sop} {case.step} {case.role}, {case.client}): {(case.body or case.subject or '')!r}"
    wanted = " ".join([label.outcome.value, *map(str, label.commands)])
    others = ", ".join([*(o.value for o in sorted(label.also)), *map(str, label.also_run)])
    read = " ".join([judgement.outcome.value if judgement.outcome else "failed", *map(_command, reading.commands)])
    yield f"      wanted {wanted}{f' (or {others})' if others else ''}; read {read}"
    hints = [*judgement.slips, *([f"lost {list(reading.lost)}"] if reading.lost else [])]
    hints += [f"left in {list(reading.leaked)[:2]}"] if reading.leaked else []
    for hint in [*hints, reading.fault or reading.answer]:
        if hint:
            yield f"      {hint[:180]}"


def _command(command: Mapping[str, object]) -> str:
    targets = command["targets"]
    return " ".join([str(command["verb"]), *(map(str, targets) if isinstance(targets, list) else [])])


def _public(rows: Sequence[Share]) -> Iterator[str]:
    yield ""
    yield "Corpora of other projects" + ("" if rows else ": not beside this checkout (../shared/corpora)")
    for share in rows:
        right = f"{share.right}/{share.total}"
        yield _row(f"{share.what}, {right}", f"{share.share:.3f}", f"≥ {share.goal:.3f}", share.share >= share.goal)
        if share.missed:
            yield f"    missed: {', '.join(share.missed)}"


def as_json(measured: Measured) -> dict[str, object]:
    """The same as one object."""
    readings = measured.readings
    total = score(readings)
    return {
        "cases": asdict(total) | {"precision": total.precision, "recall": total.recall, "ask_rate": total.ask_rate},
        "by_client": {name: asdict(s) for name, s in by_client(readings).items()},
        "by_verb": {name: asdict(s) for name, s in by_verb(readings).items()},
        "misses": [{"id": m.reading.case.id, "what": m.what} for m in misses(readings)],
        "silent": {"total": len(measured.silent), "executed": sum(bool(r.judgement.wrong) for r in measured.silent)},
        "copied": {"total": len(measured.copied), "done": sum(r.judgement.done for r in measured.copied)},
        "public": {s.what: {"right": s.right, "total": s.total, "missed": s.missed} for s in measured.public or ()},
        "replies_a_second": measured.pace,
        "slowest_hostile": measured.slowest,
    }
