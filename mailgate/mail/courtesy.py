"""Greetings, thanks, assent, farewells: what stands around a command and is none (domain notes 3.2 and 3.6)."""

import re
from enum import Enum

from mailgate.mail.words import Line, line_of


class Courtesy(Enum):
    """What a phrase of courtesy says."""

    GREETING = "greeting"
    THANKS = "thanks"
    ASSENT = "assent"


def _phrases(courtesy: Courtesy, cell: str) -> dict[tuple[str, ...], Courtesy]:
    return {tuple(part.split()): courtesy for part in cell.split("|")}


_PHRASES: dict[tuple[str, ...], Courtesy] = {
    **_phrases(
        Courtesy.GREETING,
        "assalamualaikum | assalamu alaikum | asalamualaikum | ass wr wb | waalaikumsalam | wr wb |"
        "warahmatullahi wabarakatuh |"
        "wr | wb | selamat pagi | selamat siang | selamat sore | selamat malam | pagi | siang | sore | malam |"
        "met pagi |"
        "met siang | met sore | dengan hormat | salam sejahtera | salam hormat | salam | halo | hallo | hai | hello |"
        "permisi |"
        "punten | nuwun sewu | nyuwun sewu | kulo nuwun | sampurasun | om swastiastu | shalom | yth | ytk |"
        "yang terhormat |"
        "kepada yth | kepada | mohon izin | mohon ijin | izin | ijin | mohon maaf | maaf | mhn maaf | alhamdulillah |"
        "puji tuhan |"
        "pak | bu | bapak | ibu | mas | mbak | mba | bang | kang | uda | uni | cak | pakde | bude | rekan rekan |"
        "rekan | sdr | sdri |"
        "saudara | saudari | tim | admin | helpdesk | bapak ibu | pimpinan | komandan | ndan | boss | bos | semua |"
        "semuanya |"
        "mohon izin melapor | izin melapor | mohon izin menyampaikan | izin menyampaikan | menyampaikan | bahwa",
    ),
    **_phrases(
        Courtesy.THANKS,
        "terima kasih | terima kasih banyak | terima kasih kembali | terima kasih sebelumnya | matur nuwun |"
        "hatur nuhun | matur suwun | suwun | nuhun | nuwun |"
        "matur suksma | tampiasih | thank you | thank u | sama sama | demikian | demikian disampaikan |"
        "demikian terima kasih |"
        "atas perhatiannya | atas perhatian dan kerja samanya | atas kerja samanya | atas bantuannya | atas responnya |"
        "atas informasinya | atas infonya | atas laporannya | atas tindak lanjutnya | sukses selalu | sehat selalu",
    ),
    **_phrases(
        Courtesy.ASSENT,
        "siap | siap siap | siap pak | baik | baiklah | oke | iya | ya | nggih | injih | inggih | enggih | muhun |"
        "noted | dicatat |"
        "tidak ada masalah | tidak masalah | tidak apa apa | tidak keberatan | tidak ada keberatan |"
        "tidak ada kendala |"
        "pada prinsipnya | prinsipnya | sip | mantap | bagus | laksana",
    ),
}
_LONGEST = max(map(len, _PHRASES))
VOCATIVES = frozenset(
    "pak bu bapak ibu mas mbak mba bang kang uda uni cak ya yaa nih lah dong saja aja deh kok pun komandan ndan bos "
    "juga".split()
)
"""Particles and forms of address that may follow any command word."""
_PARTICLES = VOCATIVES | {"kadis", "kabid", "kasi", "sekdin", "semua", "tiket", "tiketnya", "ini"}
_LONGEST_THANKS = 120
"""Characters at the end of a note in which thanks are looked for."""
_FAREWELL = re.compile(
    r"\s*(?:hormat (?:kami|saya)|salam(?: hormat)?|wassalam\w*(?:[ '’]*alaikum.*)?|wasalam.*|tertanda|ttd\.?|"
    r"best regards|regards|dikirim dari .*|sent from .*|--+)\s*[,.]?\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r".*\b(?:NIP\.?|NRP|HP|WA|Telp?\.?)\s*[.:]?\s*[\d+][\d .-]{6,}")
_DEGREED = re.compile(r"(?:[^\s,]+ ){0,6}[^\s,]+, ?(?:[SMA]\.? ?[A-Z][\w.]*|Drs\.?)(?:,.*)?$")
_LEADING = " \t\r\n:,;.!-–—=>*&+"
_CLOSING_THANKS = re.compile(
    r"[\s,.;:–—-]*(?<!\w)(?:demikian[\s,]+)?(?:te?rima ?kasih|makasih|mksh|tri?ms|thx|tks|thanks|tq|suwun|nuhun|"
    r"matur (?:nuwun|suksma)|hatur nuhun|wassalam)(?:[\s,]+(?:banyak|sebelumnya|kembali|pak|bu|bapak|ibu|mas|mbak|"
    r"atas \w+nya))*[\s.,🙏]*$",
    re.IGNORECASE,
)


def courtesy_at(line: Line, start: int) -> tuple[Courtesy, int] | None:
    """The longest phrase of courtesy at that word and the index behind it."""
    texts = line.texts(start, start + _LONGEST)
    for length in range(len(texts), 0, -1):
        found = _PHRASES.get(tuple(texts[:length]))
        if found is not None:
            return found, start + length
    return None


def is_courtesy(line: Line) -> frozenset[Courtesy] | None:
    """What a line says that holds nothing but courtesy, or None where it says more."""
    at = 0
    said: set[Courtesy] = set()
    while at < len(line.words):
        step = courtesy_at(line, at)
        if step is not None:
            said.add(step[0])
            at = step[1]
        elif line.words[at].text in VOCATIVES or (Courtesy.THANKS in said and _for_what(line.words[at].text)):
            at += 1
        else:
            return None
    return frozenset(said)


def _for_what(word: str) -> bool:
    """Whether the word says what thanks are for: "atas infonya"."""
    return word in ("atas", "kembali", "untuk") or (word.endswith("nya") and len(word) > 5)


def past_vocatives(line: Line, start: int) -> int:
    """The index behind the particles and forms of address at that word ("pak", "ya", "tiket ini")."""
    at = start
    while at < len(line.words) and line.words[at].text in _PARTICLES and line.gap_at(at) in ("", "‐"):
        if line.words[at].text not in VOCATIVES and at == start and line.words[at].text in ("kadis", "kabid", "kasi"):
            break
        at += 1
    return at


def is_farewell(raw: str) -> bool:
    """Whether the line opens the farewell below which only names follow."""
    return len(raw) <= 80 and _FAREWELL.match(raw) is not None


def is_signature(raw: str) -> bool:
    """Whether the line gives a NIP, a telephone number, or a name with its degrees."""
    text = raw.strip()
    if len(text) > 120 or ":" in text.partition("NIP")[0]:
        return False
    return _NUMBERED.match(text) is not None or _DEGREED.match(text) is not None


def is_name_line(raw: str) -> bool:
    """Whether a line could be a name or office by its capitals alone: two to six words, all capitalised."""
    words = raw.strip(" *_()").replace(",", " ").split()
    return 2 <= len(words) <= 6 and ":" not in raw and all(w[:1].isupper() or w in ("dan", "di", "&") for w in words)


def without_thanks(text: str) -> str:
    """A note without the thanks that close it."""
    tail = max(0, len(text) - _LONGEST_THANKS)
    match = _CLOSING_THANKS.search(text, tail)
    return text if match is None else text[: match.start()].rstrip()


def clean_note(text: str) -> str:
    """A note as written, without the marks and forms of address before it and the thanks behind it."""
    text = text.lstrip(_LEADING)
    line = line_of(text)
    at = 0
    while at < len(line.words) and line.words[at].text in VOCATIVES and not line.gap_at(at).strip("‐"):
        at += 1
    if at and (at == len(line.words) or line.gap_at(at)):
        text = line.after(at).lstrip(_LEADING)
    note = without_thanks(text).strip()
    return "" if only_courtesy(note) else note


def only_courtesy(text: str) -> bool:
    """Whether a text says nothing but courtesy (or nothing)."""
    return is_courtesy(line_of(text)) is not None
