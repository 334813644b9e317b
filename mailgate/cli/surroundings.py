"""What a door finds behind it: the settings, the offices, the database that is there already."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mailgate.domain.errors import MailgateError, SettingsError

if TYPE_CHECKING:
    from mailgate.adapters.db.uow import Database
    from mailgate.adapters.reader import FileReader
    from mailgate.app.frame import Sealer
    from mailgate.domain.notice import Notice
    from mailgate.domain.policy import Policy
    from mailgate.settings import Settings


def now() -> datetime:
    """This moment, aware UTC."""
    return datetime.now(UTC)


def settings() -> "Settings":
    """The settings of this process; SettingsError."""
    from mailgate.settings import load_settings

    return load_settings()


def policy(current: "Settings", instansi: str | None = None) -> "Policy":
    """The offices in service, or the one that is named; PolicyError, MailgateError where there is no such office."""
    from mailgate.adapters.policy_yaml import load_policy

    if instansi is None:
        return load_policy(current.rules_dir, current.instansi or None)
    present = sorted(path.parent.name for path in current.rules_dir.glob("*/instansi.yaml"))
    if instansi not in present:
        known = ", ".join(present) or "none"
        raise MailgateError(f"There is no office {instansi!r} in {current.rules_dir}; there are {known}")
    return load_policy(current.rules_dir, [instansi])


def sealer(current: "Settings") -> "Sealer":
    """Makes the seals of this deployment; without its key none that was sent before is recognised."""
    from mailgate.mail.seal import seal

    try:
        key = current.seal_key()
    except SettingsError:
        key = secrets.token_bytes(32)
    return lambda ticket, scope, recipient: seal(key, ticket, scope, recipient)


def authserv_id(current: "Settings", office: str) -> str | None:
    """Whose verdicts count for that office."""
    own = (box.authserv_id for box in current.mailbox.values() if box.instansi == office and box.authserv_id)
    return next(own, current.authserv_id)


@contextmanager
def letter_reader(current: "Settings") -> Iterator["FileReader"]:
    """What reads letters, within the limits of `[surat]`; no process is started before the first file.

    It logs nothing but errors: a door prints words of its own.
    """
    from mailgate.adapters.reader import FileReader, limits_of
    from mailgate.log import configure

    configure("error", "text")

    reader = FileReader(limits_of(current.surat), trust_dir=current.surat.trust_dir, clamd=current.surat.clamd)
    try:
        yield reader
    finally:
        reader.close()


@contextmanager
def database(current: "Settings") -> Iterator["Database"]:
    """The database, which must be there and up to date; MailgateError says how to make it so."""
    found = _open(current)
    if found is None:
        url = current.database_url
        raise MailgateError(f"There is no database at {url} yet; `mailgate run` or `mailgate db upgrade` makes it")
    try:
        yield found
    finally:
        found.close()


@contextmanager
def database_if_any(current: "Settings") -> Iterator["Database | None"]:
    """The database for looking only, or None where there is none yet; it is never created."""
    found = _open(current)
    try:
        yield found
    finally:
        if found:
            found.close()


def _open(current: "Settings") -> "Database | None":
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    from mailgate.adapters.db.migrate import HEAD, revision
    from mailgate.adapters.db.uow import Database

    url = current.database_url.get_secret_value()
    file = make_url(url).database if url.startswith("sqlite") else None
    if file is not None and not Path(file).is_file():
        return None
    found = Database(url, _no_mail)
    try:
        with found.engine.connect() as connection:
            present = revision(connection)
    except SQLAlchemyError as error:
        found.close()
        reason = getattr(error, "orig", None) or error
        raise MailgateError(f"The database at {current.database_url} can't be used: {reason}") from None
    if present is None:
        found.close()
        return None
    if present != HEAD:
        found.close()
        raise MailgateError(f"The database has revision {present}, needed is {HEAD}; run `mailgate db upgrade`")
    return found


def _no_mail(notice: "Notice") -> str:
    raise MailgateError(f"A door that writes no mail was asked for {notice.template}")
