"""A letter (surat dinas) as it was read: its fields, how sure each is, and what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

DOUBTFUL_BELOW = 0.8
"""A field read less surely than that is shown as doubtful and asked back, unless the office sets another threshold."""


class LetterKind(StrEnum):
    """What kind of document it is, as SOPs name them under kelengkapan."""

    LETTER = "surat"
    MEMO = "nota dinas"
    REQUEST_FORM = "formulir pengajuan"
    WORK_FORM = "formulir pelaksanaan"
    RECORD = "berita acara"
    DISPOSITION = "lembar disposisi"
    OTHER = "lain"


class Engine(StrEnum):
    """How the text was had: from the file itself, by recognition, or page by page both."""

    TEXT = "teks"
    OCR = "ocr"
    MIXED = "campuran"


class SignatureState(StrEnum):
    """An electronic signature (contract, `tte`): none, present but unchecked, intact, changed after signing, broken."""

    NONE = "tidak ada"
    DETECTED = "terdeteksi"
    INTACT = "utuh"
    CHANGED = "berubah"
    BROKEN = "rusak"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: `nip` is 18 digits and structurally valid, or None; `title` with its a.n., Plt., Plh. lines."""

    name: str | None
    nip: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """The fields of one letter; a field that was not read is None (or empty), never a guess.

    `sender` is the unit of the kop, `parent` the office above it where the kop names one, `government` the region in
    its first line (Pemerintah Kabupaten …). `confidence` maps the keys of `FIELDS` that were read to 0..1, calibrated:
    of the fields at 0.9, nine of ten are right. `pages` are those of this letter within its file, numbered from 1.
    """

    kind: LetterKind
    number: str | None = None
    dated: date | None = None
    subject: str | None = None
    nature: str | None = None
    enclosure: str | None = None
    sender: str | None = None
    parent: str | None = None
    addressee: str | None = None
    signatory: Signatory | None = None
    copies: tuple[str, ...] = ()
    contact: str | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    signature: SignatureState = SignatureState.NONE
    signed_by: str = ""
    signed_at: datetime | None = None
    trusted: bool = False
    engine: Engine = Engine.TEXT
    pages: tuple[int, ...] = ()
    text: str = ""
    government: str | None = None

    def doubtful(self, threshold: float = DOUBTFUL_BELOW) -> tuple[str, ...]:
        """The fields (contract keys) that were read less surely than the threshold."""
        return tuple(key for key in FIELDS if self.confidence.get(key, 1.0) < threshold)

    @property
    def confidential(self) -> bool:
        """Whether its Sifat keeps it out of mails: (Sangat) Rahasia, Terbatas, Konfidensial (domain notes 4.2)."""
        words = (self.nature or "").casefold()
        return any(word in words for word in ("rahasia", "terbatas", "konfidensial"))


FIELDS = (
    "nomor",
    "tanggal",
    "hal",
    "sifat",
    "lampiran",
    "pengirim",
    "kepada",
    "penanda_tangan",
    "tembusan",
    "kontak",
)
"""The contract's names of the fields, in the order a letter has them."""
