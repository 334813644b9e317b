"""How surely a command comes from its sender, and how surely it must, by how hard it is to undo."""

from collections.abc import Mapping
from enum import IntEnum

from mailgate.domain.verb import Risk


class Grade(IntEnum):
    """What a mail proves of its sender, weakest first.

    NONE: nothing that counts. SENDER: our own server vouches for the registered From. TICKET: besides, the seal of this
    ticket. STEP: besides, the seal of this step, made for this reader. CONFIRMED: the registered mailbox answered a
    question of ours that could be answered once.
    """

    NONE = 0
    SENDER = 1
    TICKET = 2
    STEP = 3
    CONFIRMED = 4


GRADE_WORDS: dict[str, Grade] = {
    "pengirim": Grade.SENDER,
    "segel": Grade.TICKET,
    "segel-langkah": Grade.STEP,
    "konfirmasi": Grade.CONFIRMED,
}
"""The grades as `bukti` of instansi.yaml names them."""

USUAL_PROOF: Mapping[Risk, Grade] = {
    Risk.HARMLESS: Grade.SENDER,
    Risk.REVERSIBLE: Grade.TICKET,
    Risk.GRAVE: Grade.STEP,
}
"""What an office demands that says nothing else."""
