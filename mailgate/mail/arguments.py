"""The text behind a command, read as its argument, addressees, date and note."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from mailgate.domain.command import Choice, Question
from mailgate.domain.printing import PRINTABLES, Printable
from mailgate.domain.sop import Outcome
from mailgate.domain.task import Task
from mailgate.domain.verb import verb
from mailgate.mail import sentences
from mailgate.mail.addressing import addressed
from mailgate.mail.courtesy import VOCATIVES, clean_note
from mailgate.mail.deadlines import find_due, find_span
from mailgate.mail.draft import Draft
from mailgate.mail.filled import Filled, plain
from mailgate.mail.grades import priority, rating
from mailgate.mail.targets import find_targets
from mailgate.mail.words import line_of, words_of

_LEADING = " \t\r\n:,;.!-–—=>*"
_TICKET = re.compile(r"#?\b(?:[A-Za-z]{2,6}-\d{4}-\d{1,6}|(?<=#)\d{1,6})\b")
_SOP_ID = re.compile(r"[a-z]{2,20}(?:-[a-z0-9]{2,20}){0,3}")
_DATE_WORDS = frozenset(
    (
        "sampai sd hingga dengan tanggal hari minggu pekan depan ini lagi besok lusa jam pukul pagi siang sore malam "
        "senin selasa rabu kamis jumat sabtu ahad januari februari maret april mei juni juli agustus september oktober "
        "november desember jan feb mar apr jun jul agt sep okt nov des kerja ke akhir bulan pada dulu saja aja nanti"
    ).split()
)


def fill(draft: Draft, task: Task) -> Filled:
    """The command with everything its text says; a refusal or a question where something is missing or unclear."""
    reader = READERS.get(draft.verb)
    if reader is not None:
        return reader(draft, task)
    entry = verb(draft.verb)
    if entry.needs_target or entry.takes_target:
        return addressed(draft, task, outcome_of(draft.verb, task))
    return Filled(plain(draft, clean_note(draft.own or draft.body)))


def outcome_of(name: str, task: Task) -> Outcome | None:
    """The step's edge of that verb, if it is one."""
    return next((outcome for outcome in task.outcomes if outcome.verb == name), None)


def _pause(draft: Draft, task: Task) -> Filled:
    """TUNDA: the day, and the reason, which a bare date is not."""
    text = draft.own or draft.body
    due = find_due(text, task.now, bare=True)
    head, colon, tail = text.partition(":")
    note = clean_note(tail if colon and tail.strip() and only_date(head) else text)
    if only_date(note):
        note = ""
    return Filled(replace(plain(draft, note), due=due))


def only_date(text: str) -> bool:
    """Whether a text names a day or hour and nothing else."""
    return all(word.isdigit() or word in _DATE_WORDS or word in VOCATIVES for word in words_of(text))


def _meeting(draft: Draft, task: Task) -> Filled:
    filled = addressed(draft, task, outcome_of(draft.verb, task), optional=True)
    return replace(filled, command=replace(filled.command, due=find_due(draft.body, task.now, bare=True)))


def _moved(draft: Draft, task: Task) -> Filled:
    text = draft.own or draft.body
    return Filled(replace(plain(draft, clean_note(text)), due=find_due(text, task.now, bare=True)))


def _redirect(draft: Draft, task: Task) -> Filled:
    """ALIHKAN: an SOP's id, or the post or bidang that takes it."""
    if draft.own:
        return Filled(plain(draft, clean_note(draft.own)))
    head = re.sub(r"^[\s:,]*(?:ke |kepada )?(?:sop )?", "", draft.body, flags=re.IGNORECASE)
    sop = _sop_id(head)
    named = find_targets(draft.body, task, ())
    if named.slots or sop is None or "-" not in sop[0]:
        return (
            addressed(draft, task, None, optional=True) if named.slots or named.unknown else _bare_redirect(draft, sop)
        )
    return Filled(plain(draft, clean_note(sop[1]), argument=sop[0]))


def _bare_redirect(draft: Draft, sop: tuple[str, str] | None) -> Filled:
    if sop is not None and (not sop[1].strip() or sop[1].lstrip()[:1] in ":,;-"):
        return Filled(plain(draft, clean_note(sop[1]), argument=sop[0]))
    return Filled(plain(draft, clean_note(draft.body)))


def _sop_id(text: str) -> tuple[str, str] | None:
    """An SOP's id at the beginning and the text behind it."""
    match = _SOP_ID.match(text.lower())
    return (match[0], text[match.end() :]) if match else None


