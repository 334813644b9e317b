"""A lembar disposisi: the letter that it is about, and what the official wrote on it."""

import re
from collections.abc import Mapping, Sequence

from mailgate.surat.consistency import agreed
from mailgate.surat.dates import first_date
from mailgate.surat.fields import Fields
from mailgate.surat.layout import Row, Run
from mailgate.surat.number import read_number
from mailgate.surat.sheets import Sheets
from mailgate.surat.spelling import folded
from mailgate.surat.trust import CLEAN, Found, trust

_LABELS = {
    "surat dari": "surat dari", "dari": "surat dari", "asal surat": "surat dari",
    "no surat": "no. surat", "nomor surat": "no. surat", "nomor": "no. surat",
    "tgl surat": "tgl. surat", "tanggal surat": "tgl. surat", "tanggal": "tgl. surat",
    "diterima tgl": "diterima tgl.", "diterima tanggal": "diterima tgl.", "tgl diterima": "diterima tgl.",
    "no agenda": "no. agenda", "nomor agenda": "no. agenda",
    "sifat": "sifat", "hal": "hal", "perihal": "hal",
    "diteruskan kepada": "diteruskan kepada", "diteruskan kepada sdr": "diteruskan kepada", "catatan": "catatan",
}  # fmt: skip
_TICKED = re.compile(r"[☑☒✓✔√]|\[[xXvV]\]")


def read_disposition(sheets: Sheets) -> Fields:
    """Number, date, Hal, Sifat and sender of the letter that was disposed of."""
    runs = dict(_labelled(sheets.first))
    number = read_number(runs["no. surat"]) if "no. surat" in runs else None
    dated = first_date(runs["tgl. surat"].text) if "tgl. surat" in runs else None
    return agreed(
        Fields(
            number=number,
            dated=dated.times(min(CLEAN, trust(runs["tgl. surat"].words))) if dated else None,
            subject=_text(runs.get("hal")),
            nature=_text(runs.get("sifat")) if "sifat" in runs and len(runs["sifat"].words) <= 3 else None,
            sender=_text(runs.get("surat dari")),
        )
    )


def sheet_of(sheets: Sheets) -> Mapping[str, str]:
    """What the sheet says behind each of its labels, and under `instruksi` the lines that are ticked."""
    values = {name: run.text for name, run in _labelled(sheets.first)}
    ticked = [_TICKED.sub("", run.text).strip() for row in sheets.first for run in row.runs if _TICKED.search(run.text)]
    return values | ({"instruksi": "; ".join(ticked)} if ticked else {})


def _labelled(rows: Sequence[Row]) -> list[tuple[str, Run]]:
    found: dict[str, Run] = {}
    for row in rows:
        for position, run in enumerate(row.runs):
            beside = row.runs[position + 1] if position + 1 < len(row.runs) else None
            named = _of_run(run, beside)
            if named is not None:
                found.setdefault(*named)
    return list(found.items())


def _of_run(run: Run, beside: Run | None) -> tuple[str, Run] | None:
    for index, word in enumerate(run.words[:5], start=1):
        if word.text.endswith(":") or word.text in (":", ";"):
            name = _LABELS.get(folded(" ".join(part.text for part in run.words[:index])))
            value = run.since(index) or beside
            return (name, value) if name and value else None
    name = _LABELS.get(folded(run.text))
    return (name, beside) if name and beside else None


def _text(run: Run | None) -> Found[str] | None:
    return Found(run.text.strip(" .;"), min(CLEAN, trust(run.words))) if run else None
