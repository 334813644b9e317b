"""Neighbours that are away, as files under var/away/: what a monitor sees, and what outlives the process."""

import json
import logging
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Lock

from mailgate.domain.outage import Outage

log = logging.getLogger(__name__)


class AwayFolder:
    """mailgate.app.ports.AwayNotes: one file for each neighbour, made when it goes and removed when it is back.

    Where the disk takes no file, this process remembers for itself.
    """

    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir / "away"
        self._here: dict[str, Outage] = {}
        self._lock = Lock()

    def put(self, outage: Outage) -> bool:
        """Remember it; False where this neighbour's is remembered already, by whichever process of this machine."""
        with self._lock:
            if outage.neighbour in self._here:
                return False
            try:
                self._folder.mkdir(mode=0o700, exist_ok=True)
                with self._path(outage.neighbour).open("x", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(outage), default=datetime.isoformat, ensure_ascii=False) + "\n")
            except FileExistsError:
                return False
            except OSError as error:
                log.warning("away_note_not_written", extra={"error": str(error)})
                self._here[outage.neighbour] = outage
            return True

    def take(self, neighbour: str) -> Outage | None:
        """Forget this neighbour's; what was remembered, or None where another process has taken it."""
        with self._lock:
            here = self._here.pop(neighbour, None)
            path = self._path(neighbour)
            try:
                text = path.read_text(encoding="utf-8")
                path.unlink()
            except OSError:
                return here
            return _read(text) or here

    def _path(self, neighbour: str) -> Path:
        return self._folder / neighbour.replace(":", "-").replace("/", "_")


def _read(text: str) -> Outage | None:
    """None where the disk was too full for more than the file's name."""
    try:
        kept = json.loads(text)
        since, last_at = (datetime.fromisoformat(kept[name]) for name in ("since", "last_at"))
        return Outage(kept["neighbour"], kept["office"], since, last_at, kept["error"])
    except (ValueError, LookupError, TypeError):
        return None
