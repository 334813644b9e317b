"""What an operator sets, by environment or `mailgate.toml`: read once, checked whole, then frozen."""

from mailgate.settings.endpoint import Endpoint, SecretUrl
from mailgate.settings.load import load_settings, unknown_variables
from mailgate.settings.model import LetterSettings, LmtpSettings, Mailbox, MailboxSettings, Settings
from mailgate.settings.table import SettingLine, describe

__all__ = [
    "Endpoint",
    "LetterSettings",
    "LmtpSettings",
    "Mailbox",
    "MailboxSettings",
    "SecretUrl",
    "SettingLine",
    "Settings",
    "describe",
    "load_settings",
    "unknown_variables",
]
