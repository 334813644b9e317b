"""Commands nobody wrote outright: "Kabid TI, mohon ditindaklanjuti", an order to nobody, a phrase in a sentence."""

from dataclasses import dataclass

from mailgate.domain.sop import Outcome
from mailgate.domain.task import Task
from mailgate.mail.courtesy import VOCATIVES, courtesy_at
from mailgate.mail.draft import Draft, How
from mailgate.mail.guards import NEGATORS, held_inside, is_question, sentence_around
from mailgate.mail.hearing import HAND_OVER
from mailgate.mail.instructions import ASKING, ORDERS
from mailgate.mail.phrases import WITHIN, Hit, hits_at
from mailgate.mail.targets import Named, find_targets
from mailgate.mail.titles import Rank
from mailgate.mail.words import Line, line_of

_SENTENCES = 2
"""How many sentences are searched (domain notes 3.6, step 4)."""
_MOST_WORDS = 120
"""Words in which a phrase is searched: two sentences are rarely longer, and some writers use no full stop."""
_STATE_WORDS = frozenset(
    (
        "selesai beres ditutup diproses ditangani dikerjakan sampai perkembangan perkembangannya progres progresnya "
        "normal tuntas diperbaiki disetujui ditindaklanjuti statusnya status kelanjutannya diterima dicek"
    ).split()
)
_MAY_BE_NAMED = frozenset({"tim", "admin", "helpdesk", "semua", "semuanya"})
"""Greeted as often as addressed."""
_NOT_ORDERS = frozenset(
    (
        "ditunggu dimaklumi dimaafkan dimaklum diterima diabaikan dibatalkan ditolak dikembalikan ditutup diketahui "
        "didoakan diinfokan diinformasikan dikabari maafkan abaikan biarkan doakan infokan sampaikan"
    ).split()
)
"""Asked for without being work to hand on."""
_NOUNS = frozenset(
    (
        "dinas dimana diri direktur digital disposisi dialog diskusi diklat diagram disiplin distribusi dinamika "
        "disamping diluar didalam diatas dibawah diantara disini disana disitu direktorat dimensi diskominfo"
    ).split()
)
"""Begin like passive verbs."""
_PASSIVES = frozenset({"tindak"} | {word for word in ORDERS if word.startswith("di")})


@dataclass(frozen=True, slots=True)
class Search:
    """What a search inside sentences found: guesses, or the guard that held one back (`nearly` is its verb)."""

    drafts: tuple[Draft, ...] = ()
    guard: str = ""
    nearly: str = ""


def implied_hand_over(text: str, task: Task, *, alone: bool = True) -> Draft | None:
    """ "[Yth.] Kabid TI, mohon ditindaklanjuti": an addressee and an order, where the step hands the request on.

    It is as good as DISPOSISI where the addressee is one the step provides; otherwise, and for TUGASKAN, a guess. A
    title without an order is a guess only where it is all that was written (`alone`): elsewhere it signs.
    """
    outcome = next((o for o in task.outcomes if o.verb in HAND_OVER), None)
    if outcome is None:
        return None
    line = line_of(text)
    behind = _order_first(line, task, outcome)
    if behind is not None:
        return behind
    start, asked = _opening(line)
    named = (
        find_targets(line.raw[line.words[start].start :], task, outcome.targets) if start < len(line.words) else Named()
    )
    if not named.slots or named.unknown or not _anchored(named):
        return None
    order = line_of(named.rest)
    bare = alone and line.words[0].text not in ("yth", "kepada")
    only = not order.words and (asked or bare) and "\n" not in text
    if not _orders(order) and not only:
        return None
    sure = (
        outcome.verb == "DISPOSISI"
        and _provides(outcome, named)
        and asked != "mohon"
        and bool(order.words)
        and not named.doubtful
    )
    body = line.raw[line.words[start].start :]
    return Draft(outcome.verb, How.OUTRIGHT if sure else How.IMPLIED, text, body)


def _order_first(line: Line, task: Task, outcome: Outcome) -> Draft | None:
    """ "UDL Kabid", "segera ditindaklanjuti oleh Kabid TI": a passive order, then its addressee and nothing else."""
    texts, at = line.texts(), 0
    while at < len(texts) and at < 4 and texts[at] in ASKING:
        at += 1
    if at >= len(texts) or texts[at] not in _PASSIVES or NEGATORS & set(texts) or is_question(line, 0, len(texts)):
        return None
    plain = at == 0 and texts[at] != "tindak"
    at += 2 if texts[at : at + 2] == ["tindak", "lanjut"] else 1
    at += texts[at : at + 1] in (["oleh"], ["segera"])
    if at >= len(texts) or line.gap_at(at) not in ("", ",", ":"):
        return None
    body = line.raw[line.words[at].start :]
    named = find_targets(body, task, outcome.targets)
    clear = bool(named.slots) and _anchored(named) and not (named.unknown or named.doubtful or named.rest)
    sure = outcome.verb == "DISPOSISI" and _provides(outcome, named) and not plain
    return Draft(outcome.verb, How.OUTRIGHT if sure else How.IMPLIED, line.raw, body) if clear else None


