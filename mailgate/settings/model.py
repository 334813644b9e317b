"""The settings themselves, with their defaults and what follows from them."""

import os
import shlex
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import NoDecode

from mailgate.domain.errors import SettingsError
from mailgate.settings.endpoint import IMAP_PORTS, SMTP_PORTS, Endpoint, SecretUrl, read_endpoint

SHORTEST_KEY = 32
"""Characters: a key made of hex digits then has the 128 bits that an HMAC-SHA256 of 80 bits output can use."""

DATABASES = ("sqlite", "postgresql+psycopg", "postgresql", "postgres")
BROKERS = ("memory", "redis", "rediss", "amqp", "amqps")

_PLACEHOLDERS = ("changeme", "change-me", "ganti", "contoh", "example", "default", "secret", "rahasia", "0123456789")


def _beside(name: str) -> Path:
    """`name` in the working directory, else beside the package, where a checkout has it."""
    here, checkout = Path(name), Path(__file__).resolve().parents[2] / name
    return checkout if checkout.is_dir() and not here.is_dir() else here


def _words(value: object) -> object:
    return tuple(word.strip() for word in value.split(",") if word.strip()) if isinstance(value, str) else value


def _command(value: object) -> object:
    return tuple(shlex.split(value)) if isinstance(value, str) else value


class Section(BaseModel):
    """A frozen part of the settings; an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class MailboxSettings(Section):
    """`[mailbox.<name>]` of mailgate.toml."""

    instansi: str = Field(description="the office whose mailbox it is")
    url: SecretUrl = Field(description="imaps://user@host, or imap:// for STARTTLS")
    folder: str | None = Field(None, description="the folder that is watched; else the URL's path, else INBOX")
    after: Literal["move", "flag"] = Field("move", description="what becomes of a mail that is stored")
    done_folder: str = Field("Sudah diproses", description="where `move` moves it")
    password_env: str | None = Field(None, description="the variable that holds the password")
    token_command: Annotated[tuple[str, ...], BeforeValidator(_command)] = Field(
        (), description="a command that prints an OAuth 2.0 token; in place of a password"
    )
    authserv_id: str | None = Field(None, description="whose Authentication-Results are believed for this mailbox")
    smtp_url: SecretUrl | None = Field(None, description="this office's way out, where it isn't MAILGATE_SMTP_URL")
    plus_address: bool = Field(False, description="whether the server delivers layanan+anything@ to layanan@")


class LmtpSettings(Section):
    """`[lmtp]` of mailgate.toml."""

    listen: str = Field(description="host:port or unix:/path where the mail server hands mail over")


class LetterSettings(Section):
    """`[surat]` of mailgate.toml: what reading an attached file may cost."""

    pages: int = Field(10, ge=1, le=300, description="pages of a file that are recognised (OCR)")
    text_pages: int = Field(300, ge=1, le=5000, description="pages of a file whose own text is taken")
    seconds_per_page: float = Field(60.0, gt=0, description="seconds one page may take")
    seconds_per_file: float = Field(300.0, gt=0, description="seconds one file may take")
    memory_mb: int = Field(1024, ge=512, description="megabytes the reading process may use, and Tesseract again")
    max_bytes: int = Field(60_000_000, ge=100_000, description="larger files are kept but not read")
    max_pixels: int = Field(80_000_000, ge=1_000_000, description="larger pictures are kept but not read")
    trust_dir: Path | None = Field(
        None, description="a folder of .pem, .crt or .cer: certificates that a trusted signature's chain ends in"
    )
    clamd: str | None = Field(None, description="host:port or /path of clamd's socket; files wait while it is away")
    readers: int = Field(1, ge=1, le=16, description="files read side by side in a process")
    patience_seconds: float = Field(
        60.0, ge=0, le=3600, description="how long a new mail waits for its letters before its ticket is opened"
    )


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox with everything resolved. `token_command` in place of a password where it isn't empty."""

    name: str
    instansi: str
    imap: Endpoint
    folder: str
    after: Literal["move", "flag"]
    done_folder: str
    token_command: tuple[str, ...]
    authserv_id: str | None
    smtp: Endpoint | None
    plus_address: bool


