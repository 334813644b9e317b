"""From bytes to text that is always text: charsets that lie, encoded words, control characters.

Nothing here raises. Whatever comes out holds no NUL, no lone surrogate and, in a header, no control
character, so that it can be stored in PostgreSQL and written into a mail.
"""

import binascii
import re

# Codecs of Python that are no mail charset: they interpret escapes, raise on everything, or take quadratic time.
_REFUSED = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
# What senders mean by a name (WHATWG Encoding Standard): each is a superset of what was declared.
_MEANT = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "x-sjis": "cp932",
    "utf8mb4": "utf-8",
}
_WORD = r"=\?[^?\s]{1,80}\?[BbQq]\?[^?]*+\?="
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,80})\?([BbQq])\?([^?]*+)\?=")
_ENCODED_WORDS = re.compile(rf"{_WORD}(?:[ \t]{{1,20}}{_WORD})*+|\\\\.|\"")
_BETWEEN_WORDS = re.compile(r"\s*\Z")
# C0 and C1 controls, line and paragraph separators, and the marks that turn the direction of what is read.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]|=\?")
_SPACES = re.compile(r"[\t\r\n]+ *")


def decode_text(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """The text of `data` and, where the declared charset could not be used, a defect that says what was done.

    Without a charset, or with a wrong one, UTF-8 is tried and then Windows-1252, which takes any byte.
    """
    declared = (charset or "us-ascii").strip().strip("\"'").lower()
    meant = _MEANT.get(declared, declared)
    reason = "is not known"
    if meant.replace("-", "_") not in _REFUSED:
        try:
            return _without_surrogates(data.decode(meant)), None
        except LookupError:
            pass
        except ValueError:  # UnicodeError, and a name with a NUL in it
            reason = "does not fit"
    text, used = _guess(data)
    return text, f"charset {declared[:40]!r} {reason}; read as {used}"


def decode_header(value: str) -> str:
    """A header value as a person reads it: unfolded, encoded words (RFC 2047) decoded, raw 8-bit bytes repaired.

    `value` is what Python's `email` keeps of the header (raw bytes as surrogate escapes).
    """
    if not _NOT_PLAIN.search(value):
        return value.strip()
    return clean_line(_decode_words(repair(value)))


def repair(value: str) -> str:
    """A header value unfolded and with its raw 8-bit bytes decoded, but its encoded words left as they are."""
    if not value.isascii():
        value = decode_text(value.encode("utf-8", "surrogateescape"), "utf-8")[0]
    return _CONTROL.sub("", _SPACES.sub(" ", value))


def decode_names(value: str) -> str:
    """An address header (unfolded) with its encoded words decoded and quoted.

    Quoted, for a name such as `Dinas, <x@y>` is text and neither a comma nor a mailbox. Words within quotes are decoded
    too: RFC 2047 forbids them there, and half of the world writes them so.
    """
    if "=?" not in value:
        return value
    quoted = False

    def decoded(found: re.Match[str]) -> str:
        nonlocal quoted
        if found[0] == '"':
            quoted = not quoted
        if not found[0].startswith("=?"):
            return found[0]
        text = clean_line(_decode_words(found[0])).replace("\\", "").replace('"', "")
        return text if quoted else f'"{text}"'

    return _ENCODED_WORDS.sub(decoded, value)


def clean_line(text: str) -> str:
    """One line without control characters: what may go into a header, a log or a file name."""
    return _CONTROL.sub("", _SPACES.sub(" ", text)).strip()


def clean_body(text: str) -> str:
    """Body text with newlines as line ends and without NUL, byte order mark and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_surrogates(text.replace("\x00", "").removeprefix("\ufeff"))


def _guess(data: bytes) -> tuple[str, str]:
    """UTF-8 if it mostly is (a mail cut within a character still is), else Windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken:
        return text, "utf-8"
    beyond_ascii = sum(not char.isascii() for char in text)
    if beyond_ascii - broken >= broken:
        return text, "utf-8 with replacement characters"
    return data.decode("cp1252", "replace"), "windows-1252"


def _decode_words(value: str) -> str:
    """Decodes encoded words; neighbours of one charset are joined first, for some senders cut within a character."""
    out: list[str] = []
    waiting, waiting_charset, end = b"", "", 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[end : word.start()]
        charset, data = word[1].partition("*")[0].lower(), _word_bytes(word[2], word[3])
        if data is None:
            continue
        if waiting and (charset != waiting_charset or not _BETWEEN_WORDS.match(between)):
            out.append(decode_text(waiting, waiting_charset)[0])
            waiting = b""
        if end == 0 or not _BETWEEN_WORDS.match(between):
            out.append(between)
        waiting, waiting_charset, end = waiting + data, charset, word.end()
    if waiting:
        out.append(decode_text(waiting, waiting_charset)[0])
    return "".join(out) + value[end:]


def _word_bytes(encoding: str, text: str) -> bytes | None:
    data = text.encode("utf-8")
    if encoding in "Qq":
        return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return None


def _without_surrogates(text: str) -> str:
    """Some codecs of Python produce lone surrogates, which nothing after them can store."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
