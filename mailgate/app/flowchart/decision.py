"""What stands at the exits of a decision: Ya and Tidak where the question has two answers."""

from collections.abc import Sequence

from mailgate.domain.sop import Outcome

YES, NO = "Ya", "Tidak"

_NEGATIONS = ("tidak", "belum", "bukan", "tanpa")


def exit_labels(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Target → label for the outcomes of a step, one a target; empty where there is nothing to decide.

    Two answers of which one denies are Ya and Tidak; others are told by their verb.
    """
    if len(outcomes) < 2:
        return {}
    denials = [_denies(outcome) for outcome in outcomes]
    if len(outcomes) == 2 and sum(denials) == 1:
        return {outcome.to: NO if denied else YES for outcome, denied in zip(outcomes, denials, strict=True)}
    return {outcome.to: outcome.verb.capitalize() for outcome in outcomes}


def _denies(outcome: Outcome) -> bool:
    """Whether the answer is a no: `TIDAK SESUAI`, or TUGASKAN when "tidak dapat diatasi"."""
    said = (outcome.verb, outcome.when or "")
    return any(text.lower().startswith(_NEGATIONS) for text in said)
