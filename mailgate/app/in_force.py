"""The policy as it is today: the rule files, with deputies beside those who are away, without dead addresses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from mailgate.app.ports import Clock, UnitOfWork
from mailgate.domain.leave import with_deputies
from mailgate.domain.policy import Policy
from mailgate.domain.reachability import with_unreachable

REREAD = timedelta(seconds=5)
"""How long deputies and dead addresses are remembered: another process may have changed them meanwhile."""

A_DAY = timedelta(days=1)
"""Local dates may be a day off from UTC's; who acts today is decided by the dates that the deputy's post keeps."""


class PolicyInForce:
    """Calls `policy`, the rule files as last read, and overlays it; `reading` opens a transaction for looking only."""

    def __init__(self, policy: Callable[[], Policy], reading: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._policy = policy
        self._reading = reading
        self._clock = clock
        self._known: tuple[Policy, Policy, datetime] | None = None

    def __call__(self) -> Policy:
        """The policy in force; DatabaseError where the database can't be read."""
        files, now, known = self._policy(), self._clock(), self._known
        if known is not None and known[0] is files and known[2] <= now < known[2] + REREAD:
            return known[1]
        overlaid = self._overlaid(files, now)
        self._known = (files, overlaid, now)
        return overlaid

    def forget(self) -> None:
        """Read the database again with the next call."""
        self._known = None

    def _overlaid(self, files: Policy, now: datetime) -> Policy:
        with self._reading() as uow:
            leaves = uow.delegations.not_over(now.date() - A_DAY)
            states = uow.addresses.failing(files.offices)
        leaves = [leave for leave in leaves if leave.first <= now.date() + A_DAY]
        if not leaves and not states:
            return files
        offices = {c: with_unreachable(with_deputies(o, leaves), states) for c, o in files.offices.items()}
        return replace(files, offices=offices)
