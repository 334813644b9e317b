"""What an engine could make of a file: words on pages, a form's values, a signature's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mailgate.domain.letter import Engine, SignatureState


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box on the upright page: origin top left, in points (1/72 inch).

    `sureness` is the engine's own, 0 to 1; 1 for a text layer.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page, turned upright. `words` in the engine's order, which no reader relies on; `width`, `height` in points.

    `turned` says how far the picture had to be turned (0, 90, 180, 270 degrees clockwise). `line` numbers are not kept:
    layout comes from the boxes.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    engine: Engine
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """One electronic signature of a PDF as it was found; `signed_at` aware UTC, a claim where no timestamp proves it.

    `trusted` is true only where the chain ends in an anchor that the office gave.
    """

    state: SignatureState
    signer: str = ""
    signed_at: datetime | None = None
    trusted: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. Where nothing could be had, `pages` is empty and `notes` say why, as Indonesian sentences.

    `total_pages` counts the pages of the file, read or not. `form` maps the labels of a fillable PDF to their values.
    `image_hash` is the 64-bit difference hash of the first page as 16 hex digits: near where the pictures are near.
    `waits` is true where an engine was missing, so that reading again later makes sense.
    """

    pages: tuple[Page, ...] = ()
    total_pages: int = 0
    form: Mapping[str, str] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
    image_hash: str | None = None
    notes: tuple[str, ...] = ()
    waits: bool = False
