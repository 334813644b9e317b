"""Payloads as docs/notices.md promises them, full and as bare as they come: for tests and `tools/preview_mails.py`."""

from typing import Any
from urllib.parse import quote

from mailgate.domain.notice import Notice

Json = dict[str, Any]

NUMBER = "SBW-2026-000123"
HAL = "Internet di Puskesmas Unit I terputus"
DUE = "Selasa, 24 November 2026 pukul 16.00 WITA"
TITLE = "Kepala Dinas Komunikasi Informatika Statistik dan Persandian"
SUMMARY = (
    "Dengan hormat kami sampaikan bahwa sejak hari Senin pukul 08.15 koneksi internet di Puskesmas Unit I terputus "
    "sehingga pendaftaran pasien dan pengiriman data P-Care tidak dapat dilakukan. Petugas kami telah mencoba "
    "menyalakan ulang router, namun lampu indikator tetap merah. Mohon kiranya dapat ditindaklanjuti."
)

OFFICE: Json = {
    "name": "Dinas Komunikasi Informatika Statistik dan Persandian Kabupaten Sumbawa",
    "short_name": "Diskominfotik Sumbawa",
    "phone": "0371-000000",
    "whatsapp": "6281000000001",
    "zone_label": "WITA",
    "city": "Sumbawa Besar",
}

HISTORY = [
    {"at": "23/11 08.41", "text": "diterima dari Dinas Kesehatan"},
    {"at": "23/11 09.12", "text": 'Kepala Dinas: DISPOSISI Kepala Bidang TI "mohon ditindaklanjuti"'},
    {
        "at": "23/11 10.05",
        "text": 'Kepala Bidang TI: DISPOSISI Kepala Seksi Aplikasi dan E-Government "mohon segera dicek"',
    },
    {"at": "23/11 10.40", "text": "Kepala Seksi Aplikasi dan E-Government: TUGASKAN Tim Jaringan Kominfo"},
    {"at": "23/11 13.20", "text": 'catatan Pemohon: "narahubung pengurus barang"'},
]

GIVEN = {"by": "Kepala Dinas", "verb": "DISPOSISI", "note": "mohon ditindaklanjuti, laporkan perkembangannya hari ini"}


def button(verb: str, label: str, command: str) -> Json:
    """A button as the gateway makes it: seal in the subject, command in the body."""
    subject = quote(f"[{NUMBER} k3v7q2m9x4t8w1zb] {HAL}")
    mailto = f"mailto:layanan@sumbawa.example?subject={subject}&body={quote(command)}"
    return {"label": label, "verb": verb, "command": command, "mailto": mailto}


DISPOSE = [
    button("DISPOSISI", "Disposisi ke Kabid TI", "DISPOSISI Kabid TI: mohon ditindaklanjuti"),
    button("KEMBALIKAN", "Kembalikan", "KEMBALIKAN: <alasan>"),
    button("TOLAK", "Tolak", "TOLAK: <alasan>"),
]
RATE = [
    button("BELUM SELESAI", "Belum selesai", "BELUM SELESAI: koneksi masih terputus"),
    button("NILAI", "Nilai", "NILAI 4"),
]
ACKNOWLEDGE = [
    button("MENGETAHUI", "Mengetahui", "MENGETAHUI"),
    button("KEMBALIKAN", "Kembalikan", "KEMBALIKAN: <alasan>"),
]
SEND_BA = [button("KIRIM BA", "Kirim Berita Acara", "KIRIM BA: berita acara terlampir")]
SOPS = [
    {"id": "trenggalek-2023", "name": "Layanan Penanganan Gangguan Jaringan dan Aplikasi"},
    {"id": "trenggalek-2019", "name": "Penanganan Permasalahan TIK"},
]

