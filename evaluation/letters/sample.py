"""A letter made: written, printed, spoilt and packed into the file that arrives, with its truth."""

from dataclasses import dataclass
from io import BytesIO
from random import Random

import pypdfium2

from evaluation.letters.degradation import Degradation, Group, spoilt
from evaluation.letters.draft import Draft, draft
from evaluation.letters.files import TYPES, packed
from evaluation.letters.form import FormDraft, form_draft, form_text, form_truth
from evaluation.letters.layout import Layout
from evaluation.letters.page import fillable, printed
from evaluation.letters.picture import Picture, sheets
from evaluation.letters.plan import Plan
from evaluation.letters.truth import truth
from evaluation.letters.word import typed, typed_form
from mailgate.domain.letter import Letter


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as it arrives, under a name that tells nothing, and the letters it holds."""

    plan: Plan
    file_name: str
    content_type: str
    data: bytes
    letters: tuple[Letter, ...]


def sample(planned: Plan) -> Sample:
    """The file of a plan; the same plan gives the same letter and the same picture of it."""
    rng = Random(f"{planned.which.value}:{planned.index}")
    papers = [_written(rng, layout) for layout in (planned.layout, planned.second) if layout]
    seed = rng.randrange(2**32 - 100)
    data, kind = _spoilt(papers, planned.degradation, seed) if planned.degradation.take else _born(papers, planned)
    photo = planned.degradation.group is Group.PHOTO
    name = f"IMG_2026{seed % 9000 + 1000}.{kind}" if photo else f"scan{planned.index:04d}.{kind}"
    return Sample(planned, name, TYPES[kind], data, tuple(map(_truth, papers)))


def _written(rng: Random, layout: Layout) -> Draft | FormDraft:
    return form_draft(rng, layout) if layout.name == "formulir" else draft(rng, layout)


def _truth(paper: Draft | FormDraft) -> Letter:
    return form_truth(paper) if isinstance(paper, FormDraft) else truth(paper)


def _born(papers: list[Draft | FormDraft], planned: Plan) -> tuple[bytes, str]:
    """Never on paper: as the word processor or the printing office made it."""
    paper, file = papers[0], planned.degradation.file
    if isinstance(paper, FormDraft):
        match file:
            case "docx":
                return typed_form(paper), "docx"
            case "fillable":
                return fillable(paper), "pdf"
            case "txt":
                return form_text(paper), "txt"
    elif file == "docx":
        return typed(paper), "docx"
    return _joined([printed(one) for one in papers]), "pdf"


def _joined(pdfs: list[bytes]) -> bytes:
    if len(pdfs) == 1:
        return pdfs[0]
    whole = pypdfium2.PdfDocument.new()
    for pdf in pdfs:
        whole.import_pages(pypdfium2.PdfDocument(pdf))
    out = BytesIO()
    whole.save(out)
    return out.getvalue()


def _spoilt(papers: list[Draft | FormDraft], how: Degradation, seed: int) -> tuple[bytes, str]:
    pictures = [picture for paper in papers for picture in _pictures(paper, how, seed)]
    return packed(pictures, how.file, how.dpi, tagged=how.tagged)


def _pictures(paper: Draft | FormDraft, how: Degradation, seed: int) -> list[Picture]:
    pages = sheets(printed(paper), paper.official.name)
    if how.group is Group.PHOTO:
        # Nobody photographs the slip that lies on top, or the list behind.
        pages = [page for page in pages if page.signature] or pages
    pen = not paper.layout.certified
    return [spoilt(page, how, seed + index, back=pages[index - 1].picture, pen=pen) for index, page in enumerate(pages)]
