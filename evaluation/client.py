"""How a mail client turns what somebody newly wrote into a whole mail: signature, intro, quotation, HTML."""

from dataclasses import dataclass
from enum import Enum, auto
from html import escape


class Place(Enum):
    """Where the answer stands: above the quotation, below it, between its lines, or without any quotation."""

    ABOVE = auto()
    BELOW = auto()
    BETWEEN = auto()
    ALONE = auto()


@dataclass(frozen=True, slots=True)
class Original:
    """The mail that is answered, and who answers it."""

    subject: str
    text: str
    html: str
    sender_name: str
    sender: str
    reader_name: str
    reader: str
    signature: str


@dataclass(frozen=True, slots=True)
class Client:
    """A mail client's habits. `intro`, `signature` and `html` are formats over the fields of Original.

    `marks` stand before each quoted line of the plain text; `text` and `html` say which parts the mail has, and
    `html` besides `{body}`, `{sign}` and `{quote}`. `prefix` None starts a new mail, as the button of ours does.
    """

    name: str
    intro: str = ""
    marks: str = "> "
    place: Place = Place.ABOVE
    signature: str = ""
    html: str | None = None
    text: bool = True
    prefix: str | None = "Re: "


def subject_of(client: Client, original: Original) -> str:
    """The subject of the answer."""
    return f"{client.prefix}{original.subject}" if client.prefix else original.subject


def text_of(client: Client, body: str, original: Original) -> str:
    """The plain text part."""
    sign = _filled(client.signature, original)
    own = [body, *(["", sign] if sign else [])]
    if client.place is Place.ALONE:
        return "\n".join(own) + "\n"
    intro = _filled(client.intro, original)
    quoted = [f"{client.marks}{line}".rstrip() for line in original.text.splitlines()]
    if client.place is Place.BELOW:
        return "\n".join([intro, *quoted, "", *own]) + "\n"
    if client.place is Place.BETWEEN:
        middle = _after_the_ask(original.text)
        return "\n".join([intro, *quoted[:middle], "", body, "", *quoted[middle:], *([sign] if sign else [])]) + "\n"
    return "\n".join([*own, "", intro, "", *quoted]) + "\n"


def _after_the_ask(text: str) -> int:
    """The line below which an inline answer is written: the first paragraph after the salutation."""
    lines = text.splitlines()
    blank = [i for i, line in enumerate(lines) if not line.strip()]
    return blank[1] if len(blank) > 1 else len(lines) // 2


def html_of(client: Client, body: str, original: Original) -> str | None:
    """The HTML part, None where the client writes plain text only."""
    if client.html is None:
        return None
    fields = {name: escape(value) for name, value in _fields(original).items()}
    sign = "<br>".join(escape(_filled(client.signature, original)).splitlines())
    filled = client.html.format(**fields, body=_lines(body), sign=sign, quote=original.html)
    return f"<html><head></head><body>{filled}</body></html>"


def _lines(body: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in body.splitlines())


def _filled(form: str, original: Original) -> str:
    return form.format(**_fields(original))


def _fields(original: Original) -> dict[str, str]:
    return {
        "subject": original.subject,
        "name": original.sender_name,
        "address": original.sender,
        "reader": original.reader_name,
        "reader_address": original.reader,
        "office_signature": original.signature,
    }
