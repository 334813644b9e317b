"""Words that hold a command back: negation, request, question, future, condition (domain notes 3.6)."""

from mailgate.domain.verb import Risk, verb
from mailgate.mail.phrases import WORDINGS, Hit
from mailgate.mail.words import Line

NEGATORS = frozenset(
    "tidak belum bukan jangan kurang tanpa gagal batal hampir nyaris ora mboten durung dereng henteu acan teu "
    "ndereng".split()
)
REQUESTS = frozenset(
    "mohon tolong harap agar supaya minta dimohon diharapkan harus wajib perlu sebaiknya hendaknya coba silakan "
    "silahkan "
    "usahakan pastikan biar biarkan sampai kalimat contoh ketik balas tulis menulis membalas katanya kata "
    "menurut".split()
)
QUESTIONS = frozenset(
    "apakah kapan bagaimana mengapa kenapa berapa apa siapa mana kah sudahkah apanya kapankah bilakah dimana".split()
)
FUTURE = frozenset(
    "akan besok nanti rencana rencananya segera lusa bakal hendak mau ingin ntar target targetnya estimasi "
    "diperkirakan "
    "kemungkinan insyaallah insya semoga mudah moga sebentar menyusul".split()
)
CONDITIONS = frozenset("kalau jika apabila bila bilamana seandainya andai andaikan asal asalkan jikalau".split())
_LATER = frozenset({"besok", "nanti", "lusa", "menyusul"})
"""Future even for a command whose text may speak of what is to come."""
WAITING = frozenset("setelah sesudah begitu tunggu menunggu nunggu sebelum hingga sampai".split())
HOLDING = frozenset("dulu tunggu sebentar pelajari cek diskusikan bahas pertimbangkan tanya tanyakan".split())
PARTIAL = frozenset("sebagian separuh separo setengah sebagiannya".split())
CONTRASTS = frozenset(
    "tapi tetapi namun cuma cuman hanya kecuali sayangnya meski meskipun walaupun asal catatan syarat".split()
)
_FAVOURS = frozenset("mohon tolong minta izin ijin harap".split())
_NEWS = frozenset(
    "sudah telah selesai berhasil beres tuntas normal pulih terpasang terlampir tersambung teratasi".split()
)
"""With one of these a text tells what has been done."""
_SETBACKS = frozenset("belum ternyata gagal".split())
"""Behind a report of success these take it back."""
_OPEN = frozenset(
    (
        "dilengkapi lengkapi melengkapi diperbaiki perbaiki direvisi revisi ditambah ditambahkan tambahkan dilampirkan "
        "lampirkan setelah sesudah sebelum tunggu menunggu belum sementara"
    ).split()
)
"""Behind an approval these name what is still to be done."""
_DOUBTS = frozenset({"kah", "apakah", "kapan", "siapa", "kenapa", "mengapa"})
_CLOSING = frozenset("ini itu ya pak bu mas mbak bapak ibu tiket tiketnya nya".split())
_CLAUSE_MARKS = frozenset(",:;.!–—-(\n")
_LONGEST_SENTENCE = 80
"""Words on either side that are looked at, so that a text without full stops stays cheap."""
_STOPS = frozenset(".!?;\n")


