"""The offices that write: the lines of their kop, where they stand, and how their head is called."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Government:
    """A region: its kind as the kop says it, its name, its seat and its head."""

    kind: str
    name: str
    seat: str
    head: str

    @property
    def full(self) -> str:
        """As "Kabupaten Sumbawa"."""
        return f"{self.kind} {self.name}"

    @property
    def short(self) -> str:
        """As "Kab. Sumbawa", where the line is narrow."""
        return self.full.replace("Kabupaten", "Kab.").replace("Provinsi", "Prov.")


GOVERNMENTS = (
    Government("Kabupaten", "Sumbawa", "Sumbawa Besar", "Bupati"),
    Government("Kabupaten", "Trenggalek", "Trenggalek", "Bupati"),
    Government("Kota", "Bekasi", "Bekasi", "Wali Kota"),
    Government("Kabupaten", "Tanah Datar", "Batusangkar", "Bupati"),
    Government("Kabupaten", "Wonogiri", "Wonogiri", "Bupati"),
    Government("Kota", "Payakumbuh", "Payakumbuh", "Wali Kota"),
    Government("Kabupaten", "Lombok Tengah", "Praya", "Bupati"),
    Government("Kabupaten", "Kutai Timur", "Sangatta", "Bupati"),
)
PROVINCES = (
    Government("Provinsi", "Sumatera Barat", "Padang", "Gubernur"),
    Government("Provinsi", "Nusa Tenggara Barat", "Mataram", "Gubernur"),
    Government("Provinsi", "Jawa Timur", "Surabaya", "Gubernur"),
)


@dataclass(frozen=True, slots=True)
class Office:
    """A sender. `over` stands above its name in the kop, the region first; `parent` is the office among those, if any.

    `head` is the title of whoever leads it, `code` its abbreviation in numbers, `phone` and `mail` what the kop prints.
    """

    region: Government
    name: str
    head: str
    code: str
    over: tuple[str, ...]
    parent: str | None
    address: tuple[str, ...]
    phone: str
    mail: str


STREETS = (
    "Jalan Garuda",
    "Jl. Diponegoro",
    "Jalan Jenderal Sudirman",
    "Jl. Pemuda",
    "Jalan Raya Pahlawan",
    "Jl. Hasanuddin",
    "Jalan Brigjen Soetran",
)
AGENCIES = {
    "Dinas Kesehatan": "DIKES",
    "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak": "DINSOSP3A",
    "Dinas Pekerjaan Umum dan Penataan Ruang": "DPUPR",
    "Dinas Kependudukan dan Pencatatan Sipil": "DISDUKCAPIL",
    "Dinas Perhubungan": "DISHUB",
    "Dinas Pertanian dan Pangan": "DISPERTAPAN",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu": "DPMPTSP",
    "Dinas Perpustakaan dan Kearsipan": "DISPUSIP",
    "Dinas Lingkungan Hidup": "DLH",
    "Satuan Polisi Pamong Praja": "SATPOLPP",
}
BOARDS = {
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia": "BKPSDM",
    "Badan Keuangan dan Aset Daerah": "BKAD",
    "Badan Perencanaan Pembangunan Daerah": "BAPPEDA",
    "Badan Penanggulangan Bencana Daerah": "BPBD",
    "Badan Pendapatan Daerah": "BAPENDA",
    "Badan Kesatuan Bangsa dan Politik": "KESBANGPOL",
}
DISTRICTS = "Karangan Utan Tugu Plampang Lunyuk Durenan Watulimo Pogalan Lintau Selogiri Pringgarata Sangkima".split()
VILLAGES = "Sumberejo Karanganyar Pelat Leseng Ngadirenggo Sukamaju Tanjungsari Wonosari Mekarjaya Kertosari".split()


def agency(rng: Random) -> Office:
    """A dinas of a regency or a city."""
    name = rng.choice(sorted(AGENCIES))
    return _office(rng, rng.choice(GOVERNMENTS), name, f"Kepala {name}", AGENCIES[name])


def board(rng: Random) -> Office:
    """A badan of a regency or a city."""
    name = rng.choice(sorted(BOARDS))
    return _office(rng, rng.choice(GOVERNMENTS), name, f"Kepala {name}", BOARDS[name])


def provincial(rng: Random) -> Office:
    """A dinas of a province."""
    name = rng.choice(sorted(AGENCIES))
    return _office(rng, rng.choice(PROVINCES), name, f"Kepala {name}", AGENCIES[name])


def district(rng: Random) -> Office:
    """A kecamatan."""
    name = f"Kecamatan {rng.choice(DISTRICTS)}"
    return _office(rng, rng.choice(GOVERNMENTS), name, name.replace("Kecamatan", "Camat"), "KEC")


def ward(rng: Random) -> Office:
    """A kelurahan under its kecamatan."""
    name, above = f"Kelurahan {rng.choice(VILLAGES)}", f"Kecamatan {rng.choice(DISTRICTS)}"
    return _office(rng, rng.choice(GOVERNMENTS), name, name.replace("Kelurahan", "Lurah"), "KEL", above)


def village(rng: Random) -> Office:
    """A desa under its kecamatan; its head is no civil servant."""
    name, above = f"Desa {rng.choice(VILLAGES)}", f"Kecamatan {rng.choice(DISTRICTS)}"
    return _office(rng, rng.choice(GOVERNMENTS[:2]), name, f"Kepala {name}", "DS", above)


def clinic(rng: Random) -> Office:
    """A Puskesmas or another UPTD under its dinas."""
    name, above = rng.choice(
        (
            (f"UPTD Puskesmas {rng.choice(DISTRICTS)}", "Dinas Kesehatan"),
            (f"Puskesmas {rng.choice(DISTRICTS)}", "Dinas Kesehatan"),
            ("UPTD Laboratorium Kesehatan Daerah", "Dinas Kesehatan"),
            ("UPTD Pengelolaan Pasar", "Dinas Perdagangan"),
            (f"UPTD Balai Penyuluhan Pertanian {rng.choice(DISTRICTS)}", "Dinas Pertanian dan Pangan"),
        )
    )
    return _office(rng, rng.choice(GOVERNMENTS), name, f"Kepala {name}", "PKM", above)


def school(rng: Random) -> Office:
    """A state school under its dinas."""
    level = rng.choice(("SD Negeri", "SMP Negeri", "SMP Negeri", "TK Negeri"))
    name = f"{level} {rng.randint(1, 12)} {rng.choice(DISTRICTS)}"
    return _office(rng, rng.choice(GOVERNMENTS), name, f"Kepala {name}", "SMP", "Dinas Pendidikan dan Kebudayaan")


def hospital(rng: Random) -> Office:
    """A regional hospital."""
    name = f"Rumah Sakit Umum Daerah {rng.choice(('dr. Harapan', 'Sejahtera', 'Bhakti Husada', 'Cempaka'))}"
    return _office(rng, rng.choice(GOVERNMENTS), name, f"Direktur {name}", "RSUD")


def secretariat(rng: Random) -> Office:
    """The secretariat of a region."""
    return _office(rng, rng.choice(GOVERNMENTS), "Sekretariat Daerah", "Sekretaris Daerah", "SETDA")


def inspectorate(rng: Random) -> Office:
    """The inspectorate of a region."""
    return _office(rng, rng.choice(GOVERNMENTS), "Inspektorat Daerah", "Inspektur", "ITDA")


OFFICES: dict[str, Callable[[Random], Office]] = {
    maker.__name__: maker
    for maker in (
        agency,
        board,
        provincial,
        district,
        ward,
        village,
        clinic,
        school,
        hospital,
        secretariat,
        inspectorate,
    )
}


def _office(rng: Random, region: Government, name: str, head: str, code: str, parent: str | None = None) -> Office:
    over = (f"Pemerintah {region.full}", *([parent] if parent else []))
    short = "".join(letter for letter in code.lower() if letter.isalpha())
    mail = f"{short}@{region.name.lower().replace(' ', '')}.example"
    phone = f"(0{rng.randint(31, 76)}{rng.randint(1, 9)}) {rng.randint(21000, 79999)}"
    street = f"{rng.choice(STREETS)} {rng.choice(('Nomor 99', 'Nomor 99', f'No. {rng.randint(1, 120)}'))}"
    first = rng.choice((f"{street} {region.seat}", f"{street} {region.seat} Kode Pos {rng.randint(21000, 84999)}"))
    mails = rng.choice((f"Pos-el {mail}", f"Email : {mail}", f"e-mail: {mail}", f"Laman {mail.split('@')[1]}"))
    return Office(region, name, head, code, over, parent, (first, f"Telepon {phone} {mails}"), phone, mail)
