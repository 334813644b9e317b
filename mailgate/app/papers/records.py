"""Berita Acara: the requester's for a replacement (Sumbawa 9), and the team's for the work done (Sumbawa 14)."""

from datetime import date

from mailgate.app.papers.case import Case, Given, short_id
from mailgate.app.papers.parts import fact, facts, foot, kop, requesters_kop, signature, table, text
from mailgate.app.papers.work import Device, devices_in, work_of
from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.notice import Json
from mailgate.domain.roster import Holder, Seat, Tenure
from mailgate.domain.terbilang import day_spelled_out, in_words
from mailgate.domain.wording import clipped, day_in_words

DEVICE_COLUMNS = ("No.", "Nama barang", "Merek/tipe", "Nomor seri/kode BMD", "Kondisi", "Jumlah", "Lokasi")
DEVICE_WIDTHS = (6, 26, 16, 18, 10, 9, 15)
EMPTY_DEVICES = 2
"""Rows left open below what is known: a visit seldom names everything."""

BRIEFLY = 300
"""Characters of the request that a Berita Acara repeats, so that its signatures stay on its first page."""

ACKNOWLEDGING = ("MENGETAHUI", "SESUAI")
WORK_TITLE = "PEKERJAAN PENANGANAN GANGGUAN LAYANAN TIK"
"""What the Berita Acara is called where the SOP names none."""


def replacement_record(case: Case) -> Json:
    """Berita Acara Permohonan Penggantian Perangkat: the requester's own paper, partly filled; its day is left open."""
    year = case.day(case.now).year
    broken = [device for g in case.given("RUSAK") if g.kept for device in devices_in(g.event.command.note)]
    head = case.ticket.requester.head or "Kepala Perangkat Daerah"
    return {
        "kop": requesters_kop(case),
        "number": case.ticket.number,
        "title": "BERITA ACARA",
        "subtitle": "PERMOHONAN PENGGANTIAN PERANGKAT",
        "nomor": True,
        "parts": [
            text(
                f"Pada hari ini, ………… tanggal ………… bulan ………… tahun {in_words(year)}, yang bertanda tangan di bawah "
                "ini:"
            ),
            facts("", fact("Nama", ""), fact("NIP", ""), fact("Jabatan", ""), fact("Unit kerja", case.requester)),
            text(_inspected(case)),
            table("", DEVICE_COLUMNS, _device_rows(broken, "Rusak"), widths=DEVICE_WIDTHS),
            text(
                f"Sehubungan dengan hal tersebut, kami mengajukan permohonan penggantian perangkat dimaksud kepada "
                f"{case.office.name}."
            ),
            text("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."),
        ],
        "signatures": [
            [signature("Mengetahui,", title=head), signature("Yang membuat,", above=_place(case, f"………… {year}"))]
        ],
        "foot": foot(case),
    }


def work_record(case: Case) -> Json:
    """Berita Acara Pekerjaan: the team's, with the day in words, and who has acknowledged it by mail."""
    asked = [g for g in case.given("BA") if g.kept]
    day = case.day(asked[-1].record.at if asked else case.now)
    work = work_of(case)
    fitted = [device for g in case.given("TERPASANG") if g.kept for device in devices_in(g.event.command.note)]
    devices = [table("Perangkat", DEVICE_COLUMNS, _device_rows(fitted, "Baik", 0), widths=DEVICE_WIDTHS)]
    people = [facts("", *_person(name, work.holders, case)) for name in work.workers or ("",)]
    return {
        "kop": kop(case),
        "number": case.ticket.number,
        "title": "BERITA ACARA",
        "subtitle": _named_by_sop(case),
        "nomor": True,
        "parts": [
            text(f"Pada hari ini, {day_spelled_out(day)}, kami yang bertanda tangan di bawah ini:"),
            *people,
            text(f"telah melaksanakan pekerjaan pada {case.requester} dengan keterangan sebagai berikut:"),
            facts(
                "",
                fact("Nomor tiket", case.ticket.number, fill=False),
                fact("Hal", case.hal),
                fact("Mulai dikerjakan", case.words(work.began_at)),
                fact("Selesai dikerjakan", case.words(work.ended_at)),
                fact("Gangguan", clipped(case.summary, BRIEFLY), lines=2),
                fact("Temuan", work.cause, lines=2),
                fact("Tindakan", work.solution, lines=2),
                fact("Hasil uji", work.test, lines=1),
            ),
            *(devices if fitted else []),
            text("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."),
        ],
        "signatures": [_makers(day, case), _knowing(case)],
        "foot": foot(case),
    }


