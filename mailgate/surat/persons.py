"""What stands in a signature block: ranks, titles of posts, names with their degrees."""

import re

from mailgate.surat.spelling import folded, shouted, skeleton, starts_with

_RANK = re.compile(r"\b[IVl1]{1,3}\s?/\s?[a-e]\b")
_RANKS = ("pembina", "penata", "pengatur", "juru", "golongan", "pangkat", "brigadir", "ajun komisaris")
_POSTS = (
    "kepala", "plt", "plh", "pj", "pjs", "a.n", "an.", "u.b", "ub.", "sekretaris", "camat", "lurah", "direktur",
    "bupati", "wali kota", "walikota", "gubernur", "asisten", "inspektur", "wakil", "pejabat", "kasubbag", "kabag",
    "ketua", "penjabat", "pelaksana tugas", "pelaksana harian", "pengguna anggaran", "kuasa pengguna", "pihak",
    "administrator", "koordinator", "staf ahli", "pimpinan",
)  # fmt: skip
_ACTING = {skeleton("plt"): "Plt.", skeleton("plh"): "Plh."}
_BEFORE = re.compile(r"^(?:dr|drg|drh|drs|dra|ir|prof|h|hj|kh|r|apt|ns|bdn)[.,]$", re.IGNORECASE)
_ELECTRONIC = (
    "ditandatangani",
    "dokumen ini telah",
    "secara elektronik",
    "sertifikat elektronik",
    "uu ite",
    "undang undang",
)


def is_rank(text: str) -> bool:
    """Whether a line is a rank: Pembina Utama Muda (IV/c)."""
    return _RANK.search(text) is not None or any(starts_with(text, rank, least=85) for rank in _RANKS)


def is_post(text: str) -> bool:
    """Whether a line begins as the title of a post does, or its a.n., Plt., Plh., u.b."""
    plain = folded(text)
    if acting(text) is not None:
        return True
    return any(
        plain == (post := folded(name))
        or plain.startswith(post + " ")
        or (len(name) >= 6 and starts_with(text, name, least=86))
        for name in _POSTS
    )


def acting(text: str) -> str | None:
    """`Plt.` or `Plh.` where the first word is one, the l read as any stroke (Pit, P1t)."""
    return _ACTING.get(skeleton(text.split(maxsplit=1)[0])) if text.split() else None


def is_recipient(text: str) -> bool:
    """Whether a line of a list names who gets a copy: a post, or the archive."""
    return is_post(text) or folded(text).startswith(("arsip", "yth", "para ", "bapak", "ibu"))


def is_electronic(text: str) -> bool:
    """Whether a line is what an electronic signature prints between a title and a name."""
    plain = folded(text)
    return any(words in plain for words in _ELECTRONIC)


def is_name(text: str) -> bool:
    """Whether a line may be a person's name: a few words that begin with capitals, no figures, no verb of a body."""
    words = [word for word in re.split(r"[\s,.]+", text) if word]
    if not 1 <= len(words) <= 12 or any(sign.isdigit() for sign in text) or text.endswith(":"):
        return False
    if len(skeleton(text)) < (2 if "." in text else 3) or is_rank(text):
        return False
    return shouted(text) or all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)


_PARTICLES = frozenset(("bin", "binti", "dr", "drg", "apt", "van", "al", "dan"))


def is_degrees(text: str) -> bool:
    """Whether a line is nothing but degrees (S.Kom., M.Kom. or SKM, M.PH), the rest of a name above."""
    return all("." in word or (word.isupper() and len(word) <= 4) for word in text.replace(",", " ").split())


def name_with_degrees(text: str) -> str:
    """The name as it was meant: `dr, SITI AMINAH, M.Kes,` has its full stops again."""
    words = text.strip(" ;:_()'\"|").split()
    if not words:
        return ""
    mended = [word[:-1] + "." if _BEFORE.match(word) else word for word in words]
    return _last_stop(" ".join(mended))


def _last_stop(name: str) -> str:
    """A degree ends in a full stop; a comma that was read for it, or that leads to nothing, is none."""
    bare = name.rstrip(" ,;")
    if "," not in bare:
        return bare
    tail = bare.rpartition(",")[2].strip()
    return bare + "." if name != bare and "." in tail and not bare.endswith(".") else bare
