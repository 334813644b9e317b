"""The degradations by name: what is done to the sheet, and what then takes its picture."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from evaluation.letters import marks, phone, scanner
from evaluation.letters.picture import Picture, Sheet, grey

Take = Callable[[Picture, int], Picture]
"""A picture of a sheet at `MASTER_DPI`, by a seed."""


class Group(StrEnum):
    """The groups that the figures to reach are given for."""

    BORN = "born-digital"
    SCAN = "scan, 200 dpi or more"
    COARSE = "scan, 150 dpi"
    PHOTO = "photograph"


@dataclass(frozen=True, slots=True)
class Degradation:
    """`done` are marks of `evaluation.letters.marks` besides the pen's signature; `file` the kind of file that is sent.

    `tagged`: a photograph stored sideways, with the EXIF tag that says so.
    """

    name: str
    group: Group
    dpi: int
    take: Take | None
    file: str = "pdf"
    done: tuple[str, ...] = ()
    tagged: bool = False


def spoilt(sheet: Sheet, how: Degradation, seed: int, *, back: Picture, pen: bool) -> Picture:
    """The picture that is sent. `back` is what stands on the sheet's other side, `pen` whether it is signed by hand."""
    picture, signature = sheet.picture, sheet.signature if pen else None
    if signature:
        picture = marks.signed(picture, seed, signature)
    for mark in how.done:
        picture = _marked(picture, mark, seed, signature, back)
    return how.take(picture, seed) if how.take else picture


def _marked(picture: Picture, mark: str, seed: int, signature: tuple[float, float] | None, back: Picture) -> Picture:
    match mark:
        case "stamp" | "stamp over":
            # Nobody stamps where nobody signed by hand.
            return marks.stamped(picture, seed, signature, over=mark == "stamp over") if signature else picture
        case "agenda":
            return marks.registered(picture, seed)
        case "holes":
            return marks.punched(picture, seed)
        case _:
            return marks.bled(picture, seed, back)


def _scan(dpi: int, *after: Take) -> Take:
    def take(picture: Picture, seed: int) -> Picture:
        result = scanner.scanned(picture, seed, dpi)
        for index, step in enumerate(after):
            result = step(result, seed + index)
        return result

    return take


def _photo(*after: Take, tilt: float = 0.05, curl: bool = False, noise: float = 4.0, blur: float = 0.7) -> Take:
    def take(picture: Picture, seed: int) -> Picture:
        sheet = phone.curled(picture, seed) if curl else picture
        result = phone.photographed(sheet, seed, tilt)
        for index, step in enumerate(after):
            result = step(result, seed + index)
        return phone.taken(result, seed, noise=noise, blur=blur)

    return take


def _grey(picture: Picture, _seed: int) -> Picture:
    return grey(picture)


def _turned(quarters: int) -> Take:
    return lambda picture, _seed: scanner.turned(picture, quarters)


def _dim(picture: Picture, seed: int) -> Picture:
    return phone.lit(picture, seed, 0.15)


SCANS = tuple(
    Degradation(name, Group.SCAN, dpi, _scan(dpi, *steps), file, done)
    for name, dpi, steps, file, done in (
        ("300 dpi, grey", 300, (_grey,), "pdf", ()),
        ("200 dpi, colour", 200, (), "jpg", ("stamp",)),
        ("300 dpi, black and white", 300, (scanner.two_toned,), "tif", ()),
        ("200 dpi, black and white", 200, (scanner.two_toned,), "pdf", ()),
        ("skewed", 200, (_grey, scanner.skewed), "pdf", ()),
        ("turned 180", 200, (_grey, _turned(2)), "pdf", ()),
        ("turned 90", 200, (_turned(1),), "pdf", ("stamp",)),
        ("turned 270, skewed", 300, (_grey, scanner.skewed, _turned(3)), "png", ()),
        ("blurred", 200, (scanner.blurred,), "jpg", ()),
        ("JPEG 22-40", 200, (scanner.compressed,), "pdf", ("stamp",)),
        ("stamped over the words", 300, (), "pdf", ("stamp over", "agenda")),
        ("punched, lid open", 200, (_grey, scanner.shaded), "pdf", ("holes", "stamp")),
        ("bled through", 300, (_grey,), "pdf", ("bleed",)),
        ("all of it", 200, (_grey, scanner.skewed, scanner.compressed), "pdf", ("bleed", "stamp", "agenda", "holes")),
    )
)
COARSE_SCANS = tuple(
    Degradation(name, Group.COARSE, 150, _scan(150, *steps), "pdf", done)
    for name, steps, done in (
        ("150 dpi, grey", (_grey,), ()),
        ("150 dpi, colour, stamp", (), ("stamp",)),
        ("150 dpi, skewed", (_grey, scanner.skewed), ()),
        ("150 dpi, turned 180", (_grey, _turned(2)), ("stamp",)),
    )
)
PHOTOS = tuple(
    Degradation(name, Group.PHOTO, phone.PHONE_DPI, take, file, ("stamp",), tagged=tagged)
    for name, take, file, tagged in (
        ("photo, even light", _photo(_dim), "jpg", False),
        ("photo, perspective", _photo(_dim, tilt=0.11), "jpg", False),
        ("photo, uneven light", _photo(phone.lit), "jpg", False),
        ("photo, shadow", _photo(_dim, phone.shadowed), "heic", False),
        ("photo, noise, blur", _photo(_dim, noise=9.0, blur=1.1), "jpg", False),
        ("photo, sideways by EXIF", _photo(_dim), "jpg", True),
        ("photo, turned 90", _photo(phone.lit, _turned(1)), "jpg", False),
        ("photo, folded, shadow, tilt", _photo(phone.lit, phone.shadowed, tilt=0.08, curl=True), "jpg", False),
    )
)
BORN = tuple(Degradation(name, Group.BORN, 0, None, file) for name, file in (("text layer", "pdf"), ("docx", "docx")))
BORN_FORMS = tuple(
    Degradation(f"form, {name}", Group.BORN, 0, None, file)
    for name, file in (("text layer", "pdf"), ("docx", "docx"), ("fillable", "fillable"), ("mail body", "txt"))
)
DEGRADATIONS = {Group.BORN: BORN, Group.SCAN: SCANS, Group.COARSE: COARSE_SCANS, Group.PHOTO: PHOTOS}
