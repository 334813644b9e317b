"""The kop of a letter: whose letter it is, the unit and the office above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailgate.surat.document import Word
from mailgate.surat.layout import Row, Run
from mailgate.surat.spelling import folded, resembles, shouted, starts_with
from mailgate.surat.titlecase import title_cased
from mailgate.surat.trust import CLEAN, trust

_GOVERNMENTS = ("pemerintah", "pemerintahan", "kementerian", "republik")
_UNITS = (
    "dinas", "badan", "kantor", "sekretariat", "inspektorat", "kecamatan", "kelurahan", "desa", "satuan", "rumah sakit",
    "rsud", "uptd", "uptb", "upt", "unit pelaksana", "puskesmas", "pusat kesehatan", "bagian", "bidang", "balai",
    "sekolah", "sdn", "smpn", "sman", "smkn", "sd", "smp", "sma", "smk", "slb", "tk", "paud", "taman kanak",
    "madrasah", "laboratorium", "perpustakaan", "pasar", "dewan perwakilan", "bupati", "wali kota", "walikota",
    "gubernur", "majelis", "komisi", "perusahaan", "perumda", "pengadilan", "kejaksaan", "kepolisian", "unit", "pusat",
    "korwil", "koordinator wilayah", "nagari", "pemerintah desa", "pemerintah nagari", "instalasi",
)  # fmt: skip
_ADDRESS = re.compile(
    r"^\W*(?:jalan|jln?\b|ji\b|j1\b|alamat|telp|telepon|tel\b|fax|faks|pos-?el|e-?mail|surel|laman|website|situs|web\b|http"
    r"|kode ?pos|www|kompleks|komplek|gedung|perkantoran)|@|\bkode ?pos\b|\btelp|\btelepon|www\.|\bjl\. ",
    re.IGNORECASE,
)
# The widest kop is: government, office, unit of two lines, sub-unit; more lines are not its names.
_LINES = 7
# In lines of the page: the lines of a kop are larger, yet a step wider than that has lost a line between.
_TORN = 1.9
_DOUBTED = 0.75


@dataclass(frozen=True, slots=True)
class Kop:
    """`units` from the highest office down to the sender, never empty; `end` the row after the last line of names."""

    units: tuple[str, ...]
    government: str | None
    sure: float
    start: int
    end: int

    @property
    def sender(self) -> str:
        """The unit that writes: the last one."""
        return self.units[-1]

    @property
    def parent(self) -> str | None:
        """The office above it, where the kop names one."""
        return self.units[-2] if len(self.units) > 1 else None


def kop_of(rows: Sequence[Row]) -> Kop | None:
    """The kop at the head of settled rows, or None: the government's line and the names centred below it."""
    for index, row in enumerate(rows[:_LINES]):
        run = _government(row) or _unit(row)
        if run is not None and shouted(run.text):
            return _read(rows, index, run)
    return None


def starts_kop(row: Row) -> bool:
    """Whether a row is the first line of a kop: PEMERINTAH KABUPATEN …, in capitals."""
    run = _government(row)
    return run is not None and shouted(run.text) and len(run.words) <= 8


def is_address(text: str) -> bool:
    """Whether a line is the kop's address: street, telephone, pos-el."""
    return _ADDRESS.search(text) is not None


def _government(row: Row) -> Run | None:
    for run in row.runs:
        for index, word in enumerate(run.words[:4]):
            if any(resembles(word.text, name, least=85) for name in _GOVERNMENTS):
                return run.since(index)
    return None


def _unit(row: Row) -> Run | None:
    for run in row.runs:
        for index in range(min(3, len(run.words))):
            rest = run.since(index)
            if rest is not None and begins_unit(rest.text):
                return rest
    return None


def begins_unit(text: str) -> bool:
    """Whether a line begins with what an office is called (Dinas, UPTD, Kecamatan …)."""
    first = folded(text)
    return any(
        first == name or first.startswith(name + " ") or (len(name) >= 6 and starts_with(text, name, least=86))
        for name in _UNITS
    )


