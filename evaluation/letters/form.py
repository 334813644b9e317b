"""The form by which a disturbance is reported: its labels in the wordings of several offices, filled in."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from evaluation.letters.layout import Layout, Style, style
from evaluation.letters.number import MONTHS, date_text, dated
from evaluation.letters.office import OFFICES, Office
from evaluation.letters.people import Official, official
from mailgate.domain.letter import Letter, LetterKind

TITLE = "FORMULIR PENGAJUAN PENANGANAN GANGGUAN LAYANAN TIK"
LABELS = {
    "unit kerja": ("Unit Kerja", "Unit Kerja / OPD", "Perangkat Daerah"),
    "pelapor": ("Nama Pelapor", "Nama", "Pelapor"),
    "nip": ("NIP", "NIP", "NIP Pelapor"),
    "jabatan": ("Jabatan", "Jabatan", "Jabatan Pelapor"),
    "hp": ("No. HP/WA", "Nomor HP", "No. HP"),
    "kejadian": ("Tanggal/Jam Kejadian", "Waktu Kejadian", "Sejak"),
    "layanan": ("Layanan", "Jenis Layanan", "Layanan yang Terganggu"),
    "lokasi": ("Lokasi/Ruang", "Lokasi", "Lokasi"),
    "gejala": ("Uraian Gejala", "Uraian Gangguan", "Gejala"),
    "dampak": ("Dampak", "Dampak", "Dampak Gangguan"),
    "sudah dicoba": ("Yang Sudah Dicoba", "Sudah Dicoba", "Upaya Awal"),
}
"""The one name of each entry, as the reader gives it, and how three offices print it."""

SERVICES = ("Jaringan internet", "Aplikasi kepegawaian", "Surat elektronik dinas", "Subdomain dan hosting")
PLACES = ("Ruang pelayanan lantai 1", "Ruang Sekretariat", "Loket pendaftaran", "Aula kantor")
SYMPTOMS = (
    "Internet terputus setiap beberapa menit, lampu router merah",
    "Aplikasi tidak dapat dibuka, muncul pesan kesalahan 502",
    "Surat masuk tidak diterima sejak pagi",
    "Wi-Fi tersambung tetapi tidak ada akses internet di tiga komputer pelayanan",
)
IMPACTS = ("Satu ruang", "Satu OPD", "Pelayanan masyarakat terhenti", "Satu pengguna")
TRIED = ("Menyalakan ulang router", "Mengganti kabel LAN", "Belum ada", "Mencoba dengan peramban lain")


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form filled in: `entries` are (name, printed label, value) in the order of the form."""

    layout: Layout
    style: Style
    office: Office
    entries: tuple[tuple[str, str, str], ...]
    official: Official
    place: str
    day_text: str


def form_draft(rng: Random, layout: Layout) -> FormDraft:
    """A form of some agency, reported by somebody of it."""
    office = OFFICES[rng.choice(layout.offices)](rng)
    day, reporter, wording = dated(rng), official(rng), rng.randrange(3)
    since = day - timedelta(days=rng.randint(0, 3))
    moment = f"{rng.randint(7, 15):02d}.{rng.choice(('00', '30'))}"
    values = {
        "unit kerja": f"{office.name} {office.region.full}",
        "pelapor": reporter.name,
        "nip": reporter.nip or "",
        "jabatan": rng.choice(("Pengelola Data", "Pranata Komputer", "Kepala Subbagian Umum", "Operator Layanan")),
        "hp": f"0812{rng.randint(10_000_000, 99_999_999)}",
        "kejadian": f"{since.day} {MONTHS[since.month - 1]} {since.year} pukul {moment}",
        "layanan": rng.choice(SERVICES),
        "lokasi": rng.choice(PLACES),
        "gejala": rng.choice(SYMPTOMS),
        "dampak": rng.choice(IMPACTS),
        "sudah dicoba": rng.choice(TRIED),
    }
    entries = tuple((name, LABELS[name][wording], value) for name, value in values.items())
    chief = official(rng)
    return FormDraft(layout, style(rng, layout), office, entries, chief, office.region.seat, date_text(rng, day))


def form_truth(form: FormDraft) -> Letter:
    """What a perfect reader would read from it: the entries under their one name."""
    return Letter(LetterKind.REQUEST_FORM, form={name: value for name, _, value in form.entries})


def form_text(form: FormDraft) -> bytes:
    """The same as somebody types it into a mail."""
    rows = [TITLE.title(), "", *(f"{label}: {value}" for _, label, value in form.entries), "", "Terima kasih."]
    return "\n".join(rows).encode()
