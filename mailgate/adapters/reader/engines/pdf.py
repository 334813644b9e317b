"""PDF page by page: the text layer where it is worth having, recognition only where it isn't."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from mailgate.adapters.reader.engines.image_hash import image_hash
from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.letterhead import with_pictures
from mailgate.adapters.reader.engines.pdf_form import form_of
from mailgate.adapters.reader.engines.pdf_pictures import PLAIN_DPI, PageSeen, look_at
from mailgate.adapters.reader.engines.picture import LONGEST, Grey, turned
from mailgate.adapters.reader.engines.picture_file import read_page
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.engines.tesseract import EngineMissing, PageTookTooLong
from mailgate.adapters.reader.notes import Note

HASH_DPI = 75
"""Enough for a hash of nine by eight fields."""


def read_pdf(data: bytes, job: Job, report: Report) -> None:
    """Every page up to the limits, each reported as it is read."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        report.notes([Note.ENCRYPTED if error.err_code == raw.FPDF_ERR_PASSWORD else Note.DAMAGED])
        return
    try:
        _read(document, job, report)
        # Last, since pages are worth more than their seal where the time runs out.
        _signatures(data, job, report)
    finally:
        document.close()


def _signatures(data: bytes, job: Job, report: Report) -> None:
    # It stands in clear in every signed PDF, since a signature covers ranges of bytes (ISO 32000-1, 12.8.1).
    if b"/ByteRange" in data:
        # Imported here: pyHanko takes a third of a second, and few PDFs are signed.
        from mailgate.adapters.reader.engines.signatures import read_signatures

        read_signatures(data, job, report)


def _read(document: pdfium.PdfDocument, job: Job, report: Report) -> None:
    total = len(document)
    report.total(total)
    if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
        document.init_forms()
        report.form(form_of(document, job.text_pages))
    recognised, skipped = 0, total > job.text_pages
    for number in range(min(total, job.text_pages)):
        try:
            with _page(document, number) as page:
                seen = look_at(page)
                if not seen.needs_recognition:
                    _report_layer(page, seen, job, report, first=number == 0)
                elif recognised < job.pages:
                    recognised += 1
                    _recognise(page, seen, job, report, first=number == 0)
                else:
                    skipped = True
        except pdfium.PdfiumError:
            report.notes([Note.DAMAGED])
    if skipped:
        report.notes([Note.TOO_MANY_PAGES])


@contextmanager
def _page(document: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    page = document[number]
    try:
        yield page
    finally:
        page.close()


def _report_layer(page: pdfium.PdfPage, seen: PageSeen, job: Job, report: Report, *, first: bool) -> None:
    """The text layer; on the first page together with the words of a letterhead that is a picture."""
    if not first:
        report.page(seen.layer)
        return
    report.image_hash(image_hash(turned(_render(page, HASH_DPI), seen.layer.turned)))
    if not seen.pictured or seen.layer.turned:
        report.page(seen.layer)
        return
    try:
        report.page(with_pictures(seen.layer, seen.pictured, _render(page, PLAIN_DPI), job.page_until()))
    except EngineMissing:
        report.waits()
        report.page(seen.layer)
    except PageTookTooLong:
        report.page(seen.layer)


def _recognise(page: pdfium.PdfPage, seen: PageSeen, job: Job, report: Report, *, first: bool) -> None:
    longest = max(page.get_size())
    read_page(_render(page, seen.dpi), longest / 72, job, report, first=first)


def _render(page: pdfium.PdfPage, dpi: float) -> Grey:
    """The page as it is shown, grey, never larger than A3 at 300 dpi."""
    longest = max(*page.get_size(), 1.0)
    bitmap = page.render(scale=min(dpi / 72, LONGEST / longest), grayscale=True, may_draw_forms=True)
    try:
        pixels = np.array(bitmap.to_numpy(), np.uint8)
        return pixels[:, :, 0].copy() if pixels.ndim == 3 else pixels
    finally:
        bitmap.close()
