"""A phrase where it stands: how loudly it was said, and whether what follows lets it be a command."""

from dataclasses import dataclass

from mailgate.domain.verb import Risk, Verb, verb
from mailgate.mail.courtesy import VOCATIVES, past_vocatives
from mailgate.mail.phrases import FOLLOWERS, Hit
from mailgate.mail.words import Line, Word

_TALK = frozenset("yang tersebut itu adalah akan belum masih mana nya".split())
"""Behind a single command word these make a sentence of it."""
_TALK_OF_NOUNS = frozenset("dari sudah telah oleh".split())
"""The same behind a command that is also a noun ("disposisi dari Bupati")."""
_ENDS = frozenset(",:;.!–—-(\n=")
_DONE_TOO = frozenset(
    (
        "tested dites diuji dicek ditest aman normal lancar oke clear beres tuntas selesai done closed sudah rapi jalan"
    ).split()
)
"""Other words for a work being done, as people join them ("beres & aman")."""
_SHOUTED = 5  # letters from which capitals are a voice raised, not an abbreviation


@dataclass(frozen=True, slots=True)
class Utterance:
    """A hit in its line."""

    line: Line
    hit: Hit

    @property
    def entry(self) -> Verb:
        """The verb as written."""
        return verb(self.hit.phrase.verb)

    @property
    def begin(self) -> int:
        """The first word behind the command and the forms of address that follow it."""
        addressed = self.entry.needs_target or self.entry.takes_target
        return self.hit.end if addressed else past_vocatives(self.line, self.hit.end)

    @property
    def marked(self) -> bool:
        """Whether a colon follows."""
        return ":" in self.line.gap_at(self.begin)

    @property
    def runs_on(self) -> bool:
        """Whether words follow without a mark between."""
        return self.begin < len(self.line.words) and not self.line.gap_at(self.begin)

    @property
    def clear(self) -> bool:
        """Whether nothing follows, or a colon."""
        return self.begin >= len(self.line.words) or self.line.gap_at(self.begin)[:1] == ":"

    @property
    def capitals(self) -> bool:
        """Whether all its words are in capitals."""
        return all(word.loud for word in self._own)

    @property
    def loud(self) -> bool:
        """Whether it stands in capitals before words that don't."""
        others = self.line.words[self.hit.end :]
        return self._long and self.capitals and any(not word.loud and not word.text.isdigit() for word in others)

    @property
    def loud_within(self) -> bool:
        """Whether it stands in capitals inside a line that does not."""
        own = self._own
        others = (word for word in self.line.words if word not in own and word.end - word.start > 2)
        quiet = any(not word.loud and not word.text.isdigit() for word in others)
        return self._letters >= _SHOUTED and self.capitals and quiet

    def speaks(self) -> bool:
        """Whether what follows lets the phrase be a command: nothing, a mark, or words that may go with it."""
        begin, phrase = self.begin, self.hit.phrase
        if begin >= len(self.line.words) or self.line.gap_at(begin)[:1] in _ENDS:
            return True
        if phrase.alone:
            return past_vocatives(self.line, begin) >= len(self.line.words) or self._repeats
        if len(phrase.words) > 1:
            return True
        noun = self.entry.needs_target or phrase.verb == "PRIORITAS"
        begin = begin if noun else past_vocatives(self.line, begin)
        if begin >= len(self.line.words) or self.line.gap_at(begin)[:1] in _ENDS:
            return True
        following = self.line.words[begin].text
        if following in _TALK or (noun and following in _TALK_OF_NOUNS):
            return False
        followers = FOLLOWERS[phrase.verb]
        if followers is None or following in followers:
            return True
        if following.isdigit():
            return self.entry.risk is not Risk.GRAVE or phrase.verb == "CUTI"  # "SETUJU 2 tiket" speaks of others
        return self.loud and phrase.verb not in ("TIDAK", "BA")

    def to_refuse(self, *, later: bool, requester: bool) -> bool:
        """Whether a command that isn't allowed was really given, and must be answered; otherwise it is talk."""
        phrase = self.hit.phrase
        if phrase.verb in ("YA", "TIDAK") or phrase.alone:
            return False
        if later:
            grave = self.entry.risk is not Risk.HARMLESS
            return phrase.headword and self.capitals and self.clear and grave
        if self.entry.risk is Risk.HARMLESS or requester:
            return phrase.headword and (self.loud or (self.clear and self.capitals))
        return self.loud or (self.clear and not phrase.telling)

    @property
    def _repeats(self) -> bool:
        """Whether another word for its being done is all that is joined to it ("beres & aman")."""
        texts, joined = self.line.texts(self.begin), self.line.gap_at(self.begin) in ("&", "+", "/")
        said = texts if joined else texts[1:] if texts[0] in ("dan", "and") else []
        return bool(said) and said[0] in _DONE_TOO | VOCATIVES and set(said) <= _DONE_TOO | VOCATIVES

    @property
    def _own(self) -> tuple[Word, ...]:
        return self.line.words[self.hit.start : self.hit.end]

    @property
    def _letters(self) -> int:
        return sum(word.end - word.start for word in self._own)

    @property
    def _long(self) -> bool:
        return self.hit.phrase.headword and (self._letters >= _SHOUTED or self.hit.phrase.verb == "YA")
