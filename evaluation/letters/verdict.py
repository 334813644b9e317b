"""A reading against the truth, field by field: right, wrong but doubtful, or wrong and confident."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mailgate.domain.letter import DOUBTFUL_BELOW, FIELDS, Letter, LetterKind


class Outcome(StrEnum):
    """What became of a field that the letter has, or that the reader claims."""

    RIGHT = "right"
    DOUBTFUL = "wrong but doubtful"
    CONFIDENT = "wrong and confident"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field (or one part of it, as `penanda_tangan.nip`): what stood there, what was read, how surely.

    `sureness` is None where nothing was read.
    """

    field: str
    wanted: str | None
    read: str | None
    sureness: float | None
    outcome: Outcome


PARTS: Mapping[str, Callable[[Letter], Mapping[str, str | None]]] = {
    "nomor": lambda letter: {"nomor": letter.number},
    "tanggal": lambda letter: {"tanggal": letter.dated.isoformat() if letter.dated else None},
    "hal": lambda letter: {"hal": letter.subject},
    "sifat": lambda letter: {"sifat": letter.nature},
    "lampiran": lambda letter: {"lampiran": letter.enclosure},
    "pengirim": lambda letter: {"pengirim.unit": letter.sender, "pengirim.induk": letter.parent},
    "kepada": lambda letter: {"kepada": letter.addressee},
    "penanda_tangan": lambda letter: {
        f"penanda_tangan.{part}": getattr(letter.signatory, name, None)
        for part, name in (("nama", "name"), ("nip", "nip"), ("jabatan", "title"))
    },
    "tembusan": lambda letter: {"tembusan": "; ".join(letter.copies) or None},
    "kontak": lambda letter: {"kontak": letter.contact},
}
"""The parts of each field of the contract, as text."""


def verdicts(wanted: Letter, read: Letter | None, threshold: float = DOUBTFUL_BELOW) -> Iterator[Verdict]:
    """A verdict for each field that the letter has or the reader claims, and for the dotted parts of those with parts.

    `read` is None where the letter was not found at all.
    """
    # Of a form its entries are judged: what else stands on it each office prints in its own way, or not at all.
    for field in () if wanted.kind is LetterKind.REQUEST_FORM else FIELDS:
        parts = list(_parts(field, wanted, read, threshold))
        if parts and parts[0].field != field:
            yield _worst(field, parts)
        yield from parts
    labels = list(_form(wanted, read, threshold))
    if labels:
        yield _worst("formulir", labels)
    yield from labels


def _parts(field: str, wanted: Letter, read: Letter | None, threshold: float) -> Iterator[Verdict]:
    claimed = PARTS[field](read) if read is not None else {}
    sureness = read.confidence.get(field, 1.0) if read is not None else None
    for part, value in PARTS[field](wanted).items():
        verdict = judged(part, value, claimed.get(part), sureness, threshold)
        if verdict is not None:
            yield verdict


def _form(wanted: Letter, read: Letter | None, threshold: float) -> Iterator[Verdict]:
    claimed = read.form if read is not None else {}
    for label in {**wanted.form, **claimed}:
        sureness = read.confidence.get("formulir", 1.0) if read is not None else None
        verdict = judged(f"formulir.{label}", wanted.form.get(label), claimed.get(label), sureness, threshold)
        if verdict is not None:
            yield verdict


def judged(
    field: str, wanted: str | None, read: str | None, sureness: float | None, threshold: float = DOUBTFUL_BELOW
) -> Verdict | None:
    """One value; None where neither the letter has it nor the reader claims it.

    Nothing read where something stands is doubtful: the person is asked. Something read where nothing stands is wrong.
    """
    plain, heard = _plain(field, wanted), _plain(field, read)
    if not plain and not heard:
        return None
    if not heard:
        return Verdict(field, wanted, None, None, Outcome.DOUBTFUL)
    sure = 1.0 if sureness is None else sureness
    wrong = Outcome.DOUBTFUL if sure < threshold else Outcome.CONFIDENT
    return Verdict(field, wanted, read, sure, Outcome.RIGHT if plain == heard else wrong)


def _worst(field: str, parts: list[Verdict]) -> Verdict:
    """The field as a whole: right when all of its parts are, else as the worst of them."""
    order = list(Outcome)
    worst = max(parts, key=lambda part: order.index(part.outcome))
    sureness = max((part.sureness for part in parts if part.sureness is not None), default=None)
    return Verdict(field, worst.wanted, worst.read, sureness, worst.outcome)


def _plain(field: str, value: str | None) -> str:
    """The value as it is compared: what a reader may drop or fold without being wrong is dropped or folded."""
    text = re.sub(r"\s+", " ", (value or "").casefold().replace("–", "-")).strip(" .,;:")
    fold = _FOLDED.get(field) or _FOLDED.get(field.partition(".")[0])
    return fold(text) if fold else text


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _copies(text: str) -> str:
    items = (_letters(item.replace("(sebagai laporan)", "")) for item in text.split(";"))
    return ";".join(item for item in items if item and item != "arsip")


def _addressee(text: str) -> str:
    return _letters(re.sub(r"^(kepada|yth|sdr|bapak|ibu|saudara|[\s.,:])+", "", text))


_FOLDED: Mapping[str, Callable[[str], str]] = {
    "nomor": lambda text: text.replace(" ", ""),
    # A word broken behind its own hyphen.
    "hal": lambda text: text.replace("- ", "-"),
    "formulir": lambda text: text.replace("- ", "-"),
    # A dash says that there is none.
    "lampiran": lambda text: text.strip("- "),
    "pengirim": _letters,
    # The region in the first line of a kop is above every office.
    "pengirim.induk": lambda text: "" if text.startswith("pemerintah ") else _letters(text),
    "kepada": _addressee,
    "penanda_tangan": _letters,
    "tembusan": _copies,
    "kontak": lambda text: re.sub(r"^62", "0", re.sub(r"\D", "", text)),
}
