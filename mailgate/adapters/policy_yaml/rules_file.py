"""aturan.yaml → RuleSet: conditions bound through the domain's table, patterns compiled."""

from collections.abc import Sequence

from mailgate.adapters.policy_yaml import patterns
from mailgate.adapters.policy_yaml.reader import Document, Path_
from mailgate.adapters.policy_yaml.schema import Condition, RuleEntry, RulesFile
from mailgate.adapters.policy_yaml.validation import suggestion, validated
from mailgate.domain.errors import Fault
from mailgate.domain.predicate import PATTERNED, PREDICATES, Argument
from mailgate.domain.rule import SOURCES, Predicate, Proposal, Rule, RuleSet

# Where words are looked for when a rule doesn't say: not in signatures and file names, which say little.
_USUAL_SOURCES = ("perihal_surat", "subjek", "isi_surat", "isi")


def read_rules(document: Document, faults: list[Fault]) -> RuleSet | None:
    """The rules, or None after adding what is wrong."""
    entry = validated(document, RulesFile, faults)
    if entry is None:
        return None
    before = len(faults)
    if entry.ambang.tinjau > entry.ambang.otomatis:
        message = f"ambang tinjau ({entry.ambang.tinjau}) tidak boleh melebihi otomatis ({entry.ambang.otomatis})"
        faults.append(document.fault(("ambang", "tinjau"), message))
    binding = _Binding(document, faults)
    rules = tuple(binding.rule(rule, ("aturan", index)) for index, rule in enumerate(entry.aturan))
    if len(faults) > before:
        return None
    return RuleSet(rules, automatic=entry.ambang.otomatis, review=entry.ambang.tinjau)


class _Binding:
    """Entries to rules; faults are added at their place."""

    def __init__(self, document: Document, faults: list[Fault]) -> None:
        self._document = document
        self._faults = faults

    def rule(self, entry: RuleEntry, path: Path_) -> Rule:
        if entry.sop and entry.nampan:
            self._fault(path, "satu aturan hanya untuk sop atau untuk nampan, tidak keduanya")
        if not entry.semua and not entry.salah_satu:
            self._fault(path, f"aturan '{entry.nama}' tanpa syarat; isi 'semua' atau 'salah_satu'")
        set_to = entry.tetapkan
        return Rule(
            name=entry.nama,
            weight=entry.bobot,
            sop=entry.sop,
            tray=entry.nampan,
            all_of=self._predicates(entry.semua, (*path, "semua")),
            any_of=self._predicates(entry.salah_satu, (*path, "salah_satu")),
            none_of=self._predicates(entry.tidak, (*path, "tidak")),
            proposal=Proposal(set_to.jenis, set_to.layanan, set_to.dampak, set_to.urgensi, set_to.konfirmasi),
        )

    def _predicates(self, conditions: Sequence[Condition], path: Path_) -> tuple[Predicate, ...]:
        bound = [self._predicate(condition, (*path, index)) for index, condition in enumerate(conditions)]
        return tuple(predicate for predicate in bound if predicate is not None)

    def _predicate(self, condition: Condition, path: Path_) -> Predicate | None:
        keys = [key for key in condition if key != "di"]
        for key in keys:
            if key not in PREDICATES:
                self._fault((*path, key), f"syarat '{key}' tidak dikenal{suggestion(key, [*PREDICATES, 'di'])}")
                return None
        if len(keys) != 1:
            self._fault(path, f"tulis tepat satu syarat: {', '.join(PREDICATES)}")
            return None
        key = keys[0]
        if "di" in condition and key not in PATTERNED:
            self._fault((*path, "di"), f"'di' hanya berlaku untuk kata, bukan untuk {key}")
        if key in PATTERNED and not self._sound(condition[key], self._sources(condition, path), (*path, key)):
            return None
        return self._bound(key, condition, (*path, key))

    def _bound(self, key: str, condition: Condition, path: Path_) -> Predicate | None:
        values = tuple(condition[key])
        find = patterns.finder(values) if key in PATTERNED else None
        try:
            return PREDICATES[key](Argument(values, tuple(condition.get("di", _USUAL_SOURCES)), find))
        except ValueError as error:
            self._fault(path, str(error))
            return None

    def _sources(self, condition: Condition, path: Path_) -> list[str]:
        sources = condition.get("di", list(_USUAL_SOURCES))
        for index, source in enumerate(sources):
            if source not in SOURCES:
                message = f"sumber '{source}' tidak dikenal{suggestion(source, list(SOURCES))}"
                self._fault((*path, "di", index), message)
        return sources

    def _sound(self, values: Sequence[str], sources: Sequence[str], path: Path_) -> bool:
        problems = [(index, patterns.problem(value)) for index, value in enumerate(values)]
        found = [(index, said) for index, said in problems if said is not None]
        for index, said in found:
            self._fault((*path, index), said)
        if not values or not sources:
            self._fault(path, "tulis setidaknya satu kata dan satu sumber")
        return not found and bool(values)

    def _fault(self, path: Path_, message: str) -> None:
        self._faults.append(self._document.fault(path, message))