class Settings(Section):
    """Every setting. Built directly it takes nothing from the surroundings; `load_settings` reads those."""

    database_url: SecretUrl = Field(
        SecretUrl("sqlite:///var/mailgate.db"),
        description="sqlite:///file or postgresql+psycopg://user:password@host/database",
    )
    broker_url: SecretUrl = Field(
        SecretUrl("memory://"),
        description="memory:// (one process), redis://host:6379/0 or amqp://user:password@host",
    )
    rules_dir: Path = Field(default_factory=lambda: _beside("rules"), description="the folder that holds the offices")
    templates_dir: Path = Field(
        default_factory=lambda: _beside("templates"), description="the folder that holds the wording"
    )
    var_dir: Path = Field(Path("var"), description="attachments and the SQLite file; made with access for its owner")
    instansi: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = Field(
        (), description="the offices in service, comma-separated; none named: all under rules_dir"
    )
    imap_url: SecretUrl | None = Field(None, description="imaps://user:password@host/INBOX, where there is one mailbox")
    smtp_url: SecretUrl | None = Field(None, description="smtp://user:password@host:587 or smtps://…")
    alert_smtp_url: SecretUrl | None = Field(
        None, description="another way out, for alarms while the usual one takes nothing"
    )
    alert_to: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = Field(
        (), description="addresses elsewhere, comma-separated, that hear of every outage beside the pengelola"
    )
    secret_key: SecretStr | None = Field(None, description=f"makes the seals; {SHORTEST_KEY} random characters or more")
    authserv_id: str | None = Field(None, description="whose Authentication-Results are believed; none: no commands")
    dkim_resolver: str | None = Field(
        None,
        pattern=r"^\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?$",
        description="the DNS resolver, 1.2.3.4 or 1.2.3.4:53, asked for DKIM keys; none: this machine's",
    )
    workers: int = Field(2, ge=1, le=64, description="threads that receive and deliver in a process")
    tick_seconds: float = Field(5.0, gt=0, le=60, description="seconds between looks at what has come due")
    max_mail_bytes: int = Field(35_000_000, ge=100_000, description="above this, headers and text only are fetched")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what is logged")
    log_format: Literal["auto", "json", "text"] = Field("auto", description="auto: text on a terminal, else JSON")
    mailbox: dict[str, MailboxSettings] = Field(default_factory=dict, description="[mailbox.<name>], several mailboxes")
    lmtp: LmtpSettings | None = Field(None, description="[lmtp], mail handed over by the mail server itself")
    surat: LetterSettings = Field(default_factory=LetterSettings, description="[surat], the reading of letters")

    @model_validator(mode="before")
    @classmethod
    def _database_in_var_dir(cls, given: dict[str, Any]) -> dict[str, Any]:
        if "var_dir" in given:
            given.setdefault("database_url", f"sqlite:///{given['var_dir']}/mailgate.db")
        return given

    @model_validator(mode="after")
    def _urls_are_readable(self) -> Self:
        if faults := list(_url_faults(self)):
            raise ValueError("\n".join(faults))
        return self

    @property
    def smtp(self) -> Endpoint | None:
        """The way out of every office that has none of its own."""
        return _smtp(self.smtp_url, "MAILGATE_SMTP_URL")

    @property
    def alert_smtp(self) -> Endpoint | None:
        """The way out that is kept for alarms."""
        return _smtp(self.alert_smtp_url, "MAILGATE_ALERT_SMTP_URL")

    def seal_key(self) -> bytes:
        """The key of the seals; SettingsError where it is missing, short or a placeholder."""
        key = self.secret_key.get_secret_value() if self.secret_key else ""
        advice = (
            "make one with `openssl rand -hex 32` and keep it: with another key, mails sent before can't be answered"
        )
        if len(key) < SHORTEST_KEY:
            what = f"has {len(key)} characters, {SHORTEST_KEY} are needed" if key else "is not set"
            raise SettingsError(f"MAILGATE_SECRET_KEY {what}; {advice}")
        # Random text of that length has many different characters; a repeated word or a row of one letter has few.
        if len(set(key)) < 8 or any(word in key.lower() for word in _PLACEHOLDERS):
            raise SettingsError(f"MAILGATE_SECRET_KEY looks like a placeholder; {advice}")
        return key.encode()

    def demand_shared_broker(self, command: str) -> None:
        """SettingsError where `command`, one role alone, could not reach the other roles' processes."""
        if self.broker_url.get_secret_value().startswith("memory:"):
            raise SettingsError(
                f"`mailgate {command}` needs a broker that other processes reach: set MAILGATE_BROKER_URL to redis://… "
                "or amqp://…, or use `mailgate run`, which does everything in one process"
            )

    def mailboxes(self, offices: Collection[str]) -> tuple[Mailbox, ...]:
        """Every mailbox, resolved; `offices` are the codes in service. SettingsError."""
        named = [self._named(name, box, offices) for name, box in self.mailbox.items()]
        return (*self._only(offices), *named)

    def make_var_dir(self) -> Path:
        """`var_dir`, made with access for its owner alone where it is missing."""
        self.var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.var_dir

    def _only(self, offices: Collection[str]) -> tuple[Mailbox, ...]:
        if self.imap_url is None:
            return ()
        if len(offices) != 1:
            raise SettingsError(
                f"MAILGATE_IMAP_URL is for one office, but in service are {', '.join(sorted(offices)) or 'none'}; "
                "name one in MAILGATE_INSTANSI, or give each its [mailbox.<name>] in mailgate.toml"
            )
        box = MailboxSettings(instansi=next(iter(offices)), url=self.imap_url)
        return (self._resolved("utama", box, "MAILGATE_IMAP_URL"),)

    def _named(self, name: str, box: MailboxSettings, offices: Collection[str]) -> Mailbox:
        if box.instansi not in offices:
            known = ", ".join(sorted(offices)) or "none"
            raise SettingsError(f"[mailbox.{name}] instansi {box.instansi!r} isn't in service; in service are {known}")
        return self._resolved(name, box, f"[mailbox.{name}] url")

    def _resolved(self, name: str, box: MailboxSettings, where: str) -> Mailbox:
        imap = _with_password(read_endpoint(box.url.get_secret_value(), IMAP_PORTS, where), box, name)
        if not imap.user:
            raise SettingsError(f"{where} names no user; write imaps://user@host")
        return Mailbox(
            name=name,
            instansi=box.instansi,
            imap=imap,
            folder=box.folder or imap.path or "INBOX",
            after=box.after,
            done_folder=box.done_folder,
            token_command=box.token_command,
            authserv_id=box.authserv_id or self.authserv_id,
            smtp=_smtp(box.smtp_url, f"[mailbox.{name}] smtp_url") or self.smtp,
            plus_address=box.plus_address,
        )


