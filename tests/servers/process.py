"""A server as a process of the test run: found, started, asked until it answers, stopped with all its children."""

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
# An Erlang node takes some seconds on a busy two-core machine; the others are up in a tenth of one.
START_WITHIN = 60.0
STOP_WITHIN = 10.0
# Debian keeps servers outside a user's PATH, and RabbitMQ's own script refuses whoever is not its user.
SERVER_FOLDERS = ("/usr/lib/rabbitmq/bin", "/usr/local/sbin", "/usr/sbin", "/sbin")


class ServerMissing(Exception):
    """A server's program is not installed; the message names it and the package that has it."""


def find_program(name: str, package: str) -> str:
    """The path of a server's program, the newest version first. Raises ServerMissing."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    places = [*map(str, versions), *SERVER_FOLDERS, os.environ.get("PATH", os.defpath)]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        raise ServerMissing(f"{name} is not installed (Debian package {package})")
    return found


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def account() -> tuple[str, str]:
    """User and group the servers run as: PostgreSQL and Dovecot refuse root, so root lends them nobody's."""
    if os.geteuid() == 0:
        return "nobody", "nogroup"
    return pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name


def under_account(command: list[str]) -> list[str]:
    """The command as the servers' account runs it; if the test run itself is killed, it goes too."""
    setpriv = find_program("setpriv", "util-linux")
    user, group = account()
    lent = ["--reuid", user, "--regid", group, "--clear-groups"] if os.geteuid() == 0 else []
    return [setpriv, *lent, "--pdeathsig", "KILL", "--", *command]


@contextmanager
def home_folder(name: str) -> Iterator[Path]:
    """A folder of the servers' account. Its path is short, for a Unix socket's may have 107 bytes at most."""
    folder = Path(tempfile.mkdtemp(prefix=f"mailgate-{name}-"))
    if os.geteuid() == 0:
        shutil.chown(folder, *account())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_program(command: list[str], home: Path, env: Mapping[str, str] | None = None) -> None:
    """Run one of a server's programs to its end, under the servers' account."""
    done = subprocess.run(
        under_account(command),
        cwd=home,
        env={**os.environ, "HOME": str(home), **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} exited with {done.returncode}:\n{done.stdout}")


@dataclass(kw_only=True)
class Server:
    """A server process that can be stopped and started again on the same port with the same data.

    `ready` raises one of `not_yet` until the server answers.
    """

    command: list[str]
    home: Path
    ready: Callable[[], object]
    not_yet: tuple[type[Exception], ...]
    env: dict[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and return when it answers; its log is in the error if it never does."""
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                under_account(self.command),
                cwd=self.home,
                env={**os.environ, "HOME": str(self.home), **self.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait(self.process)
        except BaseException:
            self.stop()
            raise

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        give_up_at = time.monotonic() + START_WITHIN
        while True:
            try:
                self.ready()
                return
            except self.not_yet as error:
                if process.poll() is not None or time.monotonic() > give_up_at:
                    log = (self.home / "server.log").read_text(errors="replace")[-4000:]
                    raise RuntimeError(f"{self.command[0]} did not answer ({error}); its log:\n{log}") from error
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop it and its children, gently first."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_WITHIN)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    @contextmanager
    def running(self) -> Iterator["Server"]:
        self.start()
        try:
            yield self
        finally:
            self.stop()
