"""Rule files as an office writes them: read strictly, and turned into the domain's Policy."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from mailgate.adapters.holidays_id import days_off
from mailgate.adapters.policy_yaml import load_policy
from mailgate.domain.message import Address
from mailgate.domain.office import Office, Standing
from mailgate.domain.policy import Policy, problems
from mailgate.domain.predicate import normalise
from mailgate.domain.roster import Tenure
from mailgate.domain.rule import TRAY_NO_REQUEST, Facts, route
from mailgate.domain.sop import Budget, Clock, PriorityTime
from tests.adapters.uji import TODAY, written

RULES = Path(__file__).resolve().parents[2] / "rules"


def office(folder: Path, *changes: tuple[str, str, str]) -> Office:
    return load_policy(written(folder, *changes), today=TODAY).offices["uji"]


def test_an_office_is_read_whole(tmp_path: Path) -> None:
    uji = office(tmp_path)

    assert (uji.code, uji.prefix, uji.zone_label, uji.address) == ("uji", "UJI", "WITA", "layanan@uji.example")
    assert (uji.phone, uji.whatsapp, uji.digest_at, uji.extras) == ("0371-000000", None, time(7, 30), True)
    assert (uji.undo_within, uji.reopen_within) == (timedelta(minutes=30), timedelta(days=7))
    assert uji.priority_times["P1"][PriorityTime.RESOLUTION] == Budget(Clock.ALWAYS, duration=timedelta(hours=4))
    assert uji.priority_times["P4"][PriorityTime.RESPONSE] == Budget(Clock.WORKING_DAYS, days=1)
    requester = uji.requester_of("loket@sub.dinkes.example")
    assert requester is not None
    assert (requester.code, requester.head) == ("dinkes", "Kepala Dinas Kesehatan")


def test_an_sop_is_read_whole(tmp_path: Path) -> None:
    (active,) = office(tmp_path).sops
    sop = active.sop

    assert (active.standing, active.default, sop.office, sop.number) == (Standing.IN_FORCE, True, "uji", None)
    assert [step.number for step in sop.steps] == ["1", "2", "3a"]
    assert sop.requester_role == "opd"
    assert (sop.role("opd").column, sop.role("kadis").column) == (False, True)
    assert (sop.identity.made, sop.identity.revised, sop.identity.effective) == ("November 2019", "-", None)
    assert sop.identity.qualifications == ("Kabid:\nCakap\nSabar", "Berpendidikan")
    assert sop.identity.notes == ("Judul pada naskah: Penangan Gangguan",)
    assert sop.groups[0].budget == Budget(Clock.WORKING_DAYS, days=1)
    second = sop.step("2")
    assert (second.time.group, second.time.printed) == ("A", "1 Hari Kerja")
    assert (second.performers[0].stated, second.performers[0].why) == (False, "hanya Kadis di atasnya")
    assert second.closes_after == Budget(Clock.WORKING_DAYS, days=1)
    assert (second.outcomes[0].to, second.outcomes[0].targets) == ("3a", ("tim",))
    assert (second.outcomes[1].reason, second.outcomes[1].extra) == (True, True)
    third = sop.step("3a")
    assert (third.time.priority, third.outcomes[0].report) == (PriorityTime.RESOLUTION, True)
    assert (third.notices[0].to, third.notices[0].verb, third.notices[0].on_entry) == ("pemohon", "SELESAI", False)


def test_the_switch_takes_extra_edges_out_of_every_sop(tmp_path: Path) -> None:
    bare = office(tmp_path, ("instansi.yaml", "zona:", "tambahan: mati\nzona:")).sops[0].sop

    assert [outcome.verb for outcome in bare.step("2").outcomes] == ["DISPOSISI"]
    assert [outcome.verb for outcome in bare.step("3a").outcomes] == ["SELESAI", "TIDAK BERHASIL"]
    assert bare.step("2").closes_after is None


def test_seats_holders_deputies_and_agents_are_read(tmp_path: Path) -> None:
    roster = office(tmp_path).roster

    assert [seat.code for seat in roster.seats_of("kabid")] == ["kabid:aplikasi", "kabid:jaringan"]
    assert roster.seat("kabid:aplikasi").services == ("aplikasi",)
    assert (roster.seat("tim").team, roster.seat("helpdesk").holders[0].shared) == (True, True)
    assert roster.seat("kadis").holders[0].emails == ("kadis@uji.example", "kadin@uji.example")
    deputy = roster.writes_to(roster.seat("kadis"), date(2026, 11, 25))[0]
    assert (deputy.name, deputy.tenure, deputy.basis) == ("Budi", Tenure.PLH, "800/123/SP/2026")
    assert roster.writes_to(roster.seat("kadis"), date(2026, 11, 30))[0].name == "Rahma"
    agent = roster.seat("kabid:aplikasi").holders[1]
    assert (agent.tenure, agent.scope) == (Tenure.AGENT, ("DISPOSISI",))


def test_the_calendar_joins_national_days_off_with_the_offices_own(tmp_path: Path) -> None:
    calendar = office(tmp_path).calendar

    assert calendar.days_off[date(2026, 12, 25)] == "Hari Raya Natal"
    assert calendar.days_off[date(2026, 12, 9)] == "Pilkada"
    assert calendar.is_working_day(date(2026, 12, 24))
    assert calendar.hours(date(2026, 11, 27)).spans[-1] == (time(13), time(16, 30))
    assert calendar.hours(date(2026, 3, 6)).spans == ((time(8), time(15)),)
    assert calendar.covered >= {2024, 2025, 2026}


@pytest.mark.parametrize(
    ("subject", "body", "sop", "tray", "score"),
    [
        ("Internet mati", "", "uji-2026", None, 13),
        ("mohon bantuan", "wifi kami tdk bisa\nakses", "uji-2026", None, 13),
        ("Undangan gangguan jaringan", "", None, TRAY_NO_REQUEST, 20),
        ("matikan jaringannya", "", None, "perlu dipilah", 0),
    ],
)
def test_the_rules_route(
    tmp_path: Path, subject: str, body: str, sop: str | None, tray: str | None, score: int
) -> None:
    uji = office(tmp_path)
    facts = Facts(
        {"subjek": normalise(subject), "isi": normalise(body)}, Address("dinkes@uji.example"), organisation="dinkes"
    )
    routing = route(facts, uji.rules, candidates=["uji-2026"], default="uji-2026")

    assert (routing.sop, routing.tray, routing.score) == (sop, tray, score)


def test_only_the_wanted_offices_are_loaded(tmp_path: Path) -> None:
    written(tmp_path)
    second = [("instansi.yaml", "kode: uji\n", "kode: dua\n"), ("instansi.yaml", "UJI", "DUA")]
    written(tmp_path, *second, ("instansi.yaml", "Layanan@uji", "layanan@dua"), code="dua")

    assert list(load_policy(tmp_path, today=TODAY).offices) == ["dua", "uji"]
    assert list(load_policy(tmp_path, ["uji"], today=TODAY).offices) == ["uji"]


def test_what_is_only_odd_is_a_warning(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "uji" / "sop" / "lama.yaml").write_text("id: lama\n")
    said = [str(fault) for fault in load_policy(tmp_path, today=date(2027, 12, 1)).warnings]

    assert said == [
        "uji/sop/lama.yaml: SOP ini tidak didaftar di instansi.yaml dan tidak dipakai",
        "uji/kalender.yaml:7: tambah: cuti bersama 2028 belum diketahui; perbarui paket holidays atau isi 'tambah'",
    ]


def test_cuti_bersama_is_known_beside_public_holidays() -> None:
    national = days_off([2026, 2028])

    assert national.days[date(2026, 3, 20)] == "Cuti Bersama Hari Raya Idul Fitri"
    assert national.days[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"
    assert national.covered == {2026}


@pytest.fixture(scope="module")
def shipped() -> Policy:
    return load_policy(RULES, today=TODAY)


def test_the_shipped_offices_are_clean(shipped: Policy) -> None:
    assert list(shipped.offices) == ["bekasi", "sumbar", "sumbawa", "trenggalek"]
    assert problems(shipped) == ()
    assert shipped.warnings == ()
