"""The frames of a child become a Document; whatever the child says is taken for data, checked, and nothing more."""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from mailgate.adapters.reader.notes import Note
from mailgate.domain.letter import Engine, SignatureState
from mailgate.surat.document import Document, Page, Signature, Word


class Assembly:
    """Gathers frame by frame, so that what was read before a fault is kept."""

    def __init__(self) -> None:
        self._pages: list[Page] = []
        self._signatures: list[Signature] = []
        self._form: dict[str, str] = {}
        self._notes: list[Note] = []
        self._total = 0
        self._image_hash: str | None = None
        self._waits = False

    def add(self, found: Mapping[str, Any]) -> None:
        """One frame; ValueError, KeyError or TypeError where it is not what its name says."""
        match found["is"]:
            case "page":
                self._pages.append(_page(found))
            case "total":
                self._total = int(found["pages"])
            case "hash":
                self._image_hash = f"{int(found['hash'], 16):016x}"
            case "form":
                self._form = {str(label): str(value) for label, value in found["values"].items()}
            case "signature":
                self._signatures.append(_signature(found))
            case "note":
                self.note(Note[found["note"]])
            case "waits":
                self._waits = True

    def note(self, note: Note) -> None:
        """Something the sender is told, once."""
        if note not in self._notes:
            self._notes.append(note)

    @property
    def slow(self) -> bool:
        """Whether the clock ended it."""
        return Note.TOO_LONG in self._notes

    def document(self) -> Document:
        """What came together."""
        return Document(
            pages=tuple(self._pages),
            total_pages=max(self._total, len(self._pages)),
            form=self._form,
            signatures=tuple(self._signatures),
            image_hash=self._image_hash,
            notes=tuple(note.told(total=self._total, read=len(self._pages)) for note in self._notes),
            waits=self._waits,
        )


def _page(found: Mapping[str, Any]) -> Page:
    return Page(
        words=tuple(_word(parts) for parts in found["words"]),
        width=_number(found["width"]),
        height=_number(found["height"]),
        engine=Engine(found["engine"]),
        turned=int(found["turned"]) % 360,
    )


def _word(parts: list[Any]) -> Word:
    text, *numbers = parts
    x, y, width, height, sureness = map(_number, numbers)
    return Word(str(text), x, y, width, height, min(max(sureness, 0.0), 1.0))


def _number(value: object) -> float:
    number = float(value)  # type: ignore[arg-type]
    if not isfinite(number):
        raise ValueError(f"{value} is no measure")
    return number


def _signature(found: Mapping[str, Any]) -> Signature:
    at = found["signed_at"]
    return Signature(
        state=SignatureState(found["state"]),
        signer=str(found["signer"]),
        signed_at=datetime.fromisoformat(at).astimezone(UTC) if at else None,
        trusted=found["trusted"] is True,
        why=str(found["why"]),
    )
