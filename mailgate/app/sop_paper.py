"""The SOP AP document of an SOP (Permenpan RB 35/2012): identity page and swimlane flowchart, as data for its template."""

from mailgate.app.flowchart.chart import chart_of
from mailgate.app.flowchart.drawing import pages_json, sheet_json
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
        "identity": _identity(sop),
        "sheet": sheet_json(chart),
        "pages": pages_json(chart, sop),
    }


def _identity(sop: Sop) -> Json:
    identity = sop.identity
    return {
        "agency": _agency(identity.agency, identity.unit),
        "made": identity.made,
        "revised": identity.revised,
        "effective": identity.effective,
        "approved": identity.approved,
        "approver": {
            "title": identity.approver_title,
            "rank": identity.approver_rank,
            "name": identity.approver_name,
            "nip": identity.approver_nip,
        },
        "lists": [
            [("Dasar Hukum", identity.legal_basis), ("Kualifikasi Pelaksana", identity.qualifications)],
            [("Keterkaitan", identity.related), ("Peralatan dan Perlengkapan", identity.equipment)],
            [("Peringatan", identity.warnings), ("Pencatatan dan Pendataan", identity.records)],
        ],
    }


def _agency(agency: str | None, unit: str | None) -> list[str]:
    """The lines under the emblem: the government, its agency and the unit, each on its own."""
    government, comma, office = (agency or "").partition(", ")
    lines = [government, office] if comma and government.startswith("Pemerintah") else [agency or ""]
    return [line for line in (*lines, unit) if line]
