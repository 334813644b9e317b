"""Misspelled words: Damerau-Levenshtein distance (optimal string alignment) with the limits of domain notes 3.2."""

from collections.abc import Iterable

REAL_WORDS = frozenset(
    (
        "ambal amil bakal bandingkan bantal bantun bantuan batai batas batil buka bukaan bulan cacat camat catatkan "
        "catut "
        "cekak cepak gadungan gagah gagap gagas gatal gaung gayung halihkan kebalkan kecualikan kembalian kembangkan "
        "kendalikan kiri klorinasi koordinat koordinatif lampor lancut langut lanjur lanjutan lanjutkan lapar lapir "
        "lengkap lengkapan nila nilam pasah penting perintah pengantin perbaikan perbarui pilah pilih pisau progres "
        "prosesi protes puluh putih remisi rusa rusuk selesa semua sesuatu setara setujui statis stratus sumah sunah "
        "sudahi susah sudut talak tanda tandai tanya tapa tebuskan tegaskan tegakkan tegurkan telak tenda tetaskan "
        "tindak "
        "tolok tugas tuna tunduk tuntaskan turut tutupi tutur tundra waktu alirkan aliran arahkan asahan bebaskan"
    ).split()
)
"""Indonesian words that stand one or two letters from a headword and are no misspelling of it."""


def distance(one: str, other: str, limit: int) -> int:
    """Edits between two words (a swap of neighbours counts one); `limit + 1` as soon as it must be more than "
    "`limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row = row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def allowance(word: str) -> int:
    """How many edits a word of that length bears: none below 5 letters, one up to 7, two from 8."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def resembles(written: str, meant: str) -> bool:
    """Whether `written` may be a misspelling of `meant`: the same first letter, few edits, plain letters, no word "
    "itself."""
    limit = allowance(meant)
    if not limit or written == meant or written[:1] != meant[:1] or written in REAL_WORDS:
        return False
    return written.isascii() and written.isalpha() and distance(written, meant, limit) <= limit


def misspelled(written: Iterable[str], meant: Iterable[str]) -> bool:
    """Whether the phrase is the other one with at least one misspelled word, word by word."""
    pairs = list(zip(written, meant, strict=True))
    return any(w != m for w, m in pairs) and all(w == m or resembles(w, m) for w, m in pairs)
