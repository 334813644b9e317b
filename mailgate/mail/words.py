"""Normalised words of a line, each knowing where it stands in the text as written (domain notes 3.2)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_INVISIBLE}]|['’ʼ`](?=[^\W_]))*")
_NOT_A_LETTER = re.compile(rf"[{_INVISIBLE}'’ʼ`]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_MARKS = re.compile(r"[^,:;.?!\-–—/&+()%@#\n=]+")
"""What a gap between words loses: spaces, emphasis marks, quotation marks, emoji."""

SHORTENINGS: dict[str, str] = {
    short: full
    for full, shorts in {
        "disposisi": "dispo disp dsps dispos disposisikn",
        "setuju": "acc aac setj stuju stj",
        "disetujui": "diacc",
        "selesai": "sls slsai slesai selesei slse",
        "sudah": "sdh udh dah sdah udah sudh suda sampun",
        "belum": "blm blom belom blum",
        "tidak": "tdk tak gk ga gak nggak ngga ndak enggak engga kagak tida",
        "dengan": "dgn dg",
        "untuk": "utk u tuk unt",
        "kepada": "kpd kpda",
        "yang": "yg",
        "tersebut": "tsb",
        "dalam": "dlm",
        "mohon": "mhn mhon",
        "tolong": "tlg tlong",
        "harap": "hrp",
        "segera": "sgr sgera sgra",
        "tindak lanjut": "tl tindaklanjut tindaklanjuti",
        "untuk ditindaklanjuti": "udl",
        "untuk diketahui": "udk",
        "untuk menjadi perhatian": "ump",
        "bersangkutan": "ybs",
        "koordinasi": "koord",
        "laporan": "lap",
        "keterangan": "ket",
        "prioritas": "prio",
        "verifikasi": "verif",
        "karena": "krn karna",
        "jangan": "jgn jngn",
        "masih": "msh",
        "sedang": "sdg sdang",
        "bisa": "bs bsa",
        "besok": "bsk esok",
        "tanggal": "tgl",
        "bapak": "bpk",
        "ibu": "ibuk",
        "saya": "sy",
        "kami": "kmi",
        "dari": "dr",
        "pada": "pd",
        "lagi": "lg",
        "oke": "ok okay okey okeh",
        "bagaimana": "gimana gmn bgmn bgm gmana",
        "kenapa": "knp napa",
        "kalau": "kalo klo klau kl",
        "terima kasih": "terimakasih makasih trims thx tks tq thanks mksh trimakasih",
    }.items()
    for short in shorts.split()
}
"""Shortenings that stand for one meaning wherever they are written."""
del SHORTENINGS["sampun"]  # Javanese: an office that wants it adds it among its own words

_JOINED = {
    ("ka", "bid"): "kabid",
    ("ka", "si"): "kasi",
    ("ka", "sie"): "kasi",
    ("ka", "dis"): "kadis",
    ("ka", "dinas"): "kadis",
    ("a", "n"): "an",
    ("s", "d"): "sd",
}
_SINGLE = {"kasie": "kasi", "kadin": "kadis"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `text` is normalised; `start` and `end` are offsets in the text as written; `gap` the marks before it.

    A `gap` of "" means that only spaces (or quotation marks, emphasis, emoji) stand before the word; "‐" that a hyphen
    joins it to the word before. `loud` words are all capitals, `proper` ones begin with one.
    """

    text: str
    start: int
    end: int
    gap: str
    loud: bool
    proper: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A text as written and its words; `tail` are the marks after the last of them."""

    raw: str
    words: tuple[Word, ...]
    tail: str

    def after(self, index: int) -> str:
        """The text as written behind the first `index` words."""
        return self.raw[self.words[index - 1].end :] if index else self.raw

    def gap_at(self, index: int) -> str:
        """The marks before that word, or those at the end of the text."""
        return self.words[index].gap if index < len(self.words) else self.tail

    def texts(self, start: int = 0, end: int | None = None) -> list[str]:
        """The normalised words from `start` on."""
        return [word.text for word in self.words[start:end]]


@lru_cache(maxsize=128)
def line_of(raw: str) -> Line:
    """The words of a text. Linear in its length; one reply asks for the same lines again and again."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(raw):
        start, end = match.span()
        written = match[0]
        gap = _gap(raw[last:start])
        text = _DRAWN_OUT.sub(r"\1", _NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", written)).lower())
        last = end
        joined = _JOINED.get((words[-1].text, text)) if words and gap in ("", ".", "/", "‐") else None
        if joined is not None:
            before = words.pop()
            words.append(Word(joined, before.start, end, before.gap, before.loud, before.proper))
            continue
        parts = SHORTENINGS.get(text, _SINGLE.get(text, text)).split() or [text]
        loud = written.isupper()
        for part in parts:
            words.append(Word(part, start, end, gap, loud, written[:1].isupper()))
            gap = ""
    return Line(raw, tuple(words), _gap(raw[last:]))


def _gap(raw: str) -> str:
    """The marks that separate clauses; a hyphen between letters joins, a dash between spaces separates."""
    if raw in (" ", ""):
        return ""
    if raw == "-":
        return "‐"
    return _MARKS.sub("", unicodedata.normalize("NFKC", raw))


def words_of(text: str) -> tuple[str, ...]:
    """The normalised words of a phrase, without their places."""
    return tuple(line_of(text).texts())
