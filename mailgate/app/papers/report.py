"""Laporan hasil penanganan: facts, what was done, the chronology, and the times against mutu baku."""

from mailgate.app.papers import times
from mailgate.app.papers.case import Case
from mailgate.app.papers.forms import TOLD
from mailgate.app.papers.parts import fact, facts, foot, kop, signature, table, text
from mailgate.app.papers.work import work_of
from mailgate.domain.notice import Json
from mailgate.domain.wording import clipped, day_in_words

REPORTING = ("LAPOR", "SELESAI", "UJI BERHASIL", "BERHASIL")
"""Whoever gave one of these last has written the report."""


def report(case: Case) -> Json:
    """The data of the report."""
    work, ticket = work_of(case), case.ticket
    return {
        "kop": kop(case),
        "number": ticket.number,
        "title": "LAPORAN HASIL PENANGANAN",
        "subtitle": (ticket.sop.name if ticket.sop else "Layanan TIK").upper(),
        "nomor": False,
        "parts": [
            facts("A. Permohonan", *request_facts(case)),
            facts(
                "B. Pelaksanaan",
                fact("Petugas", work.by_whom, fill=False),
                fact("Mulai", case.words(work.began_at), fill=False),
                fact("Selesai", case.words(work.ended_at), fill=False),
                fact("Temuan", work.cause, fill=False),
                fact("Tindakan/solusi", work.solution, fill=False),
                fact("Perangkat terpasang", work.devices, fill=False),
                fact("Hasil uji", work.test, fill=False),
                fact("Laporan", case.notes("LAPOR"), fill=False),
            ),
            table("C. Waktu terhadap mutu baku", times.COLUMNS, times.rows(case), widths=times.WIDTHS),
            text(times.HOW_COUNTED, indent=False),
            table("D. Kronologi", ("Waktu", "Uraian"), times.chronology(case), widths=(16, 84)),
        ],
        "signatures": [[_reporter(case)]],
        "foot": foot(case),
    }


def request_facts(case: Case) -> list[Json]:
    """What was asked, by whom, and where it stands."""
    ticket, letter = case.ticket, case.letter
    numbered = letter.number if letter and letter.number else ""
    dated = f" tanggal {day_in_words(letter.dated).partition(', ')[2]}" if letter and letter.dated else ""
    rows = [
        fact("Nomor tiket", ticket.number, fill=False),
        fact("Pemohon", case.requester, fill=False),
        fact("Surat", f"{numbered}{dated}" if numbered else "", fill=False),
        fact("Hal", case.hal, fill=False),
        fact("Diterima", case.words(ticket.opened_at), fill=False),
        fact("Uraian", clipped(case.summary, TOLD), fill=False),
        fact("Prioritas", ticket.priority or "", fill=False),
        fact("SOP", f"{ticket.sop.name} ({ticket.sop.number or 'tanpa nomor'})" if ticket.sop else "", fill=False),
        fact("Keadaan", state(case), fill=False),
        fact("Penilaian pemohon", f"{ticket.rating} dari 4" if ticket.rating else "", fill=False),
    ]
    return [row for row in rows if row["value"]]


def state(case: Case) -> str:
    """Whether it is open, and since when not."""
    ticket = case.ticket
    if ticket.closed_at is None:
        return "berjalan"
    kept = ", melewati batas waktu SOP" if ticket.late else ", tepat waktu"
    closed = f"ditutup ({ticket.closing}) pada {case.words(ticket.closed_at)}"
    return closed + kept if ticket.closing == "selesai" else closed


def _reporter(case: Case) -> Json:
    written = [g.record for g in case.given(*REPORTING) if g.kept]
    place = f"{case.office.city or '…………'}, {day_in_words(case.day(case.now)).partition(', ')[2]}"
    if not written:
        return signature("Pelapor,", above=place)
    by = written[-1].by
    holder = next((h for s in case.roster.seats if s.code == by.seat for h in s.holders if by.email in h.emails), None)
    return signature("Yang melaporkan,", holder, title=case.title(by.seat or ""), above=place)
