"""The same letter once more: it joins the open ticket it has, instead of opening a second one (domain notes 2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailgate.app.confidential import NAMELESS
from mailgate.app.confirming import sender_reader
from mailgate.app.frame import Desk, notice
from mailgate.app.history import remember
from mailgate.app.ports import Trace, UnitOfWork
from mailgate.app.request import Request
from mailgate.domain.actor import REQUESTER_SEAT, Actor
from mailgate.domain.event import FileRecord, LetterRepeated
from mailgate.domain.letter import Letter
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice
from mailgate.domain.office import Office
from mailgate.domain.read_file import ReadFile, main_letter
from mailgate.domain.ticket import Ticket
from mailgate.mail.reply import new_text
from mailgate.surat.alike import same_number, same_picture
from mailgate.surat.sameness import FORMS, contradict, is_one_of_its_kind, is_whole, read_alike

WITHIN = timedelta(days=14)
"""How long the same letter counts as the same request (domain notes 2.1)."""

FEW_WORDS = range(5, 60)
"""Words on a page from which little was read: then the picture itself may say that it is the same. None at all is a
logo or a photo of a device, and pages with many words are told apart by what they say.
"""

TEXT_KEPT = 2_000
"""Characters of the mail that are kept beside its files."""

SAME_NUMBER, SAME_FILE, SAME_PICTURE = "nomor dan pengirim surat", "berkas", "gambar surat"


@dataclass(frozen=True, slots=True)
class Before:
    """The open ticket that has the letter already, and what was the same (Indonesian)."""

    ticket: str
    why: str


def seen_before(request: Request, office: Office, uow: UnitOfWork, now: datetime, *, but: str = "") -> Before | None:
    """The open ticket of this office that has one of these letters already; `but` is the one they belong to."""
    if not any(file.letters or file.image_hash for file in request.files):
        return None
    traces = [trace for trace in uow.readings.recent(office.code, now - WITHIN) if trace.ticket != but]
    for file in request.files:
        for trace in traces:
            why = _same(file, trace)
            if why and _same_matter(why, main_letter((file,)), uow.tickets.get(trace.ticket), request):
                return Before(trace.ticket, why)
    return None


def _same(file: ReadFile, trace: Trace) -> str | None:
    """What speaks for the same letter, before its ticket is looked at."""
    letter = main_letter((file,))
    if file.sha256 == trace.sha256 and letter is not None and is_one_of_its_kind(letter):
        return SAME_FILE
    if letter and letter.number and trace.number:
        numbers = is_whole(letter.number) and is_whole(trace.number) and same_number(letter.number, trace.number)
        return SAME_NUMBER if numbers and read_alike(letter.sender or "?", trace.sender or "!") else None
    bare = letter is None or (letter.number is None and letter.kind not in FORMS)
    few = bare and file.words in FEW_WORDS and trace.number is None
    if few and file.image_hash and trace.image_hash and same_picture(file.image_hash, trace.image_hash):
        return SAME_PICTURE
    return None


def _same_matter(why: str, letter: Letter | None, ticket: Ticket, request: Request) -> bool:
    """Whether nothing on the ticket contradicts it: another date or Hal under the same number, another asker."""
    if why == SAME_PICTURE:
        code = ticket.requester.code
        return request.party.email == ticket.requester.email or (code is not None and code == request.party.code)
    return why == SAME_FILE or letter is None or ticket.letter is None or not contradict(letter, ticket.letter)


def joined(before: Before, message: Message, files: Sequence[FileRecord], desk: Desk, uow: UnitOfWork) -> list[Notice]:
    """Keep the mail's files in the ticket's history, and tell its sender the number that the letter has already."""
    ticket = uow.tickets.get(before.ticket)
    sender = message.sender.email
    by = Actor(sender, ticket.requester.name, message.sender.name, REQUESTER_SEAT, via=message.message_id)
    said = "" if ticket.confidential else new_text(message).strip()[:TEXT_KEPT]
    named = tuple(replace(file, name=NAMELESS) for file in files) if ticket.confidential else tuple(files)
    events = [LetterRepeated(sender, before.why, named, said)]
    records = ticket.record(events, by, desk.now)
    remember(ticket, events, by, desk.office, desk.now)
    uow.tickets.save(ticket, records)
    note = (
        f"Surat yang sama telah kami terima dan sedang diproses dengan nomor tiket {ticket.number}. Berkas yang baru "
        "kami simpan pada tiket itu, sehingga tidak perlu dikirim ulang."
    )
    return [notice("status", sender_reader(sender, ticket, desk), ticket, desk, key=str(records[0].seq), note=note)]
