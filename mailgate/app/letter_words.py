"""A letter as mails tell of it: its fields, what is doubtful and how to put it right, and its signature."""

from collections.abc import Iterator

from mailgate.app.frame import Desk
from mailgate.domain.letter import Letter, LetterKind, SignatureState
from mailgate.domain.notice import Json
from mailgate.domain.ticket import Ticket
from mailgate.domain.wording import date_in_words, listed, moment_in_words

LABELS = {
    "nomor": "Nomor",
    "tanggal": "Tanggal",
    "hal": "Hal",
    "sifat": "Sifat",
    "lampiran": "Lampiran",
    "pengirim": "Dari",
    "kepada": "Kepada",
    "penanda_tangan": "Penanda tangan",
    "nip": "NIP",
    "tembusan": "Tembusan",
    "kontak": "Kontak",
}
"""What mails call the fields of contract `surat --json`."""

SHOWN = ("hal", "pengirim", "penanda_tangan")
"""The fields that a receipt quotes below the letter's number, date and Sifat, which share a line."""

ASKED_BACK = ("nomor", "tanggal", "hal", "pengirim")
"""The fields that the sender is asked to put right where they are doubtful."""

SIGNATURES = {
    SignatureState.DETECTED: "tanda tangan elektronik terdeteksi, belum diverifikasi",
    SignatureState.INTACT: "tanda tangan elektronik utuh, penerbit sertifikatnya belum diverifikasi",
    SignatureState.CHANGED: "berkas berubah sesudah ditandatangani secara elektronik; mohon mengirim berkas aslinya",
    SignatureState.BROKEN: "tanda tangan elektronik rusak sehingga tidak dapat diperiksa",
}
"""An electronic signature in words. None of them says that a letter is valid: that is not ours to say."""

TRUSTED = "tanda tangan elektronik utuh, penerbit sertifikatnya tepercaya"


def letter_words(ticket: Ticket, desk: Desk) -> Json | None:
    """The letter of a ticket for a template (`letter` in docs/notices.md); None where it has none."""
    letter = ticket.letter
    if letter is None:
        return None
    if ticket.confidential:
        return {"line": "Surat bersifat rahasia", "rows": [], "doubtful": [], "signature": None, "confidential": True}
    return {
        "line": line_of(letter, desk),
        "rows": [{"label": label, "value": value} for label, value in _rows(letter)],
        "doubtful": doubtful_words(letter, desk),
        "signature": signature_in_words(letter, desk),
        "confidential": False,
    }


def _rows(letter: Letter) -> Iterator[tuple[str, str]]:
    if letter.number or letter.dated:
        dated = f" tanggal {date_in_words(letter.dated)}" if letter.dated else ""
        nature = f", sifat {letter.nature}" if letter.nature else ""
        yield letter.kind.value.capitalize(), f"{letter.number or 'tanpa nomor'}{dated}{nature}"
    yield from ((LABELS[key], value) for key in SHOWN if (value := value_of(letter, key)))


def line_of(letter: Letter, desk: Desk) -> str:
    """The letter in a line: "Surat nomor … tanggal …, sifat Segera, dari Dinas Kesehatan"; what is doubtful says so."""
    doubtful = letter.doubtful(desk.office.doubtful_below)
    kind = "dokumen" if letter.kind is LetterKind.OTHER else letter.kind.value
    number = f" nomor {letter.number}" if letter.number else " tanpa nomor" if letter.kind is LetterKind.LETTER else ""
    dated = f" tanggal {date_in_words(letter.dated)}" if letter.dated else ""
    number += UNSURE if letter.number and "nomor" in doubtful else ""
    dated += UNSURE if letter.dated and "tanggal" in doubtful else ""
    nature = f"sifat {letter.nature}" if letter.nature else ""
    sender = f"dari {letter.sender}" if letter.sender else ""
    return ", ".join(filter(None, (f"{kind.capitalize()}{number}{dated}", nature, sender)))


UNSURE = " (kurang jelas terbaca)"


def value_of(letter: Letter, key: str) -> str | None:
    """A field (contract key) as people read it, or None."""
    match key:
        case "tanggal":
            return date_in_words(letter.dated) if letter.dated else None
        case "penanda_tangan":
            return _signatory(letter)
        case "nip":
            return letter.signatory.nip if letter.signatory else None
        case "tembusan":
            return listed(list(letter.copies)) or None
    names = {"nomor": "number", "hal": "subject", "sifat": "nature", "lampiran": "enclosure"}
    names |= {"pengirim": "sender", "kepada": "addressee", "kontak": "contact"}
    value: str | None = getattr(letter, names[key])
    return value


def _signatory(letter: Letter) -> str | None:
    who = letter.signatory
    if who is None:
        return None
    return " – ".join(filter(None, (who.name, who.title))) or None


def doubtful_words(letter: Letter, desk: Desk) -> list[Json]:
    """The fields to ask back: as they were read, and the line that puts them right."""
    return [
        {
            "label": LABELS[key],
            "value": value_of(letter, key) or "tidak terbaca",
            "example": f"{key.upper()}: {value_of(letter, key)}",
        }
        for key in letter.doubtful(desk.office.doubtful_below)
        if key in ASKED_BACK
    ]


def signature_in_words(letter: Letter, desk: Desk) -> str | None:
    """What is known of an electronic signature; None where there is none."""
    if letter.signature is SignatureState.NONE:
        return None
    trusted = letter.trusted and letter.signature is SignatureState.INTACT
    return ", ".join([TRUSTED if trusted else SIGNATURES[letter.signature], *_by_whom(letter, desk)])


def _by_whom(letter: Letter, desk: Desk) -> Iterator[str]:
    if letter.signed_by and letter.signature is SignatureState.INTACT:
        when = f" pada {moment_in_words(letter.signed_at, desk.office)}" if letter.signed_at else ""
        yield f"oleh {letter.signed_by}{when}"
