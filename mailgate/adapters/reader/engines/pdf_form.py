"""The filled fields of a fillable PDF (AcroForm), by the label people see; scripts in it stay what they are, text."""

from collections.abc import Callable, Iterator
from ctypes import c_ushort

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_FIELDS = 500
LONGEST = 5000
"""Characters of a label or value."""

_TICKED = "ya"
"""What a ticked box says whose own value is only a mark."""

_MARKS = ("", "yes", "on", "1", "x", "ya")
_BUTTONS = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_FILLED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)

# Fills a buffer of that many bytes with UTF-16 and returns how many it needs.
_Getter = Callable[[object, object, object, int], int]


def form_of(document: pdfium.PdfDocument, pages: int) -> dict[str, str]:
    """Label to value of every filled field of the first pages; the label is TU, else T (ISO 32000-1, table 220)."""
    form = document.formenv
    if form is None:
        return {}
    values: dict[str, str] = {}
    for number in range(min(len(document), pages)):
        page = document[number]
        try:
            for label, value in _fields(page, form):
                if len(values) < MOST_FIELDS:
                    values.setdefault(label, value)
        finally:
            page.close()
    return values


def _fields(page: pdfium.PdfPage, form: pdfium.PdfFormEnv) -> Iterator[tuple[str, str]]:
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET:
                label = _text(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
                label = label or _text(raw.FPDFAnnot_GetFormFieldName, form, annotation)
                value = _value(form, annotation)
                if label and value:
                    yield label, value
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _value(form: object, annotation: object) -> str:
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _FILLED:
        return _text(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
    if kind in _BUTTONS and raw.FPDFAnnot_IsChecked(form, annotation):
        value = _text(raw.FPDFAnnot_GetFormFieldExportValue, form, annotation)
        return _TICKED if value.lower() in _MARKS else value
    return ""


def _text(getter: _Getter, form: object, annotation: object) -> str:
    needed = min(getter(form, annotation, None, 0), 2 * LONGEST)
    if needed <= 2:
        return ""
    buffer = (c_ushort * (needed // 2))()
    getter(form, annotation, buffer, needed)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0].strip()
