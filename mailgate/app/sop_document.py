"""The SOP AP document of an SOP (Permenpan RB 35/2012): identity page and swimlane flowchart, as data to print."""

from mailgate.app.flowchart.chart import chart_of
from mailgate.app.flowchart.drawing import pages_json, sheet_json
from mailgate.app.flowchart.grid import MARGIN
from mailgate.app.sop_identity import identity_json
from mailgate.domain.notice import Json
from mailgate.domain.sop import Sop


def sop_document(sop: Sop) -> Json:
    """What `templates/dokumen/sop-ap.html.j2` is given; lengths in millimetres, fields as printed or None.

    Laying out a long SOP takes a second: call it where nobody waits for a commit.
    """
    chart = chart_of(sop)
    return {
        "sop": {"id": sop.id, "name": sop.name, "number": sop.number},
        "identity": identity_json(sop, chart.width - 2 * MARGIN, chart.height - 2 * MARGIN),
        "sheet": sheet_json(chart),
        "pages": pages_json(chart, sop),
    }
