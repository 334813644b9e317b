"""instansi.yaml and opd.yaml, and everything an office's folder holds → Office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from mailgate.adapters.policy_yaml.reader import Document
from mailgate.adapters.policy_yaml.schema import OfficeFile, PriorityMatrix, Reminders, RequestersFile
from mailgate.adapters.policy_yaml.validation import validated
from mailgate.domain.errors import Fault
from mailgate.domain.office import MONTHLY_TO, ActiveSop, Office, Requester, Standing
from mailgate.domain.priority import PRIORITIES
from mailgate.domain.proof import GRADE_WORDS
from mailgate.domain.reminder_policy import ReminderPolicy, Stages
from mailgate.domain.roster import Roster
from mailgate.domain.rule import RuleSet
from mailgate.domain.sop import Budget, PriorityTime, Sop
from mailgate.domain.verb import Risk
from mailgate.domain.worktime import WorkCalendar

ZONE_LABELS = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

# Monday, before the working day begins (Perpres 21/2023).
_DIGEST_AT = time(7, 30)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the other files of the folder say."""

    roster: Roster
    requesters: tuple[Requester, ...]
    sops: Mapping[str, Sop]
    rules: RuleSet
    calendar: WorkCalendar


def read_office_file(document: Document, folder: str, faults: list[Fault]) -> OfficeFile | None:
    """instansi.yaml, or None after adding what is wrong."""
    entry = validated(document, OfficeFile, faults)
    if entry is None:
        return None
    if entry.kode != folder:
        faults.append(document.fault(("kode",), f"kode '{entry.kode}' berbeda dari nama foldernya; tulis '{folder}'"))
    ids = [line.id for line in entry.sop]
    for index, sop_id in enumerate(ids):
        if sop_id in ids[:index]:
            faults.append(document.fault(("sop", index, "id"), f"SOP '{sop_id}' didaftar dua kali"))
    return entry


def read_requesters(document: Document, faults: list[Fault]) -> tuple[Requester, ...] | None:
    """opd.yaml, or None after adding what is wrong."""
    entry = validated(document, RequestersFile, faults)
    if entry is None:
        return None
    return tuple(
        Requester(
            code=opd.kode,
            name=opd.nama,
            head=opd.pimpinan or f"Pimpinan {opd.nama}",
            emails=opd.surel,
            domains=tuple(domain.lower() for domain in opd.domain),
            aliases=opd.alias,
            phone=opd.telepon,
        )
        for opd in entry.opd
    )


def office_of(entry: OfficeFile, contents: Contents) -> Office:
    """The office, put together from its files."""
    return Office(
        code=entry.kode,
        name=entry.nama,
        short_name=entry.nama_singkat,
        address=entry.surel,
        prefix=entry.prefiks_tiket,
        zone=entry.zona,
        zone_label=ZONE_LABELS[entry.zona],
        roster=contents.roster,
        requesters=contents.requesters,
        sops=_active(entry, contents.sops),
        rules=contents.rules,
        calendar=contents.calendar,
        city=entry.kota,
        government=entry.pemda,
        street=entry.alamat,
        domains=tuple(domain.lower() for domain in entry.domain_dinas),
        phone=entry.telepon,
        whatsapp=entry.wa,
        extras=entry.tambahan,
        undo_within=timedelta(minutes=entry.batal_menit),
        reopen_within=timedelta(days=entry.buka_kembali_hari),
        priority_times=_times(entry.prioritas),
        digest_at=entry.laporan_mingguan or _DIGEST_AT,
        monthly_to=MONTHLY_TO if entry.laporan_bulanan is None else entry.laporan_bulanan,
        aliases=entry.sebutan,
        proof={risk: GRADE_WORDS[getattr(entry.bukti, risk.value)] for risk in Risk},
        verify_dkim=entry.verifikasi_dkim,
        reminders=_reminders(entry.pengingat),
        scanners=entry.pemindai,
        doubtful_below=entry.surat_ragu,
    )


def _reminders(entry: Reminders) -> ReminderPolicy:
    urgent = entry.darurat
    return ReminderPolicy(
        usual=Stages(entry.sebelum, entry.saat, entry.atasan_setelah),
        urgent=Stages(urgent.sebelum, urgent.saat, urgent.atasan_setelah),
        requester_after=entry.pemohon_setelah,
        quiet=entry.jam_tenang,
    )


def _active(entry: OfficeFile, sops: Mapping[str, Sop]) -> tuple[ActiveSop, ...]:
    lines = [line for line in entry.sop if line.id in sops]
    return tuple(
        ActiveSop(sops[line.id], Standing(line.status), default=line.bawaan, fallback=line.alih_bila_tidak)
        for line in lines
    )


def _times(matrix: PriorityMatrix | None) -> dict[str, dict[PriorityTime, Budget]]:
    if matrix is None:
        return {}
    lines = {code: getattr(matrix, code) for code in PRIORITIES}
    return {
        code: {PriorityTime.RESPONSE: line.respon, PriorityTime.RESOLUTION: line.selesai}
        for code, line in lines.items()
    }
