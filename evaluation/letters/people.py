"""Invented officials: a name with its titles, a rank and a structurally valid NIP."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST = (
    "Agung Bambang Cahyo Dewi Eko Fitri Gunawan Hendra Indah Joko Kartika Lestari Mulyadi Ningsih Oktavia Purwanto "
    "Rahmat Siti Teguh Utami Wahyu Yusuf Zainal Arif Budiman Darmawan Endang Farida Hartono Iskandar Kurnia Maret Agus"
).split()
LAST = (
    "Prasetyo Suryadi Handayani Wibowo Kusuma Lesmana Nugroho Permata Rahayu Saputra Setiawan Sulistyo Susanto "
    "Wijayanti Yulianto Zulkarnain Adiputra Basuki Firmansyah Hidayat Irawan Lubis Maulana Nasution Pratama Siregar"
).split()
BEFORE = ("", "", "", "Drs. ", "Dra. ", "Ir. ", "H. ", "Hj. ", "Dr. ", "Drs. H. ", "dr. ", "drg. ")
AFTER = (
    "",
    ", S.Sos.",
    ", S.H., M.H.",
    ", S.E., M.M.",
    ", M.Si.",
    ", S.Pd., M.Pd.",
    ", S.IP.",
    ", ST., MT.",
    ", S.Kom., M.Kom.",
    ", M.Kes.",
    ", S.STP., M.Si.",
    ", SKM, M.PH",
)
RANKS = (
    "Penata Tk. I",
    "Pembina",
    "Pembina Tingkat I",
    "Pembina Tk. I (IV/b)",
    "Pembina Utama Muda",
    "Pembina Utama Muda, IV/c",
    "Pembina Utama Madya",
)


@dataclass(frozen=True, slots=True)
class Official:
    """Who signs: `nip` as 18 digits or None (a village head has none), `nip_text` as the letter prints it."""

    name: str
    rank: str | None
    nip: str | None
    nip_text: str | None


def official(rng: Random, *, employed: bool = True) -> Official:
    """An official of the civil service, one in eight under a work agreement (PPPK); or one without a NIP."""
    name = _name(rng)
    if not employed:
        return Official(name, None, None, None)
    born = date(1968, 1, 1) + timedelta(days=rng.randrange(22 * 365))
    if rng.random() < 0.125:
        nip = f"{born:%Y%m%d}{rng.randint(2019, 2025)}21{rng.randint(1, 2)}{rng.randint(1, 60):03d}"
        return Official(name, None, nip, rng.choice(("NI PPPK. ", "NI PPPK ")) + _printed(rng, nip))
    entered = date(born.year + rng.randint(20, 30), rng.randint(1, 12), 1)
    nip = f"{born:%Y%m%d}{entered:%Y%m}{rng.randint(1, 2)}{rng.randint(1, 30):03d}"
    return Official(name, rng.choice(RANKS), nip, rng.choice(("NIP. ", "NIP. ", "NIP ", "NIP : ")) + _printed(rng, nip))


def _name(rng: Random) -> str:
    words = rng.choice(FIRST) if rng.random() < 0.08 else f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    if rng.random() < 0.2:
        words += f" {rng.choice(LAST)}"
    if rng.random() < 0.6:
        words = words.upper()
    return f"{rng.choice(BEFORE)}{words}{rng.choice(AFTER)}"


def _printed(rng: Random, nip: str) -> str:
    return nip if rng.random() < 0.35 else f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
