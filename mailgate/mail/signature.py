"""What stands below a sender's own words: signatures, phone adverts, disclaimers and closing blocks with a NIP."""

import re
from collections.abc import Sequence

_DEVICE = (
    "iphone|ipad|ipod|ios|android|galaxy|samsung|xiaomi|redmi|poco|oppo|vivo|realme|huawei|infinix|tecno|nokia|asus|"
    "blackberry|windows|outlook|yahoo|gmail|e?mail|surel|hp|ponsel|telepon|smartphone|tablet|perangkat|seluler|handphone|"
    "mobile|phone|zimbra|k-9|thunderbird|spark|proton"
)
_SENT_BY = (
    "dikirim|terkirim|sent|envoyé|gesendet|von meinem|enviado|inviato|verzonden|skickat|sendt|wysłane|wysłano|lähetetty|"
    "отправлено|powered|email ini dikirim|surel ini dikirim|pesan ini dikirim"
)
_ADVERT = re.compile(
    rf"(?:{_SENT_BY})\s[^,;:?!]{{0,80}}?(?<!\w)(?:{_DEVICE})(?!\w)[^,;:?!]{{0,60}}[.!]?$", re.IGNORECASE
)
_MY_DEVICE = re.compile(r"sent from my(?: [^\s,.;:?!]{1,30}){1,6}\.?$", re.IGNORECASE)
_GET_OUTLOOK = re.compile(
    r"(?:get|dapatkan|unduh|download|instal|obtenez|holen sie sich|descargar) outlook\b", re.IGNORECASE
)
_ADVERT_START = re.compile(
    rf"[\s*_<>\[]{{0,9}}(?:{_SENT_BY}|get|dapatkan|unduh|download|instal|obtenez|holen|descargar)\s", re.IGNORECASE
)
_LINK = re.compile(r"\s?[<(\[](?:https?|mailto):?[^>)\]\s]{0,500}[>)\]]", re.IGNORECASE)
_SENT_FROM = re.compile(rf"(?:{_SENT_BY})(?: [^\s,.;:?!]{{1,30}}){{1,5}}$", re.IGNORECASE)
_MAX_ADVERT = 200  # characters, without its link
_MAX_LINE = 1000

_DISCLAIMER_TITLE = re.compile(
    r"\W*(?:disclaimer|penafian|pernyataan kerahasiaan|confidentiality notice)\b", re.IGNORECASE
)
_ABOUT_MAIL = re.compile(
    r"\b(?:surel|e-?mail|pesan elektronik|pesan|message|informasi|information)\b[^.]{0,60}"
    r"\b(?:ini|dalam|this|in|contained|beserta|dan|and)\b|\b(?:this|the information in)\b[^.]{0,20}\b(?:e-?mail|message)\b",
    re.IGNORECASE,
)
_SECRECY = re.compile(
    r"\b(?:rahasia|confidential|privileged|intended (?:only|solely|recipient|for)|penerima yang (?:dituju|dimaksud|berhak)|"
    r"hanya (?:ditujukan|diperuntukkan|untuk penerima)|ditujukan (?:hanya|khusus)|sender of this e-?mail|riservate)\b",
    re.IGNORECASE,
)
_PRINTING = re.compile(
    r"\W*(?:pertimbangkan (?:lingkungan|kelestarian)|(?:please )?consider the environment|think before you print|"
    r"jangan (?:di)?cetak (?:surel|email)|hemat kertas)",
    re.IGNORECASE,
)
_MIN_DISCLAIMER = 60  # characters; "Surel ini rahasia ya Pak" is a sentence of the sender's

_NIP = re.compile(r"([^:;?!]{0,60}?)[ ,/(]{0,3}\bNIP\b[.: ]{0,4}\d[\d .]{7,30}\)?$", re.IGNORECASE)
_OFFICE = re.compile(
    r"\W*(?:a\.?n\.?|u\.?b\.?|plt|plh|pj|kepala|kabid|kasi|kasubag|kasubbag|kadis|kadin|sekretaris|sekdin|camat|lurah|direktur|"
    r"pembina|penata|pengatur|juru|pranata|analis|staf|koordinator|ketua|dinas|bidang|badan|kecamatan|pemerintah|kabupaten|kota)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\W*(?:hormat (?:kami|saya)|salam(?: hormat)?|wassalam\w*|dengan hormat|terima kasih|tertanda|ttd)\W*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\W*(?:telp?|telepon|hp|wa|whatsapp|fax|faks|e-?mail|surel|jl|jalan|www|http)\b|\W*\+?\d[\d ()-]{6,}$", re.I
)
_ORDER = re.compile(
    r"\b(?:mohon|harap|tolong|segera|agar|tl|disposisi|tugaskan|teruskan|setuju|selesai|acc)\b", re.IGNORECASE
)
_SMALL_WORDS = frozenset({"dan", "di", "pada", "atau", "untuk", "&", "a.n.", "u.b."})
_MAX_BELOW_NIP = 6  # lines of address and telephone that may follow the NIP


