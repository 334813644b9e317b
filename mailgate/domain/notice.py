"""A notice: this template, to this recipient, with this JSON; it becomes one mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]


REFUSAL = "tolak/"
"""How the key of a counted mail begins; the address and the moment follow, so that the index of keys counts them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that goes along with a mail, made when the mail is sent: which `kind` (`lembar-disposisi`, …), in
    which `format` (pdf, docx, xlsx, png), under which ASCII file name, from which JSON.

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
    generated. `refusal` marks what answers a mail whose proof did not suffice: such mails are counted, and limited.
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
    refusal: bool = False
    papers: tuple[Paper, ...] = ()


def refusal_key(recipient: str, at: datetime, key: str) -> str:
    """The key of a mail that answers one whose proof did not suffice: found again by address and moment (aware)."""
    return f"{refusals_from(recipient, at)}/{key}"


def refusals_from(recipient: str, at: datetime) -> str:
    """Where the keys of refusals to that address begin that were stored at that moment or later."""
    return f"{REFUSAL}{recipient}/{at.astimezone(UTC):%Y%m%d%H%M%S}"