OFFICIAL: Json = {
    "number": NUMBER,
    "hal": HAL,
    "office": OFFICE,
    "yth": TITLE,
    "sapaan": "Ibu",
    "organisation": "Dinas Kesehatan",
    "stage": "menunggu disposisi Kepala Dinas",
    "holder": TITLE,
    "due": DUE,
    "history": HISTORY,
    "buttons": DISPOSE,
    "others": ["CATATAN", "STATUS", "BANTUAN"],
    "answerable": True,
    "why": f"Bapak/Ibu menerima surel ini sebagai {TITLE} pada permohonan {NUMBER}.",
}
REQUESTER: Json = {
    **OFFICIAL,
    "yth": "Kepala Dinas Kesehatan",
    "sapaan": "Bapak/Ibu",
    "stage": "sedang ditangani Tim Jaringan Kominfo dari jarak jauh",
    "holder": "Tim Jaringan Kominfo",
    "buttons": [],
    "why": f"Bapak/Ibu menerima surel ini karena mengajukan permohonan {NUMBER}.",
}
HELPDESK: Json = {
    **OFFICIAL,
    "yth": "Sari (Helpdesk)",
    "stage": "sedang dipilah oleh Helpdesk",
    "holder": "Helpdesk",
    "buttons": [
        button("SOP", "Sop", "SOP sumbawa-2021"),
        button("BUKAN PERMINTAAN", "Bukan permintaan", "BUKAN PERMINTAAN: undangan rapat"),
    ],
}
OFFICE_ONLY = ("organisation", "stage", "holder", "due", "others")
ALARM: Json = {
    **{key: value for key, value in OFFICIAL.items() if key not in OFFICE_ONLY},
    "number": None,
    "yth": "Pengelola",
    "sapaan": "Bapak/Ibu",
    "answerable": False,
    "history": [],
    "buttons": [],
    "why": "Bapak/Ibu menerima surel ini sebagai Pengelola.",
}

ABSENCE: Json = {
    **ALARM,
    "hal": f"cuti {TITLE}",
    "headline": f"Plh. {TITLE} telah ditetapkan oleh Subbagian Umum dan Kepegawaian.",
    "rows": [
        {"label": "Pejabat", "value": TITLE},
        {"label": "Waktu", "value": "Senin, 23 November 2026 s.d. Jumat, 27 November 2026"},
        {"label": "Plh.", "value": "Yusuf (Sekretaris Dinas)"},
        {"label": "Dasar", "value": "800/123/2026"},
    ],
}

LETTER: Json = {
    "line": "Surat nomor 500.12/1123/DIKES/XI/2026 tanggal 20 November 2026, sifat Segera, dari Dinas Kesehatan",
    "rows": [
        {"label": "Surat", "value": "500.12/1123/DIKES/XI/2026 tanggal 20 November 2026, sifat Segera"},
        {"label": "Hal", "value": "Permohonan Troubleshooting Gangguan Jaringan Internet pada Puskesmas Unit I"},
        {"label": "Dari", "value": "Dinas Kesehatan"},
        {"label": "Penanda tangan", "value": "drg. Nur Aini, M.Kes – Kepala Dinas Kesehatan"},
    ],
    "doubtful": [
        {"label": "Nomor", "value": "500.12/1123/DIKES/XI/2026", "example": "NOMOR: 500.12/1123/DIKES/XI/2026"}
    ],
    "signature": "tanda tangan elektronik terdeteksi, belum diverifikasi",
    "confidential": False,
}
SECRET: Json = {
    "line": "Surat bersifat rahasia",
    "rows": [],
    "doubtful": [],
    "signature": None,
    "confidential": True,
}

