"""What a letter says between its opening and its closing formula: the few lines worth quoting."""

import re

LIMIT = 1200
"""Characters that are kept: what mails quote is shorter still."""

_OPENING = re.compile(
    r"\b(?:dengan hormat|sehubungan dengan|menindaklanjuti|bersama ini|dalam rangka|berdasarkan|memperhatikan|"
    r"disampaikan dengan hormat|berkenaan dengan)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\bdemikian(?:lah)?\b|\batas (?:perhatian|bantuan|kerja ?sama)", re.IGNORECASE)


def body_of(text: str) -> str:
    """The body of a letter's text on one line, from its opening words to its closing ones; empty where it has none."""
    opening = _OPENING.search(text)
    if opening is None:
        return ""
    start = opening.end() if opening.group().casefold() == "dengan hormat" else opening.start()
    closing = _CLOSING.search(text, opening.end())
    return " ".join(text[start : closing.start() if closing else None].split()).strip(" ,.;")[:LIMIT]