def held_after(line: Line, hit: Hit, begin: int) -> str:
    """What holds back a command written at the start of a line, named in English, or "" where nothing does.

    `begin` is the first word behind the command and its particles. Looked at are the words up to the next mark, or the
    whole line where the verb's wording says so. A command whose text speaks of the future is held by questions and
    conditions only.
    """
    if hit.phrase.verb in ("STATUS", "BANTUAN"):
        return ""
    entry, whole = verb(hit.phrase.verb), WORDINGS[hit.phrase.verb].whole_line
    end = _clause_end(line, begin)
    words = line.texts(begin, end)
    if _asks(line, hit.start, end, line.texts(hit.start, end)) or _first(words, _DOUBTS):
        return "question"
    if not entry.looks_ahead and (words[:1] == ["belum"] or _or_not(words) or _tagged(line, hit.end)):
        return "question"
    if found := _first(words, CONDITIONS):
        return f"condition: {found}"
    if whole and not _has_colon(line, hit.end):
        end = _line_end(line, begin)
        words = line.texts(begin, end)
        if held := _held_by_line(hit, words):
            return held
    if entry.looks_ahead and not whole:
        found = _first(words, _LATER) if entry.name == "TERUSKAN" else ""
        return f"future: {found}" if found else ""
    if found := _first(words, FUTURE) or next((w for w in words if w in PARTIAL), ""):
        return f"future: {found}" if found in FUTURE else f"in part: {found}"
    return "in part" if _in_part(line, begin, end) else ""


def _held_by_line(hit: Hit, words: list[str]) -> str:
    """What in the rest of the line holds a command back: a favour asked by way of LAPOR, a hold, a condition."""
    if hit.phrase.verb == "LAPOR" and hit.phrase.headword and (found := _first(words[:2], _FAVOURS)):
        return f"request: {found}"
    found = _first(words, HOLDING | CONDITIONS)
    return f"hold: {found}" if found else ""


def held_inside(line: Line, hit: Hit) -> str:
    """What holds back a command found inside a sentence, named in English, or ""."""
    start, end = sentence_around(line, hit.start)
    before = line.texts(start, hit.start)
    if found := _first(_nearest(line, hit.start), NEGATORS):
        return f"negation: {found}"
    if found := _first(before, REQUESTS):
        return f"request: {found}"
    words = line.texts(start, hit.start) + line.texts(hit.end, end)
    if _asks(line, start, end, words) or _first(words, QUESTIONS):
        return "question"
    if found := _first(words, CONDITIONS | (WAITING - {"setelah", "sesudah"})) or _first(before, WAITING):
        return f"condition: {found}"
    if found := _first(words, FUTURE):
        return f"future: {found}"
    return "in part" if PARTIAL & set(words) or _in_part(line, start, end) else ""


def reserved_after(line: Line, hit: Hit, begin: int) -> bool:
    """Whether what follows takes part of a statement back: "…, tapi belum dites", "…, ternyata rusak", "… ya bu?".

    An approval is reserved by anything still to be mended or awaited, in the next sentence of the line, too.
    """
    words = line.texts(begin, sentence_around(line, hit.start)[1])
    if verb(hit.phrase.verb).risk is Risk.GRAVE and leaves_open(line.texts(begin)):
        return True
    if _first(words, CONTRASTS) and _first(words, NEGATORS | {"masih"} | CONTRASTS - {"hanya"}):
        return True
    return bool(_first(words, _SETBACKS)) or _asks_behind(line, hit.end)


def leaves_open(words: list[str]) -> bool:
    """Whether the words behind an approval name what is still to be done ("… dilengkapi", not "… sudah dilengkapi")."""
    return any(
        word in CONTRASTS or (word in _OPEN and words[at - 1 : at] not in (["sudah"], ["telah"]))
        for at, word in enumerate(words)
    )


def _asks_behind(line: Line, at: int) -> bool:
    """Whether the sentence goes on to ask something ("Selesai, sudah dites juga ya bu?")."""
    return "?" in line.gap_at(min(sentence_around(line, max(at - 1, 0))[1], len(line.words)))


def _tagged(line: Line, at: int) -> bool:
    """Whether a few words behind a comma turn the sentence into a question ("Sudah beres, belum?", "…, kan pak?")."""
    end = min(sentence_around(line, max(at - 1, 0))[1], len(line.words))
    if any(":" in line.gap_at(i) for i in range(at, end)):
        return False
    commas = [i for i in range(at, end) if line.gap_at(i)[:1] == ","]
    return bool(commas) and end - commas[-1] <= 3 and "?" in line.gap_at(end)


