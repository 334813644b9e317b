"""The shape of every rule file but the SOP (docs/rules.md): fields are named as the keys that officials write."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from mailgate.adapters.policy_yaml.fields import (
    BudgetText,
    ClockTime,
    Code,
    Day,
    Email,
    Entry,
    OneOrMore,
    OnOff,
    Quiet,
    WallSpan,
    WorkingSpan,
    YesNo,
)
from mailgate.domain.letter import DOUBTFUL_BELOW
from mailgate.domain.reminder_policy import URGENT, USUAL, ReminderPolicy

Count = Annotated[int, Field(ge=1, le=100_000)]
Weight = Annotated[int, Field(ge=-1000, le=1000)]
Emails = Annotated[list[Email], Field(min_length=1)]
LevelWord = Literal["tinggi", "sedang", "rendah"]


class SopLine(Entry):
    """One line of `sop` in instansi.yaml."""

    id: str
    status: Literal["berlaku", "arsip", "konsep"]
    bawaan: YesNo = False
    alih_bila_tidak: str | None = None


class PriorityLine(Entry):
    """The two times of one priority."""

    respon: BudgetText
    selesai: BudgetText


class PriorityMatrix(Entry):
    """`prioritas` in instansi.yaml: all four or none."""

    P1: PriorityLine
    P2: PriorityLine
    P3: PriorityLine
    P4: PriorityLine


GradeWord = Literal["pengirim", "segel", "segel-langkah", "konfirmasi"]


class ProofEntry(Entry):
    """`bukti` in instansi.yaml: the proof each risk class needs."""

    B: GradeWord = "pengirim"
    R: GradeWord = "segel"
    T: GradeWord = "segel-langkah"


class UrgentReminders(Entry):
    """`pengingat.darurat`: for steps that are counted 24x7."""

    sebelum: WallSpan = URGENT.before
    saat: YesNo = URGENT.at_due
    atasan_setelah: WallSpan = URGENT.superior_after


class Reminders(Entry):
    """`pengingat` in instansi.yaml; `tidak` switches a line off."""

    sebelum: WorkingSpan = USUAL.before
    saat: YesNo = USUAL.at_due
    atasan_setelah: WorkingSpan = USUAL.superior_after
    pemohon_setelah: WorkingSpan = ReminderPolicy().requester_after
    jam_tenang: Quiet = ReminderPolicy().quiet
    darurat: UrgentReminders = UrgentReminders()


class OfficeFile(Entry):
    """instansi.yaml."""

    kode: Code
    nama: str
    nama_singkat: str
    surel: Email
    prefiks_tiket: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    zona: Literal["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"]
    kota: str = ""
    pemda: str = ""
    alamat: str = ""
    domain_dinas: tuple[str, ...] = ()
    telepon: str | None = None
    wa: str | None = None
    tambahan: OnOff = True
    batal_menit: Count = 30
    buka_kembali_hari: Count = 7
    laporan_mingguan: ClockTime | None = None
    laporan_bulanan: tuple[str, ...] | None = None
    sop: Annotated[list[SopLine], Field(min_length=1)]
    prioritas: PriorityMatrix | None = None
    sebutan: dict[str, str] = Field(default_factory=dict)
    bukti: ProofEntry = ProofEntry()
    verifikasi_dkim: YesNo = False
    pengingat: Reminders = Reminders()
    pemindai: tuple[Email, ...] = ()
    surat_ragu: Annotated[float, Field(gt=0, lt=1)] = DOUBTFUL_BELOW


class HolderEntry(Entry):
    """A person of `pemegang`; `bersama` marks a mailbox that several people read."""

    kode: Code
    nama: str
    surel: Emails
    sapaan: str = "Bapak/Ibu"
    alias: tuple[str, ...] = ()
    bersama: YesNo = False
    nip: str | None = None
    pangkat: str | None = None


class SeatEntry(Entry):
    """One of several seats of a role."""

    unit: Code
    jabatan: str
    alias: tuple[str, ...] = ()
    atasan: str | None = None
    layanan: tuple[str, ...] = ()
    sop: tuple[str, ...] = ()
    tim: YesNo = False
    pemegang: tuple[HolderEntry, ...] = ()


class RoleEntry(Entry):
    """A role of peran.yaml, with its holders or with its seats."""

    kode: Code
    jabatan: str | None = None
    alias: tuple[str, ...] = ()
    atasan: str | None = None
    layanan: tuple[str, ...] = ()
    sop: tuple[str, ...] = ()
    tim: YesNo = False
    pemegang: tuple[HolderEntry, ...] = ()
    kursi: tuple[SeatEntry, ...] = ()


class DeputyEntry(HolderEntry):
    """A line of `delegasi`: who acts for a seat besides its holder."""

    peran: str
    sebagai: Literal["Plt.", "Plh.", "agen"]
    mulai: Day | None = None
    sampai: Day | None = None
    dasar: str | None = None
    cakupan: tuple[str, ...] = ()
    perlu: Literal["lampiran_lembar_disposisi"] | None = None


class RosterFile(Entry):
    """peran.yaml."""

    peran: Annotated[list[RoleEntry], Field(min_length=1)]
    delegasi: tuple[DeputyEntry, ...] = ()


class RequesterEntry(Entry):
    """An organisation that may ask."""

    kode: Code
    nama: str
    pimpinan: str | None = None
    surel: tuple[Email, ...] = ()
    domain: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    telepon: str | None = None


class RequestersFile(Entry):
    """opd.yaml."""

    opd: tuple[RequesterEntry, ...] = ()


class ProposalEntry(Entry):
    """`tetapkan` of a rule."""

    jenis: str | None = None
    layanan: str | None = None
    dampak: LevelWord | None = None
    urgensi: LevelWord | None = None
    konfirmasi: str | None = None


Condition = dict[str, OneOrMore]


class RuleEntry(Entry):
    """One rule; its conditions are read with the table of predicates."""

    nama: str
    bobot: Weight
    sop: str | None = None
    nampan: Literal["bukan permintaan"] | None = None
    semua: tuple[Condition, ...] = ()
    salah_satu: tuple[Condition, ...] = ()
    tidak: tuple[Condition, ...] = ()
    tetapkan: ProposalEntry = ProposalEntry()


class Thresholds(Entry):
    """`ambang` of aturan.yaml."""

    otomatis: Count = 12
    tinjau: Count = 6


class RulesFile(Entry):
    """aturan.yaml."""

    ambang: Thresholds = Thresholds()
    aturan: Annotated[list[RuleEntry], Field(min_length=1)]


class PeriodEntry(Entry):
    """A line of `ramadan`; every other key is a day or a span of days with its hours."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, list[str]]

    mulai: Day
    sampai: Day


class DayOffEntry(Entry):
    """A day off of the office's own."""

    tanggal: Day
    nama: str


class CalendarFile(Entry):
    """kalender.yaml."""

    hari_kerja: Annotated[int, Field(ge=1, le=7)]
    jam: dict[str, list[str]]
    ramadan: tuple[PeriodEntry, ...] = ()
    tambah: tuple[DayOffEntry, ...] = ()
    hapus: tuple[Day, ...] = ()


class ExpectationEntry(Entry):
    """A golden mail of contoh/harapan.yaml and where it should go."""

    berkas: str
    sop: str | None = None
    nampan: Literal["perlu dipilah", "bukan permintaan"] | None = None
    prioritas: Literal["P1", "P2", "P3", "P4"] | None = None
    catatan: str | None = None


class ExpectationsFile(Entry):
    """contoh/harapan.yaml."""

    contoh: list[ExpectationEntry]
