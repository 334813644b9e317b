"""The corpora of other projects, which stand beside this one: replies, forwards, and mail written by machines."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mailgate.domain.errors import UnreadableMail
from mailgate.domain.message import Address, Kind, Message
from mailgate.mail.bounce import read_bounce
from mailgate.mail.classify import classify
from mailgate.mail.forward import origin_of
from mailgate.mail.markup import html_to_text
from mailgate.mail.parse import parse
from mailgate.mail.reply import new_text

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
SOMEBODY = Address("a@b.example")
_KINDS = {
    "bounce": frozenset({Kind.BOUNCE}),
    "feedback": frozenset({Kind.AUTO}),
    "vacation": frozenset({Kind.AUTO}),
    "not_bounce": frozenset({Kind.REQUEST, Kind.LIST, Kind.AUTO, Kind.REPLY}),
}
"""The class a mail has in the corpus → the kinds that are right; what is no bounce may be whatever else."""


@dataclass(slots=True)
class Share:
    """How many of a corpus's cases were read as expected."""

    what: str
    goal: float
    right: int = 0
    total: int = 0
    missed: list[str] = field(default_factory=list)

    def count(self, name: str, *, right: bool) -> None:
        """Take one case in."""
        self.total += 1
        self.right += right
        if not right:
            self.missed.append(name)

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / self.total if self.total else 1.0


def shares(corpora: Path = CORPORA) -> list[Share]:
    """What of each corpus that is there was read as expected."""
    measures = (("replies", replies), ("forwards", forwards), ("machine-mail", machine_mail))
    return [share for name, measure in measures if (corpora / name).is_dir() for share in measure(corpora / name)]


def replies(folder: Path) -> list[Share]:
    """The newly written words of 131 replies; both sides compared by words."""
    result = Share("replies: newly written words", 0.92)
    for case in _cases(folder):
        raw = case["input"].encode() if "input" in case else (folder / case["file"]).read_bytes()
        expected = case["expected_reply"]
        expected = html_to_text(expected) if "<html" in expected else expected
        result.count(case["id"], right=_words(new_text(_reply(case["kind"], raw))) == _words(expected))
    return [result]


def _reply(kind: str, raw: bytes) -> Message:
    if kind == "eml":
        return parse(raw)
    text = raw.decode("utf-8", "replace")
    if kind == "html":
        return Message(SOMEBODY, "", html_to_text(text), html=text)
    return Message(SOMEBODY, "", text)


def forwards(folder: Path) -> list[Share]:
    """Who first wrote 173 forwarded mails; those that name no mailbox don't count."""
    result = Share("forwards: original sender", 0.90)
    for case in _cases(folder):
        sender = case["expected"].get("from") or {}
        if not sender.get("address"):
            continue
        text = (folder / case["file"]).read_text(encoding="utf-8")
        subject = (folder / case["subject_file"]).read_text(encoding="utf-8").strip() if "subject_file" in case else ""
        found = origin_of(text, subject)
        result.count(case["file"], right=found is not None and found.address.email == sender["address"].lower())
    return [result]


def machine_mail(folder: Path) -> list[Share]:
    """The kind of 159 mails, nearly all of machines, and whom a bounce did not reach where the corpus says so."""
    kinds, recipients = Share("machine mail: kind", 0.98), Share("machine mail: recipients", 0.90)
    for case in _cases(folder):
        try:
            message = parse((folder / case["file"]).read_bytes())
        except UnreadableMail:
            kinds.count(case["file"], right=False)
            continue
        kind = classify(message, own_addresses=frozenset(), is_reply=False).kind
        kinds.count(case["file"], right=kind in _KINDS[case["class"]])
        if case["class"] == "bounce" and case.get("recipients"):
            bounce = read_bounce(message)
            found = set(bounce.recipients) if bounce else set()
            recipients.count(case["file"], right=found == {r.lower() for r in case["recipients"]})
    return [kinds, recipients]


def _cases(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
