"""What was found and done on a ticket, put together from the words of its commands."""

import re
from dataclasses import dataclass
from datetime import datetime

from mailgate.app.papers.case import Case
from mailgate.domain.roster import Holder
from mailgate.domain.ticket import WORK_DONE
from mailgate.domain.wording import listed

BEGUN = ("PROSES", "SUDAH DITINJAU", "TIDAK BERHASIL", "AMBIL")
"""Verbs that show that work has begun; with WORK_DONE they show who did it."""

FOUND = ("PROSES", "SUDAH DITINJAU", "ARAHAN", "YA")
"""Verbs whose words tell what was found."""

TESTED = ("UJI BERHASIL", "UJI GAGAL", "BERHASIL", "KONFIRMASI", "SUDAH PULIH")
"""Verbs whose words tell how it proved."""

BROKEN, FITTED = ("RUSAK",), ("TERPASANG",)

_SEPARATORS = re.compile(r"\s*[;\n]\s*|(?:,|\bdan\b)\s+(?=\d)")
_COUNT = re.compile(r"^(\d{1,3})\s*(?:\(\w+\)\s*)?(?:buah|unit|bh|pcs|x)\b\s*", re.IGNORECASE)
_SERIAL = re.compile(r"[,;]?\s*(?:nomor seri|no\.? seri|s/n|sn|serial)\b[\s:.]*([A-Za-z0-9][\w/-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """The work on a ticket; texts are empty where the history has none. Moments are aware UTC."""

    workers: tuple[str, ...]
    holders: tuple[Holder, ...]
    began_at: datetime | None
    ended_at: datetime | None
    cause: str
    solution: str
    devices: str
    test: str

    @property
    def by_whom(self) -> str:
        """Who worked, as a list of names."""
        return listed(self.workers)


def work_of(case: Case) -> Work:
    """Everything that the history of the ticket says of the work."""
    given = [g for g in case.given(*BEGUN, *WORK_DONE, *TESTED, "LAPOR") if g.kept]
    begun = [g.record.at for g in given]
    ended = [g.record.at for g in given if g.event.command.verb in (*WORK_DONE, "UJI BERHASIL")]
    people = case.workers(*BEGUN, *WORK_DONE, "LAPOR", "BA")
    holders = tuple(h for h in (_holder(r.by.seat, r.by.email, case) for r in people) if h is not None)
    return Work(
        workers=tuple(r.by.name or r.by.title for r in people),
        holders=holders,
        began_at=begun[0] if begun else None,
        ended_at=ended[-1] if ended else None,
        cause=case.notes(*FOUND),
        solution=case.notes(*WORK_DONE) or case.ticket.solution,
        devices=case.notes(*FITTED),
        test=case.notes(*TESTED) or ("uji coba berhasil" if case.given("UJI BERHASIL") else ""),
    )


def _holder(seat: str | None, email: str, case: Case) -> Holder | None:
    holders = (h for s in case.roster.seats if s.code == seat for h in s.holders)
    return next((h for h in holders if email in h.emails), None)


@dataclass(frozen=True, slots=True)
class Device:
    """A device as it was named in a reply."""

    name: str
    serial: str = ""
    count: str = ""


def devices_in(words: str) -> list[Device]:
    """The devices that a reply names: one a line, or divided by semicolons, or by commas
    before a figure; counts and serials apart.
    """
    serials = _SERIAL.sub(lambda m: f" \0{m[1]}\0", words)
    return [_device(part) for part in _SEPARATORS.split(serials) if part.strip(" \0.")]


def _device(part: str) -> Device:
    name, mark, rest = part.partition("\0")
    serial = rest.partition("\0")[0] if mark else ""
    count = _COUNT.match(name.strip())
    name = _COUNT.sub("", name.strip())
    return Device(name.strip(" .,"), serial, str(int(count[1])) if count else "")
