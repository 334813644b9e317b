"""What must not be executed: questions, promises, wishes, requests, hearsay, quotations, and mere talk."""

from dataclasses import replace

import pytest

from mailgate.domain.command import ReadAs
from mailgate.domain.task import Task
from mailgate.domain.verb import Risk, verb
from mailgate.mail.read import read
from tests.mail import steps

TALK: list[tuple[str, Task]] = [
    ("selesai besok pak", steps.WORK),
    ("insyaallah selesai hari ini", steps.WORK),
    ("target selesai Jumat", steps.WORK),
    ("hampir selesai", steps.WORK),
    ("selesai sebagian", steps.WORK),
    ("selesai 80%", steps.WORK),
    ("progres 50%", steps.WORK),
    ("pak mohon maaf blm selesai", steps.WORK),
    ("belum bisa selesai karena hujan", steps.WORK),
    ("tdk bisa diselesaikan", steps.WORK),
    ("kalau sudah selesai saya kabari", steps.WORK),
    ("setelah selesai akan kami laporkan", steps.WORK),
    ("semoga cepat selesai", steps.WORK),
    ("tolong ditulis selesai", steps.WORK),
    ("kata OPD sudah selesai", steps.WORK),
    ("menurut operator sudah normal", steps.WORK),
    ("apakah sudah bisa dibilang selesai", steps.WORK),
    ("Selesai rapat saya cek", steps.WORK),
    ("Selesaikan segera", steps.WORK),
    ("SELESAIKAN HARI INI", steps.WORK),
    ("beres-beres kantor dulu", steps.WORK),
    ("SЕLESAI", steps.WORK),  # the second letter is Cyrillic
    ("\u202eIASELES", steps.WORK),  # written from right to left
    ("Apakah cukup balas dengan:\nSELESAI", steps.WORK),
    ("Bapak/Ibu cukup membalas dengan satu baris, misalnya:\n  SELESAI", steps.WORK),
    ("&gt; SELESAI", steps.WORK),
    ("| SELESAI", steps.WORK),
    ("Protes warga sudah reda", steps.SW5),
    ("PROTES", steps.SW5),
    ("proses pengadaan lama", steps.SW5),
    ("akan diproses", steps.SW5),
    ("Mohon diproses", steps.SW5),
    ("Lapar pak", steps.WORK),
    ("laporan warga masuk lagi", steps.WORK),
    ("laporkan ke kadis", steps.WORK),
    ("Terima kasih, akan kami tindaklanjuti", steps.T19_3),
    ("Durung rampung pak", steps.WORK),
    ("Nggih pak, matur nuwun", steps.WORK),
    ("Muhun, siap", steps.WORK),
    ("Kabid TI sudah saya telepon", steps.SW2),
    ("Kabid TI mohon jangan ditindaklanjuti dulu", steps.SW2),
    ("Disposisi dari Bupati sudah ada", steps.SW2),
    ("Sudah saya disposisi ke Kabid tadi pagi", steps.SW2),
    ("nanti saya disposisi ke Kabid TI", steps.SW2),
    ("Jangan disposisi ke Kabid dulu", steps.SW2),
    ("DISPOSISI ke siapa ya?", steps.SW2),
    ("disposisi Kabid TI kalau suratnya sudah lengkap", steps.SW2),
    ("Tolak ukur keberhasilannya apa", steps.SW2),
    ("Agus 2026 ada lomba", steps.SW4),
    ("Maret depan pengadaan", steps.SW4),
    ("sesuai disposisi bapak, kami proses", steps.T23_3),
    ("tidak sesuai?", steps.T23_3),
    ("Setuju?", steps.T23_6),
    ("setuju kalau sudah dilengkapi", steps.T23_6),
    ("setujui", steps.T23_6),
    ("SETJU", steps.T23_6),
    ("saya tidak akan setuju kalau begini", steps.T23_6),
    ("Tutup Ngisor jaringannya mati", steps.T23_7),
    ("mohon ditutup", steps.T23_7),
    ("belum bisa ditutup", steps.T23_7),
    ("tiket tidak perlu ditutup", steps.T23_7),
    ("tutup besok saja", steps.T23_7),
    ("Ya, nanti saya cek", steps.SB2),
    ("Ya, kami cek dulu", steps.SB2),
    ("Ya Allah sabar", steps.SB2),
    ("ya?", steps.SB2),
    ("Tidak bisa dihubungi PICnya", steps.SB2),
    ("TIDAK bisa dihubungi", steps.SB2),
    ("apakah rusak?", steps.SW8),
    ("belum bisa", steps.SW11),
    ("belum bisa saya cek pak", steps.SURVEY),
    ("masih belum sempat kami coba", steps.SURVEY),
    ("BA sudah kami kirim", steps.SW14_TEAM),
    ("Laporan bagus.\nMengetahui,\nKepala Dinas", steps.SW14_KADIS),
    ("kirim besok", steps.SW13),
    ("jangan diteruskan dulu", steps.SW13),
    ("4 orang petugas datang", steps.SURVEY),
    ("Prioritas kami minggu ini lain", steps.T19_4),
    ("besok saya tangani", replace(steps.SW5, general=(*steps.WORKER, "AMBIL"))),
    ("SOP-nya bagaimana pak", replace(steps.SW3, general=(*steps.WORKER, "SOP"))),
    ("cuti bersama minggu depan", replace(steps.SW3, general=(*steps.WORKER, "CUTI"))),
]


@pytest.mark.parametrize(("text", "task"), TALK, ids=[row[0] for row in TALK])
def test_nothing_is_executed_that_was_not_said(text: str, task: Task) -> None:
    reading = read(text, task)
    if reading.outcome is ReadAs.RUN:
        assert [c.verb for c in reading.commands if verb(c.verb).risk is not Risk.HARMLESS or c.verb == "PROSES"] == []


@pytest.mark.parametrize("text", ["👍", "🙏🙏", "👌 ok", "siap 86", "noted", "baik pak", "Nggih"])
def test_assent_is_a_remark(text: str) -> None:
    assert read(text, steps.T23_6).outcome is ReadAs.NOTE


@pytest.mark.parametrize(
    "text",
    ["", "  \n ", "Terima kasih banyak pak", "Hatur nuhun", "suwun", "Terima kasih infonya", "Assalamualaikum wr wb"],
)
def test_thanks_and_greetings_are_ignored(text: str) -> None:
    assert read(text, steps.T23_6).outcome is ReadAs.IGNORE
