"""Whether the reader of an HTML mail can see an element: inline CSS as far as it hides text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# On a style without blanks, in lower case. These hide an element with all that is in it.
_GONE = re.compile(
    r"display:none|mso-hide:all|(?:\A|;)opacity:0?\.?0*(?:[;!%]|\Z)"
    r"|max-height:0(?:px)?(?:[;!]|\Z)|(?:\A|;)(?:left|top|text-indent):-\d{4,}"
)
_SIZE = re.compile(r"(?:\A|;)font(?:-size)?:([^;!]*)")
_NO_SIZE = re.compile(r"0?\.?0+(?:px|pt|em|rem|%|vw)?(?:/|\Z)")
_VISIBILITY = re.compile(r"(?:\A|;)visibility:([a-z]+)")
_COLOUR = re.compile(r"(?:\A|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:\A|;)background(?:-color)?:([^;!]+)")
_RGB = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})")
_HEX = re.compile(r"#(?:([0-9a-f]{6})|([0-9a-f])([0-9a-f])([0-9a-f]))(?![0-9a-f])")
_WHITE = "ffffff"
_NAMED = {"white": _WHITE, "black": "000000", "snow": "fffafa", "ivory": "fffff0"}
_INHERITED = frozenset({"transparent", "none", "inherit", "initial", "unset", "currentcolor"})


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at some place: its colour and ground as six hex digits, a word, or "" where unknown."""

    colour: str = ""
    ground: str = _WHITE
    sized: bool = True
    shown: bool = True

    @property
    def visible(self) -> bool:
        """True where a person could read the text."""
        return self.sized and self.shown and not (self.colour and self.colour == self.ground)


def look_of(attributes: Mapping[str, str | None], outer: Look) -> Look | None:
    """The look within an element of these attributes, or None where it is hidden with all that is in it."""
    if "hidden" in attributes:
        return None
    style = "".join((attributes.get("style") or "").lower().split())
    colour, ground = _colour(attributes.get("color")), _colour(attributes.get("bgcolor"))
    if not style and not colour and not ground:
        return outer
    if _GONE.search(style):
        return None
    if found := _COLOUR.search(style):
        colour = _colour(found[1])
    if found := _GROUND.search(style):
        ground = _ground(found[1], ground)
    return Look(
        colour=outer.colour if colour is None else colour,
        ground=outer.ground if ground is None else ground,
        sized=_sized(style, outer.sized),
        shown=_shown(style, outer.shown),
    )


def _colour(value: str | None) -> str | None:
    """A colour in one notation; None where the outer one goes on."""
    value = "".join((value or "").lower().split())
    if not value or value in _INHERITED:
        return None
    if hexadecimal := _HEX.search(value):
        return hexadecimal[1] or "".join(digit * 2 for digit in hexadecimal.group(2, 3, 4))
    if rgb := _RGB.search(value):
        return "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    return _NAMED.get(value, value)


def _ground(value: str, attribute: str | None) -> str | None:
    """The colour in a `background`; "" (unknown) where there is a picture or a gradient."""
    if "url(" in value or "gradient" in value:
        return ""
    return _colour(value) or attribute


def _sized(style: str, outer: bool) -> bool:
    found = _SIZE.search(style)
    if not found or not found[1]:
        return outer
    return not _NO_SIZE.match(found[1])


def _shown(style: str, outer: bool) -> bool:
    found = _VISIBILITY.search(style)
    return found[1] not in ("hidden", "collapse") if found else outer
