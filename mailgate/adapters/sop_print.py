"""The SOP AP document printed: its template filled and made a PDF."""

from pathlib import Path

from mailgate.adapters.jinja import BROKEN, environment_of
from mailgate.adapters.pdf import pdf_of
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper

TEMPLATE = "dokumen/sop-ap.html.j2"


def printed_sop(paper: Paper, templates_dir: Path, office: str | None = None) -> bytes:
    """The PDF of a paper of `sop_paper`, worded as that office words it; TemplateError where its template fails."""
    try:
        html = environment_of(templates_dir, office).get_template(TEMPLATE).render(paper.data)
    except BROKEN as error:
        raise TemplateError(f"{TEMPLATE}: {error}") from error
    return pdf_of(html)
