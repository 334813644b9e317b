"""The played scenarios: the five SOPs, every branch of every decision, and the mishaps that real offices know."""

from mailgate.demo.scene import Act, Answers, Asks, DayOff, Forges, PaperLetter, Passes, Reads, Scans, Scenario

INTERNET_DOWN = (
    "Dengan hormat,\n\nJaringan internet di kantor kami putus sejak pukul 07.30, tidak bisa konek sama sekali. "
    "Lampu LOS pada modem merah. Pelayanan kepada masyarakat terganggu.\n"
    "Mohon bantuan penanganan gangguan jaringan.\n\nTerima kasih.\n"
)
RESET = (
    "Dengan hormat,\n\nSalah satu pegawai kami lupa kata sandi akun surel dinas dan tidak bisa login sejak kemarin. "
    "Mohon bantuan reset akun.\n\nTerima kasih.\n"
)
DISASTER = (
    "DARURAT. Ruang server padam total sejak pukul 02.10, seluruh layanan perangkat daerah lumpuh dan kami tidak dapat "
    "melayani masyarakat. Mohon penanganan segera.\n"
)
LETTER = ("Surat Permohonan Troubleshooting.pdf",)


PAPER = PaperLetter(
    government="PEMERINTAH KABUPATEN SUMBAWA",
    office="DINAS KESEHATAN",
    street="Jalan Garuda Nomor 99 Sumbawa Besar 84312 Telepon (0371) 000000",
    place="Sumbawa Besar",
    dated="19 November 2026",
    number="500.12/1123/DIKES/XI/2026",
    nature="Segera",
    subject="Permohonan Troubleshooting Gangguan Jaringan",
    addressee="Kepala Dinas Komunikasi Informatika Statistik dan Persandian",
    body=(
        "Sehubungan dengan terputusnya jaringan internet pada Puskesmas Unit I sejak hari Rabu sehingga pendaftaran "
        "pasien tidak dapat dilakukan, kami mohon bantuan penanganan gangguan dimaksud."
    ),
    title="Kepala Dinas Kesehatan",
    signatory="NUR AINI, M.Kes",
    nip="19700101 199803 2 005",
)


def sumbawa_to_the_team() -> tuple[Act, ...]:
    """Steps 2 to 5: from the letter to the technician's first look."""
    return (
        Answers("kadis", "DISPOSISI Kabid TI: mohon ditindaklanjuti"),
        Answers("kabid", "Dispo Kasi Aplikasi, tl segera. Trims"),
        Answers("kasi", "TUGASKAN Budi: mohon dicek hari ini"),
        Answers("tim.budi", "PROSES: link fiber optik ke kantor putus"),
    )


def sumbawa_to_the_end(requester: str) -> tuple[Act, ...]:
    """Steps 11 to 14: test run, report upward, and the Berita Acara that both sides know of."""
    return (
        Answers("tim.budi", "UJI BERHASIL: koneksi normal", mail="jawaban"),
        Answers("tim.budi", "LAPOR: konektor diganti, jaringan normal", mail="jawaban"),
        Answers("kasi", "TERUSKAN"),
        Answers("kabid", "Teruskan"),
        Answers("tim.budi", "BA"),
        Answers(requester, "MENGETAHUI", mail="berita-acara"),
        Answers("kadis", "Mengetahui", mail="berita-acara"),
        Reads(requester, "tutup"),
    )


