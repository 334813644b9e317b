"""A small office whose files the tests of the policy adapter change and break."""

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 23)

FILES = {
    "instansi.yaml": """\
kode: uji
nama: Dinas Kominfo Kabupaten Uji
nama_singkat: Kominfo Uji
surel: Layanan@uji.example
prefiks_tiket: UJI
zona: Asia/Makassar
telepon: "0371-000000"
laporan_mingguan: 7:30
sop:
  - {id: uji-2026, status: berlaku, bawaan: ya}
prioritas:
  P1: {respon: 15 menit jam_kerja, selesai: 4 jam 24x7}
  P2: {respon: 1 jam jam_kerja, selesai: 1 hari_kerja}
  P3: {respon: 4 jam jam_kerja, selesai: 3 hari_kerja}
  P4: {respon: 1 hari_kerja, selesai: 5 hari_kerja}
""",
    "peran.yaml": """\
peran:
  - kode: kadis
    jabatan: Kepala Dinas
    alias: [kadis]
    atasan: null
    pemegang:
      - {kode: rahma, nama: Rahma, surel: [Kadis@uji.example, kadin@uji.example], sapaan: Ibu}
  - kode: kabid
    kursi:
      - unit: aplikasi
        jabatan: Kabid Aplikasi
        atasan: kadis
        layanan: [aplikasi]
        pemegang: [{kode: budi, nama: Budi, surel: [kabid@uji.example]}]
      - unit: jaringan
        jabatan: Kabid Jaringan
        atasan: kadis
        pemegang: [{kode: tono, nama: Tono, surel: [kabid2@uji.example]}]
  - kode: tim
    jabatan: Tim Jaringan
    tim: ya
    pemegang:
      - {kode: andi, nama: Andi, surel: [tim@uji.example]}
      - {kode: sri, nama: Sri, surel: [tim.sri@uji.example]}
  - kode: helpdesk
    jabatan: Helpdesk
    pemegang: [{kode: hana, nama: Hana, surel: [helpdesk@uji.example], bersama: ya}]
  - {kode: tu, jabatan: Tata Usaha, pemegang: [{kode: tuti, nama: Tuti, surel: [tu@uji.example]}]}
  - {kode: pengelola, jabatan: Pengelola, pemegang: [{kode: pono, nama: Pono, surel: [pengelola@uji.example]}]}
delegasi:
  - peran: kadis
    kode: budi
    nama: Budi
    surel: [kabid@uji.example]
    sebagai: Plh.
    mulai: "2026-11-23"
    sampai: "2026-11-27"
    dasar: 800/123/SP/2026
  - {peran: "kabid:aplikasi", kode: tuti, nama: Tuti, surel: [tu@uji.example], sebagai: agen, cakupan: [DISPOSISI]}
""",
    "opd.yaml": """\
opd:
  - kode: dinkes
    nama: Dinas Kesehatan
    pimpinan: Kepala Dinas Kesehatan
    surel: [dinkes@uji.example]
    domain: ["*.dinkes.example"]
    alias: [Dinkes]
""",
    "aturan.yaml": """\
ambang: {otomatis: 12, tinjau: 6}
aturan:
  - nama: Gangguan jaringan
    sop: uji-2026
    bobot: 10
    semua:
      - {kata: [gangguan, "tidak (bisa|dapat) (akses|konek)", mati], di: [perihal_surat, subjek, isi]}
      - {kata: [jaringan, internet, "wi-?fi"], di: [perihal_surat, subjek, isi]}
    tidak:
      - {kata: undangan, di: [subjek]}
    tetapkan: {jenis: gangguan, layanan: jaringan, dampak: sedang, urgensi: tinggi, konfirmasi: helpdesk}
  - nama: Surat dari OPD
    bobot: 3
    salah_satu:
      - {pengirim_terdaftar: ya}
      - {pengirim_domain: "*.uji.example"}
  - nama: Undangan
    nampan: bukan permintaan
    bobot: 20
    semua:
      - {kata: [undangan]}
""",
    "kalender.yaml": """\
hari_kerja: 5
jam:
  senin-kamis: ["07.30-12.00", "13.00-16.00"]
  jum'at: [07.30-11.30, 13.00-16.30]
ramadan:
  - {mulai: "2026-02-19", sampai: "2026-03-20", senin-kamis: ["08.00-12.00", "12.30-15.00"], jumat: ["08.00-15.00"]}
tambah: [{tanggal: 2026-12-09, nama: Pilkada}]
hapus: ["2026-12-24"]
""",
    "sop/uji-2026.yaml": """\
id: uji-2026
nama: Penanganan Gangguan
nama_asli: Penangan Gangguan
nomor: null
tanggal: {pembuatan: November 2019, revisi: "-", efektif: ""}
disahkan: {jabatan: Kepala Dinas}
kualifikasi_pelaksana:
  - {untuk: Kabid, syarat: [Cakap, Sabar]}
  - Berpendidikan
peran:
  opd: {nama: OPD pemohon, kolom: tidak, pemohon: ya}
  kadis: Kepala Dinas
  tim: Tim Jaringan
grup_waktu:
  A: {tertulis: 1 Hari Kerja, pakai: 1 hari_kerja}
langkah:
  - urut: 1
    kegiatan: Melapor
    pelaksana: [{peran: opd}]
    ajakan: melengkapi laporan
    tahap: menunggu kelengkapan
    ke: [{perintah: LENGKAPI, ke: "2"}]
  - urut: "2"
    kegiatan: Mendisposisikan
    pelaksana: [{peran: kadis, sumber: disimpulkan, alasan: hanya Kadis di atasnya}]
    waktu: {tertulis: 1 Hari Kerja, grup: A}
    ajakan: mendisposisikan
    tahap: menunggu disposisi
    tutup_otomatis: 1 hari_kerja
    ke:
      - {perintah: DISPOSISI, ke: 3a, tujuan: [tim], contoh: "DISPOSISI Tim: segera"}
      - {perintah: KEMBALIKAN, ke: "1", alasan: wajib, tambahan: ya}
  - urut: 3a
    kegiatan: Menangani
    pelaksana: [{peran: tim}]
    waktu: {prioritas: selesai}
    ajakan: menangani
    tahap: ditangani
    ke:
      - {perintah: SELESAI, ke: akhir, hasil: wajib}
      - {perintah: TIDAK BERHASIL, ke: "2", tambahan: ya, perlu: ya}
    notifikasi: [{surel: selesai, kepada: pemohon, perintah: SELESAI}]
""",
}


def written(folder: Path, *changes: tuple[str, str, str], code: str = "uji") -> Path:
    """A rules folder with the test office; each change replaces a text that stands once in a file."""
    files = dict(FILES)
    for file, old, new in changes:
        assert files[file].count(old) == 1, f"{old!r} stands {files[file].count(old)} times in {file}"
        files[file] = files[file].replace(old, new)
    for file, text in files.items():
        path = folder / code / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
