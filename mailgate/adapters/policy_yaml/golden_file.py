"""contoh/harapan.yaml: the golden mails of an office, and where each should go."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mailgate.adapters.policy_yaml.reader import Document, read_document
from mailgate.adapters.policy_yaml.schema import ExpectationEntry, ExpectationsFile
from mailgate.adapters.policy_yaml.validation import validated
from mailgate.domain.errors import Fault, PolicyError


@dataclass(frozen=True, slots=True)
class Expectation:
    """Where a golden mail should go: the SOP or the tray, and the proposed priority where one is named.

    `file`, `line` and `key` say where that is written, for a fault when the mail goes elsewhere.
    """

    sop: str | None
    tray: str | None
    priority: str | None
    file: str
    line: int
    key: str

    def fault(self, message: str) -> Fault:
        """A fault at this expectation."""
        return Fault(self.file, self.line, self.key, message)


def golden(rules_dir: Path, office: str) -> Iterator[tuple[Path, Expectation]]:
    """Every golden mail of an office, none where it has no such file; PolicyError with all faults of the file."""
    folder = rules_dir / office / "contoh"
    if not (folder / "harapan.yaml").exists():
        return
    faults: list[Fault] = []
    document = read_document(folder / "harapan.yaml", f"{office}/contoh/harapan.yaml", faults)
    found = list(_expectations(document, folder, faults)) if document else []
    if faults:
        raise PolicyError(tuple(faults))
    yield from found


def _expectations(document: Document, folder: Path, faults: list[Fault]) -> Iterator[tuple[Path, Expectation]]:
    if isinstance(document.data, list):
        # A bare list is `contoh` without its key.
        document.lines = {f"contoh.{key}": line for key, line in document.lines.items()}
        document.data = {"contoh": document.data}
    entries = validated(document, ExpectationsFile, faults)
    for index, entry in enumerate(entries.contoh if entries else ()):
        message = _problem(entry, folder)
        if message:
            faults.append(document.fault(("contoh", index), message))
            continue
        key = f"contoh.{index + 1}"
        place = (document.file, document.line(key), key)
        yield folder / entry.berkas, Expectation(entry.sop, entry.nampan, entry.prioritas, *place)


def _problem(entry: ExpectationEntry, folder: Path) -> str | None:
    if bool(entry.sop) == bool(entry.nampan):
        return "tulis sop atau nampan, salah satu saja"
    if Path(entry.berkas).name != entry.berkas or not (folder / entry.berkas).is_file():
        return f"berkas '{entry.berkas}' tidak ada di folder contoh"
    return None