def _url_faults(settings: Settings) -> Iterator[str]:
    for name, url, schemes in (
        ("MAILGATE_DATABASE_URL", settings.database_url, DATABASES),
        ("MAILGATE_BROKER_URL", settings.broker_url, BROKERS),
    ):
        if url.get_secret_value().partition("://")[0] not in schemes:
            yield f"{name} must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    urls = [("MAILGATE_IMAP_URL", settings.imap_url, IMAP_PORTS), ("MAILGATE_SMTP_URL", settings.smtp_url, SMTP_PORTS)]
    urls.append(("MAILGATE_ALERT_SMTP_URL", settings.alert_smtp_url, SMTP_PORTS))
    for name, box in settings.mailbox.items():
        urls += [
            (f"[mailbox.{name}] url", box.url, IMAP_PORTS),
            (f"[mailbox.{name}] smtp_url", box.smtp_url, SMTP_PORTS),
        ]
    for where, server, ports in urls:
        try:
            _ = server and read_endpoint(server.get_secret_value(), ports, where)
        except SettingsError as error:
            yield str(error)


def _smtp(url: SecretUrl | None, name: str) -> Endpoint | None:
    return None if url is None else read_endpoint(url.get_secret_value(), SMTP_PORTS, name)


def _with_password(imap: Endpoint, box: MailboxSettings, name: str) -> Endpoint:
    if box.password_env is None:
        return imap
    password = os.environ.get(box.password_env)
    if not password:
        raise SettingsError(f"[mailbox.{name}] password_env names {box.password_env}, which is not set")
    return Endpoint(imap.tls, imap.host, imap.port, imap.user, SecretStr(password), imap.path)
