"""A reply's new text read as commands (domain notes, section 3): never guessed into an act that is hard to undo."""

import re

from mailgate.domain.command import Certainty, Command, ReadAs, Reading
from mailgate.domain.task import Task
from mailgate.mail.answers import answer_to, bare_rating
from mailgate.mail.conclusion import decide
from mailgate.mail.courtesy import Courtesy, is_courtesy
from mailgate.mail.passage import Passage, passages
from mailgate.mail.unwritten import remark, unwritten
from mailgate.mail.words import line_of
from mailgate.mail.written import written

_OURS_OR_REPLY = re.compile(
    r"\s*(?:(?:re|fw|fwd|bls|balas|trs|terusan|tanggapan|aw|wg)\s*(?:\[\d+\])?\s*:|\[[A-Z]{2,8}-\d{4}-\d{1,6}[^\]]*\])",
    re.IGNORECASE,
)


def read(text: str, task: Task) -> Reading:
    """What the sender newly wrote, read in the frame of what this sender may say now.

    `text` is without quotations and signature (mail/reply.py); lines that begin with ">" are ignored all the same. Pure
    and total: every text has a reading. Its time grows with the length of the text alone.
    """
    lines = passages(text)
    spoken = [line for line in lines if line_of(line.raw).words]
    first = next((line for line in spoken if not _is_thanks_or_greeting(line.raw)), None)
    if first is None:
        return _wordless(lines, spoken, task)
    answer = answer_to(task.asked, first.raw) if task.asked else None
    answer = answer or bare_rating(first.raw, task)
    if answer is not None:
        return answer
    said = written(spoken, task)
    if said.drafts:
        return decide(said.drafts, task) or remark(text, task, said)
    return unwritten(spoken, task, said)


def read_subject(subject: str, task: Task) -> Reading:
    """The command of a subject; only for a mail with an empty body, and only where the subject is one command, no more.

    `subject` is the header as it came: one that replies, forwards, or carries our `[number]` is quoted (the requester
    chose its words) and never counts. Without a command the reading is that of the empty body.
    """
    if not _OURS_OR_REPLY.match(subject):
        reading = read(subject.partition("\n")[0], task)
        commands = reading.commands
        if len(commands) == 1 and commands[0].certainty is Certainty.SURE and (not commands[0].note or ":" in subject):
            return reading
    return read("", task)


def _is_thanks_or_greeting(raw: str) -> bool:
    said = is_courtesy(line_of(raw))
    return said is not None and Courtesy.ASSENT not in said


def _wordless(lines: list[Passage], spoken: list[Passage], task: Task) -> Reading:
    """Nothing but thanks, greetings, emoji or files."""
    stars = bare_rating(lines[0].raw, task) if lines and not spoken else None
    if stars is not None:
        return stars
    if task.attachments:
        return unwritten([], task, written([], task))
    if lines and not spoken:
        question = lines[0].raw.strip() == "?" and "BANTUAN" in task.allowed
        return _help() if question else Reading(ReadAs.NOTE, guard="no words")
    return Reading(ReadAs.IGNORE, guard="thanks" if spoken else "")


def _help() -> Reading:
    return Reading(ReadAs.RUN, (Command("BANTUAN", line="?"),))
