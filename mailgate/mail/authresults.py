"""The Authentication-Results header (RFC 8601), read strictly: what can't be read says nothing."""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|([^\s;=\"]+)|([;=])|\s+")
_VERSION = re.compile(r"\d{1,3}\Z")


@dataclass(frozen=True, slots=True)
class Result:
    """One method and its result (lower case), e.g. dkim, pass, {"header.d": "opd.example"}."""

    method: str
    value: str
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuthResults:
    """One header: who says it (`authserv_id`, lower case) and what; no results for `none`."""

    authserv_id: str
    results: tuple[Result, ...]


def read_auth_results(value: str) -> AuthResults | None:
    """The header's content, or None where it does not begin with an authserv-id or its comments do not close."""
    plain = _without_comments(value)
    if plain is None:
        return None
    head, *statements = _statements(plain)
    words = [word for word in head if word != "="]
    if not words or "=" in head or (len(words) > 1 and not _VERSION.match(words[1])) or len(words) > 2:
        return None
    results = (_result(statement) for statement in statements)
    return AuthResults(words[0].lower(), tuple(result for result in results if result is not None))


def _without_comments(value: str) -> str | None:
    """The value with each comment as a blank; parentheses within quotes are text. None where a comment stays open."""
    out: list[str] = []
    depth = 0
    quoted = escaped = False
    for char in value:
        if escaped:
            escaped = False
        elif char == "\\" and (quoted or depth):
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif char == "(" and not quoted:
            depth += 1
            out.append(" ")
            continue
        elif char == ")" and depth and not quoted:
            depth -= 1
            continue
        if not depth:
            out.append(char)
    return None if depth or quoted else "".join(out)


def _statements(value: str) -> list[list[str]]:
    """The words between semicolons; `=` is a word of its own, a quoted string one word without its quotes."""
    statements: list[list[str]] = [[]]
    for found in _TOKEN.finditer(value):
        quoted, word, mark = found.groups()
        if mark == ";":
            statements.append([])
        elif mark == "=":
            statements[-1].append("=")
        elif quoted is not None:
            statements[-1].append(re.sub(r"\\(.)", r"\1", quoted))
        elif word is not None:
            statements[-1].append(word)
    return statements


def _result(words: list[str]) -> Result | None:
    """`method[/version] = result, then ptype.property = value …`; None for `none` and for anything else."""
    pairs = _pairs(words)
    if not pairs:
        return None
    (method, value), *properties = pairs
    kept: dict[str, str] = {}
    for name, content in properties:
        kept.setdefault(name.lower(), content)
    return Result(method.partition("/")[0].lower(), value.lower(), kept)


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    at = 0
    while at + 2 < len(words):
        if words[at + 1] == "=" and words[at] != "=" and words[at + 2] != "=":
            pairs.append((words[at], words[at + 2]))
            at += 3
        elif not pairs:
            return []
        else:
            at += 1
    return pairs
