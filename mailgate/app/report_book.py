"""The workbook of a report as data: sheets of columns and rows, from which the xlsx is made when the mail is sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from mailgate.app.definitions import DEFINITIONS
from mailgate.app.figures import Group
from mailgate.app.ledger import Entry, hal_of, holder_titles_of
from mailgate.domain.notice import Json
from mailgate.domain.office import Office

Column = tuple[str, int, str]
"""Title, width in characters, and kind: `text`, `moment`, `number` or `share`."""


def sheet(name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Json:
    """One sheet. A `moment` is ISO 8601 text of an aware moment; None leaves a cell empty."""
    named = [{"title": title, "width": width, "kind": kind} for title, width, kind in columns]
    return {"name": name, "columns": named, "rows": [list(row) for row in rows]}


def log_sheet(entries: Iterable[Entry], office: Office) -> Json:
    """Every ticket, a row each; times in the office's zone."""
    zone = office.zone_label
    columns: list[Column] = [
        ("Nomor", 17, "text"),
        ("Perihal", 44, "text"),
        ("Pemohon", 28, "text"),
        ("Jenis", 12, "text"),
        ("Prioritas", 9, "text"),
        ("SOP", 30, "text"),
        ("Bidang", 28, "text"),
        (f"Masuk ({zone})", 16, "moment"),
        (f"Selesai/ditutup ({zone})", 16, "moment"),
        ("Hasil", 14, "text"),
        ("Tepat waktu", 11, "text"),
        ("Keadaan", 40, "text"),
        ("Pada", 30, "text"),
        (f"Batas waktu ({zone})", 16, "moment"),
        ("Nilai", 6, "number"),
    ]
    return sheet("Daftar tiket", columns, (_log_row(entry, office) for entry in entries))


def _log_row(entry: Entry, office: Office) -> list[object]:
    ticket = entry.ticket
    return [
        ticket.number,
        hal_of(ticket),
        entry.organisation,
        ticket.kind or "",
        ticket.priority or "",
        entry.sop_name,
        entry.branch_title,
        _iso(ticket.opened_at),
        _iso(ticket.closed_at),
        ticket.closing or "berjalan",
        _in_time(entry),
        "" if ticket.closed_at else entry.stage,
        "" if ticket.closed_at else holder_titles_of(ticket, ticket.roster(office)) or "Helpdesk",
        None if entry.waiting else _iso(ticket.due_at),
        ticket.rating,
    ]


def _in_time(entry: Entry) -> str:
    if entry.ticket.is_open:
        return "lewat" if entry.overdue else (entry.waiting and "berhenti")
    if not entry.solved:
        return ""
    return "tidak" if entry.ticket.late else "ya"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def summary_sheet(rows: Iterable[Json], now: str, before: str) -> Json:
    """The table of figures as the mail shows it."""
    columns: list[Column] = [("Ukuran", 32, "text"), (now, 18, "text"), (before, 18, "text")]
    return sheet("Ringkasan", columns, ([row["label"], told(row, "now"), told(row, "before")] for row in rows))


def told(row: Json, when: str) -> str:
    """`3,42 (n=19)`: a figure with what it is counted over."""
    count = row[f"{when}_n"]
    return row[when] if count is None else f"{row[when]} (n={count})"


def groups_sheet(name: str, what: str, groups: Iterable[Group]) -> Json:
    """The figures of each SOP, bidang or organisation."""
    columns: list[Column] = [
        (what, 44, "text"),
        ("Masuk", 9, "number"),
        ("Selesai", 9, "number"),
        ("Tepat waktu", 12, "share"),
        ("Rata-rata selesai", 17, "text"),
        ("Kepuasan tiket", 14, "text"),
        ("Penilai (n)", 11, "number"),
    ]
    return sheet(name, columns, (_group_row(group) for group in groups))


def _group_row(group: Group) -> list[object]:
    f = group.figures
    share = f.on_time / f.solved if f.solved else None
    return [group.name, f.opened, f.solved, share, f.duration, f.rating, f.rated]


def meanings_sheet() -> Json:
    """What the figures mean."""
    return sheet("Keterangan", [("Istilah", 26, "text"), ("Arti", 110, "text")], DEFINITIONS)
