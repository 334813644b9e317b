"""From the words of a file to its letters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import TypedDict, TypeVar

from mailgate.domain.letter import Engine, Letter, LetterKind, SignatureState
from mailgate.surat.columns import text_of
from mailgate.surat.disposition import read_disposition, sheet_of
from mailgate.surat.document import Document, Signature
from mailgate.surat.extract import read_fields
from mailgate.surat.fields import Fields
from mailgate.surat.form import form_of_rows, form_of_values, kind_of_form, sureness_of_rows
from mailgate.surat.layout import Row
from mailgate.surat.sheets import Sheets, letters_of
from mailgate.surat.trust import Found

T = TypeVar("T")

_MAY_BE_FORM = (LetterKind.REQUEST_FORM, LetterKind.WORK_FORM, LetterKind.OTHER)
# The worst state of a file's signatures is the file's.
_GRAVEST = (SignatureState.BROKEN, SignatureState.CHANGED, SignatureState.DETECTED, SignatureState.INTACT)


class _Signed(TypedDict, total=False):
    signature: SignatureState
    signed_by: str
    signed_at: datetime | None
    trusted: bool


def read_letters(document: Document) -> tuple[Letter, ...]:
    """The letters of a file in the order of its pages; never empty where a page has words or a form has values.

    A lembar disposisi is a letter of its own. Never raises, whatever the words.
    """
    letters = [_letter(sheets, document) for sheets in letters_of(document)]
    values = form_of_values(document.form)
    if values:
        letters = _with_form(letters, values, document)
    return tuple(letters)


def principal(letters: Sequence[Letter]) -> Letter | None:
    """The letter that a file is about: the first surat or nota dinas, else the first that is no disposition."""
    for kinds in (
        (LetterKind.LETTER, LetterKind.MEMO),
        tuple(kind for kind in LetterKind if kind != LetterKind.DISPOSITION),
    ):
        for letter in letters:
            if letter.kind in kinds:
                return letter
    return letters[0] if letters else None


def _letter(sheets: Sheets, document: Document) -> Letter:
    if sheets.kind is LetterKind.DISPOSITION:
        return _made(read_disposition(sheets), sheets, document, kind=sheets.kind, form=sheet_of(sheets))
    form = form_of_rows((*sheets.first, *sheets.later)) if sheets.kind in _MAY_BE_FORM else {}
    kind = kind_of_form(form) if form and sheets.kind is LetterKind.OTHER else sheets.kind
    letter = _made(read_fields(sheets), sheets, document, kind=kind, form=form)
    if not form:
        return letter
    sure = round(sureness_of_rows((*sheets.first, *sheets.later)), 3)
    return replace(letter, confidence={**letter.confidence, "formulir": sure})


def _made(fields: Fields, sheets: Sheets, document: Document, *, kind: LetterKind, form: Mapping[str, str]) -> Letter:
    found = {
        "nomor": fields.number,
        "tanggal": fields.dated,
        "hal": fields.subject,
        "sifat": fields.nature,
        "lampiran": fields.enclosure,
        "pengirim": fields.sender,
        "kepada": fields.addressee,
        "penanda_tangan": fields.signatory,
        "tembusan": fields.copies,
        "kontak": fields.contact,
    }
    return Letter(
        kind=kind,
        number=_value(fields.number),
        dated=_value(fields.dated),
        subject=_value(fields.subject),
        nature=_value(fields.nature),
        enclosure=_value(fields.enclosure),
        sender=_value(fields.sender),
        parent=fields.parent,
        government=fields.government,
        addressee=_value(fields.addressee),
        signatory=_value(fields.signatory),
        copies=_value(fields.copies) or (),
        contact=_value(fields.contact),
        form=form,
        confidence={key: round(field.sure, 3) for key, field in found.items() if field is not None},
        engine=_engine(document, sheets.pages),
        pages=sheets.pages,
        text="\n\n".join(text_of(rows) for rows in _by_sheet((*sheets.first, *sheets.later))),
        **_signed(document.signatures),
    )


def _value(found: Found[T] | None) -> T | None:
    return None if found is None else found.value


def _by_sheet(rows: Sequence[Row]) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, key=lambda row: row.runs[0].sheet)]


def _engine(document: Document, pages: Sequence[int]) -> Engine:
    engines = {document.pages[number - 1].engine for number in pages}
    return engines.pop() if len(engines) == 1 else Engine.MIXED


def _signed(signatures: Sequence[Signature]) -> _Signed:
    """The file's signatures as one: the gravest state, the last signer."""
    if not signatures:
        return {}
    states = {signature.state for signature in signatures}
    last = signatures[-1]
    return {
        "signature": next((state for state in _GRAVEST if state in states), SignatureState.NONE),
        "signed_by": last.signer,
        "signed_at": last.signed_at,
        "trusted": all(signature.trusted for signature in signatures),
    }


def _with_form(letters: list[Letter], values: Mapping[str, str], document: Document) -> list[Letter]:
    """The values of a fillable PDF belong to the form among its pages; else to the one letter of the file."""
    kind = kind_of_form(values)
    for index, letter in enumerate(letters):
        if letter.kind in _MAY_BE_FORM:
            filled = replace(
                letter, form={**letter.form, **values}, kind=kind if letter.kind is LetterKind.OTHER else letter.kind
            )
            return [*letters[:index], filled, *letters[index + 1 :]]
    if letters:
        return [replace(letters[0], form=values), *letters[1:]]
    text = "\n".join(f"{label}: {value}" for label, value in values.items())
    return [Letter(kind, form=values, text=text, **_signed(document.signatures))]
