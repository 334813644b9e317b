"""A ticket of each shipped SOP at its end, as the case that its papers are written from."""

from collections.abc import Callable

from mailgate.app.papers.case import Case
from tests.domain.walking import SCAN, Walk


def sumbawa() -> Walk:
    """With a device replaced, so that both Berita Acara are made."""
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid", note="mohon ditindaklanjuti, laporkan")
    walk.give("kabid", "DISPOSISI", "kasi", note="segera").give("kasi", "TUGASKAN", "tim:budi", "tim:andi")
    walk.give("tim.budi", "PROSES", note="fiber optik putus").give("tim.budi", "TIDAK BERHASIL")
    walk.give("tim.budi", "SUDAH DITINJAU", note="switch mati")
    walk.give("tim.budi", "RUSAK", note="switch 24 port; 2 unit access point").give("dinkes", "KIRIM BA", file=SCAN)
    walk.give("tim.budi", "TERPASANG", note="switch 24 port, nomor seri ABC-1")
    walk.give("tim.budi", "UJI BERHASIL", note="koneksi normal").give("tim.budi", "LAPOR", note="switch diganti")
    walk.give("kasi", "TERUSKAN").give("kabid", "TERUSKAN").give("tim.budi", "BA")
    return walk.give("dinkes", "MENGETAHUI").give("kadis", "MENGETAHUI")


def bekasi() -> Walk:
    walk = Walk("bekasi", "bekasi").give("kabid", "DISPOSISI", "kasi").give("kasi", "ARAHAN", "admin", note="cek")
    walk.give("admin", "SELESAI", note="modul diganti").give("admin", "LAPOR", note="normal")
    return walk.give("kasi", "TERUSKAN").give("dinkes", "YA").give("kabid", "KONFIRMASI")


def trenggalek_2023() -> Walk:
    walk = Walk("trenggalek", "trenggalek-2023").give("helpdesk", "TUNJUK", "kabid:aplikasi")
    walk.give("kabid.aplikasi", "SESUAI").give("pejabat", "SELESAI", note="akun diatur ulang")
    return walk.give("kabid.aplikasi", "LAPOR", note="beres").give("kadin", "SETUJU").give("helpdesk", "TUTUP")


def trenggalek_2019() -> Walk:
    walk = Walk("trenggalek", "trenggalek-2019").give("kadis", "DISPOSISI", "kabid").give("kabid", "TERIMA")
    walk.give("kabid", "PRIORITAS", argument="T T").give("kabid", "DISPOSISI", "kasi_infra")
    walk.give("kasi.infra", "VERIFIKASI").give("kasi.infra", "PROSES", note="kabel putus")
    return walk.give("kasi.infra", "SELESAI", note="kabel disambung").give("kabid", "TUTUP")


def sumbar() -> Walk:
    walk = Walk("sumbar", "sumbar-darurat").give("helpdesk", "YA", note="listrik padam").give("koordinator", "TERUSKAN")
    walk.give("kabid", "DISPOSISI", "koordinator").give("koordinator", "TUGASKAN", "tim")
    walk.give("tim", "LAPOR", note="listrik pulih").give("helpdesk", "TERUSKAN")
    return walk.give("koordinator", "LAPOR", note="tuntas").give("kabid", "TERUSKAN").give("kadis", "TERIMA")


WALKS: dict[str, Callable[[], Walk]] = {
    "sumbawa-2021": sumbawa,
    "bekasi": bekasi,
    "trenggalek-2023": trenggalek_2023,
    "trenggalek-2019": trenggalek_2019,
    "sumbar-darurat": sumbar,
}


def case_of(walk: Walk) -> Case:
    """The case of a walk, an hour after its last command."""
    return Case(walk.ticket, walk.records, walk.office, walk.now)