def tells_news(line: Line, end: int, begin: int) -> bool:
    """Whether a text set off from the word and the forms of address before it tells of something done.

    `end` is the word behind the command, `begin` the one behind the forms of address. "Lapor pak, hujan deras" greets.
    """
    if begin == end or line.gap_at(begin)[:1] != ",":
        return True
    return any(word in _NEWS or (word.startswith("di") and len(word) > 5) for word in line.texts(begin))


def sentence_around(line: Line, at: int) -> tuple[int, int]:
    """The words of the sentence in which that word stands."""
    start = at
    while start > 0 and at - start < _LONGEST_SENTENCE and not _stops(line, start):
        start -= 1
    end = at + 1
    while end < len(line.words) and end - at < _LONGEST_SENTENCE and not _stops(line, end):
        end += 1
    return start, min(end, len(line.words))


def is_question(line: Line, start: int, end: int) -> bool:
    """Whether these words ask something."""
    return _asks(line, start, end, line.texts(start, end)) or bool(_first(line.texts(start, end), QUESTIONS))


def _stops(line: Line, at: int) -> bool:
    gap = line.gap_at(at)
    if not any(mark in _STOPS for mark in gap):
        return False
    between = line.raw[line.words[at - 1].end : line.words[at].start]
    return gap != "." or any(mark.isspace() for mark in between)


def _asks(line: Line, start: int, end: int, words: list[str]) -> bool:
    """A question mark, "sudah … belum", or "…kah" among these words."""
    if any("?" in line.gap_at(at) for at in range(start + 1, min(end, len(line.words)) + 1)):
        return True
    if "sudah" in words and _or_not(words[words.index("sudah") + 1 :]) and not _set_against(line, start, end):
        return True
    return bool(_first(words, _DOUBTS))


def _set_against(line: Line, start: int, end: int) -> bool:
    """ "Yang kemarin sudah, yang ini belum": a mark between the two, and words of another thing before "belum"."""
    texts = line.texts(start, end)
    if "belum" not in texts:
        return False
    at = start + len(texts) - 1 - texts[::-1].index("belum")
    return not _marks_clause(line, at) and any(_marks_clause(line, i) for i in range(start + texts.index("sudah"), at))


def _marks_clause(line: Line, at: int) -> bool:
    return any(mark in _CLAUSE_MARKS for mark in line.gap_at(at))


def _nearest(line: Line, at: int) -> list[str]:
    """The three words before that one, no further than the clause."""
    start = at
    while start > 0 and at - start < 3 and not any(mark in _CLAUSE_MARKS for mark in line.gap_at(start)):
        start -= 1
    return line.texts(start, at)


def _or_not(words: list[str]) -> bool:
    """Whether "belum" closes a question ("sudah selesai belum ini")."""
    if "belum" not in words or CONTRASTS & set(words):
        return False
    return set(words[words.index("belum") + 1 :]) <= _CLOSING


def _clause_end(line: Line, begin: int) -> int:
    end = begin
    while end < len(line.words) and not any(mark in _CLAUSE_MARKS for mark in line.gap_at(end)):
        end += 1
    return end


def _line_end(line: Line, begin: int) -> int:
    end = begin
    while end < len(line.words) and "\n" not in line.gap_at(end):
        end += 1
    return end


def _has_colon(line: Line, at: int) -> bool:
    return ":" in line.gap_at(at)


def _in_part(line: Line, begin: int, end: int) -> bool:
    """A percentage other than 100 in the clause."""
    return any(
        word.text.isdigit()
        and word.text != "100"
        and ("%" in line.gap_at(begin + i + 1) or line.texts(begin + i + 1, begin + i + 2) == ["persen"])
        for i, word in enumerate(line.words[begin:end])
    )


def _first(words: list[str], wanted: frozenset[str]) -> str:
    return next((word for word in words if word in wanted), "")
