"""The mail of ours that a reply answers: rendered from the shipped templates for the step and role of the case."""

import re
from pathlib import Path

from evaluation.client import Original
from mailgate.adapters.jinja import JinjaRenderer
from mailgate.app.explain import Frame, reader_of, ticket_at
from mailgate.app.frame import Desk, Reader, notice, requester_reader
from mailgate.app.ports import Rendered
from mailgate.app.step_notices import task_words
from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.capacity import capacity_of
from mailgate.domain.errors import TemplateError
from mailgate.domain.ticket import Ticket

TEMPLATES = Path(__file__).parents[1] / "templates"
REQUEST = "Gangguan jaringan internet di ruang pelayanan"
SUMMARY = "Sejak pukul 07.30 internet di ruang pelayanan lantai 1 putus, antrean pasien menumpuk. Mohon bantuan."

_TO_REQUESTER = {"1": "lengkapi", "9": "minta-ba", "14": "berita-acara", "7": "selesai", "akhir": "selesai"}
"""Which mail a requester answers at a step, where it is not the report of the solution."""

_FACTS: dict[str, object] = {
    "note": "perangkat telah diperiksa",
    "reason": "surat permohonan belum ditandatangani",
    "by": "Tim Jaringan",
    "solution": "kabel disambung ulang, koneksi normal",
    "summary": SUMMARY,
    "sender": "pemohon",
    "since": "Selasa, 24 November 2026 pukul 08.00",
    "until": "Rabu, 25 November 2026",
    "reopen_until": "Selasa, 1 Desember 2026",
    "call": "menangani permohonan ini",
    "needed": ["Surat permohonan"],
    "returned_by": "Helpdesk",
}
"""What the mails to a requester say besides."""

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_BARE = """-- Mohon balasan ditulis di atas garis ini --
Yth. Bapak/Ibu,

Dinas Kesehatan mengajukan permohonan: Gangguan jaringan internet di ruang pelayanan.

Cukup balas surel ini dengan satu baris, misalnya:

  DISPOSISI Kabid: mohon ditindaklanjuti
  SELESAI: kabel disambung ulang
  SETUJU
  KEMBALIKAN: <alasan>

Perintah lain: CATATAN, STATUS, BANTUAN, TUTUP
"""
"""Quoted where a template cannot be rendered, so that the reading is measured all the same."""


def answered_mail(frame: Frame, desk: Desk, renderer: JinjaRenderer) -> Original:
    """The mail in whose answer a case was written; its text is a constant where the template is broken."""
    ticket = ticket_at(frame, desk.office, desk.now)
    ticket.subject, ticket.summary, ticket.documents = REQUEST, SUMMARY, ["surat-permohonan.pdf"]
    reader = _reader(frame, ticket, desk)
    rendered = _rendered(frame, ticket, reader, desk, renderer)
    body = _BODY.search(rendered.html)
    title = reader.yth
    return Original(
        subject=rendered.subject,
        text=rendered.text,
        html=body.group(1).strip() if body else rendered.html,
        sender_name=f"Layanan TIK {desk.office.short_name}",
        sender=desk.office.address,
        reader_name=title,
        reader=reader.email,
        signature=f"{title}\n{desk.office.short_name}",
    )


def _reader(frame: Frame, ticket: Ticket, desk: Desk) -> Reader:
    email = reader_of(frame, ticket, desk.office)
    if email == ticket.requester.email:
        return requester_reader(ticket)
    capacity = capacity_of(ticket, desk.office, email, desk.now)
    seat = capacity.actor.seat if capacity else None
    title = next((s.title for s in ticket.roster(desk.office).seats if s.code == seat), email)
    return Reader(email, title, "Bapak/Ibu", seat)


def _rendered(frame: Frame, ticket: Ticket, reader: Reader, desk: Desk, renderer: JinjaRenderer) -> Rendered:
    template, more = "tugas", {}
    if reader.seat == REQUESTER_SEAT:
        template, more = _TO_REQUESTER.get(frame.step, "selesai"), _FACTS
    elif ticket.step:
        more = task_words(ticket, ticket.current, desk, reader, None)
    try:
        return renderer.render(notice(template, reader, ticket, desk, key="evaluation", **more))
    except TemplateError:
        html = _BARE.replace("<", "&lt;").replace("\n", "<br>\n")
        return Rendered(f"[{ticket.number}] Mohon tindak lanjut: {REQUEST}", _BARE, html)
