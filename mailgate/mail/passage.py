"""The new text of a reply divided: quotations and our own sentences gone, farewell and names cut, lines kept."""

import re
import unicodedata
from dataclasses import dataclass

from mailgate.domain.task import Task
from mailgate.mail.courtesy import is_farewell, is_name_line, is_signature
from mailgate.mail.titles import directory_of
from mailgate.mail.words import words_of

MAX_CHARS = 20_000
"""Nobody writes a command below so much text."""
_OURS = re.compile(
    r"(?:tulis balasan|mohon balasan ditulis) di atas garis|cukup membalas dengan satu baris|^\s*perintah lain\s*:|"
    r"pesan otomatis\)|bukan naskah dinas|^\s*-{4,}.{0,40}(?:original message|pesan asli)|"
    r"^\s*(?:pada|on)\b.{5,120}\b(?:menulis|wrote)\s*:\s*$",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"\b(?:balas|balasan|ketik|contoh(?:nya)?|misal(?:nya)?|perintah|tulis|format)\b.{0,60}:\s*$", re.IGNORECASE
)
_ASKS_EXAMPLE = re.compile(
    r"\b(?:apakah|bagaimana|gimana|benarkah|cara(?:nya)?|perlu|harus)\b.*[:?,]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of new text. `apart`: a blank line stands before it; `example`: the line before announces an example."""

    raw: str
    apart: bool = False
    example: bool = False


def passages(text: str) -> list[Passage]:
    """The sender's own lines down to the farewell."""
    found: list[Passage] = []
    apart, before = False, ""
    for raw in text[:MAX_CHARS].splitlines():
        line = raw.strip()
        if not line:
            apart = True
            continue
        if _is_quoted(line):
            continue
        if _OURS.search(line) or (found and is_farewell(line)):
            break
        found.append(Passage(line, apart, bool(before) and _announces_example(before)))
        apart, before = False, line
    return found


def without_names(lines: list[Passage], task: Task) -> list[Passage]:
    """The lines behind a command without the names, offices and numbers that sign a mail at its end."""
    kept = list(lines)
    signed = False
    while kept and (_signs(kept[-1].raw, task) or (is_name_line(kept[-1].raw) and (signed or kept[-1].apart))):
        signed = True
        kept.pop()
    return kept


def _signs(raw: str, task: Task) -> bool:
    if is_signature(raw):
        return True
    words = words_of(raw)
    return 0 < len(words) <= 8 and raw[:1].isupper() and ":" not in raw and _is_somebody(words, task)


def _is_somebody(words: tuple[str, ...], task: Task) -> bool:
    return next(iter(directory_of(task.roster).ways(words)), None) is not None


def _is_quoted(line: str) -> bool:
    first = unicodedata.normalize("NFKC", line[:1])
    return first in (">", "|", "»") or line.startswith("&gt;")


def _announces_example(before: str) -> bool:
    return _EXAMPLE.search(before) is not None and (before.endswith(":") or _ASKS_EXAMPLE.search(before) is not None)
