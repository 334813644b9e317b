"""How mail clients announce a quotation, by language: intros (`Pada … menulis:`), separators, `>`, and our own line.

Sources for Indonesian: the shipped translations of Roundcube, Thunderbird and Zimbra and what Gmail was observed to
write (shared/corpora/quote-headers-id.json); for other languages the wording of the same clients. Every pattern is
linear, for it repeats nothing nested and reads a bounded part of a line.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto


class Separator(Enum):
    """What a line such as `-----Pesan Asli-----` announces."""

    ORIGINAL = auto()
    FORWARD = auto()


# Alternatives of regular expressions.
_WROTE = (
    r"menulis|wrote|writes|sent|schrieb|a écrit|ha scritto|escribió|escreveu|schreef|geschreven|skrev|kirjoitti|"
    r"napisał\(a\)|napisał|napsal\(a\)|napsal|napísal|написал|пишет|написав|yazdı|đã viết|ezt írta|a scris|kirjutas|"
    r"je napisao|写道|のメール"
)
_ON = r"pada|on|am|le|el|em|il|in data|op|den|d\.|på|w dniu|dnia|dne|vào"
# Plain phrases, as they stand between dashes.
_ORIGINAL = (
    "pesan asli|surel asli|email asli|original message|original appointment|reply message|ursprüngliche nachricht|"
    "originalnachricht|message d'origine|message original|mensaje original|mensagem original|messaggio originale|"
    "oorspronkelijk bericht|oprindelig besked|oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|"
    "alkuperäinen viesti|wiadomość oryginalna|původní zpráva|исходное сообщение|replied message"
).split("|")
_FORWARDED = (
    "pesan terusan|pesan diteruskan|pesan yang diteruskan|surel diteruskan|email diteruskan|forwarded message|fwd.msg|"
    "weitergeleitete nachricht|message transféré|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|"
    "messaggio inoltrato|doorgestuurd bericht|videresendt meddelelse|videresendt melding|vidarebefordrat meddelande|"
    "välitetty viesti|edelleenlähetetty viesti|wiadomość przesłana dalej|treść przekazanej wiadomości|"
    "přeposlaná zpráva|preposlaná správa|továbbított üzenet|mesaj redirecționat|proslijeđena poruka|"
    "перенаправленное сообщение|пересылаемое сообщение|переслане повідомлення|iletilen ileti|メッセージを転送"
).split("|")
# Apple Mail and MailMate announce a forward by a line of its own with a colon, not between dashes.
_FORWARD_LINES = frozenset(
    (
        "mulai pesan yang diteruskan|begin forwarded message|forwarded message|anfang der weitergeleiteten nachricht|"
        "début du message réexpédié|début du message transféré|inicio del mensaje reenviado|"
        "início da mensagem encaminhada|início da mensagem reencaminhada|inizio messaggio inoltrato|"
        "begin doorgestuurd bericht|start på videresendt besked|videresendt melding|vidarebefordrat mejl|"
        "välitetty viesti alkaa|początek przekazywanej wiadomości|začátek přeposílané zprávy|"
        "začiatok preposlanej správy|továbbított levél kezdete|începe mesajul redirecționat|"
        "započni proslijeđenu poruku|начало переадресованного сообщения|початок листа, що пересилається|"
        "i̇leti başlangıcı"  # as Python lower-cases İleti
    ).split("|")
)

# Whatever they match holds one of these, lower-cased (to a regular expression ı is i).
_WROTE_WORDS = tuple(word.replace("\\", "").replace("ı", "i") for word in _WROTE.split("|"))
_CUTTING_SIGN = re.compile(r"[-_=*─—–:：>]")
_VERB = re.compile(rf"(?<![\w@.])(?:{_WROTE})(?![\w@])", re.IGNORECASE)
_VERB_END = re.compile(rf"(?<![\w@.])(?:{_WROTE})(?: følgende| följande)?[\s:*_>\"'-]{{0,40}}$", re.IGNORECASE)
_START = re.compile(rf"[\W_]{{0,40}}(?:{_ON})\s", re.IGNORECASE)
_YEAR, _TIME, _DAY = r"(?:19|20)\d\d", r"\d{1,2}[:.]\d{2}", r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
_DATE = re.compile(rf"(?<!\d)(?:{_YEAR}|{_TIME}|{_DAY})(?!\d)")
_CLOCK = re.compile(rf"(?<!\d){_TIME}(?!\d|[-/.]\d)")
_TIME_END = re.compile(rf"{_TIME}(?: ?[AP]M)?$")
_MAILBOX_COLON = re.compile(r"@[\w.-]{1,100}>+\s?:\s*$")
_DASHED = re.compile(r"\s*[-_=*–—]{2,}\s?([^\n]{3,80}?)\s?[-_=*–—]{2,}[\s>]*$")
_OUR_LINE = re.compile(r"(?:balasan\s+ditulis|tulis\s+balasan)\s+di\s+atas\s+garis\s+ini", re.IGNORECASE)
_OUR_END = re.compile(r"pemberitahuan\s+otomatis\s+dan\s+bukan\s+naskah\s+dinas", re.IGNORECASE)
_SEPARATOR_ENDS = (*"-_=*–—:",)
_RULE = re.compile(r"[\s>]*[-_=*─—–]{4,}\s*$")
_QUOTED_WITHIN = 9  # columns, for the blanks that some clients put before `>`
_FRAMED = re.compile(r"\s*>{2,}[^<>\n][^<\n]{0,200}<{2,}\s*$")
_MARKS = re.compile(r"^(?:[ \t]*>)+ ?")

_MAX_INTRO_LINES = 5  # a client folds "Pada <tanggal> <nama> <alamat> menulis:" at 60 to 78 columns
_MAX_INTRO = 600  # characters; the longest seen, with a mailto: link inside, has 210
_MAX_LINE = 1000  # longer lines are prose


def is_quoted(line: str) -> bool:
    """Whether the line is marked by `>`; a line framed as `>>> … <<<` is an ornament of the sender's."""
    if not line[:_QUOTED_WITHIN].lstrip().startswith(">"):
        return False
    return not line.rstrip().endswith("<<") or _FRAMED.match(line) is None


