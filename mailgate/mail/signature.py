"""What stands below a sender's own words: signatures, phone adverts and disclaimers."""

import re

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
