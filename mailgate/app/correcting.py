"""A reply that puts the fields of a letter right (`NOMOR: …`): recorded, and answered with what now stands."""

from dataclasses import dataclass

from mailgate.app.authenticate import Proof
from mailgate.app.confirming import reader_at
from mailgate.app.frame import Desk, notice
from mailgate.app.history import remember
from mailgate.app.letter_words import LABELS, letter_words, value_of
from mailgate.app.ports import UnitOfWork
from mailgate.app.reply import needed
from mailgate.domain.capacity import capacity_of
from mailgate.domain.command import Command
from mailgate.domain.event import LetterCorrected
from mailgate.domain.letter import Letter
from mailgate.domain.message import Message
from mailgate.domain.notice import Notice
from mailgate.domain.ticket import Ticket
from mailgate.surat.correction import FieldUnreadable, corrected, corrections


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reply corrects: the letter as it then stands, each change, sentences on what was unreadable, the rest."""

    letter: Letter
    events: tuple[LetterCorrected, ...]
    unclear: tuple[str, ...]
    rest: str


def correction_in(text: str, letter: Letter | None) -> Correction | None:
    """The corrections at the beginning of a text and the rest of it; None where it corrects nothing."""
    if letter is None:
        return None
    changes, rest = corrections(text)
    if not changes:
        return None
    events, unclear = [], []
    for key, value in changes.items():
        try:
            changed = corrected(letter, {key: value})
        except FieldUnreadable as error:
            unclear.append(str(error))
        else:
            events.append(LetterCorrected(key, value_of(letter, key) or "", value_of(changed, key) or ""))
            letter = changed
    return Correction(letter, tuple(events), tuple(unclear), rest)


def may_correct(ticket: Ticket, message: Message, proof: Proof, desk: Desk) -> bool:
    """The requester, or whoever works the tray, with the proof that a remark needs: a correction moves no step."""
    if ticket.confidential or ticket.letter is None:
        return False
    email = message.sender.email
    capacity = capacity_of(ticket, desk.office, email, desk.now)
    if capacity is None or not (capacity.requester or desk.office.works_tray(email)):
        return False
    return proof.grade >= needed([Command("CATATAN")], capacity, ticket, desk.office)


def correct(found: Correction, ticket: Ticket, message: Message, desk: Desk, uow: UnitOfWork) -> list[Notice]:
    """Record the changes, and tell who wrote what now stands; the request is renamed where it bore the old Hal."""
    capacity = capacity_of(ticket, desk.office, message.sender.email, desk.now)
    assert capacity is not None and ticket.letter is not None  # noqa: S101, PT018 - may_correct has seen to it
    if ticket.letter.subject == ticket.subject and found.letter.subject:
        ticket.subject = found.letter.subject
    ticket.letter = found.letter
    records = ticket.record(found.events, capacity.actor, desk.now)
    remember(ticket, found.events, capacity.actor, desk.office, desk.now)
    uow.tickets.save(ticket, records)
    reader = reader_at(message.sender.email, ticket, desk)
    changed = [
        {"label": LABELS[e.field], "before": e.before or "tidak terbaca", "after": e.after or "tidak ada"}
        for e in found.events
    ]
    return [
        notice(
            "surat-terbaca",
            reader,
            ticket,
            desk,
            key=f"perbaikan/{message.message_id or ticket.version}",
            letter=letter_words(ticket, desk),
            notes=[],
            changed=changed,
            unclear=list(found.unclear),
        )
    ]
