"""What stands below a sender's own words: signatures, phone adverts, disclaimers and closing blocks with a NIP."""

import re
from collections.abc import Sequence

_SENT_BY = (
    "dikirim|terkirim|(?:surel|email|pesan) ini dikirim|sent|powered|envoyé|gesendet|enviado|inviato|verzonden|skickat|"
    "sendt|wysłane|wysłano|lähetetty|отправлено"
)
_GET = "get|dapatkan|unduh|download|instal|obtenez|holen sie sich|descargar"
_BRAND = (
    "iphone|ipad|ipod|ios|android|galaxy|samsung|xiaomi|redmi|poco|oppo|vivo|realme|huawei|infinix|tecno|nokia|asus|"
    "blackberry|windows|outlook|yahoo|gmail|zimbra|k-9|thunderbird|spark|proton|smartphone|mobile"
)
_DEVICE = "hp|ponsel(?: cerdas)?|telepon|tablet|perangkat(?: seluler)?|handphone|gawai"
_ADVERT_START = re.compile(rf"[\s*_<>\[]{{0,9}}(?:{_SENT_BY}|{_GET})\s", re.IGNORECASE)
_ADVERT = re.compile(
    rf"(?:{_SENT_BY})\s[^,;:?!]{{0,80}}?(?<!\w)(?:{_BRAND}|(?:{_DEVICE}) \w{{0,20}} ?saya)(?!\w)[^,;:?!]{{0,60}}[.!]?$"
    rf"|(?:{_GET}) outlook\b"
    r"|sent from my(?: [^\s,.;:?!]{1,30}){1,6}\.?$",
    re.IGNORECASE,
)
# What tells a sender's own sentence: `Dikirim via Gmail kemarin ke Dinas`.
_TOLD = re.compile(r"\b(?:via|kemarin|tadi|tanggal|hari|ke|kepada|oleh|sudah|belum|mohon)\b", re.IGNORECASE)
_LINKED_ADVERT = re.compile(rf"(?:{_SENT_BY})(?: [^\s,.;:?!]{{1,30}}){{1,5}}$", re.IGNORECASE)
_LINK = re.compile(r"\s?[<(\[](?:https?|mailto):?[^>)\]\s]{0,500}[>)\]]", re.IGNORECASE)
_MAX_ADVERT = 200  # characters, without its link
_MAX_LINE = 1000

_DISCLAIMER_TITLE = re.compile(
    r"\W*(?:disclaimer|penafian|pernyataan kerahasiaan|confidentiality notice|pertimbangkan (?:lingkungan|kelestarian)|"
    r"(?:please )?consider the environment|think before you print|hemat kertas)\b",
    re.IGNORECASE,
)
_ABOUT_MAIL = re.compile(
    r"\W*(?:\w+\W+){0,6}?(?:(?:surel|e-?mail|pesan)(?: elektronik)? (?:ini|dan|beserta)|"
    r"(?:informasi|isi)[\w ]{0,30} (?:surel|e-?mail|pesan)|"
    r"(?:this|the) (?:e-?mail|message|communication|transmission|information (?:contained |transmitted )?(?:in|is)|"
    r"contents? of)|informazioni contenute in questo)\b",
    re.IGNORECASE,
)
_SECRECY = re.compile(
    r"\b(?:(?:bersifat|berisi|mengandung|merupakan|adalah|informasi)[\w ]{0,40} rahasia|confidential|privileged|"
    r"intended (?:only|solely|recipient|for)|penerima yang (?:dituju|dimaksud|berhak)|ditujukan (?:hanya|khusus)|"
    r"hanya (?:ditujukan|diperuntukkan|untuk penerima)|riservate)\b",
    re.IGNORECASE,
)
_MIN_DISCLAIMER = 60  # characters; "Surel ini rahasia ya Pak" is a sentence of the sender's

