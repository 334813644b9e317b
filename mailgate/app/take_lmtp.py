"""A mail handed over by an MTA is committed before it is answered (LMTP, RFC 2033)."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from mailgate.app.explain import office_of
from mailgate.app.ports import Fetched
from mailgate.app.world import World

STORED = "250 2.0.0 stored"
UNKNOWN = "550 5.1.1 no such mailbox here"


def take_lmtp(recipients: Sequence[str], raw: bytes, world: World) -> Mapping[str, str]:
    """Store one mail for each office it is addressed to; the SMTP reply for each recipient.

    The source is the mail's digest: the same bytes handed over again, because our answer was lost, are stored once.
    """
    now = world.clock()
    replies: dict[str, str] = {}
    for recipient in recipients:
        office = office_of((recipient,), world.policy().offices)
        if office is None:
            replies[recipient] = UNKNOWN
            continue
        mail = Fetched(0, f"lmtp/{office.code}/{sha256(raw).hexdigest()}", raw, len(raw), False, now)
        with world.unit_of_work() as uow:
            ids = uow.inbox.add(office.code, "lmtp", [mail], now)
            uow.commit()
        world.queue.receive(ids)
        replies[recipient] = STORED
    return replies
