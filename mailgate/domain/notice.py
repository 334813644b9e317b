"""A notice: this template, to this recipient, with this JSON; it becomes one mail."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


COUNTED = "jawab/"
"""How the key of a counted answer begins; address, moment and weight follow, so that the index of keys finds them."""


class Weight(StrEnum):
    """How a mail counts towards the limits of what is answered by itself (app/limits.py).

    FREE: a task, news, or the answer to a command that was carried out. PROVEN: the answer to a command whose seal and
    sender held, but that was not carried out. COURTESY: a receipt, the answer to a remark. REFUSAL: the answer to a
    mail whose proof did not suffice.
    """

    FREE = "bebas"
    PROVEN = "perintah"
    COURTESY = "santun"
    REFUSAL = "tolak"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that goes along with a mail, made when the mail is sent: which `kind` (`lembar-disposisi`, …), in
    which `format` (pdf, docx, xlsx, png, eml), under which ASCII file name, from which JSON.

    An `inline` picture is shown by the HTML as `cid:<name>`.
    """

    kind: str
    format: str
    name: str
    data: Mapping[str, Any]
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail to be, fixed at the moment of the decision.

    `key` is unique over the deployment (event and recipient): the same fact is never mailed twice.
    `template` names `<template>.txt.j2` and `.html.j2`. `payload` is all that rendering needs, JSON only, times
    already in words. `seal` is the proof that travels in the Message-ID. `reply_to_message` and `references`
    are Message-IDs for the thread. `auto_replied` marks a direct answer to one mail (RFC 3834), otherwise auto-
    generated. An answer has its `weight`, and remembers what the mail `said` that it answers (mail/likeness.py).
    `papers` are the documents that go along.
    """

    key: str
    office: str
    template: str
    recipient: str
    payload: Mapping[str, Any]
    ticket: str | None = None
    seal: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    auto_replied: bool = False
    weight: Weight = Weight.FREE
    said: str = ""
    papers: tuple[Paper, ...] = ()

    @property
    def acknowledges(self) -> bool:
        """Whether it only answers, so that nobody needs to hear where it could not be delivered (RFC 3834 3.3)."""
        return self.auto_replied and self.weight is not Weight.FREE

    def weighing(self, weight: Weight, said: str) -> "Notice":
        """The same as an answer that counts."""
        return replace(self, weight=weight, said=said)

    def counted(self, at: datetime) -> "Notice":
        """The same under a key by which it is found again by address and moment (aware)."""
        return replace(self, key=f"{counted_from(self.recipient, at)}/{self.weight}/{self.key}")


def counted_from(recipient: str, at: datetime) -> str:
    """Where the keys of counted answers to that address begin that were stored at that moment or later."""
    return f"{COUNTED}{recipient}/{at.astimezone(UTC):%Y%m%d%H%M%S}"


def counted_until(recipient: str) -> str:
    """What lies behind every key of a counted answer to that address."""
    return f"{COUNTED}{recipient}/99999999999999"


def weight_in(key: str, recipient: str) -> Weight:
    """The weight that a key of a counted answer to that address names; COURTESY where the key was cut."""
    parts = key.removeprefix(f"{COUNTED}{recipient}/").split("/")
    return next((weight for weight in Weight if weight in parts[1:2]), Weight.COURTESY)
