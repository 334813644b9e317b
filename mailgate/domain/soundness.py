"""Whether an SOP can be walked: every number, role, verb, time and way out, judged before the first ticket."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mailgate.domain.errors import Fault
from mailgate.domain.roster import OFFICE_ROLES
from mailgate.domain.sop import END, OWN_WORD, Outcome, Sop, Step, StepNotice
from mailgate.domain.verb import HEADWORDS

REQUESTER = "pemohon"
"""In `notifikasi`: whoever asked, whatever the SOP calls that role."""

STEP_TEMPLATES = (
    "tanda-terima",
    "status",
    "selesai",
    "ditolak",
    "bukan-darurat",
    "minta-ba",
    "jadwal-kunjungan",
    "konfirmasi-gangguan",
    "laporan",
    "berita-acara",
    "tutup",
    "darurat",
)
"""What `notifikasi` may name."""


def faithful(sop: Sop) -> Sop:
    """The SOP as printed: without `tambahan` edges except the `perlu` ones, and without closing by itself."""
    bare = replace(sop, steps=tuple(_without_extras(step) for step in sop.steps))
    return replace(bare, steps=tuple(replace(step, notices=_due_notices(step, bare)) for step in bare.steps))


def sop_problems(sop: Sop, file: str) -> Iterator[Fault]:
    """Every fault of one SOP; keys count from 1, as `langkah.3.ke.1`."""
    for key, message in _problems(sop):
        yield Fault(file, 0, key, message)


def roles_used(sop: Sop) -> list[str]:
    """Roles that the SOP gives work, words or mail to, the requester left out; in order of appearance."""
    used: dict[str, None] = {}
    for step in sop.steps:
        used |= dict.fromkeys(performer.role for performer in step.performers)
        for outcome in step.outcomes:
            used |= dict.fromkeys((*(outcome.by or ()), *map(_role, outcome.targets)))
        used |= dict.fromkeys((*step.acknowledged_by, *(notice.to for notice in step.notices)))
    requesters = {REQUESTER, *(role.code for role in sop.roles if role.requester)}
    return [role for role in used if role not in requesters]


def _without_extras(step: Step) -> Step:
    outcomes = tuple(outcome for outcome in step.outcomes if outcome.needed or not outcome.extra)
    return replace(step, outcomes=outcomes, closes_after=None)


def _due_notices(step: Step, sop: Sop) -> tuple[StepNotice, ...]:
    return tuple(
        notice for notice in step.notices if notice.verb is None or notice.verb in _occasions(notice, step, sop)
    )


def _occasions(notice: StepNotice, step: Step, sop: Sop) -> set[str]:
    """The verbs that lead into the step, for a notice on entry, or out of it."""
    if notice.on_entry:
        return {outcome.verb for other in sop.steps for outcome in other.outcomes if outcome.to == step.number}
    return {outcome.verb for outcome in step.outcomes}


def _problems(sop: Sop) -> Iterator[tuple[str, str]]:
    yield from _role_list_problems(sop)
    known = {role.code for role in sop.roles}
    numbers = [step.number for step in sop.steps]
    for index, step in enumerate(sop.steps):
        key = f"langkah.{index + 1}"
        if step.number in numbers[:index] or step.number == END:
            yield f"{key}.urut", f"nomor langkah '{step.number}' sudah dipakai; setiap langkah bernomor sendiri"
        yield from _role_problems(step, known, key)
        yield from _wording_problems(step, sop, key)
        yield from _edge_problems(step, numbers, key)
        yield from _acknowledgement_problems(step, key)
        yield from _passing_problems(step, key)
        yield from _notice_problems(step, sop, key)
    yield from _walk_problems(sop, "")
    yield from _walk_problems(faithful(sop), " bila 'tambahan: mati'")


def _role_list_problems(sop: Sop) -> Iterator[tuple[str, str]]:
    requesters = [role.code for role in sop.roles if role.requester]
    if len(requesters) != 1:
        found = ", ".join(requesters) or "tidak ada"
        yield "peran", f"tepat satu peran harus bertanda 'pemohon: ya' ({found})"


def _role_problems(step: Step, known: set[str], key: str) -> Iterator[tuple[str, str]]:
    named = [
        *((f"{key}.pelaksana.{i + 1}", performer.role) for i, performer in enumerate(step.performers)),
        *((f"{key}.mengetahui", role) for role in step.acknowledged_by),
        *((f"{key}.notifikasi.{i + 1}.kepada", notice.to) for i, notice in enumerate(step.notices)),
    ]
    for i, outcome in enumerate(step.outcomes):
        named += [(f"{key}.ke.{i + 1}.oleh", role) for role in outcome.by or ()]
        named += [(f"{key}.ke.{i + 1}.tujuan", _role(target)) for target in outcome.targets]
    allowed = known | set(OFFICE_ROLES)
    for where, role in named:
        if role not in allowed and not (role == REQUESTER and ".notifikasi." in where):
            listed = ", ".join(sorted(known))
            yield where, f"langkah {step.number}: peran '{role}' tidak ada dalam SOP ini; yang ada: {listed}"
    if not step.acting:
        yield f"{key}.pelaksana", f"langkah {step.number}: semua pelaksana hanya membantu; tidak ada yang memutuskan"


def _wording_problems(step: Step, sop: Sop, key: str) -> Iterator[tuple[str, str]]:
    if not step.automatic:
        for name, text in (("ajakan", step.call), ("tahap", step.stage)):
            if not text:
                yield f"{key}.{name}", f"langkah {step.number}: '{name}' wajib diisi; kalimatnya dipakai dalam surel"
    groups = [group.code for group in sop.groups]
    # A group may also share a time of the priority matrix (Trenggalek 2019); then it has no line of its own.
    if step.time.group is not None and step.time.priority is None and step.time.group not in groups:
        listed = ", ".join(groups) or "tidak ada"
        yield f"{key}.waktu.grup", f"kelompok waktu '{step.time.group}' tidak ada di grup_waktu; yang ada: {listed}"


def _edge_problems(step: Step, numbers: list[str], key: str) -> Iterator[tuple[str, str]]:
    if step.automatic and len(step.outcomes) != 1:
        yield f"{key}.ke", f"langkah {step.number} otomatis: harus ada tepat satu 'ke', bukan {len(step.outcomes)}"
    for index, outcome in enumerate(step.outcomes):
        here = f"{key}.ke.{index + 1}"
        if outcome.to != END and outcome.to not in numbers:
            yield (
                f"{here}.ke",
                f"langkah {step.number} menuju '{outcome.to}', yang tidak ada; tulis nomor langkah atau akhir",
            )
        if not outcome.verb and not step.automatic:
            yield f"{here}.perintah", f"langkah {step.number}: perintah wajib diisi"
        if outcome.verb and outcome.verb not in HEADWORDS:
            yield f"{here}.perintah", f"perintah '{outcome.verb}' tidak ada dalam daftar perintah (lihat BANTUAN)"
        for earlier in step.outcomes[:index]:
            if earlier.verb == outcome.verb and _givers(earlier, step) & _givers(outcome, step):
                both = ", ".join(sorted(_givers(earlier, step) & _givers(outcome, step)))
                yield f"{here}.perintah", f"langkah {step.number}: {outcome.verb} dari {both} menuju dua langkah"


def _acknowledgement_problems(step: Step, key: str) -> Iterator[tuple[str, str]]:
    givers: set[str] = set()
    for outcome in step.outcomes:
        if outcome.acknowledges:
            givers |= _givers(outcome, step)
    if givers and not step.acknowledged_by:
        yield f"{key}.mengetahui", f"langkah {step.number}: ada 'catat_mengetahui', tetapi 'mengetahui' kosong"
    for role in step.acknowledged_by:
        if role not in givers:
            yield f"{key}.mengetahui", f"langkah {step.number}: tidak ada 'catat_mengetahui' dari '{role}'"


def _passing_problems(step: Step, key: str) -> Iterator[tuple[str, str]]:
    """Silence is no consent: what an official must say himself never passes by time (domain notes 6.2)."""
    if step.closes_after is None or step.passing is not None:
        return
    own = [o.verb for o in step.outcomes if o.verb in OWN_WORD] or (["MENGETAHUI"] if step.acknowledged_by else [])
    if own:
        message = f"langkah {step.number} meminta {own[0]}, yang harus dinyatakan pejabatnya; hapus tutup_otomatis"
    else:
        message = f"langkah {step.number} tidak mempunyai jalan maju dari pelaksananya; hapus tutup_otomatis"
    yield f"{key}.tutup_otomatis", message


def _notice_problems(step: Step, sop: Sop, key: str) -> Iterator[tuple[str, str]]:
    for index, notice in enumerate(step.notices):
        here = f"{key}.notifikasi.{index + 1}"
        if notice.template not in STEP_TEMPLATES:
            yield f"{here}.surel", f"surel '{notice.template}' tidak dikenal; yang ada: {', '.join(STEP_TEMPLATES)}"
        if notice.verb is not None and notice.verb not in _occasions(notice, step, sop):
            way = "menuju" if notice.on_entry else "dari"
            yield f"{here}.perintah", f"tidak ada {notice.verb} {way} langkah {step.number}; surel tidak akan terkirim"


def _walk_problems(sop: Sop, circumstance: str) -> Iterator[tuple[str, str]]:
    ways = {step.number: {outcome.to for outcome in step.outcomes} for step in sop.steps}
    reached = _closure([sop.first.number], ways)
    backwards: dict[str, set[str]] = {}
    for number, targets in ways.items():
        for target in targets:
            backwards.setdefault(target, set()).add(number)
    ending = _closure([END], backwards)
    for index, step in enumerate(sop.steps):
        key = f"langkah.{index + 1}"
        if step.number not in reached:
            yield key, f"langkah {step.number} tidak pernah dicapai dari langkah {sop.first.number}{circumstance}"
        if step.number not in ending:
            yield f"{key}.ke", f"dari langkah {step.number} tidak ada jalan sampai akhir{circumstance}"


def _closure(start: Iterable[str], ways: dict[str, set[str]]) -> set[str]:
    """Everything reached from `start` by following `ways`."""
    found = set(start)
    open_ends = list(found)
    while open_ends:
        fresh = ways.get(open_ends.pop(), set()) - found
        found |= fresh
        open_ends += fresh
    return found


def _givers(outcome: Outcome, step: Step) -> set[str]:
    return set(step.acting if outcome.by is None else outcome.by)


def _role(target: str) -> str:
    """`kabid` of `kabid:aplikasi`."""
    return target.partition(":")[0]
