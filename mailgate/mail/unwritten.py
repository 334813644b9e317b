"""A reply in which no command was written: what it implies, asks, or leaves as a remark."""

from datetime import date

from mailgate.domain.command import Command, Question, ReadAs, Reading
from mailgate.domain.task import Task
from mailgate.domain.verb import verb
from mailgate.mail import sentences
from mailgate.mail.arguments import only_date, outcome_of
from mailgate.mail.conclusion import decide, decide_between
from mailgate.mail.courtesy import VOCATIVES, is_courtesy
from mailgate.mail.deadlines import find_due
from mailgate.mail.draft import Draft, How
from mailgate.mail.implied import asks_status, implied_hand_over, inside, order_without_addressee
from mailgate.mail.passage import Passage
from mailgate.mail.words import line_of
from mailgate.mail.written import Written

_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
_WAITS = frozenset({"menunggu", "nunggu", "tunggu", "ditunggu"})


def unwritten(lines: list[Passage], task: Task, held: Written) -> Reading:
    """What is made of lines without a command at their start."""
    spoken = [line.raw for line in lines if is_courtesy(line_of(line.raw)) is None]
    text = "\n".join(spoken)
    if not text:
        return _only_assent(task)
    hand_over = _hand_over(lines, task)
    if hand_over is not None and (reading := decide((hand_over,), task)) is not None:
        return reading
    moved = _moved_visit(spoken[0], task) or _not_yet(text, task)
    if moved is not None:
        return moved
    if asks_status(text, task):
        return Reading(ReadAs.RUN, (_guess("STATUS", text),), guard="question")
    disapproval = _disapproval(text, task)
    if disapproval is not None:
        return disapproval
    if held.guard != "example":
        found = inside(text, task)
        if found.drafts and (reading := decide_between(found.drafts, task)) is not None:
            return reading
        held = held if held.guard else Written(guard=found.guard, nearly=found.nearly)
    order = order_without_addressee(spoken[0], task)
    if order is not None and (reading := decide((order,), task)) is not None:
        return reading
    return _report_by_file(text, task, held) or remark(text, task, held)


def remark(text: str, task: Task, held: Written) -> Reading:
    """A remark, with a hint at what was nearly read."""
    words = set(line_of(text).texts())
    due = None if task.outcomes else find_due(text, task.now)
    if due is not None:
        reason = sentences.hint_due(_in_words(due))
    elif "TUNDA" in task.allowed and (words & _WAITS or (held.nearly == "SELESAI" and "negation" in held.guard)):
        reason = sentences.hint_pause()
    elif held.nearly:
        reason = sentences.hint_held(held.nearly)
    else:
        reason = ""
    return Reading(ReadAs.NOTE, reason=reason, guard=held.guard)


def _only_assent(task: Task) -> Reading:
    """ "Siap pak", or nothing but files: files may be the report that the step waits for."""
    return _report_by_file("", task, Written()) or Reading(ReadAs.NOTE, guard="assent")


def _hand_over(lines: list[Passage], task: Task) -> Draft | None:
    """An addressee with an order in the first lines; a salutation and the line below it are read together."""
    raws = [line.raw for line in lines]
    for at, raw in enumerate(raws[:3]):
        draft = implied_hand_over(raw, task, alone=len(raws) == 1)
        if draft is None and at + 1 < len(raws):
            draft = implied_hand_over(f"{raw.rstrip(' ,')},\n{raws[at + 1]}", task, alone=False)
        if draft is not None:
            return draft
        if is_courtesy(line_of(raw)) is None:
            return None
    return None


def _moved_visit(raw: str, task: Task) -> Reading | None:
    """ "Besok saja", "jam 10 saja": another time for a visit, where one may be proposed."""
    if "UBAH" not in task.allowed or not {"saja", "aja"} & set(line_of(raw).texts()) or not only_date(raw):
        return None
    return decide((Draft("UBAH", How.OUTRIGHT, raw, own=raw),), task)


def _not_yet(text: str, task: Task) -> Reading | None:
    """ "Belum" and no more, where the step asks whether the service is back."""
    words = [word for word in line_of(text).texts() if word not in VOCATIVES]
    if outcome_of("BELUM PULIH", task) is None or "?" in text or words not in (["belum"], ["masih", "belum"]):
        return None
    return decide((Draft("BELUM PULIH", How.OUTRIGHT, text, own=text),), task)


def _disapproval(text: str, task: Task) -> Reading | None:
    """ "Tidak setuju": KEMBALIKAN or TOLAK, whichever the step offers, and never without a reason."""
    offered = [name for name in ("KEMBALIKAN", "TOLAK") if outcome_of(name, task)]
    line = line_of(text)
    texts = line.texts()
    at = next(
        (i for i, word in enumerate(texts[:-1]) if word in ("tidak", "belum", "kurang") and texts[i + 1] == "setuju"),
        None,
    )
    if "SETUJU" not in task.allowed or not offered or at is None or at > 3 or "?" in text:
        return None
    note = line.after(at + 2).lstrip(" ,.:;-–").strip()
    note = note if line_of(note).words and is_courtesy(line_of(note)) is None else ""
    commands = tuple(Command(name, note=note, certainty=_guess(name, text).certainty, line=text) for name in offered)
    if not note:
        return Reading(
            ReadAs.ASK, commands[:1], Question(sentences.not_approved(verb(offered[0]).example)), guard="negation"
        )
    return decide_between([Draft(name, How.IMPLIED, text, note) for name in offered], task)


def _report_by_file(text: str, task: Task, held: Written) -> Reading | None:
    """Files without a command where the step waits for a report: asked whether they are it."""
    waits = outcome_of("LAPOR", task)
    if waits is None or not task.attachments or held.guard:
        return None
    reading = decide((Draft("LAPOR", How.IMPLIED, text, text),), task)
    if reading is None or reading.question is None:
        return reading
    question = Question(sentences.may_be_the_file("LAPOR"), reading.question.choices)
    return Reading(ReadAs.ASK, reading.commands, question)


def _guess(name: str, text: str) -> Command:
    return Command(name, note=text, certainty=Draft(name, How.IMPLIED, text).certainty, line=text.partition("\n")[0])


def _in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
