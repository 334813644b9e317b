"""What the parent asks for with a file: its bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Job:
    """The bounds of one file, as in ReadingLimits; `until` on the monotonic clock."""

    pages: int
    text_pages: int
    seconds_per_page: float
    seconds_per_file: float
    max_pixels: int
    until: float
    trust_dir: Path | None = None

    @classmethod
    def of(cls, request: Mapping[str, Any]) -> Self:
        """From the parent's request; the file's time begins now."""
        return cls(
            pages=request["pages"],
            text_pages=request["text_pages"],
            seconds_per_page=request["seconds_per_page"],
            seconds_per_file=request["seconds_per_file"],
            max_pixels=request["max_pixels"],
            until=monotonic() + request["seconds_per_file"],
            trust_dir=Path(request["trust_dir"]) if request["trust_dir"] else None,
        )

    def page_until(self) -> float:
        """When a page that begins now must be done."""
        return min(self.until, monotonic() + self.seconds_per_page)
