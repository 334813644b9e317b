"""Subjects without what mail clients and this gateway put before them."""

import re

_PREFIX = re.compile(
    r"^\s*(?:(?:re|fw|fwd|bls|balas|trs|terusan|tanggapan|aw|wg)\s*(?:\[\d+\])?\s*:|\[[A-Z]{2,8}-\d{4}-\d{6}[^\]]*\])\s*",
    re.IGNORECASE,
)


def bare_subject(subject: str) -> str:
    """The subject without `Re:`, `Fwd:`, `Bls:`, `Trs:` and our own `[number]`, however often they stand there."""
    while True:
        shorter = _PREFIX.sub("", subject, count=1)
        if shorter == subject:
            return subject.strip()
        subject = shorter


_NOTHING = re.compile(
    r"^(?:|\(?tanpa (?:perihal|subjek|judul)\)?|\(?no subject\)?|surat(?: dinas| masuk| permohonan)?|"
    r"scan(?:ned)?\b.*|pindaian.*|img[-_ ]?\d.*|doc\d*|dokumen|file|lampiran|attachment|terlampir|permohonan|"
    r"mohon bantuan(?:nya)?|(?:scanned |image )?(?:from|message from) .*|whatsapp image.*|[\w()-]*\d[\w()-]*|"
    r"\S+\.(?:pdf|jpe?g|png|tiff?|docx?))$",
    re.IGNORECASE,
)


def says_nothing(subject: str) -> bool:
    """Whether a bare subject names no matter: what scanners and hurried people write (domain notes 2.3)."""
    return _NOTHING.match(subject.strip()) is not None
