"""Fields that speak of the same thing strengthen each other where they agree, and weaken where they don't."""

from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from mailgate.surat.fields import Fields
from mailgate.surat.kop import begins_unit
from mailgate.surat.number import parts_of, with_month
from mailgate.surat.spelling import skeleton
from mailgate.surat.titlecase import office_of_title
from mailgate.surat.trust import CLEAN, Found

T = TypeVar("T")

# A field of the text layer that contradicts another is a writer's slip more often than a reader's.
_CONTRADICTED = 0.78
# Posts within the office of the kop, who sign for it.
_BELOW = tuple(skeleton(part) for part in ("Bidang", "Bagian", "Sub", "Seksi", "Unit", "Instalasi"))


def agreed(fields: Fields) -> Fields:
    """The same fields: number against date (year, Roman month), kop against the title over the signature."""
    return _sender_and_title(_number_and_date(fields))


def _number_and_date(fields: Fields) -> Fields:
    number, dated = fields.number, fields.dated
    if number is None or dated is None:
        return fields
    number = with_month(number, dated.value.month)
    parts = parts_of(number.value)
    pairs = [(parts.year, dated.value.year), (parts.month, dated.value.month)]
    told = [said == is_ for said, is_ in pairs if said is not None]
    if not told:
        return replace(fields, number=number)
    if all(told):
        share = 0.6 if len(told) == 2 else 0.8
        return replace(fields, number=_stronger(number, 0.85), dated=_stronger(dated, share))
    return replace(fields, number=_weaker(number), dated=_weaker(dated))


def _sender_and_title(fields: Fields) -> Fields:
    sender, signatory = fields.sender, fields.signatory
    title = signatory.value.title if signatory else None
    office = office_of_title(title) if title else None
    if sender is None or office is None:
        return fields
    named, signed = skeleton(sender.value), skeleton(office)
    if named in signed:
        return replace(fields, sender=_stronger(sender, 0.3))
    told_apart = begins_unit(office) and not signed.startswith(_BELOW) and fuzz.partial_ratio(named, signed) < 80
    return replace(fields, sender=_weaker(sender)) if told_apart else fields


def _stronger(found: Found[T], share: float) -> Found[T]:
    """The chance of being wrong falls to that share of itself."""
    return Found(found.value, max(found.sure, min(CLEAN, 1 - (1 - found.sure) * share)))


def _weaker(found: Found[T]) -> Found[T]:
    return found if found.sure >= CLEAN else found.times(_CONTRADICTED)
