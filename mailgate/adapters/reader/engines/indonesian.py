"""Whether words are Indonesian, as of a letter: how a page that stands on its head, or a garbled layer, is told."""

import re
from collections.abc import Collection
from dataclasses import dataclass

# The most frequent words of official letters, and those that carry their structure.
_COMMON = frozenset(
    """
    yang dan di ke dari untuk dengan pada ini itu dalam adalah akan telah atau oleh sebagai juga tidak dapat kami
    saudara bapak ibu kepada yth nomor no sifat lampiran hal perihal tanggal surat dinas kepala badan kantor bidang
    seksi bagian sekretaris sekretariat daerah kabupaten kota provinsi pemerintah kecamatan camat kelurahan lurah
    desa bupati wali gubernur jalan telepon telp kode pos fax email website tahun bulan hari jam pukul januari
    februari maret april mei juni juli agustus september oktober november desember senin selasa rabu kamis jumat
    sabtu minggu nip pembina penata pengatur muda utama tingkat tembusan arsip laporan permohonan mohon bantuan
    bersama hormat sehubungan berdasarkan menindaklanjuti rangka bahwa maka agar serta maupun demikian disampaikan
    atas perhatian kerjasama kerja sama terima kasih ucapkan diucapkan sampaikan tersebut sesuai peraturan undang
    pasal ayat tentang negara republik indonesia informasi elektronik dokumen ditandatangani sertifikat balai
    sertifikasi komunikasi informatika statistik persandian layanan jaringan internet aplikasi sistem perangkat
    gangguan penanganan pengajuan formulir pelaksanaan berita acara nama jabatan unit instansi alamat kontak lokasi
    uraian jenis keterangan disposisi lembar diteruskan segera biasa penting rahasia terbatas sangat satu dua tiga
    empat lima enam tujuh delapan sembilan sepuluh berkas kegiatan rapat undangan tempat waktu peserta petugas
    teknis pemeriksaan perbaikan kesehatan pendidikan sosial keuangan kepegawaian perencanaan pembangunan umum
    masyarakat pelayanan data hasil lain antara bagi guna para setiap seluruh sudah belum masih lebih sejak sampai
    selama setelah sebelum karena jika apabila ada bila pun harap diharapkan dimohon melalui menggunakan melakukan
    memberikan terkait mengenai terhadap secara kembali baik
    """.split()
)

_WORD = re.compile(r"[^\W\d_]{2,}")

ENOUGH_SHARE = 0.12
"""Of the words of two letters or more. Official letters have 0.35 to 0.6; pages on their head stay under 0.03."""

ENOUGH_WORDS = 4
SURE = 0.8
"""Mean sureness of Tesseract above which other languages and lists of names are believed to stand upright."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How Indonesian a page is: `known` of `words` are common ones; `sureness` is the words' mean."""

    words: int
    known: int
    sureness: float

    @property
    def share(self) -> float:
        """Known words of all."""
        return self.known / self.words if self.words else 0.0

    @property
    def enough(self) -> bool:
        """Whether nobody need ask whether the page stands upright."""
        if self.share >= ENOUGH_SHARE and self.known >= ENOUGH_WORDS:
            return True
        return self.words >= ENOUGH_WORDS and self.sureness >= SURE


def likeness(texts: Collection[str], sureness: Collection[float] = ()) -> Likeness:
    """The likeness of words; `sureness` is each one's own, where there is one."""
    words = [word.lower() for text in texts for word in _WORD.findall(text)]
    mean = sum(sureness) / len(sureness) if sureness else 0.0
    return Likeness(len(words), sum(word in _COMMON for word in words), mean)
