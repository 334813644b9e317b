"""One line heard: the command it begins with, or why it holds none (domain notes 3.6, algorithm steps 1 and 2)."""

import re
from dataclasses import dataclass, replace

from mailgate.domain.task import Task
from mailgate.domain.verb import verb
from mailgate.mail.batch import batch_lines
from mailgate.mail.courtesy import Courtesy, courtesy_at
from mailgate.mail.draft import Draft, How
from mailgate.mail.fuzzy import misspelled
from mailgate.mail.guards import NEGATORS, held_after, reserved_after, tells_news
from mailgate.mail.instructions import opens_instruction
from mailgate.mail.phrases import HEADWORD_PHRASES, LEADING, WITHIN, Hit, Index, hits_at
from mailgate.mail.targets import find_targets
from mailgate.mail.titles import Rank
from mailgate.mail.utterance import Utterance
from mailgate.mail.words import Line, line_of

_BULLET = re.compile(r"\s*(?:[-*•·–>_]+|\(?\d{1,2}[.)])\s+")
_TICKET = re.compile(r"\s*(?:#\d{1,6}|[A-Za-z]{2,6}-\d{4}-\d{1,6})\s*[:,]?\s*(?=[^\W\d])")
HAND_OVER = ("DISPOSISI", "TUNJUK", "TUGASKAN", "ARAHAN")
"""Commands that hand a request to somebody."""
_JUDGING = frozenset({"VERIFIKASI", "SESUAI", "PRIORITAS", "TERIMA", "TIDAK", "YA"})
"""Commands that a hand-over often follows in the same line."""
_THEN = frozenset({"dan", "lalu", "kemudian", "serta"})
_SEPARATORS = frozenset(",;+.&\n")


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
        many = next((command for command in batch_lines(line) if command.of_many), None)
        if many is not None:
            drafts = self._said(line_of(many.text)).drafts[:1]
            return Heard(tuple(replace(draft, line=raw, of_many=True) for draft in drafts))
        heard = self._on_behalf(line) or self._said(line)
        if ticket:
            heard = replace(heard, drafts=tuple(replace(d, how=How.IMPLIED) for d in heard.drafts))
        return heard

    def _said(self, line: Line) -> Heard:
        """The line tried from its first word, then behind each phrase of courtesy."""
        at, assent = 0, False
        while at < len(line.words):
            heard = self._command_at(line, at, assent=assent)
            if heard is not None and (heard.drafts or heard.guard):
                return heard
            step = courtesy_at(line, at) or self._assent_at(line, at)
            if step is None:
                return self._behind_addressee(line, at) or self._misspelled(line, at) or Heard()
            assent = assent or step[0] is Courtesy.ASSENT
            at = self._past(line, step)
        return Heard()

    def _assent_at(self, line: Line, at: int) -> tuple[Courtesy, int] | None:
        """ "Acc, disposisi …": approval where none is asked for, set off by a mark, is only assent."""
        approves = line.words[at].text in ("setuju", "disetujui") and "SETUJU" not in self.task.allowed
        set_off = at + 1 < len(line.words) and line.gap_at(at + 1)[:1] in (",", ".", ";", "\n")
        return (Courtesy.ASSENT, at + 1) if approves and set_off else None

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
        outside: Utterance | None = None
        for hit in self._ranked(hits_at(line, at, self.own_words, LEADING)):
            said, name = Utterance(line, hit), self._offered(hit.phrase.verb)
            if name is None:
                outside = outside or said
            elif self._speaks(said, name):
                return self._heard(said, name, assent=assent, behalf=behalf)
            if line.words[at].text in NEGATORS and len(hit.phrase.words) > 1:
                break  # "tidak sesuai" does not begin with TIDAK
        return self._refused(outside, behalf) if outside else None

    def _speaks(self, said: Utterance, name: str) -> bool:
        """Whether the phrase is a command there: by what follows, or because somebody is named behind it."""
        entry = verb(name)
        if said.hit.phrase.naming:
            return (said.marked and entry.needs_target) or self._names(said, closed=entry.needs_target)
        return said.speaks() or (entry.takes_target and said.runs_on and self._names(said))

    def _names(self, said: Utterance, *, closed: bool = False) -> bool:
        """Whether a name that needs no guessing stands right behind the phrase; `closed`: and no statement of it."""
        body = said.line.after(said.hit.end)
        named = find_targets(body, self.task, ())
        if said.line.gap_at(said.hit.end) not in ("", ":") or not named.slots or named.unknown:
            return False
        before = body.removesuffix(named.rest).rstrip()
        told = closed and named.rest and before[-1:].isalnum() and not opens_instruction(named.rest)
        return named.rank <= Rank.PERSON and not told

    def _refused(self, said: Utterance, behalf: str) -> Heard | None:
        """A command that isn't allowed, unless it is talk, held back, or near to one that is allowed."""
        line, hit = said.line, said.hit
        if not said.to_refuse(later=self.later, requester=self.task.requester):
            return None
        nearly = any(near.phrase.verb in self.task.allowed for near in hits_at(line, hit.start, WITHIN))
        if nearly or held_after(line, hit, said.begin):
            return None
        body = line.after(said.begin)
        return Heard((Draft(hit.phrase.verb, How.OUTRIGHT, line.raw, body, on_behalf=behalf, refused=True),))

    def _ranked(self, hits: list[Hit]) -> list[Hit]:
        order = {name: i for i, name in enumerate(self.task.allowed)}
        return sorted(hits, key=lambda hit: (-hit.end, order.get(hit.phrase.verb, len(order))))

    def _offered(self, name: str) -> str | None:
        """The headword itself, or the kin of it that the step offers."""
        allowed = self.task.allowed
        if name in allowed:
            return name
        return next((kin for kin in verb(name).kin if kin in allowed), None)

    def _heard(self, said: Utterance, name: str, *, assent: bool = False, behalf: str = "") -> Heard | None:
        """The draft of a command that was said, weakened by assent before it or a reservation behind it."""
        line, hit, begin = said.line, said.hit, said.begin
        if guard := held_after(line, hit, begin):
            return Heard(guard=guard, nearly=name)
        if self.later and not (hit.phrase.headword or said.entry.needs_target):
            return None  # behind a first command only headwords open another one
        reports = not verb(name).looks_ahead
        promised = assent and said.runs_on and len(hit.phrase.words) == 1 and reports
        reserved = reports and not said.marked and reserved_after(line, hit, begin)
        greeted = name == "LAPOR" and hit.phrase.headword and not tells_news(line, hit.end, begin)
        draft = Draft(
            name,
            How.IMPLIED if promised or reserved or greeted else How.OUTRIGHT,
            line.raw,
            line.after(begin),
            own=line.raw[line.words[hit.start].start :] if hit.phrase.telling else "",
            on_behalf=behalf,
            rival="KEMBALIKAN" if reserved and name == "SETUJU" and "KEMBALIKAN" in self.task.allowed else "",
            loud=said.loud,
            marked=said.marked,
        )
        return Heard(self._split(draft, line, begin))

    def _split(self, draft: Draft, line: Line, begin: int) -> tuple[Draft, ...]:
        """ "VERIFIKASI, DISPOSISI kasi: …", "PRIORITAS T S + DISPOSISI …": a second command in the same line."""
        colon = False
        for at in range(begin, len(line.words)):
            gap, then = line.gap_at(at), line.words[at - 1].text in _THEN
            colon = colon or ":" in gap
            joined = then or any(mark in _SEPARATORS for mark in gap)
            if not joined and (colon or gap):
                continue
            second = self._second(draft, line, at, joined=joined)
            if second is not None:
                cut = line.words[at - 1].start if then else line.words[at - 1].end
                return (replace(draft, body=line.raw[line.words[begin - 1].end : cut]), *second.drafts)
        return (draft,)

    def _second(self, draft: Draft, line: Line, at: int, *, joined: bool) -> Heard | None:
        """Another headword at that word: in capitals, or one that hands on what the first has judged."""
        hit = next((h for h in hits_at(line, at, LEADING) if h.phrase.headword), None)
        name = self._offered(hit.phrase.verb) if hit else None
        if hit is None or name is None or name == draft.verb:
            return None
        said = Utterance(line, hit)
        hands_on = joined and draft.verb in _JUDGING and name in (*HAND_OVER, "ALIHKAN")
        return self._heard(said, name, behalf=draft.on_behalf) if hands_on or said.loud_within else None

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
        initial = "".join(line.texts(at, at + 1))[:1]
        offered = frozenset(self.task.allowed)
        for phrase in HEADWORD_PHRASES:
            if phrase.verb not in offered or phrase.words[0][:1] != initial:
                continue  # a misspelling keeps its first letter
            name = phrase.verb
            end = at + len(phrase.words)
            texts = line.texts(at, end)
            whole = all(line.gap_at(i) in ("", "‐") for i in range(at + 1, end))
            if whole and len(texts) == len(phrase.words) and misspelled(texts, phrase.words):
                near.append((Hit(phrase, at, end), name))
        longest = max((len(hit.phrase.words) for hit, _ in near), default=0)
        near = [(hit, name) for hit, name in near if len(hit.phrase.words) == longest]
        if len(near) != 1 or self.later:
            return None
        hit, name = near[0]
        said = Utterance(line, hit)
        heard = self._heard(said, name) if said.speaks() or said.loud else None
        if heard is None or not heard.drafts:
            return heard
        first, *others = heard.drafts
        return Heard((replace(first, how=How.SPELLING if first.how is How.OUTRIGHT else first.how), *others))
