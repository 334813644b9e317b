"""The bench on which replies are read: the shipped offices, a fixed moment, and `explain` with its authority given."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from evaluation.client import Original
from evaluation.corpus import Case
from evaluation.label import Judgement, Read, judge
from evaluation.mails import as_mail
from evaluation.taskmail import TEMPLATES, answered_mail
from mailgate.adapters.jinja import JinjaRenderer
from mailgate.adapters.policy_yaml import load_policy
from mailgate.app.explain import Bench, Frame, explain
from mailgate.app.frame import Desk
from mailgate.domain.command import ReadAs
from mailgate.domain.errors import MailgateError
from mailgate.mail.seal import seal

RULES = Path(__file__).parents[1] / "rules"
NOW = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
"""Tuesday, 24 November 2026, 10.15 WITA and 09.15 WIB: when every reply of the corpus is read."""


ZERO_WIDTH_SPACE = "\u200b"
FAULTS = (
    MailgateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a fault of the gateway raises: the measurement names it and goes on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A case, what `explain` told of it, and how that agrees with its label.

    `fault` names the exception where `explain` failed. `lost` are newly written lines that were not found, `leaked`
    lines of the quoted mail that were taken for the sender's.
    """

    case: Case
    judgement: Judgement
    commands: tuple[Read, ...] = ()
    answer: str = ""
    lost: tuple[str, ...] = ()
    leaked: tuple[str, ...] = ()
    fault: str = ""


@cache
def desks() -> dict[str, Desk]:
    """A desk for each shipped office."""
    policy = load_policy(RULES, today=date(2026, 11, 24))
    return {code: Desk(office, NOW, _sealer) for code, office in policy.offices.items()}


def _sealer(number: str, scope: int, recipient: str) -> str:
    return seal(b"evaluation", number, scope, recipient)


@cache
def _renderer() -> JinjaRenderer:
    return JinjaRenderer(TEMPLATES)


def frame_of(case: Case) -> Frame:
    """Whose task the case answers."""
    return Frame(case.sop, case.step, case.role)


def original_of(case: Case) -> Original:
    """The mail of ours that the case answers."""
    return answered_mail(frame_of(case), desks()[case.office], _renderer())


def mail_of(case: Case) -> bytes:
    """The case as a whole mail."""
    return as_mail(case, original_of(case), desks()[case.office])


def read(case: Case) -> Reading:
    """What the gateway makes of a case."""
    original, desk = original_of(case), desks()[case.office]
    raw = as_mail(case, original, desk)
    try:
        told = explain(case.id, raw, Bench(desk, frame=frame_of(case)))
    except FAULTS as error:
        return Reading(case, judge(case.label, None, ()), fault=f"{type(error).__name__}: {error}")
    reading = told["reading"] or {"outcome": ReadAs.IGNORE.value, "commands": [], "answer": ""}
    found = _lines(str(told["new_text"]))
    written = [line for line in _lines(case.body) if not line.startswith((">", "Dikirim dari"))]
    return Reading(
        case,
        judge(case.label, ReadAs(reading["outcome"]), reading["commands"]),
        tuple(reading["commands"]),
        reading["answer"] or "",
        lost=tuple(line for line in written if line not in found),
        leaked=tuple(line for line in found if line in _lines(original.text) and line not in written),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace(ZERO_WIDTH_SPACE, "").splitlines() if line.strip()]
