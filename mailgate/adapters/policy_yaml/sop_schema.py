"""The shape of sop/<id>.yaml (docs/rules.md): fields are named as the keys that officials write."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from mailgate.adapters.policy_yaml.fields import BudgetText, Code, Entry, Obligatory, YesNo


class RoleLine(Entry):
    """A Pelaksana column: a title alone, or a title with its peculiarities."""

    nama: str
    kolom: YesNo = True
    pemohon: YesNo = False

    @model_validator(mode="before")
    @classmethod
    def _title_alone(cls, data: Any) -> Any:
        return {"nama": data} if isinstance(data, str) else data


class Qualification(Entry):
    """A line of Kualifikasi Pelaksana: a text alone, or for whom and what, a line for each."""

    untuk: str | None = None
    syarat: Annotated[list[str], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, data: Any) -> Any:
        return {"syarat": [data]} if isinstance(data, str) else data

    def __str__(self) -> str:
        return "\n".join([f"{self.untuk}:", *self.syarat] if self.untuk else self.syarat)


class Dates(Entry):
    """Dates as printed: texts, not dates ("November 2019", "-")."""

    pembuatan: str | None = None
    revisi: str | None = None
    efektif: str | None = None
    pengesahan: str | None = None


class Approval(Entry):
    """Disahkan oleh."""

    jabatan: str | None = None
    pangkat: str | None = None
    nama: str | None = None
    nip: str | None = None


class GroupLine(Entry):
    """A merged Waktu cell."""

    tertulis: str = ""
    pakai: BudgetText


class PerformerLine(Entry):
    """A mark in the Pelaksana columns."""

    peran: str
    sumber: Literal["dinyatakan", "disimpulkan"] = "dinyatakan"
    alasan: str | None = None
    bantu: YesNo = False
    tugas: str | None = None

    @model_validator(mode="after")
    def _inferred_with_reason(self) -> "PerformerLine":
        if self.sumber == "disimpulkan" and not self.alasan:
            raise ValueError(f"pelaksana '{self.peran}' disimpulkan; tulis alasannya pada kunci 'alasan'")
        return self


class TimeLine(Entry):
    """The Waktu cell of a step."""

    tertulis: str | None = None
    pakai: BudgetText | None = None
    grup: str | None = None
    prioritas: Literal["respon", "selesai"] | None = None
    jeda: YesNo = False

    @model_validator(mode="after")
    def _one_source(self) -> "TimeLine":
        given = [key for key in ("pakai", "grup", "prioritas") if getattr(self, key) is not None]
        if len(given) > 1 and given != ["grup", "prioritas"]:
            raise ValueError(f"pilih satu saja dari {', '.join(given)}")
        return self


class EdgeLine(Entry):
    """One outcome of a step."""

    perintah: str | None = None
    ke: str
    bila: str | None = None
    oleh: list[str] | None = None
    tujuan: tuple[str, ...] = ()
    alasan: Obligatory = False
    lampiran: Obligatory = False
    hasil: Obligatory = False
    catat_mengetahui: YesNo = False
    tambahan: YesNo = False
    perlu: YesNo = False
    sebut: str | None = None
    contoh: str | None = None


class NoticeLine(Entry):
    """A mail besides the task mail."""

    surel: str
    kepada: str
    perintah: str | None = None
    saat: Literal["keluar", "masuk"] = "keluar"


class StepEntry(Entry):
    """One row of the procedure table."""

    urut: str
    kegiatan: str
    asli: str | None = None
    pelaksana: Annotated[list[PerformerLine], Field(min_length=1)]
    pilih: Literal["satu"] | None = None
    kelengkapan: tuple[str, ...] = ()
    waktu: TimeLine = TimeLine()
    output: str | None = None
    ajakan: str = ""
    tahap: str = ""
    tanya: str | None = None
    otomatis: YesNo = False
    mengetahui: tuple[str, ...] = ()
    tutup_otomatis: BudgetText | None = None
    ke: Annotated[list[EdgeLine], Field(min_length=1)]
    notifikasi: tuple[NoticeLine, ...] = ()
    catatan: str | None = None


class SopFile(Entry):
    """sop/<id>.yaml."""

    id: Code
    nama: str
    nama_asli: str | None = None
    nomor: str | None = None
    daerah: str | None = None
    instansi: str | None = None
    bidang: str | None = None
    tanggal: Dates = Dates()
    disahkan: Approval = Approval()
    dasar_hukum: tuple[str, ...] = ()
    kualifikasi_pelaksana: tuple[Qualification, ...] = ()
    keterkaitan: tuple[str, ...] = ()
    perlengkapan: tuple[str, ...] = ()
    peringatan: tuple[str, ...] = ()
    pencatatan: tuple[str, ...] = ()
    judul_tabel: str | None = None
    catatan: tuple[str, ...] = ()
    peran: Annotated[dict[Code, RoleLine], Field(min_length=1)]
    grup_waktu: dict[str, GroupLine] | None = None
    langkah: Annotated[list[StepEntry], Field(min_length=2)]
