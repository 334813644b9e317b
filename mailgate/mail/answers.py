"""Short answers: the number of a choice, YA or TIDAK to an open question, a bare rating."""

from dataclasses import dataclass, replace

from mailgate.domain.command import Certainty, Choice, Command, Question, ReadAs, Reading
from mailgate.domain.task import Task
from mailgate.domain.verb import Risk, verb
from mailgate.mail import sentences
from mailgate.mail.courtesy import VOCATIVES, without_thanks
from mailgate.mail.draft import Draft, How
from mailgate.mail.grades import rated
from mailgate.mail.guards import HOLDING
from mailgate.mail.words import Line, line_of

_YES = frozenset(
    {"ya", "iya", "y", "yes", "benar", "betul", "betul sekali", "ya benar", "ya betul", "iya benar", "iya betul"}
)
_OKAY = frozenset({"oke", "baik", "siap", "sip", "lanjut", "lanjutkan"})
_NO = frozenset({"tidak", "bukan", "salah", "tidak jadi", "bukan itu", "tidak usah", "jangan"})
_ORDINALS = {"pertama": 1, "kedua": 2, "ketiga": 3, "satu": 1, "dua": 2, "tiga": 3, "empat": 4}
_BEFORE_NUMBER = frozenset({"nomor", "no", "pilihan", "pilih", "opsi", "yang", "angka", "jawaban", "jawab", "nilai"})
_STARS = "⭐🌟★"


@dataclass(frozen=True, slots=True)
class _Short:
    """A line reduced to what it answers: without forms of address, in one string."""

    text: str
    number: int | None


def answer_to(question: Question, raw: str) -> Reading | None:
    """What a line answers to an open question, or None where it says something else."""
    short = _short(line_of(without_thanks(raw)))
    if not question.choices or "?" in raw:
        return None
    if short.number is not None:
        if 1 <= short.number <= len(question.choices):
            return _chosen(question, question.choices[short.number - 1])
        again = replace(question, text=sentences.which_number(len(question.choices)))
        return Reading(ReadAs.ASK, _commands(question, question.choices[0].command), again)
    if short.text in _YES:
        return _chosen(question, question.choices[0])
    if short.text in _NO:
        return Reading(ReadAs.NOTE, reason=sentences.dropped(), guard="answered no")
    grave = any(verb(c.verb).risk is Risk.GRAVE for c in _commands(question, question.choices[0].command))
    if short.text in _OKAY and len(question.choices) == 1 and not grave:
        return _chosen(question, question.choices[0], Certainty.GUESSED)
    named = _by_label(question, short.text)
    return _chosen(question, named) if named else None


def bare_rating(raw: str, task: Task) -> Reading | None:
    """A rating that is only a number or stars, perhaps with a remark behind a mark: "4", "4, cepat sekali"."""
    if not task.rating or "NILAI" not in task.allowed:
        return None
    stars = sum(raw.count(star) for star in _STARS)
    line = line_of(without_thanks(raw))
    if stars and not any(word.text.isdigit() for word in line.words):
        grade, note = str(stars), " ".join(raw.translate(str.maketrans("", "", _STARS)).split())
    else:
        short = _short(line)
        if short.number is not None:
            grade, note = str(short.number), ""
        elif line.words and line.words[0].text.isdigit() and line.gap_at(1)[:1] in tuple(",:;.-–"):
            grade, note = line.words[0].text, line.after(1).lstrip(" ,:;.-–")
            if _counts_on(line):
                return None
        else:
            return None
    draft = Draft("NILAI", How.OUTRIGHT, raw)
    filled = rated(draft, str(int(grade)), note)
    outcome = ReadAs.ASK if filled.question else ReadAs.RUN
    return Reading(outcome, (filled.command,), filled.question)


def _counts_on(line: Line) -> bool:
    """ "1, 2 sudah, 3 belum": a further number at the beginning of a clause."""
    return any(
        word.text.isdigit() and line.gap_at(at)[:1] in tuple(",;.:-&") for at, word in enumerate(line.words[1:], 1)
    )


def _short(line: Line) -> _Short:
    """Numbers with "nomor", "pilihan" … before them, or "yang pertama"; anything else is text."""
    words = [word.text for word in line.words if word.text not in VOCATIVES or word.text in ("ya", "yaa")]
    while len(words) > 1 and words[-1] in ("ya", "yaa"):
        del words[-1]
    rest = [word for word in words if word not in _BEFORE_NUMBER]
    if len(rest) == 1 and rest[0].isascii():
        if rest[0].isdigit() and len(rest[0]) <= 3:
            return _Short(rest[0], int(rest[0]))
        if rest[0] in _ORDINALS and len(words) > 1:
            return _Short(rest[0], _ORDINALS[rest[0]])
    return _Short(" ".join(words), None)


def _commands(question: Question, command: Command) -> tuple[Command, ...]:
    return (*question.pending, command)


def _chosen(question: Question, choice: Choice, certainty: Certainty = Certainty.SURE) -> Reading:
    commands = tuple(replace(c, certainty=certainty) for c in _commands(question, choice.command))
    return Reading(ReadAs.RUN, commands)


def _by_label(question: Question, text: str) -> Choice | None:
    """The only choice whose label holds all the words of the answer ("Kasi Aplikasi")."""
    words = [word for word in text.split() if word not in _YES]
    if not words or len(words) > 6 or len(question.choices) < 2 or HOLDING & set(words):
        return None
    fits = [c for c in question.choices if set(words) <= set(line_of(c.label).texts())]
    return fits[0] if len(fits) == 1 else None
