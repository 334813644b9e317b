"""The layouts: who writes so, on which paper, in which hand; two are never shown while the reader is tuned."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Set(StrEnum):
    """`TRAIN` is looked at while the reader is tuned; `TEST` has other seeds and two layouts more."""

    TRAIN = "latih"
    TEST = "uji"


@dataclass(frozen=True, slots=True)
class Layout:
    """One office's manner: `template` under layouts/, `offices` the kinds of `evaluation.letters.office` that use it.

    `beside`: place, date and addressee stand to the right of the labels, on the same lines. `certified`: a QR picture
    and the footer of BSrE instead of a pen's signature. `unseen`: in no set but the test's.
    """

    name: str
    template: str
    offices: tuple[str, ...]
    fonts: tuple[str, ...]
    subject_label: str = "Hal"
    beside: bool = False
    certified: bool = False
    unseen: bool = False


SERIF, SANS, NARROW, BOOK, WIDE = (
    "Liberation Serif",
    "Liberation Sans",
    "Liberation Sans Narrow",
    "DejaVu Serif",
    "DejaVu Sans",
)
SIZES = {SERIF: (11.5, 12), SANS: (10.5, 11), NARROW: (12, 12), BOOK: (9.5, 10.5), WIDE: (9.5, 10)}
"""Sizes in points that look alike; below them nobody prints a letter."""

LAYOUTS = (
    Layout("dinas", "tunggal.html.j2", ("agency",), (SANS, BOOK)),
    Layout("dinas-lama", "kembar.html.j2", ("agency", "board"), (SERIF, WIDE), "Perihal", beside=True),
    Layout("kecamatan", "kembar.html.j2", ("district",), (SERIF, BOOK), beside=True),
    Layout("puskesmas", "tunggal.html.j2", ("clinic",), (SERIF, SANS), "Perihal"),
    Layout("sekolah", "sekolah.html.j2", ("school",), (SERIF, SANS), "Perihal"),
    Layout("setda", "setda.html.j2", ("secretariat",), (BOOK, SANS)),
    Layout("rsud", "tunggal.html.j2", ("hospital",), (NARROW, SANS)),
    Layout("badan-tte", "tte.html.j2", ("board",), (SANS, BOOK), certified=True),
    Layout("nota-dinas", "nota-dinas.html.j2", ("agency", "board"), (SANS, SERIF)),
    Layout("desa", "desa.html.j2", ("village",), (SERIF, BOOK), "Perihal", beside=True),
    Layout("disposisi", "disposisi.html.j2", ("agency", "district"), (SANS, SERIF)),
    Layout("formulir", "formulir.html.j2", ("agency", "clinic"), (SANS, SERIF)),
    Layout("provinsi-tte", "provinsi.html.j2", ("provincial",), (SANS, WIDE), certified=True, unseen=True),
    Layout("kelurahan", "kelurahan.html.j2", ("ward", "inspectorate"), (SERIF, BOOK), beside=True, unseen=True),
)


def layouts_of(which: Set) -> tuple[Layout, ...]:
    """The layouts that a set shows."""
    return tuple(layout for layout in LAYOUTS if which is Set.TEST or not layout.unseen)


@dataclass(frozen=True, slots=True)
class Style:
    """How this one sheet looks: font and size in points, paper, and a number that emblem and rule are drawn from."""

    font: str
    size: float
    paper: str
    leading: float
    look: int


def style(rng: Random, layout: Layout) -> Style:
    """Drawn for each letter; F4 (folio) is the offices' other paper."""
    font = rng.choice(layout.fonts)
    paper = rng.choice(("210mm 297mm", "210mm 297mm", "215mm 330mm"))
    return Style(font, rng.choice(SIZES[font]), paper, rng.choice((1.15, 1.25, 1.4)), rng.randrange(1000))