STEP: Json = {
    "note": "kabel fiber optik ke gedung utama putus, sudah disambung ulang",
    "reason": "aplikasi SIPD dikelola Kementerian Dalam Negeri; mohon menghubungi helpdesk kementerian",
    "by": "Tim Jaringan Kominfo",
    "solution": "Kabel fiber optik ke gedung utama disambung ulang; koneksi kembali normal sejak pukul 14.10.",
    "summary": SUMMARY,
    "sender": "dinkes@sumbawa.example",
    "since": "Senin, 23 November 2026 pukul 08.41 WITA",
    "until": "Jumat, 27 November 2026 pukul 16.00 WITA",
    "reopen_until": "Senin, 30 November 2026 pukul 16.00 WITA",
    "call": "menangani keadaan darurat ini dan membuat laporan hasil penanganannya",
}
TASK: Json = {
    "call": "mendisposisikan surat ini kepada Kepala Bidang TI",
    "activity": "Kepala Dinas mendisposisikan surat ke Kepala Bidang TI",
    "step": "2",
    "sop_name": "Layanan Troubleshooting Gangguan Jaringan",
    "summary": SUMMARY,
    "sender": "dinkes@sumbawa.example",
    "letter": LETTER,
    "given": None,
    "question": None,
    "files": ["surat-permohonan.pdf", "foto-router.jpg"],
    "assists": False,
    "emergency": False,
}
ANSWER: Json = {
    "read": ["DISPOSISI Kepala Bidang TI: mohon ditindaklanjuti"],
    "done": True,
    "results": [
        "Permohonan ini menunggu verifikasi dan disposisi Kepala Bidang TI.",
        "Kini berada pada: Kepala Bidang TI.",
    ],
    "reason": None,
    "question": None,
    "allowed": [
        {"verb": "CATATAN", "help": "menyimpan catatan; CATATAN PEMOHON terbaca oleh pemohon"},
        {"verb": "STATUS", "help": "menanyakan perkembangan"},
        {"verb": "BANTUAN", "help": "meminta daftar perintah"},
        {"verb": "BATAL", "help": "membatalkan perintah terakhir, atau menarik permohonan sendiri"},
    ],
    "example": "STATUS",
    "undo_until": "Senin, 23 November 2026 pukul 09.42 WITA",
    "task": None,
    "noted": False,
}
STEP_VERBS = [
    {"verb": "DISPOSISI", "help": "meneruskan permohonan kepada pejabat lain disertai arahan"},
    {"verb": "KEMBALIKAN", "help": "mengembalikan ke tahap sebelumnya, disertai alasan"},
    {"verb": "TOLAK", "help": "menolak permohonan, disertai alasan"},
    *ANSWER["allowed"][:3],
]
QUESTION = {
    "text": "Ada dua pejabat dengan sebutan Kasi. Kepada siapa permohonan ini didisposisikan?",
    "choices": [
        "Kepala Seksi Layanan Infrastruktur TIK",
        "Kepala Seksi Pengembangan dan Pengelolaan Aplikasi TIK",
    ],
}


def figure(label: str, now: str, before: str, now_n: int | None = None, before_n: int | None = None) -> Json:
    """A line of a report's table."""
    return {"label": label, "now": now, "before": before, "now_n": now_n, "before_n": before_n}


def week_button(label: str, command: str) -> Json:
    """A button of the weekly report."""
    subject = quote("[LAPORAN-2026-47 k3v7q2m9x4t8w1zb] Laporan minggu ke-47")
    mailto = f"mailto:layanan@sumbawa.example?subject={subject}&body={quote(command)}"
    return {"label": label, "verb": command.split(maxsplit=1)[0], "command": command, "mailto": mailto}


WEEK: Json = {
    **ALARM,
    "hal": "minggu ke-47",
    "yth": TITLE,
    "sapaan": "Ibu",
    "why": f"Bapak/Ibu menerima laporan ini sebagai {TITLE}.",
    "reader": TITLE,
    "week": 47,
    "first_day": "Senin, 16 November 2026",
    "last_day": "Minggu, 22 November 2026",
    "answerable": True,
    "scope": None,
    "ledger": "1.284 diterima = 1.102 menjadi tiket, 160 balasan, 22 diarsipkan dengan alasan; seimbang",
    "running": 11,
    "overdue": 3,
    "waiting": 2,
    "rows": [
        figure("Masuk", "42", "35"),
        figure("Selesai", "38", "31"),
        figure("Tepat waktu (SOP)", "86 %", "81 %", 38, 31),
        figure("Rata-rata selesai", "1,4 hari", "1,9 hari", 38, 31),
        figure("Kepuasan tiket (1–4)", "3,42", "3,30", 19, 15),
        figure("Masih berjalan", "11", "9"),
        figure("Melampaui batas waktu SOP", "3", "5"),
        figure("Menunggu pihak lain", "2", "1"),
    ],
    "attention": [
        {
            "list": "own",
            "number": "SBW-2026-000121",
            "text": "Dinas Dukcapil: perekaman KTP-el terhenti di tiga kecamatan",
            "note": "prioritas P1; menunggu disposisi Kepala Dinas sejak 19/11 14.10; batas 20/11 16.00 terlampaui",
            "late": True,
        },
        {
            "list": "own",
            "number": "SBW-2026-000130",
            "text": "Kecamatan Dua: permohonan penambahan akses poin",
            "note": "menunggu disposisi Kepala Dinas sejak 23/11 07.05; batas 24/11 16.00",
            "late": False,
        },
        {
            "list": "overdue",
            "number": "SBW-2026-000118",
            "text": "RSUD: internet poliklinik putus",
            "note": "dalam pemeriksaan perangkat di lokasi sejak 18/11 09.15; batas 19/11 16.00 terlampaui",
            "late": True,
        },
        {
            "list": "waiting",
            "number": "SBW-2026-000099",
            "text": "Kecamatan Satu: penggantian switch",
            "note": "ditunda s.d. 30/11 07.30: menunggu pengadaan switch",
            "late": False,
        },
    ],
    "totals": {"own": 2, "overdue": 1, "waiting": 1},
    "buttons": [week_button("Disposisi ke Kabid TI (1, 2)", "DISPOSISI 1,2 Kabid TI: mohon ditindaklanjuti")],
    "by_sop": [{"name": "Layanan Troubleshooting Gangguan Jaringan", "opened": 42, "solved": 38, "on_time": "86 %"}],
    "by_branch": [
        {"name": "Kepala Bidang Teknologi Informasi", "opened": 38, "solved": 36, "on_time": "89 %"},
        {"name": "Belum terbagi", "opened": 4, "solved": 2, "on_time": "50 %"},
    ],
    "ended": ["ditolak 2", "dibatalkan 1"],
    "slowest": "menunggu verifikasi dan disposisi Kepala Bidang TI (tahap 3), rata-rata 9,0 jam kerja (n=38)",
    "trend": "40: 31/28, 41: 35/33, 42: 40/36, 43: 28/30, 44: 33/31, 45: 37/36, 46: 35/31, 47: 42/38",
    "charts": [{"name": "masuk-selesai.png", "alt": "Grafik masuk/selesai per minggu", "width": 340, "height": 170}],
    "attached": None,
    "by_organisation": ["Dinas Kesehatan 7", "Badan Pendapatan Daerah 5", "Kecamatan Satu 4"],
    "by_kind": ["jaringan 25", "aplikasi 12", "permintaan 5"],
}

