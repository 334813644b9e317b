"""Replies as officials write them: clients × habits. Each case: name, text, what he newly wrote."""

TASK_LINES = """-- Mohon balasan ditulis di atas garis ini --
Yth. Kepala Dinas,

Dinas Kesehatan melaporkan: "internet poli putus"
Mohon Bapak/Ibu mendisposisikan surat ini paling lambat Senin.

Bapak/Ibu cukup membalas dengan satu baris, misalnya:
  DISPOSISI Kabid TI: mohon ditindaklanjuti
  KEMBALIKAN: <alasan>
Perintah lain: CATATAN, STATUS, BANTUAN"""

# The same mail without our own line, as when a client drops its first paragraph.
BARE_TASK = TASK_LINES.partition("\n")[2]


def quoted(text: str) -> str:
    """The text with `> ` before each line."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


CASES: list[tuple[str, str, str]] = [
    (
        "Gmail web: intro folded before menulis",
        "DISPOSISI Kabid TI: segera\n\nPada Sab, 15 Jun 2024 pukul 14.59 Layanan TIK <layanan@sumbawa.example>\n"
        "menulis:\n\n" + quoted(TASK_LINES),
        "DISPOSISI Kabid TI: segera",
    ),
    (
        "Gmail web: intro folded inside the address",
        "acc\n\nPada Sel, 3 Nov 2026 pukul 10.12 Layanan TIK Kabupaten Sumbawa <\n"
        "layanan@sumbawa.example> menulis:\n\n" + quoted(BARE_TASK),
        "acc",
    ),
    (
        "Gmail of 2018: Pada tanggal",
        "SETUJU\n\nPada tanggal Sen, 3 Des 2018 10.41 Layanan TIK <layanan@sumbawa.example> menulis:\n\n"
        + quoted(BARE_TASK),
        "SETUJU",
    ),
    (
        "Gmail Android of 2014: name in quotes",
        'SELESAI\nPada 3 Apr 2014 11.03, "Layanan TIK" <layanan@sumbawa.example> menulis:\n' + quoted(BARE_TASK),
        "SELESAI",
    ),
    (
        "Gmail: intro folded inside the date",
        "Siap, laksanakan\n\nPada Sab,\n15 Jun 2024 pukul 14.59 Layanan TIK <layanan@sumbawa.example> menulis:\n"
        + quoted(BARE_TASK),
        "Siap, laksanakan",
    ),
    (
        "Gmail without > on the quotation",
        "TERIMA\n\nPada Sab, 15 Jun 2024 pukul 14.59 Layanan TIK <layanan@sumbawa.example> menulis:\n\n" + BARE_TASK,
        "TERIMA",
    ),
    (
        "Yahoo without > and our line below",
        "SETUJU\n\n    Pada Selasa, 3 November 2026 10.12.33 WIB, Layanan TIK <layanan@sumbawa.example> "
        "menulis:  \n \n " + BARE_TASK,
        "SETUJU",
    ),
    (
        "Yahoo on Android: advert, intro and quotation on one line",
        "Disposisi kabid\n\nDikirim dari Yahoo Mail di Android \n \n  Pada Sel, 3 Nov 2026 pada 10:12, Layanan TIK"
        "<layanan@sumbawa.example> menulis:   Yth. Kepala Dinas, Balas: SELESAI",
        "Disposisi kabid",
    ),
    (
        "Outlook desktop in Indonesian",
        "DISPOSISI Kabid TI\n\nDari: Layanan TIK <layanan@sumbawa.example>\nDikirim: Selasa, 3 November 2026 10:12\n"
        "Kepada: Kepala Dinas\nPerihal: [SBW-2026-000001] Mohon disposisi\n\n" + BARE_TASK,
        "DISPOSISI Kabid TI",
    ),
    (
        "Outlook desktop: addresses inside the office without mailbox",
        "KEMBALIKAN: surat belum ditandatangani\n\nDari: Layanan TIK\nDikirim: Selasa, 3 November 2026 10:12\n"
        "Kepada: Kepala Dinas\nCc: Sekretaris\nPerihal: Mohon disposisi\n\nBalas: SELESAI",
        "KEMBALIKAN: surat belum ditandatangani",
    ),
    (
        "Outlook with bold labels",
        "ok\n\n*Dari:* Layanan TIK [mailto:layanan@sumbawa.example]\n*Dikirim:* 03 November 2026 10:12\n"
        "*Kepada:* kadis@sumbawa.example\n*Perihal:* Mohon disposisi\n\nBalas: SELESAI",
        "ok",
    ),
    (
        "Outlook with tabs behind the labels",
        "TERIMA\n\n-----Pesan Asli-----\nDari:\tLayanan TIK\nDikirim:\tSelasa, 3 November 2026\nKepada:\tKadis\n"
        "Perihal:\tMohon disposisi\n\nBalas: SELESAI",
        "TERIMA",
    ),
    (
        "Outlook on the web: drawn line above the block",
        "CATATAN: sudah saya telepon\n\n________________________________\n"
        "Dari: Layanan TIK <layanan@sumbawa.example>\n"
        "Dikirim: 03 November 2026 10:12\nKepada: Kadis <kadis@sumbawa.example>\nSubjek: Mohon disposisi\n\n"
        "Balas: SELESAI",
        "CATATAN: sudah saya telepon",
    ),
    (
        "Outlook for Android in Indonesian",
        "SETUJU\n\nDapatkan Outlook untuk Android<https://aka.ms/AAb9ysg>\n________________________________\n"
        "From: Layanan TIK <layanan@sumbawa.example>\nSent: Tuesday, November 3, 2026 10:12:00 AM\n"
        "To: Kadis <kadis@sumbawa.example>\nSubject: Mohon disposisi\n\nBalas: SELESAI",
        "SETUJU",
    ),
    (
        "Outlook for iOS in English",
        "Ya, darurat\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n" + BARE_TASK,
        "Ya, darurat",
    ),
    (
        "Outlook HTML turned into text with blank lines between the labels",
        "SETUJU\n\nDari: Layanan TIK <layanan@sumbawa.example>\n\nDikirim: 3 November 2026 10:12\n\nKepada: Kadis\n\n"
        "Perihal: Mohon disposisi\n\nBalas: SELESAI",
        "SETUJU",
    ),
    (
        "Outlook for Mac: Tanggal instead of Dikirim",
        "SETUJU\n\nDari: Layanan TIK <layanan@sumbawa.example>\nTanggal: Selasa, 3 November 2026 10.12\n"
        "Kepada: Kadis <kadis@sumbawa.example>\nPerihal: Mohon disposisi\nBalas: SELESAI",
        "SETUJU",
    ),
    (
        "Apple Mail on the iPhone",
        "dispo kabid\n\nDikirim dari iPhone saya\n\n"
        "Pada 3 Nov 2026, pukul 10.12, Layanan TIK <layanan@sumbawa.example>"
        " menulis:\n\n" + quoted(TASK_LINES),
        "dispo kabid",
    ),
    (
        "Apple Mail: everything below a mark of one >",
        "BATAL\n\n> Pada 3 Nov 2026, pukul 10.12, Layanan TIK <layanan@sumbawa.example> menulis:\n>\n"
        + quoted(BARE_TASK),
        "BATAL",
    ),
    (
        "Thunderbird in Indonesian, answer below",
        "Pada 03/11/26 10.12, Layanan TIK menulis:\n" + quoted(BARE_TASK) + "\n\nDISPOSISI Kabid TI: segera cek\n",
        "DISPOSISI Kabid TI: segera cek",
    ),
    (
        "Thunderbird: only the author's name in the intro",
        "SELESAI: kabel diganti\n\nLayanan TIK menulis:\n" + quoted(BARE_TASK),
        "SELESAI: kabel diganti",
    ),
    (
        "Thunderbird: the author before the date",
        "PROSES\n\nLayanan TIK menulis di 03/11/26 10.12:\n" + quoted(BARE_TASK),
        "PROSES",
    ),
    (
        "Thunderbird: answer below our own line, nothing above",
        "Pada 03/11/26 10.12, Layanan TIK menulis:\n" + quoted(TASK_LINES) + "\n\nDISPOSISI Kabid Infrastruktur\n",
        "DISPOSISI Kabid Infrastruktur",
    ),
    (
        "Thunderbird: Pesan Asli with a Pengirim block",
        "TUNDA: menunggu sparepart\n\n-------- Pesan Asli --------\nSubjek: Mohon tindak lanjut\n"
        "Tanggal: Tue, 3 Nov 2026 "
        "10:12:00 +0700\nPengirim: Layanan TIK <layanan@sumbawa.example>\nKepada: tim@sumbawa.example\n\n"
        "Balas: SELESAI",
        "TUNDA: menunggu sparepart",
    ),
    (
        "Thunderbird: answers between the quoted lines",
        "Pada 03/11/26 10.12, Layanan TIK menulis:\n> Apakah sudah dicek ke lokasi?\n\nSudah, kemarin sore.\n\n"
        "> Apakah perangkat rusak?\n\nRUSAK: switch lantai 2\n",
        "Sudah, kemarin sore.\n\nRUSAK: switch lantai 2",
    ),
    (
        "Roundcube in Indonesian",
        "LAPOR: router sudah diganti\n\nPada 2026-11-03 10:12, Layanan TIK menulis:\n" + quoted(BARE_TASK),
        "LAPOR: router sudah diganti",
    ),
    (
        "Roundcube: bare address in the intro, answer below",
        "Pada 2026-11-03 10:12, layanan@sumbawa.example menulis:\n" + quoted(BARE_TASK) + "\nTERIMA\n",
        "TERIMA",
    ),
    (
        "Zimbra without headers",
        "VERIFIKASI\n\n----- Pada 3 Nov 2026, jam 10:12, Layanan TIK layanan@sumbawa.example menulis:\n\n" + BARE_TASK,
        "VERIFIKASI",
    ),
    (
        "Zimbra on the phone: only the name",
        "VERIFIKASI\n\n----- Layanan TIK menulis:\n" + BARE_TASK,
        "VERIFIKASI",
    ),
    (
        "Zimbra with headers",
        "TOLAK: bukan kewenangan kami\n\n----- Pesan Asli -----\nDari: Layanan TIK <layanan@sumbawa.example>\n"
        "Ke: kasi@sumbawa.example\nTerkirim: Selasa, 3 November 2026 10:12:00\nSubjek: Mohon verifikasi\n\n"
        "Balas: SELESAI",
        "TOLAK: bukan kewenangan kami",
    ),
    (
        "SOGo in English on an Indonesian desk",
        'SETUJU\n\nOn Tuesday, November 3, 2026 10:12 WIB, "Layanan TIK" <layanan@sumbawa.example> wrote:\n \n'
        + BARE_TASK,
        "SETUJU",
    ),
    (
        "Nextcloud: quotation with an intro of its own",
        'UBAH besok jam 10\n\n"Layanan TIK" layanan@sumbawa.example – 3 November 2026 10.12\n' + quoted(BARE_TASK),
        "UBAH besok jam 10",
    ),
    (
        "Samsung mail",
        "sudah selesai pak\n\n\n\nDikirim dari Galaxy saya\n\n\n-------- Pesan asli --------\nDari: Layanan TIK "
        "<layanan@sumbawa.example> \nTanggal: 03/11/2026  10.12  (GMT+08:00) \nKe: tim@sumbawa.example \n"
        "Perihal: Mohon tindak lanjut \n\nBalas: SELESAI",
        "sudah selesai pak",
    ),
    (
        "K-9: English intro without address",
        "STATUS\n\nOn 3 November 2026 10:12:00 WITA, Layanan TIK wrote:\n" + quoted(BARE_TASK),
        "STATUS",
    ),
    (
        "our line alone tells the quotation, in an unknown client",
        "SESUAI\n\nLayanan TIK, kemarin\n" + TASK_LINES,
        "SESUAI\n\nLayanan TIK, kemarin",
    ),
    (
        "the shorter form of our line",
        "PUAS\n\n--- Tulis balasan di atas garis ini ---\nBalas: SELESAI",
        "PUAS",
    ),
    (
        "our line quoted two deep below another quotation",
        "CATATAN sudah saya ingatkan\n\n> Mohon dibantu\n>\n>> -- Mohon balasan ditulis di atas garis ini --\n"
        ">> SELESAI",
        "CATATAN sudah saya ingatkan",
    ),
    (
        "a closing block with NIP",
        "DISPOSISI Kabid TI: mohon ditindaklanjuti\n\nHormat kami,\nKepala Dinas Komunikasi dan Informatika\n\n\n"
        "Drs. SUHARTONO, M.Si.\nPembina Utama Muda\nNIP. 19680412 199403 1 005",
        "DISPOSISI Kabid TI: mohon ditindaklanjuti",
    ),
    (
        "a closing block with NIP and telephone above a quotation",
        "SETUJU\n\nPlt. Kepala Bidang TIK\nRina Wulandari, S.Kom.\nNIP 198001012005012001\nHP 0812-3456-7890\n\n"
        "Pada Sab, 15 Jun 2024 pukul 14.59 Layanan TIK <layanan@sumbawa.example> menulis:\n" + quoted(BARE_TASK),
        "SETUJU",
    ),
    (
        "only a word above the NIP keeps its word",
        "SETUJU\nNIP. 19680412 199403 1 005",
        "SETUJU",
    ),
    (
        "an order to an office above the name and NIP is no part of the block",
        "Yth. Helpdesk,\nKabid TI, mohon ditindaklanjuti\n\nSuhartono\nNIP. 19680412 199403 1 005",
        "Yth. Helpdesk,\nKabid TI, mohon ditindaklanjuti",
    ),
    (
        "a NIP inside the text is no closing block",
        "TUGASKAN: Andi, NIP 198001012005012001\nMohon berangkat besok pagi.",
        "TUGASKAN: Andi, NIP 198001012005012001\nMohon berangkat besok pagi.",
    ),
    (
        "an Indonesian disclaimer, folded",
        "SELESAI: sudah normal\n\nSurel ini dan lampirannya bersifat rahasia dan hanya ditujukan\n"
        "untuk penerima yang dimaksud. "
        "Bila Anda bukan penerimanya,\nmohon dihapus.\n\nBalas: TUTUP",
        "SELESAI: sudah normal",
    ),
    (
        "an English disclaimer below a drawn line",
        "ACC\n\n______________________\n"
        "This e-mail and any attachments are confidential and intended solely for the addressee.\n",
        "ACC",
    ),
    (
        "a warning of the mail server above the sender's words",
        "PERHATIAN: email ini berasal dari luar instansi dan hanya untuk penerima yang dituju, hati-hati.\n\n"
        "LAPOR: sudah dicek",
        "LAPOR: sudah dicek",
    ),
    (
        "a signature below two dashes",
        "TERIMA\n\n-- \nBudi\nKasi Infrastruktur\nSELESAI adalah moto kami",
        "TERIMA",
    ),
    (
        "a signature above the answer the cursor was put below",
        "Dikirim dari iPhone saya\n\nSETUJU",
        "SETUJU",
    ),
    (
        "a nota dinas typed by the sender",
        "NOTA DINAS\n\nYth.    : Kepala Dinas Kominfo\nDari    : Kepala Bidang TIK\nTanggal : 3 November 2026\n"
        "Nomor   : 800/12/2026\nSifat   : Segera\nHal     : Permohonan perbaikan jaringan\n\nMohon diperbaiki.",
        "NOTA DINAS\n\nYth.    : Kepala Dinas Kominfo\nDari    : Kepala Bidang TIK\nTanggal : 3 November 2026\n"
        "Nomor   : 800/12/2026\nSifat   : Segera\nHal     : Permohonan perbaikan jaringan\n\nMohon diperbaiki.",
    ),
    (
        "a nota dinas with Kepada and an hour",
        "NOTA DINAS\nKepada : Kepala Dinas\nDari : Kabid TIK\nTanggal : 3 November 2026 pukul 09.00\n"
        "Perihal : Zoom\n\nMohon zoom.",
        "NOTA DINAS\nKepada : Kepala Dinas\nDari : Kabid TIK\nTanggal : 3 November 2026 pukul 09.00\n"
        "Perihal : Zoom\n\nMohon zoom.",
    ),
    (
        "an oral report written down by the helpdesk",
        "LAPOR a.n. Dinkes, Siti\nDari: Dinas Kesehatan\nTanggal: 3/11/2026 08.15\nHal: internet poli mati",
        "LAPOR a.n. Dinkes, Siti\nDari: Dinas Kesehatan\nTanggal: 3/11/2026 08.15\nHal: internet poli mati",
    ),
    (
        "sentences that begin like an intro or an advert",
        "Pada hari Senin, 2 November 2026 kami sudah ke lokasi.\nDikirim dari gudang Dinas kemarin.\n"
        "Kadis menulis: segera.",
        "Pada hari Senin, 2 November 2026 kami sudah ke lokasi.\nDikirim dari gudang Dinas kemarin.\n"
        "Kadis menulis: segera.",
    ),
    *(
        (f"a sentence of the sender's: {kept[:30]}", f"{kept}\nSELESAI", f"{kept}\nSELESAI")
        for kept in (
            "Dikirim via email kemarin sore.",
            "Dikirim melalui Gmail ke Dinas tadi pagi",
            "Terkirim dari ponsel kemarin",
            "Mohon dibuatkan email untuk mengirim informasi dan dokumen yang bersifat rahasia di Dinas Kesehatan.",
            "Pada rapat 3 November 2026 Kadis menulis: segera ditindaklanjuti",
            "Berdasarkan surat tanggal 3/11/2026 kami menulis:",
            "Dari: Gudang\nDikirim: 3/11/2026\nKepada: Dinas Kesehatan\nBarang: 5 AP",
            "Rapat jam 09.00 dengan budi@dinkes.example",
            "Akun budi@dinkes.example mohon dibuka sebelum 3/11/2026",
            "LEMBAR DISPOSISI\nDari: Sekda\nTanggal: 3/11/2026 09.00\nKepada: Kabid\nHal: zoom",
            "--- URGENT ---",
        )
    ),
    (
        "Foxmail: words between dashes above a block",
        'SETUJU\n\n------------------ Original ------------------\nFrom: "TIK"<layanan@sumbawa.example>\n'
        'Date: Tue, Nov 3, 2026 10:12 AM\nTo: "Kadis"<kadis@sumbawa.example>\nSubject: Mohon disposisi\n\nSELESAI',
        "SETUJU",
    ),
    (
        "Xiaomi mail",
        "ACC\n\nDikirim dari ponsel cerdas Xiaomi saya\nPada Layanan TIK <layanan@sumbawa.example>, 3 Nov 2026 10.12 "
        "menulis:\n\nSELESAI",
        "ACC",
    ),
    (
        "a device of no brand",
        "TERIMA\n\nDikirim dari perangkat seluler saya\n\nSELESAI",
        "TERIMA",
    ),
    (
        "a forwarded mail with a covering word",
        "Mohon dibantu\n\n---------- Pesan terusan ---------\nDari: Siti <siti@dinkes.example>\n"
        "Date: Sel, 3 Nov 2026 pukul 09.00\n"
        "Subject: Internet mati\nTo: <kadis@sumbawa.example>\n\nSELESAI",
        "Mohon dibantu",
    ),
    (
        "our mail in >: an answer between its lines",
        "Pada 03/11/26 10.12, Layanan TIK menulis:\n"
        + quoted(TASK_LINES.partition("\n\n")[0])
        + "\n\nSETUJU: segera\n\n"
        + quoted(TASK_LINES.partition("\n\n")[2]),
        "SETUJU: segera",
    ),
    (
        "our mail in >: words above, between and below",
        "Jawaban di bawah ya\n\nPada 03/11/26 10.12, Layanan TIK menulis:\n"
        + quoted(TASK_LINES.partition("\n\n")[0])
        + "\nSETUJU\n"
        + quoted(TASK_LINES.partition("\n\n")[2])
        + "\n\nCATATAN: sudah saya telepon",
        "Jawaban di bawah ya\n\nSETUJU\n\nCATATAN: sudah saya telepon",
    ),
    (
        "our mail in > by its first line only",
        "CATATAN: sudah dicek\n\n> "
        + TASK_LINES
        + "\nSELESAI\n\nSurel ini pemberitahuan otomatis dan bukan naskah dinas.",
        "CATATAN: sudah dicek",
    ),
    (
        "our mail in > by a client that leaves the rest of a folded line without it",
        "Pada 03/11/26 10.12, Layanan TIK menulis:\n> -- Mohon balasan ditulis di atas garis ini --\n"
        "> Perintah lain: CATATAN, STATUS, BANTUAN, TUNDA, ESKALASI, PRIORITAS,\nALIHKAN\n> Dasar: SOP\n\nTERIMA",
        "TERIMA",
    ),
    (
        "our mail copied without >, with the requester's words in it",
        "-- Mohon balasan ditulis di atas garis ini --\nIsi surel:\n> internet putus\nLampiran: surat.pdf\n\n"
        "  SELESAI\n> sejak pagi\n  SETUJU",
        "",
    ),
    *(
        (
            f"nothing but a disclaimer right above {name}",
            "Surel ini dan lampirannya bersifat rahasia dan hanya ditujukan untuk penerima yang dimaksud.\n" + rest,
            "",
        )
        for name, rest in (
            ("our own line", TASK_LINES),
            ("our quoted mail", quoted(TASK_LINES)),
            ("a separator", "-----Pesan Asli-----\n" + BARE_TASK),
            ("an intro", "Pada 03/11/26 10.12, Layanan TIK menulis:\n" + quoted(BARE_TASK)),
            (
                "a header block",
                "________________________________\nDari: Layanan TIK <layanan@sumbawa.example>\n"
                "Dikirim: 03 November 2026 10:12\nKepada: Kadis\nSubjek: Mohon disposisi\n\n" + BARE_TASK,
            ),
        )
    ),
    *(
        (f"a closing block: {block.splitlines()[0]} {i}", f"LAPOR: sudah normal{block}", "LAPOR: sudah normal")
        for i, block in enumerate(
            (
                "\nHormat kami,\nPelaksana\n\n\nAndi Wijaya\nNIP. 19680412 199403 1 005",
                "\n\nHormat saya\nAndi",
                "\n\nSalam,\nAndi Wijaya, S.Kom.\nTim Jaringan",
                "\nWassalamualaikum wr. wb.\n\nHelpdesk Layanan TIK",
                "\n\nTerima kasih.\nPranata Komputer Ahli Muda\nHP 0812-3456-7890",
                "\n\nPIC / Penanggung Jawab Teknis\nDinas Kominfo Trenggalek",
                "\n\nAndi Wijaya\nPIC / Penanggung Jawab Teknis",
            )
        )
    ),
    (
        "nothing but a closing block",
        "Hormat kami,\nKepala Bidang TIK\nDinas Kominfo Sumbawa\nNIP. 19680412 199403 1 005\n\n" + quoted(TASK_LINES),
        "",
    ),
    ("nothing but office and institution", "Kepala Bidang TIK\nDinas Kominfo Sumbawa\n\n" + quoted(TASK_LINES), ""),
    *(
        (f"no closing block: {kept.splitlines()[0]} {i}", kept, kept)
        for i, kept in enumerate(
            (
                "Kabid TI",
                "DISPOSISI\n\nKabid TI",
                "DISPOSISI\n\nKabid TI\nKasi Infrastruktur",
                "Tugaskan kepada:\n\nAndi Wijaya\nTim Jaringan",
                "Teruskan ke\n\nKepala Bidang TIK\nDinas Kesehatan",
                "Salam,\n\nKabid TI",
                "Terima kasih.\nTERIMA",
                "Terima kasih\n4",
                "TERIMA KASIH\nTIM SUDAH BERANGKAT",
                "LAPOR: sudah normal\nTerima kasih.",
            )
        )
    ),
    ("nothing but a quotation", quoted(TASK_LINES), ""),
    (
        "nothing but a phone's advert and a quotation",
        "Dikirim dari Yahoo Mail untuk iPhone\n\n" + quoted(BARE_TASK),
        "",
    ),
    ("nothing at all", " \n\t\n", ""),
]
