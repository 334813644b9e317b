"""What a report lists by number, so that it can be answered by number: one's own first, then what is past its time."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from mailgate.app.frame import Desk, Reader, offers
from mailgate.app.ledger import WAITS_FOR_REQUESTER, Entry, hal_of
from mailgate.domain.capacity import capacity_of
from mailgate.domain.notice import Json
from mailgate.domain.office import Office
from mailgate.domain.roster import Tenure
from mailgate.domain.wording import clipped, short_moment

OWN, OVERDUE, WAITING = "own", "overdue", "waiting"
"""The three lists; `SEMUA` in an answer means the first, what waits for the reader."""

LIMITS = {OWN: 6, OVERDUE: 6, WAITING: 3}
"""Tickets that each list names: what a thumb scrolls past in a moment."""

HAL_LIMIT = 52
"""Characters of the perihal in a list: with the organisation two lines on a phone held upright."""

EXAMPLES = 2
"""Ready-made answers that a report offers."""

Offer = tuple[str, str, str]
"""A command worth a button: verb, label, example (`app/frame.py`)."""


@dataclass(frozen=True, slots=True)
class Attention:
    """The numbered rows, how many of each list there are in all, and answers that would be carried out."""

    rows: list[Json]
    totals: dict[str, int]
    examples: list[Json]


def attention_of(scope: Iterable[Entry], everything: Iterable[Entry], reader: Reader, desk: Desk) -> Attention:
    """What this reader should look at: his own wherever they are, the rest within `scope`."""
    own = sorted(_own(everything, reader, desk), key=_urgency)
    seen = {entry.ticket.number for entry in own}
    rest = [entry for entry in scope if entry.ticket.number not in seen and entry.ticket.is_open]
    lists = {
        OWN: own,
        OVERDUE: sorted((e for e in rest if e.overdue), key=_urgency),
        WAITING: sorted((e for e in rest if e.waiting), key=_urgency),
    }
    shown = [(name, entry) for name, found in lists.items() for entry in found[: LIMITS[name]]]
    asked = [_asked(entry, reader, desk) if name == OWN else None for name, entry in shown]
    rows = [_row(name, entry, offer, desk.office) for (name, entry), offer in zip(shown, asked, strict=True)]
    return Attention(rows, {name: len(found) for name, found in lists.items()}, _examples(asked))


def _own(open_now: Iterable[Entry], reader: Reader, desk: Desk) -> Iterator[Entry]:
    """Tickets whose step lies in the reader's hands, in whichever of his posts."""
    posts = {
        (seat.code, None if holder.tenure in (Tenure.PLT, Tenure.PLH) else holder.code)
        for seat, holder in desk.office.roster.acting(reader.email, desk.day.date())
        if holder.tenure is not Tenure.AGENT
    }
    for entry in open_now:
        if entry.ticket.is_open and not entry.waiting and _in_hands(entry, posts):
            yield entry


def _in_hands(entry: Entry, posts: Collection[tuple[str, str | None]]) -> bool:
    return any(
        a.seat == seat and not a.assists and (a.person is None or person is None or a.person == person)
        for a in entry.ticket.holders
        for seat, person in posts
    )


def _urgency(entry: Entry) -> tuple[bool, str, float]:
    """Past its time first, then by priority, then the longest due."""
    ticket = entry.ticket
    return not entry.overdue, ticket.priority or "P3", (ticket.due_at or ticket.opened_at).timestamp()


def _asked(entry: Entry, reader: Reader, desk: Desk) -> Offer | None:
    """The first command that the reader may give on it."""
    capacity = capacity_of(entry.ticket, desk.office, reader.email, desk.now)
    return next(iter(offers(capacity, desk.office)), None) if capacity else None


def _row(name: str, entry: Entry, asked: Offer | None, office: Office) -> Json:
    ticket = entry.ticket
    return {
        "list": name,
        "number": ticket.number,
        "text": f"{entry.organisation}: {clipped(hal_of(ticket), HAL_LIMIT)}",
        "note": "; ".join(_facts(name, entry, asked, office)),
        "late": entry.overdue,
    }


def _facts(name: str, entry: Entry, asked: Offer | None, office: Office) -> Iterator[str]:
    ticket = entry.ticket
    if ticket.priority == "P1":
        yield "prioritas P1"
    if name == WAITING:
        yield _waiting(entry, office)
        return
    since = short_moment(entry.since, office).split()[0]
    yield f"{asked[1] if asked else entry.stage}, sejak {since}"
    if ticket.due_at and not ticket.pause:
        yield f"batas {short_moment(ticket.due_at, office)}{' terlampaui' if entry.overdue else ''}"


def _waiting(entry: Entry, office: Office) -> str:
    pause = entry.ticket.pause
    if pause is None or entry.waiting == WAITS_FOR_REQUESTER:
        return f"{entry.stage} sejak {short_moment(entry.since, office)}"
    until = f" s.d. {short_moment(pause.until, office)}" if pause.until else ""
    return f"ditunda{until}: {clipped(pause.reason, HAL_LIMIT)}"


def _examples(asked: Sequence[Offer | None]) -> list[Json]:
    """The first command of each step that waits, for all its numbers at once: `DISPOSISI 1,3 Kabid TI: …`."""
    found: dict[Offer, list[int]] = {}
    for number, offer in enumerate(asked, 1):
        if offer is not None:
            found.setdefault(offer, []).append(number)
    chosen = sorted(found.items(), key=lambda item: -len(item[1]))[:EXAMPLES]
    return [_example(*offer, numbers) for offer, numbers in chosen]


def _example(verb: str, label: str, example: str, numbers: Sequence[int]) -> Json:
    text = ",".join(str(number) for number in numbers)
    rest = example.removeprefix(verb) if example.startswith(verb) else ""
    return {"verb": verb, "label": f"{label} ({text.replace(',', ', ')})", "command": f"{verb} {text}{rest}"}


def answer_buttons(examples: Iterable[Json], about: str, seal: str, hal: str, office: Office) -> list[Json]:
    """A `mailto:` button for each example, under the seal of the report."""
    subject = quote(f"[{about} {seal}] {hal}")
    return [
        {**example, "mailto": f"mailto:{office.address}?subject={subject}&body={quote(example['command'])}"}
        for example in examples
    ]
