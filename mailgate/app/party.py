"""Who asks: the organisation whose kop a letter bears, else the one that an address belongs to."""

from dataclasses import dataclass

from mailgate.domain.letter import Letter
from mailgate.domain.message import Address
from mailgate.domain.office import Office, Requester
from mailgate.domain.standing import Party
from mailgate.surat.sender import organisation_of


@dataclass(frozen=True, slots=True)
class Asker:
    """The requester, and who else is told that the request came: a registered sender of another organisation."""

    party: Party
    also: str | None = None


def asker_of(sender: Address, writer: Address, letter: Letter | None, office: Office) -> Asker:
    """Who asks. `sender` first wrote what `writer` sent or passed on; `letter` is the one that came with it.

    The kop says whose request it is, never whether that is proven: a kop can be printed by anybody. Proven it is by the
    address of a registered organisation, of the office's own people, or of its own scanner.
    """
    organisation = organisation_of(letter, office.requesters) if letter else None
    if organisation is None or _owns(organisation, sender.email, office):
        return Asker(party_of(sender, writer, office))
    registered = office.requester_of(writer.email)
    known = registered is not None or office.has_person(writer.email) or office.is_scanner(writer.email)
    if not known:
        return Asker(Party(sender.email, organisation.name, organisation.code, organisation.head, verified=False))
    email = organisation.emails[0] if organisation.emails else writer.email
    also = writer.email if registered and registered.code != organisation.code and email != writer.email else None
    return Asker(Party(email, organisation.name, organisation.code, organisation.head, verified=True), also)


def _owns(organisation: Requester, email: str, office: Office) -> bool:
    found = office.requester_of(email)
    return found is not None and found.code == organisation.code


def party_of(sender: Address, writer: Address, office: Office) -> Party:
    """The requester: a registered organisation by its address or domain; else the bare address, not verified.

    A forwarded request counts as its original sender's; verified only where the forwarder is known to the office. The
    receipt goes to a registered forwarder where the original sender is not registered.
    """
    known = sender == writer or office.requester_of(writer.email) or office.has_person(writer.email)
    organisation = office.requester_of(sender.email)
    if organisation:
        return Party(sender.email, organisation.name, organisation.code, organisation.head, verified=bool(known))
    forwarder = office.requester_of(writer.email)
    if forwarder:
        return Party(writer.email, forwarder.name, forwarder.code, forwarder.head, verified=True)
    return Party(sender.email, sender.name or sender.email, None, "", verified=False)