REMINDER: Json = {
    "call": "mendisposisikan surat ini kepada Kepala Bidang TI",
    "step": "2",
    "sop_name": "Layanan Troubleshooting Gangguan Jaringan",
    "since": "Senin, 23 November 2026 pukul 08.41 WITA",
    "overdue": False,
    "by_how_long": "",
    "sop_time": "1 Hari Kerja",
    "moved": None,
    "held_by": TITLE,
    "reason": "",
    "to_requester": False,
    "visit": 1,
}
MOVED = (
    "Batas waktu semula Senin, 23 November 2026 pukul 16.00 WITA; disesuaikan karena hari libur ditambahkan: "
    "Senin, 23 November 2026 (Pemilihan Kepala Daerah)."
)
REMINDERS: Json = {
    **ALARM,
    "hal": "3 permohonan",
    "yth": TITLE,
    "sapaan": "Ibu",
    "answerable": True,
    "why": f"Bapak/Ibu menerima surel ini sebagai {TITLE}.",
    "more": 0,
    "attention": [
        {
            **REMINDER,
            "number": "SBW-2026-000118",
            "hal": "Jaringan poliklinik RSUD terputus",
            "organisation": "RSUD",
            "overdue": True,
            "due": "Senin, 23 November 2026 pukul 16.00 WITA",
            "report": False,
            "button": DISPOSE[0],
        },
        {
            **REMINDER,
            "number": NUMBER,
            "hal": HAL,
            "organisation": "Dinas Kesehatan",
            "due": DUE,
            "moved": MOVED,
            "report": False,
            "button": DISPOSE[0],
        },
        {
            **REMINDER,
            "number": "SBW-2026-000121",
            "hal": "Perekaman KTP-el terhenti",
            "organisation": "Dinas Kependudukan dan Pencatatan Sipil",
            "overdue": True,
            "by_how_long": "2 hari kerja",
            "due": "Jumat, 20 November 2026 pukul 16.30 WITA",
            "held_by": "Kepala Bidang TI",
            "report": True,
            "button": button("DISPOSISI", "Disposisi", "DISPOSISI Kasi: mohon ditindaklanjuti"),
        },
    ],
}

TRAY: Json = {
    "summary": SUMMARY,
    "sender": "admin.puskesmas@gmail.example",
    "reasons": ["tidak ada kata yang menunjuk satu SOP", "pengirim belum terdaftar"],
    "sops": SOPS,
    "files": ["IMG_20261123_081502.jpg"],
    "letter": LETTER,
    "same": "SBW-2026-000118",
}

