"""peran.yaml → Roster: seats with their holders, deputies and agents put beside them."""

from collections.abc import Sequence
from dataclasses import replace

from mailgate.adapters.policy_yaml.reader import Document
from mailgate.adapters.policy_yaml.schema import DeputyEntry, HolderEntry, RoleEntry, RosterFile
from mailgate.adapters.policy_yaml.validation import suggestion, validated
from mailgate.domain.errors import Fault
from mailgate.domain.roster import SIGNED_IN_PERSON, Holder, Roster, Seat, Tenure


def read_roster(document: Document, faults: list[Fault]) -> Roster | None:
    """The roster, or None after adding what is wrong with its shape; gaps are judged by the domain."""
    entry = validated(document, RosterFile, faults)
    if entry is None:
        return None
    before = len(faults)
    for index, role in enumerate(entry.peran):
        faults.extend(document.fault(("peran", index), said) for said in _role_problems(role, entry.peran[:index]))
    seats = [seat for role in entry.peran for seat in _seats(role)]
    for index, deputy in enumerate(entry.delegasi):
        problems = _deputy_problems(deputy, seats)
        faults.extend(document.fault(("delegasi", index, key), said) for key, said in problems)
        seats = [_joined(seat, deputy) if deputy.peran == seat.code else seat for seat in seats]
    return Roster(tuple(seats)) if len(faults) == before else None


def _role_problems(role: RoleEntry, earlier: Sequence[RoleEntry]) -> list[str]:
    problems = []
    if any(other.kode == role.kode and _share_an_sop(other, role) for other in earlier):
        problems.append(f"peran '{role.kode}' ditulis dua kali; pakai 'kursi' bila satu peran punya beberapa pejabat")
    if role.kursi and role.pemegang:
        problems.append(f"peran '{role.kode}' berisi kursi dan pemegang; pindahkan pemegang ke dalam kursinya")
    if not role.kursi and not role.jabatan:
        problems.append(f"jabatan peran '{role.kode}' wajib diisi")
    units = [seat.unit for seat in role.kursi]
    twice = sorted({unit for unit in units if units.count(unit) > 1})
    problems += [f"kursi '{unit}' pada peran '{role.kode}' ditulis dua kali" for unit in twice]
    return problems


def _share_an_sop(one: RoleEntry, other: RoleEntry) -> bool:
    """Whether two entries of a role meet in one SOP's world; the Kabid of 2019 and those of 2023 do not."""
    return not (one.sop and other.sop) or bool(set(one.sop) & set(other.sop))


def _seats(role: RoleEntry) -> list[Seat]:
    if not role.kursi:
        return [
            Seat(
                role=role.kode,
                title=role.jabatan or role.kode,
                holders=_holders(role.pemegang),
                aliases=role.alias,
                superior=role.atasan,
                sops=role.sop,
                team=role.tim,
                services=role.layanan,
            )
        ]
    return [
        Seat(
            role=role.kode,
            title=seat.jabatan,
            holders=_holders(seat.pemegang),
            unit=seat.unit,
            aliases=seat.alias,
            superior=seat.atasan or role.atasan,
            sops=seat.sop or role.sop,
            team=seat.tim or role.tim,
            services=seat.layanan or role.layanan,
        )
        for seat in role.kursi
    ]


def _holders(entries: Sequence[HolderEntry]) -> tuple[Holder, ...]:
    return tuple(_holder(entry) for entry in entries)


def _holder(entry: HolderEntry) -> Holder:
    return Holder(
        code=entry.kode,
        name=entry.nama,
        emails=tuple(entry.surel),
        greeting=entry.sapaan,
        aliases=entry.alias,
        shared=entry.bersama,
        nip=entry.nip,
        rank=entry.pangkat,
    )


def _deputy_problems(deputy: DeputyEntry, seats: Sequence[Seat]) -> list[tuple[str, str]]:
    problems = []
    codes = [seat.code for seat in seats]
    if deputy.peran not in codes:
        units = [code for code in codes if code.startswith(f"{deputy.peran}:")]
        hint = f"; sebutkan kursinya: {', '.join(units)}" if units else suggestion(deputy.peran, codes)
        problems.append(("peran", f"peran '{deputy.peran}' tidak ada{hint}"))
    if deputy.sebagai == "agen" and not deputy.cakupan:
        problems.append(("cakupan", "agen wajib mempunyai cakupan, mis. [DISPOSISI, TERIMA, CATATAN]"))
    if deputy.sebagai == "agen" and deputy.perlu is None:
        signed = [verb for verb in deputy.cakupan if verb in SIGNED_IN_PERSON]
        message = f"{', '.join(signed)} oleh agen memerlukan 'perlu: lampiran_lembar_disposisi'"
        problems += [("cakupan", message)] if signed else []
    if deputy.sebagai != "agen" and deputy.perlu is not None:
        problems.append(("perlu", f"'perlu' hanya untuk agen; {deputy.sebagai} bertindak sendiri"))
    if deputy.sebagai != "agen" and not (deputy.mulai and deputy.sampai):
        missing = "mulai" if deputy.mulai is None else "sampai"
        problems.append((missing, f"{deputy.sebagai} wajib mempunyai tanggal mulai dan sampai"))
    if deputy.mulai and deputy.sampai and deputy.mulai > deputy.sampai:
        problems.append(("sampai", f"tanggal sampai ({deputy.sampai}) mendahului mulai ({deputy.mulai})"))
    return problems


def _joined(seat: Seat, deputy: DeputyEntry) -> Seat:
    holder = replace(
        _holder(deputy),
        tenure=Tenure(deputy.sebagai),
        since=deputy.mulai,
        until=deputy.sampai,
        basis=deputy.dasar,
        scope=deputy.cakupan,
        sheet=deputy.perlu is not None,
    )
    return replace(seat, holders=(*seat.holders, holder))
