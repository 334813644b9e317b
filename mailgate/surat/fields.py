"""The fields of one letter while they are being read: each a value with its chance of being right."""

from dataclasses import dataclass
from datetime import date

from mailgate.domain.letter import Signatory
from mailgate.surat.trust import Found


@dataclass(frozen=True, slots=True)
class Fields:
    """What was found; None where a field was not read. `parent`, `government` are believed as far as the sender is."""

    number: Found[str] | None = None
    dated: Found[date] | None = None
    subject: Found[str] | None = None
    nature: Found[str] | None = None
    enclosure: Found[str] | None = None
    sender: Found[str] | None = None
    parent: str | None = None
    government: str | None = None
    addressee: Found[str] | None = None
    signatory: Found[Signatory] | None = None
    copies: Found[tuple[str, ...]] | None = None
    contact: Found[str] | None = None
