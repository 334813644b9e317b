"""`mailgate run`, `poll`, `work`, `tick`: the gateway at work, whole or one role of it, until it is told to stop."""

from typing import TYPE_CHECKING

from mailgate.cli import surroundings
from mailgate.cli.stopping import stop_signal
from mailgate.domain.errors import SettingsError

if TYPE_CHECKING:
    from mailgate.settings import Settings


def run() -> None:
    """Poll, work and tick in one process, until Ctrl-C or SIGTERM.

    Without a broker of its own it needs none: SQLite in var/ and workers in this process.
    """
    settings = surroundings.settings()
    _demand_mail(settings, "run")
    _until_stopped("run", settings)


def poll() -> None:
    """Take mail in from every mailbox.

    What it takes in, `mailgate work` receives. Of several such processes one polls each mailbox, another when it dies.
    """
    settings = surroundings.settings()
    settings.demand_shared_broker("poll")
    _demand_mail(settings, "poll")
    _until_stopped("poll", settings)


def work() -> None:
    """Receive, read letters and deliver; as many processes as you like.

    Letters are read by threads of their own, so that a long scan holds up no mail.
    """
    settings = surroundings.settings()
    settings.demand_shared_broker("work")
    _until_stopped("work", settings)


def tick() -> None:
    """Enqueue what is due, and do what its time has come for.

    Steps that pass by time, pauses that end, the weekly report. Several such processes do it once all the same.
    """
    settings = surroundings.settings()
    settings.demand_shared_broker("tick")
    _until_stopped("tick", settings)


def _demand_mail(settings: "Settings", command: str) -> None:
    if not (settings.imap_url or settings.mailbox or settings.lmtp):
        raise SettingsError(
            f"`mailgate {command}` has no mailbox to look into: set MAILGATE_IMAP_URL, or [mailbox.<name>] or [lmtp] "
            "in mailgate.toml (`mailgate demo` needs none of it)"
        )


def _until_stopped(command: str, settings: "Settings") -> None:
    from mailgate import roles
    from mailgate.bootstrap import assemble
    from mailgate.log import configure

    configure(settings.log_level, settings.log_format)
    stop = stop_signal()
    machine = assemble(settings)
    try:
        {"run": roles.run, "poll": roles.poll, "work": roles.work, "tick": roles.tick}[command](machine, stop)
    finally:
        machine.close()