SUMBAWA = (
    Scenario(
        "sumbawa-jarak-jauh",
        "sumbawa",
        "Surat belum dilampirkan: dikembalikan, dilengkapi, lalu teratasi dari jarak jauh",
        (
            Asks("dinkes", "Internet putus di Dinas Kesehatan", INTERNET_DOWN),
            Answers("kadis", "DISPOSISI Kabid TI: mohon ditindaklanjuti"),
            Answers("kabid", "KEMBALIKAN: surat permohonan belum dilampirkan"),
            Answers("dinkes", "Berikut kami lampirkan suratnya.", mail="lengkapi", attachments=LETTER),
            Answers("kabid", "DISPOSISI Kasi Aplikasi"),
            Answers("kasi", "TUGASKAN Budi"),
            Answers("tim.budi", "PROSES: konfigurasi router berubah"),
            Answers("tim.budi", "BERHASIL: konfigurasi router dipulihkan", mail="jawaban"),
            *sumbawa_to_the_end("dinkes"),
            Answers("dinkes", "4", mail="tutup"),
            Reads("dinkes", "jawaban", "NILAI"),
        ),
    ),
    Scenario(
        "sumbawa-pindaian",
        "sumbawa",
        "Surat hanya datang sebagai pindaian dari mesin fotokopi: suratnya sendiri yang dibaca",
        (
            Scans("mfp", "dinkes", PAPER),
            Reads("kadis", "tugas", "dari Dinas Kesehatan"),
            Answers("dinkes", "NOMOR: 500.12/1123/DIKES/XI/2026", mail="tanda-terima"),
            Reads("dinkes", "surat-terbaca", "500.12/1123/DIKES/XI/2026"),
            *sumbawa_to_the_team(),
            Answers("tim.budi", "BERHASIL: kabel fiber optik disambung ulang", mail="jawaban"),
            *sumbawa_to_the_end("dinkes"),
        ),
    ),
    Scenario(
        "sumbawa-perangkat-rusak",
        "sumbawa",
        "Perangkat rusak: kunjungan, Berita Acara dari OPD, penggantian, uji coba gagal sekali",
        (
            Asks("dinsos", "Gangguan jaringan internet di Dinas Sosial", INTERNET_DOWN, LETTER),
            *sumbawa_to_the_team(),
            Answers("tim.budi", "TIDAK BERHASIL: perlu tinjau lokasi", mail="jawaban"),
            Answers("tim.budi", "KOORDINASI: Selasa pukul 10.00 dengan pengurus barang", mail="jawaban"),
            Reads("dinsos", "jadwal-kunjungan"),
            Answers("tim.budi", "SUDAH DITINJAU: switch mati", mail="jawaban"),
            Answers("tim.budi", "RUSAK: switch 24 port", mail="jawaban"),
            Answers("dinsos", "Berita acara terlampir.", mail="minta-ba", attachments=("Berita Acara.pdf",)),
            Reads("tim.budi", "tugas", "memasang", catches_up=True),
            Answers("tim.budi", "TERPASANG: switch 24 port, nomor seri 12345"),
            Answers("tim.budi", "UJI GAGAL: masih putus-putus", mail="jawaban"),
            Answers("tim.budi", "PROSES: kabel antar-switch longgar", mail="jawaban"),
            Answers("tim.budi", "SELESAI: kabel antar-switch diganti", mail="jawaban"),
            *sumbawa_to_the_end("dinsos"),
        ),
    ),
    Scenario(
        "sumbawa-tidak-rusak",
        "sumbawa",
        "Ditinjau ke lokasi, perangkat tidak rusak; perintah yang keliru dibatalkan",
        (
            Asks("kec.satu", "Jaringan internet lemot dan putus", INTERNET_DOWN, LETTER),
            Answers("kadis", "DISPOSISI Kabid TI"),
            Answers("kadis", "BATAL", mail="jawaban"),
            Reads("kabid", "dibatalkan", catches_up=True),
            Answers("kadis", "DISPOSISI Kabid TI: tolong dibantu hari ini", mail="jawaban"),
            Answers("kabid", "Dispo kasi"),
            Answers("kasi", "TUGASKAN Budi"),
            Answers("tim.budi", "PROSES"),
            Answers("tim.budi", "TIDAK BERHASIL", mail="jawaban"),
            Answers("tim.budi", "SUDAH DITINJAU: kabel LAN lepas", mail="jawaban"),
            Answers("tim.budi", "TIDAK RUSAK: kabel LAN sudah dirapikan", mail="jawaban"),
            *sumbawa_to_the_end("kec.satu"),
        ),
    ),
)

