"""What the sender newly wrote: a mail's text without quotations, their headers, signatures and disclaimers."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mailgate.domain.message import Message
from mailgate.mail.closing import without_closing_block
from mailgate.mail.headerblock import field_of, is_mail_block, read_block
from mailgate.mail.markup import html_to_text
from mailgate.mail.quotation import (
    intro_end,
    is_framed,
    is_our_end,
    is_our_line,
    is_quoted,
    is_rule,
    may_cut,
    may_introduce,
    separator_of,
)
from mailgate.mail.quoted_html import marked_text
from mailgate.mail.signature import is_advert, starts_disclaimer, starts_signature

MAX_CHARS = 200_000
MAX_LINES = 1_500
"""Beyond these a text is not read: nobody writes so much anew, and a reading stays well under 0.2 s."""
_SENT_ENOUGH = 3  # our own sentences in a text in which nothing could be cut: it is our mail, quoted in an unknown way

_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2028, 0x2029, 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F)]) | {
    0x00A0: " ",
    0x202F: " ",
    0x2028: "\n",
    0x2029: "\n",
}
_IMAGE = re.compile(r"\s*\[(?:cid|image|gambar|inline image)[:\s][^\]\n]{0,300}\]\s*$", re.IGNORECASE)
_FULL_LINE, _UNFOLDED = 60, 80  # columns; clients fold at 64 to 78
_HALF_LINE = 40  # columns; a shorter line was not folded, however long the next word
_MAX_REST = 4  # lines that a client makes of one
_BULLETS = " \t>*_•·‣–-"


def new_text(message: Message, *, sent_lines: frozenset[str] = frozenset()) -> str:
    """What the sender of `message` newly wrote, "" where he only quoted.

    The HTML part decides where its structure marks a quotation (`blockquote type=cite`, Gmail's, Outlook's, Zimbra's
    elements); otherwise the plain text does. `sent_lines` as in `new_text_of`.
    """
    text = marked_text(message.html) if message.html else None
    if text is None:
        text = message.text if message.text.strip() or not message.html else html_to_text(message.html)
    return new_text_of(text, sent_lines=sent_lines)


def new_text_of(text: str, *, sent_lines: frozenset[str] = frozenset()) -> str:
    """As `new_text`, for a plain text.

    `sent_lines` are the lines of the mails we sent on that ticket. A line equal to one of them (see `normal_line`) is
    dropped below the first sign of a quotation. Above it stays: a reader who copies the offered example `SELESAI` to
    the top of his answer means it, and so does one who writes it between or below the `>` lines of our mail. Where
    three or more different sent lines are left there (or nothing was recognised as a quotation at all), the text is our
    own mail quoted in a way we don't know, and they are dropped everywhere. Below our own line
    (`-- Mohon balasan ditulis di atas garis ini --`) nothing is new where `>` does not mark our mail to its end.
    A forwarded mail is cut as a quotation is, so that no word in it becomes a command; `forward.original_sender`
    reads it.
    """
    lines = readable_lines(text)
    reading = _Reading(lines, ours=any(map(is_our_line, lines)), introduced=may_introduce(lines))
    reading.run()
    above, below = reading.above, reading.below
    if sent_lines:
        sent = frozenset(map(normal_line, sent_lines)) - {""}
        below = _without_sent(below, sent, at_least=_SENT_ENOUGH if reading.whole else 1)
        above = _without_sent(above, sent, at_least=_SENT_ENOUGH)
    above = _without_close(above, follows=False)
    below = _without_close(below, follows=bool(above))
    return "\n\n".join("\n".join(lines) for lines in (above, below) if lines)


def readable_lines(text: str) -> list[str]:
    """The lines that are read at all (see `MAX_CHARS`), without invisible characters."""
    text = text[:MAX_CHARS]
    return (text if text.isascii() else text.translate(_INVISIBLE)).splitlines()[:MAX_LINES]


@lru_cache(maxsize=4096)  # what our mails say stands in every quotation of them
def normal_line(line: str) -> str:
    """The line as it is compared with lines we sent: NFKC, no `>` or bullet before it, single spaces, lower-case."""
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line.translate(_INVISIBLE))
    return " ".join(line.lstrip(_BULLETS).split()).lower()


def sent_lines_of(texts: Iterable[str]) -> frozenset[str]:
    """The `sent_lines` of the plain texts of mails we sent."""
    return frozenset(normal for text in texts for line in text.splitlines() if (normal := normal_line(line)))


@dataclass(slots=True)
class _Reading:
    """One pass from the top: what is new above the first sign of a quotation, and what is new below it."""

    lines: Sequence[str]
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    ours: bool = True  # whether our own line stands somewhere in the text
    introduced: bool = True  # whether an intro may stand somewhere in it
    whole: bool = False  # `>` marks our mail from that line to its end
    _at: int = 0
    _quoting: bool = False  # a quotation has been seen
    _muted: bool = False  # inside a signature or disclaimer, which lasts until the next quotation
    _width: int = 0
    _spoken: bool = False  # words of the sender stand since the last quotation

    def run(self) -> None:
        """Reads all lines; the result is in `above` and `below`."""
        while self._at < len(self.lines):
            line = self.lines[self._at]
            if self.ours and is_our_line(line):
                self._our_mail(line)
            elif is_quoted(line):
                self._quoted(self._at + 1)
            elif (end := self._quotation_end()) is not None:
                self._skip_quotation(end)
            else:
                self._own(line)

    def _own(self, line: str) -> None:
        """A line that belongs to no quotation: the sender's words, or his signature."""
        self._at += 1
        if self._muted or _IMAGE.match(line):
            return
        if starts_signature(line):
            self._muted = self._spoken or not is_advert(line)
        elif self._disclaims(self._at - 1):
            self._muted = self._spoken
            while self._at < len(self.lines) and self.lines[self._at].strip() and not self._quotes():
                self._at += 1
        else:
            (self.below if self._quoting else self.above).append(line.rstrip())
            self._spoken = self._spoken or (bool(line.strip()) and not is_rule(line))

    def _disclaims(self, i: int) -> bool:
        if not self.lines[i].strip() or (i and self.lines[i - 1].strip() and not is_rule(self.lines[i - 1])):
            return False
        paragraph: list[str] = []
        for line in self.lines[i : i + 4]:
            if not line.strip():
                break
            paragraph.append(line[:400])
        return starts_disclaimer(" ".join(paragraph))

    def _quotes(self) -> bool:
        """Whether a quotation begins at this line."""
        line = self.lines[self._at]
        return is_our_line(line) or is_quoted(line) or self._quotation_end() is not None

    def _quotation_end(self) -> int | None:
        """The index after the intro, separator or header block that begins here, or None."""
        line = self.lines[self._at]
        if not line.strip() or not (self.introduced or may_cut(line)):
            return None
        if is_rule(line) or is_framed(line) or separator_of(line) is not None:
            after = self._next_text(self._at + 1)
            end = self._block_end(after, announced=True) if after < len(self.lines) else None
            if end is not None or is_rule(line):
                return end
            if separator_of(line) is not None:
                return self._at + 1
        return self._block_end(self._at, announced=False) or intro_end(self.lines, self._at)

    def _block_end(self, start: int, *, announced: bool) -> int | None:
        if field_of(self.lines[start]) is None:
            return None
        block = read_block(self.lines, start)
        if block is None:
            return None
        above = [line for line in self.lines[max(0, start - 12) : start] if line.strip()]
        return block.end if is_mail_block(block, above, announced=announced) else None

    def _skip_quotation(self, end: int) -> None:
        """Past the quotation whose head ends before `end`: its `>` lines, or all the rest where `>` doesn't mark it."""
        after = self._next_text(end)
        marked = after < len(self.lines) and is_quoted(self.lines[after])
        self._quoted(after if marked else len(self.lines))

    def _quoted(self, end: int) -> None:
        """Goes on at `end`, past a quotation, and past the rest of a line that a client folded without its `>`."""
        self._quoting, self._muted, self._spoken = True, False, False
        self._at = self._past_rest(end)
        if self.below and self.below[-1]:
            self.below.append("")

    def _our_mail(self, line: str) -> None:
        """Our own mail runs to the end; where `>` marks all of it, what stands between and below is an answer."""
        self._quoted(self._at + 1 if is_quoted(line) and self._marked() else len(self.lines))

    def _marked(self) -> bool:
        """Whether `>` stands before our mail to its end; looked for once, as a long thread repeats our line."""
        if not self.whole:
            rest = self.lines[self._at + 1 :]
            self.whole = not any(is_our_end(line) and not is_quoted(line) for line in rest)
        return self.whole

    def _past_rest(self, end: int) -> int:
        """The index after the rest of the `>` line before `end`, if another `>` line follows it; else `end`."""
        lines = self.lines
        if not 0 < end < len(lines) or is_quoted(lines[end]):
            return end
        if not lines[end].strip() or not is_quoted(lines[end - 1]):
            return end
        after = next((i for i in range(end, min(end + _MAX_REST, len(lines))) if is_quoted(lines[i])), end)
        between = range(end, after)
        if any(not lines[i].strip() or is_our_line(lines[i]) for i in between):
            return end
        return after if all(_is_rest(lines[i - 1], lines[i], self._quoted_width()) for i in between) else end

    def _quoted_width(self) -> int:
        """The columns of the longest `>` line; counted once."""
        if not self._width:
            self._width = max((len(line) for line in self.lines if is_quoted(line)), default=0)
        return self._width

    def _next_text(self, start: int) -> int:
        return next((i for i in range(start, len(self.lines)) if self.lines[i].strip()), len(self.lines))


