"""One line heard: the command it begins with, or why it holds none (domain notes 3.6, algorithm steps 1 and 2)."""

import re
from dataclasses import dataclass, replace

from mailgate.domain.task import Task
from mailgate.domain.verb import Risk, verb
from mailgate.mail.courtesy import VOCATIVES, Courtesy, courtesy_at, past_vocatives
from mailgate.mail.draft import Draft, How
from mailgate.mail.fuzzy import misspelled
from mailgate.mail.guards import NEGATORS, contrast_after, held_after
from mailgate.mail.phrases import FOLLOWERS, HEADWORD_PHRASES, LEADING, Hit, Index, Phrase, hits_at
from mailgate.mail.targets import find_targets
from mailgate.mail.words import Line, line_of

_BULLET = re.compile(r"\s*(?:[-*•·–>_]+|\(?\d{1,2}[.)])\s+")
_TICKET = re.compile(r"\s*(?:#\d{1,6}|[A-Za-z]{2,6}-\d{4}-\d{1,6})\s*[:,]?\s*(?=[^\W\d])")
_TALK = frozenset("yang tersebut itu adalah akan belum masih mana nya".split())
"""Behind a single command word these make a sentence of it."""
_TALK_OF_NOUNS = frozenset("dari sudah telah oleh".split())
HAND_OVER = ("DISPOSISI", "TUNJUK", "TUGASKAN", "ARAHAN")
"""Commands that hand a request to somebody."""
_JOINABLE = frozenset({"VERIFIKASI", "SESUAI", "PRIORITAS", "TERIMA", "TIDAK", "YA"})
_THEN = frozenset({"dan", "lalu", "kemudian", "serta"})
_SEPARATORS = frozenset(",;+.&\n")
_SEVERAL = 5  # letters from which capitals are shouting, not an abbreviation


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line was heard as: commands in order, or the guard that held one back (`nearly` is its verb)."""

    drafts: tuple[Draft, ...] = ()
    guard: str = ""
    nearly: str = ""


@dataclass(frozen=True, slots=True)
class Ear:
    """How lines are heard: within a task, with the office's own words; after the first command more strictly."""

    task: Task
    own_words: Index
    later: bool = False

    def hear(self, raw: str) -> Heard:
        """The commands that a line begins with."""
        text = raw[match.end() :] if (match := _BULLET.match(raw)) else raw
        ticket = _TICKET.match(text)
        line = line_of(text[ticket.end() :] if ticket else text)
        if not line.words:
            return Heard()
        heard = self._on_behalf(line) or self._said(line)
        if ticket:
            heard = replace(heard, drafts=tuple(replace(d, how=How.IMPLIED) for d in heard.drafts))
        return heard

    def _said(self, line: Line) -> Heard:
        """The line tried from its first word, then behind each phrase of courtesy."""
        at, assent, nothing = 0, False, Heard()
        while at < len(line.words):
            heard = self._command_at(line, at, assent=assent)
            if heard is not None and (heard.drafts or heard.guard):
                return heard
            step = courtesy_at(line, at)
            if step is None:
                behind = self._behind_addressee(line, at)
                return behind or self._misspelled(line, at) or nothing
            assent = assent or step[0] is Courtesy.ASSENT
            at = self._past(line, step)
        return nothing

    def _past(self, line: Line, step: tuple[Courtesy, int]) -> int:
        """Behind a phrase of courtesy; thanks and apologies run on to the next comma."""
        courtesy, at = step
        thanks = courtesy is Courtesy.THANKS or line.words[at - 1].text == "maaf"
        if not thanks:
            return at
        end = at
        while end < len(line.words) and not line.gap_at(end):
            end += 1
        return end if end - at <= 6 else len(line.words)

    def _command_at(self, line: Line, at: int, *, assent: bool = False, behalf: str = "") -> Heard | None:
        """The command at that word, if the words there are one and nothing holds it back."""
        courtesy = courtesy_at(line, at)
        if courtesy is not None and courtesy[0] is Courtesy.THANKS:
            return None  # "terima kasih" is not TERIMA
        hits = self._ranked(hits_at(line, at, self.own_words, LEADING))
        outside: Hit | None = None
        for hit in hits:
            name = self._offered(hit.phrase.verb)
            if name is None:
                outside = outside or (hit if self._to_refuse(line, hit) else None)
            elif self._speaks(line, hit):
                return self._heard(line, hit, name, assent=assent, behalf=behalf)
            if line.words[at].text in NEGATORS and len(hit.phrase.words) > 1:
                break
        if outside is None or held_after(line, outside, self._begin(line, outside)):
            return None
        begin = self._begin(line, outside)
        refused = Draft(outside.phrase.verb, How.OUTRIGHT, line.raw, line.after(begin), refused=True, on_behalf=behalf)
        return Heard((replace(refused, loud=self._loud(line, outside)),))

    def _ranked(self, hits: list[Hit]) -> list[Hit]:
        order = {name: i for i, name in enumerate(self.task.allowed)}
        return sorted(hits, key=lambda hit: (-hit.end, order.get(hit.phrase.verb, len(order))))

    def _offered(self, name: str) -> str | None:
        """The headword itself, or the kin of it that the step offers."""
        allowed = self.task.allowed
        if name in allowed:
            return name
        return next((kin for kin in verb(name).kin if kin in allowed), None)

    def _begin(self, line: Line, hit: Hit) -> int:
        """The first word behind the command and the forms of address that follow it."""
        entry = verb(hit.phrase.verb)
        return hit.end if entry.needs_target or entry.takes_target else past_vocatives(line, hit.end)

    def _loud(self, line: Line, hit: Hit) -> bool:
        """Whether the command stands in capitals in a line that doesn't."""
        written = line.words[hit.start : hit.end]
        others = line.words[hit.end :]
        letters = sum(word.end - word.start for word in written)
        return (
            hit.phrase.headword
            and all(word.loud for word in written)
            and (letters >= _SEVERAL or hit.phrase.verb == "YA")
            and any(not word.loud and not word.text.isdigit() for word in others)
        )

    def _speaks(self, line: Line, hit: Hit) -> bool:
        """Whether what follows lets the phrase be a command."""
        begin = self._begin(line, hit)
        if begin >= len(line.words) or line.gap_at(begin)[:1] in tuple(":,;.!-–—(\n="):
            return True
        following, entry = line.words[begin].text, verb(hit.phrase.verb)
        if hit.phrase.alone or following in ("?",):
            return False
        if len(hit.phrase.words) > 1:
            return True
        if following in _TALK or (following in _TALK_OF_NOUNS and (entry.needs_target or hit.phrase.verb == "PRIORITAS")):
            return False
        followers = FOLLOWERS[hit.phrase.verb]
        return followers is None or following in followers or (self._loud(line, hit) and hit.phrase.verb not in ("TIDAK", "BA"))

    def _to_refuse(self, line: Line, hit: Hit) -> bool:
        """Whether a command outside what is allowed was really given, and is not mere talk."""
        phrase, entry = hit.phrase, verb(hit.phrase.verb)
        begin = self._begin(line, hit)
        loud = self._loud(line, hit)
        clear = begin >= len(line.words) or line.gap_at(begin)[:1] == ":"
        written_loud = all(word.loud for word in line.words[hit.start : hit.end])
        if phrase.verb in ("YA", "TIDAK") or phrase.alone:
            return False
        if self.later:
            return phrase.headword and written_loud and clear and entry.risk is not Risk.HARMLESS
        if entry.risk is Risk.HARMLESS or self.task.requester:
            return phrase.headword and (loud or (clear and written_loud))
        return loud or (clear and not phrase.telling)

    def _heard(self, line: Line, hit: Hit, name: str, *, assent: bool, behalf: str) -> Heard | None:
        begin = self._begin(line, hit)
        if guard := held_after(line, hit, begin):
            return Heard(guard=guard, nearly=name)
        if self.later and not self._new_command(line, hit):
            return None
        open_end = begin < len(line.words) and not line.gap_at(begin)
        how = How.IMPLIED if assent and open_end and len(hit.phrase.words) == 1 and not verb(name).looks_ahead else How.OUTRIGHT
        rival = ""
        if contrast_after(line, hit, begin) and ":" not in line.gap_at(begin) and not verb(name).looks_ahead:
            how, rival = How.IMPLIED, "KEMBALIKAN" if name == "SETUJU" and "KEMBALIKAN" in self.task.allowed else ""
        own = line.raw[line.words[hit.start].start :] if hit.phrase.telling else ""
        draft = Draft(
            name, how, line.raw, line.after(begin), own=own, on_behalf=behalf, rival=rival, loud=self._loud(line, hit),
            marked=":" in line.gap_at(begin),
        )  # fmt: skip
        return Heard(self._split(draft, line, begin))

    def _new_command(self, line: Line, hit: Hit) -> bool:
        """Behind a first command only headwords open another one, and phrases that name an addressee."""
        return hit.phrase.headword or verb(hit.phrase.verb).needs_target

    def _split(self, draft: Draft, line: Line, begin: int) -> tuple[Draft, ...]:
        """ "VERIFIKASI, DISPOSISI kasi: …", "PRIORITAS T S + DISPOSISI …": a second command in the same line."""
        colon = False
        for at in range(begin, len(line.words)):
            gap = line.gap_at(at)
            colon = colon or ":" in gap
            joined = any(mark in _SEPARATORS for mark in gap) or line.words[at - 1].text in _THEN
            if not joined and (colon or gap):
                continue
            hit = next((h for h in hits_at(line, at, LEADING) if h.phrase.headword), None)
            name = self._offered(hit.phrase.verb) if hit else None
            if hit is None or name is None or name == draft.verb:
                continue
            quiet = draft.verb in _JOINABLE and name in (*HAND_OVER, "ALIHKAN") and joined
            if quiet or self._loud_within(line, hit):
                cut = line.words[at - 1].end if line.words[at - 1].text not in _THEN else line.words[at - 1].start
                first = replace(draft, body=line.raw[line.words[begin - 1].end : cut])
                second = self._heard(line, hit, name, assent=False, behalf=draft.on_behalf)
                return (first, *second.drafts) if second else (draft,)
        return (draft,)

    def _loud_within(self, line: Line, hit: Hit) -> bool:
        """A headword in capitals inside a line that is not all capitals."""
        written = line.words[hit.start : hit.end]
        letters = sum(word.end - word.start for word in written)
        return all(w.loud for w in written) and letters >= _SEVERAL and not all(
            w.loud or w.text.isdigit() for w in line.words if w not in written and w.end - w.start > 2
        )  # fmt: skip

    def _behind_addressee(self, line: Line, at: int) -> Heard | None:
        """ "Pak Kadis, sudah selesai": a title before the comma is only whom the reader addresses."""
        for comma in range(at + 1, min(len(line.words), at + 7)):
            gap = line.gap_at(comma)
            if not gap or gap == "‐":
                continue
            if gap not in (",", ":"):
                return None
            named = find_targets(line.raw[line.words[at].start : line.words[comma - 1].end], self.task, ())
            if not named.slots or named.rest or named.unknown:
                return None
            heard = self._command_at(line, comma)
            plain = heard is not None and heard.drafts and not verb(heard.drafts[0].verb).needs_target
            return heard if plain else None
        return None

    def _on_behalf(self, line: Line) -> Heard | None:
        """ "a.n. Kadis: DISPOSISI …": the command with the code of the seat in whose name it is given."""
        texts = line.texts(0, 2)
        lead = 1 if texts[0] in ("an", "arahan", "perintah") else 2 if texts == ["atas", "nama"] else 0
        if not lead or (texts[0] == "arahan" and "ARAHAN" in self.task.allowed):
            return None
        for at in range(lead + 1, min(len(line.words), lead + 10)):
            gap = line.gap_at(at)
            if ":" not in gap and (gap or texts[0] in ("arahan", "perintah")):
                continue
            named = find_targets(line.raw[line.words[lead].start : line.words[at - 1].end], self.task, ())
            if len(named.slots) == 1 and not named.ambiguous and not named.rest:
                heard = self._command_at(line, at, behalf=named.slots[0][0].seat)
                if heard is not None and heard.drafts:
                    return heard
        return None

    def _misspelled(self, line: Line, at: int) -> Heard | None:
        """A headword that the step offers, misspelled; only one may come near, and nothing may run on behind it."""
        near: list[tuple[Hit, str]] = []
        for phrase in HEADWORD_PHRASES:
            name = phrase.verb if phrase.verb in self.task.allowed else None
            end = at + len(phrase.words)
            texts = line.texts(at, end)
            if name and len(texts) == len(phrase.words) and misspelled(texts, phrase.words):
                if all(not line.gap_at(i) or line.gap_at(i) == "‐" for i in range(at + 1, end)):
                    near.append((Hit(phrase, at, end), name))
        longest = max((len(hit.phrase.words) for hit, _ in near), default=0)
        near = [(hit, name) for hit, name in near if len(hit.phrase.words) == longest]
        if len(near) != 1 or self.later:
            return None
        hit, name = near[0]
        if not (self._speaks(line, hit) or self._shouted(line, hit)):
            return None
        heard = self._heard(line, hit, name, assent=False, behalf="")
        if heard is None or not heard.drafts:
            return heard
        first, *others = heard.drafts
        return Heard((replace(first, how=How.SPELLING if first.how is How.OUTRIGHT else first.how), *others))

    def _shouted(self, line: Line, hit: Hit) -> bool:
        return self._loud(line, Hit(Phrase(hit.phrase.words, hit.phrase.verb, headword=True), hit.start, hit.end))


def only_vocatives(line: Line) -> bool:
    """Whether nothing but forms of address stands in the line."""
    return all(word.text in VOCATIVES for word in line.words)
