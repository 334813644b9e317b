"""Whether every post that an office's SOPs need is held, and the line of superiors leads upwards."""

from collections.abc import Iterator

from mailgate.domain.errors import Fault
from mailgate.domain.office import Office, Standing
from mailgate.domain.roster import OFFICE_ROLES, Holder, Roster, Seat, Tenure
from mailgate.domain.soundness import roles_used
from mailgate.domain.verb import HEADWORDS


def staffing_problems(office: Office) -> Iterator[Fault]:
    """Every fault of peran.yaml that the file alone can't show."""
    file = f"{office.code}/peran.yaml"
    for key, message in _problems(office):
        yield Fault(file, 0, key, message)


def staffing_warnings(office: Office) -> Iterator[Fault]:
    """What may be meant so, but is worth a look."""
    file = f"{office.code}/peran.yaml"
    for active in office.sops:
        if active.standing is Standing.ARCHIVED:
            for role in _unheld(office.roster.for_sop(active.sop.id), roles_used(active.sop)):
                yield Fault(file, 0, "peran", f"peran '{role}' dalam arsip {active.sop.id} belum berpemegang")
        for alias, one, other in _shared_aliases(office.roster.for_sop(active.sop.id)):
            message = f"alias '{alias}' dipakai {one.code} dan {other.code}; petugas akan ditanya yang mana"
            yield Fault(file, 0, _key(office.roster, other), message)


def _problems(office: Office) -> Iterator[tuple[str, str]]:
    for role in _unheld(office.roster, list(OFFICE_ROLES)):
        yield "peran", f"peran '{role}' wajib ada di setiap kantor dan mempunyai pemegang"
    for active in office.sops:
        if active.standing is Standing.IN_FORCE:
            for role in _unheld(office.roster.for_sop(active.sop.id), roles_used(active.sop)):
                if role not in OFFICE_ROLES:
                    yield "peran", f"peran '{role}' dalam SOP {active.sop.id} belum mempunyai pemegang"
    for seat in office.roster.seats:
        yield from _seat_problems(seat, office)


def _seat_problems(seat: Seat, office: Office) -> Iterator[tuple[str, str]]:
    key = _key(office.roster, seat)
    if seat.superior is not None and not office.roster.seats_of(seat.superior):
        yield f"{key}.atasan", f"atasan '{seat.superior}' dari {seat.code} tidak ada dalam daftar peran"
    if any(world.is_superior(seat, seat) for world in _worlds(seat, office)):
        yield f"{key}.atasan", f"garis atasan dari {seat.code} berputar kembali ke dirinya sendiri"
    for sop_id in seat.sops:
        if office.sop(sop_id) is None:
            yield f"{key}.sop", f"SOP '{sop_id}' tidak didaftar di instansi.yaml"
    for holder in seat.holders:
        yield from ((key, message) for message in _holder_problems(holder, seat, office))
    codes = [holder.code for holder in seat.holders if holder.tenure is Tenure.DEFINITIVE]
    if len(codes) > 1 and not seat.team:
        yield key, f"{seat.code} mempunyai {len(codes)} pemegang definitif; sisakan satu, atau tandai 'tim: ya'"
    if len(set(codes)) < len(codes):
        yield key, f"dua pemegang {seat.code} memakai kode yang sama"


def _worlds(seat: Seat, office: Office) -> Iterator[Roster]:
    """The rosters in which the seat exists, one for each SOP it serves."""
    for active in office.sops:
        if not seat.sops or active.sop.id in seat.sops:
            yield office.roster.for_sop(active.sop.id)


def _holder_problems(holder: Holder, seat: Seat, office: Office) -> Iterator[str]:
    if office.address in holder.emails:
        yield f"{holder.name} ({seat.code}) memakai alamat gateway {office.address}; surel akan berputar"
    for verb in holder.scope:
        if verb not in HEADWORDS:
            yield f"cakupan {holder.name} ({seat.code}): perintah '{verb}' tidak ada dalam daftar perintah"


def _unheld(roster: Roster, roles: list[str]) -> list[str]:
    """The roles for which nobody stands in office; an agent is nobody's deputy."""
    held = {seat.role for seat in roster.seats if any(holder.tenure is not Tenure.AGENT for holder in seat.holders)}
    return [role for role in roles if role not in held]


def _shared_aliases(roster: Roster) -> Iterator[tuple[str, Seat, Seat]]:
    owners: dict[str, Seat] = {}
    for seat in roster.seats:
        for alias in dict.fromkeys(word.casefold() for word in seat.aliases):
            owner = owners.setdefault(alias, seat)
            if owner.role != seat.role:
                yield alias, owner, seat


def _key(roster: Roster, seat: Seat) -> str:
    """`peran.3` or `peran.3.kursi.2`, counted from 1: seats of one entry stand together, with one role and one list."""
    entry, place, before = 0, 0, None
    for each in roster.seats:
        together = (
            before is not None and each.unit and before.unit and (each.role, each.sops) == (before.role, before.sops)
        )
        entry, place = (entry, place + 1) if together else (entry + 1, 1)
        before = each
        if each is seat:
            break
    return f"peran.{entry}.kursi.{place}" if seat.unit else f"peran.{entry}"
