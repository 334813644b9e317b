"""A file that arrived becomes words on pages, or sentences on how to send it better; it never raises for the file."""

from collections.abc import Sequence
from pathlib import Path
from queue import Empty, LifoQueue

import structlog

from mailgate.adapters.reader.assembly import Assembly
from mailgate.adapters.reader.child import Child, ChildFailed, engines_command
from mailgate.adapters.reader.clamd import ClamdAway, infection
from mailgate.adapters.reader.kinds import READABLE, Kind, is_letter_like, kind_of
from mailgate.adapters.reader.limits import ReadingLimits
from mailgate.adapters.reader.notes import Note
from mailgate.adapters.reader.packages import missing_packages
from mailgate.surat.document import Document

log = structlog.get_logger(__name__)

RECYCLE_AFTER = 50
"""Files a child reads before another takes its place: what a parser leaks or remembers ends with it."""

_UNREAD = {Kind.ARCHIVE: Note.ARCHIVE, Kind.OLD_OFFICE: Note.OLD_OFFICE, Kind.OTHER: Note.UNKNOWN}


class FileReader:
    """Reads files, each in a bounded process of its own kind; safe to share between threads, one child a reading.

    `trust_dir` holds the anchors that a signature's chain may end in. `clamd` (host:port or a socket's path) is asked
    first; while it is away nothing is opened and the document waits. `command` starts the child.
    """

    def __init__(
        self,
        limits: ReadingLimits,
        *,
        trust_dir: Path | None = None,
        clamd: str | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        self._limits = limits
        self._trust_dir = trust_dir
        self._clamd = clamd
        self._command = command or engines_command(limits)
        self._idle: LifoQueue[Child] = LifoQueue()
        self._closed = False

    def read(self, name: str, content_type: str, data: bytes) -> Document:
        """What could be had from a file. `name` and `content_type` are for the log alone: bytes say what it is."""
        kind = kind_of(data)
        if kind not in READABLE:
            log.info("file_not_read", file=name, declared=content_type, kind=kind.value)
            return _noted(_UNREAD.get(kind))
        if len(data) > self._limits.max_bytes:
            log.info("file_too_large", file=name, bytes=len(data))
            return _noted(Note.TOO_LARGE)
        return self._refused(name, data) or self._read(name, kind, data)

    is_letter_like = staticmethod(is_letter_like)

    def missing(self) -> list[str]:
        """Sentences that name the Debian packages scanned letters can't be read without."""
        return missing_packages()

    def close(self) -> None:
        """End every idle child now, and those that still read when they are done."""
        self._closed = True
        while True:
            try:
                self._idle.get_nowait().kill()
            except Empty:
                return

    def _refused(self, name: str, data: bytes) -> Document | None:
        """What is said of a file that must not be opened: infected, or nobody there to say that it isn't."""
        if self._clamd is None:
            return None
        try:
            found = infection(self._clamd, data)
        except ClamdAway as error:
            log.warning("file_waits_for_clamd", file=name, reason=str(error))
            return Document(waits=True)
        if found is None:
            return None
        log.warning("file_infected", file=name, infection=found)
        return _noted(Note.INFECTED)

    def _read(self, name: str, kind: Kind, data: bytes) -> Document:
        child = self._child()
        warm = child.files > 0
        assembly = self._gathered(child, name, kind, data)
        if warm and not child.alive and not assembly.slow:
            # It may have died of what came before; a fresh one tells whether it was this file.
            child = self._child()
            assembly = self._gathered(child, name, kind, data)
        self._give_back(child)
        return assembly.document()

    def _gathered(self, child: Child, name: str, kind: Kind, data: bytes) -> Assembly:
        assembly = Assembly()
        try:
            for found in child.read(self._request(kind), data, self._limits):
                assembly.add(found)
        except ChildFailed as error:
            log.warning("file_reading_failed", file=name, kind=kind.value, reason=str(error))
            assembly.note(Note.TOO_LONG if error.slow else Note.DAMAGED)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            # Not what the engines say: the child is no longer what was started.
            log.warning("file_reading_refused", file=name, kind=kind.value, reason=str(error))
            child.kill()
            assembly.note(Note.DAMAGED)
        return assembly

    def _request(self, kind: Kind) -> dict[str, object]:
        limits = self._limits
        return {
            "kind": kind.value,
            "pages": limits.pages,
            "text_pages": limits.text_pages,
            "seconds_per_page": limits.seconds_per_page,
            "seconds_per_file": limits.seconds_per_file,
            "max_pixels": limits.max_pixels,
            "trust_dir": str(self._trust_dir.resolve()) if self._trust_dir else None,
        }

    def _child(self) -> Child:
        while True:
            try:
                child = self._idle.get_nowait()
            except Empty:
                return Child(self._command)
            if child.alive:
                return child
            child.kill()

    def _give_back(self, child: Child) -> None:
        if child.alive and child.files < RECYCLE_AFTER and not self._closed:
            self._idle.put(child)
        else:
            child.kill()


def _noted(note: Note | None) -> Document:
    return Document(notes=(note.told(),) if note else ())
