"""The corpus of replies in evaluation/replies: blocks of cases, each block at one step in one role's hands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evaluation.label import Label, Wanted, wanted, wanted_of
from mailgate.domain.command import ReadAs

REPLIES = Path(__file__).parent / "replies"
_BLOCK_KEYS = frozenset({"office", "sop", "step", "role", "cases"})
_OUTCOMES = {outcome.value: outcome for outcome in ReadAs}
_CASE_KEYS = frozenset({"id", "client", "body", "subject", "attachments", "or", "clear", "never", "trap", *_OUTCOMES})


class BadCorpus(Exception):
    """A case that is not well-formed; the message names file, case and what would be right."""


@dataclass(frozen=True, slots=True)
class Case:
    """One reply: where it was written, by whom, on which client, what was newly written, and the label.

    `subject` None is the client's own answer to the task mail's subject. `trap` numbers the traps of the domain notes.
    """

    id: str
    office: str
    sop: str
    step: str
    role: str
    client: str
    body: str
    label: Label
    subject: str | None = None
    attachments: tuple[str, ...] = ()
    trap: int | None = None


def load(folder: Path = REPLIES) -> list[Case]:
    """Every case of every file; BadCorpus where one is not well-formed or an id stands twice."""
    cases = [case for path in sorted(folder.glob("*.yaml")) for case in _cases_of(path)]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise BadCorpus(f"{case.id}: this id stands twice")
        seen.add(case.id)
    return cases


def _cases_of(path: Path) -> Iterator[Case]:
    # BaseLoader: every scalar stays text, so that `no`, `4` and `2026-11-25` mean what is written.
    for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506 - it builds nothing but text
        if set(block) != _BLOCK_KEYS:
            raise BadCorpus(f"{path.name}: a block has {sorted(block)}, it needs {sorted(_BLOCK_KEYS)}")
        for row in block["cases"]:
            try:
                yield _case(block, row)
            except (KeyError, ValueError) as error:
                raise BadCorpus(f"{path.name}, {row.get('id', row)}: {error}") from error


def _case(block: Mapping[str, Any], row: Mapping[str, Any]) -> Case:
    unknown = set(row) - _CASE_KEYS
    if unknown:
        raise ValueError(f"unknown {sorted(unknown)}")
    return Case(
        row["id"],
        block["office"],
        block["sop"],
        block["step"],
        block["role"],
        client=row["client"],
        body=row["body"],
        label=_label(row),
        subject=row.get("subject"),
        attachments=tuple(row.get("attachments", ())),
        trap=int(row["trap"]) if "trap" in row else None,
    )


def _label(row: Mapping[str, Any]) -> Label:
    outcomes = [name for name in _OUTCOMES if name in row]
    if len(outcomes) != 1:
        raise ValueError(f"a case has one of {sorted(_OUTCOMES)}, this one has {outcomes}")
    outcome = _OUTCOMES[outcomes[0]]
    commands = tuple(map(_wanted, row[outcomes[0]]))
    if outcome is ReadAs.RUN and not commands:
        raise ValueError("run: names no command")
    other: list[str] = row.get("or", [])
    return Label(
        outcome,
        commands,
        frozenset(_OUTCOMES[name] for name in other if name in _OUTCOMES),
        tuple(_wanted(name) for name in other if name not in _OUTCOMES),
        clear=_said(row, "clear", default=outcome is ReadAs.RUN),
        never=_said(row, "never", default=False),
    )


def _wanted(entry: str | Mapping[str, Any]) -> Wanted:
    return wanted(entry) if isinstance(entry, str) else wanted_of(entry)


def _said(row: Mapping[str, Any], key: str, *, default: bool) -> bool:
    word = row.get(key, "yes" if default else "no")
    if word not in ("yes", "no"):
        raise ValueError(f"{key}: {word} (yes or no)")
    return bool(word == "yes")
