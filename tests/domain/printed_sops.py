"""What the five SOPs say, kept beside their YAML as a second entry: steps, edges, and where the print was corrected."""

SEEDS = {
    "trenggalek-2019": "000_*.txt",
    "trenggalek-2023": "001_*.txt",
    "sumbawa-2021": "002_*.txt",
    "bekasi": "003_*.txt",
    "sumbar-darurat": "004_*.txt",
}
"""The scan each SOP was transcribed from."""

FOLDERS = {
    "trenggalek-2019": "trenggalek",
    "trenggalek-2023": "trenggalek",
    "sumbawa-2021": "sumbawa",
    "bekasi": "bekasi",
    "sumbar-darurat": "sumbar",
}

EDGES = {
    # "step: VERB>next": `+` an edge that the SOP does not print, `+!` one that stays in the faithful run,
    # `(role)` who gives it where that is not the performer.
    "trenggalek-2019": """
        1: LENGKAPI>2
        2: DISPOSISI>3, KEMBALIKAN>1+, TOLAK>akhir+
        3: TERIMA>4
        4: DISPOSISI>5, PRIORITAS>4
        5: VERIFIKASI>6, TUGASKAN>5, KEMBALIKAN>1+, TOLAK>8+
        6: PROSES>7, TUGASKAN>6
        7: SELESAI>8, TIDAK BERHASIL>6+
        8: TERUSKAN>9
        9: TUTUP>akhir, BELUM SELESAI>6+! (pemohon)""",
    "trenggalek-2023": """
        1: LENGKAPI>2
        2: TUNJUK>3, TERIMA>2, KEMBALIKAN>1+
        3: SESUAI>4, DISPOSISI>4, TIDAK SESUAI>7, KEMBALIKAN>2+!
        4: SELESAI>5, LAPOR>5, PROSES>4, KOORDINASI>4
        5: LAPOR>6, SETUJU>6, KEMBALIKAN>4+!
        6: SETUJU>7, KEMBALIKAN>5+
        7: TUTUP>akhir""",
    "sumbawa-2021": """
        1: LENGKAPI>2
        2: DISPOSISI>3, KEMBALIKAN>1+, TOLAK>akhir+
        3: DISPOSISI>4, VERIFIKASI>3, KEMBALIKAN>1+
        4: TUGASKAN>5
        5: PROSES>6
        6: BERHASIL>11, SELESAI>11, TIDAK BERHASIL>7
        7: SUDAH DITINJAU>8, KOORDINASI>7
        8: RUSAK>9, TIDAK RUSAK>11
        9: TERIMA BA>10 (tim), KIRIM BA>10 (opd), TANPA PENGGANTIAN>12a+ (kasi)
        10: TERPASANG>11
        11: UJI BERHASIL>12a, UJI GAGAL>5+!
        12a: LAPOR>12b
        12b: TERUSKAN>13
        13: TERUSKAN>14, KEMBALIKAN>12a+
        14: MENGETAHUI>akhir (opd kadis), SESUAI>akhir (opd), BA>14 (tim), KEMBALIKAN>13+ (opd kadis)""",
    "bekasi": """
        1: DISPOSISI>2, KEMBALIKAN>1+, TOLAK>akhir+
        2: ARAHAN>3, KOORDINASI>3, TUGASKAN>2, KEMBALIKAN>1+
        3: BERHASIL>5, SELESAI>5, TUGASKAN>4, TIDAK BERHASIL>3
        4: SELESAI>5, LAPOR>5, PROSES>4
        5: LAPOR>6, KEMBALIKAN>4+!
        6: LAPOR>7, TERUSKAN>7, KEMBALIKAN>5+
        7: KONFIRMASI>akhir, SELESAI>akhir, YA>7 (opd), BELUM PULIH>2+! (opd), KEMBALIKAN>6+""",
    "sumbar-darurat": """
        1: LENGKAPI>2
        2: YA>3a, TIDAK>akhir
        3a: TERUSKAN>3b
        3b: TERUSKAN>4a, KEMBALIKAN>2+
        4a: DISPOSISI>4b
        4b: TUGASKAN>5
        5: LAPOR>6, SELESAI>6, PROSES>5
        6: TERUSKAN>7a, LAPOR>6
        7a: LAPOR>7b, KEMBALIKAN>6+
        7b: TERUSKAN>8, KEMBALIKAN>7a+
        8: TERIMA>akhir""",
}

PERFORMERS = {
    "trenggalek-2019": """1 pemohon, 2 kadis, 3 kabid, 4 kabid, 5 kasi_infra kasi_aplikasi,
        6 kasi_infra kasi_aplikasi pic, 7 kasi_infra kasi_aplikasi pic, 8 kasi_infra kasi_aplikasi, 9 kabid""",
    "trenggalek-2023": "1 pengguna, 2 helpdesk, 3 kabid, 4 pejabat, 5 kabid, 6 kadin, 7 helpdesk",
    "sumbawa-2021": """1 opd, 2 kadis, 3 kabid, 4 kasi, 5 tim, 6 tim, 7 tim, 8 tim, 9 tim opd, 10 tim, 11 tim, 12a tim,
        12b kasi, 13 kabid, 14 tim opd kadis""",
    "bekasi": "1 kabid, 2 kasi, 3 admin, 4 pelaksana, 5 admin, 6 kasi, 7 kabid",
    "sumbar-darurat": """1 pic, 2 helpdesk tim, 3a helpdesk, 3b koordinator, 4a kabid, 4b koordinator, 5 tim helpdesk,
        6 helpdesk, 7a koordinator, 7b kabid, 8 kadis""",
}

CORRECTIONS = {
    # corrected → printed, with the reason; "…" stands for what the scan puts between.
    "trenggalek-2019": [
        ("Form Pelaksanaan Penanganan Gangguan Layanan TIK", "Form Pelaksanaan Penanganan"),  # cut by the page break
        ("menerapkan solusi yang paling tepat", "menerapkan solusi … yang paling tepat"),  # the row runs over the page
        ("Administrasi", "Adminstrasi"),
        ("Memiliki kemampuan teknis", "Memili kemampuan teknis"),
    ],
    "trenggalek-2023": [],
    "sumbawa-2021": [
        ("Surat Permohonan Troubleshooting", "Surat Permohonan Trobleshooting"),  # throughout the documents column
        ("PER/21/M.PAN/11/2008", "PER/21M.PAN/11/2008"),  # a slash is lost
        ("keahliannya sesuai bidang tugasnya", "keahlian nya sesuai bidang tugas nya"),
    ],
    "bekasi": [
        ("Arahan", "Araban"),  # misread
        ("555/KEP.17-TELMAT/I/2010", "555/KEP.17-TELMAT/1/2010"),  # a Roman numeral, misread
        ("pekerjaannya", "pekerجاannya"),  # the scan reads Arabic letters
    ],
    "sumbar-darurat": [],
}
