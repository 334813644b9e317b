"""The dossier of one ticket for an auditor: facts, letters, chain, mails, times, and how to verify it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mailgate.app.papers import times
from mailgate.app.papers.case import Case
from mailgate.app.papers.disposition import sheet
from mailgate.app.papers.parts import foot, kop
from mailgate.app.papers.report import request_facts
from mailgate.app.ports import ChainState
from mailgate.domain.event import FileRecord, PaperPrinted
from mailgate.domain.letter import Letter
from mailgate.domain.notice import Json
from mailgate.domain.printing import printable
from mailgate.domain.wording import day_in_words

TEXT_LIMIT = 20_000
"""Characters of one mail's text that are printed; the whole stays in the database."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A mail about the ticket. `at` is its receipt, or the moment SMTP took it (aware UTC; None: not sent yet).

    `text` is the plain text: of what came in, what its sender newly wrote (`quotes` tells that more was quoted); of
    what went out, as sent. `files` came with it, `papers` are the file names of what went along.
    """

    incoming: bool
    at: datetime | None
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    files: tuple[FileRecord, ...] = ()
    papers: tuple[str, ...] = ()
    quotes: bool = False


def dossier(case: Case, mails: Sequence[Correspondence], chain: ChainState) -> Json:
    """The data of the dossier."""
    return {
        "kop": kop(case),
        "number": case.ticket.number,
        "facts": request_facts(case),
        "chain": {"head": chain.head, "links": chain.links, "broken": chain.broken},
        "letter": letter_rows(case.letter) if case.letter else [],
        "files": [[case.open(f.name), in_kilobytes(f.size), f.sha256] for f in files_in(case, mails)],
        "passed_on": sheet(case)["chain"],
        "events": _events(case),
        "mails": [_mail(number, mail, case) for number, mail in enumerate(mails, 1)],
        "time_columns": list(times.COLUMNS),
        "time_widths": list(times.WIDTHS),
        "times": times.rows(case),
        "how_counted": times.HOW_COUNTED,
        "papers": papers_of(case),
        "printed_at": case.words(case.now),
        "foot": foot(case),
    }


def files_in(case: Case, mails: Sequence[Correspondence]) -> list[FileRecord]:
    """Every attachment that history or a mail has, each content once, in the order in which they came."""
    recorded = [f for r in case.records for f in getattr(r.event, "files", ())]
    seen: dict[str, FileRecord] = {}
    for file in (*recorded, *(f for mail in mails for f in mail.files)):
        seen.setdefault(file.sha256, file)
    return list(seen.values())


def in_kilobytes(size: int) -> str:
    """`1.234 KB`, a point between thousands; at least 1."""
    return f"{max(1, round(size / 1000)):,} KB".replace(",", ".")


def letter_rows(letter: Letter) -> list[list[str]]:
    """The fields of a letter that were read, with their labels."""
    signed = letter.signatory
    rows = [
        ("Nomor", letter.number),
        ("Tanggal", day_in_words(letter.dated) if letter.dated else None),
        ("Sifat", letter.nature),
        ("Hal", None if letter.confidential else letter.subject),
        ("Lampiran", letter.enclosure),
        ("Pengirim", letter.sender),
        ("Kepada", letter.addressee),
        ("Penanda tangan", ", ".join(filter(None, (signed.title, signed.name, signed.nip))) if signed else None),
        ("Tembusan", "; ".join(letter.copies)),
        ("Tanda tangan elektronik", letter.signature.value),
    ]
    return [[label, value] for label, value in rows if value]


def papers_of(case: Case) -> list[list[str]]:
    """Which papers were asked for, when, and by whom."""
    return [
        [case.words(r.at), printable(r.event.kind).title, r.by.title]
        for r in case.records
        if isinstance(r.event, PaperPrinted)
    ]


def _events(case: Case) -> list[list[str]]:
    told = zip(times.chronology(case), case.records, strict=True)
    return [[str(r.seq), *row, f"{r.by.title} <{r.by.email}>" if r.by.email else r.by.title] for row, r in told]


def _mail(number: int, mail: Correspondence, case: Case) -> Json:
    text, cut = mail.text[:TEXT_LIMIT].strip(), len(mail.text) > TEXT_LIMIT
    return {
        "number": number,
        "incoming": mail.incoming,
        "at": case.words(mail.at) or "belum terkirim",
        "message_id": mail.message_id,
        "sender": mail.sender,
        "recipients": ", ".join(mail.recipients),
        "subject": case.open(mail.subject) if mail.incoming else mail.subject,
        "text": case.open(text) if mail.incoming else text,
        "cut": cut,
        "quotes": mail.quotes,
        "files": [case.open(f.name) for f in mail.files] + list(mail.papers),
    }
