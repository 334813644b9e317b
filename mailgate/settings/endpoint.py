"""URLs of mail servers, read into their parts; a secret in them is never shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pydantic import SecretStr

from mailgate.domain.errors import SettingsError

Tls = Literal["always", "starttls", "none", "auto"]

IMAP_PORTS = {"imap": 143, "imaps": 993}
SMTP_PORTS = {"smtp": 587, "smtps": 465}

# Up to the last @: a password that should have been percent-encoded is hidden too.
_PASSWORD = re.compile(r"(?<=://)([^:/]*):.*@", re.DOTALL)


class SecretUrl(SecretStr):
    """A URL that may hold a password; shown, it keeps all but that."""

    def _display(self) -> str:
        return _PASSWORD.sub(r"\1:***@", self.get_secret_value())


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A mail server and who logs in. `tls`: `auto` is STARTTLS, and plain text on this machine's own loopback."""

    tls: Tls
    host: str
    port: int
    user: str
    password: SecretStr
    path: str = ""


def read_endpoint(url: str, ports: Mapping[str, int], name: str) -> Endpoint:
    """The parts of `imaps://user:password@host:port/folder?tls=starttls`, percent-decoded.

    `ports` maps the schemes that are allowed to their ports. SettingsError, which never repeats the URL: part of a
    password with an odd character in it may stand anywhere.
    """
    split = _split(url, name)
    if split.scheme not in ports:
        raise SettingsError(f"{name} must begin with {' or '.join(f'{scheme}://' for scheme in ports)}")
    if not split.hostname:
        raise SettingsError(f"{name} names no host; write {next(iter(ports))}://user:password@host:port")
    return Endpoint(
        tls=_tls(split, name),
        host=split.hostname,
        port=split.port or ports[split.scheme],
        user=unquote(split.username or ""),
        password=SecretStr(unquote(split.password or "")),
        path=unquote(split.path.strip("/")),
    )


def _split(url: str, name: str) -> SplitResult:
    try:
        split = urlsplit(url)
        _ = split.port
    except ValueError as error:
        raise SettingsError(
            f"{name} can't be read as a URL; in user and password write %40 for @, %2F for / and so on"
        ) from error
    return split


def _tls(split: SplitResult, name: str) -> Tls:
    if split.scheme.endswith("s"):
        return "always"
    match parse_qs(split.query).get("tls", ["auto"])[-1]:
        case "starttls":
            return "starttls"
        case "none":
            return "none"
        case "auto":
            return "auto"
        case other:
            raise SettingsError(f"{name} asks for tls={other}; write tls=starttls or tls=none")
