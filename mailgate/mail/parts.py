"""The parts of a mail: which are its body, which are attachments, each decoded once and none lost unnamed."""

import re
from dataclasses import dataclass, field

from mailgate.domain.message import Attachment
from mailgate.mail.charset import decode_header
from mailgate.mail.filename import declared_name, fallback_name, safe_name
from mailgate.mail.tnef import SIGNATURE, Tnef, read_tnef
from mailgate.mail.tree import Leaf, Part, containers, guess_boundary, leaves, payload_of

# Mails with more parts than this are floods; the rest is named, not decoded.
MAX_PARTS = 500
_SUBJECT = re.compile(
    rb"^subject:[ \t]*([^\r\n]{0,300}(?:\r?\n[ \t][^\r\n]{0,300}){0,3})", re.IGNORECASE | re.MULTILINE
)
_BOILERPLATE = 200  # "This is a multi-part message in MIME format." and its kin stand before the first boundary


@dataclass(slots=True)
class Body:
    """A text part that belongs to the body: its bytes without transfer encoding, and later their text."""

    data: bytes
    subtype: str
    charset: str | None
    alternative: int | None
    text: str = ""


@dataclass(slots=True)
class Parts:
    """All parts of a mail in order."""

    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    guessed: bool = False


def sort_parts(root: Part) -> Parts:
    """Sorts the leaves of the tree into body and attachments; whatever is left out is named in `defects`."""
    parts = Parts()
    for number, leaf in enumerate(leaves(root)):
        if number >= MAX_PARTS:
            parts.defects.append(f"more than {MAX_PARTS} parts; the others stay in the raw mail")
            break
        _sort(leaf, number, parts)
    for container in containers(root):
        _name_leftovers(container, parts)
    return parts


def _sort(leaf: Leaf, number: int, parts: Parts) -> None:
    part, name = leaf.part, declared_name(leaf.part)
    declared = part.declared_type
    if declared.startswith("multipart/"):
        _keep_untaken(part, number, parts)
    elif _is_body(part, declared, name, number):
        parts.bodies.append(_body(leaf, declared, name, parts))
    else:
        _attach(part, declared, name, number, parts)


def _is_body(part: Part, declared: str, name: str, number: int) -> bool:
    """A named text is an attachment, unless it opens the mail and nothing says that it is attached."""
    attached = part.get_content_disposition() == "attachment"
    if declared in ("text/plain", "text/html"):
        return not attached and (not name or number == 0)
    return declared.startswith("text/") and part.depth == 0 and not attached and not name


def _body(leaf: Leaf, declared: str, name: str, parts: Parts) -> Body:
    if name:
        parts.defects.append(f"body part was named {name}")
    subtype = "html" if declared == "text/html" else "plain"
    return Body(payload_of(leaf.part), subtype, charset_of(leaf.part), leaf.alternative)


def _keep_untaken(part: Part, number: int, parts: Parts) -> None:
    """A multipart that was not taken apart: too deep, too many parts, or its boundary is missing."""
    if part.too_deep:
        data = payload_of(part)
        parts.attachments.append(Attachment(f"lampiran-{number + 1}.mime", part.declared_type, data))
        parts.defects.append(
            f"{part.declared_type} nested or split too often, kept whole as lampiran-{number + 1}.mime"
        )
        return
    guessed = None if parts.guessed else guess_boundary(part)
    if guessed is None:
        parts.bodies.append(Body(payload_of(part), "plain", charset_of(part), None))
        parts.defects.append(f"{part.declared_type} without its boundary, read as plain text")
        return
    parts.guessed = True  # once a mail, or broken parts within broken parts would go on for ever
    parts.defects.append(f"{part.declared_type} without its boundary, taken apart at another one")
    for inner, leaf in enumerate(leaves(guessed), start=1):
        _sort(leaf, inner, parts)


def _attach(part: Part, declared: str, name: str, number: int, parts: Parts) -> None:
    data = payload_of(part)
    if declared in ("message/rfc822", "message/global") and not name:
        name = _enclosed_name(data)
    name = name or fallback_name(number + 1, declared)
    parts.attachments.append(Attachment(name, declared, data))
    if data.startswith(SIGNATURE):
        _take_tnef(read_tnef(data), name, parts)


def charset_of(part: Part) -> str | None:
    """The declared charset, None where there is none or its parameter is unreadable."""
    try:
        charset = part.get_param("charset")
    except (LookupError, ValueError, TypeError):
        return None
    value = charset[2] if isinstance(charset, tuple) else charset
    return decode_header(value) or None if value else None


def _enclosed_name(data: bytes) -> str:
    """An enclosed mail is called by its subject."""
    found = _SUBJECT.search(data[:65_536])
    subject = decode_header(found[1].decode("ascii", "surrogateescape")) if found else ""
    return safe_name(subject.replace("/", "-").replace("\\", "-") + ".eml") if subject else ""


def _take_tnef(tnef: Tnef, name: str, parts: Parts) -> None:
    """What an Outlook envelope held; the envelope itself stays an attachment."""
    parts.defects += [f"{name}: {defect}" for defect in tnef.defects]
    for number, file in enumerate(tnef.files, start=1):
        content_type = file.content_type or "application/octet-stream"
        file_name = safe_name(file.name) or fallback_name(number, content_type)
        parts.attachments.append(Attachment(file_name, content_type, file.data))
    if any(body.data.strip() for body in parts.bodies):
        return
    if tnef.text or tnef.html:
        text = (tnef.text or tnef.html).encode("utf-8")
        parts.bodies.append(Body(text, "plain" if tnef.text else "html", "utf-8", None))
        parts.defects.append(f"body taken from {name}")
    elif tnef.rtf:
        parts.attachments.append(Attachment("isi-surat.rtf", "application/rtf", tnef.rtf))
        parts.defects.append(f"body of {name} is RTF, kept as isi-surat.rtf")


def _name_leftovers(container: Part, parts: Parts) -> None:
    """Text outside of all parts is shown by no mail program; where there is some, it is named."""
    preamble, epilogue = (container.preamble or "").strip(), (container.epilogue or "").strip()
    if len(preamble) > _BOILERPLATE:
        parts.defects.append(f"{len(preamble)} characters before the first boundary left out")
    if epilogue:
        parts.defects.append(f"{len(epilogue)} characters after the last boundary left out")
