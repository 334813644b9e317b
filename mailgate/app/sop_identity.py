"""The identity page of an SOP AP document: its fields as printed, in letters small enough that one page holds them."""

from collections.abc import Sequence

from mailgate.app.flowchart.lettering import POINT, lines_of
from mailgate.domain.notice import Json
from mailgate.domain.sop import Sop, SopIdentity

SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Points, the largest that fits is taken; smaller ones are not read on paper, so a longer page goes on on the next."""

HEAD = 62.0
"""Millimetres of the block beside the emblem, the title's first line included."""

LINE = 1.25
"""Height of a line in letter sizes."""

INDENT, PADDING = 9.0, 2.0
"""Millimetres before an item in a numbered one, and inside a cell's borders."""


def identity_json(sop: Sop, width: float, height: float) -> Json:
    """The page's fields, for a print area of that many millimetres; what the document leaves empty is None or an empty
    list.
    """
    identity = sop.identity
    lists = _lists(identity)
    return {
        "agency": _agency(identity.agency, identity.unit),
        "made": identity.made,
        "revised": identity.revised,
        "effective": identity.effective,
        "approved": identity.approved,
        "approver": {
            "title": identity.approver_title,
            "rank": identity.approver_rank,
            "name": identity.approver_name,
            "nip": identity.approver_nip,
        },
        "lists": lists,
        "size": next((size for size in SIZES if _height(lists, width / 2, size) <= height - HEAD), SIZES[-1]),
    }


def _lists(identity: SopIdentity) -> list[list[Json]]:
    """What stands beside each other, from above."""
    pairs = (
        (("Dasar Hukum", identity.legal_basis), ("Kualifikasi Pelaksana", identity.qualifications)),
        (("Keterkaitan", identity.related), ("Peralatan dan Perlengkapan", identity.equipment)),
        (("Peringatan", identity.warnings), ("Pencatatan dan Pendataan", identity.records)),
    )
    return [[{"title": title, "items": list(items)} for title, items in pair] for pair in pairs]


def _height(lists: Sequence[Sequence[Json]], width: float, size: float) -> float:
    room = width - INDENT - 2 * PADDING
    lines = sum(
        1
        + max(
            sum(len(lines_of(line, room, size)) for item in cell["items"] for line in item.splitlines())
            for cell in pair
        )
        for pair in lists
    )
    return lines * size * LINE * POINT + len(lists) * 2 * PADDING


def _agency(agency: str | None, unit: str | None) -> list[str]:
    """The lines under the emblem: the government, its agency and the unit, each on its own."""
    government, comma, office = (agency or "").partition(", ")
    lines = [government, office] if comma and government.startswith("Pemerintah") else [agency or ""]
    return [line for line in (*lines, unit) if line]
