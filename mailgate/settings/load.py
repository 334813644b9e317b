"""Read the settings from the environment and from `mailgate.toml`; the environment wins."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as UnreadableSource

from mailgate.domain.errors import SettingsError
from mailgate.settings.model import Settings

PREFIX = "MAILGATE_"
CONFIG = "MAILGATE_CONFIG"
"""Names another file than `mailgate.toml` in the working directory."""


class _Surroundings(Settings, BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())


def load_settings() -> Settings:
    """The settings of this process; SettingsError names every fault, one a line, and never a value."""
    try:
        return _Surroundings()
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        raise SettingsError("\n".join(_sentences(faults))) from None
    except UnreadableSource as error:
        raise SettingsError(f"{error}; sections such as [mailbox.<name>] belong into mailgate.toml") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{config_file()}: {error}") from None


def config_file() -> Path:
    """The TOML file that is read if it is there; SettingsError where MAILGATE_CONFIG names one that isn't."""
    named = os.environ.get(CONFIG)
    if named and not Path(named).is_file():
        raise SettingsError(f"{CONFIG} names {named}, which is no file")
    return Path(named or "mailgate.toml")


def unknown_variables(settings: Settings) -> list[str]:
    """Variables that begin with MAILGATE_ and set nothing, most likely misspelt."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {CONFIG}
    known |= {box.password_env for box in settings.mailbox.values() if box.password_env}
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def _sentences(faults: list[ErrorDetails]) -> Iterator[str]:
    for fault in faults:
        where = _where(tuple(str(part) for part in fault["loc"]))
        if fault["type"] == "extra_forbidden":
            yield f"{where} is no setting; `mailgate check --settings` lists them all"
        elif fault["type"] == "value_error":
            yield fault["msg"].removeprefix("Value error, ")
        else:
            yield f"{where}: {fault['msg']}"


def _where(path: tuple[str, ...]) -> str:
    if not path:
        return "mailgate.toml"
    if path[0] in ("mailbox", "lmtp", "surat") and len(path) > 1:
        section = ".".join(path[:-1])
        return f"mailgate.toml: [{section}] {path[-1]}"
    if path[0] in Settings.model_fields:
        return f"{PREFIX}{path[0].upper()}"
    return f"mailgate.toml: {'.'.join(path)}"
