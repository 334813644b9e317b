"""The two arguments that are grades: impact and urgency of PRIORITAS, and NILAI from 1 to 4."""

from dataclasses import replace

from mailgate.domain.command import Choice, Question
from mailgate.domain.task import Task
from mailgate.mail import sentences
from mailgate.mail.courtesy import clean_note
from mailgate.mail.draft import Draft
from mailgate.mail.filled import Filled, plain
from mailgate.mail.words import line_of, words_of

_LEVELS = {
    word: letter
    for letter, words in {
        "T": "tinggi t high besar luas mendesak",
        "S": "sedang s menengah medium",
        "R": "rendah r low kecil",
    }.items()
    for word in words.split()
}
_SATISFIED = {
    "sangat puas": "4",
    "puas sekali": "4",
    "kurang puas": "2",
    "tidak puas": "1",
    "cukup puas": "3",
    "puas": "3",
}
"""Tried in this order: the plain word last."""


def priority(draft: Draft, task: Task) -> Filled:
    line = line_of(draft.own or draft.body)
    levels: list[str] = []
    axis: dict[str, str] = {}
    named, at = "", 0
    while at < len(line.words):
        word = line.words[at].text
        if word in ("p1", "p2", "p3", "p4") and not levels:
            return Filled(plain(draft, clean_note(line.after(at + 1)), argument=word.upper()))
        if word in ("dampak", "dampaknya", "urgensi", "urgensinya"):
            named = word[:6]
        elif word in _LEVELS and len(levels) < 2:
            levels.append(_LEVELS[word])
            axis[named] = _LEVELS[word]
        elif len(word) == 2 and set(word) <= set("tsr") and not levels:
            levels = [letter.upper() for letter in word]
        elif word not in ("dan", "dengan", "ke", "menjadi", "jadi", "adalah", "sangat", "nya"):
            break
        at += 1
    if len(levels) != 2:
        return _half_a_priority(draft, levels)
    if "dampak" in axis and "urgens" in axis:
        levels = [axis["dampak"], axis["urgens"]]
    return Filled(plain(draft, clean_note(line.after(at)), argument=" ".join(levels)))


def _half_a_priority(draft: Draft, levels: list[str]) -> Filled:
    """One level names impact or urgency, not both: the other is asked. Without any it was talk of priorities."""
    base = plain(draft, clean_note(draft.own or draft.body))
    if not levels and base.note and not draft.loud and not draft.marked:
        return Filled(base, talk=True)
    words = {"T": "tinggi", "S": "sedang", "R": "rendah"}
    choices = [
        Choice(
            f"dampak {words[impact]}, urgensi {words[urgency]}", replace(base, argument=f"{impact} {urgency}", note="")
        )
        for impact in levels
        for urgency in words
    ]
    return Filled(base, question=Question(sentences.which_priority(), tuple(choices)))


def rating(draft: Draft, task: Task) -> Filled:
    said = next((grade for words, grade in _SATISFIED.items() if _begins(draft.line, words)), "")
    line = line_of(draft.body)
    digits = next((word.text for word in line.words[:3] if word.text.isdigit()), "")
    number = "" if said else digits or str(draft.body.count("⭐") or "")
    return rated(draft, said or number, clean_note(line.after(1) if number and line.words else draft.body))


def rated(draft: Draft, grade: str, note: str) -> Filled:
    """A rating with its grade, asked back where the scale (1 to 4, Permenpan RB 14/2017) doesn't hold it."""
    if grade in ("1", "2", "3", "4"):
        return Filled(plain(draft, note, argument=grade))
    base = plain(draft, note)
    labels = ("1 (tidak puas)", "2 (kurang puas)", "3 (puas)", "4 (sangat puas)")
    choices = tuple(Choice(label, replace(base, argument=label[0])) for label in labels)
    return Filled(base, question=Question(sentences.which_rating(), choices))


def _begins(text: str, words: str) -> bool:
    """Whether those words stand among the first of the text."""
    wanted, written = tuple(words.split()), words_of(text)
    return any(written[at : at + len(wanted)] == wanted for at in range(min(4, len(written))))
