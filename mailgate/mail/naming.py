"""The longest name that begins at a word: an address, a post, a person, or a misspelling of one."""

import re
from dataclasses import dataclass

from mailgate.mail.instructions import STARTERS
from mailgate.mail.titles import HONORIFICS, ROLE_WORDS, Addressee, Directory, Rank, canonical
from mailgate.mail.words import Line

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*")
JOINS = frozenset({"dan", "serta", "bersama"})
"""Words that lead from one name to the next."""
_NO_EDGE = JOINS | {"di", "pada"}
"""Words no name begins or ends with."""
_LONGEST = 8  # words in the longest way of writing a post
_INNER_GAPS = frozenset({"", "‐", "&", "/", "."})


@dataclass(frozen=True, slots=True)
class Match:
    """Who a name may mean, how it was matched, and the index of the word after it."""

    found: tuple[Addressee, ...]
    rank: Rank
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a line; seats of the `preferred` roles win over others so named, those of the `service` first."""

    line: Line
    directory: Directory
    preferred: tuple[str, ...]
    service: str | None

    def at(self, start: int) -> Match | None:
        """The longest name that begins at that word."""
        words = self.line.words
        if start >= len(words):
            return None
        mail = EMAIL.match(self.line.raw, words[start].start)
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

    def _by_email(self, mail: re.Match[str]) -> Match | None:
        who = self.directory.emails.get(mail[0].lower().rstrip("."))
        if who is None:
            return None
        end = sum(1 for word in self.line.words if word.start < mail.end())
        return Match((who,), Rank.EXACT, end)

    def _resolve(self, start: int, end: int) -> Match | None:
        texts = tuple(self.line.texts(start, end))
        ways = [
            (rank, found)
            for rank, found in self.directory.ways(texts)
            if rank is not Rank.TITLE or self._may_be_title(texts, end)
        ]
        for rank, found in ways:
            if near := self._preferred(found):
                return Match(self._ordered(near), rank, end)
        return Match(self._ordered(ways[0][1]), ways[0][0], end) if ways else None

    def _may_be_title(self, texts: tuple[str, ...], end: int) -> bool:
        """Words of a title without the kind of post ("aplikasi") are a name only where nothing else follows them."""
        if ROLE_WORDS & set(canonical(texts)):
            return True
        if end >= len(self.line.words):
            return True
        return self.line.gap_at(end) != "" or self.line.words[end].text in JOINS

    def _preferred(self, found: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
        return tuple(who for who in found if who.role in self.preferred or who.seat in self.preferred)

    def _ordered(self, found: tuple[Addressee, ...]) -> tuple[Addressee, ...]:
        return tuple(sorted(found, key=lambda who: self.service is None or self.service not in who.services))

    def _misspelled(self, start: int, stop: int) -> Match | None:
        for end in range(stop, start, -1):
            texts = tuple(self.line.texts(start, end))
            fixed = None if texts[0] in STARTERS else self.directory.corrected(texts)
            way = next(iter(self.directory.ways(fixed)), None) if fixed else None
            if way is not None and (way[0] is not Rank.TITLE or self._may_be_title(fixed or (), end)):
                rank = Rank.PERSON_SPELLING if way[0] is Rank.PERSON else Rank.SPELLING
                return Match(self._ordered(self._preferred(way[1]) or way[1]), rank, end)
        return None
