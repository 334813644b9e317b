"""The parts that papers are put together from, as JSON: one vocabulary for the PDF and for the docx.

A paper of this kind has `kop`, `title`, `subtitle`, `nomor`, `parts`, `signatures` and `foot`
(docs/papers.md).
"""

from collections.abc import Sequence

from mailgate.app.papers.case import Case
from mailgate.domain.notice import Json
from mailgate.domain.roster import Holder


def kop(case: Case) -> Json:
    """The head of the office's papers: its government, its name, and the lines below."""
    office = case.office
    contact = [f"Telepon {office.phone}" if office.phone else "", f"Pos-el {office.address}"]
    lines = [*office.street.splitlines(), ", ".join(filter(None, contact))]
    return _kop(office.government, own_name(office.name, office.government), lines)


def requesters_kop(case: Case) -> Json:
    """The head of a paper that the requester makes; the lines below are its own to fill in."""
    return _kop(case.office.government, case.requester, [])


def _kop(government: str, name: str, lines: Sequence[str]) -> Json:
    return {"government": government.upper(), "name": name.upper(), "lines": [line for line in lines if line.strip()]}


def own_name(name: str, government: str) -> str:
    """An office's name without its region, which the line above names already."""
    region = government.partition(" ")[2]
    return name.removesuffix(region).strip() if region and name.endswith(region) and name != region else name


def text(words: str, *, indent: bool = True) -> Json:
    """A paragraph."""
    return {"kind": "text", "text": words, "indent": indent}


def facts(heading: str, *rows: Json | None) -> Json:
    """Labels and values, one a line."""
    return {"kind": "facts", "heading": heading, "rows": [row for row in rows if row is not None]}


def fact(label: str, value: str, *, lines: int = 1, fill: bool = True) -> Json:
    """A label with its value. With `fill` it can be written into, over `lines` lines."""
    return {"label": label, "value": value, "lines": lines, "fill": fill}


def boxes(label: str, options: Sequence[str], ticked: Sequence[str] = ()) -> Json:
    """A label with boxes to tick."""
    ticks = [{"text": option, "ticked": option in ticked} for option in options]
    return {"label": label, "value": "", "lines": 1, "fill": True, "boxes": ticks}


def table(heading: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int] = ()) -> Json:
    """A table; `widths` are its columns' shares of the page in percent."""
    return {
        "kind": "table",
        "heading": heading,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
    }


def signature(role: str, holder: Holder | None = None, *, title: str = "", above: str = "", note: str = "") -> Json:
    """Room for one signature: `above` (place and date) and `role` over it, name, rank and NIP below; `note` last."""
    return {
        "above": above,
        "role": role,
        "title": title,
        "name": holder.name if holder else "",
        "rank": (holder.rank if holder else None) or "",
        "nip": (holder.nip if holder else None) or "",
        "note": note,
    }


def foot(case: Case) -> str:
    """The last line: whence the paper comes, and what its number is not."""
    return (
        f"Disusun dari tiket {case.ticket.number} pada {case.words(case.now)}. "
        "Nomor tiket bukan nomor naskah dinas; nomor surat dan nomor agenda diberikan oleh Tata Usaha."
    )
