"""Which papers go along with which mail."""

from collections.abc import Sequence
from dataclasses import replace

from mailgate.app.dossier import dossier_of
from mailgate.app.frame import Desk
from mailgate.app.papers import kinds
from mailgate.app.papers.case import Case, case_of
from mailgate.app.ports import UnitOfWork
from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.event import CommandCarriedOut, PaperPrinted, Record
from mailgate.domain.notice import Notice, Paper
from mailgate.domain.ticket import Ticket


def enclosed(
    notices: Sequence[Notice], records: Sequence[Record], ticket: Ticket, desk: Desk, uow: UnitOfWork
) -> list[Notice]:
    """The notices that these records caused, each with the papers that go along; call it after they were stored.

    The history is read only where some mail has a paper.
    """
    return [
        replace(n, papers=_papers(n, records, ticket, desk, uow)) if _has_papers(n, records) else n for n in notices
    ]


ALWAYS_WITH_PAPERS = frozenset({"minta-ba", "berita-acara", "laporan", "naskah"})
"""Mails that never go without."""


def _has_papers(notice: Notice, records: Sequence[Record]) -> bool:
    if notice.template in ALWAYS_WITH_PAPERS:
        return True
    return _asks_for_form(notice) or _answers_ba(notice, records)


def _asks_for_form(notice: Notice) -> bool:
    """Whether a mail asks the requester for the form that the SOP begins with (Trenggalek 2019)."""
    asked = notice.payload.get({"tanda-terima": "missing", "lengkapi": "needed"}.get(notice.template, ""), ())
    return any(str(document).startswith("Form") for document in asked)


def _answers_ba(notice: Notice, records: Sequence[Record]) -> bool:
    """Whether a mail answers BA: its giver gets the paper that he signs first."""
    given = (r.event for r in records if r.by.email == notice.recipient)
    asked = any(isinstance(event, CommandCarriedOut) and event.command.verb == "BA" for event in given)
    return asked and notice.template == "jawaban"


def _papers(
    notice: Notice, records: Sequence[Record], ticket: Ticket, desk: Desk, uow: UnitOfWork
) -> tuple[Paper, ...]:
    case = case_of(ticket, uow.tickets.history(ticket.number), desk.office, desk.now)
    match notice.template:
        case "naskah":
            asked = [r for r in records if isinstance(r.event, PaperPrinted) and r.by.email == notice.recipient]
            return tuple(paper for record in asked for paper in _printed(record, case, uow))
        case "minta-ba":
            return tuple(kinds.REPLACEMENT.of(case))
        case "berita-acara" | "jawaban":
            return tuple(kinds.WORK_RECORD.of(case))
        case "laporan":
            return tuple(kinds.REPORT.of(case))
    return tuple(kinds.REQUEST_FORM.of(case))


def _printed(record: Record, case: Case, uow: UnitOfWork) -> list[Paper]:
    """What CETAK asked for."""
    assert isinstance(record.event, PaperPrinted)  # noqa: S101
    match record.event.kind:
        case "disposisi":
            return kinds.DISPOSITION.of(case)
        case "formulir":
            return kinds.forms_of(case, requester=record.by.seat == REQUESTER_SEAT)
        case "ba":
            return kinds.records_of(case)
        case "laporan":
            return kinds.REPORT.of(case)
        case "berkas":
            return [dossier_of(case.ticket, case.office, uow, case.now)]
        case "sop":
            return [kinds.procedure_of(case)]
        case "tanda terima":
            return kinds.RECEIPT.of(case)
    raise AssertionError(record.event.kind)
