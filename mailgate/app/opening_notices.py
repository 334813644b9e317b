"""Who is told that a request came, and what was read of its letters, at once or later."""

from collections.abc import Iterator, Sequence

from mailgate.app.confidential import first_told
from mailgate.app.confirming import sender_reader
from mailgate.app.frame import requester_reader, role_readers
from mailgate.app.letter_words import letter_words
from mailgate.app.telling import SUMMARY_LIMIT, Telling
from mailgate.domain.documents import missing
from mailgate.domain.event import LetterRead, TicketOpened
from mailgate.domain.notice import Notice
from mailgate.domain.read_file import ReadFile
from mailgate.domain.wording import clipped, moment_in_words

NOTES = 5
"""Sentences about files that a mail has room for."""


def opened(t: Telling) -> Iterator[Notice]:
    event, ticket = t.record.event, t.ticket
    assert isinstance(event, TicketOpened)  # noqa: S101 - the table of notices pairs them
    names = _names(t, event)
    receipt = t.write(
        "tanda-terima",
        requester_reader(ticket),
        received_at=moment_in_words(ticket.opened_at, t.desk.office),
        sop_name=ticket.sop.name if ticket.sop else None,
        files=names,
        verified=event.verified,
        missing=_missing(t, event),
        oversized=event.truncated,
        letter=letter_words(ticket, t.desk),
        notes=notes_about([r.event.file for r in t.together if isinstance(r.event, LetterRead)], t),
        unread=[] if ticket.confidential else list(event.unread),
    )
    yield receipt
    if event.also:
        yield t.write("tanda-terima", sender_reader(event.also, ticket, t.desk), **_own_words(receipt))
    if ticket.confidential:
        yield from _confidential(t)
    elif event.tray or event.review or not event.verified or event.same:
        yield from _to_helpdesk(t, event, names)


RECEIPT = ("received_at", "sop_name", "files", "verified", "missing", "oversized", "letter", "notes", "unread")


def _own_words(receipt: Notice) -> dict[str, object]:
    """What a receipt says besides the frame, which is made for each reader."""
    return {name: receipt.payload[name] for name in RECEIPT}


def _names(t: Telling, event: TicketOpened) -> list[str]:
    if not t.ticket.confidential:
        return [file.name for file in event.files]
    return [f"{len(event.files)} berkas"] if event.files else []


def _missing(t: Telling, event: TicketOpened) -> list[str]:
    """The documents still to be sent; nothing is asked for that may be in a file which nobody could read yet."""
    ticket = t.ticket
    unread = event.truncated or event.unread or (event.files and not _was_read(t))
    if unread or ticket.confidential or not (ticket.sop and ticket.sop.asking):
        return []
    return missing(ticket.sop.first.documents, ticket.papers)


def _was_read(t: Telling) -> bool:
    """Whether a reader has looked at the files at all."""
    return any(isinstance(r.event, LetterRead) for r in t.together)


def notes_about(files: Sequence[ReadFile], t: Telling) -> list[str]:
    """What the sender should know of files that could not be read, or not whole; a confidential one is not named."""
    named = [("" if t.ticket.confidential else f"{file.name}: ") + note for file in files for note in file.notes]
    return list(dict.fromkeys(named))[:NOTES]


def _confidential(t: Telling) -> Iterator[Notice]:
    for reader in first_told(t.ticket, t.desk):
        yield t.write("rahasia", reader, sops=_sops(t))


def _sops(t: Telling) -> list[dict[str, str]]:
    return [{"id": a.sop.id, "name": a.sop.name} for a in t.desk.office.sops]


def _to_helpdesk(t: Telling, event: TicketOpened, names: list[str]) -> Iterator[Notice]:
    for reader in role_readers("helpdesk", t.desk):
        yield t.write(
            "pilah" if event.tray else "periksa",
            reader,
            summary=clipped(event.summary, SUMMARY_LIMIT),
            sender=t.ticket.requester.email,
            reasons=list(event.reasons),
            sops=_sops(t),
            sop_name=t.ticket.sop.name if t.ticket.sop else None,
            verified=event.verified,
            files=names,
            letter=letter_words(t.ticket, t.desk),
            same=event.same or None,
        )


def letter_read(t: Telling) -> Iterator[Notice]:
    """A letter read later: its sender sees what was read; the helpdesk where it has the ticket, or a twin of it."""
    event, ticket = t.record.event, t.ticket
    assert isinstance(event, LetterRead)  # noqa: S101
    if not event.late:
        return
    files = [r.event.file for r in t.together if isinstance(r.event, LetterRead)]
    letter, notes = letter_words(ticket, t.desk), notes_about(files, t)
    if notes or (letter and (event.opening or letter["doubtful"])):
        yield t.write("surat-terbaca", requester_reader(ticket), letter=letter, notes=notes, changed=[], unclear=[])
    if ticket.confidential:
        yield from _confidential(t)
    elif event.same or (event.opening and ticket.tray and letter):
        yield from _late_to_helpdesk(t, event)


def _late_to_helpdesk(t: Telling, event: LetterRead) -> Iterator[Notice]:
    for reader in role_readers("helpdesk", t.desk):
        yield t.write(
            "pilah" if t.ticket.tray else "periksa",
            reader,
            summary=clipped(t.ticket.summary, SUMMARY_LIMIT),
            sender=t.ticket.requester.email,
            reasons=["Surat terlampir baru selesai dibaca"],
            sops=_sops(t),
            sop_name=t.ticket.sop.name if t.ticket.sop else None,
            verified=t.ticket.requester.verified,
            files=list(t.ticket.documents),
            letter=letter_words(t.ticket, t.desk),
            same=event.same or None,
        )