BEKASI = (
    Scenario(
        "bekasi-jarak-jauh",
        "bekasi",
        "Administrator mengatasi gangguan tanpa ke lokasi; OPD membenarkan sudah pulih",
        (
            Asks("dinkes", "Gangguan jaringan internet Dinas Kesehatan", INTERNET_DOWN),
            Answers("kabid", "DISPOSISI Kasi Infrastruktur: mohon crosscheck"),
            Answers("kasi", "ARAHAN Administrator: cek perangkat distribusi"),
            Answers("admin", "BERHASIL: konfigurasi mikrotik dipulihkan"),
            Answers("admin", "LAPOR: penanganan sudah dicek, jaringan normal", mail="jawaban"),
            Answers("kasi", "TERUSKAN"),
            Answers("dinkes", "SUDAH PULIH", mail="selesai"),
            Answers("kabid", "KONFIRMASI: sudah normal menurut Dinas Kesehatan"),
            Reads("dinkes", "tutup"),
        ),
    ),
    Scenario(
        "bekasi-ke-lokasi",
        "bekasi",
        "Pelaksana ke lokasi, hasilnya dikembalikan sekali; OPD menyatakan belum pulih",
        (
            Asks("dinsos", "Jaringan internet kantor mati", INTERNET_DOWN),
            Answers("kabid", "DISPOSISI Kasi"),
            Answers("kasi", "KOORDINASI Administrator: mohon ditangani segera"),
            Answers("admin", "TUGASKAN Pelaksana: cek kabel fiber optik di lokasi"),
            Answers("pelaksana", "SELESAI: kabel fiber optik disambung ulang"),
            Answers("admin", "KEMBALIKAN: lantai 2 belum tersambung"),
            Answers("pelaksana", "SELESAI: lantai 2 sudah tersambung"),
            Answers("admin", "LAPOR: sudah dicek"),
            Answers("kasi", "LAPOR: penanganan sesuai"),
            Answers("kabid", "CATATAN: menunggu jawaban Dinas Sosial"),
            Answers("dinsos", "BELUM PULIH: masih putus-putus", mail="selesai"),
            Answers("kasi", "ARAHAN Administrator: periksa ulang"),
            Answers("admin", "SELESAI: modul SFP diganti"),
            Answers("admin", "LAPOR: normal", mail="jawaban"),
            Answers("kasi", "TERUSKAN"),
            Answers("kabid", "SELESAI"),
            Reads("dinsos", "tutup", "modul SFP"),
        ),
    ),
)

TRENGGALEK = (
    Scenario(
        "trenggalek-2023-sesuai",
        "trenggalek",
        "Persetujuan palsu atas nama Kepala Dinas ditolak; yang asli dijalankan",
        (
            Asks("dinkes", "Reset akun surel dinas", RESET),
            Answers("helpdesk", "TUNJUK Bidang Aplikasi"),
            Answers("kabid.aplikasi", "SESUAI"),
            Answers("pejabat", "SELESAI: akun sudah diatur ulang"),
            Answers("kabid.aplikasi", "LAPOR: akun sudah bisa dipakai kembali"),
            Forges("pejabat.teguh", "kadis", "SETUJU"),
            Answers("kadis", "TIDAK", mail="konfirmasi"),
            Answers("kadis", "acc", mail="jawaban"),
            Answers("helpdesk", "TUTUP"),
            Answers("dinkes", "puas, terima kasih", mail="tutup"),
        ),
    ),
    Scenario(
        "trenggalek-2023-tidak-sesuai",
        "trenggalek",
        "Salah bidang, lalu di luar kewenangan: pemohon diberi tahu alasannya",
        (
            Asks("bkpsdm", "Aplikasi kepegawaian tidak bisa login", RESET),
            Answers("helpdesk", "TUNJUK Bidang Infrastruktur"),
            Answers("kabid.infrastruktur", "KEMBALIKAN: ini bidang aplikasi"),
            Answers("helpdesk", "TUNJUK Bidang Aplikasi"),
            Answers("kabid.aplikasi", "TIDAK SESUAI: aplikasi dikelola BKN, silakan menghubungi BKN"),
            Reads("bkpsdm", "ditolak", "BKN"),
            Answers("helpdesk", "TUTUP"),
        ),
        ends="ditolak",
    ),
    Scenario(
        "trenggalek-2019",
        "trenggalek",
        "SOP lama dipilih Helpdesk; sebutan Kasi yang bermakna ganda ditanyakan kembali",
        (
            Asks("dinsos", "Gangguan jaringan internet", INTERNET_DOWN, ("Form Pengajuan.pdf",)),
            Answers("helpdesk", "SOP trenggalek-2019"),
            Answers("kadis", "DISPOSISI Kabid"),
            Answers("kabid", "TERIMA"),
            Answers("kabid", "PRIORITAS tinggi sedang", mail="jawaban"),
            Answers("kabid", "DISPOSISI Kasi: mohon ditangani", mail="jawaban"),
            Answers("kabid", "1", mail="jawaban"),
            Answers("kasi.infra", "VERIFIKASI: lengkap"),
            Answers("kasi.infra", "PROSES: penyebabnya kabel fiber optik putus", mail="jawaban"),
            Answers("kasi.infra", "SELESAI: kabel disambung ulang, koneksi normal", mail="jawaban"),
            Reads("dinsos", "selesai", "kabel disambung"),
            Answers("kabid", "TUTUP"),
            Reads("dinsos", "tutup"),
        ),
    ),
)

