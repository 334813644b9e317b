"""Tanda terima: what a requester puts into its own file."""

from mailgate.app.papers.case import Case
from mailgate.app.papers.parts import facts, foot, kop, text
from mailgate.app.papers.report import request_facts
from mailgate.domain.event import TicketOpened
from mailgate.domain.notice import Json
from mailgate.domain.terbilang import counted


def receipt(case: Case) -> Json:
    """The data of the receipt: the request's facts and the files that came with it, with their SHA-256."""
    files = [f for r in case.records if isinstance(r.event, TicketOpened) for f in r.event.files]
    came = f" beserta {counted(len(files), 'berkas')}: {', '.join(f.name for f in files)}" if files else ""
    return {
        "kop": kop(case),
        "number": case.ticket.number,
        "title": "TANDA TERIMA",
        "subtitle": "PERMOHONAN LAYANAN TIK",
        "nomor": False,
        "parts": [
            text(f"{case.office.name} telah menerima permohonan berikut melalui surel{came}."),
            facts("", *request_facts(case)),
        ],
        "signatures": [],
        "foot": foot(case),
    }
