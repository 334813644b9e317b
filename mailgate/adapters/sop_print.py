"""The SOP AP document printed: its template filled and made a PDF."""

from pathlib import Path

from mailgate.adapters.jinja import BROKEN, environment_of
from mailgate.adapters.pdf import pdf_of
from mailgate.app.sop_document import sop_document
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office
from mailgate.domain.sop import Sop

TEMPLATE = "dokumen/sop-ap.html.j2"


def printed_sop(sop: Sop, templates_dir: Path) -> bytes:
    """The PDF of an SOP, in the form of its office where that has its own; TemplateError where the template fails."""
    try:
        template = environment_of(templates_dir, sop.office).get_template(TEMPLATE)
        html = template.render(sop_document(sop))
    except BROKEN as error:
        raise TemplateError(f"{TEMPLATE}: {error}") from error
    return pdf_of(html)


class SopMaker:
    """A maker of the press: the document of the SOP whose id the paper's data gives as `sop`."""

    def __init__(self, templates_dir: Path) -> None:
        self._dir = templates_dir

    def __call__(self, paper: Paper, office: Office) -> bytes:
        """The PDF; TemplateError where the office has no such SOP, or the template fails."""
        active = office.sop(str(paper.data.get("sop")))
        if active is None:
            raise TemplateError(f"{paper.kind}: SOP '{paper.data.get('sop')}' tidak ada pada {office.code}")
        return printed_sop(active.sop, self._dir)
