"""Rules: from the facts of a request to the SOP that serves it, with every reason as a sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mailgate.domain.message import Address
from mailgate.domain.priority import Level, proposed

TRAY_SORT = "perlu dipilah"
TRAY_NO_REQUEST = "bukan permintaan"

SOURCES = ("perihal_surat", "subjek", "isi_surat", "isi", "nama_berkas", "tanda_tangan")
"""Where words may stand, most telling first (domain notes 2.3: Hal of the letter > subject > … > signature)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules may look at. `texts` maps a name of `SOURCES` to its text, normalised by `spelling.normalise`.

    `organisation` is the code of the registered requester, or None. `addressed` is true where the office stands in
    To, false where it is only in Cc. `attachments` counts files.
    """

    texts: Mapping[str, str]
    sender: Address
    organisation: str | None = None
    addressed: bool = True
    attachments: int = 0
    letterhead: bool = False


Predicate = Callable[[Facts], str | None]
"""A named predicate bound to its arguments: why it holds, as "Subjek: 'gangguan'" (where, colon, what), or None."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule proposes (`tetapkan`): kind, service and priority words; a human may change all of them."""

    kind: str | None = None
    service: str | None = None
    impact: str | None = None
    urgency: str | None = None
    confirm_by: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: it holds when all of `all_of` hold, one of `any_of` (if any are given) and none of `none_of`.

    `sop` names the SOP it speaks for; without one its weight goes to every SOP that another rule speaks for. `tray`
    (`bukan permintaan`) files the mail instead, once its weight reaches the review threshold.
    """

    name: str
    weight: int
    sop: str | None = None
    tray: str | None = None
    all_of: tuple[Predicate, ...] = ()
    any_of: tuple[Predicate, ...] = ()
    none_of: tuple[Predicate, ...] = ()
    proposal: Proposal = Proposal()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """An office's rules and thresholds: `automatic` maps outright, `review` maps but asks the helpdesk to look."""

    rules: tuple[Rule, ...]
    automatic: int = 12
    review: int = 6


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a request goes: an SOP or a tray (exactly one of both), how surely and why.

    `reasons` are Indonesian sentences such as "Subjek: 'gangguan' + 'jaringan' (Gangguan jaringan, +10)".
    `review` asks the helpdesk to look, `priority` is P1..P4 from the proposal or None.
    """

    sop: str | None
    tray: str | None
    score: int
    reasons: tuple[str, ...]
    review: bool = False
    priority: str | None = None
    proposal: Proposal = field(default=Proposal())


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule that holds, and its reasons in the order of its conditions."""

    rule: Rule
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All reasons, those of one place put together: "Subjek: 'gangguan' + 'jaringan' (Gangguan jaringan, +10)"."""
        places: dict[str, list[str]] = {}
        for reason in self.reasons:
            place, _, what = reason.partition(": ")
            places.setdefault(place, []).append(what)
        said = "; ".join(f"{place}: {' + '.join(whats)}" for place, whats in places.items())
        weight = f", {self.rule.weight:+d}" if self.rule.weight else ""
        return f"{said} ({self.rule.name}{weight})"


def route(facts: Facts, rules: RuleSet, *, candidates: Sequence[str], default: str | None) -> Routing:
    """The SOP or the tray for these facts.

    `candidates` are the ids of the SOPs in force: rules for any other SOP are passed over. Weights of an SOP's matching
    rules add up; rules for no SOP add to every SOP that another rule speaks for. The best SOP is taken outright from
    `rules.automatic` on, for review from `rules.review` on; below it, or where two are equal and neither is the
    `default`, the request goes to the tray `perlu dipilah`. Tray rules win where their weight beats the best SOP's.
    """
    matches = [
        match for rule in rules.rules if rule.sop is None or rule.sop in candidates for match in _match(rule, facts)
    ]
    scores = _scores(matches)
    filed = [match for match in matches if match.rule.tray == TRAY_NO_REQUEST]
    best = max(scores.values(), default=0)
    filed_weight = sum(match.rule.weight for match in filed)
    if filed_weight >= rules.review and filed_weight > best:
        return Routing(None, TRAY_NO_REQUEST, filed_weight, tuple(match.sentence for match in filed))
    winners = [sop for sop, score in scores.items() if score == best]
    if best < rules.review:
        return _sorted_by_hand(matches, best, (_too_low(winners, best, rules.review),))
    if len(winners) == 1:
        return _mapped(winners[0], matches, best, review=best < rules.automatic)
    equal = f"{_joined(winners)} sama kuat dengan nilai {best}"
    if default in winners:
        tie = (f"{equal}; dipakai SOP bawaan {default}",)
        return _mapped(default, matches, best, review=best < rules.automatic, also=tie)
    return _sorted_by_hand(matches, best, (f"{equal}; perlu dipilih petugas",))


def _match(rule: Rule, facts: Facts) -> Iterator[_Match]:
    """The rule with its reasons if it holds, else nothing."""
    reasons = []
    for predicate in rule.all_of:
        reason = predicate(facts)
        if reason is None:
            return
        reasons.append(reason)
    if rule.any_of:
        found = next((reason for predicate in rule.any_of if (reason := predicate(facts)) is not None), None)
        if found is None:
            return
        reasons.append(found)
    if all(predicate(facts) is None for predicate in rule.none_of):
        yield _Match(rule, tuple(reasons))


def _scores(matches: Sequence[_Match]) -> dict[str, int]:
    """The sum of every SOP that a rule speaks for, with the general rules' weight added."""
    scores: dict[str, int] = {}
    for match in matches:
        if match.rule.sop is not None:
            scores[match.rule.sop] = scores.get(match.rule.sop, 0) + match.rule.weight
    general = sum(match.rule.weight for match in matches if match.rule.sop is None and match.rule.tray is None)
    return {sop: score + general for sop, score in scores.items()}


