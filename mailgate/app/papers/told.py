"""One event told in full, for the operator and the auditor: as mails tell it, and what mails leave out."""

from mailgate.app.papers.case import Case
from mailgate.domain.event import (
    CommandCarriedOut,
    CommandDeclined,
    NoteAdded,
    PaperPrinted,
    QuestionAsked,
    Record,
    StepEntered,
)
from mailgate.domain.narrative import tell
from mailgate.domain.printing import printable
from mailgate.domain.wording import moment_in_words

IN_FULL = 20_000
"""Characters of a note that are quoted where nothing is cut: more than a mail's words that are kept."""


def told(record: Record, case: Case, limit: int = IN_FULL) -> str:
    """One line of history, whatever the event; notes are cut at `limit` characters."""
    match record.event:
        case StepEntered(step=step, holders=holders, due_at=due_at):
            due = f", batas {moment_in_words(due_at, case.office)}" if due_at else ""
            return f"→ langkah {step}: {case.holders(holders)}{due}"
        case CommandDeclined(line=line, reason=reason):
            return f'tidak dijalankan: "{line}": {reason}'
        case QuestionAsked(line=line, question=question):
            return f'"{line}" ditanyakan kembali: {question.text}'
        case CommandCarriedOut(automatic=True, command=command):
            return f"{command.verb} oleh sistem"
        case PaperPrinted(kind=kind):
            return f"{record.by.title} meminta {printable(kind).title}"
        case NoteAdded(text="", files=files) if files:
            return f"{record.by.title} mengirim {len(files)} lampiran"
    return tell(record.event, record.by, case.office, case.roster, limit=limit) or type(record.event).__name__
