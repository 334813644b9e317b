"""A letter under the names that `mailgate surat --json` promises."""

from collections.abc import Mapping

from mailgate.domain.letter import DOUBTFUL_BELOW, Letter


def as_json(letter: Letter, *, file: str, pages: int, threshold: float = DOUBTFUL_BELOW) -> Mapping[str, object]:
    """The contract's object in its order of keys; `pages` counts those of the file.

    Behind the promised keys stand `doubtful`, `jenis`, `induk`, `kontak`, `halaman` (the letter's own pages) and
    `formulir`. `confidence` has the fields that were read.
    """
    signed = letter.signatory
    return {
        "file": file,
        "nomor": letter.number,
        "tanggal": letter.dated.isoformat() if letter.dated else None,
        "hal": letter.subject,
        "sifat": letter.nature,
        "lampiran": letter.enclosure,
        "pengirim": letter.sender,
        "kepada": letter.addressee,
        "penanda_tangan": {"nama": signed.name, "nip": signed.nip, "jabatan": signed.title} if signed else None,
        "tembusan": list(letter.copies),
        "tte": letter.signature.value,
        "engine": letter.engine.value,
        "pages": pages,
        "confidence": dict(letter.confidence),
        "text": letter.text,
        "doubtful": list(letter.doubtful(threshold)),
        "jenis": letter.kind.value,
        "induk": letter.parent,
        "kontak": letter.contact,
        "halaman": list(letter.pages),
        "formulir": dict(letter.form),
    }
