"""What a command must hold before it is carried out: reason, date, report, file (domain notes 3.3; `Outcome`)."""

from mailgate.domain.command import Command
from mailgate.domain.sop import Outcome
from mailgate.domain.task import Task
from mailgate.domain.verb import verb
from mailgate.mail import sentences
from mailgate.mail.arguments import outcome_of
from mailgate.mail.words import words_of

_OF_A_FILE = frozenset({"terlampir", "lampiran", "dilampirkan", "lampirkan", "attached", "attachment"})
_ABOUT_A_FILE = _OF_A_FILE | frozenset(
    (
        "laporan laporannya berikut hasil foto dokumentasi dokumen berkas file kami saya sudah telah di pada "
        "sebagaimana sesuai dengan ini bersama surat berita acara ba mohon diterima pak bu bapak ibu ya sebagai dan"
    ).split()
)
"""Words that only speak of a file; a text of these alone is no report."""


def lacking(command: Command, task: Task) -> str:
    """The sentence that says what the command lacks, "" where it is complete."""
    entry, outcome = verb(command.verb), outcome_of(command.verb, task) or Outcome(command.verb, "")
    example = outcome.example or entry.example
    words = set(words_of(command.note))
    only_file = bool(words & _OF_A_FILE) and words <= _ABOUT_A_FILE
    if only_file and not task.attachments and (outcome.report or outcome.attachment):
        return sentences.file_missing()
    if outcome.attachment and not task.attachments:
        return sentences.needs_file(command.verb)
    if (entry.needs_reason or outcome.reason) and not words:
        return sentences.needs_reason(command.verb, _example(command, example))
    if entry.needs_date and command.due is None:
        return sentences.needs_date(command.verb, _example(command, entry.example))
    if (outcome.report or command.verb in ("LAPOR", "LAPOR a.n.")) and not words and not task.attachments:
        return sentences.needs_report(command.verb, _example(command, example))
    return ""


def _example(command: Command, example: str) -> str:
    return example if ":" in example else verb(command.verb).example
