"""The one error tree of mailgate: errors are named for what went wrong."""

from dataclasses import dataclass


class MailgateError(Exception):
    """Whatever mailgate raises on purpose; its text is one sentence a person can act on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file that an office wrote.

    `file` is relative to the rules or templates folder, `line` counts from 1 (0: the whole file),
    `key` is the dotted path inside the file, `message` says what is wrong and what would be right.
    """

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key}: {self.message}" if self.key else f"{where}: {self.message}"


class PolicyError(MailgateError):
    """Rule files or templates with faults; all faults of all files, together."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class SettingsError(MailgateError):
    """A setting that is missing, malformed or unsafe."""


class UnreadableMail(MailgateError):
    """Bytes that are not a mail at all; the gateway keeps them and tells the helpdesk."""


class UnknownTicket(MailgateError):
    """A ticket number that this deployment never gave out."""


class ConcurrentUpdate(MailgateError):
    """Another process changed the same ticket first; the loser reads again and decides anew."""


class CommandRefused(MailgateError):
    """A command that was understood but may not be carried out; its text is the Indonesian reason."""


class DeliveryError(MailgateError):
    """A mail that SMTP did not take. `permanent` is a 5xx answer: trying again would not help.

    `to_recipient` is what the server answered to the recipient's address (RCPT); empty where it had nothing against it.
    `away`: the server takes no mail at all now, whichever it is; such a try says nothing against this one.
    """

    def __init__(self, message: str, *, permanent: bool, to_recipient: str = "", away: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.to_recipient = to_recipient
        self.away = away


class ChannelError(MailgateError):
    """A mailbox or listener that cannot be reached, or broke off; the poller backs off and retries."""


class TemplateError(MailgateError):
    """A template that does not render; only its mail waits."""


class DatabaseError(MailgateError):
    """The database cannot be reached, or stays locked; what was being done was rolled back and is done again."""
