"""Column types that keep what databases lose: time zones, and text that neither SQLite nor PostgreSQL would take."""

from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

INDEXED_BYTES = 500
"""PostgreSQL refuses index entries above 2,704 bytes; an honest Message-ID or address has at most 320 (RFC 5321)."""


class Utc(TypeDecorator[datetime]):
    """A moment. Only aware datetimes go in; aware UTC comes out, also from SQLite, which drops zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; pass an aware datetime")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text from mails: NUL, which PostgreSQL refuses, and lone surrogates, which no encoder takes, become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it can be stored."""
        return None if value is None else clean(value)


class IndexedText(TypeDecorator[str]):
    """Clean text under an index: what is too long for one is cut and told apart by its digest, always the same way."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it can be stored and looked up."""
        return None if value is None else indexable(value)


def clean(text: str) -> str:
    """`text` without NUL and lone surrogates."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def indexable(text: str) -> str:
    """`text`, or its beginning and its SHA-256 where it is longer than `INDEXED_BYTES` in UTF-8."""
    text = clean(text)
    raw = text.encode()
    if len(raw) <= INDEXED_BYTES:
        return text
    return f"{raw[:400].decode('utf-8', 'ignore')}~{sha256(raw).hexdigest()}"