def _choose_sop(draft: Draft, task: Task) -> Filled:
    found = _sop_id(draft.body.lstrip(_LEADING))
    if found is None or (found[1].strip() and found[1].lstrip()[:1] not in ":,;.-–("):
        talk = found is not None and "-" not in found[0]
        return Filled(plain(draft), refuse="" if talk else sentences.which_sop(), talk=talk)
    return Filled(plain(draft, clean_note(found[1]), argument=found[0]))


def _merge(draft: Draft, task: Task) -> Filled:
    match = _TICKET.search(draft.body)
    if match is None:
        return Filled(plain(draft, clean_note(draft.body)), refuse=sentences.which_ticket())
    note = clean_note(draft.body[match.end() :])
    return Filled(plain(draft, note, argument=match[0].lstrip("#").upper()))


def _remark(draft: Draft, task: Task) -> Filled:
    line = line_of(draft.body)
    if line.words and line.words[0].text in ("pemohon", "opd") and ":" in line.gap_at(1):
        return Filled(plain(draft, line.after(1).lstrip(_LEADING).strip(), argument="PEMOHON"))
    return Filled(plain(draft, draft.body.lstrip(_LEADING).strip()))


def _print(draft: Draft, task: Task) -> Filled:
    """CETAK: the kinds of paper that are named; asked back where none is."""
    named = named_papers(words_of(draft.line))
    offered = [kind for kind in named if kind in task.papers]
    if offered:
        return Filled(plain(draft, argument=", ".join(kind.word for kind in offered)))
    if named:
        asked = plain(draft, argument=named[0].word)
        return Filled(asked, refuse=sentences.not_for_you(named[0].title, [k.word for k in task.papers]))
    choices = tuple(Choice(kind.title, plain(draft, argument=kind.word)) for kind in task.papers)
    return Filled(plain(draft), question=Question(sentences.which_paper(len(choices)), choices))


def named_papers(words: Sequence[str]) -> list[Printable]:
    """The kinds of paper that words name; `berkas` counts only where it stands alone ("berkas disposisi")."""
    found = [k for k in PRINTABLES if {k.word, *k.said} & set(words)]
    return [k for k in found if k.word != "berkas"] or found


def _leave(draft: Draft, task: Task) -> Filled:
    """CUTI: the days as an ISO interval, the deputy if the roster knows one."""
    text = draft.own or draft.body
    span = find_span(text, task.now)
    argument = f"{span[0].isoformat()}/{span[1].isoformat()}" if span else ""
    command = replace(plain(draft, clean_note(text), argument=argument), due=span[1] if span else None)
    deputy = re.search(r"\b(?:plh|plt|pengganti|delegasi(?:kan)? (?:ke|kepada))\b[.: ]*", text, re.IGNORECASE)
    named = find_targets(text[deputy.end() :], task, ()) if deputy else None
    if named and named.slots and not named.ambiguous:
        command = replace(command, targets=(named.slots[0][0].code,))
    return Filled(command)


def _oral_report(draft: Draft, task: Task) -> Filled:
    head, colon, tail = draft.body.partition(":")
    if colon and tail.strip():
        return Filled(plain(draft, tail.strip(), argument=head.strip(_LEADING)))
    return Filled(plain(draft, draft.body.strip(_LEADING)))


def _report(draft: Draft, task: Task) -> Filled:
    """LAPOR, with the hour of an event that is reported afterwards: "LAPOR 02.15: …"."""
    text = draft.own or draft.body
    head, colon, tail = text.partition(":")
    if colon and re.fullmatch(r"\s*(?:jam |pukul )?\d{1,2}[.]\d{2}\s*", head):
        return Filled(
            plain(draft, clean_note(tail), argument=head.strip().lower().removeprefix("jam ").removeprefix("pukul "))
        )
    return Filled(plain(draft, clean_note(text)))


Reader = Callable[[Draft, Task], Filled]

READERS: Mapping[str, Reader] = {
    "PRIORITAS": priority,
    "NILAI": rating,
    "TUNDA": _pause,
    "KOORDINASI": _meeting,
    "UBAH": _moved,
    "ALIHKAN": _redirect,
    "SOP": _choose_sop,
    "GABUNG": _merge,
    "CATATAN": _remark,
    "CETAK": _print,
    "CUTI": _leave,
    "LAPOR": _report,
    "LAPOR a.n.": _oral_report,
}
"""How the text of a verb is read, where it isn't simply a note or an addressee with a note."""
