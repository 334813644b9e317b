"""Whether a requester's words, without a file, are the details that were asked for (LENGKAPI, domain notes 3.3)."""

from mailgate.mail.courtesy import is_courtesy
from mailgate.mail.guards import CONDITIONS, FUTURE, HOLDING, NEGATORS, QUESTIONS, WAITING
from mailgate.mail.passage import passages
from mailgate.mail.words import line_of

_PUT_OFF = FUTURE | HOLDING | NEGATORS | QUESTIONS | CONDITIONS | WAITING | {"sedang", "masih", "akan"}
"""Words of one who asks, waits, refuses or promises, and so has not yet told."""


def tells_details(text: str) -> bool:
    """Whether a text states something: "Lantai 2, ruang arsip" but not "besok kami kirim" or "surat yang mana ya?"."""
    lines = [line_of(passage.raw) for passage in passages(text)]
    spoken = [line for line in lines if line.words and is_courtesy(line) is None]
    return bool(spoken) and not any("?" in line.raw or _PUT_OFF & set(line.texts()) for line in spoken)
