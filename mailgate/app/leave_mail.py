"""The mails about leaves: `cuti` asks TU to confirm, `cuti-kabar` tells everybody concerned how it stands."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from mailgate.app.frame import Desk, Reader, office_words, role_readers
from mailgate.domain.leave import Leave, deputy_of
from mailgate.domain.notice import Json, Notice, Weight
from mailgate.domain.roster import Holder, Seat, Tenure
from mailgate.domain.wording import clipped, day_in_words
from mailgate.mail.seal import LEAVE_PREFIX, TICKET_SCOPE

SAID_LIMIT = 300
"""Characters of an announcement that a mail quotes."""

CONFIRMING = ("tu", "pengelola")
"""The roles that put a deputy in force, the first that is not away itself (domain notes 3.3)."""


def key_of(row_id: int) -> str:
    """What seals and subjects call a leave: `CUTI-12`."""
    return f"{LEAVE_PREFIX}{row_id}"


def proposed(row_id: int, leave: Leave, said: str, desk: Desk) -> list[Notice]:
    """The question to those who may confirm, and word to the official that it was asked."""
    title = _seat(leave, desk).title
    asked = [_question(row_id, leave, said, reader, desk) for reader in confirmers(leave, desk)]
    to = asked[0].payload["yth"] if asked else "Tata Usaha"
    headline = f"Pemberitahuan {leave.kind} {title} diteruskan kepada {to} dan belum berlaku sebelum dikonfirmasi."
    told = news(leave, official_of(leave, desk), headline, desk, key=f"{key_of(row_id)}/usul")
    return [*asked, replace(told, weight=Weight.COURTESY)]


def confirmers(leave: Leave, desk: Desk) -> list[Reader]:
    """Who is asked: TU, or the pengelola where TU is who will be away."""
    for role in CONFIRMING:
        readers = [reader for reader in role_readers(role, desk) if reader.email != leave.official]
        if readers:
            return readers
    return []


def concerned(leave: Leave, desk: Desk) -> Iterator[Reader]:
    """The official, the deputy, and the official's superiors, each once."""
    seen: set[str] = set()
    for reader in (official_of(leave, desk), *_deputies(leave, desk), *_superiors(leave, desk)):
        if reader.email not in seen:
            seen.add(reader.email)
            yield reader


def news(leave: Leave, reader: Reader, headline: str, desk: Desk, *, key: str, reason: str | None = None) -> Notice:
    """A `cuti-kabar`: how the leave stands, not answerable."""
    payload = _frame(leave, reader, desk, headline)
    return _notice("cuti-kabar", reader, {**payload, "reason": reason}, desk, key=key)


def official_of(leave: Leave, desk: Desk) -> Reader:
    """The official as mails address that post."""
    seat = _seat(leave, desk)
    holder = next((h for h in seat.holders if leave.official in h.emails and h.tenure is not Tenure.PLH), None)
    return Reader(leave.official, seat.title, holder.greeting if holder else "Bapak/Ibu", seat.code)


def deputy_reader(seat: Seat, deputy: Holder) -> Reader:
    """The deputy, addressed by the post that is deputised."""
    return Reader(deputy.email, f"Plh. {seat.title}", deputy.greeting, seat.code)


def _question(row_id: int, leave: Leave, said: str, reader: Reader, desk: Desk) -> Notice:
    key = key_of(row_id)
    seal = desk.sealer(key, TICKET_SCOPE, reader.email)
    confirm = "YA" if deputy_of(leave, desk.office.roster) else "YA, Plh. Sekretaris"
    offers = (("YA", "Tetapkan", confirm), ("TIDAK", "Tidak ditetapkan", "TIDAK: masih menunggu surat perintah"))
    headline = f"Mohon konfirmasi atas {leave.kind} {_seat(leave, desk).title} dan pejabat penggantinya."
    payload = {
        **_frame(leave, reader, desk, headline),
        "answerable": True,
        "said": clipped(said, SAID_LIMIT),
        "buttons": [_button(*offer, subject=f"[{key} {seal}] {leave.kind}", desk=desk) for offer in offers],
    }
    return _notice("cuti", reader, payload, desk, key=f"{key}/tanya", about=key, seal=seal)


def _button(verb: str, label: str, command: str, *, subject: str, desk: Desk) -> Json:
    mailto = f"mailto:{desk.office.address}?subject={quote(subject)}&body={quote(command)}"
    return {"label": label, "verb": verb, "command": command, "mailto": mailto}


def _frame(leave: Leave, reader: Reader, desk: Desk, headline: str) -> Json:
    return {
        "number": None,
        "hal": f"{leave.kind} {_seat(leave, desk).title}",
        "office": office_words(desk.office),
        "yth": reader.yth,
        "sapaan": reader.sapaan,
        "answerable": False,
        "history": [],
        "buttons": [],
        "why": f"Bapak/Ibu menerima surel ini sebagai {reader.yth}.",
        "headline": headline,
        "rows": _facts(leave, desk),
    }


def _facts(leave: Leave, desk: Desk) -> list[dict[str, str]]:
    official, found = official_of(leave, desk), deputy_of(leave, desk.office.roster)
    days = day_in_words(leave.first)
    if leave.last != leave.first:
        days = f"{days} s.d. {day_in_words(leave.last)}"
    deputy = f"{found[1].name} ({found[0].title})" if found else "belum disebutkan"
    rows = (("Pejabat", official.yth), ("Waktu", days), ("Plh.", deputy), ("Dasar", leave.basis))
    return [{"label": label, "value": value} for label, value in rows if value]


def _notice(
    template: str,
    reader: Reader,
    payload: Json,
    desk: Desk,
    *,
    key: str,
    about: str | None = None,
    seal: str | None = None,
) -> Notice:
    code = desk.office.code
    return Notice(f"{code}/{key}/{template}/{reader.email}", code, template, reader.email, payload, about, seal)


def _seat(leave: Leave, desk: Desk) -> Seat:
    return desk.office.roster.seat(leave.seat)


def _deputies(leave: Leave, desk: Desk) -> list[Reader]:
    found = deputy_of(leave, desk.office.roster)
    return [deputy_reader(_seat(leave, desk), found[1])] if found else []


def _superiors(leave: Leave, desk: Desk) -> Iterator[Reader]:
    roster = desk.office.roster
    above = _seat(leave, desk).superior
    for seat in roster.seats_of(above) if above else ():
        yield from (Reader(h.email, seat.title, h.greeting, seat.code) for h in roster.writes_to(seat, desk.day.date()))
