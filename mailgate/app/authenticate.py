"""Who really sent a reply: the seal, the registered sender and our own server's verdict, weighed together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mailgate.app.frame import Sealer
from mailgate.domain.message import Message
from mailgate.domain.office import Office
from mailgate.domain.ticket import Ticket, Visit
from mailgate.mail.seal import TICKET_SCOPE, Found
from mailgate.mail.verdict import verdict


class SealState(StrEnum):
    """What the seal of a mail says: this visit, the ticket as a whole, an older visit, another reader, or nothing."""

    FRESH = "fresh"
    TICKET = "ticket"
    STALE = "stale"
    FOREIGN = "foreign"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found and what is missing. `trusted` is the verdict of our own mail server on the From address.

    `why` is an English phrase for history; `visit` the older visit of a stale seal; `meant_for` the address a
    foreign seal was made for.
    """

    seal: SealState
    trusted: bool
    why: str
    visit: Visit | None = None
    meant_for: str | None = None

    @property
    def suffices(self) -> bool:
        """Whether commands of this sender may be carried out at all."""
        return self.trusted and self.seal in (SealState.FRESH, SealState.TICKET)


def prove(
    message: Message, seals: Iterable[Found], ticket: Ticket, office: Office, *, sealer: Sealer, authserv_id: str | None
) -> Proof:
    """Weigh the proof that a mail about `ticket` comes from its From address."""
    judged = verdict(message, authserv_id=authserv_id)
    best = Proof(SealState.ABSENT, judged.sufficient, f"no seal, {judged.why}")
    for found in seals:
        if found.ticket != ticket.number:
            continue
        proof = _weigh(found, message.sender.email, ticket, office, sealer)
        proof = Proof(proof.seal, judged.sufficient, f"{proof.why}, {judged.why}", proof.visit, proof.meant_for)
        if proof.seal in (SealState.FRESH, SealState.TICKET):
            return proof
        if best.seal in (SealState.ABSENT, SealState.FOREIGN):
            best = proof
    return best


def _weigh(found: Found, sender: str, ticket: Ticket, office: Office, sealer: Sealer) -> Proof:
    if found.seal == sealer(ticket.number, ticket.visit, sender):
        return Proof(SealState.FRESH, False, f"seal of this step ({found.where})")
    if found.seal == sealer(ticket.number, TICKET_SCOPE, sender):
        return Proof(SealState.TICKET, False, f"seal of this ticket ({found.where})")
    for visit in reversed(ticket.visits[:-1]):
        if found.seal == sealer(ticket.number, visit.number, sender):
            return Proof(SealState.STALE, False, f"seal of an earlier step ({found.where})", visit)
    for address in _readers(ticket, office):
        for scope in (*(v.number for v in ticket.visits), TICKET_SCOPE):
            if found.seal == sealer(ticket.number, scope, address):
                return Proof(SealState.FOREIGN, False, f"seal made for {address} ({found.where})", None, address)
    return Proof(SealState.ABSENT, False, f"a seal we never made ({found.where})")


def _readers(ticket: Ticket, office: Office) -> list[str]:
    people = [email for seat in office.roster.seats for holder in seat.holders for email in holder.emails]
    return [*dict.fromkeys(people), ticket.requester.email]
