"""The kinds of value that rule files hold, each with what it may look like, said in Indonesian when it does not."""

import re
from datetime import date, time, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from mailgate.domain.sop import Budget, Clock

_BUDGET = re.compile(r"(\d{1,4}) (?:(menit|jam) (jam_kerja|24x7)|(hari_kerja))")
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
_EMAIL = re.compile(r"[^@\s<>,;]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


def parse_budget(text: str) -> Budget:
    """`15 menit jam_kerja`, `1 hari_kerja`, `4 jam 24x7`; ValueError else, and for nothing at all (0)."""
    match = _BUDGET.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise ValueError(
            f"waktu '{text}' tidak dikenal; tulis mis. '15 menit jam_kerja', '1 hari_kerja' atau '3 menit 24x7'"
        )
    count = int(match[1])
    if match[4]:
        return Budget(Clock.WORKING_DAYS, days=count)
    return Budget(Clock(match[3]), duration=timedelta(minutes=count) if match[2] == "menit" else timedelta(hours=count))


def parse_day(text: str) -> date:
    """`2026-11-23`; ValueError else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"tanggal '{text}' tidak dikenal; tulis tahun-bulan-tanggal, mis. '2026-11-23'") from None


def parse_clock_time(text: str) -> time:
    """`07.30` (or `07:30`); ValueError else."""
    match = _CLOCK_TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"jam '{text}' tidak dikenal; tulis mis. '07.30'")
    return time(int(match[1]), int(match[2]))


def parse_email(text: str) -> str:
    """The address lower-cased; ValueError where it isn't one."""
    lowered = text.lower()
    if not _EMAIL.fullmatch(lowered):
        raise ValueError(f"alamat surel '{text}' tidak sah; tulis mis. 'nama@dinas.go.id'")
    return lowered


def _parsed(parse: Any, kind: type) -> BeforeValidator:
    """Texts through `parse`; whatever is no text is left to pydantic's own complaint."""

    def read(value: object) -> object:
        if isinstance(value, str):
            return parse(value)
        if isinstance(value, kind):
            return value
        raise ValueError("harus berupa satu nilai, bukan daftar atau pasangan kunci")

    return BeforeValidator(read)


def parse_quiet(text: str) -> tuple[time, time]:
    """`20.00-06.00`, local time, also over midnight; ValueError else."""
    begins, _, ends = text.partition("-")
    span = parse_clock_time(begins.strip()), parse_clock_time(ends.strip())
    if span[0] == span[1]:
        raise ValueError(f"rentang '{text}' tidak memuat waktu; tulis mis. '20.00-06.00', atau tidak")
    return span


def _or_not(parse: Any, kind: type) -> BeforeValidator:
    """As `_parsed`, and the word `tidak` for nothing at all."""
    inner = _parsed(parse, kind).func

    def read(value: object) -> object:
        return None if value in ("tidak", False) else inner(value)  # type: ignore[call-arg]  # it takes the value alone

    return BeforeValidator(read)


def _on(*clocks: Clock) -> Any:
    """A length of time on one of these clocks."""

    def parse(text: str) -> Budget:
        budget = parse_budget(text)
        if budget.clock not in clocks:
            raise ValueError(f"waktu '{text}' harus memakai {' atau '.join(clocks)}")
        return budget

    return parse


def _switch(yes: str, no: str | None) -> BeforeValidator:
    """A word for true and one for false (or `true` and `false`); with one word the key is given or absent."""
    values = {yes: True, "true": True} | ({no: False, "false": False} if no else {})

    def read(value: object) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value in values:
            return values[value]
        wanted = f"{yes} atau {no}" if no else f"{yes}, atau hapus kuncinya"
        raise ValueError(f"tulis {wanted}, bukan '{value}'")

    return BeforeValidator(read)


def _listed(value: object) -> object:
    """One text counts as a list of one."""
    return [value] if isinstance(value, str) else value


def _codes(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", text):
        raise ValueError(f"kode '{text}' hanya boleh berisi huruf kecil, angka, '-' dan '_', diawali huruf")
    return text


Code = Annotated[str, AfterValidator(_codes)]
Day = Annotated[date, _parsed(parse_day, date)]
ClockTime = Annotated[time, _parsed(parse_clock_time, time)]
BudgetText = Annotated[Budget, _parsed(parse_budget, Budget)]
WorkingSpan = Annotated[Budget | None, _or_not(_on(Clock.WORKING_HOURS, Clock.WORKING_DAYS), Budget)]
WallSpan = Annotated[Budget | None, _or_not(_on(Clock.ALWAYS), Budget)]
Quiet = Annotated[tuple[time, time] | None, _or_not(parse_quiet, tuple)]
Email = Annotated[str, AfterValidator(parse_email)]
YesNo = Annotated[bool, _switch("ya", "tidak")]
OnOff = Annotated[bool, _switch("nyala", "mati")]
Obligatory = Annotated[bool, _switch("wajib", None)]
OneOrMore = Annotated[list[str], BeforeValidator(_listed)]


class Entry(BaseModel):
    """A block of a rule file: an unknown key is a fault, an empty value counts as not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value is not None or key not in known}
