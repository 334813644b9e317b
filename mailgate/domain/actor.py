"""Who did something to a ticket, in which capacity, and on what proof."""

from dataclasses import dataclass

GATEWAY = "gateway"


@dataclass(frozen=True, slots=True)
class Actor:
    """The giver of a command or remark.

    `seat` is the code of the post it was given for, or None for requesters, outsiders and the gateway itself; `title`
    is
    how history names the giver ("Plh. Kepala Dinas", "Dinas Kesehatan"). `proof` is the authority in one English
    phrase, such as "seal, dmarc=pass". `via` is the Message-ID of the mail.
    """

    email: str
    title: str
    name: str = ""
    seat: str | None = None
    person: str | None = None
    proof: str = ""
    via: str | None = None


THE_GATEWAY = Actor(email="", title="Sistem", seat=None, proof=GATEWAY)
"""The actor of automatic steps."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A seat that holds a step, or helps with it; `person` is a holder's code where one person was named."""

    seat: str
    person: str | None = None
    assists: bool = False

    @property
    def code(self) -> str:
        """`tim`, or `tim:budi`."""
        return f"{self.seat}:{self.person}" if self.person else self.seat


REQUESTER_SEAT = "pemohon"
"""The seat of an assignment that lies with the requester, whichever role the SOP calls him."""
