"""The policy in force: read at the start, read again when a rule file changes, kept when the change is faulty."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock

from mailgate.adapters.policy_yaml.loader import load_policy
from mailgate.domain.errors import PolicyError
from mailgate.domain.policy import Policy


class PolicySource:
    """The last good policy of a rules folder. PolicyError from the constructor when there is none to begin with."""

    def __init__(self, rules_dir: Path, instansi: Sequence[str] | None) -> None:
        self._rules_dir = rules_dir
        self._instansi = instansi
        self._print = self._fingerprint()
        self._policy = load_policy(rules_dir, instansi)
        self._lock = Lock()

    def __call__(self) -> Policy:
        """The policy in force."""
        return self._policy

    def refresh(self) -> None:
        """Read again if a file has changed since the last look; PolicyError leaves the last good policy in force."""
        with self._lock:
            now = self._fingerprint()
            if now == self._print:
                return
            self._print = now
            self._policy = load_policy(self._rules_dir, self._instansi)

    @property
    def fingerprint(self) -> str:
        """What tells this state of the files from any other."""
        return self._print

    def _fingerprint(self) -> str:
        digest = sha256()
        for path in sorted(self._rules_dir.glob("*/**/*.yaml")):
            try:
                stat = path.stat()
            except FileNotFoundError:  # an editor's lock is a link to nothing, and saving replaces the file
                continue
            digest.update(f"{path}|{stat.st_mtime_ns}|{stat.st_size}\n".encode())
        return digest.hexdigest()


def told(error: PolicyError) -> list[str]:
    """The faults as lines for the pengelola."""
    return [str(fault) for fault in error.faults]
