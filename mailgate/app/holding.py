"""Commands that lack proof but might be meant: held, put before the owner of the registered address, run on his YA."""

import re
from dataclasses import replace
from datetime import timedelta

from mailgate.app.answers import Outcome
from mailgate.app.confirming import named
from mailgate.app.frame import Desk
from mailgate.app.reply import Decision, Reply, declined, refused
from mailgate.app.shared import NAME_WANTED, nameless
from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.advance import Setting
from mailgate.domain.capacity import OF_NO_STEP, Capacity, capacity_of
from mailgate.domain.command import Certainty, Command, ReadAs
from mailgate.domain.conduct import carry_out
from mailgate.domain.errors import CommandRefused
from mailgate.domain.event import AuthorityRefused, CommandHeld, NoteAdded
from mailgate.domain.ticket import Ticket
from mailgate.mail.read import read

HELD_FOR = timedelta(hours=24)
KEPT = 10
"""Held commands that a ticket remembers; older ones count as answered."""

LONGEST = 20_000
"""Characters of notes that are worth holding; a forger must not fill the ticket."""

TEXT_KEPT = 2_000
"""Characters of the mail that are kept beside its commands."""

_YES = re.compile(r"(?:ya|iya|betul|benar)\b")
_NO = re.compile(r"\b(?:tidak|tdk|bukan|jangan|batal|batalkan)\b")
_DOUBT = re.compile(r"\b(?:tidak|tdk|bukan|jangan|batal|batalkan|nanti|tunggu|tapi|tetapi)\b|\?")
# After YA nothing may follow that takes it back, asks, or asks for more.
_ASSENT = frozenset(
    "ya iya betul benar saya kami yang menulis mengirim kirim itu tersebut surel jalankan dijalankan mohon silakan "
    "setuju memang pak bu bapak ibu terima kasih trims".split()
)

UNCLEAR = "Mohon membalas surel konfirmasi tersebut hanya dengan YA atau TIDAK."
EXPIRED = "Konfirmasi ini sudah melewati batas waktunya; mohon mengirim kembali perintahnya."
MOVED = "Tahap yang dimaksud sudah berlalu, sehingga perintah tersebut tidak dijalankan."
DROPPED = "Perintah tersebut kami batalkan dan tidak dijalankan. Helpdesk telah kami beri tahu."
UNPROVEN = "Asal surel ini tidak sesuai dengan alamat pengirimnya, sehingga tidak dijalankan."


def hold_own(reply: Reply, ticket: Ticket, desk: Desk) -> Decision | None:
    """Hold what the registered From may have written; None where it isn't his to give, or can't be judged at all."""
    actor, proof = reply.capacity.actor, reply.proof
    if reply.reading.outcome is not ReadAs.RUN or actor.seat is None or not proof.judged:
        return None
    commands = reply.reading.commands
    harmless = {c.verb for c in commands} <= set(OF_NO_STEP)
    if harmless or not _feasible(reply, commands, reply.capacity, ticket, desk):
        return None
    return _held(reply, commands, _registered(reply.capacity, ticket, desk), ticket, desk)


def _registered(capacity: Capacity, ticket: Ticket, desk: Desk) -> str:
    """The address that mail goes to, of whoever owns the From."""
    if capacity.actor.seat == REQUESTER_SEAT:
        return ticket.requester.email
    posts = ticket.roster(desk.office).acting(capacity.actor.email, desk.day.date())
    return next((h.email for s, h in posts if s.code == capacity.actor.seat), capacity.actor.email)


def hold_for_owner(reply: Reply, ticket: Ticket, desk: Desk) -> Decision | None:
    """Somebody answers on the task mail of another: that official is asked; None where it is nothing he could say."""
    proof = reply.proof
    capacity = capacity_of(ticket, desk.office, proof.meant_for or "", desk.now)
    if proof.meant_for is None or capacity is None or not (proof.current and proof.judged):
        return None
    reading = read(reply.text, capacity.task(ticket, desk.office, desk.now, len(reply.files)))
    sure = all(c.certainty is Certainty.SURE for c in reading.commands)
    harmless = {c.verb for c in reading.commands} <= set(OF_NO_STEP)
    if reading.outcome is not ReadAs.RUN or harmless or not sure:
        return None
    if not _feasible(reply, reading.commands, capacity, ticket, desk):
        return None
    decision = _held(reply, reading.commands, proof.meant_for, ticket, desk)
    owner = (
        capacity.actor.title if capacity.actor.seat != REQUESTER_SEAT else named(proof.meant_for, ticket, desk.office)
    )
    reason = (
        f"Surel yang Bapak/Ibu balas ditujukan kepada pejabat lain ({owner}), sehingga perintah di dalamnya tidak "
        "dijalankan. Yang bersangkutan kami mintai persetujuan."
    )
    note = NoteAdded(reply.text, reply.files, why_not=reason)
    outcome = Outcome(reading.commands, reason=reason, noted=True) if proof.trusted else None
    return Decision(decision.ticket, (*decision.events, note), outcome)