def starts_signature(line: str) -> bool:
    """Whether the line opens a signature: `-- ` (RFC 3676 section 4.3) or a client's or phone maker's advert."""
    text = line.strip()
    if text == "--":
        return True
    return is_advert(text)


def is_advert(line: str) -> bool:
    """Whether the line is one a client adds by itself: `Dikirim dari iPhone saya`, `Dapatkan Outlook untuk Android`."""
    if len(line) > _MAX_LINE or _ADVERT_START.match(line) is None:
        return False
    bare = _LINK.sub("", line)
    text = bare.strip(" \t\xa0*_<>[]")
    if not text or len(text) > _MAX_ADVERT:
        return False
    if len(bare) < len(line) and _SENT_FROM.match(text) is not None:
        return True  # `Sent from TypeApp<https://…>`: a sentence of the sender's carries no link
    return any(pattern.match(text) is not None for pattern in (_ADVERT, _MY_DEVICE, _GET_OUTLOOK))


def starts_disclaimer(line: str) -> bool:
    """Whether a paragraph that begins with this line is a disclaimer, Indonesian or English."""
    text = line[:600]
    if _DISCLAIMER_TITLE.match(text) or _PRINTING.match(text):
        return True
    return (
        len(text.strip()) >= _MIN_DISCLAIMER
        and _SECRECY.search(text) is not None
        and _ABOUT_MAIL.search(text) is not None
    )


def without_closing_block(lines: Sequence[str]) -> list[str]:
    """The lines without a closing block that names its writer by NIP (closing words, office, name, rank, NIP, address).

    The block is cut only where the NIP stands among the last lines, and never so that nothing is left: a mail whose only
    text is `SETUJU` above a NIP keeps its word.
    """
    kept = list(lines)
    at = next(
        (i for i in range(max(0, len(kept) - 1 - _MAX_BELOW_NIP), len(kept)) if _NIP.match(kept[i].strip())), None
    )
    if at is None or not all(_below_nip(line) for line in kept[at + 1 :]):
        return kept
    top = _top_of_block(kept, at)
    spoken = any(line.strip() for line in kept[:top])
    if spoken:
        return kept[:top]
    first = next(i for i, line in enumerate(kept) if line.strip())
    return kept[: first + 1] if first < at else kept[:at]


def _top_of_block(lines: Sequence[str], nip: int) -> int:
    """The index of the first line of the closing block whose NIP stands at `nip`."""
    top, named = nip, bool(_NIP.match(lines[nip].strip())[1])  # type: ignore[index]  # the caller matched it
    while top > 0:
        text = lines[top - 1].strip()
        if text and not _is_office(text) and _CLOSING.match(text) is None:
            above = lines[top - 2].strip() if top > 1 else ""
            apart = not above or _is_office(above) or _CLOSING.match(above) is not None
            if named or not _is_name(text) or (" " not in text and not apart):
                break
            named = True
        top -= 1
    return top


def _below_nip(line: str) -> bool:
    text = line.strip()
    return not text or (len(text) < 120 and (_CONTACT.match(text) is not None or _is_office(text)))


def _is_office(text: str) -> bool:
    """A line of the block that gives an office or rank, as against an order to one (`Kabid TI, mohon ditindaklanjuti`)."""
    return len(text) <= 100 and _OFFICE.match(text) is not None and _is_title(text) and _ORDER.search(text) is None


def _is_name(text: str) -> bool:
    return len(text) <= 80 and 0 < len(text.split()) <= 8 and _is_title(text) and _ORDER.search(text) is None


def _is_title(text: str) -> bool:
    """Whether every word but `dan`, `di`, `pada` begins with a capital, as names and offices do."""
    words = text.strip("()*_., ").replace(",", " ").split()
    return ":" not in text and all(not word[:1].islower() or word in _SMALL_WORDS for word in words)
