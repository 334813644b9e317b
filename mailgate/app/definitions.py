"""What each figure of the reports means, in the words that stand in the workbook, the monthly report and the docs."""

DEFINITIONS: tuple[tuple[str, str], ...] = (
    (
        "Masa laporan",
        (
            "Minggu: Senin 00.00 sampai dengan Minggu 24.00; bulan: tanggal 1 sampai dengan hari terakhir; "
            "keduanya menurut waktu setempat kantor."
        ),
    ),
    ("Masuk", "Tiket yang dibuat dalam masa laporan, termasuk yang kemudian ternyata bukan permintaan."),
    (
        "Selesai",
        (
            "Tiket yang ditutup dalam masa laporan karena penanganannya selesai. Yang ditolak, ditarik kembali, "
            "digabung, atau ternyata bukan permintaan disebut tersendiri."
        ),
    ),
    (
        "Tepat waktu (SOP)",
        (
            "Bagian dari tiket selesai yang semua tahap berbatas waktunya dikerjakan dalam mutu baku SOP. "
            "Tiket yang dibuka kembali dihitung melampaui batas waktu."
        ),
    ),
    (
        "Rata-rata selesai",
        (
            "Selisih waktu antara permohonan diterima dan tiket ditutup, rata-rata atas tiket selesai, "
            "menurut kalender (termasuk hari libur dan waktu menunggu pihak lain)."
        ),
    ),
    (
        "Kepuasan tiket (1–4)",
        (
            "Rata-rata jawaban NILAI pemohon atas tiket yang ditutup dalam masa laporan; n adalah banyaknya "
            "penilaian. Penilaian yang datang setelah laporan dikirim terhitung pada kolom pembanding laporan "
            "berikutnya. "
            "Angka ini satu pertanyaan untuk setiap tiket, bukan Indeks Kepuasan Masyarakat (IKM)."
        ),
    ),
    ("Masih berjalan", "Tiket yang belum ditutup pada saat laporan disusun, kapan pun dibuat."),
    (
        "Melampaui batas waktu SOP",
        (
            "Tiket berjalan yang batas waktu tahapnya telah lewat pada saat laporan disusun. Tiket yang "
            "waktunya berhenti tidak termasuk."
        ),
    ),
    (
        "Menunggu pihak lain",
        (
            "Tiket berjalan yang waktunya berhenti: ditunda dengan TUNDA beserta alasannya, atau menunggu "
            "kelengkapan maupun dokumen dari pemohon."
        ),
    ),
    (
        "Tahap terlama",
        (
            "Tahap dengan rata-rata waktu terpanjang atas tiket selesai, dalam jam kerja (dalam jam untuk tahap yang "
            "berjalan 24 jam). Tahap di tangan pemohon tidak dihitung."
        ),
    ),
    ("Bidang", "Bidang yang terakhir memegang tiket; sebelum ada, bidang yang melayani jenis layanannya."),
)
"""Term → what it counts."""
