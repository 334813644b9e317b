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
