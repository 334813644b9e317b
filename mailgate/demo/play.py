"""Playing scenarios against a running gateway, act by act, and the timeline that comes of it."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import monotonic, sleep
from zoneinfo import ZoneInfo

from mailgate.app.ports import UnitOfWork
from mailgate.app.world import World
from mailgate.demo.era import Era
from mailgate.demo.letter import on_the_scanner
from mailgate.demo.mailserver import DemoMailServer
from mailgate.demo.person import Person
from mailgate.demo.scene import Answers, Asks, DayOff, Forges, Passes, Reads, Scans, Scenario
from mailgate.domain.policy import Policy
from mailgate.mail.seal import number_in

READING_PATIENCE = 120.0
"""Seconds for a receipt that waits until a scan is recognised: a few as a rule, many on a busy machine."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: seconds since the scenario began, who, and what (Indonesian).

    `at` is the local moment, where the scenario has a clock of its own.
    """

    seconds: float
    who: str
    what: str
    at: datetime | None = None


@dataclass
class Played:
    """How a scenario went. `ended` is how its ticket was closed, or why it was not."""

    scenario: Scenario
    number: str = ""
    ended: str = ""
    moments: list[Moment] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether the ticket reached the end it was meant to reach."""
        return self.ended == self.scenario.ends


class People:
    """Everybody of the offices in service, and their scanners, each with a mailbox on the demo's server."""

    def __init__(self, server: DemoMailServer, policy: Policy) -> None:
        self._server = server
        self._people: dict[str, Person] = {}
        for office in policy.offices.values():
            for seat in office.roster.seats:
                for email in (email for holder in seat.holders for email in holder.emails):
                    self._add(email)
            for email in (email for requester in office.requesters for email in requester.emails):
                self._add(email)
            self._add(f"mfp@{office.address.partition('@')[2]}")

    def _add(self, email: str) -> None:
        if email not in self._people:
            person = Person(email, self._server, secrets.token_urlsafe(9))
            self._server.add_user(email, person.password)
            self._people[email] = person

    def __getitem__(self, email: str) -> Person:
        return self._people[email]

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people.values())


class Stage:
    """A running gateway with its people, on which scenarios are played one after another."""

    def __init__(self, world: World, people: People, era: Era | None = None) -> None:
        self._world = world
        self._people = people
        self._era = era

    def play(self, scenario: Scenario) -> Played:
        """Play every act; what never comes ends the scenario with a sentence saying what was waited for."""
        played = Played(scenario)
        began = monotonic()
        try:
            for act in scenario.acts:
                if isinstance(act, Passes):
                    self._let_pass(act, scenario)
                    continue
                who, what = self._act(act, scenario, played)
                played.moments.append(Moment(monotonic() - began, who, what, self._local(scenario)))
            played.ended = self._ending(played.number)
        except TimeoutError as error:
            played.ended = str(error)
        return played

    def _let_pass(self, act: Passes, scenario: Scenario) -> None:
        office = self._world.office(scenario.office)
        if self._era is not None:
            until = datetime.fromisoformat(act.until).replace(tzinfo=ZoneInfo(office.zone))
            self._era.forward(until, office)

    def _local(self, scenario: Scenario) -> datetime | None:
        zone = ZoneInfo(self._world.office(scenario.office).zone)
        return self._era.clock.now.astimezone(zone) if self._era else None

    def _send(self, send: Callable[[], None]) -> None:
        """Where time is simulated, it stands still until the gateway has done everything."""
        if self._era is None:
            send()
        else:
            self._era.after_mail(send)

    def _act(
        self, act: Asks | Scans | Answers | Reads | Forges | DayOff, scenario: Scenario, played: Played
    ) -> tuple[str, str]:
        person = self._person(act.who, scenario)
        if isinstance(act, DayOff):
            if self._era is not None:
                self._era.add_day_off(scenario.office, act.day, act.name)
            return person.email, f"menambahkan hari libur {act.day}: {act.name}"
        if isinstance(act, Asks):
            to = self._world.office(scenario.office).address
            self._send(partial(person.request, to, act.subject, act.body, act.attachments))
            receipt = person.awaits(act.receipt)
            played.number = number_in(receipt.subject) or ""
            return person.email, f"meminta: {act.subject} → {played.number}"
        if isinstance(act, Scans):
            return self._scan(act, scenario, played)
        if isinstance(act, Reads):
            about = played.number if act.of_ticket else None
            message = person.awaits(act.mail, about, words=act.words, peek=act.of_ticket)
            if act.catches_up:
                person.catch_up(message, played.number)
            return person.email, f"membaca surel {act.mail}"
        if isinstance(act, Forges):
            victim = self._person(act.claims, scenario)
            person.answer_as(victim.email, victim.awaits(act.mail, played.number, peek=True), act.text)
            return person.email, f"menulis atas nama {victim.email}: {act.text} (harus ditolak)"
        message = person.awaits(act.mail, played.number)
        person.catch_up(message, played.number)
        self._send(partial(person.answer, message, act.text, act.attachments))
        return person.email, f"membalas {act.mail}: {act.text}"

    def _scan(self, act: Scans, scenario: Scenario, played: Played) -> tuple[str, str]:
        person, office = self._person(act.who, scenario), self._world.office(scenario.office)
        person.bring(office.address, act.subject, act.name, on_the_scanner(act.letter))
        asker = self._person(act.asker, scenario)
        receipt = asker.awaits("tanda-terima", words=act.letter.subject, peek=True, patience=READING_PATIENCE)
        played.number = number_in(receipt.subject) or ""
        return person.email, f"mengirim pindaian surat {act.letter.number} → {played.number}"

    def _person(self, who: str, scenario: Scenario) -> Person:
        domain = self._world.office(scenario.office).address.partition("@")[2]
        return self._people[f"{who}@{domain}"]

    def _ending(self, number: str) -> str:
        """How the ticket was closed; the last answer may still be on its way."""
        deadline = monotonic() + 10
        while monotonic() < deadline:
            with self._world.unit_of_work() as uow:
                closing = _closing(uow, number)
            if closing:
                return closing
            sleep(0.02)
        return f"{number} was never closed"


def _closing(uow: UnitOfWork, number: str) -> str:
    ticket = uow.tickets.get(number)
    return "" if ticket.is_open else ticket.closing