def _mapped(sop: str, matches: Sequence[_Match], score: int, *, review: bool, also: tuple[str, ...] = ()) -> Routing:
    heard = [match for match in matches if match.rule.tray is None and match.rule.sop in (None, sop)]
    proposal = _proposal(heard)
    reasons = tuple(match.sentence for match in heard) + also
    priority = proposed(proposal.impact, proposal.urgency)
    return Routing(sop, None, score, reasons, review=review, priority=priority, proposal=proposal)


def _sorted_by_hand(matches: Sequence[_Match], score: int, also: tuple[str, ...]) -> Routing:
    proposal = _proposal([match for match in matches if match.rule.tray is None])
    reasons = tuple(match.sentence for match in matches) + also
    priority = proposed(proposal.impact, proposal.urgency)
    return Routing(None, TRAY_SORT, score, reasons, priority=priority, proposal=proposal)


def _proposal(matches: Sequence[_Match]) -> Proposal:
    """Kind, service and confirmation from the weightiest rule that names them; impact and urgency the highest named."""
    proposals = [match.rule.proposal for match in sorted(matches, key=lambda match: -match.rule.weight)]
    return Proposal(
        kind=next((p.kind for p in proposals if p.kind), None),
        service=next((p.service for p in proposals if p.service), None),
        impact=_highest([p.impact for p in proposals]),
        urgency=_highest([p.urgency for p in proposals]),
        confirm_by=next((p.confirm_by for p in proposals if p.confirm_by), None),
    )


def _highest(levels: Sequence[str | None]) -> str | None:
    return next((level.value for level in Level if level in levels), None)


def _too_low(winners: Sequence[str], best: int, review: int) -> str:
    if not winners:
        return "Tidak ada aturan SOP yang cocok"
    return f"Nilai tertinggi {best} ({_joined(winners)}) di bawah ambang tinjau {review}"


def _joined(names: Sequence[str]) -> str:
    return " dan ".join(names)
