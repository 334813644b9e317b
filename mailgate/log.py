"""The log: a fixed event with facts as keys, on stderr; JSON for machines, key=value for people; never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

SECRET_KEYS = re.compile(r"passw|secret|token|seal|authorization|credential", re.IGNORECASE)
"""Facts of such a name are masked, whatever they hold."""

BODY_KEYS = frozenset({"raw", "body", "text", "html", "payload"})
"""Facts of such a name are what somebody wrote, which the log isn't for."""

_PASSWORD_IN_URL = re.compile(r"(?<=://)([^:/\s]*):\S*@")

# What these tell at INFO is of use to their authors; their warnings are ours.
_CHATTY = ("dramatiq", "alembic", "sqlalchemy", "imapclient", "pymap", "aiosmtpd", "mail.log", "asyncio")
# pika reports every lost connection several times over, as errors with tracebacks; the queue reports it once.
_NOISY = ("pika",)


def configure(level: str = "info", form: str = "auto", stream: TextIO | None = None) -> None:
    """Set up both structlog and the standard library's logging. `form` is `json`, `text` or `auto` (a terminal: text).

    Call it once, before the first log line; the doors do.
    """
    as_text = form == "text" or (form == "auto" and (stream or sys.stderr).isatty())
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        conceal,
    ]
    handler = logging.StreamHandler(stream) if stream else _Stderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(as_text=as_text)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


class _Stderr(logging.Handler):
    """Writes to whatever stderr is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line; nobody reading it any more is no reason for the gateway to stop."""
        with suppress(OSError, ValueError):
            sys.stderr.write(self.format(record) + "\n")


def conceal(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask secrets by their key, leave out bodies, and mask passwords in URLs wherever they stand."""
    for key, value in event.items():
        if key.startswith("_"):
            continue
        if SECRET_KEYS.search(key):
            event[key] = "***"
        elif key in BODY_KEYS:
            event[key] = "(left out)"
        elif isinstance(value, str):
            event[key] = _PASSWORD_IN_URL.sub(r"\1:***@", value)
    return event


def _renderer(*, as_text: bool) -> Processor:
    if as_text:
        first = ["timestamp", "level", "event"]
        return structlog.processors.KeyValueRenderer(key_order=first, drop_missing=True, repr_native_str=False)
    return structlog.processors.JSONRenderer(ensure_ascii=False)
