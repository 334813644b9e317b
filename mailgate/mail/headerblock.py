"""The block of `Dari: / Dikirim: / Kepada: / Perihal:` lines that clients write above a mail they quote or forward."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Field(StrEnum):
    """What a label of the block stands for, in whatever language."""

    FROM = "from"
    TO = "to"
    CC = "cc"
    DATE = "date"
    SUBJECT = "subject"
    REPLY_TO = "reply-to"


# Labels as Gmail, Outlook, Apple Mail, Thunderbird, Zimbra, Roundcube, HubSpot and Orange write them, by meaning and
# without regard to language. Roundcube's Indonesian calls Cc "Lampiran".
_LABELS: Mapping[Field, str] = MappingProxyType(
    {
        Field.FROM: "from|dari|pengirim|daripada|von|de|da|van|fra|från|od|lähettäjä|feladó|expeditor|expeditorul|от|"
        "отправитель|від|від кого|kimden|gönderen|saatja|nadawca|mittente|šalje|de la|送信元|差出人|发件人|từ",
        Field.TO: "to|kepada|ke|penerima|untuk|an|para|a|à|aan|til|till|do|komu|kome|vastaanottaja|címzett|către|кому|"
        "destinatar|destinatarul|destinatario|kime|kim|prima|adresat|pour|送信先|宛先|收件人|đến",
        Field.CC: "cc|bcc|kopie|kopia|kopi|kopio|kópia|kópie|kopija|copie|copia|cópia|lampiran|tembusan|salinan|копия|"
        "копія|bilgi|másolat|másolatot kap|dw|udk|kopie (cc)|kopi (cc)|copie à|抄送",
        Field.DATE: "date|sent|tanggal|tgl|tanggal kirim|dikirim|terkirim|dihantar|datum|dato|data|dată|dátum|fecha|"
        "gesendet|envoyé|envoyé le|message du|enviado|enviado el|enviado em|enviada|inviato|verzonden|sendt|skickat|"
        "wysłano|lähetetty|päivämäärä|päiväys|kuupäev|дата|отправлено|надіслано|tarih|odesláno|odoslané|elküldve|"
        "poslano|trimis|送信日時|日付|发送时间",
        Field.SUBJECT: "subject|perihal|hal|subjek|subyek|judul|topik|betreff|objet|sujet|oggetto|asunto|assunto|emne|"
        "onderwerp|ämne|aihe|předmět|predmet|temat|tárgy|тема|subiect|subiectul|konu|naslov|teema|件名|主题|chủ đề",
        Field.REPLY_TO: "reply-to|reply to|balas-ke|balas ke|balas kepada|antwort an|répondre à|responder a|rispondi a",
    }
)
# Labels nobody writes in a letter or a nota dinas: they settle that a mail client wrote the block.
_MAIL_ONLY = frozenset(
    (
        "sent|dikirim|terkirim|subjek|subject|gesendet|envoyé|envoyé le|message du|enviado|enviado el|enviado em|"
        "enviada|inviato|verzonden|sendt|skickat|wysłano|lähetetty|отправлено|送信日時|发送时间"
    ).split("|")
)
_LABEL = re.compile(r"[\s*_]*([^\W\d_][^:：\n*]{0,29})\**[ \t\xa0]*[:：]\**[ \t\xa0]*")
_ADDRESS = re.compile(r"[\w.+'=&-]{1,128}@[\w-]{1,64}\.[\w.-]{2,128}")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\d{1,2}時")
_TITLE = re.compile(
    r"\W*(?:nota\s+dinas|memo(?:randum)?|surat(?:\s+\w+)?|telaahan\s+staf|(?:lembar\s+)?disposisi)\W*$|\s*(?:kepada\s+)?yth\b",
    re.IGNORECASE,
)
_MAX_LINE = 2000  # a header line longer than this is no header
_MAX_BLOCK = 40  # lines
_MAX_FOLDS = 4  # lines over which a client folds one value (a long list of recipients)


_FIELDS = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A block read: values by field, the labels as written (lower-case), and the index of the line after it."""

    fields: Mapping[Field, str]
    labels: tuple[str, ...]
    end: int

    @property
    def has_address(self) -> bool:
        """Whether From or To names a mailbox."""
        return any(_ADDRESS.search(self.fields.get(f, "")) for f in (Field.FROM, Field.TO))

    @property
    def has_clock(self) -> bool:
        """Whether the date says a time of day, which a letter's date does not."""
        return _CLOCK.search(self.fields.get(Field.DATE, "")) is not None

    @property
    def mail_only(self) -> bool:
        """Whether a label stands in it that only mail clients write (`Dikirim:`, `Subject:`)."""
        return not _MAIL_ONLY.isdisjoint(self.labels)


