"""What a mail is, decided before anything is made of it: ours, a machine's, a list's, or a person's.

An automatic mail never becomes a ticket and is never answered (RFC 3834), so a false "auto" costs a person his answer
and a false "request" can start a loop. Each sign is therefore a row of a table that says what it rests on.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from mailgate.domain.message import Classification, Kind, Message
from mailgate.mail.bounce import REPORT_TYPES
from mailgate.mail.machine_wording import (
    AUTO_HEADERS,
    AUTO_SUBJECT,
    BOUNCE_SUBJECT,
    DAEMON,
    FAILURE,
    FAILURE_TEXT,
    POSTMASTER,
    SES_NOTICE,
)
from mailgate.mail.seal import is_own_message_id

_REPORT_TYPE = re.compile(r"report-type\s{0,5}=\s{0,5}\"?([\w-]{1,40})", re.IGNORECASE)


class _Case(NamedTuple):
    """A mail and what is known about it from outside."""

    message: Message
    own_addresses: frozenset[str]
    own_domains: frozenset[str]


_Sign = Callable[[_Case], str | None]


def classify(
    message: Message,
    *,
    own_addresses: frozenset[str],
    own_domains: frozenset[str] = frozenset(),
    is_reply: bool,
) -> Classification:
    """The kind of `message` and the sign that decided it.

    `own_addresses` are the mailboxes of the gateway, `own_domains` the domains of the Message-IDs it gives out (lower
    case). `is_reply` says that the mail carries a seal or stands in a thread of ours: only a mail without any sign of a
    machine or a list is then a reply, else a request.
    """
    case = _Case(message, own_addresses, own_domains)
    for kind, sign in _SIGNS:
        why = sign(case)
        if why is not None:
            return Classification(kind, why)
    if is_reply:
        return Classification(Kind.REPLY, "answers a mail of ours, no sign of a machine")
    return Classification(Kind.REQUEST, "no sign of a machine, a list or one of our threads")


def _own(case: _Case) -> str | None:
    message_id = case.message.message_id
    if message_id and any(is_own_message_id(message_id, domain) for domain in case.own_domains):
        return "Message-ID is one of ours"
    if any(name.lower().startswith("x-mailgate") for name, _ in case.message.headers):
        return "X-Mailgate header"
    local, at, domain = case.message.sender.email.partition("@")
    if f"{local.partition('+')[0]}{at}{domain}" in case.own_addresses:
        return f"From is our own address {case.message.sender.email}"
    return None


def _delivery_report(case: _Case) -> str | None:
    if _report_type(case.message) in ("delivery-status", "global-delivery-status"):
        return "multipart/report of type delivery-status"
    if case.message.content_type in REPORT_TYPES:
        return case.message.content_type
    if case.message.content_type == "multipart/report" and _has_part(case.message, REPORT_TYPES):
        return "multipart/report with a delivery-status part"
    return None


def _daemon(case: _Case) -> str | None:
    """A bounce by its sender. MAILER-DAEMON writes nothing else; a postmaster may be a person, so he needs a sign."""
    message = case.message
    who = message.sender.email.partition("@")[0] or message.sender.name
    if _is_feedback(message):
        return None
    if DAEMON.match(who) or DAEMON.match(message.sender.name):
        return f"From is {who or message.sender.name}"
    if not POSTMASTER.match(who):
        return None
    if FAILURE.search(message.subject[:300]):
        return f"From is {who}, subject says {message.subject[:60]!r}"
    if FAILURE_TEXT.search(message.text[:2_000]) or _has_part(message, REPORT_TYPES):
        return f"From is {who}, the text reports a failed delivery"
    return None


def _failure_report(case: _Case) -> str | None:
    message = case.message
    if message.header("X-Failed-Recipients") is not None:
        return "X-Failed-Recipients"
    if BOUNCE_SUBJECT.match(message.subject):
        return f"subject of a mail server: {message.subject[:60]!r}"
    if SES_NOTICE.match(message.text):
        return "delivery notice of Amazon SES"
    path = message.return_path
    machine = path is not None and (not path or DAEMON.match(path) is not None)
    if machine and FAILURE.search(message.subject[:300]):
        return f"null Return-Path, subject says {message.subject[:60]!r}"
    if machine and _has_part(message, REPORT_TYPES):
        return "null Return-Path, delivery-status part"
    return None


def _auto_submitted(case: _Case) -> str | None:
    """RFC 3834 section 5: anything but `no`, comments aside."""
    for value in case.message.all_headers("Auto-Submitted"):
        word = value.partition(";")[0].partition("(")[0].strip().lower()
        if word and word != "no":
            return f"Auto-Submitted: {word[:40]}"
    return None


def _report(case: _Case) -> str | None:
    kind = _report_type(case.message)
    if kind:
        return f"multipart/report of type {kind}"
    for attachment in case.message.attachments:
        if attachment.content_type in ("message/disposition-notification", "message/feedback-report"):
            return f"{attachment.content_type} part"
    return None


def _auto_header(case: _Case) -> str | None:
    for name in AUTO_HEADERS:
        value = case.message.header(name)
        if value is not None and value.strip().lower() not in ("no", "false", "0"):
            return name
    return None


def _auto_subject(case: _Case) -> str | None:
    found = AUTO_SUBJECT.match(case.message.subject)
    return f"subject begins {found[0].strip()!r}" if found else None


def _suppresses(case: _Case) -> str | None:
    """`X-Auto-Response-Suppress` asks the receiver for silence; it does not say that a machine wrote the mail.

    Exchange stamps `All` on its automatic mails, but `DR, OOF, AutoReply` also on what people send through a
    distribution list (MS-OXCMAIL), so only `All` counts by itself.
    """
    value = case.message.header("X-Auto-Response-Suppress")
    words = {word.strip().lower() for word in (value or "").split(",")}
    return "X-Auto-Response-Suppress: All" if "all" in words else None


def _null_path(case: _Case) -> str | None:
    return "null Return-Path" if case.message.return_path == "" else None


def _precedence(case: _Case) -> str | None:
    word = (case.message.header("Precedence") or "").strip().lower()
    return f"Precedence: {word}" if word in ("bulk", "junk", "auto_reply", "auto-reply") else None


def _list(case: _Case) -> str | None:
    """A mailing list or a newsletter (RFC 2919, RFC 2369, RFC 8058)."""
    message = case.message
    for name in ("List-Id", "List-Post", "Mailing-List", "X-Mailing-List"):
        if message.header(name) is not None:
            return name
    if (message.header("Precedence") or "").strip().lower() == "list":
        return "Precedence: list"
    if message.header("List-Unsubscribe") is not None:
        for name in ("Precedence", "List-Unsubscribe-Post", "Feedback-ID"):
            if message.header(name) is not None:
                return f"List-Unsubscribe and {name}"
    return None


# In this order: a bounce carries `Auto-Submitted` too, a list `Precedence: bulk`.
_SIGNS: tuple[tuple[Kind, _Sign], ...] = (
    (Kind.OWN, _own),
    (Kind.BOUNCE, _delivery_report),
    (Kind.BOUNCE, _daemon),
    (Kind.BOUNCE, _failure_report),
    (Kind.AUTO, _auto_submitted),
    (Kind.AUTO, _report),
    (Kind.AUTO, _auto_header),
    (Kind.AUTO, _auto_subject),
    (Kind.AUTO, _suppresses),
    (Kind.AUTO, _null_path),
    (Kind.LIST, _list),
    (Kind.AUTO, _precedence),
)


def _report_type(message: Message) -> str:
    found = (
        _REPORT_TYPE.search(message.header("Content-Type") or "")
        if message.content_type == "multipart/report"
        else None
    )
    return found[1].lower() if found else ""


def _is_feedback(message: Message) -> bool:
    return _report_type(message) in ("feedback-report", "disposition-notification")


def _has_part(message: Message, types: frozenset[str]) -> bool:
    return any(attachment.content_type in types for attachment in message.attachments)
