"""Indonesian as people type it, brought to one form, so that a rule's words are found however they were written."""

import re
import unicodedata

_SHORTENINGS = {
    "aja": "saja",
    "bgmn": "bagaimana",
    "blm": "belum",
    "blum": "belum",
    "dgn": "dengan",
    "dlm": "dalam",
    "dpt": "dapat",
    "enggak": "tidak",
    "ga": "tidak",
    "gak": "tidak",
    "gk": "tidak",
    "hrs": "harus",
    "jar": "jaringan",
    "jrg": "jaringan",
    "jrgn": "jaringan",
    "kpd": "kepada",
    "krn": "karena",
    "mhn": "mohon",
    "ndak": "tidak",
    "ngga": "tidak",
    "nggak": "tidak",
    "permoh": "permohonan",
    "sdh": "sudah",
    "sgr": "segera",
    "skrg": "sekarang",
    "tdk": "tidak",
    "thd": "terhadap",
    "tlg": "tolong",
    "tsb": "tersebut",
    "udah": "sudah",
    "udh": "sudah",
    "utk": "untuk",
    "yg": "yang",
}

# Shortenings only with their dot: without it they are words of their own (a hub, a lap).
_DOTTED = {"dok.": "dokumen", "hub.": "hubungi", "kec.": "kecamatan", "ket.": "keterangan", "lap.": "laporan"}

_WORDS = {
    **{short + mark: word + mark for short, word in _SHORTENINGS.items() for mark in ("", ",", ";", ":", "?", "!")},
    **{f"{short}.": word for short, word in _SHORTENINGS.items()},
    **_DOTTED,
}

_TYPOGRAPHIC = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"})


def normalise(text: str) -> str:
    """Case folded, full-width and ligatures made plain (NFKC), diacritics and invisible signs dropped.

    Common shortenings are written out (`tdk` tidak, `jar.` jaringan). Spaces, line ends and underscores become one
    space each: a phrase that was wrapped, or is the name of a file, is one phrase.
    """
    folded = text.casefold().replace("_", " ")
    if not folded.isascii():
        folded = _plain(folded)
    return " ".join([_WORDS.get(word, word) for word in folded.split()])


_LOOK_ALIKE = re.compile(r"(?<=[a-z])[015|]|[015|](?=[a-z])")


def unconfused(text: str) -> str:
    """A normalised text from a scan, with the digits that a reader mistook for letters put back.

    Only inside words: `jar1ngan` is jaringan, `1ambat` lambat, `g0l` gol; a number stays as it is.
    """
    return _LOOK_ALIKE.sub(_letter_for, text)


def _letter_for(found: re.Match[str]) -> str:
    sign, text = found.group(), found.string
    if sign in "05":
        return {"0": "o", "5": "s"}[sign]
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return "l" if (before or " ") in _VOWELS or (after or " ") in _VOWELS else "i"


_VOWELS = "aiueo"


def written_out(word: str) -> str:
    """A single word (no dot) with its shortening written out, as `normalise` does; any other word unchanged."""
    return _SHORTENINGS.get(word.casefold(), word)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHIC))
    kept = "".join(sign for sign in decomposed if unicodedata.category(sign) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFKC", kept).casefold()
