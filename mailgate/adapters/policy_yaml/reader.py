"""A YAML file read as strings, with the line of every key: no booleans, dates or numbers that YAML 1.1 would make."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from mailgate.domain.errors import Fault

Value = str | list["Value"] | dict[str, "Value"] | None
Path_ = tuple[str | int, ...]

# libyaml where PyYAML was built with it: ten times as fast, the same nodes and marks.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MAX_BYTES = 1_000_000
# Aliases may repeat a part; what they unfold to is bounded, so that a few lines can't become a million.
_MAX_VALUES = 20_000
_MAX_DEPTH = 20

_NOTHING = ("", "~", "null", "Null", "NULL")

_PROBLEMS = (
    ("mapping values are not allowed", "titik dua tidak boleh di sini; beri tanda kutip pada teks yang memuat ': '"),
    ("cannot start any token", "tanda ini tidak boleh mengawali nilai; pakai spasi (bukan tab), atau beri tanda kutip"),
    ("could not find expected ':'", "tanda ':' sesudah kunci tidak ditemukan"),
    ("did not find expected key", "lekukan baris (indentasi) tidak rapi, atau tanda kutip belum ditutup"),
    ("expected <block end>", "lekukan baris (indentasi) tidak rapi"),
    ("did not find expected '-'", "lekukan baris (indentasi) daftar tidak rapi"),
    ("did not find expected ','", "tanda ',' atau kurung tutup tidak ditemukan"),
    ("expected ',' or", "tanda ',' atau kurung tutup tidak ditemukan"),
    ("unexpected end of stream", "tanda kutip belum ditutup"),
    ("undefined alias", "rujukan (*) tidak mempunyai sumber (&)"),
    ("found another document", "satu berkas hanya boleh memuat satu dokumen; hapus baris '---'"),
    ("unknown escape character", "garis miring terbalik di dalam tanda kutip ganda; pakai tanda kutip tunggal"),
)


def dotted(path: Iterable[str | int]) -> str:
    """A path as people count: `langkah.3.ke.1` is the first `ke` of the third `langkah`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


@dataclass(slots=True)
class Document:
    """One file of an office. `file` is relative to the rules folder, `lines` maps dotted keys to lines from 1."""

    file: str
    data: Value
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, key: str) -> int:
        """The line of that dotted key, or of the nearest key around it; 0 where there is none."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = key.rpartition(".")[0]
        return 0

    def fault(self, path: Iterable[str | int], message: str) -> Fault:
        """A fault at that path."""
        key = dotted(path)
        return Fault(self.file, self.line(key), key, message)


def read_document(path: Path, file: str, faults: list[Fault]) -> Document | None:
    """The file at `path`, or None after adding why it can't be read to `faults`."""
    text = _text(path, file, faults)
    if text is None:
        return None
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.append(Fault(file, mark.line + 1 if mark else 0, "", _said(error.problem or error.context or "")))
        return None
    except yaml.YAMLError as error:
        faults.append(Fault(file, 0, "", _said(str(error))))
        return None
    if node is None:
        faults.append(Fault(file, 0, "", "berkas kosong"))
        return None
    document = Document(file, None)
    document.data = _Unfolding(document, faults).value(node, ())
    return document


def _text(path: Path, file: str, faults: list[Fault]) -> str | None:
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_BYTES:
            faults.append(Fault(file, 0, "", "berkas lebih besar dari 1 MB; berkas aturan tidak sebesar itu"))
            return None
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        faults.append(Fault(file, 0, "", "berkas tidak ada"))
    except OSError as error:
        faults.append(Fault(file, 0, "", f"berkas tidak dapat dibuka: {error.strerror}"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(file, line, "", "ada huruf yang bukan UTF-8; simpan ulang berkas sebagai UTF-8"))
    return None


def _said(problem: str) -> str:
    """PyYAML's complaint in Indonesian."""
    for english, indonesian in _PROBLEMS:
        if english in problem:
            return f"penulisan YAML salah: {indonesian}"
    return f"penulisan YAML salah ({problem})"


@dataclass(slots=True)
class _Unfolding:
    """Nodes to values; notes the lines, and finds repeated keys and runaway aliases on the way."""

    document: Document
    faults: list[Fault]
    values: int = 0

    def value(self, node: yaml.Node, path: Path_) -> Value:
        self.values += 1
        self.document.lines.setdefault(dotted(path), node.start_mark.line + 1)
        if self.values > _MAX_VALUES or len(path) > _MAX_DEPTH:
            if self.values <= _MAX_VALUES + 1:
                self.values = _MAX_VALUES + 1
                self.faults.append(self.document.fault(path, "isi terlalu banyak atau rujukan (&, *) berulang-ulang"))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        text = str(node.value).strip()
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return None if not text or (plain and text in _NOTHING) else text

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> Value:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(self.document.fault(path, "kunci harus berupa satu kata"))
                continue
            key = str(key_node.value)
            here = (*path, key)
            line = key_node.start_mark.line + 1
            if key in found:
                message = f"kunci '{key}' ditulis dua kali (juga di baris {self.document.line(dotted(here))})"
                self.faults.append(Fault(self.document.file, line, dotted(here), message))
                continue
            self.document.lines.setdefault(dotted(here), line)
            found[key] = self.value(value_node, here)
        return found
