"""The two forms of Trenggalek's SOP: Formulir Pengajuan and Formulir Pelaksanaan Penanganan Gangguan (domain 4.4)."""

from mailgate.app.papers.case import Case
from mailgate.app.papers.parts import boxes, fact, facts, foot, kop, signature
from mailgate.app.papers.work import Work, work_of
from mailgate.domain.notice import Json
from mailgate.domain.wording import clipped

SERVICES = ("Jaringan/internet", "Aplikasi", "Surel/akun", "Perangkat", "Lainnya")
TICKED_BY = {"jaringan": "Jaringan/internet", "aplikasi": "Aplikasi"}
"""The service that rules found → the box it ticks."""

IMPACTS = ("Satu pengguna", "Satu ruang", "Satu Perangkat Daerah", "Banyak Perangkat Daerah", "Masyarakat")

TOLD = 1200
"""Characters of the request that a form repeats: what fits into its field."""


def request_form(case: Case) -> Json:
    """Formulir Pengajuan: what the request says already is filled in, the rest is the requester's."""
    ticket = case.ticket
    party = ticket.requester
    service = [TICKED_BY[ticket.service]] if ticket.service in TICKED_BY else []
    return {
        "kop": kop(case),
        "number": ticket.number,
        "title": "FORMULIR PENGAJUAN",
        "subtitle": "PENANGANAN GANGGUAN LAYANAN TIK",
        "nomor": False,
        "parts": [
            facts(
                "Pelapor",
                fact("Unit kerja", case.requester),
                fact("Nama pelapor", ""),
                fact("NIP", ""),
                fact("Jabatan", ""),
                fact("Nomor telepon/WA", ""),
                fact("Pos-el", party.email),
            ),
            facts(
                "Gangguan",
                fact("Nomor tiket", ticket.number, fill=False),
                fact("Diterima", case.words(ticket.opened_at), fill=False),
                fact("Tanggal dan jam kejadian", ""),
                boxes("Layanan", SERVICES, service),
                fact("Lokasi/ruang", ""),
                fact("Hal", case.hal),
                fact("Uraian gejala", clipped(case.summary, TOLD), lines=6),
                boxes("Dampak", IMPACTS),
                fact("Yang sudah dicoba", "", lines=3),
                fact("Lampiran", ", ".join(ticket.documents), lines=1),
            ),
        ],
        "signatures": [[signature("Mengetahui,", title=party.head or "Atasan pelapor"), signature("Pelapor,")]],
        "foot": foot(case),
    }


def work_form(case: Case) -> Json:
    """Formulir Pelaksanaan: filled from the history, so that whoever did the work has only to sign."""
    work = work_of(case)
    return {
        "kop": kop(case),
        "number": case.ticket.number,
        "title": "FORMULIR PELAKSANAAN",
        "subtitle": "PENANGANAN GANGGUAN LAYANAN TIK",
        "nomor": False,
        "parts": [
            facts(
                "",
                fact("Nomor tiket", case.ticket.number, fill=False),
                fact("Unit kerja pemohon", case.requester),
                fact("Hal", case.hal),
                fact("Petugas", work.by_whom),
                fact("Mulai", case.words(work.began_at)),
                fact("Selesai", case.words(work.ended_at)),
            ),
            facts("Pelaksanaan", *described(work, case)),
        ],
        "signatures": [[signature("Pemohon,", title=case.requester), signature("Petugas,", *work.holders[:1])]],
        "foot": foot(case),
    }


def described(work: Work, case: Case) -> list[Json]:
    """What was found and done, as far as the history tells it."""
    return [
        fact("Gejala", clipped(case.summary, TOLD), lines=4),
        fact("Penyebab", work.cause, lines=2),
        fact("Tindakan/solusi", work.solution, lines=4),
        fact("Perangkat yang diganti", work.devices, lines=2),
        fact("Hasil uji", work.test, lines=2),
        fact("Catatan/pencegahan", "", lines=3),
    ]
