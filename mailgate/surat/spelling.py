"""Words as recognition bends them: compared without case, marks and the letters that look alike."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

_ALIKE = str.maketrans(
    {"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "8": "b", "6": "b", "2": "z", "$": "s", "€": "c"}
)
_NOT_WORD = re.compile(r"[^0-9a-z|!$€]+")

# Who begins a letter's body begins it so.
_OPENINGS = (
    "dengan hormat",
    "dengan ini",
    "dengan memperhatikan",
    "menindaklanjuti",
    "sehubungan",
    "dalam rangka",
    "berdasarkan",
    "bersama ini",
    "memperhatikan",
    "menunjuk",
    "mendasari",
    "berkenaan",
    "berkaitan",
    "merujuk",
    "menyusuli",
    "menjawab",
    "disampaikan",
    "dipermaklumkan",
    "assalamu",
    "salam sejahtera",
    "yang bertanda tangan",
    "kami yang bertanda",
    "bahwa",
    "guna",
    "untuk mendukung",
    "dimohon",
    "kami mohon",
    "mohon bantuan",
)


def folded(text: str) -> str:
    """Lower case, letters and digits only, one blank between words."""
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """What stays the same when look-alikes are confused and blanks lost: `Yth.` and `YTH :` are one."""
    return _NOT_WORD.sub("", text.casefold()).translate(_ALIKE)


def resembles(text: str, wanted: str, *, least: float = 80.0) -> bool:
    """Whether the text is that word or phrase, a few characters bent; short words must be exact but for look-alikes."""
    seen, looked_for = skeleton(text), skeleton(wanted)
    if seen == looked_for:
        return True
    return len(looked_for) >= 5 and abs(len(seen) - len(looked_for)) <= 2 and fuzz.ratio(seen, looked_for) >= least


def starts_with(text: str, wanted: str, *, least: float = 82.0) -> bool:
    """Whether the text begins with that phrase, a few characters bent."""
    seen, looked_for = skeleton(text[: 2 * len(wanted) + 8]), skeleton(wanted)
    head = seen[: len(looked_for)]
    return head == looked_for or (len(looked_for) >= 6 and fuzz.ratio(head, looked_for) >= least)


def opens_body(text: str) -> bool:
    """Whether a line is the beginning of a letter's body (Dengan hormat, Sehubungan dengan …)."""
    return any(starts_with(text, opening) for opening in _OPENINGS)


# A name doesn't end so: the rest of its line was lost.
_LEADS_ON = frozenset(
    "kabupaten kab kota provinsi prov dan kepala dinas badan pada di bagi untuk dalam dengan c.q cq".split()
)


def is_cut_off(text: str) -> bool:
    """Whether a name or subject ends in a word that leads on to another one (… Daerah Kabupaten)."""
    words = text.casefold().rstrip(" .,;:").split()
    return len(words) > 1 and words[-1] in _LEADS_ON


def shouted(text: str) -> bool:
    """Whether it is written in capitals (a kop, a name), a stray small letter forgiven."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and sum(sign.isupper() for sign in letters) >= 0.8 * len(letters)
