"""A mail without the outbox, by whichever way out takes it: for what must be known while the usual one is closed."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailgate.app.deliver import mail_of
from mailgate.app.ports import OutboxRow, Renderer, Transport
from mailgate.domain.errors import DeliveryError, TemplateError
from mailgate.domain.notice import Notice
from mailgate.domain.office import Office
from mailgate.mail.compose import compose

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WayOut:
    """An SMTP server as somebody may use it.

    `server` tells it from others; `office` is whose it is, None for the one that is kept for alarms. It lets us write
    as `sender`; empty: as any office.
    """

    server: str
    office: str | None
    sender: str
    transport: Transport


@dataclass(frozen=True, slots=True)
class DirectMail:
    """Sends at once; `ways` in no order. What nobody takes is lost but for the log."""

    ways: Sequence[WayOut]
    renderer: Renderer
    message_id_for: Callable[[Notice], str]

    def send(self, notices: Sequence[Notice], office: Office, now: datetime, *, own: bool) -> bool:
        """Whether any of these mails went out; `own`: the office's own server may be asked, and is asked first."""
        ways = list(self._ways(office.code, own=own))
        taken = [self._sent(notice, office, now, ways) for notice in notices]
        return any(taken)

    def _ways(self, office: str, *, own: bool) -> Iterator[WayOut]:
        mine = {way.server for way in self.ways if way.office == office}
        seen = set() if own else mine
        ordered = sorted(self.ways, key=lambda way: (way.office != office, way.office is not None))
        for way in ordered:
            if way.server not in seen:
                seen.add(way.server)
                yield way

    def _sent(self, notice: Notice, office: Office, now: datetime, ways: Sequence[WayOut]) -> bool:
        row = OutboxRow(0, notice, self.message_id_for(notice), now, 1, now)
        try:
            mail = mail_of(row, self.renderer.render(notice), office, plus=False)
        except TemplateError as error:
            log.error("alarm_not_written", extra={"error": str(error)})
            return False
        for way in ways:
            form = replace(mail, sender=way.sender or mail.sender)
            try:
                way.transport.send(form.sender, [mail.recipient], compose(form))
                return True
            except DeliveryError as error:
                log.warning("alarm_not_taken", extra={"server": way.server, "error": str(error)})
        return False
