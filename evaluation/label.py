"""What a careful secretary would make of a reply: the label of a case, and whether a reading agrees with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mailgate.domain.command import ReadAs
from mailgate.domain.verb import HEADWORDS

Read = Mapping[str, Any]
"""A command as `explain --json` prints it."""

REMARK = "CATATAN"
"""Run where nothing was asked for, it is the same as a note."""

HARMLESS = frozenset({REMARK, "STATUS", "BANTUAN"})
"""Verbs that change nothing: they may be run even where nothing may be executed."""

_BY_LENGTH = sorted(HEADWORDS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A command that the label names. Any of `verbs` is right; `targets` None means whichever.

    An `optional` one may be absent. Empty `cc`, `argument` and `due` are not compared; `due` is the beginning of an
    ISO date or time.
    """

    verbs: tuple[str, ...]
    targets: tuple[str, ...] | None = ()
    optional: bool = False
    cc: tuple[str, ...] = ()
    argument: str = ""
    due: str = ""

    def fits(self, read: Read) -> bool:
        """Whether verb and targets are those of `read`: the first is responsible, the order of the rest is free."""
        if read["verb"] not in self.verbs:
            return False
        found = tuple(read["targets"])
        if self.targets is None:
            return True
        return found[:1] == self.targets[:1] and set(found) == set(self.targets)

    def slips(self, read: Read) -> list[str]:
        """What of cc, argument and deadline of a fitting command is not as wanted."""
        wrong = []
        if self.cc and set(self.cc) != set(read["cc"]):
            wrong.append(f"cc {read['cc']} instead of {list(self.cc)}")
        if self.argument and self.argument != read["argument"]:
            wrong.append(f"argument {read['argument']!r} instead of {self.argument!r}")
        if self.due and not str(read["due"] or "").startswith(self.due):
            wrong.append(f"due {read['due']} instead of {self.due}")
        return wrong

    def __str__(self) -> str:
        targets = ("*",) if self.targets is None else self.targets
        return " ".join(("/".join(self.verbs), *targets))


@dataclass(frozen=True, slots=True)
class Label:
    """The right outcome, the commands it is about, and what else would do.

    `also` are other outcomes that a careful secretary might choose, `also_run` commands that may be run all the same.
    `clear` marks a command that must be run without asking; `never` a trap in which nothing may be executed.
    """

    outcome: ReadAs
    commands: tuple[Wanted, ...] = ()
    also: frozenset[ReadAs] = frozenset()
    also_run: tuple[Wanted, ...] = ()
    clear: bool = False
    never: bool = False

    @property
    def runnable(self) -> tuple[Wanted, ...]:
        """The commands that may be executed."""
        return (self.commands if self.outcome is ReadAs.RUN else ()) + self.also_run

    @property
    def required(self) -> tuple[Wanted, ...]:
        """The commands that are missed where they were not executed."""
        return tuple(w for w in self.commands if not w.optional) if self.outcome is ReadAs.RUN else ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reading held against its label.

    `right` and `wrong` are the executed commands (verb and targets); `done` says that all that the label wants was
    executed and nothing else; `agrees` that the outcome is one a careful secretary might choose; `slips` what of cc,
    argument and deadline is off. `outcome` None: the gateway failed.
    """

    outcome: ReadAs | None
    right: tuple[Read, ...] = ()
    wrong: tuple[Read, ...] = ()
    done: bool = False
    agrees: bool = False
    slips: tuple[str, ...] = field(default=())


def judge(label: Label, outcome: ReadAs | None, commands: Sequence[Read]) -> Judgement:
    """Hold the outcome and the commands that `explain` told against the label."""
    executed = [c for c in commands if outcome is ReadAs.RUN and not _is_remark(c, label)]
    right: list[Read] = []
    wrong: list[Read] = []
    slips: list[str] = []
    for command in executed:
        wanted = next((w for w in label.runnable if w.fits(command)), None)
        allowed = wanted is not None and not (label.never and command["verb"] not in HARMLESS)
        (right if allowed else wrong).append(command)
        slips += wanted.slips(command) if wanted and allowed else []
    done = bool(label.required) and not wrong and all(any(w.fits(c) for c in right) for w in label.required)
    return Judgement(outcome, tuple(right), tuple(wrong), done, _agrees(label, outcome, right, wrong), tuple(slips))


def _is_remark(command: Read, label: Label) -> bool:
    return command["verb"] == REMARK and not any(REMARK in w.verbs for w in label.runnable)


def _agrees(label: Label, outcome: ReadAs | None, right: Sequence[Read], wrong: Sequence[Read]) -> bool:
    if outcome is not ReadAs.RUN:
        return outcome is label.outcome or outcome in label.also
    if wrong:
        return False
    ran = [any(w.fits(c) for c in right) for w in label.required]
    if (ran and all(ran)) or any(w.fits(c) for w in label.also_run for c in right):
        return True
    return not right and ReadAs.NOTE in {label.outcome, *label.also}  # nothing but a remark was "run"


def wanted(text: str) -> Wanted:
    """`DISPOSISI kabid`, `SELESAI/BERHASIL`, `ESKALASI *`, `VERIFIKASI?`; ValueError where no verb is known."""
    verbs, rest = _verbs(text)
    optional = rest.startswith("?")
    targets = rest.lstrip("?").split()
    return Wanted(verbs, None if targets == ["*"] else tuple(targets), optional)


def _verbs(text: str) -> tuple[tuple[str, ...], str]:
    found, rest = [], text.strip()
    while True:
        name = next((v for v in _BY_LENGTH if rest.startswith(v) and rest[len(v) :][:1] in ("", " ", "/", "?")), None)
        if name is None:
            raise ValueError(f"{text!r} does not begin with a headword of the verb table")
        found.append(name)
        rest = rest[len(name) :]
        if not rest.startswith("/"):
            return tuple(found), rest.strip()
        rest = rest[1:]


def wanted_of(fields: Mapping[str, Any]) -> Wanted:
    """The long form: verb, to, cc, argument, due."""
    short = wanted(fields["verb"])
    cc: Iterable[str] = fields.get("cc", ())
    return Wanted(
        short.verbs,
        tuple(fields.get("to", ())),
        short.optional,
        tuple(cc),
        fields.get("argument", ""),
        fields.get("due", ""),
    )
