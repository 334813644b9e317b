"""Pages drawn as monospaced text: each word gets the box where it stands, so that a layout can be seen in the test."""

import re
from dataclasses import replace

from mailgate.domain.letter import Engine
from mailgate.surat.document import Document, Page, Word

CHAR, LINE, MARGIN = 6.0, 14.0, 40.0


def page(art: str, *, engine: Engine = Engine.TEXT, sureness: float = 1.0) -> Page:
    """A page of 595 by 842 points; a character is 6 points wide, a line 14 high."""
    lines = art.strip("\n").split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    words = tuple(
        Word(match[0], MARGIN + CHAR * match.start(), MARGIN + LINE * row, CHAR * len(match[0]), 10.0, sureness)
        for row, line in enumerate(lines)
        for match in re.finditer(r"\S+", line[indent:])
    )
    return Page(words, 595.0, max(842.0, 2 * MARGIN + LINE * len(lines)), engine)


def document(*pages: str) -> Document:
    """A file with a text layer, a drawing for each page."""
    return Document(tuple(map(page, pages)), len(pages))


def scanned(*pages: str, sureness: float = 0.96) -> Document:
    """The same as recognition would give it."""
    return Document(tuple(page(art, engine=Engine.OCR, sureness=sureness) for art in pages), len(pages))


def tilted(drawn: Page, slope: float) -> Page:
    """A page that deskewing left a little askew: each word sinks by `slope` for each point to the right."""
    return replace(drawn, words=tuple(replace(word, y=word.y + slope * word.x) for word in drawn.words))


MODERN = """
                      PEMERINTAH KABUPATEN SUMBAWA
                            DINAS KESEHATAN
         Jalan Garuda Nomor 99 Sumbawa Besar Kode Pos 84312
           Telepon (0371) 21234 Pos-el dinkes@sumbawa.example

                                          Sumbawa Besar, 3 November 2026
Nomor    : 500.12/1123/DIKES/XI/2026
Sifat    : Segera
Lampiran : 1 (satu) berkas
Hal      : Permohonan Troubleshooting Gangguan
           Jaringan Internet

Yth. Kepala Dinas Komunikasi dan Informatika
di - Sumbawa Besar

     Dengan hormat, sejak tanggal 2 November 2026 jaringan internet pada
kantor kami terputus. Sesuai surat edaran
Nomor 12/SE/2025 kami mohon bantuan. Petugas kami 0812-3456-7890.
     Demikian disampaikan, atas perhatiannya diucapkan terima kasih.

                                          Kepala Dinas Kesehatan,



                                          dr. SITI AMINAH, M.Kes.
                                          Pembina Utama Muda
                                          NIP. 19700101 199803 2 005
Tembusan:
1. Bupati Sumbawa (sebagai laporan);
2. Sekretaris Daerah Kabupaten Sumbawa.
"""

OLD = """
                   PEMERINTAH KABUPATEN TRENGGALEK
                         KECAMATAN SATU
            Jalan Raya Nomor 7 Telp. (0355) 791234

Nomor    : 005/ 123 /406.010/2026      Trenggalek, 6 Nopember 2026
Sifat    : Penting
Lampiran : -                           Kepada
Perihal  : Permohonan Perbaikan        Yth. Sdr. Kepala Dinas Komunikasi
           Jaringan Wifi                    dan Informatika Kabupaten
                                            Trenggalek
                                       di
                                            TRENGGALEK

     Menindaklanjuti rapat tanggal 2 Nopember 2026, kami mohon bantuan
perbaikan jaringan di kantor kami.

                                       a.n. CAMAT SATU
                                            Sekretaris,



                                       RAHMAT HIDAYAT, S.Sos.
                                       Penata Tk. I
                                       NIP. 198001012021211003
"""

MEMO = """
                      PEMERINTAH KOTA BEKASI
                       SEKRETARIAT DAERAH
           Jalan Jenderal Ahmad Yani Nomor 1 Bekasi

                           NOTA DINAS

Yth.      : Kepala Dinas Komunikasi dan Informatika
Dari      : Kepala Bagian Umum
Tembusan  : Sekretaris Daerah
Tanggal   : 14 Juli 2026
Nomor     : 900/45/Um/VII/2026
Sifat     : Biasa
Lampiran  : 2 (dua) lembar
Hal       : Permohonan Akun Surat Elektronik bagi
            Pejabat Baru

     Sehubungan dengan pelantikan tanggal 1 Juli 2026, mohon dibuatkan akun.

                                          Kepala Bagian Umum,



                                          BUDI SANTOSO, S.E.
                                          NIP 198505122010011003
"""

DISPOSITION = """
                   PEMERINTAH KABUPATEN SUMBAWA
                 DINAS KOMUNIKASI DAN INFORMATIKA
                       LEMBAR DISPOSISI

Surat dari : Dinas Kesehatan            Diterima tgl : 4 November 2026
No. surat  : 500.12/1123/DIKES/XI/2026  No. agenda   : 351
Tgl. surat : 3 November 2026            Sifat        : Segera
Hal        : Gangguan Jaringan

Diteruskan kepada Sdr. : Kepala Bidang Infrastruktur
[x] Proses lebih lanjut
Catatan : segera diperiksa
"""
