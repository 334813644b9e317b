"""Lembar disposisi: the letter's head, and the whole chain of who passed it to whom, with which words, when."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from mailgate.app.papers.case import Case, Given, by_mail
from mailgate.app.papers.parts import foot, kop
from mailgate.domain.event import StepEntered
from mailgate.domain.notice import Json
from mailgate.domain.wording import day_in_words, listed, moment_in_words

PASSING_ON = ("DISPOSISI", "TUNJUK", "TUGASKAN", "ARAHAN", "ALIHKAN")
"""The verbs by which a letter goes down the line."""

NATURES = (("Sangat segera", "sangat segera|amat segera|kilat"), ("Segera", "segera"), ("Rahasia", "rahasia"))
"""The boxes of Sifat and the words of a letter that tick them, the narrower first (domain notes 4.3)."""

REQUESTS = (
    ("Tanggapan dan saran", "tanggap|saran|telaah|pendapat|pertimbang|kaji"),
    ("Proses lebih lanjut", "tindak ?lanjut|proses|tangani|selesaikan|tuntaskan|kerjakan|perbaiki|laksanakan|bantu"),
    ("Koordinasi/konfirmasikan", "koordinasi|konfirmasi|hubungi"),
    ("Dipelajari/dicek", "pelajari|cek|periksa|teliti|tinjau"),
    ("Dihadiri/diwakili", "hadir|wakil"),
    ("Dilaporkan hasilnya", "lapor"),
    ("Untuk diketahui", "diketahui|ketahui|perhatian"),
    ("Diarsipkan", "arsip"),
)
"""What officials tick under `Dengan hormat harap`, and the stems of a written instruction that mean it."""

ROWS_BY_HAND = 3
"""Empty rows where nothing was passed on yet, to be written by hand."""


def sheet(case: Case) -> Json:
    """The data of a lembar disposisi; nomor agenda and what was not read are left open for Tata Usaha."""
    chain = [g for g in case.given(*PASSING_ON) if g.event.command.verb != "ALIHKAN" or g.event.command.targets]
    kept = [g for g in chain if g.kept]
    first = kept[0] if kept else None
    letter = case.letter
    return {
        "kop": kop(case),
        "number": case.ticket.number,
        "sender": case.requester,
        "letter_number": (letter and letter.number) or "",
        "letter_date": day_in_words(letter.dated) if letter and letter.dated else "",
        "received": moment_in_words(case.ticket.opened_at, case.office),
        "natures": _ticked(NATURES, (letter and letter.nature) or "", only_first=2),
        "hal": case.hal,
        "forwarded": forwarded(first, case) if first else [],
        "requests": _ticked(REQUESTS, " ".join(g.event.command.note for g in kept)),
        "note": first.event.command.note if first else "",
        "signed": _signed(first, case) if first else None,
        "chain": [_row(level, g, case) for level, g in enumerate(chain, 1)],
        "empty_rows": 0 if chain else ROWS_BY_HAND,
        "foot": foot(case),
    }


def forwarded(given: Given, case: Case) -> list[str]:
    """Whom it was passed to: those named, else whoever held the step that opened."""
    targets = given.event.command.targets
    if targets:
        return [case.title(code) for code in targets]
    entered = next(
        (r.event for r in case.records if r.seq > given.record.seq and isinstance(r.event, StepEntered)), None
    )
    return [case.holders(entered.holders)] if entered else []


def _row(level: int, given: Given, case: Case) -> Json:
    command = given.event.command
    return {
        "level": str(level),
        "by": given.record.by.title,
        "verb": command.verb,
        "to": listed(forwarded(given, case)),
        "copies": listed([case.title(code) for code in command.cc]),
        "note": command.note,
        "due": _due(command.due, case),
        "at": by_mail(given.record, case),
        "kept": given.kept,
    }


def _due(due: date | datetime | None, case: Case) -> str:
    if due is None:
        return ""
    return moment_in_words(due, case.office) if isinstance(due, datetime) else day_in_words(due)


def _signed(given: Given, case: Case) -> Json:
    return {"title": given.record.by.title, "name": given.record.by.name, "at": by_mail(given.record, case)}


def _ticked(options: Sequence[tuple[str, str]], words: str, *, only_first: int = 0) -> list[Json]:
    """The boxes, ticked by the words; of the first `only_first`, which exclude each other, only the first match."""
    found: list[Json] = []
    for at, (label, stems) in enumerate(options):
        taken = at < only_first and any(box["ticked"] for box in found)
        found.append({"text": label, "ticked": not taken and re.search(stems, words, re.IGNORECASE) is not None})
    return found
