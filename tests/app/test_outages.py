"""A neighbour that stays away is told to the pengelola once, by a way that still works; and once that it is back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from mailgate.adapters.away_notes import AwayFolder
from mailgate.app.direct_mail import DirectMail, WayOut
from mailgate.app.passing import pass_time
from mailgate.app.watching import Neighbours, Watch, WatchedTransport
from mailgate.domain.errors import ChannelError, DatabaseError, DeliveryError, MailgateError
from mailgate.domain.outage import Outage
from tests.app.desk import Gateway, id_for, mail, open_gateway, renderer
from tests.fakes import KeepingTransport

PENGELOLA, KADIS = "pengelola@sumbawa.example", "kadis@sumbawa.example"
ELSEWHERE = "pengelola.pribadi@luar.example"
REFUSED = ChannelError("mailbox layanan (layanan at mail.example:993, folder INBOX): login refused")
GONE = DatabaseError("the database can't be used now: connection refused")


@dataclass
class Closable(KeepingTransport):
    """A way out that may be closed."""

    closed: bool = False
    senders: list[str] = field(default_factory=list)

    def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
        if self.closed:
            raise DeliveryError("SMTP server mail.example:587 could not be reached", permanent=False, away=True)
        self.senders.append(envelope_from)
        super().send(envelope_from, recipients, data)


@dataclass
class Surroundings:
    """A gateway, its office's way out, another office's, and one for alarms."""

    gateway: Gateway
    folder: Path
    own: Closable = field(default_factory=Closable)
    other: Closable = field(default_factory=Closable)
    alarms: Closable | None = None
    alert_to: tuple[str, ...] = ()

    def process(self) -> Neighbours:
        """As a process that has just been started sees it."""
        ways = [
            WayOut("sumbawa@mail", "sumbawa", "layanan@sumbawa.example", self.own),
            WayOut("bekasi@mail", "bekasi", "layanan@bekasi.example", self.other),
        ]
        ways += [WayOut("gateway@elsewhere", None, "", self.alarms)] if self.alarms else []
        direct = DirectMail(ways, renderer(), id_for)
        offices = {code: o for code, o in self.gateway.rules().offices.items() if code in ("sumbawa", "bekasi")}
        return Neighbours(self.gateway.world, lambda: offices, direct, AwayFolder(self.folder), self.alert_to)

    def forward(self, **span: float) -> None:
        self.gateway.clock.forward(**span)

    def fails(self, watch: Watch, error: MailgateError = REFUSED, *, minutes: int = 30) -> None:
        """Try after try, for that long."""
        for _ in range(minutes):
            watch.failed(str(error))
            self.forward(minutes=1)

    def delivered(self) -> list[tuple[str, str]]:
        """What went out through the outbox: recipient and subject."""
        sent = self.gateway.transport.sent
        before = len(sent)
        self.gateway.flush()
        return [(to, message.subject) for to, message in sent[before:]]


@pytest.fixture
def around(tmp_path: Path) -> Iterator[Surroundings]:
    for gateway in open_gateway(tmp_path):
        yield Surroundings(gateway, tmp_path)


AWAY = "[Pengelola] Kotak surat layanan tidak dapat dipakai"
BACK = "[Pengelola] Kotak surat layanan sudah pulih"


def test_a_mailbox_that_stays_away_is_told_once_and_that_it_is_back_once(around: Surroundings) -> None:
    watch = around.process().mailbox("layanan", "sumbawa")
    watch.worked()
    around.fails(watch, minutes=60)
    assert around.delivered() == [(PENGELOLA, AWAY)]
    told = around.gateway.mail_to(PENGELOLA, "kelola").text
    assert "sejak Jumat, 20 November 2026 pukul 09.30 WITA" in told
    assert "login refused" in told
    assert "tidak hilang" in told
    watch.worked()
    watch.worked()
    assert around.delivered() == [(PENGELOLA, BACK)]
    told = around.gateway.mail_to(PENGELOLA, "kelola").text
    assert "hingga Jumat, 20 November 2026 pukul 10.30 WITA" in told
    assert "Tidak ada yang perlu dilakukan" in told
    assert "Mohon" not in told.split("Tidak ada yang perlu dilakukan")[0]


def test_a_short_break_is_told_to_nobody(around: Surroundings) -> None:
    watch = around.process().mailbox("layanan", "sumbawa")
    for _ in range(4):
        around.fails(watch, minutes=9)
        watch.worked()
    assert around.delivered() == []


def test_a_clock_that_jumps_an_hour_between_two_failures_makes_no_outage(around: Surroundings) -> None:
    watch = around.process().mailbox("layanan", "sumbawa")
    watch.failed("away")
    around.forward(hours=1)
    watch.failed("away")
    watch.worked()
    assert around.delivered() == []


def test_each_outage_is_told(around: Surroundings) -> None:
    watch = around.process().mailbox("layanan", "sumbawa")
    for _ in range(2):
        around.fails(watch)
        assert around.delivered() == [(PENGELOLA, AWAY)]
        watch.worked()
        assert around.delivered() == [(PENGELOLA, BACK)]


def test_other_processes_and_a_restart_tell_nothing_again_and_whoever_succeeds_ends_it(around: Surroundings) -> None:
    for process in (around.process(), around.process()):
        around.fails(process.mailbox("layanan", "sumbawa"))
    assert around.delivered() == [(PENGELOLA, AWAY)]
    for process in (around.process(), around.process()):
        process.mailbox("layanan", "sumbawa").worked()
    assert around.delivered() == [(PENGELOLA, BACK)]


def test_what_could_not_be_told_in_time_is_not_told_when_it_is_over(around: Surroundings) -> None:
    watch = around.process().mailbox("layanan", "sumbawa")
    around.fails(watch)
    watch.worked()
    assert around.delivered() == [(PENGELOLA, BACK)]


def test_who_is_named_in_the_settings_hears_of_it_too(around: Surroundings) -> None:
    around.alert_to = (ELSEWHERE, PENGELOLA)
    around.fails(around.process().mailbox("layanan", "sumbawa"))
    assert [to for to, _ in around.delivered()] == [PENGELOLA, ELSEWHERE]


def closed_way_out(around: Surroundings) -> tuple[WatchedTransport, Neighbours]:
    process = around.process()
    transport = WatchedTransport(around.own, process.way_out("sumbawa"))
    transport.send("layanan@sumbawa.example", [KADIS], mail("a@x.example", KADIS, "x", "y"))
    around.own.sent.clear()
    around.own.closed = True
    return transport, process


def tries(transport: WatchedTransport, around: Surroundings, minutes: int = 30) -> None:
    for _ in range(minutes):
        with pytest.raises(DeliveryError):
            transport.send("layanan@sumbawa.example", [KADIS], b"Subject: x\r\n\r\ny")
        around.forward(minutes=1)


def test_while_a_way_out_takes_nothing_another_offices_carries_the_alarm_under_its_own_name(
    around: Surroundings,
) -> None:
    transport, _ = closed_way_out(around)
    tries(transport, around)
    [(to, told)] = around.other.sent
    assert (to, told.sender.email, around.other.senders) == (PENGELOLA, "layanan@bekasi.example", [told.sender.email])
    assert told.subject == "[Pengelola] Server surat keluar tidak dapat dipakai"
    assert "mailgate outbox list --state waiting" in told.text
    assert around.delivered() == [], "nothing stale waits in the outbox"
    around.own.closed = False
    transport.send("layanan@sumbawa.example", [KADIS], b"Subject: x\r\n\r\ny")
    assert around.delivered() == [(PENGELOLA, "[Pengelola] Server surat keluar sudah pulih")]


def test_a_way_out_kept_for_alarms_comes_first(around: Surroundings) -> None:
    around.alarms, around.alert_to = Closable(), (ELSEWHERE,)
    transport, _ = closed_way_out(around)
    tries(transport, around)
    assert [to for to, _ in around.alarms.sent] == [PENGELOLA, ELSEWHERE]
    assert around.other.sent == []


def test_where_no_way_out_is_left_the_log_and_a_file_say_so(
    around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    transport, _ = closed_way_out(around)
    around.other.closed = True
    tries(transport, around)
    assert [r.message for r in caplog.records if r.levelname == "CRITICAL"] == ["nobody_could_be_told"]
    note = around.folder / "away" / "smtp-sumbawa"
    assert "could not be reached" in note.read_text(encoding="utf-8")
    around.own.closed = False
    transport.send("layanan@sumbawa.example", [KADIS], b"Subject: x\r\n\r\ny")
    assert not note.exists()


def test_a_mail_refused_for_its_own_sake_makes_no_outage(around: Surroundings) -> None:
    class Greylisting(Closable):
        def send(self, envelope_from: str, recipients: Sequence[str], data: bytes) -> None:
            raise DeliveryError("450 4.2.0 greylisted", permanent=False, to_recipient="450 4.2.0 greylisted")

    around.own = Greylisting()
    tries(WatchedTransport(around.own, around.process().way_out("sumbawa")), around)
    assert (around.other.sent, around.delivered()) == ([], [])


def test_while_the_database_is_away_every_pengelola_hears_of_it_once_without_the_outbox(around: Surroundings) -> None:
    one, two = around.process(), around.process()
    watches = [process.database() for process in (one, one, two)]
    watches[0].worked()
    for watch in watches:
        around.fails(watch, GONE)
    assert [to for to, _ in around.own.sent] == [PENGELOLA]
    assert [to for to, _ in around.other.sent] == ["pengelola@bekasi.example"]
    assert "Basis data layanan tidak dapat dipakai" in around.own.sent[0][1].subject
    assert "connection refused" in around.own.sent[0][1].text
    for watch in watches:
        watch.worked()
    back = "[Pengelola] Basis data layanan sudah pulih"
    assert sorted(around.delivered()) == [("pengelola@bekasi.example", back), (PENGELOLA, back)]


def test_a_full_disk_that_takes_no_file_is_told_once_all_the_same(around: Surroundings) -> None:
    around.folder /= "no-folder"
    around.folder.write_text("", encoding="utf-8")
    watch = around.process().database()
    around.fails(watch, GONE)
    assert [to for to, _ in around.own.sent] == [PENGELOLA]
    watch.worked()
    assert (PENGELOLA, "[Pengelola] Basis data layanan sudah pulih") in around.delivered()


def test_a_database_that_is_away_when_another_outage_is_to_be_kept_ends_nothing(around: Surroundings) -> None:
    calls: list[str] = []

    def away(_: Outage) -> None:
        raise GONE

    def back(_: str) -> None:
        calls.append("back")
        if len(calls) == 1:
            raise GONE

    watch = Watch("imap:x", "sumbawa", clock=around.gateway.clock, away=away, back=back)
    around.fails(watch)
    for _ in range(3):
        watch.worked()
    assert len(calls) == 2


def test_time_stands_still_for_an_office_whose_mailbox_is_away(around: Surroundings) -> None:
    gateway, clock = around.gateway, around.gateway.clock
    request = mail("dinkes@sumbawa.example", "layanan@sumbawa.example", "Jaringan putus", "Internet kami putus.")
    gateway.takes("sumbawa", request)
    watch = around.process().mailbox("layanan", "sumbawa")
    opened = clock.now
    around.fails(watch)
    clock.now = opened + timedelta(days=4, hours=2)  # Tuesday: the Kadis is overdue since yesterday
    watch.failed("away")
    assert pass_time(gateway.world) == 0
    watch.worked()
    assert pass_time(gateway.world) == 0, "what lay in the mailbox is read first"
    clock.forward(minutes=16)
    assert pass_time(gateway.world) == 1
    with gateway.database.reading() as uow:
        rows = uow.outbox.entries(gateway.clock(), limit=99)
    assert (KADIS, "pengingat") in [(row.recipient, row.template) for row in rows]