_NIP = re.compile(r"([^:;?!]{0,60}?)[ ,/(]{0,3}\bNIP\b[.: ]{0,4}\d[\d .]{7,30}\)?$", re.IGNORECASE)
_OFFICE = re.compile(
    r"\W*(?:a\.?n\.?|u\.?b\.?|plt|plh|pj|kepala|kabid|kasi|kasubag|kasubbag|kadis|kadin|sekretaris|sekdin|camat|lurah|"
    r"direktur|pembina|penata|pengatur|juru|pranata|analis|staf|koordinator|ketua|dinas|bidang|badan|kecamatan|"
    r"pemerintah|kabupaten|kota)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\W*(?:hormat (?:kami|saya)|salam(?: hormat)?|wassalam\w*|dengan hormat|terima kasih|tertanda|ttd)\W*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\W*(?:telp?|telepon|hp|wa|whatsapp|fax|faks|e-?mail|surel|jl|jalan|www|http)\b|\W*\+?\d[\d ()-]{6,}$",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:mohon|harap|tolong|segera|agar|tl|disposisi|tugaskan|teruskan|setuju|selesai|acc)\b", re.IGNORECASE
)
_SMALL_WORDS = frozenset({"dan", "di", "pada", "atau", "untuk", "&", "a.n.", "u.b."})
_MAX_BELOW_NIP = 6  # lines of address and telephone that may follow the NIP


def starts_signature(line: str) -> bool:
    """Whether the line opens a signature: `-- ` (RFC 3676 section 4.3) or a client's or phone maker's advert."""
    return line.strip() == "--" or is_advert(line)


def is_advert(line: str) -> bool:
    """Whether a client added the line: `Dikirim dari iPhone saya`, `Dapatkan Outlook untuk Android`."""
    if len(line) > _MAX_LINE or _ADVERT_START.match(line) is None:
        return False
    bare = _LINK.sub("", line)
    text = bare.strip(" \t\xa0*_<>[]")
    if not text or len(text) > _MAX_ADVERT:
        return False
    if len(bare) < len(line) and _LINKED_ADVERT.match(text) is not None:
        return True  # `Sent from TypeApp<https://…>`: a sentence of the sender's carries no link
    return _ADVERT.match(text) is not None and _TOLD.search(text) is None


def starts_disclaimer(paragraph: str) -> bool:
    """Whether the paragraph (its first few lines suffice) is a disclaimer, Indonesian or English."""
    text = paragraph[:1600]
    if _DISCLAIMER_TITLE.match(text) is not None:
        return True
    if len(text.strip()) < _MIN_DISCLAIMER or _ABOUT_MAIL.match(text) is None:
        return False
    return _SECRECY.search(text) is not None


def without_closing_block(lines: Sequence[str]) -> list[str]:
    """The lines without a closing block that names its writer by NIP (closing words, office, name, rank, NIP, phone).

    The block is cut only where the NIP stands among the last lines, and never so that nothing is left: a mail whose
    only text is `SETUJU` above a NIP keeps its word.
    """
    kept = list(lines)
    tail = range(max(0, len(kept) - 1 - _MAX_BELOW_NIP), len(kept))
    at = next((i for i in tail if _NIP.match(kept[i].strip()) is not None), None)
    if at is None or not all(map(_below_nip, kept[at + 1 :])):
        return kept
    top = _top_of_block(kept, at)
    if any(line.strip() for line in kept[:top]):
        return kept[:top]
    first = next(i for i, line in enumerate(kept) if line.strip())
    return kept[: first + 1]


def _top_of_block(lines: Sequence[str], nip: int) -> int:
    """The index of the first line of the closing block whose NIP stands at `nip`."""
    top = nip
    on_its_line = _NIP.match(lines[nip].strip())
    named = on_its_line is not None and bool(on_its_line[1])
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
    """Whether the line gives an office or rank, as against an order to one (`Kabid TI, mohon ditindaklanjuti`)."""
    return len(text) <= 100 and _OFFICE.match(text) is not None and _is_title(text) and _ORDER.search(text) is None


def _is_name(text: str) -> bool:
    return len(text) <= 80 and 0 < len(text.split()) <= 8 and _is_title(text) and _ORDER.search(text) is None


def _is_title(text: str) -> bool:
    """Whether every word but `dan`, `di`, `pada` begins with a capital, as names and offices do."""
    words = text.strip("()*_., ").replace(",", " ").split()
    return ":" not in text and all(not word[:1].islower() or word in _SMALL_WORDS for word in words)
