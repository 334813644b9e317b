"""A draft on paper: its layout's HTML, and the PDF of it."""

from functools import cache
from pathlib import Path
from random import Random

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML

from evaluation.letters.draft import Draft
from evaluation.letters.form import FormDraft
from mailgate.adapters.pdf import pdf_of

LAYOUTS_DIR = Path(__file__).parent / "layouts"
QR_MODULES = 29
"""A version 3 code is that wide."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(LAYOUTS_DIR),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def printed(draft: Draft | FormDraft) -> bytes:
    """The letter, or the form, as a PDF with a text layer."""
    return pdf_of(_html(draft, fillable=False))


def fillable(form: FormDraft) -> bytes:
    """The form as a PDF whose entries are fields, named by their labels and filled in."""
    # What the gateway prints is never filled in, so that its own writer has no such option.
    return bytes(HTML(string=_html(form, fillable=True)).write_pdf(pdf_forms=True))


def _html(draft: Draft | FormDraft, *, fillable: bool) -> str:
    template = _environment().get_template(draft.layout.template)
    return template.render(d=draft, qr=_qr(draft.style.look), fillable=fillable)


def _qr(seed: int) -> list[tuple[int, int]]:
    """The dark modules of something that looks like a QR code and says nothing."""
    rng = Random(seed)
    noise = {(x, y) for x in range(QR_MODULES) for y in range(QR_MODULES) if rng.random() < 0.5}
    last = QR_MODULES - 7
    for left, top in ((0, 0), (last, 0), (0, last)):
        square = {(left + x, top + y) for x in range(-1, 8) for y in range(-1, 8)}
        ring = {(left + x, top + y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6)}
        core = {(left + x, top + y) for x in range(2, 5) for y in range(2, 5)}
        noise = (noise - square) | ring | core
    return sorted((x, y) for x, y in noise if 0 <= x < QR_MODULES and 0 <= y < QR_MODULES)
