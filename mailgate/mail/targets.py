"""Whom a command names: seats and people at the beginning of its text, those in copy, and what is left as the note."""

import re
from dataclasses import dataclass, field

from mailgate.domain.task import Task
from mailgate.mail.instructions import FIELDS, STARTERS
from mailgate.mail.titles import HONORIFICS, ROLE_WORDS, Addressee, Directory, Rank, canonical, directory_of, is_degree
from mailgate.mail.words import Line, line_of

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*")
_LONGEST = 8  # words in the longest way of writing a post
_CONNECTORS = frozenset({"ke", "kepada", "pada", "untuk", "oleh", "yth", "sdr", "adalah"})
_EVERYONE = frozenset({"semua", "seluruh", "para", "kedua", "masing", "masingmasing"})
_JOINS = frozenset({"dan", "serta", "bersama"})
_NO_EDGE = _JOINS | {"di", "pada"}
"""Words no name begins or ends with."""
_LIST_MARKS = frozenset({",", "&", "+", "/", ";"})
_INNER_GAPS = frozenset({"", "‐", "&", "/", "."})
_LEADING = " \t\r\n:,;.-–—>*"


@dataclass(frozen=True, slots=True)
class Named:
    """Who a text names.

    Each slot is one name with all who bear it; more than one means it must be asked. `unknown` are the words that name nobody,
    as written. `doubtful`: the name may go on with words that fit nobody. `called` is the ambiguous name as written, `rest` is the text behind, as written.
    """

    slots: tuple[tuple[Addressee, ...], ...] = ()
    cc: tuple[Addressee, ...] = ()
    rest: str = ""
    unknown: str = ""
    rank: Rank = Rank.EXACT
    each: bool = False
    doubtful: bool = False
    called: str = ""

    @property
    def ambiguous(self) -> tuple[Addressee, ...]:
        """Those among whom must be chosen, or none."""
        return next((slot for slot in self.slots if len(slot) > 1), ())


def find_targets(text: str, task: Task, preferred: tuple[str, ...]) -> Named:
    """Read names at the beginning of a text; seats of the `preferred` roles win over others of the same name."""
    return _Reader(line_of(text), directory_of(task.roster), preferred, task.service).read()


