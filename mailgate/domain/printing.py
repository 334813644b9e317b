"""What CETAK can be asked for, and by whom."""

from dataclasses import dataclass

from mailgate.domain.roster import OFFICE_ROLES
from mailgate.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Printable:
    """A kind of paper: the word behind CETAK, its title inside a sentence, and other words that mean it.

    `internal` papers tell of the office's own chain and are not for the requester; `of_sop` need one.
    """

    word: str
    title: str
    said: tuple[str, ...] = ()
    internal: bool = False
    of_sop: bool = False


PRINTABLES = (
    Printable("disposisi", "lembar disposisi", ("dispo", "disp", "lembar"), internal=True),
    Printable("formulir", "formulir penanganan gangguan", ("form", "borang", "pengajuan", "pelaksanaan")),
    Printable("ba", "Berita Acara", ("berita",), of_sop=True),
    Printable("laporan", "laporan hasil penanganan", ("lap", "hasil"), internal=True, of_sop=True),
    Printable("berkas", "berkas lengkap tiket", ("dossier", "lengkap", "arsip", "semua"), internal=True),
    Printable("sop", "dokumen SOP", ("prosedur",), of_sop=True),
    Printable("tanda terima", "tanda terima permohonan", ("tanda", "bukti", "receipt")),
)
"""Every kind, in the order in which they are offered. A kind is found by the first of its words that is written."""


def printable(word: str) -> Printable:
    """The kind of that word; KeyError where there is none."""
    for kind in PRINTABLES:
        if kind.word == word:
            return kind
    raise KeyError(word)


def printables(*, requester: bool) -> tuple[Printable, ...]:
    """What a reader may ask for: the requester nothing that tells of the office's own chain."""
    return tuple(kind for kind in PRINTABLES if not (requester and kind.internal))


def may_print(ticket: Ticket, role: str, *, above: bool) -> bool:
    """Whether a post may have papers of a ticket: it works in its SOP, stands above its holder, or is an office
    role.
    """
    performs = ticket.sop is not None and any(role == p.role for step in ticket.sop.steps for p in step.performers)
    return performs or above or role in OFFICE_ROLES