FULL: dict[str, Json] = {
    "tanda-terima": {
        **REQUESTER,
        "received_at": "Senin, 23 November 2026 pukul 08.41 WITA",
        "sop_name": "Layanan Troubleshooting Gangguan Jaringan",
        "files": [],
        "verified": False,
        "missing": ["Surat Permohonan Troubleshooting Gangguan Jaringan"],
        "oversized": False,
        "letter": LETTER,
        "notes": ["foto-router.rar: berkas arsip tidak kami buka; mohon mengirim isinya sebagai PDF atau foto."],
        "unread": ["IMG_20261123_081502.jpg"],
    },
    "pilah": {**HELPDESK, **TRAY},
    "periksa": {**HELPDESK, **TRAY, "sop_name": SOPS[0]["name"], "verified": False},
    "tugas": {**OFFICIAL, **TASK},
    "jawaban": {**OFFICIAL, **ANSWER, "buttons": [], "stage": "menunggu verifikasi dan disposisi Kepala Bidang TI"},
    "lengkapi": {
        **REQUESTER,
        "buttons": [button("LENGKAPI", "Lengkapi", "LENGKAPI: surat permohonan terlampir")],
        "reason": "surat belum ditandatangani",
        "needed": ["Surat Permohonan Troubleshooting Gangguan Jaringan"],
        "returned_by": "Kepala Bidang TI",
    },
    "status": {**REQUESTER, "note": "Penanganan ditunda: menunggu suku cadang sampai 30 November"},
    "selesai": {**REQUESTER, **STEP, "buttons": RATE},
    "ditolak": {**REQUESTER, **STEP, "stage": "telah ditutup (ditolak)", "by": "Kepala Dinas"},
    "bukan-darurat": {
        **REQUESTER,
        **STEP,
        "by": "Helpdesk bersama Tim Teknis",
        "reason": "hanya satu ruangan terdampak",
    },
    "tutup": {**REQUESTER, **STEP, "buttons": RATE, "how": "selesai", "rated": False},
    "minta-ba": {**REQUESTER, **STEP, "buttons": SEND_BA, "note": "switch 24 port ruang server"},
    "jadwal-kunjungan": {**REQUESTER, **STEP, "note": "Selasa pukul 10.00 dengan pengurus barang"},
    "konfirmasi-gangguan": {**REQUESTER, **STEP, "note": "mohon crosscheck dan analisis"},
    "laporan": {
        **OFFICIAL,
        **STEP,
        "buttons": [],
        "stage": "telah ditangani dan hasilnya diteruskan kepada Kepala Dinas",
    },
    "berita-acara": {**OFFICIAL, **STEP, "buttons": ACKNOWLEDGE},
    "darurat": {**OFFICIAL, **STEP, "buttons": DISPOSE[:1], "hal": "Server pusat data mati, seluruh layanan terhenti"},
    "tembusan": {
        **OFFICIAL,
        "answerable": False,
        "buttons": [],
        "given": GIVEN,
        "targets": "Tim Jaringan Kominfo",
        "undo_until": None,
    },
    "naskah": {**OFFICIAL, "kinds": ["disposisi"], "titles": "lembar disposisi", "answerable": False},
    "pengingat": {**OFFICIAL, **REMINDER},
    "pengingat-daftar": REMINDERS,
    "eskalasi": {
        **OFFICIAL,
        **REMINDER,
        "overdue": True,
        "by_how_long": "6 jam kerja",
        "held_by": "Kepala Bidang TI",
        "stage": "menunggu verifikasi dan disposisi Kepala Bidang TI",
        "moved": None,
        "buttons": [
            button("DISPOSISI", "Disposisi", "DISPOSISI Kasi: mohon ditindaklanjuti"),
            button("KEMBALIKAN", "Kembalikan", "KEMBALIKAN: <alasan>"),
        ],
        "others": ["CATATAN", "STATUS", "BANTUAN", "PRIORITAS"],
    },
    "arahan": {
        **OFFICIAL,
        **STEP,
        "buttons": [],
        "others": ["CATATAN", "STATUS", "BANTUAN", "DISPOSISI", "KEMBALIKAN", "PRIORITAS"],
        "by": "Kepala Seksi Aplikasi dan E-Government",
        "note": "perangkat inti harus diganti, di luar kemampuan tim",
        "call": "menunjuk staf atau tenaga ahli jaringan yang menangani laporan ini",
    },
    "dibatalkan": {**OFFICIAL, "answerable": False, "buttons": [], "by": "Kepala Dinas", "verb": "DISPOSISI"},
    "peringatan": {
        **OFFICIAL,
        "attempt": "SETUJU. Segera bayarkan sesuai permohonan.",
        "sender": "kadis@sumbawa.example",
        "reason": "server kami tidak dapat memastikan pengirimnya",
    },
    "konfirmasi": {
        **OFFICIAL,
        "attempt": "SETUJU. Segera bayarkan sesuai permohonan.",
        "sender": "kadis@sumbawa.example",
        "other": None,
        "read": ["SETUJU: segera bayarkan sesuai permohonan"],
        "mismatch": True,
        "until": "Selasa, 24 November 2026 pukul 09.12 WITA",
        "buttons": [button("YA", "Ya, jalankan", "YA"), button("TIDAK", "Tidak, batalkan", "TIDAK")],
    },
    "cuti": {
        **ABSENCE,
        "answerable": True,
        "yth": "Subbagian Umum dan Kepegawaian",
        "headline": f"Mohon konfirmasi atas cuti {TITLE} dan pejabat penggantinya.",
        "said": "CUTI 23/11 s.d. 27/11, Plh. Sekretaris, SP 800/123/2026",
        "buttons": [
            button("YA", "Tetapkan", "YA"),
            button("TIDAK", "Tidak ditetapkan", "TIDAK: masih menunggu surat perintah"),
        ],
    },
    "cuti-kabar": {**ABSENCE, "reason": "masih menunggu surat perintah"},
    "kelola": {
        **ALARM,
        "title": "Surel masuk tidak dapat dibaca",
        "lines": [
            "Surel nomor 4711 yang masuk ke layanan@sumbawa.example tidak dapat dibaca dan disimpan apa adanya.",
            "Dari: tidak disebutkan",
            "Hal: tanpa perihal",
            "Tanggal: tidak disebutkan; diterima Jumat, 20 November 2026 pukul 09.30 WITA",
            "Ukuran: 12 KB",
            "Penyebab: Isinya bukan surel yang dapat dibaca. Keterangan teknis: no header",
            "Surel aslinya terlampir; bila tidak, dapat diambil dengan: mailgate inbox show 4711 --raw",
            "Surel tersebut tidak perlu diteruskan ke alamat layanan.",
        ],
        "asks": True,
    },
    "surat-terbaca": {
        **REQUESTER,
        "letter": LETTER,
        "notes": ["halaman-2.jpg: hanya sebagian yang terbaca; mohon memotret ulang dengan cahaya merata."],
        "changed": [{"label": "Nomor", "before": "500.12/II23/DIKES/XI/2026", "after": "500.12/1123/DIKES/XI/2026"}],
        "unclear": ["Tanggal “kemarin dulu” tidak terbaca. Mohon ditulis seperti TANGGAL: 3 November 2026."],
    },
    "rahasia": {
        **OFFICIAL,
        "hal": "surat bersifat rahasia",
        "stage": "menunggu arahan pimpinan",
        "sops": SOPS,
        "buttons": HELPDESK["buttons"],
    },
    "salah-alamat": {
        **ALARM,
        "hal": "surat untuk instansi lain",
        "yth": "Siti",
        "addressee": "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
        "why": "Bapak/Ibu menerima surel ini karena mengirim surat ke layanan@sumbawa.example.",
    },
    "laporan-mingguan": WEEK,
    "laporan-bulanan": {
        **ALARM,
        "hal": "November 2026",
        "yth": TITLE,
        "sapaan": "Ibu",
        "why": f"Bapak/Ibu menerima laporan ini sebagai {TITLE}.",
        "reader": TITLE,
        "month": "November 2026",
        "first_day": "Minggu, 1 November 2026",
        "last_day": "Senin, 30 November 2026",
        "at": "Selasa, 1 Desember 2026 pukul 07.30 WITA",
        "rows": WEEK["rows"],
        "attached": [f"laporan-manajemen-layanan-2026-11.{kind}" for kind in ("pdf", "xlsx")],
    },
    "jawaban-laporan": {
        **ALARM,
        "title": "Jawaban atas laporan minggu ke-47",
        "lines": ["1. SBW-2026-000118: dijalankan (SETUJU). Kini menunggu penutupan tiket oleh Helpdesk."],
    },
}
"""Each template with everything it may be given."""