def unquoted(line: str) -> str:
    """The line without its `>` marks."""
    return _MARKS.sub("", line)


def is_rule(line: str) -> bool:
    """Whether the line is only drawn: `________`, `-----`."""
    return _RULE.match(line) is not None


def is_framed(line: str) -> bool:
    """Whether the line is words between dashes (`--- Original ---`), which above a header block is a separator."""
    return len(line) <= 200 and _DASHED.match(line) is not None


def is_our_line(line: str) -> bool:
    """Whether the line is the one our mails ask to write above, however it is framed or quoted."""
    return "garis" in line.lower() and _OUR_LINE.search(line[:_MAX_LINE]) is not None


def is_our_end(line: str) -> bool:
    """Whether the line is the last one of our mails."""
    return "naskah" in line.lower() and _OUR_END.search(line[:_MAX_LINE]) is not None


def separator_of(line: str) -> Separator | None:
    """What the line announces when it is a separator, else None."""
    if len(line) > 200 or not line.rstrip(" \t>").endswith(_SEPARATOR_ENDS):
        return None
    found = _DASHED.match(line)
    if found is not None:
        words = found[1].lower()
        if any(phrase in words for phrase in _FORWARDED):
            return Separator.FORWARD
        if any(phrase in words for phrase in _ORIGINAL):
            return Separator.ORIGINAL
        return None
    sentence = line.strip(" \t>*").lower()
    if sentence.endswith(":") and sentence.rstrip(" :") in _FORWARD_LINES:
        return Separator.FORWARD
    return None


def may_introduce(lines: Sequence[str]) -> bool:
    """Whether an intro can stand anywhere in that text: each needs a verb of writing or a mailbox.

    Most requests have neither, and are spared the search line by line.
    """
    text = "\n".join(lines).lower().replace("ı", "i")
    return "@" in text or any(word in text for word in _WROTE_WORDS)


def may_cut(line: str) -> bool:
    """Whether the line holds any sign that a separator, a rule or a header block needs."""
    return _CUTTING_SIGN.search(line) is not None


def intro_end(lines: Sequence[str], start: int) -> int | None:
    """The index after the intro that begins at `start` (`Pada … menulis:`, folded over up to five lines), else None."""
    line = lines[start]
    if len(line) > _MAX_LINE:
        return None
    opened = _START.match(line) is not None
    dated = _DATE.search(line) is not None
    if not opened and not dated and "@" not in line and not line.rstrip().endswith((":", "-")) and "---" not in line:
        return None
    if _is_intro(line, opened=opened) or _same_line(line, opened=opened) or _named(lines, start):
        return start + 1
    return _folded(lines, start, opened=opened, dated=dated) if opened or dated else None


def _is_intro(text: str, *, opened: bool) -> bool:
    """Whether one (unfolded) line is an intro by itself."""
    text = text.rstrip()
    # A letter's sentence has a date, too (`Pada rapat 3 November Kadis menulis:`), but seldom an hour.
    placed = "@" in text or _CLOCK.search(text) is not None
    if text.endswith(":"):
        if _VERB.search(text) is not None:
            return placed
        return _DATE.search(text[:40]) is not None and _MAILBOX_COLON.search(text) is not None
    return placed and (opened or text.startswith("--")) and _VERB_END.search(text) is not None


def _same_line(text: str, *, opened: bool) -> bool:
    """Yahoo's phone app lets the quoted text follow on the intro's own line: `Pada … menulis:   Yth. …`."""
    found = _VERB.search(text) if opened and ":" in text else None
    if found is None or not text[found.end() :].lstrip().startswith(":"):
        return False
    return _CLOCK.search(text[: found.start()]) is not None


def _named(lines: Sequence[str], i: int) -> bool:
    """Intros without verb or date.

    Zimbra's `----- Nama menulis:`; and right above `>` lines `Nama menulis:`, `2011/4/7 Nama <a@b>` and Nextcloud's
    `"Nama" a@b – 3 November 2026 10.12`.
    """
    text = lines[i].strip()
    if not text.endswith((":", ">", *"0123456789M")) and not text.startswith("---"):
        return False
    verb = _VERB_END.search(text) is not None
    if text.startswith("---") and verb:
        return True
    dated = "@" in text and (_TIME_END.search(text) or (text.endswith(">") and _DATE.search(text[:40])))
    if not (verb and text.endswith(":")) and not dated:
        return False
    return is_quoted(next((line for line in lines[i + 1 : i + 4] if line.strip()), ""))


def _folded(lines: Sequence[str], start: int, *, opened: bool, dated: bool) -> int | None:
    """As `intro_end`, for an intro that the client folded."""
    text, blanks = lines[start].strip(), 0
    for i in range(start + 1, min(start + 1 + _MAX_INTRO_LINES, len(lines))):
        line = lines[i].strip()
        if not line:
            blanks += 1
            if blanks > 1 or not opened:
                return None
            continue
        if _START.match(line) or (dated and _DATE.search(line)) or len(text) + len(line) > _MAX_INTRO:
            return None
        text = f"{text} {line}"
        dated = dated or _DATE.search(line) is not None
        if _is_intro(text, opened=opened):
            return i + 1
    return None
