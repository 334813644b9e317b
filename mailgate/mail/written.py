"""The commands written at line starts, each with the lines that belong to it."""

from dataclasses import dataclass, field, replace

from mailgate.domain.task import Task
from mailgate.domain.verb import Risk, verb
from mailgate.mail.courtesy import is_courtesy
from mailgate.mail.draft import Draft, How
from mailgate.mail.guards import leaves_open
from mailgate.mail.hearing import HAND_OVER, Ear, Heard
from mailgate.mail.passage import Passage, without_names
from mailgate.mail.phrases import office_phrases
from mailgate.mail.targets import find_targets
from mailgate.mail.words import line_of


@dataclass(frozen=True, slots=True)
class Written:
    """The drafts in order; without any, the first guard that held one back and the verb it held."""

    drafts: tuple[Draft, ...] = ()
    guard: str = ""
    nearly: str = ""


@dataclass(slots=True)
class _Sheet:
    """Lines sorted as they are heard: those before the first command, and those behind each."""

    drafts: list[Draft] = field(default_factory=list)
    tails: list[list[Passage]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    held: Heard = field(default_factory=Heard)


def written(lines: list[Passage], task: Task) -> Written:
    """The commands of a reply's lines; an example that the line before announces is none."""
    own_words = office_phrases(task.aliases) if task.aliases else {}
    sheet = _Sheet()
    for line in lines:
        if sheet.drafts and _is_copied(line.raw, sheet, task):
            continue
        heard = Ear(task, own_words, later=bool(sheet.drafts)).hear(line.raw)
        if heard.drafts and not line.example and not _signs(heard.drafts[0], sheet):
            sheet.drafts += heard.drafts
            sheet.tails += [[] for _ in heard.drafts]
        elif sheet.drafts:
            sheet.tails[-1].append(line)
        else:
            _set_aside(line, heard, sheet)
    drafts = [_with_lines(draft, tail, task) for draft, tail in zip(sheet.drafts, sheet.tails, strict=True)]
    if drafts and sheet.before:
        drafts[0] = _with_opening(drafts[0], sheet.before)
    return Written(tuple(_merged(drafts)), sheet.held.guard, sheet.held.nearly)


def _is_copied(raw: str, sheet: _Sheet, task: Task) -> bool:
    """ "Tembusan: Sekdin" on a line of its own belongs to the hand-over above it."""
    at = next((i for i, d in reversed(list(enumerate(sheet.drafts))) if verb(d.verb).needs_target), None)
    if at is None or line_of(raw).texts(0, 1) not in (["cc"], ["tembusan"]):
        return False
    named = find_targets(raw, task, ())
    if not named.cc or named.rest:
        return False
    sheet.drafts[at] = replace(sheet.drafts[at], copied=f"{sheet.drafts[at].copied}\n{raw}".strip())
    return True


def _set_aside(line: Passage, heard: Heard, sheet: _Sheet) -> None:
    """A line before any command: what it nearly was, and its text."""
    if not sheet.held.guard:
        guard = "example" if line.example and heard.drafts else heard.guard
        sheet.held = Heard(guard=guard, nearly=heard.nearly)
    if is_courtesy(line_of(line.raw)) is None:
        sheet.before.append(line.raw)


def _signs(draft: Draft, sheet: _Sheet) -> bool:
    """ "Mengetahui," below a text opens a signature block."""
    return draft.verb == "MENGETAHUI" and bool(sheet.before or sheet.drafts) and draft.line.rstrip().endswith(",")


def _with_lines(draft: Draft, tail: list[Passage], task: Task) -> Draft:
    """The lines below a command are its note, but for thanks and the names that sign the mail."""
    named = 1 if verb(draft.verb).needs_target and not line_of(draft.body).words else 0
    kept = [line.raw for line in (*tail[:named], *without_names(tail[named:], task))]
    while kept and is_courtesy(line_of(kept[-1])) is not None:
        kept.pop()
    entry = verb(draft.verb)
    if entry.risk is Risk.GRAVE and not entry.looks_ahead and any(leaves_open(line_of(raw).texts()) for raw in kept):
        draft = replace(draft, how=How.IMPLIED)
    return replace(draft, body="\n".join([draft.body, *kept]).strip("\n")) if kept else draft


def _with_opening(draft: Draft, before: list[str]) -> Draft:
    """A command without a text of its own takes the lines above it ("Kabel sudah diganti." / "SELESAI")."""
    entry = verb(draft.verb)
    if draft.own or draft.refused or entry.needs_target or entry.takes_target or line_of(draft.body).words:
        return draft
    return replace(draft, body="\n".join(before))


def _merged(drafts: list[Draft]) -> list[Draft]:
    """ "Catatan: segera" below a disposisi without an instruction is that instruction."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        noted = draft.verb == "CATATAN" and not draft.loud and before is not None and before.verb in HAND_OVER
        if noted and before is not None and ":" not in before.body and "\n" not in before.body:
            kept[-1] = replace(before, body=f"{before.body}: {draft.body.lstrip(' :')}")
        else:
            kept.append(draft)
    return kept
