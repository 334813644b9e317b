"""The NIP of a civil servant, and the NI PPPK: 18 digits that prove themselves by their dates."""

import re
from dataclasses import dataclass
from datetime import date

from mailgate.surat.repair import digits

_LABEL = re.compile(r"^\W{0,3}N\W{0,2}[I1l|!Ff]\W{0,2}[PpFfRr](?:[ .]{0,2}P?PPK)?(?![A-Za-z])[\W_]{0,4}", re.IGNORECASE)
_FIGURES = re.compile(r"[0-9OoQDIl|!\]ZzSsGbBgqT][0-9OoQDIl|!\]ZzSsGbBgqT .\-]{14,30}")


@dataclass(frozen=True, slots=True)
class Nip:
    """What stood behind `NIP`: the 18 digits where they are valid, else None; `repaired` counts look-alikes."""

    digits: str | None
    repaired: int


def is_nip_line(text: str) -> bool:
    """Whether a line begins with NIP (or NI PPPK)."""
    return _LABEL.match(text) is not None


def read_nip(text: str) -> Nip:
    """The NIP of a line; structurally invalid ones are not given back, since a digit of theirs was misread."""
    rest = _LABEL.sub("", text, count=1)
    found = _FIGURES.search(rest)
    if found is None:
        return Nip(None, 0)
    written = re.sub(r"[ .\-]", "", found[0])[:18]
    made = digits(written)
    if made is None or not is_valid(made):
        return Nip(None, 0)
    return Nip(made, sum(before != after for before, after in zip(written, made, strict=True)))


def is_valid(nip: str) -> bool:
    """Whether 18 digits are a NIP (birth, year and month of appointment, sex, serial) or a NI PPPK."""
    if len(nip) != 18 or not nip.isdigit():
        return False
    if not int(nip[:4]) >= 1930 or not _is_day(nip[:8]) or nip[15:] == "000":
        return False
    return _is_servant(nip) or _is_contracted(nip)


def _is_servant(nip: str) -> bool:
    born, since, month, sex = int(nip[:4]), int(nip[8:12]), int(nip[12:14]), nip[14]
    return born + 15 <= since <= 2099 and 1 <= month <= 12 and sex in "12"


def _is_contracted(nip: str) -> bool:
    """NI PPPK: birth(8), year(4), 21, sex, serial(3)."""
    born, since, sex = int(nip[:4]), int(nip[8:12]), nip[14]
    return max(2019, born + 17) <= since <= 2099 and nip[12:14] == "21" and sex in "12"


def _is_day(eight: str) -> bool:
    try:
        date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return False
    return True