@dataclass(slots=True)
class _Reader:
    """One pass over a text, word by word."""

    line: Line
    directory: Directory
    preferred: tuple[str, ...]
    service: str | None
    at: int = 0
    slots: list[tuple[Addressee, ...]] = field(default_factory=list)
    cc: list[Addressee] = field(default_factory=list)
    rank: Rank = Rank.EXACT
    each: bool = False
    doubtful: bool = False
    unknown: str = ""
    called: str = ""

    def read(self) -> Named:
        """The names; nothing is consumed where none is found."""
        self._names()
        self._copies()
        rest = self.line.after(self.at).lstrip(_LEADING).rstrip()
        return Named(
            tuple(self.slots), tuple(self.cc), rest, self.unknown, self.rank, self.each or "masing" in self.line.texts(),
            self.doubtful, self.called,
        )  # fmt: skip

    def _names(self) -> None:
        start = self._opening()
        first = self._match(start)
        if first is None:
            self.unknown = self._unknown_name(start, led=start > 0)
            return
        self._take(first, start)
        while not self.unknown:
            following = self._next_in_list()
            if following is None:
                return
            at, by_word = following
            further = self._match(at)
            if further is None:
                if by_word or self._word(at) in ROLE_WORDS | HONORIFICS:
                    self.unknown = self._unknown_name(at, led=False)
                return
            self._take(further, at)

    def _opening(self) -> int:
        """The index of the first word that may be a name."""
        at = 0
        while self._word(at) in _CONNECTORS | _EVERYONE | {"‐"}:
            self.each = self.each or self._word(at) in _EVERYONE
            at += 1
        return at

    def _word(self, at: int) -> str:
        return self.line.words[at].text if at < len(self.line.words) else ""

    def _take(self, match: "_Match", start: int) -> None:
        self.at = match.end
        self.rank = max(self.rank, match.rank)
        if self.each:
            self.slots += [(who,) for who in match.found]
        else:
            self.slots.append(match.found)
        if len(match.found) > 1:
            self.called = self.line.raw[self.line.words[start].start : self.line.words[match.end - 1].end]
        self._swallow_holder(match)
        self._suspect(match, start)

    def _swallow_holder(self, match: "_Match") -> None:
        """ "Kabid Bu Rina", "Budi, S.Kom.": the same person once more, and degrees, belong to the name."""
        seats = {who.seat for who in match.found}
        if self._word(self.at) in HONORIFICS and self.line.gap_at(self.at) == "":
            again = self._match(self.at)
            if again is not None and {who.seat for who in again.found} & seats:
                self.at = again.end
        while self._word(self.at) and is_degree(self._word(self.at)) and self.line.gap_at(self.at) in ("", ",", ".", "‐"):
            self.at += 1

    def _suspect(self, match: "_Match", start: int) -> None:
        """A bare role or first name followed by a further name may mean somebody the roster doesn't hold."""
        names = [w for w in self.line.texts(start, match.end) if w not in HONORIFICS]
        if len(names) > 1 or self.at >= len(self.line.words):
            return
        word = self.line.words[self.at]
        if word.gap or word.text in STARTERS or is_degree(word.text):
            return
        person = match.rank in (Rank.PERSON, Rank.PERSON_SPELLING)
        shouting = all(w.loud for w in self.line.words[start : self.at + 2])
        if word.text in HONORIFICS or (person and word.proper and not shouting):
            self.doubtful = True
        elif not person and word.proper and not shouting:
            self.unknown = self._unknown_name(start, led=True)
        elif not person and word.text in FIELDS:
            self.doubtful = True

    def _unknown_name(self, start: int, *, led: bool) -> str:
        """The words at `start` that must be a name though they fit nobody, or ""."""
        words = self.line.words
        if start >= len(words) or words[start].text in STARTERS:
            return ""
        mail = _EMAIL.match(self.line.raw, words[start].start)
        if mail is not None:
            return mail[0]
        end = start + 1
        while end < len(words) and end - start < 5 and words[end].gap in ("", "‐") and words[end].text not in STARTERS:
            end += 1
        known_kind = words[start].text in ROLE_WORDS | HONORIFICS or canonical((words[start].text,))[:1] in (
            ("kabid",),
            ("kasi",),
        )
        whole = end == len(words) or words[end].gap[:1] in (":", ",", ";", "&", "+") or words[end].text in STARTERS
        if not (led or known_kind or (whole and end - start <= 3)):
            return ""
        proper = start + 1
        while proper < end and (words[proper].proper or (whole and end - start <= 3)):
            proper += 1
        return self.line.raw[words[start].start : words[max(proper, start + 1) - 1].end]

    def _next_in_list(self) -> tuple[int, bool] | None:
        """Where the next name of the list may begin, and whether a word like "dan" announced it."""
        at = self.at
        if at >= len(self.line.words):
            return None
        gap = self.line.gap_at(at)
        if self._word(at) in _JOINS:
            return at + 1, True
        if gap in _LIST_MARKS:
            return at, gap in ("&", "+")
        return None

    def _match(self, start: int) -> "_Match | None":
        """The longest name that begins at that word."""
        words = self.line.words
        if start >= len(words):
            return None
        mail = _EMAIL.match(self.line.raw, words[start].start)
        if mail is not None:
            return self._by_email(mail)
        while start < len(words) and words[start].text in HONORIFICS:
            start += 1
        stop = min(len(words), start + 1)
        while stop < len(words) and stop - start < _LONGEST and words[stop].gap in _INNER_GAPS:
            stop += 1
        for end in range(stop, start, -1):
            if words[end - 1].text not in _NO_EDGE and words[start].text not in _NO_EDGE:
                found = self._resolve(start, end)
                if found is not None:
                    return found
        return self._misspelled(start, min(stop, start + 4))

    def _by_email(self, mail: re.Match[str]) -> "_Match | None":
        who = self.directory.emails.get(mail[0].lower().rstrip("."))
        if who is None:
            return None
        end = sum(1 for word in self.line.words if word.start < mail.end())
        return _Match((who,), Rank.EXACT, end)

    def _resolve(self, start: int, end: int) -> "_Match | None":
        texts = tuple(self.line.texts(start, end))
        ways = [
            (rank, found)
            for rank, found in self.directory.ways(texts)
            if rank is not Rank.TITLE or self._may_be_title(texts, end)
        ]
        for rank, found in ways:
            near = tuple(who for who in found if who.role in self.preferred or who.seat in self.preferred)
            if near:
                return _Match(self._ordered(near), rank, end)
        return _Match(self._ordered(ways[0][1]), ways[0][0], end) if ways else None

    def _may_be_title(self, texts: tuple[str, ...], end: int) -> bool:
        """Words of a title without the kind of post ("aplikasi") are a name only where nothing else follows them."""
        if ROLE_WORDS & set(canonical(texts)):
            return True
        follows = self._word(end)
        return not follows or self.line.gap_at(end) != "" or follows in _JOINS

    def _ordered(self, found: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
        return tuple(sorted(found, key=lambda who: self.service is None or self.service not in who.services))

    def _misspelled(self, start: int, stop: int) -> "_Match | None":
        for end in range(stop, start, -1):
            texts = tuple(self.line.texts(start, end))
            fixed = None if texts[0] in STARTERS else self.directory.corrected(texts)
            way = next(iter(self.directory.ways(fixed)), None) if fixed else None
            if way is not None and (way[0] is not Rank.TITLE or self._may_be_title(fixed or (), end)):
                rank = Rank.PERSON_SPELLING if way[0] is Rank.PERSON else Rank.SPELLING
                near = tuple(who for who in way[1] if who.role in self.preferred)
                return _Match(self._ordered(near or way[1]), rank, end)
        return None

    def _copies(self) -> None:
        """ "cc Sekdin", "tembusan: Sekdin", "Sekdin untuk diketahui": informed only."""
        texts = self.line.texts()
        if texts[self.at : self.at + 2] == ["untuk", "diketahui"] and len(self.slots) > 1:
            self.cc += self.slots.pop()
            self.at += 2
        at = next((i for i in range(self.at, len(texts)) if self._announces_copy(i)), None)
        if at is None:
            return
        begin = at + (2 if texts[at] == "untuk" else 1)
        while self._word(begin) in _CONNECTORS | {"tembusan"}:
            begin += 1
        if at == self.at or (self.line.gap_at(at) and not self.slots):
            self._copy_list(begin)
        elif self.line.gap_at(at):
            self._copy_later(at, begin)

    def _announces_copy(self, at: int) -> bool:
        texts = self.line.texts(at, at + 2)
        return texts[0] in ("cc", "tembusan") or texts == ["untuk", "diketahui"]

    def _copy_list(self, begin: int) -> None:
        match = self._match(begin)
        while match is not None and len(match.found) == 1:
            self.cc += match.found
            self.at = match.end
            following = self._next_in_list()
            match = self._match(following[0]) if following else None

    def _copy_later(self, at: int, begin: int) -> None:
        """A copy named behind the instruction: noted, the instruction keeps its words."""
        kept = self.at
        self._copy_list(begin)
        self.at = kept


@dataclass(frozen=True, slots=True)
class _Match:
    """Who a name may mean, how it was matched, and the index of the word after it."""

    found: tuple[Addressee, ...]
    rank: Rank
    end: int