def _read(rows: Sequence[Row], start: int, first: Run) -> Kop | None:
    government = first if _government(rows[start]) is not None else None
    names = [] if government is not None and not _is_village(government.text) else [first]
    lines, end, torn = _lines(rows, start, first)
    for line in lines:
        if government is not None and not names and not begins_unit(line.text):
            government = replace(government, words=(*government.words, *line.words))
        else:
            names.append(line)
    if not names:
        return None
    units = tuple(title_cased(_tidy(name)) for name in _wrapped(names))
    sure = _sure([word for line in (first, *lines) for word in line.words], names) * (_DOUBTED if torn else 1.0)
    return Kop(units, title_cased(government.text) if government else None, sure, start, end)


def _lines(rows: Sequence[Row], start: int, first: Run) -> tuple[list[Run], int, bool]:
    """The lines of names below the first, the row behind them, and whether a line between went missing."""
    lines: list[Run] = []
    above, end, torn = first, start + 1, False
    for index, row in enumerate(rows[start + 1 : start + _LINES + 2], start=start + 1):
        line = _under(row, first)
        if line is None and not any(run.over(first) for run in row.runs):
            continue
        torn = torn or row.y - above.y > _TORN * first.pitch
        if line is None or is_address(row.text) or not _is_name(line, begun=bool(lines)):
            break
        if lines and _is_beside(line, lines[-1]):
            line = _side_by_side(lines.pop(), line)
        lines.append(line)
        above, end = line, index + 1
    return lines, end, torn


def _is_beside(line: Run, above: Run) -> bool:
    """Whether two pieces are one line of a photograph's bent head."""
    return not line.over(above) and abs(line.y - above.y) < 0.75 * line.pitch


def _side_by_side(first: Run, second: Run) -> Run:
    return replace(first, words=tuple(sorted((*first.words, *second.words), key=lambda word: word.x)))


def _under(row: Row, first: Run) -> Run | None:
    """The run of the row that stands below the first line, without the specks that a coat of arms leaves beside it."""
    near = [run for run in row.runs if run.over(first)]
    if not near:
        return None
    run = max(near, key=lambda run: len(run.text))
    return _capitals(run)


def _capitals(run: Run) -> Run | None:
    """The run from its first word in capitals to its last: what a pen or an emblem left beside a kop is none."""
    big = [
        at for at, word in enumerate(run.words) if shouted(word.text) and (len(word.text) > 1 or word.sureness > 0.8)
    ]
    return run if not big else (cut.since(big[0]) if (cut := run.until(big[-1] + 1)) else None)


def _is_name(run: Run, *, begun: bool) -> bool:
    text = run.text
    if ":" in text or "@" in text or sum(sign.isdigit() for sign in text) > 3:
        return False
    return shouted(text) and (begun or begins_unit(text) or len(text) >= 4)


def _is_village(text: str) -> bool:
    return folded(text).startswith(("pemerintah desa", "pemerintah nagari"))


def _wrapped(names: Sequence[Run]) -> list[str]:
    """Names of two lines put together: a line that begins no unit goes on with the one above."""
    joined: list[str] = []
    for run in names:
        hanging = bool(joined) and joined[-1].casefold().endswith((" dan", ",", " dan perlindungan"))
        if joined and (hanging or not begins_unit(run.text)):
            joined[-1] += f" {run.text}"
        else:
            joined.append(run.text)
    return joined


def _tidy(name: str) -> str:
    """Edges cleaned, and the word that says what kind of office it is put right (KFCAMATAN)."""
    first, blank, rest = name.strip(" .,;|-_'\"").partition(" ")
    known = [unit for unit in _UNITS if len(unit) >= 5 and " " not in unit and resembles(first, unit, least=84)]
    return f"{known[0].upper()}{blank}{rest}" if len(known) == 1 and blank else first + blank + rest


def _sure(words: Sequence[Word], names: Sequence[Run]) -> float:
    told = [word for word in words if len(word.text) > 2]
    known = 1.0 if begins_unit(names[-1].text) or begins_unit(names[0].text) else 0.85
    return min(CLEAN, trust(told)) * known
