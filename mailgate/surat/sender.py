"""Which registered organisation a letter comes from: the unit of its kop, else the office above it."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from mailgate.domain.letter import Letter
from mailgate.domain.office import Requester
from mailgate.surat.spelling import folded, skeleton

_REGION = re.compile(r" (?:kabupaten|kab|kota|provinsi|prov|daerah khusus|daerah istimewa) (.+)$")
_GOVERNMENT = re.compile(
    r"^pemerintah(?:an)? (?:daerah )?(?:kabupaten|kab|kota|provinsi|prov|daerah khusus|daerah istimewa) "
)
# One letter in a dozen may be bent by recognition.
_LEAST = 92.0
_RIVAL = 6.0
# These differ by the name of a place alone, in which one letter makes another place.
_PLACES = (
    "kecamatan",
    "kelurahan",
    "desa",
    "nagari",
    "puskesmas",
    "uptd",
    "upt",
    "sd",
    "smp",
    "sma",
    "smk",
    "tk",
    "kantor",
)


def organisation_of(letter: Letter, requesters: Sequence[Requester]) -> Requester | None:
    """The one organisation whose name or alias the kop has; None rather than a wrong or a second one.

    A kop of another region than the ones that the names carry (Dinas Kesehatan Kabupaten …) is nobody of these.
    """
    if _is_of_elsewhere(letter.government, requesters):
        return None
    for name in (letter.sender, letter.parent):
        found = _named(name, requesters) if name else None
        if found is not None:
            return found
    return None


def _named(name: str, requesters: Sequence[Requester]) -> Requester | None:
    wanted = _plain(name)
    same = [who for who in requesters if any(skeleton(known) == skeleton(wanted) for known in _names(who))]
    if same:
        return same[0] if len(same) == 1 else None
    if wanted.startswith(_PLACES):
        return None
    ranked = sorted(((_likeness(wanted, who), index) for index, who in enumerate(requesters)), reverse=True)
    if not ranked or ranked[0][0] < _LEAST or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _RIVAL):
        return None
    return requesters[ranked[0][1]]


def _likeness(wanted: str, who: Requester) -> float:
    """How near the nearest of its names is; short ones (BKD, Dikes) and other figures don't count."""
    figures = re.findall(r"\d+", wanted)
    names = (known for known in _names(who) if len(known) >= 10 and re.findall(r"\d+", known) == figures)
    return max((fuzz.ratio(wanted, known) for known in names), default=0.0)


def _names(who: Requester) -> list[str]:
    return [_plain(name) for name in (who.name, *who.aliases)]


def _plain(name: str) -> str:
    return _REGION.sub("", folded(name)) or folded(name)


def _is_of_elsewhere(government: str | None, requesters: Sequence[Requester]) -> bool:
    region = skeleton(_GOVERNMENT.sub("", folded(government))) if government else ""
    names = (folded(name) for who in requesters for name in (who.name, *who.aliases))
    known = {skeleton(match[1]) for name in names if (match := _REGION.search(name))}
    return bool(region and known) and max(fuzz.ratio(region, other) for other in known) < 85
