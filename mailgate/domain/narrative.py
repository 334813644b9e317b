"""Events told as short Indonesian lines: the history in mails, on the terminal and in the dossier."""

from mailgate.domain.actor import REQUESTER_SEAT, Actor, Assignment
from mailgate.domain.event import (
    AuthorityRefused,
    CommandCarriedOut,
    CommandDeclined,
    CommandHeld,
    CommandUndone,
    DueMoved,
    Escalated,
    Event,
    LetterCorrected,
    LetterRead,
    LetterRepeated,
    NoteAdded,
    Overdue,
    PaperPrinted,
    Prioritised,
    QuestionAsked,
    Rated,
    Reminded,
    RequestCompleted,
    SopChosen,
    StepEntered,
    TaskTaken,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    WorkPaused,
    WorkResumed,
)
from mailgate.domain.office import Office
from mailgate.domain.read_file import ReadFile, main_letter
from mailgate.domain.roster import Roster
from mailgate.domain.wording import clipped, date_in_words, listed, moment_in_words

NOTE_LIMIT = 80
"""Characters of a note that a history line quotes: one line on a phone held upright."""


def title_of(code: str, roster: Roster, requester: str = "Pemohon") -> str:
    """What a seat, role or person code is called: its title, with the person's name where one is meant."""
    if code == REQUESTER_SEAT:
        return requester
    try:
        seat, person = roster.locate(code)
    except KeyError:
        seats = roster.seats_of(code)
        return listed([seat.title for seat in seats]) if seats else code
    return f"{person.name} ({seat.title})" if person else seat.title


def holder_titles(holders: tuple[Assignment, ...], roster: Roster, requester: str = "Pemohon") -> str:
    """Who holds a step, in words; those who only assist are left out."""
    return listed([title_of(a.code, roster, requester) for a in holders if not a.assists])


def _owner(email: str, roster: Roster) -> str:
    return next((seat.title for seat in roster.seats for h in seat.holders if email in h.emails), email)


def _letter_line(file: ReadFile) -> str | None:
    """The letter that a file holds, in a line; of a confidential one only that it came."""
    letter = main_letter((file,))
    if letter is None:
        return None
    if file.confidential:
        return "surat bersifat rahasia diterima"
    dated = f" tanggal {date_in_words(letter.dated)}" if letter.dated else ""
    return clipped(f"{letter.kind} {letter.number or 'tanpa nomor'}{dated} dibaca", NOTE_LIMIT)


def tell(  # noqa: C901, PLR0911, PLR0912 - a table in code
    event: Event, by: Actor, office: Office, roster: Roster, *, limit: int = NOTE_LIMIT
) -> str | None:
    """One line of history, its notes cut at `limit` characters, or None for what readers need not see."""
    match event:
        case TicketOpened(organisation=organisation):
            return f"diterima dari {organisation}"
        case SopChosen(name=name):
            return f"{by.title} menetapkan SOP: {name}"
        case CommandCarriedOut(automatic=True):
            return None
        case CommandCarriedOut(command=command):
            targets = listed([title_of(t, roster) for t in command.targets])
            note = f' "{clipped(command.note, limit)}"' if command.note else ""
            return f"{by.title}: {command.verb}{' ' + targets if targets else ''}{note}"
        case NoteAdded(text=text):
            return f'catatan {by.title}: "{clipped(text, limit)}"' if text else None
        case WorkPaused(reason=reason, until=until):
            return f"ditunda{' s.d. ' + moment_in_words(until, office) if until else ''}: {clipped(reason, limit)}"
        case WorkResumed():
            return f"dilanjutkan oleh {by.title}"
        case DueMoved(before=before, due_at=due_at, reason=reason) if due_at and due_at != before:
            return f"batas waktu menjadi {moment_in_words(due_at, office)}: {clipped(reason, NOTE_LIMIT)}"
        case Prioritised(priority=priority, proposed=proposed):
            return f"prioritas {priority}{' (usulan)' if proposed else ''} oleh {by.title}"
        case Escalated(to=to):
            return f"{by.title} memohon arahan {listed([title_of(code, roster) for code in to])}"
        case TaskTaken(holder=holder):
            return f"ditangani {title_of(holder.code, roster)}"
        case CommandUndone(verb=verb):
            return f"{by.title} membatalkan {verb}"
        case RequestCompleted():
            return "pemohon melengkapi permohonan"
        case TicketClosed(how=how, note=note):
            return f"ditutup ({how}){': ' + clipped(note, limit) if note else ''}"
        case TicketReopened(note=note):
            return f"dibuka kembali oleh {by.title}{': ' + clipped(note, limit) if note else ''}"
        case Rated(score=score):
            return f"dinilai {score} dari 4"
        case AuthorityRefused(claimed=claimed):
            return f"surel atas nama {claimed} tidak dijalankan (bukti pengirim tidak cukup)"
        case CommandHeld(reader=reader):
            return f"perintah atas nama {_owner(reader, roster)} menunggu konfirmasi"
        case LetterRead(file=file):
            return _letter_line(file)
        case LetterCorrected(field=field, after=after):
            return f"{by.title} memperbaiki {field.replace('_', ' ')} surat: {clipped(after, NOTE_LIMIT)}"
        case LetterRepeated(sender=sender, text=text):
            said = f': "{clipped(text, NOTE_LIMIT)}"' if text else ""
            return f"surat yang sama dikirim kembali oleh {sender}{said}"
        # Who was reminded, or reported upward, is nobody's business but the file's (domain notes 6.1).
        case StepEntered() | CommandDeclined() | QuestionAsked() | PaperPrinted() | Reminded() | Overdue() | DueMoved():
            return None
    raise AssertionError(event)
