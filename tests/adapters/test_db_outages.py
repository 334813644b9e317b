"""An outage is news once, whoever sees it, until it has ended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailgate.adapters.db.uow import Database
from mailgate.domain.outage import Outage

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
OUTAGE = Outage("imap:layanan", "sumbawa", AT, AT + timedelta(minutes=10), "login refused")
LATER = replace(OUTAGE, last_at=AT + timedelta(hours=1), error="connection refused")


def begins(database: Database, outage: Outage) -> bool:
    with database.unit_of_work() as uow:
        news = uow.outages.begin(outage)
        uow.commit()
    return news


def ends(database: Database, neighbour: str, now: datetime) -> Outage | None:
    with database.unit_of_work() as uow:
        ended = uow.outages.end(neighbour, now)
        uow.commit()
    return ended


def test_an_outage_is_news_once_and_again_after_it_has_ended(database: Database) -> None:
    assert begins(database, OUTAGE)
    assert not begins(database, replace(LATER, since=AT + timedelta(minutes=5)))
    with database.reading() as uow:
        assert uow.outages.standing() == [LATER]
    assert ends(database, "imap:layanan", LATER.last_at) == LATER
    assert ends(database, "imap:layanan", LATER.last_at) is None
    with database.reading() as uow:
        assert uow.outages.standing() == []
    assert begins(database, replace(OUTAGE, since=LATER.last_at))


def test_an_outage_counts_for_a_while_after_it_was_seen_or_ended(database: Database) -> None:
    begins(database, OUTAGE)
    end = AT + timedelta(hours=2)
    with database.reading() as uow:
        assert [o.neighbour for o in uow.outages.seen_since(OUTAGE.last_at)] == ["imap:layanan"]
        assert uow.outages.seen_since(end) == []
    ends(database, "imap:layanan", end)
    with database.reading() as uow:
        assert [o.neighbour for o in uow.outages.seen_since(end)] == ["imap:layanan"]


def test_what_may_be_away_is_news_only_once_it_is_told(database: Database) -> None:
    maybe = replace(OUTAGE, told=False)
    begins(database, maybe)
    with database.reading() as uow:
        assert uow.outages.standing() == []
        assert uow.outages.seen_since(OUTAGE.last_at) == [maybe]
    assert begins(database, LATER)
    assert not begins(database, replace(maybe, last_at=LATER.last_at))
    with database.reading() as uow:
        assert uow.outages.standing() == [replace(LATER, error=maybe.error)]


def test_a_neighbour_that_was_never_away_ends_nothing(database: Database) -> None:
    assert ends(database, "smtp:sumbawa", AT) is None
