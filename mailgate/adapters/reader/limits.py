"""How much one file may cost to read; the office sets it under `[surat]`."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds of one file. What lies beyond is left unread and named in a note; the file itself is always kept.

    `pages` are those recognised, `text_pages` those whose text layer is taken. `memory_mb` binds the reading process
    and Tesseract each; `max_pixels` one picture; seconds are wall clock.
    """

    pages: int = 10
    text_pages: int = 300
    seconds_per_page: float = 60.0
    seconds_per_file: float = 300.0
    memory_mb: int = 1024
    max_bytes: int = 60_000_000
    max_pixels: int = 80_000_000


def limits_of(settings: object) -> ReadingLimits:
    """The limits that settings hold under the same names."""
    return ReadingLimits(**{field.name: getattr(settings, field.name) for field in fields(ReadingLimits)})
