"""The text of an HTML body as its reader saw it, quotations marked with `> `."""

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailgate.mail.visibility import Look, look_of

# Limits for the HTML parser, which takes quadratic time in the depth of the tree (20,000 unclosed <div>: 0.4 s) and
# copies every unclosed <b> into every following paragraph. An official's answer has 2 to 60 KB and 50 to 3,000 tags.
_FEW_TAGS = 600
_MAX_TAGS = 20_000
_MAX_OPEN = 1_000
_MAX_OPEN_FORMATTING = 32
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_NEVER_NESTED = frozenset("area base br col dd dt embed hr img input li link meta option p source td th tr wbr".split())

_SKIPPED = frozenset(
    "head style script title template noscript meta link object svg math textarea select iframe".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header li main "
    "nav ol p pre section table tbody tfoot thead tr ul".split()
)
# Blocks that stand apart by an empty line. Outlook's paragraphs (MsoNormal) have no margin: each is a line.
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol pre".split())
# What Outlook writes for a rule in its own plain text.
_RULE = "_" * 32
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")


def html_to_text(html: str) -> str:
    """The visible text of `html`: block ends and `<br>` as line ends, blockquotes as lines that start with `> `.

    Scripts, styles and whatever is hidden from the reader (display:none, size or opacity 0, text in the colour of
    its ground) are left out: who wrote it did not mean it to be read.
    """
    root = LexborHTMLParser(within_limits(html)).body
    lines = _Lines()
    if root is not None:
        _walk(root, lines)
    return lines.text()


def within_limits(html: str) -> str:
    """The beginning of `html` that can be read in time; all of it unless it is monstrous."""
    if html.count("<") <= _FEW_TAGS:
        return html
    depth = formatting = 0
    for number, tag in enumerate(_TAG.finditer(html)):
        name = tag[2].lower()
        change = -1 if tag[1] else 1
        if name in _FORMATTING:
            formatting = max(0, formatting + change)
        if name not in _NEVER_NESTED:
            depth = max(0, depth + change)
        if number > _MAX_TAGS or depth > _MAX_OPEN or formatting > _MAX_OPEN_FORMATTING:
            return html[: tag.start()]
    return html


_PLAIN = Look()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree a node stands, as far as its text is concerned."""

    look: Look = _PLAIN
    quotes: int = 0
    preformatted: bool = False


class _Lines:
    """Collects text into lines, each with the depth of quotation it was written in."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0

    def write(self, text: str, place: _Place) -> None:
        if place.preformatted:
            first, *others = text.replace("\u00a0", " ").split("\n")
            self._append(first, place.quotes)
            for line in others:
                self.end_line(place.quotes)
                self._append(line, place.quotes)
            return
        text = _BLANKS.sub(" ", text)
        if not self._line or self._line[-1].endswith(" "):
            text = text.lstrip(" ")
        self._append(text, place.quotes)

    def end_line(self, quotes: int) -> None:
        """Ends the line, also an empty one (`<br>`)."""
        self._lines.append("> " * (self._quotes if self._line else quotes) + "".join(self._line).rstrip())
        self._line = []

    def end_block(self) -> None:
        """Ends the line if there is one."""
        if self._line:
            self.end_line(self._quotes)

    def space(self, quotes: int) -> None:
        """Leaves one empty line, not two."""
        self.end_block()
        if self._lines and self._lines[-1].strip("> "):
            self.end_line(quotes)

    def text(self) -> str:
        self.end_block()
        return "\n".join(line.rstrip() for line in self._lines).strip("\n")

    def _append(self, text: str, quotes: int) -> None:
        if text:
            self._quotes = quotes
            self._line.append(text)


def _walk(root: LexborNode, lines: _Lines) -> None:
    """Visits the tree in the order of the text; a closing tag is (None, place, tag)."""
    pending: list[tuple[LexborNode | None, _Place, str]] = [(root, _Place(), "body")]
    while pending:
        node, place, tag = pending.pop()
        if node is None:
            _close(tag, place, lines)
            continue
        tag = node.tag or ""
        if tag == "-text":
            if place.look.visible:
                lines.write(node.text_content or "", place)
        elif tag == "br":
            lines.end_line(place.quotes)
        elif tag not in _SKIPPED and not tag.startswith("-"):
            inner = _enter(node, tag, place, lines)
            if inner is None:
                continue
            pending.append((None, place, _closing(node, tag)))
            child = node.last_child
            while child is not None:
                pending.append((child, inner, ""))
                child = child.prev


def _enter(node: LexborNode, tag: str, place: _Place, lines: _Lines) -> _Place | None:
    """The place of the children, or None where the element and all in it are hidden."""
    attributes = node.attributes
    look = look_of(attributes, place.look) if attributes else place.look
    if look is None:
        return None
    if tag in _BLOCKS:
        lines.end_block()
        if _closing(node, tag) in _SPACED:
            lines.space(place.quotes)
    elif tag == "hr":
        lines.end_block()
        lines.write(_RULE, place)
        lines.end_block()
    if look is not place.look or tag in ("blockquote", "pre"):
        quotes = place.quotes + (tag == "blockquote")
        return replace(place, look=look, quotes=quotes, preformatted=place.preformatted or tag == "pre")
    return place


def _closing(node: LexborNode, tag: str) -> str:
    if tag == "p" and (node.attributes.get("class") or "").startswith("Mso"):
        return "div"
    return tag


def _close(tag: str, place: _Place, lines: _Lines) -> None:
    if tag in _SPACED:
        lines.space(place.quotes)
    elif tag in _BLOCKS:
        lines.end_block()
    elif tag in ("td", "th"):
        lines.write(" ", place)
