"""Every setting with its default and its present value, for `mailgate check --settings`."""

from dataclasses import dataclass

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from mailgate.settings.endpoint import SecretUrl
from mailgate.settings.load import PREFIX
from mailgate.settings.model import LetterSettings, LmtpSettings, MailboxSettings, Settings


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting. `name` is its variable, or its section and key in mailgate.toml; secrets are masked."""

    name: str
    default: str
    value: str
    meaning: str


def describe(settings: Settings) -> list[SettingLine]:
    """All settings; those of a section once for each section there is, or once to show what it may hold."""
    sections = ("mailbox", "lmtp", "surat")
    lines = [
        _line(f"{PREFIX}{name.upper()}", field, getattr(settings, name))
        for name, field in Settings.model_fields.items()
        if name not in sections
    ]
    boxes: dict[str, MailboxSettings | None] = dict(settings.mailbox) or {"<name>": None}
    for name, box in boxes.items():
        lines += _section(f"mailbox.{name}", MailboxSettings, box)
    lines += _section("lmtp", LmtpSettings, settings.lmtp)
    return lines + _section("surat", LetterSettings, settings.surat)


def _section(name: str, model: type[BaseModel], present: BaseModel | None) -> list[SettingLine]:
    return [
        _line(f"[{name}] {key}", field, getattr(present, key) if present else None)
        for key, field in model.model_fields.items()
    ]


def _line(name: str, field: FieldInfo, value: object) -> SettingLine:
    default = "(needed)" if field.is_required() else _shown(field.get_default(call_default_factory=True))
    return SettingLine(name, default, _shown(value), field.description or "")


def _shown(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, SecretStr) and not isinstance(value, SecretUrl):
        return "***"
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value)
