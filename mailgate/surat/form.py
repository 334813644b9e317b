"""The fill-in forms of a disturbance: what stands behind each label, under one name for every way it is written."""

import re
from collections.abc import Iterable, Mapping, Sequence

from mailgate.domain.letter import LetterKind
from mailgate.surat.layout import Row
from mailgate.surat.persons import is_post
from mailgate.surat.spelling import folded, resembles
from mailgate.surat.trust import CLEAN, trust
from mailgate.surat.wrapping import ends_value

# Canonical label → how the forms, people and engines write it (folded). Longer spellings win over shorter ones.
_REQUEST: dict[str, tuple[str, ...]] = {
    "unit kerja": ("unit kerja", "opd", "perangkat daerah", "instansi", "unit kerja opd", "nama opd", "skpd"),
    "pelapor": ("pelapor", "nama pelapor", "nama pemohon", "pemohon", "nama"),
    "nip": ("nip", "nip pelapor", "nip pemohon"),
    "jabatan": ("jabatan", "jabatan pelapor", "jabatan pemohon"),
    "hp": ("hp", "no hp", "nomor hp", "hp wa", "no hp wa", "nomor hp wa", "telepon", "no telepon", "wa", "no wa",
           "kontak", "nomor telepon", "nomor wa", "narahubung", "no telepon hp"),
    "kejadian": ("kejadian", "sejak", "waktu kejadian", "tanggal kejadian", "tanggal jam kejadian", "hari tanggal jam",
                 "tanggal dan jam kejadian", "tanggal waktu kejadian", "mulai terjadi", "sejak kapan"),
    "layanan": ("layanan", "jenis layanan", "layanan yang terganggu", "layanan terganggu", "jenis gangguan"),
    "lokasi": ("lokasi", "lokasi ruang", "ruang", "ruangan", "tempat", "lokasi gangguan", "lokasi ruangan"),
    "gejala": ("gejala", "uraian gejala", "uraian", "uraian gangguan", "keluhan", "masalah", "deskripsi",
               "uraian masalah", "gangguan", "deskripsi gangguan"),
    "dampak": ("dampak", "dampak gangguan", "yang terdampak", "pengguna terdampak"),
    "sudah dicoba": ("sudah dicoba", "yang sudah dicoba", "sudah dicoba apa", "tindakan awal", "upaya", "upaya awal",
                     "hal yang sudah dicoba", "langkah yang sudah dicoba", "penanganan awal"),
    "lampiran foto": ("lampiran foto", "foto", "lampiran foto bukti"),
}  # fmt: skip
_WORK: dict[str, tuple[str, ...]] = {
    "tiket": ("tiket", "no tiket", "nomor tiket"),
    "petugas": ("petugas", "nama petugas", "pelaksana", "teknisi"),
    "mulai": ("mulai", "waktu mulai", "jam mulai", "mulai dikerjakan"),
    "selesai": ("selesai", "waktu selesai", "jam selesai", "selesai dikerjakan"),
    "mulai-selesai": ("mulai selesai", "waktu mulai selesai", "waktu pelaksanaan"),
    "penyebab": ("penyebab", "penyebab gangguan"),
    "tindakan": ("tindakan", "solusi", "tindakan solusi", "tindakan yang dilakukan", "penanganan"),
    "perangkat": ("perangkat diganti", "perangkat", "perangkat yang diganti", "penggantian perangkat"),
    "hasil": ("hasil uji", "hasil", "hasil pengujian"),
    "catatan": ("catatan", "pencegahan", "catatan pencegahan", "saran"),
}  # fmt: skip
_CANONICAL = {
    spelling: name for names in (_REQUEST, _WORK) for name, spellings in names.items() for spelling in spellings
}
# These alone could be any mail's words; with fewer labels a text is no form.
_LEAST = 3
_NEXT_LINE = 1.7
# The lines of a recognised table run into each other more often than its words are misread.
_RECOGNISED = 0.85
_TELLING = frozenset(
    ("layanan", "lokasi", "kejadian", "gejala", "dampak", "sudah dicoba", "unit kerja", "tiket", "penyebab", "tindakan")
)
_LABEL = re.compile(r"^[\s*•>-]{0,6}(?:\d{1,2}[.)] {0,2})?([A-Za-z][A-Za-z0-9/().,& -]{1,64}?) {0,8}[:=] ?(.*)$")
_NUMBER = re.compile(r"^\W*\d{0,2}[.)]?\W*")


