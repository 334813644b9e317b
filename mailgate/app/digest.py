"""The weekly report: what waits for its reader, what came in and was done, what is late (domain notes 5.3)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mailgate.app.attention import answer_buttons, attention_of
from mailgate.app.balancing import told_balance
from mailgate.app.digest_part import Part, part_of
from mailgate.app.figures import NOTHING
from mailgate.app.frame import Desk, Reader, office_words, role_readers
from mailgate.app.ledger import BRANCH_ROLE
from mailgate.app.ports import UnitOfWork
from mailgate.app.survey import Survey, row, survey
from mailgate.app.world import World
from mailgate.domain.notice import Json, Notice
from mailgate.domain.office import Office
from mailgate.domain.period import Week
from mailgate.domain.wording import day_in_words
from mailgate.mail.seal import REPORT_PREFIX, TICKET_SCOPE

HEADS = ("kadis", "kadin")
KEEPER = "pengelola"
"""Who keeps the gateway itself, and is told whether its ledger balances."""

WORKING = ("koordinator", "helpdesk", KEEPER)
READER_ROLES = (*HEADS, BRANCH_ROLE, *WORKING)
"""Who reads the weekly report: the head, each Kabid his own bidang, and those who work the tickets the full list."""


def digest(week: Week, office: Office, world: World, uow: UnitOfWork) -> list[Notice]:
    """The week's reports, one for each reader; the same week and reader give the same key, so none is sent twice."""
    desk = world.desk(office)
    whole = survey(week, desk, uow)
    readers: dict[str, Reader] = {}
    for role in READER_ROLES:
        for reader in role_readers(role, desk):
            readers.setdefault(reader.email, reader)
    parts = _Parts(whole, office)
    keepers = {reader.email for reader in role_readers(KEEPER, desk)}
    ledger = told_balance(office, uow) if keepers & set(readers) else ""
    return [
        _notice(parts.of(reader), whole, reader, desk, uow, ledger=ledger if reader.email in keepers else "")
        for reader in readers.values()
    ]


class _Parts:
    """The parts of the office that readers are told of, each counted once."""

    def __init__(self, whole: Survey, office: Office) -> None:
        self._whole = whole
        self._office = office
        self._told: dict[str, Part] = {}

    def of(self, reader: Reader) -> Part:
        """The whole, or the bidang of a Kabid."""
        code = (reader.seat or "") if role_of(reader) == BRANCH_ROLE else ""
        if code not in self._told:
            seat = self._office.roster.seat(code) if code else None
            seen = self._whole.within(lambda e: e.branch is not None and e.branch.code == code) if code else self._whole
            self._told[code] = part_of(seen, seat, self._office)
        return self._told[code]


def role_of(reader: Reader) -> str:
    """The role in which somebody reads a report."""
    return (reader.seat or "").partition(":")[0]


def _notice(part: Part, whole: Survey, reader: Reader, desk: Desk, uow: UnitOfWork, *, ledger: str) -> Notice:
    week, office = part.seen.period, desk.office
    assert isinstance(week, Week)  # noqa: S101 - survey() was asked for a week
    about, hal = about_week(week), f"minggu ke-{week.number}"
    seal = desk.sealer(about, TICKET_SCOPE, reader.email)
    attention = attention_of(part.seen.open, whole.open, reader, desk)
    last = uow.outbox.payload_about(about_week(Week.before(week.first)), reader.email) or {}
    book = None if role_of(reader) in HEADS else part.book
    payload: Json = {
        **part.body,
        **report_frame(reader, office, hal=hal, answerable=True),
        "week": week.number,
        "first_day": day_in_words(week.first),
        "last_day": day_in_words(week.last),
        "rows": [*part.rows, *(row(label, str(part.body[k]), str(last.get(k, NOTHING))) for k, label in STANDING)],
        "attention": attention.rows,
        "totals": attention.totals,
        "buttons": answer_buttons(attention.examples, about, seal, f"Laporan {hal}", office),
        "attached": book.name if book else None,
        "ledger": ledger,
    }
    key = f"{office.code}/laporan/{week}/{reader.email}"
    papers = (*part.pictures, book) if book else part.pictures
    return Notice(key, office.code, "laporan-mingguan", reader.email, payload, about, seal, papers=papers)


STANDING = (
    ("running", "Masih berjalan"),
    ("overdue", "Melampaui batas waktu SOP"),
    ("waiting", "Menunggu pihak lain"),
)
"""Figures of the moment: what they were a week ago is known from that week's report alone."""


def report_frame(reader: Reader, office: Office, *, hal: str, answerable: bool) -> Json:
    """What every template gets, for a mail about no ticket."""
    return {
        "number": None,
        "hal": hal,
        "office": office_words(office),
        "yth": reader.yth,
        "sapaan": reader.sapaan,
        "answerable": answerable,
        "history": [],
        "buttons": [],
        "why": f"Bapak/Ibu menerima laporan ini sebagai {reader.yth}.",
        "reader": reader.yth,
    }


def about_week(week: Week) -> str:
    """What the seals of a week's reports speak of: `LAPORAN-2026-47`."""
    return f"{REPORT_PREFIX}{week.year}-{week.number:02}"


LATE_DAYS = 3
"""A report is still worth sending that long after its hour (an outage over Monday); later it would only confuse."""


def is_due(office: Office, now: datetime) -> bool:
    """Whether last week's report should go out now: from Monday (or the next working day) at the office's hour on."""
    local = now.astimezone(ZoneInfo(office.zone))
    monday = local.date() - timedelta(days=local.weekday())
    due = sending_hour(monday, monday + timedelta(days=6), office)
    return due <= local < due + timedelta(days=LATE_DAYS)


def sending_hour(first: date, last: date, office: Office) -> datetime:
    """The office's hour of reports on the first working day from `first` on, at the latest on `last`; aware."""
    day = first
    while not office.calendar.is_working_day(day) and day < last:
        day += timedelta(days=1)
    return datetime.combine(day, office.digest_at, ZoneInfo(office.zone))
