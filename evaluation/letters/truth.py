"""What a perfect reader would read from a draft, and its JSON under the contract's names."""

import re
from collections.abc import Mapping

from evaluation.letters.draft import Draft
from mailgate.domain.letter import Letter, LetterKind, Signatory


def truth(draft: Draft) -> Letter:
    """The letter that was written."""
    signed = draft.official
    return Letter(
        kind=LetterKind.MEMO if draft.author else LetterKind.LETTER,
        number=draft.number,
        dated=draft.day,
        subject=draft.subject,
        nature=draft.nature,
        enclosure=None if draft.enclosure == "-" else draft.enclosure,
        sender=draft.office.name,
        parent=draft.office.parent,
        addressee=" ".join(draft.addressee),
        signatory=Signatory(signed.name, signed.nip, re.sub(r",(?= |$)", "", " ".join(draft.title))),
        copies=draft.copies,
        contact=draft.contact,
    )


def as_json(letter: Letter) -> Mapping[str, object]:
    """A letter under the names of `mailgate surat --json`, with `kind`, `induk` and `formulir` besides."""
    signed = letter.signatory
    return {
        "kind": letter.kind.value,
        "nomor": letter.number,
        "tanggal": letter.dated.isoformat() if letter.dated else None,
        "hal": letter.subject,
        "sifat": letter.nature,
        "lampiran": letter.enclosure,
        "pengirim": letter.sender,
        "induk": letter.parent,
        "kepada": letter.addressee,
        "penanda_tangan": {"nama": signed.name, "nip": signed.nip, "jabatan": signed.title} if signed else None,
        "tembusan": list(letter.copies),
        "kontak": letter.contact,
        "formulir": dict(letter.form),
    }
