"""The wordings of all verbs as one index by first word: what a line may begin with, what a sentence may hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailgate.domain.verb import VERBS
from mailgate.mail.wording import Wording, alternatives
from mailgate.mail.wordings_step import STEP_WORDINGS
from mailgate.mail.wordings_ticket import TICKET_WORDINGS
from mailgate.mail.words import Line, words_of

WORDINGS: Mapping[str, Wording] = {**STEP_WORDINGS, **TICKET_WORDINGS}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of writing a verb: its normalised words, and what it may be taken for (see `Wording`)."""

    words: tuple[str, ...]
    verb: str
    headword: bool = False
    telling: bool = False
    alone: bool = False
    naming: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a line: the words from `start` up to `end`."""

    phrase: Phrase
    start: int
    end: int


Index = Mapping[str, tuple[Phrase, ...]]


def _index(phrases: Iterator[Phrase]) -> Index:
    """By first word, longest first; a phrase listed twice for a verb keeps its first listing."""
    found: dict[str, dict[tuple[tuple[str, ...], str], Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase.words[0], {}).setdefault((phrase.words, phrase.verb), phrase)
    return {first: tuple(sorted(by.values(), key=lambda p: -len(p.words))) for first, by in found.items()}


def _leading() -> Iterator[Phrase]:
    for entry in VERBS:
        wording = WORDINGS[entry.name]
        yield Phrase(words_of(entry.name), entry.name, headword=True)
        yield from (Phrase(words_of(text), entry.name, telling=True) for text in alternatives(wording.telling))
        yield from (Phrase(words_of(text), entry.name) for text in alternatives(wording.outright))
        yield from (Phrase(words_of(text), entry.name, alone=True) for text in alternatives(wording.alone))
        yield from (Phrase(words_of(text), entry.name, naming=True) for text in alternatives(wording.naming))


def _within() -> Iterator[Phrase]:
    for entry in VERBS:
        yield from (Phrase(words_of(text), entry.name) for text in alternatives(WORDINGS[entry.name].inside))


LEADING: Index = _index(_leading())
"""What a line may begin with."""
WITHIN: Index = _index(_within())
"""What a sentence may hold."""
HEADWORD_PHRASES: tuple[Phrase, ...] = tuple(Phrase(words_of(e.name), e.name, headword=True) for e in VERBS)
FOLLOWERS: Mapping[str, frozenset[str] | None] = {
    name: None if wording.followers is None else frozenset(alternatives(wording.followers))
    for name, wording in WORDINGS.items()
}


def office_phrases(aliases: Mapping[str, str]) -> Index:
    """The office's own words for headwords, as phrases that mean them outright."""
    return _index(Phrase(words_of(text), name) for text, name in aliases.items() if words_of(text))


def hits_at(line: Line, start: int, *indexes: Index) -> list[Hit]:
    """The phrases that stand at that word, longest first; only spaces or a hyphen may stand inside a phrase."""
    words = line.words
    if start >= len(words):
        return []
    found = [
        Hit(phrase, start, start + len(phrase.words))
        for index in indexes
        for phrase in index.get(words[start].text, ())
        if _stands(phrase.words, line, start)
    ]
    return sorted(found, key=lambda hit: -hit.end)


def _stands(phrase: tuple[str, ...], line: Line, start: int) -> bool:
    end = start + len(phrase)
    if end > len(line.words):
        return False
    if end < len(line.words) and line.words[end].gap == "‐" and line.words[end].text == phrase[-1]:
        return False  # "beres-beres" is another word
    pairs = zip(phrase, line.words[start:], strict=False)
    return all(text == word.text and (i == 0 or word.gap in ("", "‐")) for i, (text, word) in enumerate(pairs))
