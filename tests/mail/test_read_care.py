"""Where a reply looks like a command, or like nothing: whom it names, what it says first, and what is left open."""

from datetime import datetime

import pytest

from mailgate.domain.task import Task
from mailgate.mail.read import read
from tests.mail import steps
from tests.mail.steps import ANYONE, BEKASI, brief, edge, step

BK7_OPD = step(BEKASI, edge("YA", "akhir"), edge("BELUM PULIH", "2"), general=ANYONE, requester=True)

THE_ONLY_ADDRESSEE: list[tuple[str, Task, str]] = [
    ("disposisi", steps.SW2, "run DISPOSISI>kabid"),
    ("disposisi ya pak", steps.SW2, "run DISPOSISI>kabid"),
    ("disposisi segera", steps.SW2, "run DISPOSISI>kabid: segera"),
    ("DISPOSISI Pak: mohon dicek", steps.SW2, "run DISPOSISI>kabid: mohon dicek"),
    ("Tugaskan, segera ke lokasi", steps.SW4, "run TUGASKAN>tim: segera ke lokasi"),
    (
        "Disposisi surat ada pada ajudan saya",
        steps.SW2,
        "ask DISPOSISI>kabid: surat ada pada ajudan saya",
    ),
    ("disposisi lisan sudah kemarin sore", steps.SW2, "ask DISPOSISI>kabid: lisan sudah kemarin sore"),
    ("Tugaskan saja yang sedang luang", steps.SW4, "ask TUGASKAN>tim: saja yang sedang luang"),
    ("ARAHAN pimpinan sudah jelas", steps.BK2, "ask ARAHAN>admin: pimpinan sudah jelas"),
]

WHO_IS_NAMED: list[tuple[str, Task, str]] = [
    ("pic kecamatan tidak bisa dihubungi", steps.SW4, "note"),
    ("PIC / Pengelola Jaringan", steps.SW4, "note"),
    ("Catatan rapat kami simpan dulu\nKepala Bidang TI", steps.SW2, "run CATATAN: rapat kami simpan dulu"),
    ("Baik, terima kasih\nKepala Bidang TI", steps.SW2, "note"),
    ("Kepala Bidang TI", steps.SW2, "ask DISPOSISI>kabid"),
    ("Penanggung jawab Agus dan Made", steps.SW4, "run TUGASKAN>tim:agus,tim:made"),
    ("disposisi kabid, sekdin jangan dulu", steps.SW2, "run DISPOSISI>kabid: sekdin jangan dulu"),
    ("disposisi kabid dan kasi tidak perlu", steps.SW2, "ask DISPOSISI>kabid: dan kasi tidak perlu"),
    (
        "disposisi kabid tidak perlu menunggu surat asli",
        steps.SW2,
        "run DISPOSISI>kabid: tidak perlu menunggu surat asli",
    ),
    ("Tugaskan Budi (ketua), Agus (anggota) dan Made: cek", steps.SW4, "run TUGASKAN>tim:budi,tim:agus,tim:made: cek"),
    ("Tugaskan Budi (cuti) dan Agus", steps.SW4, "ask TUGASKAN>tim:budi,tim:agus"),
    ("Disposisi Kabid TI (Pak Rahmat), Kasi", steps.SW2, "run DISPOSISI>kabid,kasi"),
    ("Tugaskan Budi, Agus (tembusan) dan Made", steps.SW4, "run TUGASKAN>tim:budi,tim:made cc tim:agus"),
    ("Kabid TI, utk diketahui", steps.SW2, "note"),
    ("DISPOSISI Kabid TI: sebagai bahan informasi", steps.SW2, "ask DISPOSISI>kabid: sebagai bahan informasi"),
    (
        "Kabid TI untuk diketahui dan ditindaklanjuti",
        steps.SW2,
        "run DISPOSISI>kabid: untuk diketahui dan ditindaklanjuti",
    ),
    ("Dispo kabid ti\ncc: Sekdin, Kasi\nterima kasih", steps.SW2, "run DISPOSISI>kabid cc sekdin,kasi"),
    (
        "DISPOSISI Kabid TI\nCatatan: segera\nTembusan: Sekretaris",
        steps.SW2,
        "run DISPOSISI>kabid cc sekdin: segera",
    ),
    ("dispo ka Pak Rahmat", steps.SW2, "run DISPOSISI>kabid"),
    ("dispo prakom", steps.T23_3, "run DISPOSISI>pejabat"),
]