def canonical(label: str) -> str | None:
    """The one name of a form's label (`No. HP/WA` is `hp`), or None for a label that no form has."""
    plain = folded(_NUMBER.sub("", re.sub(r"\([^)]{0,60}\)", " ", label)))
    return _CANONICAL.get(plain)


def form_in_text(text: str) -> Mapping[str, str]:
    """The values of a form filled in as `Label: isi` lines, by canonical label; empty where the text is none.

    Lines without a label go on with the one above; an empty line ends it.
    """
    found: dict[str, str] = {}
    current: str | None = None
    for line in text.splitlines():
        match = _LABEL.match(line[:2000])
        name = canonical(match[1]) if match else None
        if match and name:
            current = name
            found.setdefault(name, match[2].strip())
        elif current and line.strip() and not match:
            found[current] = f"{found[current]} {line.strip()}".strip()
        else:
            current = None
    return _if_form(found)


def form_of_values(values: Mapping[str, str]) -> Mapping[str, str]:
    """The same of a fillable PDF, whose field names are its labels."""
    named = ((canonical(label.replace("_", " ")), value.strip()) for label, value in values.items())
    return {name: value for name, value in named if name and value}


def form_of_rows(rows: Sequence[Row]) -> Mapping[str, str]:
    """The same of a page: a table whose first cell (after its number) is the label, or lines with colons."""
    found: dict[str, str] = {}
    current: tuple[str, float, Row] | None = None
    for row in rows:
        labelled = _label_and_value(_cells(row))
        if labelled:
            name, value, x = labelled
            found.setdefault(name, value)
            current = (name, x, row)
        elif current and _goes_on(row, current[2], current[1]):
            found[current[0]] = f"{found[current[0]]} {row.text}".strip()
            current = (*current[:2], row)
        else:
            current = None
    return _if_form(found)


def sureness_of_rows(rows: Sequence[Row]) -> float:
    """How far a form read from a page may be believed as a whole: as its least sure labelled row."""
    words = [word for row in rows if _label_and_value(_cells(row)) for word in row.words if len(word.text) > 1]
    sure = trust(words)
    return sure if sure >= CLEAN else sure * _RECOGNISED


def _goes_on(row: Row, above: Row, column: float) -> bool:
    """Whether a row is the next line of the value above it, not the place, date and signature below a form."""
    run = row.runs[0]
    close = 0 <= row.y - above.y <= _NEXT_LINE * run.pitch and run.x >= column - 2 * run.char
    return close and not (is_post(row.text) or ends_value(run) or resembles(row.text, "Mengetahui"))


def kind_of_form(values: Iterable[str]) -> LetterKind:
    """Whether these labels are of the request's form or of the work's form."""
    names = set(values)
    return LetterKind.WORK_FORM if len(names & _WORK.keys()) > len(names & _REQUEST.keys()) else LetterKind.REQUEST_FORM


def _if_form(found: Mapping[str, str]) -> Mapping[str, str]:
    filled = {name: value for name, value in found.items() if value}
    return filled if len(found) >= _LEAST and len(found.keys() & _TELLING) >= 2 else {}


def _cells(row: Row) -> list[tuple[str, float]]:
    return [(run.text, run.x) for run in row.runs]


def _label_and_value(cells: Sequence[tuple[str, float]]) -> tuple[str, str, float] | None:
    """Canonical label, value and where the value begins, of a row's cells; None where the row has no label."""
    rest = list(cells)
    if len(rest) > 1 and (not _NUMBER.sub("", rest[0][0]) or (len(rest[0][0]) <= 3 and canonical(rest[1][0]))):
        rest = rest[1:]
    first, x = rest[0]
    label, colon, inline = first.partition(":")
    name = canonical(label)
    if name is None or not (colon or len(rest) > 1):
        return None
    values = [text for text in (inline.strip(), *(cell.lstrip(": ") for cell, _ in rest[1:])) if text]
    begins = rest[1][1] if len(rest) > 1 else x + 4.0 * (len(label) + 1)
    return name, " ".join(values), begins