def _feasible(reply: Reply, commands: tuple[Command, ...], capacity: Capacity, ticket: Ticket, desk: Desk) -> bool:
    """Whether the commands would be carried out, were they proven."""
    if sum(len(command.note) + len(command.line) for command in commands) > LONGEST:
        return False
    try:
        carry_out(Setting(ticket.copy(), capacity, desk.office, desk.now, reply.files, desk.knows), commands)
    except CommandRefused:
        return False
    return True


def _held(reply: Reply, commands: tuple[Command, ...], reader: str, ticket: Ticket, desk: Desk) -> Decision:
    held = CommandHeld(
        scope=-(ticket.history + 1),
        reader=reader,
        sender=reply.message.sender.email,
        commands=commands,
        text=reply.text[:TEXT_KEPT],
        visit=ticket.visit,
        until=desk.now + HELD_FOR,
        files=reply.files,
        mismatch=reply.proof.denied,
        why=reply.proof.why,
    )
    twin = ticket.copy()
    alive = [h for h in twin.held if h.until >= desk.now and h.visit == ticket.visit]
    twin.held = [*alive, held][-KEPT:]
    return Decision(twin, (held,), None)


def answered(reply: Reply, held: CommandHeld, ticket: Ticket, desk: Desk) -> Decision:
    """The answer to a `konfirmasi`: YA runs what was held, TIDAK drops it, anything else is a remark."""
    if reply.proof.denied:
        return refused(reply, ticket, UNPROVEN)
    said = yes_or_no(reply.text)
    if said is None:
        return declined(_about(reply, held), ticket, UNCLEAR)
    twin = ticket.copy()
    twin.held = [h for h in twin.held if h.scope != held.scope]
    if not said:
        sender = held.sender if held.sender != held.reader else ""
        why = f"{held.reader} says that it was not sent by him ({held.why})"
        events = (AuthorityRefused(held.reader, held.text, why, sender, warn=False),)
        return Decision(twin, events, Outcome(held.commands, reason=DROPPED))
    if desk.now > held.until:
        return declined(_about(reply, held), twin, EXPIRED)
    if ticket.visit != held.visit:
        return declined(_about(reply, held), twin, MOVED)
    return _run(reply, held, twin, desk)


def _about(reply: Reply, held: CommandHeld) -> Reply:
    return replace(reply, reading=replace(reply.reading, commands=held.commands))


def _run(reply: Reply, held: CommandHeld, twin: Ticket, desk: Desk) -> Decision:
    before = twin.copy()
    if nameless(held.commands, held.reader, f"{held.text}\n{reply.text}", twin, desk):
        return declined(_about(reply, held), before, NAME_WANTED)
    capacity = capacity_of(twin, desk.office, held.reader, desk.now)
    if capacity is None:
        return declined(_about(reply, held), before, MOVED)
    actor = replace(
        capacity.actor, proof=f"confirmed by {held.reader}: {reply.proof.why}", via=reply.message.message_id
    )
    setting = Setting(twin, replace(capacity, actor=actor), desk.office, desk.now, held.files, desk.knows)
    try:
        events = carry_out(setting, held.commands)
    except CommandRefused as error:
        return declined(_about(reply, held), before, str(error))
    twin.documents += [file.name for file in held.files]
    twin.misread.pop(actor.email, None)
    return Decision(twin, events, Outcome(held.commands, done=True), actor)


def yes_or_no(text: str) -> bool | None:
    """YA or TIDAK, said in the first line that says anything; None for everything in between."""
    lowered = text.lower()
    line = next((line.strip() for line in lowered.splitlines() if line.strip()), "")
    if _NO.match(line):
        return False
    plain = set(re.sub(r"[^\w\s]", " ", line).split())
    return True if _YES.match(line) and plain <= _ASSENT and not _DOUBT.search(lowered) else None
