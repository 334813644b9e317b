"""sop/<id>.yaml → Sop."""

from mailgate.adapters.policy_yaml.reader import Document
from mailgate.adapters.policy_yaml.sop_schema import EdgeLine, NoticeLine, PerformerLine, SopFile, StepEntry, TimeLine
from mailgate.adapters.policy_yaml.validation import validated
from mailgate.domain.errors import Fault
from mailgate.domain.sop import (
    Outcome,
    Performer,
    PriorityTime,
    Sop,
    SopIdentity,
    SopRole,
    Step,
    StepNotice,
    StepTime,
    TimeGroup,
)


def read_sop(document: Document, sop_id: str, office: str, faults: list[Fault]) -> Sop | None:
    """The SOP, or None after adding what is wrong with its shape; its graph is judged by the domain."""
    entry = validated(document, SopFile, faults)
    if entry is None:
        return None
    if entry.id != sop_id:
        faults.append(document.fault(("id",), f"id '{entry.id}' berbeda dari nama berkas; tulis '{sop_id}'"))
    return Sop(
        id=sop_id,
        name=entry.nama,
        number=entry.nomor,
        office=office,
        steps=tuple(_step(step) for step in entry.langkah),
        roles=tuple(SopRole(code, r.nama, column=r.kolom, requester=r.pemohon) for code, r in entry.peran.items()),
        groups=tuple(TimeGroup(code, g.pakai, g.tertulis) for code, g in (entry.grup_waktu or {}).items()),
        identity=_identity(entry),
    )


def _identity(entry: SopFile) -> SopIdentity:
    printed_name = (f"Judul pada naskah: {entry.nama_asli}",) if entry.nama_asli else ()
    return SopIdentity(
        region=entry.daerah,
        agency=entry.instansi,
        unit=entry.bidang,
        made=entry.tanggal.pembuatan,
        revised=entry.tanggal.revisi,
        effective=entry.tanggal.efektif,
        approved=entry.tanggal.pengesahan,
        approver_title=entry.disahkan.jabatan,
        approver_rank=entry.disahkan.pangkat,
        approver_name=entry.disahkan.nama,
        approver_nip=entry.disahkan.nip,
        legal_basis=entry.dasar_hukum,
        qualifications=tuple(str(line) for line in entry.kualifikasi_pelaksana),
        related=entry.keterkaitan,
        equipment=entry.perlengkapan,
        warnings=entry.peringatan,
        records=entry.pencatatan,
        table_title=entry.judul_tabel,
        notes=entry.catatan + printed_name,
    )


def _step(entry: StepEntry) -> Step:
    return Step(
        number=entry.urut,
        activity=entry.kegiatan,
        performers=tuple(_performer(line) for line in entry.pelaksana),
        original=entry.asli,
        one_of=entry.pilih == "satu",
        documents=entry.kelengkapan,
        time=_time(entry.waktu),
        output=entry.output,
        call=entry.ajakan,
        stage=entry.tahap,
        question=entry.tanya,
        outcomes=tuple(_outcome(line) for line in entry.ke),
        notices=tuple(_notice(line) for line in entry.notifikasi),
        automatic=entry.otomatis,
        acknowledged_by=entry.mengetahui,
        closes_after=entry.tutup_otomatis,
        note=entry.catatan,
    )


def _performer(line: PerformerLine) -> Performer:
    stated = line.sumber == "dinyatakan"
    return Performer(line.peran, stated=stated, why=line.alasan, assists=line.bantu, task=line.tugas)


def _time(line: TimeLine) -> StepTime:
    priority = PriorityTime(line.prioritas) if line.prioritas else None
    return StepTime(printed=line.tertulis, budget=line.pakai, group=line.grup, priority=priority, pauses=line.jeda)


def _outcome(line: EdgeLine) -> Outcome:
    return Outcome(
        verb=line.perintah or "",
        to=line.ke,
        when=line.bila,
        by=None if line.oleh is None else tuple(line.oleh),
        targets=line.tujuan,
        extra=line.tambahan,
        needed=line.perlu,
        reason=line.alasan,
        attachment=line.lampiran,
        report=line.hasil,
        acknowledges=line.catat_mengetahui,
        label=line.sebut,
        example=line.contoh,
    )


def _notice(line: NoticeLine) -> StepNotice:
    return StepNotice(line.surel, line.kepada, verb=line.perintah, on_entry=line.saat == "masuk")
