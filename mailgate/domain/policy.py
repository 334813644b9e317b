"""Everything that rules/ says, read once and checked whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from mailgate.domain.errors import Fault
from mailgate.domain.office import MONTHLY_TO, ActiveSop, Office, Standing
from mailgate.domain.priority import PRIORITIES
from mailgate.domain.rule_soundness import rule_problems
from mailgate.domain.soundness import faithful, sop_problems
from mailgate.domain.spelling import normalise
from mailgate.domain.staffing import staffing_problems, staffing_warnings
from mailgate.domain.verb import HEADWORDS


@dataclass(frozen=True, slots=True)
class Policy:
    """The offices of a deployment by code, and what `check` should mention without refusing."""

    offices: Mapping[str, Office]
    warnings: tuple[Fault, ...] = ()

    def addressed(self, emails: Sequence[str]) -> Office | None:
        """The office whose gateway address is the first known among these lower-cased addresses."""
        by_address = {office.address: office for office in self.offices.values()}
        return next((by_address[email] for email in emails if email in by_address), None)


def problems(policy: Policy) -> tuple[Fault, ...]:
    """Every fault that only shows when the files are read together; lines are 0, keys count from 1."""
    return tuple(fault for office in policy.offices.values() for fault in _office_problems(office)) + tuple(
        _shared_identity(list(policy.offices.values()))
    )


def oddities(policy: Policy) -> tuple[Fault, ...]:
    """What may be meant so, but is worth a look."""
    return tuple(fault for office in policy.offices.values() for fault in _office_oddities(office))


def as_switched(office: Office) -> Office:
    """The office as its `tambahan` switch wants it: with `mati`, every SOP in its printed form."""
    if office.extras:
        return office
    return replace(office, sops=tuple(replace(active, sop=faithful(active.sop)) for active in office.sops))


def _office_problems(office: Office) -> Iterator[Fault]:
    for key, message in _list_problems(office.sops):
        yield Fault(f"{office.code}/instansi.yaml", 0, key, message)
    if not _has_times(office) and any(_needs_times(active) for active in office.sops):
        message = f"ada langkah yang waktunya menurut prioritas; isi {', '.join(PRIORITIES)} di sini"
        yield Fault(f"{office.code}/instansi.yaml", 0, "prioritas", message)
    if not _is_ever_calm(office):
        message = "jam_tenang menutup seluruh jam kerja, sehingga tidak ada pengingat yang dapat dikirim"
        yield Fault(f"{office.code}/instansi.yaml", 0, "pengingat.jam_tenang", message)
    for key, message in _alias_problems(office.aliases):
        yield Fault(f"{office.code}/instansi.yaml", 0, key, message)
    for role in office.monthly_to if office.monthly_to != MONTHLY_TO else ():
        if not office.roster.seats_of(role):
            message = f"peran '{role}' tidak ada di peran.yaml"
            yield Fault(f"{office.code}/instansi.yaml", 0, "laporan_bulanan", message)
    for active in office.sops:
        yield from sop_problems(active.sop, f"{office.code}/sop/{active.sop.id}.yaml")
    yield from staffing_problems(office)
    yield from rule_problems(office)
    for index, requester in enumerate(office.requesters):
        if office.address in requester.emails:
            message = f"{requester.name} memakai alamat gateway {office.address}; surel akan berputar"
            yield Fault(f"{office.code}/opd.yaml", 0, f"opd.{index + 1}.surel", message)


def _list_problems(sops: Sequence[ActiveSop]) -> Iterator[tuple[str, str]]:
    """Faults of `sop` in instansi.yaml."""
    in_force = [active for active in sops if active.standing is Standing.IN_FORCE]
    defaults = [active for active in sops if active.default]
    if not in_force:
        yield "sop", "tidak ada SOP yang berlaku; tandai satu dengan 'status: berlaku'"
    if len(in_force) > 1 and not defaults:
        listed = ", ".join(active.sop.id for active in in_force)
        yield "sop", f"beberapa SOP berlaku ({listed}) tanpa bawaan; tandai satu dengan 'bawaan: ya'"
    if len(defaults) > 1:
        yield "sop", f"hanya satu SOP boleh bawaan, bukan {', '.join(active.sop.id for active in defaults)}"
    ids = [active.sop.id for active in sops]
    for index, active in enumerate(sops):
        key = f"sop.{index + 1}"
        if active.default and active.standing is not Standing.IN_FORCE:
            yield f"{key}.bawaan", f"SOP bawaan '{active.sop.id}' harus berstatus berlaku"
        if active.fallback is not None and (active.fallback not in ids or active.fallback == active.sop.id):
            yield f"{key}.alih_bila_tidak", f"SOP '{active.fallback}' bukan SOP lain dari daftar ini"


def _alias_problems(aliases: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Faults of `sebutan`: a word of the office's own stands for one known command, and takes none away."""
    for words, headword in aliases.items():
        key = f"sebutan.{words}"
        if headword not in HEADWORDS:
            near = get_close_matches(headword.upper(), sorted(HEADWORDS), 1)
            hint = f"; maksudnya {near[0]}?" if near else ""
            yield key, f"perintah '{headword}' tidak ada dalam daftar perintah{hint}"
        if not normalise(words):
            yield key, "sebutan kosong; tulis kata yang dipakai kantor ini"
        elif " ".join(words.upper().split()) in HEADWORDS - {headword}:
            yield key, f"'{words}' sudah merupakan perintah; sebutan tidak boleh mengubah artinya"


def _has_times(office: Office) -> bool:
    return all(priority in office.priority_times for priority in PRIORITIES)


def _is_ever_calm(office: Office) -> bool:
    """Whether some working time of an ordinary week is not quiet."""
    quiet = office.reminders.quiet
    if quiet is None:
        return True
    for opens, closes in {span for hours in office.calendar.week for span in hours.spans}:
        if any(not office.reminders.is_quiet_at(t) for t in (opens, quiet[1]) if opens <= t < closes):
            return True
    return False


def _needs_times(active: ActiveSop) -> bool:
    return any(step.time.priority is not None for step in active.sop.steps)


def _shared_identity(offices: Sequence[Office]) -> Iterator[Fault]:
    """Ticket prefixes and gateway addresses that two offices of the deployment share."""
    for index, office in enumerate(offices):
        for other in offices[:index]:
            file = f"{office.code}/instansi.yaml"
            if office.prefix == other.prefix:
                yield Fault(file, 0, "prefiks_tiket", f"prefiks {office.prefix} sudah dipakai {other.code}")
            if office.address == other.address:
                yield Fault(file, 0, "surel", f"alamat {office.address} sudah dipakai {other.code}")


def _office_oddities(office: Office) -> Iterator[Fault]:
    yield from staffing_warnings(office)
    owners: dict[str, str] = {}
    for index, requester in enumerate(office.requesters):
        for address in (*requester.emails, *requester.domains):
            owner = owners.setdefault(address, requester.code)
            if owner != requester.code:
                message = f"'{address}' juga milik {owner}, yang akan dipakai"
                yield Fault(f"{office.code}/opd.yaml", 0, f"opd.{index + 1}", message)