def _is_rest(quoted: str, line: str, width: int) -> bool:
    """Whether `line` is the rest of the full one above it, folded at `width`, rather than an answer to it."""
    text = line.strip()
    if quoted.count("(") > quoted.count(")") or (len(quoted) >= _FULL_LINE and text[0].islower()):
        return True
    if not _HALF_LINE <= len(quoted) <= _UNFOLDED or quoted.rstrip().endswith((".", "?", "!")):
        return False
    return len(quoted) + 1 + len(text.split(maxsplit=1)[0]) > width <= _UNFOLDED


def _without_sent(lines: Sequence[str], sent: frozenset[str], *, at_least: int) -> list[str]:
    """The lines without those we sent, where that many different ones stand among them."""
    normal = [normal_line(line) for line in lines]
    if len(sent.intersection(normal)) < at_least:
        return list(lines)
    return [line for line, its_normal in zip(lines, normal, strict=True) if its_normal not in sent]


def _without_close(lines: Sequence[str], *, follows: bool) -> list[str]:
    return _trimmed(without_closing_block(_trimmed(lines), follows=follows))


def _trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without blank and drawn ones at both ends."""
    kept = [i for i, line in enumerate(lines) if line.strip() and not is_rule(line)]
    return list(lines[kept[0] : kept[-1] + 1]) if kept else []
