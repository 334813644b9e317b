"""Characters that recognition confuses, put right where the structure proves what they were."""

import re

from rapidfuzz import fuzz

_DIGITS = str.maketrans("OoQDlIi|!]ZzSsGbBgqT", "00001111112255668997")
_ROMAN = str.maketrans("lLiI1|!]jJxvyYV", "IIIIIIIIIIXVVVV")
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari pebruari feb peb febuari", "maret mar mrt", "april apr", "mei", "juni jun",
            "juli jul", "agustus agt agst ags agu", "september sept sep", "oktober okt", "november nopember nov nop",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MARKS = re.compile(r"[^a-z0-9|!]")


def digits(text: str) -> str | None:
    """The text with look-alikes of digits made digits, or None where something else is in it: `2O26` is `2026`."""
    made = text.translate(_DIGITS)
    return made if made.isascii() and made.isdigit() else None


def roman_month(text: str) -> str | None:
    """A month in Roman numerals, `Xl` and `X1` made `XI`; None where it is none. Pure digits stay what they are."""
    if not text or text.isdigit() or len(text) > 4:
        return None
    made = text.translate(_ROMAN)
    return made if made in ROMAN_MONTHS else None


def month(text: str) -> tuple[int, bool] | None:
    """The month of a name or shortening (Nopember, Pebruari, Agt) and whether it had to be repaired; None if none."""
    name = _MARKS.sub("", text.casefold())
    if name in _MONTHS:
        return _MONTHS[name], False
    if len(name) < 3:
        return None
    plain = name.translate(str.maketrans("10|!5", "ioiis"))
    ranked = sorted(((fuzz.ratio(plain, known), number) for known, number in _MONTHS.items()), reverse=True)
    best, number = ranked[0]
    rival = next((score for score, other in ranked if other != number), 0.0)
    if best < 66 or best - rival < 10 or abs(len(plain) - len(name)) > 1:
        return None
    return number, True
