"""The command lines that answer a digest: for which of its numbers each is meant (domain notes 3.7)."""

from dataclasses import dataclass, replace

from mailgate.domain.verb import Risk, verb
from mailgate.mail.courtesy import VOCATIVES, courtesy_at, is_courtesy
from mailgate.mail.passage import passages
from mailgate.mail.phrases import LEADING, Hit, hits_at
from mailgate.mail.selection import Selection, selection_at
from mailgate.mail.words import Line, line_of

_NUMBERED = frozenset(
    {"NILAI", "PRIORITAS", "GABUNG", "CUTI", "UBAH", "KOORDINASI", "LAPOR", "LAPOR a.n.", "SOP", "YA", "TIDAK"}
)
"""Commands behind which a number is their own argument, or that no digest offers."""
_MARKS = frozenset(":,;.-–—(=\n)")
_JOINTS = (",", ";", ".", "&", "+", ")")
_TEXT_MARKS = frozenset(":\n")
"""Behind one of these stands free text, whose numbers are no tickets."""
_OPENERS = VOCATIVES | frozenset(
    "karena sebab alasan dengan agar supaya mohon tolong segera untuk terima dan lalu sampai sd hingga".split()
)
"""Words that may follow the numbers without a mark between."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One command of a digest's answer.

    `numbers` are those it names, None where it is for all (without `except_`), () where it names none. `text` is the
    command without them, as it is to be read for each ticket, with the lines below that belong to it.
    """

    numbers: tuple[int, ...] | None
    except_: tuple[int, ...]
    text: str

    @property
    def of_many(self) -> bool:
        """Whether it can't be meant for one ticket: numbers, exceptions, or "semua" beside an act hard to undo."""
        if self.numbers is not None or self.except_:
            return self.numbers != ()
        hit = _hit(line_of(self.text), 0)
        if hit is None:
            return False
        entry = verb(hit.phrase.verb)
        return entry.risk is Risk.GRAVE or entry.needs_target or entry.name in ("KEMBALIKAN", "TERUSKAN")


def read_batch(text: str) -> list[BatchLine]:
    """The commands of an answer to a digest, in order; each line's text is then read in the frame of its tickets.

    `text` is what the sender newly wrote, as for `read`. Pure and total.
    """
    found: list[BatchLine] = []
    for passage in passages(text):
        line = line_of(passage.raw)
        if passage.example or not line.words or is_courtesy(line) is not None:
            continue
        commands = batch_lines(line)
        if commands:
            found += commands
        elif _begins_command(line):
            found.append(BatchLine((), (), passage.raw))
        elif found:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{passage.raw}")
    return found


def batch_lines(line: Line) -> list[BatchLine]:
    """The commands with numbers in one line: "SETUJU 1,2; TOLAK 3: alasan", "1 setuju, 2 tolak: alasan"; or none."""
    found: list[BatchLine] = []
    at = _start(line)
    while at < len(line.words):
        step = _numbers_first(line, at) or _command_first(line, at)
        if step is None:
            return []  # what is not understood to its end is not carried out by halves
        command, at = step
        found.append(command)
    return found


def _start(line: Line) -> int:
    """The first word behind greetings."""
    at = 0
    while at < len(line.words) and selection_at(line, at) is None and _hit(line, at) is None:
        step = courtesy_at(line, at)
        if step is None:
            break
        at = step[1]
    return at


def _command_first(line: Line, at: int) -> tuple[BatchLine, int] | None:
    """ "SETUJU 1,2,4", "DISPOSISI 3 Kabid TIK: cek ulang"."""
    hit = _hit(line, at)
    selected = selection_at(line, hit.end, dates=verb(hit.phrase.verb).needs_date) if hit else None
    if hit is None or selected is None or not _may_follow(line, hit, selected):
        return None
    end = _end_of_command(line, selected.end)
    if _numbers_left(line, hit, selected.end, end):
        return None
    begin = line.words[selected.end - 1].end
    rest = line.raw[begin : line.words[end].start if end < len(line.words) else None]
    said = line.raw[line.words[hit.start].start : line.words[hit.end - 1].end]
    return BatchLine(selected.numbers, selected.left_out, _joined(said, rest)), end


def _numbers_first(line: Line, at: int) -> tuple[BatchLine, int] | None:
    """ "2 DISPOSISI Kabid TI: segera", "semua setuju"."""
    selected = selection_at(line, at)
    hit = _hit(line, selected.end) if selected else None
    if selected is None or hit is None:
        return None
    end = _end_of_command(line, hit.end)
    if _numbers_left(line, hit, hit.end, end):
        return None
    text = line.raw[line.words[hit.start].start : line.words[end].start if end < len(line.words) else None]
    return BatchLine(selected.numbers, selected.left_out, _joined(text, "")), end


def _hit(line: Line, at: int) -> Hit | None:
    hit = next(iter(hits_at(line, at, LEADING)), None)
    return None if hit is None or hit.phrase.verb in _NUMBERED or hit.phrase.naming else hit


def _may_follow(line: Line, hit: Hit, selected: Selection) -> bool:
    """Whether the numbers end there: "SETUJU 1, terima kasih", but not "RUSAK 2 switch"."""
    entry, end = verb(hit.phrase.verb), selected.end
    following = line.words[end].text if end < len(line.words) else ""
    if entry.needs_target and selected.numbers is None and not selected.left_out:
        return following in ("ke", "kepada")  # "disposisi semua kasi" names every Kasi
    if not following or following in _OPENERS or line.gap_at(end)[:1] in _MARKS:
        return True
    return (entry.needs_target or entry.takes_target) and not following.isdigit()


def _end_of_command(line: Line, start: int) -> int:
    """Where the next command with numbers of the same line begins; a colon opens text that runs on to the end."""
    for at in range(start, len(line.words)):
        gap = line.gap_at(at)
        if any(mark in _TEXT_MARKS for mark in gap):
            behind = (i for i in range(at + 1, len(line.words)) if ";" in line.gap_at(i) and _opens(line, i))
            return next(behind, len(line.words))
        if (gap[:1] in _JOINTS or line.words[at - 1].text == "dan") and _opens(line, at):
            return at
    return len(line.words)


def _numbers_left(line: Line, hit: Hit, start: int, end: int) -> bool:
    """Whether a number is left over that may be one more ticket ("setuju 1, jangan 2"), as against a date or text."""
    entry = verb(hit.phrase.verb)
    if entry.needs_target or entry.needs_date:
        return False
    stop = next((at for at in range(start, end) if _TEXT_MARKS & set(line.gap_at(at))), end)
    return any(word.text.isdigit() for word in line.words[start:stop])


def _opens(line: Line, at: int) -> bool:
    """Whether a command with numbers stands there."""
    hit = _hit(line, at)
    if hit is not None and selection_at(line, hit.end) is not None:
        return True
    return selection_at(line, at) is not None


def _joined(said: str, rest: str) -> str:
    rest = rest.lstrip(" )").rstrip(" ,;").removesuffix(" dan")
    text = f"{said}{'' if rest[:1] in tuple(':,;.-–—') else ' '}{rest}" if rest else said
    return text.rstrip(" ,;").removesuffix(" dan")


def _begins_command(line: Line) -> bool:
    hit = _hit(line, _start(line))
    return hit is not None and hit.phrase.headword
