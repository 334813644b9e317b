"""One mail on its whole way: parsed, classified, read as an answer and as a request, answered, and what goes out."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from time import process_time
from types import FrameType

from evaluation.bench import desks
from mailgate.adapters.db.migrate import upgrade_engine
from mailgate.adapters.db.uow import Database
from mailgate.adapters.dkim import signers_of
from mailgate.app.deliver import claim_outbox, deliver_row
from mailgate.app.explain import Bench, Frame, explain
from mailgate.app.sending import mark_sent
from mailgate.domain.errors import UnreadableMail
from mailgate.mail.bounce import read_bounce
from mailgate.mail.forward import original_sender
from mailgate.mail.parse import parse
from mailgate.mail.reply import new_text
from mailgate.mail.verdict import verdict
from tests.app.desk import AUTHSERV, Gateway, id_for, mail, renderer, reply
from tests.fakes import KeepingTransport
from tools.fuzz.material import material
from tools.fuzz.mutations import broken
from tools.fuzz.quoted import frames, quoting_mail
from tools.fuzz.sound import check_sent

SLOWEST = 5.0
"""Seconds of CPU a mail may take at most; more is an escape."""

WHOLE = 8
"""One mail in so many goes through the whole gateway, with database and templates; one in so many is a quotation."""

KEPT = 12
"""Mails of ours that are kept, to be answered: those of the first tickets."""

OFFICE = "sumbawa"
REQUESTER, OFFICIAL, ADDRESS = "dinkes@sumbawa.example", "kadis@sumbawa.example", "layanan@sumbawa.example"


class Escaped(AssertionError):
    """What a mail must not bring about, other than an exception of the code itself."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A mail that came to a good end: seconds of CPU, and what it was taken for."""

    index: int
    seconds: float
    kind: str


def pass_through(seed: int, index: int, folder: Path) -> Passed:
    """Make mail `index` of `seed` and send it all the way; whatever it raises is an escape.

    The mail lies in `folder` (as `<index>.eml`) until it has come to a good end, whatever becomes of this process.
    """
    chance = Random(f"{seed} {index}")
    door, raw = _made(chance, index, folder)
    trace = folder / f"{index}.eml"
    trace.write_bytes(raw)
    began = process_time()
    with _bounded(SLOWEST):
        kind = door(raw)
    took = process_time() - began
    trace.unlink()
    return Passed(index, took, kind)


Door = Callable[[bytes], str]


def _made(chance: Random, index: int, folder: Path) -> tuple[Door, bytes]:
    """The mail, and which way it takes."""
    if index % WHOLE == 0:
        office = _office(folder)
        return partial(_gateway, office=office), broken(chance.choice(_threads(folder)), chance, material())
    if index % WHOLE == 1:
        raw, code, frame = quoting_mail(chance)
        return partial(_quotation, code=code, frame=frame), raw
    code, frame = chance.choice(frames())
    return partial(_reading, code=code, frame=frame), broken(chance.choice(material()), chance, material())


def _reading(raw: bytes, *, code: str, frame: Frame) -> str:
    """Everything that reads, one by one, storing nothing."""
    desk = desks()[code]
    try:
        message = parse(raw)
    except UnreadableMail:
        return "unreadable"
    new_text(message)
    original_sender(message)
    read_bounce(message)
    verdict(message, authserv_id=AUTHSERV)
    signers_of(raw, message.sender.domain, lookup=lambda _name, _timeout: b"v=DKIM1; p=MIGf")
    explain("mail", raw, Bench(desk, frame=frame))
    return str(explain("mail", raw, Bench(desk))["kind"])


def _quotation(raw: bytes, *, code: str, frame: Frame) -> str:
    told = explain("mail", raw, Bench(desks()[code], frame=frame))
    if told["reading"] and told["reading"]["outcome"] == "run":
        raise Escaped(f"read from a quotation at {frame}: {told['reading']['commands']}")
    return "quotation"


def _gateway(raw: bytes, *, office: Gateway) -> str:
    """In by the inbox, out by the outbox, with tickets and seals of ours."""
    office.takes(OFFICE, raw)
    return "whole"


@contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Raises Escaped once that much CPU is used, even within a regular expression."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Escaped(f"more than {seconds:.0f} s of CPU")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _CheckedTransport(KeepingTransport):
    """Every mail that goes out is checked; the first few are kept, to be answered."""

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        for recipient in recipients:
            check_sent(data, recipient)
        if len(self.sent) < KEPT:
            super().send(envelope_from, recipients, data)


@dataclass
class _Checked(Gateway):
    """The gateway, to which a mail that could not be made is an escape, not a mail that waits."""

    def flush(self) -> None:
        while self.queue.to_deliver:
            for row in claim_outbox([self.queue.to_deliver.pop(0)], self.world)[0]:
                text = deliver_row(row, self.world, renderer(), self.press, lambda _: self.transport)
                if text is None:
                    raise Escaped(f"a mail of ours could not be made: {row.notice.template}")
                mark_sent([(row.id, text)], self.world)


@cache
def _office(folder: Path) -> Gateway:
    """One for each process, on an empty SQLite file, with a ticket at its first steps."""
    database = Database(f"sqlite:///{folder / f'{os.getpid()}.db'}", id_for)
    upgrade_engine(database.engine)
    office = _Checked(database, transport=_CheckedTransport())
    office.takes(OFFICE, mail(REQUESTER, ADDRESS, "Jaringan internet putus", "Internet di kantor kami putus."))
    return office


@cache
def _threads(folder: Path) -> tuple[bytes, ...]:
    """Mails of that ticket's thread that carry our seals, and a new request."""
    sent = _office(folder).transport.sent
    answers = ("DISPOSISI Kabid: mohon ditindaklanjuti", "CATATAN: segera", "STATUS", "TUTUP", "BATAL: sudah pulih")
    return tuple(
        [reply(recipient, message, text) for recipient, message in sent for text in answers]
        + [mail(REQUESTER, ADDRESS, "Mohon bantuan", "Aplikasi SIPD tidak bisa dibuka."), *material()[::7]]
    )
