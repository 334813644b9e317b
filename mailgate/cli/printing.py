"""How the doors speak: one object a line for programs, aligned and wrapped lines for people."""

import json
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from datetime import datetime
from typing import Any

import typer

LABEL = 13
"""Columns of a label and the gap behind it."""

NARROWEST = 60
"""Columns below which wrapping would only tear words apart."""

WIDEST = 120
"""Columns above which a line of prose is hard to follow."""


def say(text: str = "", **style: Any) -> None:
    """One line to the screen; what mails hold can't move the cursor or hide words."""
    typer.echo(typer.style(clean(text), **style) if style else clean(text))


def say_error(text: str) -> None:
    """One sentence about a mistake, to stderr."""
    typer.echo(clean(text), err=True)


def as_json(value: Mapping[str, Any]) -> None:
    """One object on one line."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def entry_json(entry: Any) -> dict[str, Any]:
    """A row of the database as an object: its fields, moments in ISO 8601."""
    values = {field.name: getattr(entry, field.name) for field in fields_of(entry)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def letter_lines(letter: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A letter (contract `surat --json`) for people: each field that was read, and how surely where it is doubtful."""
    keys = ("jenis", "nomor", "tanggal", "hal", "sifat", "lampiran", "pengirim", "kepada", "penanda_tangan", "tembusan")
    for key in keys:
        value, sure = letter[key], letter["confidence"].get(key)
        if isinstance(value, Mapping):
            value = ", ".join(str(part) for part in value.values() if part)
        if isinstance(value, list):
            value = "; ".join(map(str, value))
        mark = f"  (doubtful, {sure:.0%})" if key in letter["doubtful"] and sure is not None else ""
        yield "signatory" if key == "penanda_tangan" else key, f"{value}{mark}" if value else ""
    yield "tte", letter["tte"]
    yield "read from", f"{letter['engine']}, {letter['pages']} pages"


def clean(text: str) -> str:
    """`text` without control characters, line ends and tabs excepted."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " if c in "\t\xa0" else "" for c in text)


def width() -> int:
    """Columns to write in: the terminal's, also where a pager stands between; the widest where there is none."""
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            columns = os.get_terminal_size(stream.fileno() if stream else -1).columns
        except (OSError, ValueError):
            continue
        return max(NARROWEST, min(columns, WIDEST))
    return WIDEST


def heading(text: str) -> None:
    """The first line of a page."""
    say(text, bold=True)


def label_value(label: str, value: object, *, indent: int = 2) -> None:
    """`label      value`, wrapped under itself; nothing where there is no value."""
    text = clean("" if value is None else str(value)).strip()
    if not text:
        return
    margin = " " * (indent + LABEL)
    lines = [line for part in text.splitlines() for line in _wrapped(part, width() - len(margin))]
    typer.echo(" " * indent + typer.style(label.ljust(LABEL), dim=True) + lines[0])
    for line in lines[1:]:
        typer.echo(margin + line)


def paragraph(text: str, *, indent: int = 0, hang: int = 0, **style: Any) -> None:
    """Prose, wrapped; later lines `hang` columns further in."""
    first, later = " " * indent, " " * (indent + hang)
    for line in textwrap.wrap(
        clean(text), width(), initial_indent=first, subsequent_indent=later, break_on_hyphens=False
    ):
        typer.echo(typer.style(line, **style) if style else line)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, whole: bool = False) -> None:
    """Columns as wide as they need to be; on a terminal the last one is cut to what is left, or, `whole`, wrapped."""
    cells = [[clean("" if cell is None else str(cell)).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(head), *cells]) for i in range(len(head) - 1)]
    left = sum(widths) + 2 * len(widths)
    room = max(width() - left, 20) if sys.stdout.isatty() else None
    typer.echo(typer.style(_aligned(list(head), widths), dim=True))
    for row in cells:
        first, *more = _fitted(row[-1], room, whole=whole)
        typer.echo(_aligned([*row[:-1], first], widths))
        for line in more:
            typer.echo(" " * left + line)


def _fitted(text: str, room: int | None, *, whole: bool) -> list[str]:
    if room is None or len(text) <= room:
        return [text]
    return _wrapped(text, room) if whole else [text[: room - 1] + "…"]


def _aligned(row: list[str], widths: list[int]) -> str:
    return "  ".join([*(cell.ljust(size) for cell, size in zip(row, widths, strict=False)), row[-1]]).rstrip()


def _wrapped(text: str, columns: int) -> list[str]:
    return textwrap.wrap(text, columns, break_on_hyphens=False) or [""]