def _named_by_sop(case: Case) -> str:
    outputs = [step.output or "" for step in case.ticket.sop.steps] if case.ticket.sop else []
    named = next((o for o in reversed(outputs) if o.startswith("Berita Acara")), "")
    return named.removeprefix("Berita Acara").strip().upper() or WORK_TITLE


def _inspected(case: Case) -> str:
    seen = [g for g in case.given("SUDAH DITINJAU", "RUSAK") if g.kept]
    on = f" pada {day_in_words(case.day(seen[0].record.at))}" if seen else ""
    return (
        f"menyatakan bahwa berdasarkan peninjauan {case.office.short_name}{on} atas permohonan kami hal {case.hal} "
        f"(tiket {case.ticket.number}), perangkat berikut rusak dan harus diganti:"
    )


def _device_rows(devices: list[Device], state: str, empty: int = EMPTY_DEVICES) -> list[list[str]]:
    rows = [[f"{i}.", d.name, "", d.serial, state, d.count, ""] for i, d in enumerate(devices, 1)]
    return rows + [[f"{i}.", *[""] * 6] for i in range(len(rows) + 1, len(rows) + 1 + empty)]


def _person(name: str, holders: tuple[Holder, ...], case: Case) -> list[Json]:
    holder = next((h for h in holders if h.name == name), None)
    seat = next((s for s in case.roster.seats if holder in s.holders), None)
    return [
        fact("Nama", name),
        fact("NIP", (holder.nip if holder else None) or ""),
        fact("Jabatan", seat.title if seat else ""),
    ]


def _place(case: Case, day: str) -> str:
    return f"{case.office.city or '…………'}, {day}"


def _makers(day: date, case: Case) -> list[Json]:
    """Who did the work signs; whoever of them is not known leaves his line open."""
    above = _place(case, day_in_words(day).partition(", ")[2])
    holders = work_of(case).holders or (None,)
    return [
        signature("Yang melaksanakan," if i == 0 else "", holder, above=above if i == 0 else "")
        for i, holder in enumerate(holders)
    ]


def _knowing(case: Case) -> list[Json]:
    """Who is to acknowledge: the requester's head and the head of the office, with what they said by mail."""
    sop = case.ticket.sop
    roles = next((s.acknowledged_by for s in reversed(sop.steps) if s.acknowledged_by), ()) if sop else ()
    given = [g for g in case.given(*ACKNOWLEDGING) if g.kept]
    requester = sop.requester_role if sop else ""
    rooms = [_room(role, given, case) for role in roles if role != requester]
    asker = next((g for g in given if g.record.by.seat == REQUESTER_SEAT), None)
    title = case.ticket.requester.head or case.requester
    return [signature("Mengetahui,", title=title, note=_known(asker, case)), *(rooms or [_head(case)])]


def _room(role: str, given: list[Given], case: Case) -> Json:
    by = next((g for g in given if (g.record.by.seat or "").partition(":")[0] == role), None)
    seat = next(iter(case.roster.seats_of(role)), None)
    holder = next(iter(case.roster.in_office(seat, case.day(case.now))), None) if seat else None
    return signature("Mengetahui,", holder, title=_titled(seat, holder) or role, note=_known(by, case))


def _head(case: Case) -> Json:
    """The head of the office: the post without a superior that stands over others."""
    above = {seat.superior for seat in case.roster.seats}
    seat = next((s for s in case.roster.seats if s.superior is None and s.role in above), None)
    holder = next(iter(case.roster.in_office(seat, case.day(case.now))), None) if seat else None
    return signature("Mengetahui,", holder, title=_titled(seat, holder) or case.office.name)


def _titled(seat: Seat | None, holder: Holder | None) -> str:
    """The post as it signs: `Plh. Kepala Dinas` where a deputy does."""
    deputy = holder is not None and holder.tenure in (Tenure.PLT, Tenure.PLH)
    return f"{holder.tenure.value if deputy and holder else ''} {seat.title}".strip() if seat else ""


def _known(given: Given | None, case: Case) -> str:
    if given is None:
        return ""
    seen = f" (ID pesan {short_id(given.record.by.via)})" if given.record.by.via else ""
    return f"Diketahui melalui surel tanggal {case.words(given.record.at)}{seen}; tanda tangan menyusul."
