"""What stands below the signature, and the telephone named in the body: Tembusan and contact."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from mailgate.surat.document import Word
from mailgate.surat.layout import Row, Run
from mailgate.surat.nip import is_nip_line
from mailgate.surat.persons import is_electronic, is_recipient
from mailgate.surat.spelling import resembles
from mailgate.surat.trust import CLEAN, Found, of_words, trust
from mailgate.surat.wrapping import is_place

_ITEM = re.compile(r"^\(?[\dIl|]{1,2} ?[.,)] ?|^[-–•*] ?")
_HONORIFIC = re.compile(r"^(?:Yth\b[.,:]? ?)", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d/])(?:\+62|62|0)[ .-]?8[0-9](?:[ .-]{0,2}[0-9]){7,10}(?![\d/])")
# A comma parts two copies where a post begins behind it, not within `Komunikasi, Informatika dan Statistik`.
_PARTING = re.compile(
    r"[,;] (?=(?:Yth|Bupati|Wali ?[Kk]ota|Gubernur|Sekretaris|Kepala|Inspektur|Camat|Lurah|Asisten|Direktur|Ketua|Para"
    r"|Arsip)\b)"
)
_FIRST = re.compile(r"^[1Il][.,] ?\w")
_MOST_COPIES = 20


def copies_in(rows: Sequence[Row]) -> Found[tuple[str, ...]] | None:
    """The list behind `Tembusan` of settled rows, numbers and final marks dropped; None where there is none."""
    for index, row in enumerate(rows):
        for run in row.runs:
            if resembles(run.words[0].text.partition(":")[0], "Tembusan"):
                return _listed(_inline(run), _below(rows, index, run))
    return _unlabelled(rows)


def _unlabelled(rows: Sequence[Row]) -> Found[tuple[str, ...]] | None:
    """The numbered list below the NIP, where the word over it went missing."""
    signed = max((index for index, row in enumerate(rows) if any(is_nip_line(r.text) for r in row.runs)), default=None)
    for index, row in enumerate(rows[signed + 1 :] if signed is not None else (), start=(signed or 0) + 1):
        run = row.runs[0]
        if _FIRST.match(run.text) and is_recipient(run.text[2:].strip()):
            found = _listed(None, [run, *_below(rows, index, run)])
            return found.times(0.9) if found else None
    return None


def copies_of(lines: Sequence[Run]) -> Found[tuple[str, ...]] | None:
    """The copies behind the label of a nota dinas, where commas part them."""
    words = [word for line in lines for word in line.words]
    items = tuple(item for item in map(_tidy, _PARTING.split(" ".join(word.text for word in words))) if len(item) > 3)
    return _found(items, words)


def _inline(run: Run) -> Run | None:
    text = run.text
    if ":" not in text:
        return None
    at = next(index for index, word in enumerate(run.words, start=1) if ":" in word.text)
    rest = run.since(at)
    return rest if rest and "kepada" not in text.casefold().partition(":")[0] else None


def _below(rows: Sequence[Row], index: int, mark: Run) -> list[Run]:
    found: list[Run] = []
    above = mark
    for row in rows[index + 1 :]:
        run = row.runs[0]
        apart = not _ITEM.match(run.text) if run.sheet != above.sheet else not 0 <= row.y - above.y <= 2.3 * mark.pitch
        if apart or len(found) > _MOST_COPIES:
            break
        if run.x > mark.x + 30 * run.char:
            continue
        if is_electronic(run.text) or ":" in run.words[0].text:
            break
        found.append(run)
        above = run
    return found


def _listed(inline: Run | None, below: Sequence[Run]) -> Found[tuple[str, ...]] | None:
    lines = [*([inline] if inline else []), *below]
    numbered = any(_ITEM.match(line.text) for line in lines)
    items: list[str] = []
    words: list[Word] = []
    for line in lines:
        if numbered and not _ITEM.match(line.text) and items:
            items[-1] += f" {line.text}"
        else:
            items.append(_ITEM.sub("", line.text, count=1))
        words += [word for word in line.words if len(word.text) > 2]
    named = tuple(item for item in map(_tidy, items) if sum(sign.isalpha() for sign in item) >= 3)
    return _found(named, words)


def _found(items: tuple[str, ...], words: Sequence[Word]) -> Found[tuple[str, ...]] | None:
    return Found(items, min(of_words(item, words).sure for item in items)) if items else None


def _tidy(item: str) -> str:
    text = item.strip(" :;,._-|'")
    text = _HONORIFIC.sub("", text)
    return text if not is_place(text) else ""


def contact_in(rows: Sequence[Row]) -> Found[str] | None:
    """The first mobile number of these rows as 08…, or None."""
    for row, below in zip_longest(rows, rows[1:]):
        match = _PHONE.search(f"{row.text} {below.text}" if below else row.text)
        if match is not None and (not below or match.start() < len(row.text)):
            figures = re.sub(r"\D", "", match[0])
            local = "0" + figures[2:] if figures.startswith("62") else figures
            sure = min(CLEAN, trust(_words_of((row, below), match[0])))
            # Thirteen digits exist, yet on a scan the last is oftener a stroke beside twelve.
            return Found(local, sure if len(local) < 13 or sure == CLEAN else sure * 0.8)
    return None


def _words_of(rows: Sequence[Row | None], phone: str) -> list[Word]:
    return [word for row in rows if row for word in row.words if any(part in word.text for part in phone.split())]
