"""The kinds of paper: their formats, file names, and what writes their data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mailgate.app.papers.case import Case
from mailgate.app.papers.disposition import sheet
from mailgate.app.papers.forms import request_form, work_form
from mailgate.app.papers.receipt import receipt
from mailgate.app.papers.records import replacement_record, work_record
from mailgate.app.papers.report import report
from mailgate.domain.notice import Json, Paper

PDF, BOTH = ("pdf",), ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. `name` is its template under templates/dokumen/ and the beginning of its file name.

    What people fill in or sign comes as docx too.
    """

    name: str
    writes: Callable[[Case], Json]
    formats: tuple[str, ...] = PDF

    def of(self, case: Case) -> list[Paper]:
        """The paper of that ticket, in each of its formats."""
        data = self.writes(case)
        return [Paper(self.name, f, f"{self.name}-{case.ticket.number}.{f}", data) for f in self.formats]


DISPOSITION = Kind("lembar-disposisi", sheet)
REQUEST_FORM = Kind("formulir-pengajuan", request_form, BOTH)
WORK_FORM = Kind("formulir-pelaksanaan", work_form, BOTH)
REPLACEMENT = Kind("ba-penggantian", replacement_record, BOTH)
WORK_RECORD = Kind("ba-pekerjaan", work_record, BOTH)
REPORT = Kind("laporan-hasil", report)
RECEIPT = Kind("tanda-terima", receipt)

KINDS: Sequence[Kind] = (DISPOSITION, REQUEST_FORM, WORK_FORM, REPLACEMENT, WORK_RECORD, REPORT, RECEIPT)
"""Every kind that is written from a case alone."""

DOSSIER = "berkas-tiket"
"""The dossier is written from the mails too (app/dossier.py)."""

PROCEDURE = "sop-ap"
"""The document of the ticket's SOP; its data is the SOP's id and the ticket's number, its maker knows the rest."""


def procedure_of(case: Case) -> Paper:
    """The SOP AP document of the ticket's SOP."""
    assert case.ticket.sop is not None  # noqa: S101 - CETAK refuses it before (domain/meanings.py)
    sop = case.ticket.sop.id
    return Paper(PROCEDURE, "pdf", f"{PROCEDURE}-{sop}.pdf", {"sop": sop, "number": case.ticket.number})


def records_of(case: Case) -> list[Paper]:
    """The Berita Acara that this ticket has: of the replacement, where a device was found broken; of the work."""
    replaced = any(g.kept for g in case.given("RUSAK"))
    return [*(REPLACEMENT.of(case) if replaced else []), *WORK_RECORD.of(case)]


def forms_of(case: Case, *, requester: bool) -> list[Paper]:
    """The forms: what the requester fills in, and what the office does."""
    return [*REQUEST_FORM.of(case), *([] if requester else WORK_FORM.of(case))]
