"""Every fault of rule files, at its file, line and key, and all at once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from mailgate.adapters.policy_yaml import load_policy
from mailgate.domain.errors import PolicyError
from tests.adapters.uji import TODAY, written


def faults(folder: Path, *changes: tuple[str, str, str], instansi: Sequence[str] | None = None) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        load_policy(written(folder, *changes), instansi, today=TODAY)
    return [str(fault) for fault in refused.value.faults]


SECOND_RAMADAN = (
    '  - {mulai: "2026-03-10", sampai: "2026-04-01", senin-kamis: ["08.00-15.00"], jumat: ["08.00-15.00"]}\n'
)
FAULTY = [
    ("instansi.yaml", "zona: Asia/Makassar", "zona: Asia/Makasar", "uji/instansi.yaml:6: zona: harus salah satu dari"),
    ("instansi.yaml", "surel: Layanan@uji.example", "surel: layanan", "uji/instansi.yaml:4: surel: alamat surel"),
    ("instansi.yaml", "prefiks_tiket: UJI", "prefik_tiket: UJI", "mungkin maksudnya 'prefiks_tiket'"),
    ("instansi.yaml", "prefiks_tiket: UJI", "prefik_tiket: UJI", "prefiks_tiket: wajib diisi"),
    ("instansi.yaml", "kode: uji\n", "kode: ujian\n", "uji/instansi.yaml:1: kode: kode 'ujian' berbeda"),
    ("instansi.yaml", "status: berlaku", "status: aktif", "uji/instansi.yaml:10: sop.1.status: harus salah satu dari"),
    ("instansi.yaml", "bawaan: ya", "bawaan: on", "sop.1.bawaan: tulis ya atau tidak, bukan 'on'"),
    ("instansi.yaml", "id: uji-2026", "id: uji-2027", "berkas uji/sop/uji-2027.yaml tidak ada"),
    ("instansi.yaml", "1 jam jam_kerja", "sejam", "uji/instansi.yaml:13: prioritas.P2.respon: waktu"),
    ("instansi.yaml", "7:30", "pagi", "laporan_mingguan: jam 'pagi' tidak dikenal"),
    ("instansi.yaml", "telepon:", "laporan_bulanan: kadis\ntelepon:", "uji/instansi.yaml:7: laporan_bulanan: "),
    ("instansi.yaml", "telepon:", "laporan_bulanan: [bupati]\ntelepon:", "peran 'bupati' tidak ada di peran.yaml"),
    ("instansi.yaml", "nama_singkat: Kominfo Uji", "nama_singkat:", "nama_singkat: wajib diisi"),
    ("instansi.yaml", "zona:", "kode: dua\nzona:", "kunci 'kode' ditulis dua kali (juga di baris 1)"),
    ("instansi.yaml", "telepon:", "\ttelepon:", "penulisan YAML salah"),
    ("peran.yaml", "kode: tim\n", "kode: kadis\n", "peran 'kadis' ditulis dua kali"),
    ("peran.yaml", "peran: kadis\n", "peran: kabid\n", "sebutkan kursinya: kabid:aplikasi, kabid:jaringan"),
    ("peran.yaml", "2026-11-27", "2026-11-20", "uji/peran.yaml:37: delegasi.1.sampai: tanggal sampai (2026-11-20)"),
    ("peran.yaml", '"2026-11-23"', "23 November", "delegasi.1.mulai: tanggal '23 November' tidak dikenal"),
    ("peran.yaml", ", cakupan: [DISPOSISI]", "", "delegasi.2.cakupan: agen wajib mempunyai cakupan"),
    ("peran.yaml", "cakupan: [DISPOSISI]", "cakupan: [SIHIR]", "perintah 'SIHIR' tidak ada"),
    ("peran.yaml", "cakupan: [DISPOSISI]", "cakupan: [SETUJU]", "delegasi.2.cakupan: SETUJU oleh agen memerlukan"),
    ("peran.yaml", "cakupan: [DISPOSISI]", "cakupan: [DISPOSISI], perlu: surat", "delegasi.2.perlu: "),
    ("peran.yaml", "    sebagai: Plh.", "    perlu: lampiran_lembar_disposisi\n    sebagai: Plh.", "untuk agen;"),
    ("instansi.yaml", "telepon:", "sebutan: {rampung: BERES}\ntelepon:", "sebutan.rampung: perintah 'BERES' tidak ada"),
    ("peran.yaml", "    jabatan: Tim Jaringan\n", "", "jabatan peran 'tim' wajib diisi"),
    ("peran.yaml", "surel: [kabid2@uji.example]", "surel: []", "peran.2.kursi.2.pemegang.1.surel: tidak boleh kosong"),
    ("opd.yaml", "kode: dinkes", "kode: Din Kes", "opd.1.kode: kode 'Din Kes' hanya boleh berisi huruf kecil"),
    ("aturan.yaml", "tinjau: 6", "tinjau: 20", "ambang.tinjau: ambang tinjau (20) tidak boleh melebihi otomatis (12)"),
    ("aturan.yaml", "bobot: 10", "bobot: banyak", "uji/aturan.yaml:5: aturan.1.bobot: harus bilangan bulat"),
    ("aturan.yaml", "pengirim_terdaftar: ya", "pengirim_daftar: ya", "mungkin maksudnya 'pengirim_terdaftar'"),
    ("aturan.yaml", "pengirim_terdaftar: ya", "pengirim_terdaftar: ada", "tulis ya atau tidak, bukan 'ada'"),
    ("aturan.yaml", "di: [subjek]", "di: [judul]", "aturan.1.tidak.1.di.1: sumber 'judul' tidak dikenal"),
    ("aturan.yaml", '"wi-?fi"', '"wi-?fi("', "uji/aturan.yaml:8: aturan.1.semua.2.kata.3: pola 'wi-?fi(' tidak sah"),
    ("aturan.yaml", "dampak: sedang", "dampak: besar", "aturan.1.tetapkan.dampak: harus salah satu dari"),
    ("aturan.yaml", "sop: uji-2026", "sop: uji-2027", "uji/aturan.yaml:4: aturan.1.sop: aturan 'Gangguan"),
    ("aturan.yaml", "      - {kata: [undangan]}", "      []", "aturan 'Undangan' tanpa syarat"),
    ("aturan.yaml", "{kata: [undangan]}", "{kata: [undangan], lampiran: ada}", "tulis tepat satu syarat"),
    ("aturan.yaml", "pengirim_terdaftar: ya", "pengirim_terdaftar: ya, di: [isi]", "'di' hanya berlaku untuk kata"),
    ("kalender.yaml", "hari_kerja: 5", "hari_kerja: 6", "hari_kerja 6, tetapi 'jam' memuat 5 hari"),
    ("kalender.yaml", "jum'at:", "jumaat:", "'jumaat' bukan hari; mungkin maksudnya 'jumat'"),
    ("kalender.yaml", "jum'at:", "kamis:", "hari kamis disebut dua kali"),
    ("kalender.yaml", '"13.00-16.00"', '"11.00-16.00"', "jam kerja harus berurutan"),
    ("kalender.yaml", '"07.30-12.00"', '"07.30-25.00"', "jam.senin-kamis.1: jam '07.30-25.00' tidak dikenal"),
    ("kalender.yaml", "senin-kamis: [\"08.00-12.00\"", "kamis-senin: [\"08.00-12.00\"", "rentang hari 'kamis-senin'"),
    ("kalender.yaml", '"2026-12-24"', '"2026-12-23"', "2026-12-23 bukan hari libur nasional"),
    ("kalender.yaml", "2026-12-09", "09-12-2026", "tambah.1.tanggal: tanggal '09-12-2026' tidak dikenal"),
    ("kalender.yaml", '"13.00-16.00"', '"16.00-13.00"', "jam.senin-kamis.2: jam tutup mendahului jam buka"),
    ("kalender.yaml", "tambah: [", f"{SECOND_RAMADAN}tambah: [", "ramadan.2.mulai: bertumpuk dengan 2026-02-19"),
    ("kalender.yaml", "tambah: [", "tambah: [{tanggal: 2026-12-09, nama: x}, ", "tambah.2.tanggal: 2026-12-09 ditulis"),
    ("kalender.yaml", ', jumat: ["08.00-15.00"]', "", "ramadan.1: jam jumat belum diisi, padahal hari"),
    ("kalender.yaml", '"2026-03-20"', '"2026-04-20"', "ramadan.1.sampai: 2026-02-19 sampai 2026-04-20 lebih panjang"),
    ("kalender.yaml", '"2026-12-24"', '"2026-12-09"', "hapus.1: 2026-12-09 juga ditulis dalam tambah"),
    ("instansi.yaml", "telepon:", "pengingat: {sebelum: sejam}\ntelepon:", "pengingat.sebelum: waktu 'sejam' tidak"),
    ("instansi.yaml", "telepon:", "pengingat: {sebelum: 1 jam 24x7}\ntelepon:", "harus memakai jam_kerja atau hari"),
    ("instansi.yaml", "telepon:", "pengingat: {saat: kadang}\ntelepon:", "pengingat.saat: tulis ya atau tidak"),
    ("instansi.yaml", "telepon:", "pengingat: {atasan: 1 hari_kerja}\ntelepon:", "maksudnya 'atasan_setelah'"),
    ("instansi.yaml", "telepon:", "pengingat: {jam_tenang: malam}\ntelepon:", "pengingat.jam_tenang: jam 'malam'"),
    ("instansi.yaml", "telepon:", "pengingat: {jam_tenang: 06.00-06.00}\ntelepon:", "tidak memuat waktu"),
    ("instansi.yaml", "telepon:", "pengingat: {jam_tenang: 06.00-20.00}\ntelepon:", "menutup seluruh jam kerja"),
    ("sop/uji-2026.yaml", "id: uji-2026", "id: uji-2025", "id 'uji-2025' berbeda dari nama berkas"),
    ("sop/uji-2026.yaml", "ke: 3a,", "ke: 3b,", "uji/sop/uji-2026.yaml:31: langkah.2.ke.1.ke: langkah 2 menuju '3b'"),
    ("sop/uji-2026.yaml", ", alasan: hanya Kadis di atasnya", "", "langkah.2.pelaksana.1: pelaksana 'kadis'"),
    ("sop/uji-2026.yaml", "alasan: wajib", "alasan: perlu", "langkah.2.ke.2.alasan: tulis wajib, atau hapus kuncinya"),
    ("sop/uji-2026.yaml", "    ajakan: menangani\n", "", "langkah.3.ajakan: langkah 3a: 'ajakan' wajib diisi"),
    ("sop/uji-2026.yaml", "perintah: TIDAK BERHASIL", "perintah: GAGAL", "perintah 'GAGAL' tidak ada"),
    ("sop/uji-2026.yaml", "sumber: disimpulkan", "summber: disimpulkan", "mungkin maksudnya 'sumber'"),
    ("sop/uji-2026.yaml", "  tim: Tim Jaringan\n", "  tim: [Tim]\n", "peran.tim: harus berisi pasangan 'kunci: nilai'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTY)
def test_a_fault_is_named_at_its_place(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    found = faults(tmp_path, (file, old, new))

    assert [fault for fault in found if said in fault], found


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        ("instansi.yaml", "zona: Asia/Makassar", "zona: WITA"),
        ("peran.yaml", "2026-11-27", "2026-11-20"),
        ("aturan.yaml", "bobot: 10", "bobot: x"),
        ("kalender.yaml", "jum'at:", "jumaat:"),
        ("sop/uji-2026.yaml", "ke: 3a,", "ke: 3b,"),
    )

    assert {fault.partition(":")[0] for fault in found} == {
        "uji/aturan.yaml",
        "uji/instansi.yaml",
        "uji/kalender.yaml",
        "uji/peran.yaml",
        "uji/sop/uji-2026.yaml",
    }


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "uji" / "opd.yaml").unlink()

    with pytest.raises(PolicyError) as refused:
        load_policy(tmp_path, today=TODAY)

    assert [str(fault) for fault in refused.value.faults] == ["uji/opd.yaml: berkas tidak ada"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "berkas kosong"),
        (b"# hanya komentar\n", "berkas kosong"),
        (b"opd: [\xff]\n", "uji/opd.yaml:1: ada huruf yang bukan UTF-8"),
        (b"opd: []\n---\nopd: []\n", "satu dokumen"),
        (b"opd: [{kode: a\n", "penulisan YAML salah"),
        (b"opd: *apa\n", "rujukan (*) tidak mempunyai sumber (&)"),
        (b"- satu\n", "harus berisi pasangan"),
        (b"opd: &a [*a]\n", "berulang-ulang"),
        (b"? [a]\n: b\n", "kunci harus berupa satu kata"),
        (b"x" * 1_000_001, "lebih besar dari 1 MB"),
    ],
)
def test_a_file_that_is_no_rule_file_is_a_fault(tmp_path: Path, raw: bytes, said: str) -> None:
    written(tmp_path)
    (tmp_path / "uji" / "opd.yaml").write_bytes(raw)

    with pytest.raises(PolicyError) as refused:
        load_policy(tmp_path, today=TODAY)

    assert said in str(refused.value)


def test_aliases_cannot_unfold_without_end(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    written(tmp_path)
    (tmp_path / "uji" / "opd.yaml").write_text("\n".join(lines))

    with pytest.raises(PolicyError, match="isi terlalu banyak"):
        load_policy(tmp_path, today=TODAY)


def test_an_office_that_is_wanted_but_absent_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, instansi=["ujy"]) == [
        "ujy: instansi 'ujy' tidak mempunyai instansi.yaml; mungkin maksudnya 'uji'"
    ]


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="tidak memuat satu pun instansi"):
        load_policy(tmp_path, today=TODAY)
