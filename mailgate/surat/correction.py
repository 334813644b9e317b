"""What a person corrects of a letter's fields by reply: lines such as `NOMOR: 500.12/1/2026`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from mailgate.domain.errors import CommandRefused
from mailgate.domain.letter import Letter, Signatory
from mailgate.surat.dates import first_date
from mailgate.surat.nip import is_valid
from mailgate.surat.spelling import folded

_KEYS = {
    "nomor": "nomor", "no": "nomor", "nomor surat": "nomor", "no surat": "nomor",
    "tanggal": "tanggal", "tgl": "tanggal", "tanggal surat": "tanggal", "tgl surat": "tanggal",
    "hal": "hal", "perihal": "hal",
    "sifat": "sifat",
    "lampiran": "lampiran",
    "pengirim": "pengirim",
    "kepada": "kepada",
    "penanda tangan": "penanda_tangan", "penandatangan": "penanda_tangan",
    "nip": "nip",
    "kontak": "kontak",
}  # fmt: skip
_LINE = re.compile(r"^[\s*>-]{0,6}([A-Za-z][A-Za-z. ]{1,20}?) {0,4}[:=] ?(.*)$")
_NONE = frozenset(("", "-", "–", "—", "tidak ada", "kosong"))


class FieldUnreadable(CommandRefused):
    """A corrected value that is none of its field; its text is the Indonesian sentence."""


def corrections(text: str) -> tuple[Mapping[str, str], str]:
    """The corrected fields by contract key (besides them `nip`), as written, and the text without their lines.

    The last line of a field counts.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    for line in text.splitlines():
        match = _LINE.match(line[:1000])
        key = _KEYS.get(folded(match[1])) if match else None
        if match and key:
            found[key] = " ".join(match[2].split())
        else:
            rest.append(line)
    return found, "\n".join(rest).strip()


def corrected(letter: Letter, changes: Mapping[str, str]) -> Letter:
    """The letter with these fields as a person gave them, believed fully; a dash empties a field.

    Raises FieldUnreadable where a value is none of its field, such as a date that doesn't exist.
    """
    for key, written in changes.items():
        if key in _CHANGES:
            value = None if written.casefold() in _NONE else written
            letter = replace(letter, **_CHANGES[key](letter, value))
            sure = "penanda_tangan" if key == "nip" else key
            letter = replace(letter, confidence={**letter.confidence, sure: 1.0})
    return letter


def _number(_letter: Letter, written: str | None) -> dict[str, Any]:
    if written is not None and not any(sign.isdigit() for sign in written):
        raise FieldUnreadable(f"Nomor surat “{written}” tidak terbaca. Mohon ditulis seperti NOMOR: 500.12/1/2026.")
    return {"number": written}


def _date(_letter: Letter, written: str | None) -> dict[str, Any]:
    found = first_date(written) if written is not None else None
    if written is not None and found is None:
        raise FieldUnreadable(f"Tanggal “{written}” tidak terbaca. Mohon ditulis seperti TANGGAL: 3 November 2026.")
    return {"dated": found.value if found else None}


def _signatory(letter: Letter, written: str | None) -> dict[str, Any]:
    before = letter.signatory or Signatory(None, None, None)
    return {"signatory": replace(before, name=written)}


def _nip(letter: Letter, written: str | None) -> dict[str, Any]:
    digits = re.sub(r"\D", "", written or "")
    if written is not None and not is_valid(digits):
        raise FieldUnreadable(
            f"NIP “{written}” tidak tepat. NIP terdiri atas 18 angka: tanggal lahir, TMT, jenis kelamin, nomor urut."
        )
    before = letter.signatory or Signatory(None, None, None)
    return {"signatory": replace(before, nip=digits or None)}


_CHANGES: dict[str, Callable[[Letter, str | None], dict[str, Any]]] = {
    "nomor": _number,
    "tanggal": _date,
    "hal": lambda _, written: {"subject": written},
    "sifat": lambda _, written: {"nature": written},
    "lampiran": lambda _, written: {"enclosure": written},
    "pengirim": lambda _, written: {"sender": written},
    "kepada": lambda _, written: {"addressee": written},
    "penanda_tangan": _signatory,
    "nip": _nip,
    "kontak": lambda _, written: {"contact": written},
}
