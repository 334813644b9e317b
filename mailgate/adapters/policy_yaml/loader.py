"""The folder rules/ → Policy, with all faults of all files at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mailgate.adapters.holidays_id import NationalDaysOff, days_off
from mailgate.adapters.policy_yaml.calendar_file import read_calendar
from mailgate.adapters.policy_yaml.office_file import Contents, office_of, read_office_file, read_requesters
from mailgate.adapters.policy_yaml.reader import Document, read_document
from mailgate.adapters.policy_yaml.roster_file import read_roster
from mailgate.adapters.policy_yaml.rules_file import read_rules
from mailgate.adapters.policy_yaml.schema import OfficeFile
from mailgate.adapters.policy_yaml.sop_file import read_sop
from mailgate.adapters.policy_yaml.validation import suggestion
from mailgate.domain.errors import Fault, PolicyError
from mailgate.domain.office import Office
from mailgate.domain.policy import Policy, as_switched, oddities, problems
from mailgate.domain.sop import Sop
from mailgate.domain.soundness import sop_problems

# Years around today whose days off are loaded: running tickets look back, due moments look ahead.
_YEARS_BACK = 3
_YEARS_AHEAD = 3


def load_policy(rules_dir: Path, instansi: Sequence[str] | None = None, *, today: date | None = None) -> Policy:
    """Every office below `rules_dir`, or those of `instansi`; PolicyError with all faults of all files.

    `today` (default: the system's) chooses the years whose holidays are loaded.
    """
    year = (today or datetime.now(UTC).date()).year
    loading = _Loading(rules_dir, days_off(range(year - _YEARS_BACK, year + _YEARS_AHEAD + 1)))
    loaded = [loading.office(folder) for folder in loading.folders(instansi)]
    policy = Policy({office.code: office for office in loaded if office is not None})
    loading.faults += (loading.placed(fault) for fault in problems(policy))
    if loading.faults:
        raise PolicyError(tuple(sorted(dict.fromkeys(loading.faults), key=lambda fault: (fault.file, fault.line))))
    warnings = [loading.placed(fault) for fault in oddities(policy)]
    warnings += loading.unlisted + loading.uncovered(policy, (year, year + 1))
    return Policy({code: as_switched(office) for code, office in policy.offices.items()}, tuple(warnings))


class _Loading:
    """One run over the folder: what was read, and every fault on the way."""

    def __init__(self, rules_dir: Path, national: NationalDaysOff) -> None:
        self.faults: list[Fault] = []
        self.unlisted: list[Fault] = []
        self._rules_dir = rules_dir
        self._national = national
        self._documents: dict[str, Document] = {}

    def folders(self, wanted: Sequence[str] | None) -> list[str]:
        """The offices to load: the wanted ones that exist, or all."""
        present = sorted(path.parent.name for path in self._rules_dir.glob("*/instansi.yaml"))
        if not present:
            self.faults.append(Fault(".", 0, "", "folder aturan tidak memuat satu pun instansi (<kode>/instansi.yaml)"))
        for name in wanted or ():
            if name not in present:
                message = f"instansi '{name}' tidak mempunyai instansi.yaml{suggestion(name, present)}"
                self.faults.append(Fault(name, 0, "", message))
        return [name for name in present if wanted is None or name in wanted]

    def office(self, folder: str) -> Office | None:
        """The office of that folder; None after a fault. Sound SOPs are judged even where another file is faulty."""
        before = len(self.faults)
        entry_document = self._read(f"{folder}/instansi.yaml")
        entry = read_office_file(entry_document, folder, self.faults) if entry_document else None
        sops = self._sops(folder, entry)
        contents = self._contents(folder, entry, sops)
        if entry is None or contents is None or len(self.faults) > before:
            for sop in sops.values():
                self.faults += (self.placed(fault) for fault in sop_problems(sop, f"{folder}/sop/{sop.id}.yaml"))
            return None
        return office_of(entry, contents)

    def placed(self, fault: Fault) -> Fault:
        """The fault with the line of its key, where the file was read."""
        document = self._documents.get(fault.file)
        return replace(fault, line=document.line(fault.key)) if document and not fault.line else fault

    def uncovered(self, policy: Policy, years: tuple[int, int]) -> list[Fault]:
        """A warning for every office and year whose cuti bersama aren't known: due moments may come too early."""
        message = "cuti bersama {} belum diketahui; perbarui paket holidays atau isi 'tambah'"
        return [
            self.placed(Fault(f"{office.code}/kalender.yaml", 0, "tambah", message.format(year)))
            for office in policy.offices.values()
            for year in years
            if year not in office.calendar.covered
        ]

    def _read(self, file: str) -> Document | None:
        document = read_document(self._rules_dir / file, file, self.faults)
        if document is not None:
            self._documents[file] = document
        return document

    def _sops(self, folder: str, entry: OfficeFile | None) -> dict[str, Sop]:
        """The SOPs that instansi.yaml lists; all there are where it can't be read, for their faults."""
        present = sorted(path.stem for path in (self._rules_dir / folder / "sop").glob("*.yaml"))
        listed = [line.id for line in entry.sop] if entry else present
        for index, sop_id in enumerate(listed):
            if sop_id not in present:
                message = f"berkas {folder}/sop/{sop_id}.yaml tidak ada; SOP '{sop_id}' harus mempunyai berkasnya"
                self.faults.append(self._documents[f"{folder}/instansi.yaml"].fault(("sop", index, "id"), message))
        for sop_id in present:
            if sop_id not in listed:
                message = "SOP ini tidak didaftar di instansi.yaml dan tidak dipakai"
                self.unlisted.append(Fault(f"{folder}/sop/{sop_id}.yaml", 0, "", message))
        read = {sop_id: self._sop(folder, sop_id) for sop_id in listed if sop_id in present}
        return {sop_id: sop for sop_id, sop in read.items() if sop is not None}

    def _sop(self, folder: str, sop_id: str) -> Sop | None:
        document = self._read(f"{folder}/sop/{sop_id}.yaml")
        return read_sop(document, sop_id, folder, self.faults) if document else None

    def _contents(self, folder: str, entry: OfficeFile | None, sops: dict[str, Sop]) -> Contents | None:
        zone = ZoneInfo(entry.zona if entry else "Asia/Jakarta")
        documents = {name: self._read(f"{folder}/{name}.yaml") for name in ("peran", "opd", "aturan", "kalender")}
        roster = read_roster(documents["peran"], self.faults) if documents["peran"] else None
        requesters = read_requesters(documents["opd"], self.faults) if documents["opd"] else None
        rules = read_rules(documents["aturan"], self.faults) if documents["aturan"] else None
        calendar_document = documents["kalender"]
        calendar = read_calendar(calendar_document, zone, self._national, self.faults) if calendar_document else None
        if roster is None or requesters is None or rules is None or calendar is None:
            return None
        return Contents(roster, requesters, sops, rules, calendar)
