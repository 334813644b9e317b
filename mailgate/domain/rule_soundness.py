"""Whether every rule of an office can ever decide something."""

from collections.abc import Iterator
from itertools import combinations

from mailgate.domain.errors import Fault
from mailgate.domain.office import Office, Standing
from mailgate.domain.rule import Rule, RuleSet


def rule_problems(office: Office) -> Iterator[Fault]:
    """Every fault of aturan.yaml that the file alone can't show; keys count from 1."""
    file = f"{office.code}/aturan.yaml"
    for index, rule in enumerate(office.rules.rules):
        key = f"aturan.{index + 1}"
        for field, message in _rule_problems(rule, office):
            yield Fault(file, 0, f"{key}.{field}", f"aturan '{rule.name}': {message}")
    if not any(active.default for active in office.sops):
        for (_, one), (second, other) in combinations(enumerate(office.rules.rules), 2):
            if _same_say(one, other):
                message = f"sama kuat dengan aturan '{one.name}' untuk SOP lain; ubah bobot atau tetapkan SOP bawaan"
                yield Fault(file, 0, f"aturan.{second + 1}", f"aturan '{other.name}': {message}")


def _rule_problems(rule: Rule, office: Office) -> Iterator[tuple[str, str]]:
    if rule.sop is not None:
        active = office.sop(rule.sop)
        if active is None:
            yield "sop", f"SOP '{rule.sop}' tidak didaftar di instansi.yaml"
        elif active.standing is not Standing.IN_FORCE:
            yield "sop", f"SOP '{rule.sop}' berstatus {active.standing.value}; aturan hanya untuk SOP yang berlaku"
    confirming = rule.proposal.confirm_by
    if confirming is not None and not office.roster.seats_of(confirming):
        yield "tetapkan.konfirmasi", f"peran '{confirming}' tidak ada di peran.yaml"
    best = _best_possible(rule, office.rules)
    if best < office.rules.review:
        yield "bobot", f"tidak akan pernah menang: paling tinggi {best}, di bawah ambang tinjau {office.rules.review}"


def _best_possible(rule: Rule, rules: RuleSet) -> int:
    """The highest score that what the rule speaks for can reach; a general rule rides with the best SOP."""
    if rule.tray is not None:
        return sum(max(other.weight, 0) for other in rules.rules if other.tray == rule.tray)
    general = sum(max(other.weight, 0) for other in rules.rules if other.sop is None and other.tray is None)
    totals: dict[str, int] = {}
    for other in rules.rules:
        if other.sop is not None:
            totals[other.sop] = totals.get(other.sop, 0) + max(other.weight, 0)
    own = max(totals.values(), default=0) if rule.sop is None else totals[rule.sop]
    return own + general


def _same_say(one: Rule, other: Rule) -> bool:
    """Whether two rules hold for the same mails with the same weight, for different SOPs."""
    return (
        one.sop is not None
        and other.sop is not None
        and one.sop != other.sop
        and one.weight == other.weight
        and (one.all_of, one.any_of, one.none_of) == (other.all_of, other.any_of, other.none_of)
    )