SUMBAR = (
    Scenario(
        "sumbar-darurat",
        "sumbar",
        "Keadaan darurat: analisis, penugasan, laporan sampai ke Kepala Dinas",
        (
            Asks("dinkes", "DARURAT kondisi layanan: ruang server padam", DISASTER),
            Answers("helpdesk", "YA: listrik ruang server padam, seluruh layanan terhenti"),
            Answers("koordinator", "TERUSKAN"),
            Answers("kabid", "DISPOSISI Koordinator: segera tugaskan Tim Teknis"),
            Answers("koordinator", "TUGASKAN Tim Teknis: segera tangani"),
            Reads("tim", "tugas", "menangani keadaan darurat", catches_up=True),
            Answers("tim", "LAPOR: genset menyala, layanan pulih pukul 03.05"),
            Reads("helpdesk", "tugas", "mengirim laporan", catches_up=True),
            Answers("helpdesk", "TERUSKAN"),
            Reads("dinkes", "selesai", "genset"),
            Answers("koordinator", "LAPOR: penanganan tuntas"),
            Answers("kabid", "TERUSKAN"),
            Answers("kadis", "TERIMA"),
        ),
    ),
    Scenario(
        "sumbar-bukan-darurat",
        "sumbar",
        "Bukan keadaan darurat: pelapor diberi tahu alasannya",
        (
            Asks("dinsos", "Darurat, layanan lumpuh", DISASTER),
            Answers("helpdesk", "bukan darurat, hanya kabel longgar"),
            Reads("dinsos", "bukan-darurat", "kabel longgar"),
        ),
        ends="ditolak",
    ),
)

THREE_WEEKS = Scenario(
    "tiga-pekan",
    "trenggalek",
    "Tiga pekan menjelang Tahun Baru: pengingat, arahan atasan, penundaan, hari libur tambahan, laporan mingguan",
    (
        Asks("dinkes", "Jaringan internet Dinas Kesehatan putus", INTERNET_DOWN),
        Answers("helpdesk", "TUNJUK Bidang Infrastruktur"),
        Reads("kabid.infrastruktur", "tugas", "15 Desember 2026 pukul 16.00"),
        Passes("2026-12-15 14:00"),
        Reads("kabid.infrastruktur", "pengingat", "Batas waktu SOP"),
        Passes("2026-12-16 11:30"),
        Reads("kabid.infrastruktur", "pengingat", "telah melewati batas waktu SOP", catches_up=True),
        Answers("kadis", "CATATAN: mohon segera ditelaah", mail="eskalasi"),
        Passes("2026-12-16 13:30"),
        Answers("kabid.infrastruktur", "SESUAI", mail="pengingat"),
        Passes("2026-12-17 09:00"),
        Answers("pejabat", "TUNDA s.d. 22/12: menunggu modul dari penyedia"),
        Passes("2026-12-21 07:30"),
        Reads("kadis", "laporan-mingguan", of_ticket=False),
        Passes("2026-12-22 07:30"),
        Reads("dinkes", "status", "Penanganan dilanjutkan"),
        Passes("2026-12-23 10:00"),
        DayOff("2026-12-28", "Cuti Bersama tambahan"),
        Passes("2026-12-29 07:30"),
        Reads("kadis", "laporan-mingguan", of_ticket=False),
        Passes("2026-12-29 11:30"),
        Reads("pejabat", "pengingat", "semula Senin, 28 Desember 2026", catches_up=True),
        Answers("pejabat", "SELESAI: modul optik diganti, koneksi normal", mail="pengingat"),
        Passes("2026-12-30 09:00"),
        Answers("kabid.infrastruktur", "LAPOR: sudah diperiksa, koneksi normal"),
        Passes("2027-01-04 07:30"),
        Reads("kadis", "laporan-mingguan", of_ticket=False),
        Reads("kadis", "pengingat", "telah melewati batas waktu SOP", catches_up=True),
        Answers("kadis", "SETUJU", mail="pengingat"),
        Answers("helpdesk", "TUTUP"),
        Reads("dinkes", "tutup"),
    ),
    begins="2026-12-14 08:15",
)

SCENARIOS: tuple[Scenario, ...] = (*SUMBAWA, *BEKASI, *TRENGGALEK, *SUMBAR, THREE_WEEKS)
"""In the order they are played."""
