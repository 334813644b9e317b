"""A leave names a deputy for a term; agents write for an official only as far as the roster says."""

from dataclasses import replace
from datetime import date

import pytest

from mailgate.domain.actor import Actor
from mailgate.domain.agency import agency_refusal
from mailgate.domain.command import Command
from mailgate.domain.leave import Leave, basis_in, deputy_of, post_of, seats_left, with_deputies
from mailgate.domain.roster import Holder, Roster, Tenure
from tests.app.desk import shipped_policy

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28)
OFFICE = shipped_policy().offices["sumbawa"]
LEAVE = Leave("sumbawa", "kadis", "kadis@sumbawa.example", MONDAY, FRIDAY, "sekdin", "800/123/2026")


def written_to(seat: str, day: date, *leaves: Leave) -> list[str]:
    roster = with_deputies(OFFICE, leaves).roster
    return [holder.code for holder in roster.writes_to(roster.seat(seat), day)]


def test_the_deputy_is_written_to_from_the_first_day_to_the_last() -> None:
    assert written_to("kadis", date(2026, 11, 22), LEAVE) == ["rahma"]
    assert written_to("kadis", MONDAY, LEAVE) == ["yusuf"]
    assert written_to("kadis", FRIDAY, LEAVE) == ["yusuf"]
    assert written_to("kadis", SATURDAY, LEAVE) == ["rahma"]


def test_the_official_may_still_act_and_the_deputy_keeps_his_own_post() -> None:
    roster = with_deputies(OFFICE, [LEAVE]).roster
    assert [seat.code for seat, _ in roster.acting("kadis@sumbawa.example", MONDAY)] == ["kadis"]
    assert [seat.code for seat, _ in roster.acting("sekdin@sumbawa.example", MONDAY)] == ["kadis", "sekdin"]


def test_a_leave_of_another_office_changes_nothing() -> None:
    assert with_deputies(OFFICE, [replace(LEAVE, office="bekasi")]) is OFFICE


@pytest.mark.parametrize("deputy", [None, "kadis", "tim", "camat", "kabid:hilang"])
def test_nobody_acts_where_the_deputy_is_missing_unknown_several_or_the_official_himself(deputy: str | None) -> None:
    leave = replace(LEAVE, deputy=deputy)
    assert deputy_of(leave, OFFICE.roster) is None
    assert with_deputies(OFFICE, [leave]) is OFFICE


def test_a_member_of_a_team_leaves_no_post_behind() -> None:
    leave = replace(LEAVE, seat="tim", official="tim.budi@sumbawa.example")
    assert seats_left(leave, OFFICE.roster) == ()
    found = post_of("tim.budi@sumbawa.example", OFFICE.roster, MONDAY)
    assert found is not None
    assert found[0].code == "tim"


def test_a_deputy_is_no_official_who_could_go_on_leave_in_that_post() -> None:
    roster = with_deputies(OFFICE, [LEAVE]).roster
    found = post_of("sekdin@sumbawa.example", roster, MONDAY)
    assert found is not None
    assert found[0].code == "sekdin"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DL 24-26/11, Plh. sekdin, SP 800/123/2026", "800/123/2026"),
        ("cuti s.d. 27/11, surat tugas nomor 094/55/Diskominfo/2026.", "094/55/Diskominfo/2026"),
        ("Saya cuti 23/11 s.d. 27/11, Plh. Sekdin", ""),
    ],
)
def test_the_number_of_the_order_is_kept(text: str, number: str) -> None:
    assert basis_in(text) == number


def acting_for_kadis(*scope: str, sheet: bool = False) -> Roster:
    seat = OFFICE.roster.seat("kadis")
    agent = Holder("wati", "Wati", ("tu@sumbawa.example",), tenure=Tenure.AGENT, scope=scope, sheet=sheet)
    return Roster((replace(seat, holders=(*seat.holders, agent)), *OFFICE.roster.seats[1:]))


AGENT = Actor("tu@sumbawa.example", "atas arahan Kepala Dinas", "Wati", "kadis", "wati")
HEAD = Actor("kadis@sumbawa.example", "Kepala Dinas", "Rahma", "kadis", "rahma")


@pytest.mark.parametrize(
    ("actor", "verb", "behalf", "sheet", "files", "refused"),
    [
        (AGENT, "DISPOSISI", "kadis", False, False, ""),
        (AGENT, "DISPOSISI", "kadis", True, False, "lembar disposisi"),
        (AGENT, "DISPOSISI", "kadis", True, True, ""),
        (AGENT, "DISPOSISI", "kabid", False, False, "tidak terdaftar"),
        (AGENT, "SETUJU", "kadis", False, True, "hanya dapat diberikan oleh"),
        (AGENT, "SETUJU", "kadis", True, False, "lembar disposisi"),
        (AGENT, "SETUJU", "kadis", True, True, ""),
        (AGENT, "STATUS", "", True, False, ""),
        (HEAD, "SETUJU", "", False, False, ""),
        (HEAD, "DISPOSISI", "kabid", False, False, "tidak terdaftar"),
    ],
)
def test_who_writes_in_anothers_name_needs_the_roster_and_the_sheet(
    actor: Actor, verb: str, behalf: str, sheet: bool, files: bool, refused: str
) -> None:
    roster = acting_for_kadis("DISPOSISI", "SETUJU", sheet=sheet)
    said = agency_refusal(Command(verb, on_behalf=behalf), actor, roster, MONDAY, files=files)
    assert refused in said
    assert bool(said) == bool(refused)