VARIANTS: dict[str, tuple[str, Json]] = {
    "kelola-pulih": (
        "kelola",
        {
            **ALARM,
            "title": "Kotak surat layanan sudah pulih",
            "lines": [
                "Kotak surat layanan@sumbawa.example tidak dapat dibaca sejak Jumat, 20 November 2026 pukul 09.30 WITA "
                "hingga Jumat, 20 November 2026 pukul 10.45 WITA.",
                "Tidak ada yang perlu dilakukan.",
            ],
            "asks": False,
        },
    ),
    "tugas-arahan": (
        "tugas",
        {
            **OFFICIAL,
            **TASK,
            "yth": "Kepala Seksi Aplikasi dan E-Government",
            "sapaan": "Bapak",
            "call": "menunjuk staf atau tenaga ahli jaringan yang menangani laporan ini",
            "given": GIVEN,
            "buttons": [button("TUGASKAN", "Tugaskan Tim Jaringan", "TUGASKAN Tim Jaringan: mohon dicek hari ini")],
            "others": ["CATATAN", "STATUS", "BANTUAN", "TUNDA", "ESKALASI"],
        },
    ),
    "tugas-pertanyaan": (
        "tugas",
        {
            **OFFICIAL,
            **TASK,
            "yth": "Agus (Tim Jaringan Kominfo)",
            "call": "menyampaikan apakah perangkat jaringan rusak dan harus diganti",
            "question": "Apakah perangkat rusak dan harus diganti?",
            "buttons": [
                button("RUSAK", "Rusak dan harus diganti", "RUSAK: switch 24 port ruang server"),
                button("TIDAK RUSAK", "Tidak rusak atau sudah diperbaiki", "TIDAK RUSAK: kabel LAN sudah dirapikan"),
            ],
        },
    ),
    "tugas-bantu": (
        "tugas",
        {**OFFICIAL, **TASK, "assists": True, "holder": "Helpdesk", "call": "menganalisis laporan ini"},
    ),
    "tugas-darurat": ("tugas", {**OFFICIAL, **TASK, "emergency": True, "call": "menugaskan Tim Teknis"}),
    "jawaban-tugas": (
        "jawaban",
        {
            **OFFICIAL,
            **ANSWER,
            "yth": "Agus (Tim Jaringan Kominfo)",
            "read": ["SUDAH DITINJAU: access point lantai 2 mati"],
            "results": ["Permohonan ini dalam pemeriksaan perangkat di lokasi oleh Tim Jaringan Kominfo."],
            "allowed": [{"verb": "RUSAK", "help": "menyatakan perangkat rusak dan harus diganti"}, *ANSWER["allowed"]],
            "example": "RUSAK: switch 24 port ruang server",
            "buttons": [
                button("RUSAK", "Rusak dan harus diganti", "RUSAK: switch 24 port ruang server"),
                button("TIDAK RUSAK", "Tidak rusak atau sudah diperbaiki", "TIDAK RUSAK: kabel LAN sudah dirapikan"),
            ],
            "task": {
                **TASK,
                "step": "8",
                "call": "menyampaikan apakah perangkat jaringan rusak dan harus diganti",
                "question": "Apakah perangkat rusak dan harus diganti?",
            },
        },
    ),
    "jawaban-tanya": (
        "jawaban",
        {
            **OFFICIAL,
            **ANSWER,
            "read": ["DISPOSISI: mohon ditindaklanjuti"],
            "done": False,
            "results": [],
            "question": QUESTION,
            "allowed": STEP_VERBS,
            "example": "DISPOSISI Kabid TI: mohon ditindaklanjuti",
            "undo_until": None,
        },
    ),
    "jawaban-ditolak": (
        "jawaban",
        {
            **OFFICIAL,
            **ANSWER,
            "read": ["KEMBALIKAN"],
            "done": False,
            "results": [],
            "reason": "KEMBALIKAN memerlukan alasan.",
            "allowed": STEP_VERBS,
            "example": "DISPOSISI Kabid TI: mohon ditindaklanjuti",
            "undo_until": None,
            "noted": True,
        },
    ),
    "jawaban-catatan": (
        "jawaban",
        {
            **OFFICIAL,
            **ANSWER,
            "read": [],
            "done": False,
            "results": [],
            "undo_until": None,
            "noted": True,
            "allowed": STEP_VERBS,
        },
    ),
    "jawaban-status": (
        "jawaban",
        {**REQUESTER, **ANSWER, "read": ["STATUS"], "undo_until": None, "allowed": ANSWER["allowed"][:3]},
    ),
    "tanda-terima-lengkap": (
        "tanda-terima",
        {
            **FULL["tanda-terima"],
            "files": ["surat-permohonan.pdf", "foto.jpg"],
            "verified": True,
            "missing": [],
            "due": None,
            "letter": {**LETTER, "doubtful": []},
            "notes": [],
            "unread": [],
        },
    ),
    "tanda-terima-rahasia": (
        "tanda-terima",
        {
            **FULL["tanda-terima"],
            "hal": "surat bersifat rahasia",
            "files": ["1 berkas"],
            "verified": True,
            "missing": [],
            "letter": SECRET,
            "notes": [],
            "unread": [],
        },
    ),
    "surat-terbaca-kemudian": (
        "surat-terbaca",
        {**FULL["surat-terbaca"], "changed": [], "unclear": [], "notes": []},
    ),
    "tembusan-arahan": (
        "tembusan",
        {
            **FULL["tembusan"],
            "answerable": True,
            "given": {"by": f"atas arahan {TITLE}, dicatat oleh Wati", "verb": "DISPOSISI", "note": ""},
            "undo_until": "Selasa, 24 November 2026 pukul 16.00 WITA",
        },
    ),
    "tembusan-catatan": (
        "tembusan",
        {
            **FULL["tembusan"],
            "given": {
                "by": "Dinas Kesehatan",
                "verb": "CATATAN",
                "note": "sejak siang ini sudah dua ruangan yang mati",
            },
            "targets": "",
        },
    ),
    "tutup-dinilai": ("tutup", {**FULL["tutup"], "rated": True, "buttons": []}),
    "pengingat-lewat": ("pengingat", {**OFFICIAL, **REMINDER, "overdue": True, "moved": MOVED}),
    "pengingat-pemohon": (
        "pengingat",
        {
            **REQUESTER,
            **REMINDER,
            "call": "",
            "due": None,
            "reason": "surat belum ditandatangani",
            "to_requester": True,
            "stage": "menunggu kelengkapan dari Bapak/Ibu",
            "buttons": [button("LENGKAPI", "Lengkapi", "LENGKAPI: surat permohonan terlampir")],
        },
    ),
    "laporan-mingguan-kosong": (
        "laporan-mingguan",
        {
            **{key: [] if isinstance(value, list) else value for key, value in WEEK.items()},
            "running": 0,
            "overdue": 0,
            "waiting": 0,
            "slowest": "",
            "trend": "",
            "totals": {"own": 0, "overdue": 0, "waiting": 0},
            "rows": [
                figure("Masuk", "0", "0"),
                figure("Selesai", "0", "0"),
                figure("Tepat waktu (SOP)", "–", "–", 0, 0),
                figure("Kepuasan tiket (1–4)", "–", "–", 0, 0),
            ],
        },
    ),
    "laporan-mingguan-bidang": (
        "laporan-mingguan",
        {
            **WEEK,
            "yth": "Kepala Bidang Teknologi Informasi",
            "scope": "Kepala Bidang Teknologi Informasi",
            "by_branch": [],
            "trend": "",
            "charts": [],
            "totals": {"own": 2, "overdue": 14, "waiting": 1},
            "attached": "daftar-tiket-2026-W47.xlsx",
        },
    ),
}
"""Other forms worth a look: name → template and payload."""

