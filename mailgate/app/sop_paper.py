"""The SOP AP document of an SOP (Permenpan RB 35/2012): identity page and swimlane flowchart, as data to print."""

from mailgate.app.flowchart.chart import chart_of
from mailgate.app.flowchart.drawing import pages_json, sheet_json
from mailgate.app.flowchart.grid import MARGIN
from mailgate.app.sop_identity import identity_json
from mailgate.domain.notice import Json, Paper
from mailgate.domain.sop import Sop

KIND = "sop-ap"


def sop_paper(sop: Sop) -> Paper:
    """The document as a paper that goes along with a mail (PDF)."""
    return Paper(KIND, "pdf", f"{sop.id}.pdf", sop_data(sop))


def sop_data(sop: Sop) -> Json:
    """What `templates/dokumen/sop-ap.html.j2` is given; lengths in millimetres, fields as printed or None."""
    chart = chart_of(sop)
    return {
        "sop": {"id": sop.id, "name": sop.name, "number": sop.number},
        "identity": identity_json(sop, chart.width - 2 * MARGIN, chart.height - 2 * MARGIN),
        "sheet": sheet_json(chart),
        "pages": pages_json(chart, sop),
    }
