"""Word patterns of aturan.yaml, compiled with RE2: linear in the text, whatever an office writes."""

import re
from functools import lru_cache

import re2

from mailgate.domain.predicate import Finder
from mailgate.domain.spelling import written_out

_MAX_PATTERN = 300
# A reason is read by people: a longer find is cut.
_MAX_FOUND = 60

# A plain word inside a pattern: no escape before it, nothing after it that repeats its last letter.
_PLAIN_WORD = re.compile(r"(?<![\\\w])[A-Za-z]+(?![\w.*+?{])")


def problem(pattern: str) -> str | None:
    """What is wrong with a pattern, in Indonesian, or None."""
    if len(pattern) > _MAX_PATTERN:
        return f"pola lebih panjang dari {_MAX_PATTERN} tanda; bagi menjadi beberapa kata"
    try:
        compiled = re2.compile(pattern, _options())
    except re2.error as error:
        detail = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        return (
            f"pola '{pattern}' tidak sah ({detail}); tanda ( ) [ ] * + ? . harus berpasangan atau didahului \\, "
            "dan (?=…) atau \\1 tidak dikenal"
        )
    if compiled.fullmatch("") is not None:
        return f"pola '{pattern}' cocok dengan teks kosong; tulis setidaknya satu kata yang wajib ada"
    return None


@lru_cache(maxsize=1024)
def finder(patterns: tuple[str, ...]) -> Finder:
    """Any of the (sound) patterns as whole words, in normalised text. The same patterns give the same finder."""
    joined = "|".join(f"(?:{_whole_words(_normal(pattern))})" for pattern in patterns)
    compiled = re2.compile(joined.encode(), _options())

    def find(text: str) -> str | None:
        match = compiled.search(text.encode(errors="replace"))
        if match is None:
            return None
        found: str = match.group().decode(errors="replace")
        return found if len(found) <= _MAX_FOUND else f"{found[:_MAX_FOUND]}…"

    return find


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True  # only the whole find is asked for, which keeps RE2 on its fast engine
    return options


def _normal(pattern: str) -> str:
    """The pattern in the wording of `normalise`: one space, shortenings written out."""
    return _PLAIN_WORD.sub(lambda word: written_out(word[0]), " ".join(pattern.split()))


def _whole_words(pattern: str) -> str:
    start = r"\b" if _starts_in_word(pattern) else ""
    end = r"\b" if _ends_in_word(pattern) else ""
    return f"{start}(?:{pattern}){end}"


def _starts_in_word(pattern: str) -> bool:
    """Whether a find begins with a letter or digit: past opening brackets; of a class, when any member is one."""
    inner = re.sub(r"^(\((\?:)?)+", "", pattern)
    if inner.startswith("["):
        return _has_word_sign(inner[1 : inner.find("]")])
    return _has_word_sign(inner[1:2] if inner.startswith("\\") else inner[:1])


def _ends_in_word(pattern: str) -> bool:
    """Whether a find ends with a letter or digit: before closing brackets and repeats."""
    inner = re.sub(r"(?<!\\)(\)|[?*+]|\{\d+(,\d*)?\})+$", "", pattern)
    if inner.endswith("]"):
        return _has_word_sign(inner[inner.rfind("[") + 1 :])
    return _has_word_sign(inner[-1:])


def _has_word_sign(signs: str) -> bool:
    return any(sign.isalnum() for sign in signs)
