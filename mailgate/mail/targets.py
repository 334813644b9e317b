"""Whom a command names: seats and people at the beginning of its text, those in copy, and what is left as the note."""

from dataclasses import dataclass, field

from mailgate.domain.task import Task
from mailgate.mail.courtesy import VOCATIVES
from mailgate.mail.instructions import FIELDS, STARTERS
from mailgate.mail.naming import EMAIL, JOINS, Match, Names
from mailgate.mail.titles import HONORIFICS, ROLE_WORDS, Addressee, Rank, canonical, directory_of, is_degree
from mailgate.mail.words import Line, line_of

_CONNECTORS = frozenset({"ke", "kepada", "pada", "untuk", "oleh", "yth", "sdr", "adalah"})
_EVERYONE = frozenset({"semua", "seluruh", "para", "kedua", "masing", "masingmasing"})
_LOOSE_JOINS = frozenset({"sama", "bareng", "beserta"})
"""Spoken words for "dan", which they are only between names."""
_LIST_MARKS = frozenset({",", "&", "+", "/", ";"})
_NEEDED = frozenset({"usah", "perlu", "dulu", "ikut", "termasuk"})
_NEGATIONS = frozenset({"tidak", "jangan", "belum", "bukan"})
"""Behind a name these take it back."""
_PARTS = frozenset(
    "koordinator ketua pic pj penanggung jawab utama pendamping anggota wakil lead leader teknis lapangan".split()
)
"""What somebody may be among several."""
_LEADING = " \t\r\n:,;.-–—>*"


@dataclass(frozen=True, slots=True)
class Named:
    """Who a text names.

    Each slot is one name with all who bear it; more than one means it must be asked. `called` is the ambiguous name,
    `unknown` the words that name nobody, `rest` the text behind, all as written. `doubtful`: the name may go on with
    words that fit nobody. `each`: all of several are responsible ("semua", "masing-masing").
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
    line = line_of(text)
    return _Reader(line, Names(line, directory_of(task.roster), preferred, task.service)).read()


@dataclass(slots=True)
class _Reader:
    """One pass over a text, word by word."""

    line: Line
    names: Names
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
        self._read_names()
        if self.slots and self._word(self.at) == "atau" and self.names.at(self.at + 1) is not None:
            self.doubtful = True
        if self.slots and self._left_out(self.at) not in ("", "?"):
            self.doubtful = True  # "Kabid tidak usah"
        self._copies()
        rest = self.line.after(self.at).lstrip(_LEADING).rstrip()
        return Named(
            slots=tuple(self.slots),
            cc=tuple(self.cc),
            rest=rest,
            unknown=self.unknown,
            rank=self.rank,
            each=self.each or "masing" in self.line.texts(),
            doubtful=self.doubtful,
            called=self.called,
        )

    def _read_names(self) -> None:
        start = self._opening()
        first = self.names.at(start)
        if first is None:
            self.unknown = self._unknown_name(start, led=start > 0)
            return
        self._take(first, start)
        while not self.unknown:
            following = self._next_in_list()
            if following is None:
                return
            at, by_word = following
            further = self.names.at(at)
            if further is None:
                if by_word or self._word(at) in ROLE_WORDS | HONORIFICS:
                    self.unknown = self._unknown_name(at, led=False)
                return
            if left_out := self._left_out(further.end):
                self.doubtful = self.doubtful or by_word or left_out == "?"
                return
            self._take(further, at)

    def _left_out(self, at: int) -> str:
        """ "…, kasi tidak usah": the words that take a name back, "?" where an instruction may follow them, or ""."""
        texts = self.line.texts(at, at + 3)
        if not texts or texts[0] not in _NEGATIONS or self.line.gap_at(at):
            return ""
        length = 2 if texts[1:2] and texts[1] in _NEEDED and not self.line.gap_at(at + 1) else 1
        end = at + length
        while self._word(end) in VOCATIVES and not self.line.gap_at(end):
            end += 1
        return texts[0] if end >= len(self.line.words) or self.line.gap_at(end) else "?"

    def _opening(self) -> int:
        """The index of the first word that may be a name."""
        at = 0
        while self._word(at) in _CONNECTORS | _EVERYONE | {"‐"} or self._leads(at):
            self.each = self.each or self._word(at) in _EVERYONE
            at += 1
        return at

    def _leads(self, at: int) -> bool:
        """The "ka" of Sundanese and Minangkabau, which is "ke", before a post or a form of address."""
        return self._word(at) == "ka" and self._word(at + 1) in ROLE_WORDS | HONORIFICS | {"bidang", "seksi"}

    def _word(self, at: int) -> str:
        return self.line.words[at].text if at < len(self.line.words) else ""

    def _take(self, match: Match, start: int) -> None:
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
        self._swallow_part()

    def _swallow_holder(self, match: Match) -> None:
        """ "Kabid Bu Rina", "Budi, S.Kom.": the same person once more, and degrees, belong to the name."""
        seats = {who.seat for who in match.found}
        if self._word(self.at) in HONORIFICS and self.line.gap_at(self.at) == "":
            again = self.names.at(self.at)
            if again is not None and {who.seat for who in again.found} & seats:
                self.at = again.end
        while (
            self._word(self.at) and is_degree(self._word(self.at)) and self.line.gap_at(self.at) in ("", ",", ".", "‐")
        ):
            self.at += 1

    def _swallow_part(self) -> None:
        """ "Citra (koordinator) dan …": the part somebody has, in parentheses before a further name."""
        if not self.line.gap_at(self.at).startswith("("):
            return
        end = next((i for i in range(self.at + 1, self.at + 6) if ")" in self.line.gap_at(i)), None)
        if end is None or end >= len(self.line.words):
            return
        if self.line.gap_at(end).strip(")") not in _LIST_MARKS and self._word(end) not in JOINS:
            return
        part = set(self.line.texts(self.at, end))
        if part & {"cc", "tembusan"}:
            self.cc += self.slots.pop()
        elif not part <= _PARTS and not self._same(self.at, end):
            self.doubtful = True
        self.at = end

    def _same(self, start: int, end: int) -> bool:
        """Whether these words name the last one named once more ("Kabid TI (Pak Rahmat)")."""
        again = self.names.at(start)
        return (
            again is not None and again.end == end and {w.seat for w in again.found} == {w.seat for w in self.slots[-1]}
        )

    def _suspect(self, match: Match, start: int) -> None:
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
        if words[start].text in HONORIFICS and self.line.gap_at(start + 1):
            return ""  # "Pak: mohon dicek"
        mail = EMAIL.match(self.line.raw, words[start].start)
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
        gap = self.line.gap_at(at).strip(")")
        if self._word(at) in _LOOSE_JOINS and not gap:
            return (at + 1, False) if self.names.at(at + 1) is not None else None
        if self._word(at) in JOINS:
            return at + 1, True
        if gap in _LIST_MARKS:
            return at, gap in ("&", "+")
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
        match = self.names.at(begin)
        while match is not None and len(match.found) == 1:
            self.cc += match.found
            self.at = match.end
            following = self._next_in_list()
            match = self.names.at(following[0]) if following else None

    def _copy_later(self, at: int, begin: int) -> None:
        """A copy named behind the instruction: noted, the instruction keeps its words."""
        kept = self.at
        self._copy_list(begin)
        self.at = kept