def label_of(line: str) -> tuple[str, str] | None:
    """The label (lower-case) and the value of a `Label: value` line; None where the line has no such form."""
    head = line[:48]
    if ":" not in head and "：" not in head:
        return None
    found = _LABEL.match(line[:_MAX_LINE])
    if found is None:
        return None
    return found[1].strip().lower(), line[found.end() : _MAX_LINE].strip().rstrip("*").rstrip()


def field_of(line: str) -> Field | None:
    """Which header a line writes, or None."""
    found = label_of(line)
    return _FIELDS.get(found[0]) if found else None


def read_block(lines: Sequence[str], start: int) -> HeaderBlock | None:
    """The block that begins at `start` (its first line carries a header label), or None.

    Lines are taken without their `>`. A value may be folded over up to four lines, and one blank line may stand between
    two labels, as in text made from Outlook's HTML.
    """
    first = label_of(lines[start])
    if first is None or first[0] not in _FIELDS:
        return None
    fields: dict[Field, str] = {}
    last = _FIELDS[first[0]]
    labels: list[str] = []
    i, limit = start, min(len(lines), start + _MAX_BLOCK)
    while i < limit:
        found = label_of(lines[i])
        field = _FIELDS.get(found[0]) if found else None
        if found is not None and field is not None:
            if field in fields:
                break
            last, fields[field] = field, found[1]
            labels.append(found[0])
            i += 1
            continue
        step = _folded(lines, i, fields)
        if step == 0:
            break
        fields[last] = " ".join([fields[last], *(part.strip() for part in lines[i : i + step])]).strip()
        i += step
    return HeaderBlock(fields, tuple(labels), i)


def _folded(lines: Sequence[str], i: int, fields: Mapping[Field, str]) -> int:
    """How many lines from `i` on, though without a label, still belong to the block; 0 where it has ended."""
    blank = not lines[i].strip()
    for ahead in range(1, 2 if blank else _MAX_FOLDS + 1):
        if i + ahead >= len(lines) or not lines[i + ahead].strip():
            return 0
        field = field_of(lines[i + ahead])
        if field is not None and field not in fields:
            return ahead
    return 0


def is_mail_block(block: HeaderBlock, above: Sequence[str], *, announced: bool) -> bool:
    """Whether a mail client wrote the block, as against a sender who typed a nota dinas.

    `above` are the non-blank lines before it (the last few suffice); `announced` says that a separator such as
    `-----Pesan Asli-----` stands right above. Without one the signs are, in this order: a label only clients write
    (`Dikirim:`), a mailbox with a time of day, no nota dinas title or `Yth.` above, all four headers with a time.
    """
    kinds = len(set(block.fields) - {Field.CC, Field.REPLY_TO})
    if announced:
        return kinds >= 2 or (kinds == 1 and block.has_address)
    if block.mail_only and Field.FROM in block.fields:
        placed = block.has_address or (kinds >= 3 and (block.has_clock or Field.SUBJECT in block.fields))
        if placed:
            return True
    if kinds < 2:
        return False
    if block.has_address and block.has_clock:
        return True
    if any(_TITLE.match(line[:200]) for line in above[-6:]):
        return False
    return (kinds == 4 and block.has_clock) or (
        kinds >= 3 and block.has_address and Field.TO in block.fields and bool(above)
    )


def opens_mail_block(text: str) -> bool:
    """Whether a text whose lines have run together begins as a client's block does: `Dari: Nama Dikirim: Senin, …`."""
    head = " ".join(text[:800].split())
    if field_of(head) not in (Field.FROM, Field.DATE):
        return False
    if _ADDRESS.search(head) is not None and _CLOCK.search(head) is not None:
        return True
    return any(word.endswith(":") and word[:-1].strip("*") in _MAIL_ONLY for word in head.lower().split())
