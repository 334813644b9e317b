"""`mailgate surat`: what it reads from a letter, storing and sending nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailgate.cli import surroundings
from mailgate.cli.printing import as_json, heading, label_value, letter_lines, say

if TYPE_CHECKING:
    from mailgate.adapters.reader import FileReader

SHOWN = 30
"""Lines of a letter's text that are shown to people; `--json` has all."""


def surat(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="A PDF, a picture, docx or odt.")],
    json: Annotated[bool, typer.Option("--json", help="One object a letter.")] = False,
) -> None:
    """Say what is read from letters.

    Each field with how surely it was read; a file that holds several letters gives each of them. A file that can't be
    read gives the sentence that its sender would get.
    """
    with surroundings.letter_reader(surroundings.settings()) as reader:
        for file in files:
            for told in letters_of(file, reader):
                if json:
                    as_json(told)
                else:
                    show(told)


def letters_of(file: Path, reader: "FileReader") -> Iterator[Mapping[str, Any]]:
    """The objects of a file's letters (contract `surat --json`); one without fields where there is none.

    `catatan` are the sentences on what could not be read.
    """
    from mailgate.domain.letter import Letter, LetterKind
    from mailgate.surat.as_json import as_json as letter_json
    from mailgate.surat.read import read_letters

    document = reader.read(file.name, "application/octet-stream", file.read_bytes())
    for letter in read_letters(document) or (Letter(LetterKind.OTHER),):
        told = letter_json(letter, file=str(file), pages=document.total_pages)
        yield {**told, "catatan": list(document.notes)}


def show(told: Mapping[str, Any]) -> None:
    """The object for people."""
    heading(told["file"])
    for label, value in letter_lines(told):
        label_value(label, value)
    lines = [line for line in told["text"].splitlines() if line.strip()]
    more = [f"… ({len(lines) - SHOWN} more lines)"] if len(lines) > SHOWN else []
    label_value("text", "\n".join(lines[:SHOWN] + more))
    for note in told["catatan"]:
        label_value("note", note)
    say()
