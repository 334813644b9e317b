"""The command table: every verb that a reply may hold, how hard it is to undo, what it needs, and its line of help."""

from dataclasses import dataclass
from enum import StrEnum


class Risk(StrEnum):
    """How hard a command is to undo (domain notes 3.1 and 3.3), which decides how surely it must have been said."""

    HARMLESS = "B"
    REVERSIBLE = "R"
    GRAVE = "T"


@dataclass(frozen=True, slots=True)
class Verb:
    """One headword; how people write it stands in mail/wordings.

    `help` follows the headword in a list, `example` can be copied into a reply. `kin` are the headwords that a step may
    offer in its stead, nearest first; `opposes` those that contradict it in one reply. `needs_target` wants an
    addressee, `takes_target` may have one. `looks_ahead` marks commands whose text speaks of what is yet to be done;
    beside any other verb a word like "besok" means that it has not happened.
    """

    name: str
    risk: Risk
    help: str
    example: str
    kin: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    needs_target: bool = False
    takes_target: bool = False
    needs_reason: bool = False
    needs_date: bool = False
    looks_ahead: bool = False


_B, _R, _T = Risk.HARMLESS, Risk.REVERSIBLE, Risk.GRAVE

VERBS: tuple[Verb, ...] = (
    Verb(
        "DISPOSISI",
        _R,
        "meneruskan permohonan kepada pejabat lain disertai arahan",
        "DISPOSISI Kabid: mohon ditindaklanjuti",
        kin=("TUGASKAN", "TUNJUK", "ARAHAN"),
        needs_target=True,
        looks_ahead=True,
    ),
    Verb(
        "TUNJUK",
        _R,
        "menunjuk bidang atau petugas yang menangani",
        "TUNJUK Bidang Infrastruktur",
        kin=("TUGASKAN", "DISPOSISI"),
        needs_target=True,
        looks_ahead=True,
    ),
    Verb(
        "TUGASKAN",
        _R,
        "menugaskan petugas, boleh lebih dari satu nama",
        "TUGASKAN Budi: cek ke lokasi",
        kin=("TUNJUK", "DISPOSISI", "ARAHAN"),
        needs_target=True,
        looks_ahead=True,
    ),
    Verb("TERIMA", _B, "menyatakan telah menerima", "TERIMA"),
    Verb(
        "VERIFIKASI",
        _R,
        "menyatakan berkas telah diverifikasi",
        "VERIFIKASI: berkas lengkap",
        opposes=("KEMBALIKAN", "TOLAK"),
    ),
    Verb(
        "SESUAI",
        _R,
        "menyatakan permohonan sesuai layanan dan wewenang",
        "SESUAI",
        opposes=("TIDAK SESUAI", "KEMBALIKAN"),
    ),
    Verb(
        "TIDAK SESUAI",
        _T,
        "menyatakan permohonan di luar layanan atau wewenang, disertai alasan",
        "TIDAK SESUAI: aplikasi tersebut dikelola kementerian",
        opposes=("SESUAI", "DISPOSISI"),
        needs_reason=True,
        looks_ahead=True,
    ),
    Verb(
        "YA",
        _R,
        "menjawab ya atas pertanyaan",
        "YA: jalur utama putus, berdampak pada banyak layanan",
        opposes=("TIDAK",),
    ),
    Verb(
        "TIDAK",
        _T,
        "menjawab tidak atas pertanyaan, disertai alasan",
        "TIDAK: hanya satu ruangan yang terdampak",
        opposes=("YA",),
        needs_reason=True,
        looks_ahead=True,
    ),
    Verb("PRIORITAS", _R, "menetapkan prioritas menurut dampak dan urgensi", "PRIORITAS tinggi sedang"),
    Verb("PROSES", _B, "menyatakan sedang dikerjakan", "PROSES"),
    Verb(
        "KOORDINASI",
        _B,
        "mencatat koordinasi dengan pihak lain",
        "KOORDINASI Jumat jam 10: peninjauan lokasi",
        takes_target=True,
        looks_ahead=True,
    ),
    Verb(
        "ARAHAN",
        _R,
        "memberi arahan kepada pelaksana",
        "ARAHAN: periksa konfigurasi dari pusat",
        takes_target=True,
        looks_ahead=True,
    ),
    Verb("SUDAH DITINJAU", _R, "melaporkan hasil peninjauan lokasi", "SUDAH DITINJAU: kabel ke ruang server putus"),
    Verb(
        "BERHASIL",
        _R,
        "menyatakan penanganan jarak jauh berhasil",
        "BERHASIL: konfigurasi diperbaiki",
        opposes=("TIDAK BERHASIL",),
    ),
    Verb(
        "TIDAK BERHASIL",
        _R,
        "menyatakan penanganan jarak jauh tidak berhasil",
        "TIDAK BERHASIL: perlu peninjauan lokasi",
        opposes=("BERHASIL", "SELESAI"),
        looks_ahead=True,
    ),
    Verb(
        "RUSAK",
        _R,
        "menyatakan perangkat rusak dan harus diganti",
        "RUSAK: switch 24 port lantai 2",
        opposes=("TIDAK RUSAK",),
        looks_ahead=True,
    ),
    Verb(
        "TIDAK RUSAK",
        _R,
        "menyatakan tidak ada kerusakan atau sudah diperbaiki",
        "TIDAK RUSAK: konektor dipasang ulang",
        opposes=("RUSAK",),
    ),
    Verb("TERIMA BA", _R, "menyatakan Berita Acara telah diterima", "TERIMA BA"),
    Verb("KIRIM BA", _R, "mengirim Berita Acara sebagai lampiran", "KIRIM BA"),
    Verb(
        "TANPA PENGGANTIAN",
        _T,
        "melanjutkan tanpa penggantian perangkat, disertai alasan",
        "TANPA PENGGANTIAN: perangkat cadangan dipakai",
        needs_reason=True,
        looks_ahead=True,
    ),
    Verb("TERPASANG", _R, "menyatakan perangkat telah terpasang", "TERPASANG: switch 24 port, nomor seri ABC123"),
    Verb("UJI BERHASIL", _R, "menyatakan uji coba berhasil", "UJI BERHASIL: koneksi stabil", opposes=("UJI GAGAL",)),
    Verb(
        "UJI GAGAL",
        _R,
        "menyatakan uji coba gagal",
        "UJI GAGAL: koneksi masih terputus",
        opposes=("UJI BERHASIL", "SELESAI"),
        looks_ahead=True,
    ),
    Verb(
        "LAPOR",
        _R,
        "menyampaikan laporan, dalam teks atau sebagai lampiran",
        "LAPOR: kabel diganti, koneksi kembali normal",
    ),
    Verb(
        "TERUSKAN",
        _R,
        "meneruskan ke tahap atau atasan berikutnya",
        "TERUSKAN",
        kin=("DISPOSISI",),
        opposes=("KEMBALIKAN",),
        takes_target=True,
        looks_ahead=True,
    ),
    Verb(
        "SELESAI",
        _R,
        "menyatakan pekerjaan selesai",
        "SELESAI: kabel diganti, koneksi kembali normal",
        opposes=("TUNDA", "KEMBALIKAN", "BELUM SELESAI", "TIDAK BERHASIL", "UJI GAGAL"),
    ),
    Verb(
        "KEMBALIKAN",
        _R,
        "mengembalikan ke tahap sebelumnya, disertai alasan",
        "KEMBALIKAN: surat belum ditandatangani",
        opposes=("SETUJU", "SESUAI", "VERIFIKASI", "TERUSKAN", "SELESAI"),
        needs_reason=True,
        looks_ahead=True,
    ),
    Verb("SETUJU", _T, "menyetujui", "SETUJU", opposes=("KEMBALIKAN", "TOLAK")),
    Verb(
        "TOLAK",
        _T,
        "menolak permohonan, disertai alasan",
        "TOLAK: permohonan di luar layanan kami",
        opposes=("SETUJU", "DISPOSISI", "VERIFIKASI"),
        needs_reason=True,
        looks_ahead=True,
    ),
    Verb("TUTUP", _T, "menutup tiket", "TUTUP", opposes=("KEMBALIKAN", "BELUM SELESAI")),
    Verb("BA", _R, "meminta konsep Berita Acara", "BA"),
    Verb("MENGETAHUI", _T, "menyatakan mengetahui Berita Acara", "MENGETAHUI"),
    Verb(
        "KONFIRMASI",
        _R,
        "menyatakan telah dikonfirmasi kepada Perangkat Daerah",
        "KONFIRMASI: Perangkat Daerah membenarkan sudah pulih",
    ),
    Verb(
        "TUNDA",
        _R,
        "menunda, disertai tanggal dan alasan",
        "TUNDA sampai 30/11: menunggu suku cadang",
        opposes=("SELESAI",),
        needs_reason=True,
        needs_date=True,
        looks_ahead=True,
    ),
    Verb("LANJUT", _R, "melanjutkan setelah ditunda", "LANJUT"),
    Verb(
        "ESKALASI", _R, "memohon arahan atasan", "ESKALASI: di luar kemampuan tim", takes_target=True, looks_ahead=True
    ),
    Verb(
        "ALIHKAN",
        _T,
        "mengalihkan ke SOP atau bidang lain",
        "ALIHKAN ke Bidang Aplikasi",
        takes_target=True,
        looks_ahead=True,
    ),
    Verb("GABUNG", _R, "menggabungkan dengan tiket lain", "GABUNG TIK-2026-000123", looks_ahead=True),
    Verb(
        "PISAH",
        _R,
        "memisahkan satu permintaan menjadi tiket sendiri",
        "PISAH: permohonan akun surel",
        looks_ahead=True,
    ),
    Verb(
        "CATATAN",
        _B,
        "menyimpan catatan; CATATAN PEMOHON terbaca oleh pemohon",
        "CATATAN: sudah dihubungi melalui telepon",
        looks_ahead=True,
    ),
    Verb("STATUS", _B, "menanyakan perkembangan", "STATUS", looks_ahead=True),
    Verb("BANTUAN", _B, "meminta daftar perintah", "BANTUAN", looks_ahead=True),
    Verb("BATAL", _T, "membatalkan perintah terakhir, atau menarik permohonan sendiri", "BATAL"),
    Verb(
        "BUKA KEMBALI",
        _R,
        "membuka kembali permohonan yang sudah ditutup",
        "BUKA KEMBALI: gangguan muncul lagi",
        kin=("BELUM SELESAI", "BELUM PULIH"),
        looks_ahead=True,
    ),
    Verb(
        "BELUM SELESAI",
        _R,
        "menyatakan masalah belum selesai",
        "BELUM SELESAI: koneksi masih terputus",
        kin=("BELUM PULIH", "BUKA KEMBALI"),
        opposes=("SELESAI", "NILAI", "TUTUP"),
        looks_ahead=True,
    ),
    Verb(
        "BELUM PULIH",
        _R,
        "menyatakan layanan belum pulih",
        "BELUM PULIH: koneksi masih terputus",
        kin=("BELUM SELESAI", "BUKA KEMBALI"),
        opposes=("SELESAI", "NILAI", "TUTUP"),
        looks_ahead=True,
    ),
    Verb("LENGKAPI", _B, "mengirim kelengkapan yang diminta", "LENGKAPI"),
    Verb("NILAI", _B, "menilai layanan, 1 sampai 4", "NILAI 4"),
    Verb(
        "CUTI",
        _T,
        "memberitahukan cuti atau dinas luar beserta pejabat pengganti",
        "CUTI 23/11 s.d. 27/11, Plh. Sekretaris",
        looks_ahead=True,
    ),
    Verb(
        "LAPOR a.n.",
        _R,
        "mencatat laporan lisan, telepon, atau WhatsApp atas nama pelapor",
        "LAPOR a.n. Dinas Kesehatan, Siti, 08.15, via WA: internet poli mati",
        looks_ahead=True,
    ),
    Verb("UBAH", _R, "mengusulkan waktu kunjungan lain", "UBAH Jumat jam 10", needs_date=True, looks_ahead=True),
    Verb("CETAK", _B, "meminta lembar atau berkas siap cetak", "CETAK disposisi"),
    Verb("AMBIL", _R, "mengambil tugas tim", "AMBIL"),
    Verb("SOP", _R, "menetapkan SOP yang dipakai", "SOP sumbawa-2021"),
    Verb(
        "BUKAN PERMINTAAN",
        _T,
        "mengarsipkan surel yang bukan permohonan layanan, disertai alasan",
        "BUKAN PERMINTAAN: undangan rapat",
        needs_reason=True,
        looks_ahead=True,
    ),
)
"""The whole table, in the order of the domain notes, 3.3."""

HEADWORDS: frozenset[str] = frozenset(entry.name for entry in VERBS)

_BY_NAME = {entry.name: entry for entry in VERBS}


def verb(name: str) -> Verb:
    """The table's row of a headword; KeyError where there is none."""
    return _BY_NAME[name]