NULLABLE = frozenset(
    "number due given question sop_name task reason undo_until until note solution by example returned_by letter same "
    "addressee".split()
)
"""What may be null; `number` is where the mail is about no ticket."""

NEVER_NULL = {
    "number": "kelola laporan-mingguan laporan-bulanan salah-alamat",
    "given": "tugas jawaban",
    "note": "",
    "by": "",
    "solution": "",
    "example": "",
}
"""Names of NULLABLE that are null only in these templates (empty text elsewhere)."""


def minimal(template: str) -> Json:
    """The full payload with every list empty and everything that may be missing missing."""
    return {key: _bare(template, key, value) for key, value in FULL[template].items()}


def _bare(template: str, key: str, value: object) -> object:
    if isinstance(value, list):
        return []
    if isinstance(value, bool):
        return False
    if key not in NULLABLE:
        return {**value, "whatsapp": None} if key == "office" and isinstance(value, dict) else value
    if key in NEVER_NULL and template not in NEVER_NULL[key].split():
        return "" if isinstance(value, str) and key != "number" else value
    return None


def notice(template: str, payload: Json, office: str = "sumbawa") -> Notice:
    """A notice of this template and payload."""
    return Notice(f"{NUMBER}/1/{template}/kadis@sumbawa.example", office, template, "kadis@sumbawa.example", payload)
