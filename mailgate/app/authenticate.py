"""Who really sent a reply: the seal, the registered sender and our own server's verdict, weighed together."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from mailgate.app.confirming import addresses_of
from mailgate.app.frame import Sealer
from mailgate.domain.event import CommandHeld
from mailgate.domain.message import Message
from mailgate.domain.office import Office
from mailgate.domain.proof import Grade
from mailgate.domain.roster import Tenure
from mailgate.domain.standing import Visit
from mailgate.domain.ticket import Ticket
from mailgate.mail.seal import TICKET_SCOPE, Found
from mailgate.mail.smime import signature_note
from mailgate.mail.verdict import verdict


class SealState(StrEnum):
    """What the seal of a mail says.

    This visit, the ticket as a whole, a question that could be answered once (open, or spent), an older visit, another
    reader, or nothing.
    """

    FRESH = "fresh"
    TICKET = "ticket"
    ONCE = "once"
    SPENT = "spent"
    STALE = "stale"
    FOREIGN = "foreign"
    ABSENT = "absent"


GOOD = (SealState.ONCE, SealState.FRESH, SealState.TICKET)
"""Seals that prove something, the strongest first."""

WEIGHED = 30
"""Seals of one mail that are weighed, the newest first: honest threads carry a few, hostile mails thousands."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found and what is missing. `trusted` is the verdict of our own mail server on the From address.

    `why` is an English phrase for history; `visit` the older visit of a stale seal; `meant_for` the address a
    foreign seal was made for, `current` whether it speaks of the step as it stands; `held` what a one-time seal asks
    about. `denied`: the origin contradicts the From; `judged`: somebody could say anything of it; `origin` the words.
    `given`: nothing was weighed, the authority is assumed (`explain --step`).
    """

    seal: SealState
    trusted: bool
    why: str
    visit: Visit | None = None
    meant_for: str | None = None
    current: bool = True
    held: CommandHeld | None = None
    denied: bool = False
    judged: bool = True
    origin: str = ""
    given: bool = False

    @property
    def suffices(self) -> bool:
        """Whether the seal and the sender held, whatever is asked of them."""
        return self.grade >= Grade.TICKET

    @property
    def grade(self) -> Grade:
        """How much that is. A one-time seal proves the registered mailbox, unless the origin contradicts it."""
        if self.given:
            return Grade.CONFIRMED
        if self.seal is SealState.ONCE:
            return Grade.NONE if self.denied else Grade.CONFIRMED
        if not self.trusted:
            return Grade.NONE
        return {SealState.FRESH: Grade.STEP, SealState.TICKET: Grade.TICKET}.get(self.seal, Grade.SENDER)

    @property
    def found(self) -> tuple[str, ...]:
        """What speaks for the sender, in English."""
        seal = (_SEALS[self.seal],) if self.seal in GOOD else ()
        return (*seal, *((self.origin or "sender vouched for",) if self.trusted else ()))

    def missing(self, needed: Grade) -> tuple[str, ...]:
        """What a command that needs that grade would need besides, in English."""
        if self.grade >= needed:
            return ()
        lacking = [] if self.trusted else [self.origin or "a sender that our server vouches for"]
        if needed >= Grade.TICKET and self.seal not in GOOD:
            lacking.append(f"{_SEALS[SealState.FRESH]} ({_SEALS[self.seal]})")
        elif needed is Grade.STEP and self.seal is SealState.TICKET:
            lacking.append(_SEALS[SealState.FRESH])
        if needed is Grade.CONFIRMED:
            lacking.append("a one-time confirmation")
        return tuple(lacking)


_SEALS = {
    SealState.FRESH: "seal of this step",
    SealState.TICKET: "seal of this ticket",
    SealState.ONCE: "one-time seal",
    SealState.SPENT: "a one-time seal that is spent",
    SealState.STALE: "seal of an earlier step",
    SealState.FOREIGN: "seal made for somebody else",
    SealState.ABSENT: "no seal",
}


def prove(
    message: Message,
    seals: Iterable[Found],
    ticket: Ticket,
    office: Office,
    *,
    sealer: Sealer,
    authserv_id: str | None,
    signers: Collection[str] = (),
) -> Proof:
    """Weigh the proof that a mail about `ticket` comes from its From address.

    `signers` are the domains of DKIM signatures found valid here, for offices that let the gateway check them.
    """
    judged = verdict(message, authserv_id=authserv_id, signers=signers)
    weighed = _best(message, [found for found in seals if found.ticket == ticket.number], ticket, office, sealer)
    why = ", ".join(filter(None, (weighed.why, judged.why, signature_note(message))))
    return replace(
        weighed, trusted=judged.sufficient, why=why, denied=judged.denied, judged=judged.judged, origin=judged.why
    )


def _best(message: Message, seals: list[Found], ticket: Ticket, office: Office, sealer: Sealer) -> Proof:
    best = Proof(SealState.ABSENT, False, "no seal")
    for found in list(dict.fromkeys(seals))[:WEIGHED]:
        proof = _weigh(found, message.sender.email, ticket, office, sealer)
        if proof.seal in GOOD:
            return proof
        if best.seal in (SealState.ABSENT, SealState.FOREIGN):
            best = proof
    return best


def _weigh(found: Found, sender: str, ticket: Ticket, office: Office, sealer: Sealer) -> Proof:
    same = addresses_of(sender, office)
    mine = (*same, *_principals(sender, office))

    def sealed(scope: int, addresses: Iterable[str]) -> bool:
        return any(found.seal == sealer(ticket.number, scope, address) for address in addresses)

    held = next((h for h in reversed(ticket.held) if sealed(h.scope, same)), None)
    if held is not None:
        return Proof(SealState.ONCE, False, f"one-time seal ({found.where})", held=held)
    if sealed(ticket.visit, mine):
        return Proof(SealState.FRESH, False, f"seal of this step ({found.where})")
    if sealed(TICKET_SCOPE, mine):
        return Proof(SealState.TICKET, False, f"seal of this ticket ({found.where})")
    for visit in reversed(ticket.visits[:-1]):
        if sealed(visit.number, mine):
            return Proof(SealState.STALE, False, f"seal of an earlier step ({found.where})", visit)
    if any(sealed(-record, same) for record in range(ticket.history, 0, -1)):
        return Proof(SealState.SPENT, False, f"one-time seal, spent ({found.where})")
    return _others(found, ticket, office, sealer)


def _others(found: Found, ticket: Ticket, office: Office, sealer: Sealer) -> Proof:
    """A seal that was made for somebody else, or never."""
    open_questions = [h.scope for h in ticket.held]
    scopes = (ticket.visit, TICKET_SCOPE, *(v.number for v in ticket.visits), *open_questions)
    for address in _readers(ticket, office):
        for scope in dict.fromkeys(scopes):
            if found.seal == sealer(ticket.number, scope, address):
                why = f"seal made for {address} ({found.where})"
                current = scope in (ticket.visit, TICKET_SCOPE)
                return Proof(SealState.FOREIGN, False, why, None, address, current)
    return Proof(SealState.ABSENT, False, f"a seal we never made ({found.where})")


def _principals(sender: str, office: Office) -> Iterator[str]:
    """Whose task mails an agent answers: agents are never mailed themselves (domain notes 3.5)."""
    for seat in office.roster.seats:
        if any(sender in h.emails and h.tenure is Tenure.AGENT for h in seat.holders):
            yield from (email for h in seat.holders for email in h.emails)


def _readers(ticket: Ticket, office: Office) -> list[str]:
    people = [email for seat in office.roster.seats for holder in seat.holders for email in holder.emails]
    return [*dict.fromkeys(people), ticket.requester.email]