FREE_TEXT: list[tuple[str, Task, str]] = [
    ("Lapor Pak, minta izin pulang cepat", steps.WORK, "note"),
    ("Lapor pak, hujan deras di lokasi", steps.WORK, "ask LAPOR: hujan deras di lokasi"),
    ("Lapor bu, router sudah diganti", steps.WORK, "run LAPOR: router sudah diganti"),
    ("Teruskan semangatnya", steps.SW13, "ask TERUSKAN: Teruskan semangatnya"),
    ("teruskan besok", steps.SW13, "note"),
    ("kirim ke Kabid besok", steps.SW13, "note"),
    ("2, 3 aman, 4 lambat", steps.SURVEY, "note"),
    ("4, ramah sekali", steps.SURVEY, "run NILAI 4: ramah sekali"),
    ("Yang pagi sudah beres, yang sore belum", steps.WORK, "ask SELESAI: Yang pagi sudah beres, yang sore belum"),
    ("Sudah beres, belum?", steps.WORK, "run STATUS: Sudah beres, belum?"),
    ("Selesai, sudah dites juga ya bu?", steps.WORK, "ask SELESAI: sudah dites juga ya bu?"),
    ("SETUJU 2 tiket", steps.T23_6, "ask SETUJU: SETUJU 2 tiket"),
]

CLEAR_AFTER_ALL: list[tuple[str, Task, str]] = [
    ("lanjutkan ke Kadis", steps.SW13, "run TERUSKAN>kadis"),
    ("kirimkan kepada Bu Lestari", steps.SW13, "run TERUSKAN>sekdin"),
    ("kirim ke rumah saya", steps.SW13, "note"),
    ("Lanjutkan kepada Kabid TI", steps.SW2, "run DISPOSISI>kabid"),
    ("Kabid, mohon dikroscek", steps.SW2, "run DISPOSISI>kabid: mohon dikroscek"),
    ("Kabid, mohon di cek", steps.SW2, "run DISPOSISI>kabid: mohon di cek"),
    ("Kabid TI, mohon dimaklumi", steps.SW2, "note"),
    ("beres & aman", steps.WORK, "run SELESAI: aman"),
    ("Beres dan belum dites", steps.WORK, "ask SELESAI: Beres dan belum dites"),
    ("TL Kabid", steps.SW2, "run DISPOSISI>kabid"),
    ("Untuk ditindaklanjuti oleh Kabid TI", steps.SW2, "run DISPOSISI>kabid"),
    ("Ditindaklanjuti Kabid TI", steps.SW2, "ask DISPOSISI>kabid"),
    ("tidak perlu ditindaklanjuti Kabid", steps.SW2, "note"),
    ("oke acc, dispo kabid ti: cek", steps.SW2, "run DISPOSISI>kabid: cek"),
    ("Setuju. Kabid TI tl", steps.SW2, "run DISPOSISI>kabid: tl"),
    ("jangan dikembalikan, teruskan ke kabid", steps.SW2, "ask DISPOSISI>kabid"),
    ("masih belum pak", BK7_OPD, "run BELUM PULIH"),
    ("belum tahu", BK7_OPD, "note"),
    ("belum, masih kami coba", BK7_OPD, "note"),
    ("di-acc pak", steps.T23_6, "run SETUJU"),
]

RESERVED: list[tuple[str, Task, str]] = [
    ("Setuju. Namun foto sesudahnya kurang", steps.T23_6, "ask SETUJU: Namun foto sesudahnya kurang"),
    ("Setuju\nTapi fotonya dilengkapi dulu", steps.T23_6, "ask SETUJU: Tapi fotonya dilengkapi dulu"),
    ("Setuju, tolong revisi lampirannya", steps.T23_6, "ask SETUJU: tolong revisi lampirannya"),
    ("Setuju, semua sudah dilengkapi", steps.T23_6, "run SETUJU: semua sudah dilengkapi"),
    ("Tutup setelah warga mengecek", steps.T23_7, "note"),
    ("sudah selesai dicek, ternyata adaptornya mati", steps.WORK, "ask SELESAI: dicek, ternyata adaptornya mati"),
    ("tes ok di ruang rapat, ruang server gagal", steps.SW11, "ask UJI BERHASIL: di ruang rapat, ruang server gagal"),
    ("Pekerjaan selesai 70 persen", steps.WORK, "note"),
    ("Tugaskan Agus atau Made", steps.SW4, "ask TUGASKAN>tim:agus: atau Made"),
    ("Tugaskan Agus sama Made", steps.SW4, "run TUGASKAN>tim:agus,tim:made"),
    ("PIC Agus sudah pulang", steps.SW4, "note"),
    ("Lanjutkan pak", steps.SW13, "run TERUSKAN"),
    ("mohon dilanjutkan ke Kadis", steps.SW13, "run TERUSKAN>kadis"),
    ("sudah saya perbaiki", steps.WORK, "run SELESAI"),
]

ALL = [*RESERVED, *THE_ONLY_ADDRESSEE, *WHO_IS_NAMED, *FREE_TEXT, *CLEAR_AFTER_ALL]


@pytest.mark.parametrize(("text", "task", "expected"), ALL, ids=[row[0] for row in ALL])
def test_a_reply_is_carried_out_only_as_far_as_it_is_clear(text: str, task: Task, expected: str) -> None:
    assert brief(read(text, task)) == expected


def test_an_hour_of_the_same_day_is_a_deadline() -> None:
    command = read("DISPOSISI Kabid TI, paling lambat hari ini jam 16.00", steps.SW2).commands[0]
    assert command.due == datetime(2026, 11, 20, 16, tzinfo=steps.NOW.tzinfo)
