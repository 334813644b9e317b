"""What kind of document a page begins, told by its title."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from mailgate.domain.letter import LetterKind
from mailgate.surat.layout import Row
from mailgate.surat.spelling import skeleton

_TITLES = (
    ("lembar disposisi", LetterKind.DISPOSITION),
    ("disposisi", LetterKind.DISPOSITION),
    ("nota dinas", LetterKind.MEMO),
    ("berita acara", LetterKind.RECORD),
    ("formulir pengajuan", LetterKind.REQUEST_FORM),
    ("form pengajuan", LetterKind.REQUEST_FORM),
    ("formulir permohonan penanganan", LetterKind.REQUEST_FORM),
    ("formulir pelaksanaan", LetterKind.WORK_FORM),
    ("form pelaksanaan", LetterKind.WORK_FORM),
)
# A title stands in the upper part of a page, below a kop of up to seven lines.
_UPPER = 16


def title_in(rows: Sequence[Row]) -> tuple[LetterKind, int] | None:
    """The kind that a title among the first rows names and the row it stands in; None where there is none."""
    for index, row in enumerate(rows[:_UPPER]):
        for run in row.runs:
            kind = _titled(run.text)
            if kind is not None:
                return kind, index
    return None


def _titled(text: str) -> LetterKind | None:
    if ":" in text or len(text.split()) > 14 or not text[:1].isupper():
        return None
    seen = skeleton(text)
    for title, kind in _TITLES:
        wanted = skeleton(title)
        whole = kind in (LetterKind.MEMO, LetterKind.DISPOSITION)
        head = seen if whole else seen[: len(wanted)]
        if abs(len(head) - len(wanted)) <= 2 and fuzz.ratio(head, wanted) >= 88:
            return kind
    return None
