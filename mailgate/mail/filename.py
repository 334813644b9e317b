"""Names of attachments that are safe to show and to store, whatever the sender wrote."""

import re
from email.message import Message

from mailgate.mail.charset import clean_line, decode_header

# Long enough for "surat permohonan … (1) (1).pdf", short enough for every file system and screen.
MAX_NAME = 200
_FORBIDDEN = re.compile(r'[<>:"|?*\x00]')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
# What a part without a name is called by its type; `mimetypes` would read files of the machine.
_SUFFIXES = {
    "application/msword": ".doc",
    "application/ms-tnef": ".dat",
    "application/pdf": ".pdf",
    "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "audio/wav": ".wav",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tiff",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/feedback-report": ".txt",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
}


def declared_name(part: Message) -> str:
    """The file name of a MIME part as its headers give it, sanitized; empty where they give none.

    RFC 2231, RFC 2047 within quotes (forbidden and usual) and raw 8-bit names are read.
    """
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError, TypeError):
        # `email` raises on RFC 2231 names with a broken charset or a missing section.
        name = _raw_name(part)
    return safe_name(decode_header(name))


def safe_name(name: str) -> str:
    """`name` without path, control characters and what file systems refuse, at most 200 characters, suffix kept."""
    name = clean_line(name).replace("\\", "/").rpartition("/")[2]
    name = _FORBIDDEN.sub("_", name).strip(" .")
    if len(name) <= MAX_NAME:
        return name
    extension = _EXTENSION.search(name)
    suffix = extension[0] if extension else ""
    return name[: MAX_NAME - len(suffix)].rstrip() + suffix


def fallback_name(number: int, content_type: str) -> str:
    """What the part of that number (from 1) is called when its sender gave it no name."""
    return f"lampiran-{number}{_SUFFIXES.get(content_type, '.bin')}"


def _raw_name(part: Message) -> str:
    raw = f"{part.get('Content-Disposition', '')};{part.get('Content-Type', '')}"
    found = re.search(r"name\*?[0-9]{0,3}\*?=\s*\"?([^\";]{1,1000})", raw, re.IGNORECASE)
    return found[1] if found else ""
