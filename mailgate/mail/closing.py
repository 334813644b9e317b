"""The closing block below a sender's own words: `Hormat kami`, his office, name, rank, NIP and telephone."""

import re
from collections.abc import Sequence
from enum import Enum, auto

from mailgate.mail.phrases import LEADING, WITHIN, hits_at
from mailgate.mail.words import line_of


class _Kind(Enum):
    """What a line of a closing block is; WORDS belong to no block."""

    BLANK = auto()
    FAREWELL = auto()
    NIP = auto()
    CONTACT = auto()
    OFFICE = auto()
    INSTITUTION = auto()
    NAME = auto()
    WORDS = auto()


_NIP = re.compile(r"([^:;?!]{0,60}?)[ ,/(]{0,3}\bNIP\b[.: ]{0,4}\d[\d .]{7,30}\)?$", re.IGNORECASE)
_OFFICE = re.compile(
    r"\W*(?:a\.?n\.?|u\.?b\.?|plt|plh|pj|pic|penanggung jawab|pejabat|kepala|kabid|kasi|kasubag|kasubbag|kadis|kadin|"
    r"sekretaris|sekdin|sekda|camat|lurah|direktur|pembina|penata|pengatur|juru|pranata|analis|staf|koordinator|ketua|"
    r"pelaksana|pengelola|pengadministrasi|helpdesk|administrator|admin|operator|verifikator|tim|asisten|bidang|seksi|"
    r"subbagian|subbag)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\W*(?:dinas|dis(?:kominfo|dik|kes|hub)\w*|badan|kantor|kecamatan|kelurahan|pemerintah|pemkab|pemkot|pemprov|"
    r"kabupaten|kota|provinsi|sekretariat|inspektorat|rsud|puskesmas|upt\w*)\b",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\W*(?:(?P<letter>hormat (?:kami|saya)|wass?alam\w*(?:[ '’]*alaikum[^\n]{0,30})?|tertanda|ttd)|"
    r"(?P<greeting>salam(?: hormat)?|dengan hormat)|(?P<thanks>(?:demikian,? ?)?terima ?kasih))\W*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\W*(?:telp?|telepon|hp|wa|whatsapp|fax|faks|e-?mail|surel|jl|jalan|www|http)\b|\W*\+?\d[\d ()-]{6,}$|\S+@\S+$",
    re.IGNORECASE,
)
# What tells an order or a sentence, also where everything is written in capitals.
_SAID = re.compile(
    r"\b(?:mohon|harap|tolong|segera|agar|tl|disposisi|tugaskan|teruskan|setuju|selesai|acc|sudah|belum|telah|akan|"
    r"sedang|besok|nanti|hari|tidak|bukan|bisa|yang|ke|dari|dengan|kembali|normal|ya|ok|oke|siap|pak|bu|saya|kami)\b",
    re.IGNORECASE,
)
# Behind such words the name or office that follows is whom they are meant for; behind bare verbs it may be.
_OPEN = re.compile(r"(?::|\b(?:ke|kepada|oleh|untuk|cc|tembusan|yth\.?))\s*$", re.IGNORECASE)
_WHOM = re.compile(r"\b(?:disposisi|dispo|disposisikan|tugaskan|teruskan|tunjuk|alihkan|koordinasi)\W*$", re.IGNORECASE)
_SMALL_WORDS = frozenset({"dan", "di", "pada", "atau", "untuk", "&", "a.n.", "u.b."})
_BESIDE_NAMES = frozenset({_Kind.OFFICE, _Kind.INSTITUTION, _Kind.NIP, _Kind.CONTACT})
_MAX_BELOW_NIP = 6  # lines of address and telephone that may follow the NIP
_MAX_BLOCK = 16  # lines, blank ones for the handwritten name included
_MAX_NAMES = 2  # a person's, and an office's that the table above doesn't know


def without_closing_block(lines: Sequence[str], *, follows: bool = False) -> list[str]:
    """The lines, trimmed of blank ones, without the block that closes them.

    A block is cut where farewell words open it (`Hormat kami,`, `Salam`, `Wassalam`, `Terima kasih` above an office),
    where it gives a NIP, or where it is a paragraph of name and office, or of office and institution. One line alone
    stays, for `Kabid TI` may be the answer; so does what an open line above asks for (`Tugaskan kepada:`). `follows`
    says that words of the sender stand before the lines, above a quotation.
    """
    kept = list(lines)
    kinds = [_kind_of(line) for line in kept[-_MAX_BLOCK:]]
    kinds = [_Kind.WORDS] * (len(kept) - len(kinds)) + kinds
    for cut in (_below_farewell, _above_nip, _last_paragraph):
        left = cut(kept, kinds, follows)
        if left is not None:
            return left
    return kept


def _below_farewell(lines: list[str], kinds: Sequence[_Kind], follows: bool) -> list[str] | None:
    """What stays where the block opens with farewell words; None where it doesn't."""
    top = next((i for i in reversed(range(len(lines))) if kinds[i] in (_Kind.FAREWELL, _Kind.WORDS)), None)
    if top is None or kinds[top] is not _Kind.FAREWELL:
        return None
    block = [kind for kind in kinds[top + 1 :] if kind is not _Kind.BLANK]
    found = _FAREWELL.match(lines[top].strip())
    named = not _BESIDE_NAMES.isdisjoint(block)
    if found is None or not block or block.count(_Kind.NAME) > _MAX_NAMES or (found["thanks"] and not named):
        return None
    if follows or any(line.strip() for line in lines[:top]):
        return lines[:top]
    if found["greeting"] and len(block) == 1:
        return lines  # `Salam,` above `Kabid TI` greets
    return lines[: top + 1] if found["thanks"] else []


def _above_nip(lines: list[str], kinds: Sequence[_Kind], follows: bool) -> list[str] | None:
    """What stays where the block gives a NIP among its last lines."""
    tail = range(max(0, len(lines) - 1 - _MAX_BELOW_NIP), len(lines))
    at = next((i for i in tail if kinds[i] is _Kind.NIP), None)
    below = (_Kind.BLANK, _Kind.CONTACT, _Kind.OFFICE, _Kind.INSTITUTION)
    if at is None or any(kind not in below for kind in kinds[at + 1 :]):
        return None
    top = _top_of_block(lines, kinds, at)
    while top < at and not lines[top].strip():
        top += 1
    above = [line for line in lines[:top] if line.strip()]
    if above:
        return lines[: top + 1] if top < at and _OPEN.search(above[-1]) else lines[:top]
    few = sum(kind is not _Kind.BLANK for kind in kinds[top:]) <= 2
    return lines[: top + 1] if few and not follows else []


def _top_of_block(lines: Sequence[str], kinds: Sequence[_Kind], nip: int) -> int:
    """The index of the first line of the closing block whose NIP stands at `nip`."""
    top = nip
    on_its_line = _NIP.match(lines[nip].strip())
    named = on_its_line is not None and bool(on_its_line[1])
    while top > 0 and kinds[top - 1] is not _Kind.WORDS:
        if kinds[top - 1] is _Kind.NAME:
            apart = top == 1 or kinds[top - 2] not in (_Kind.WORDS, _Kind.NAME)
            if named or (" " not in lines[top - 1].strip() and not apart):
                break
            named = True
        top -= 1
    return top


def _last_paragraph(lines: list[str], kinds: Sequence[_Kind], follows: bool) -> list[str] | None:
    """What stays where the last paragraph is a name above an office, or either above an institution."""
    top = len(lines)
    while top > 0 and kinds[top - 1] is not _Kind.BLANK:
        top -= 1
    block = [kind for kind in kinds[top:] if kind is not _Kind.CONTACT]
    if len(block) < 2 or block.count(_Kind.NAME) > _MAX_NAMES or _Kind.WORDS in block or _Kind.FAREWELL in block:
        return None
    placed = block[-1] is _Kind.INSTITUTION and block[0] in (_Kind.NAME, _Kind.OFFICE)
    if not placed and block[:2] != [_Kind.NAME, _Kind.OFFICE]:
        return None
    above = [line for line in lines[:top] if line.strip()]
    if above and (_OPEN.search(above[-1]) or (not placed and _WHOM.search(above[-1]))):
        return None
    if above or follows:
        return lines[:top]
    return [] if placed else None


def _kind_of(line: str) -> _Kind:
    text = line.strip()
    if not text:
        return _Kind.BLANK
    if len(text) > 120:
        return _Kind.WORDS
    if _FAREWELL.match(text) is not None:
        return _Kind.FAREWELL
    if _NIP.match(text) is not None:
        return _Kind.NIP
    if _CONTACT.match(text) is not None and (any(c.isdigit() or c == "@" for c in text) or _is_title(text)):
        return _Kind.CONTACT
    return _of_capitals(text)


def _of_capitals(text: str) -> _Kind:
    """Office, institution or name, as against an order to one (`Kabid TI, mohon ditindaklanjuti`) or a command."""
    if len(text) > 100 or not _is_title(text) or _SAID.search(text) is not None:
        return _Kind.WORDS
    if _INSTITUTION.match(text) is not None:
        return _Kind.INSTITUTION
    if _OFFICE.match(text) is not None:
        return _Kind.OFFICE
    named = len(text) <= 80 and len(text.split()) <= 8 and text[0].isalpha() and not any(c.isdigit() for c in text)
    return _Kind.NAME if named and not hits_at(line_of(text), 0, LEADING, WITHIN) else _Kind.WORDS


def _is_title(text: str) -> bool:
    """Whether every word but `dan`, `di`, `pada` begins with a capital, as names and offices do."""
    words = text.strip("()*_., ").replace(",", " ").split()
    return ":" not in text and all(not word[:1].islower() or word in _SMALL_WORDS for word in words)
