"""The cases as whole mails, as they come in at the gateway."""

import mimetypes
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from evaluation.client import Original, html_of, subject_of, text_of
from evaluation.client_table import CLIENTS
from evaluation.corpus import Case
from mailgate.app.frame import Desk

_PICTURE = b"\xff\xd8\xff\xe0 a picture that nobody opens"
_SEAL = "abcdefghijklmnop"  # of the form of a seal; authority is taken as given
_MINUTES_LATER = timedelta(minutes=20)


def as_mail(case: Case, original: Original, desk: Desk) -> bytes:
    """The reply of a case as its client sends it."""
    client = CLIENTS[case.client]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{original.reader_name.replace(',', '')} <{original.reader}>"
    mail["To"] = f"{original.sender_name} <{original.sender}>"
    mail["Subject"] = case.subject if case.subject is not None else _sealed(subject_of(client, original), client.prefix)
    mail["Date"] = format_datetime(desk.day + _MINUTES_LATER)
    mail["Message-ID"] = f"<{case.id}@mail.{original.reader.partition('@')[2]}>"
    if client.prefix is not None:
        mail["In-Reply-To"] = (
            f"<{_SEAL}.{desk.office.prefix}-2026-000001.0123456789abcdef@{original.sender.partition('@')[2]}>"
        )
    html = html_of(client, case.body, original)
    mail.set_content(text_of(client, case.body, original), cte="quoted-printable")
    if html is not None:
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
    for name in case.attachments:
        kind, _, sub = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(_PICTURE, maintype=kind, subtype=sub, filename=name)
    return mail.as_bytes()


def _sealed(subject: str, prefix: str | None) -> str:
    """A button's subject carries the seal behind the number: `[SBW-2026-000001 seal] hal`."""
    return subject if prefix is not None else subject.replace("]", f" {_SEAL}]", 1)