def _provides(outcome: Outcome, named: Named) -> bool:
    """Whether the step hands on to all who are named."""
    return all(who.role in outcome.targets or who.seat in outcome.targets for slot in named.slots for who in slot)


def order_without_addressee(text: str, task: Task) -> Draft | None:
    """ "Mohon segera diselesaikan" where the step hands the request on: an instruction that lacks its addressee."""
    outcome = next((o for o in task.outcomes if o.verb in HAND_OVER), None)
    line = line_of(text)
    if outcome is None or not line.words or not _orders(line) or is_question(line, 0, len(line.words)):
        return None
    return Draft(outcome.verb, How.IMPLIED, text, "", own=text)


def inside(text: str, task: Task) -> Search:
    """The phrases of allowed commands in the first two sentences, each unless a guard holds it back."""
    line = line_of(text)
    end = _sentences_end(line)
    drafts: dict[str, Draft] = {}
    guard = nearly = ""
    at = 0
    while at < end:
        hits = [hit for hit in hits_at(line, at, WITHIN) if hit.phrase.verb in task.allowed]
        hit = _first_allowed(hits, task)
        if hit is None:
            at += 1
            continue
        held = held_inside(line, hit)
        guess = _guess(hit, line, task)
        if held:
            guard, nearly = guard or held, nearly or hit.phrase.verb
        elif guess is not None:
            drafts.setdefault(hit.phrase.verb, guess)
        at = hit.end
    return Search(tuple(drafts.values()), guard, nearly)


def asks_status(text: str, task: Task) -> bool:
    """Whether the text asks how far it is: "sudah ditutup?", "Sudah selesai belum ini?"."""
    if "STATUS" not in task.allowed:
        return False
    line = line_of(text)
    end = _sentences_end(line)
    at = 0
    while at < end:
        start, stop = sentence_around(line, at)
        if is_question(line, start, stop) and _STATE_WORDS & set(line.texts(start, stop)):
            return True
        at = max(stop, at + 1)
    return False


def _opening(line: Line) -> tuple[int, str]:
    """Behind greetings and "mohon"/"agar" before the addressee; which of the two kinds stood there."""
    at, asked = 0, ""
    while at < len(line.words):
        word = line.words[at].text
        if word in ("ke", "kepada", "kpd"):
            at, asked = at + 1, asked or "ke"
        elif word in ("mohon", "tolong", "harap", "agar", "supaya", "untuk", "silakan", "silahkan", "monggo"):
            at, asked = at + 1, "mohon"
        elif (step := courtesy_at(line, at)) is not None and word not in _MAY_BE_NAMED:
            at = step[1]
        elif word in ("setuju", "disetujui") and line.gap_at(at + 1):
            at += 1  # "Acc. Kabid TI tl"
        else:
            break
    return at, asked


def _anchored(named: Named) -> bool:
    return named.rank in (Rank.EXACT, Rank.TITLE, Rank.PERSON)


def _orders(line: Line) -> bool:
    """Whether the words ask for work: an order, perhaps behind "mohon", with nothing that forbids it."""
    texts = [word for word in line.texts() if word not in VOCATIVES]
    head = 0
    while head < len(texts) and head < 4 and texts[head] in ASKING | {"setuju", "oke"}:
        head += 1
    if head >= len(texts):
        return "segera" in texts
    if texts[head : head + 2] == ["diketahui", "dan"]:
        head += 2
    first = texts[head] if head < len(texts) else ""
    if NEGATORS & set(texts[: head + 3]) or first in _NOT_ORDERS:
        return False
    if first == "di" and f"di{''.join(texts[head + 1 : head + 2])}" in ORDERS:
        return True
    return first in ORDERS or (head > 0 and _is_verb(first))


def _is_verb(word: str) -> bool:
    """Whether the word behind "mohon" is a verb: passive, or an imperative in -kan."""
    return word not in _NOUNS and len(word) > 5 and (word.startswith("di") or word.endswith("kan"))


def _sentences_end(line: Line) -> int:
    at = 0
    for _ in range(_SENTENCES):
        if at >= len(line.words):
            break
        at = max(sentence_around(line, at)[1], at + 1)
    return min(at, _MOST_WORDS)


def _first_allowed(hits: list[Hit], task: Task) -> Hit | None:
    order = {name: i for i, name in enumerate(task.allowed)}
    longest = max((hit.end for hit in hits), default=0)
    return min((hit for hit in hits if hit.end == longest), key=lambda hit: order[hit.phrase.verb], default=None)


def _guess(hit: Hit, line: Line, task: Task) -> Draft | None:
    """A guess keeps the whole text as its note; one that hands over needs an addressee, behind the phrase or before."""
    if hit.phrase.verb not in HAND_OVER:
        return Draft(hit.phrase.verb, How.IMPLIED, line.raw, line.raw)
    preferred = next((o.targets for o in task.outcomes if o.verb == hit.phrase.verb), ())
    for body in (line.after(hit.end), line.raw[: line.words[hit.end - 1].end]):
        if find_targets(body, task, preferred).slots:
            return Draft(hit.phrase.verb, How.IMPLIED, line.raw, body)
    return None
