"""Whom a command names: titles, short titles, people, addresses, lists, copies, and names that nobody bears."""

import pytest

from mailgate.domain.task import Task
from mailgate.mail.targets import find_targets
from tests.mail import steps

FOUND: list[tuple[str, Task, str, str]] = [
    ("Kabid TI: mohon ditindaklanjuti", steps.SW2, "kabid", "mohon ditindaklanjuti"),
    ("Kepala Bidang TI", steps.SW2, "kabid", ""),
    ("Ka.Bid TI segera", steps.SW2, "kabid", "segera"),
    ("kabid tik", steps.SW2, "kabid", ""),
    ("Bidang TI, cek", steps.SW2, "kabid", "cek"),
    ("ke Kepala Bidang Teknologi Informasi", steps.SW2, "kabid", ""),
    ("Pak Rahmat", steps.SW2, "kabid", ""),
    ("Bapak Rahmat Hidayat, S.T.", steps.SW2, "kabid", ""),
    ("Kabid Pak Rahmat: tl", steps.SW2, "kabid", "tl"),
    ("rahmat@contoh.example segera", steps.SW2, "kabid", "segera"),
    ("kabd ti", steps.SW2, "kabid", ""),
    ("kasi egov", steps.SW2, "kasi", ""),
    ("Kasi E-Government", steps.SW2, "kasi", ""),
    ("Kabid TI & Kasi Aplikasi", steps.SW2, "kabid,kasi", ""),
    ("Sekretaris", steps.SW2, "sekdin", ""),
    ("helpdesk", steps.SW2, "helpdesk", ""),
    ("kabid internet poli mati", steps.SW2, "kabid", "internet poli mati"),
    ("Budi", steps.SW4, "tim:budi", ""),
    ("Budi, Andi dan Agus: cek lokasi", steps.SW4, "tim:budi,tim:andi,tim:agus", "cek lokasi"),
    ("Sdr. Budi, S.Kom. dan Made", steps.SW4, "tim:budi,tim:made", ""),
    ("Mas Surya ke lokasi", steps.SW4, "tim:made", "ke lokasi"),
    ("Tim Jaringan", steps.SW4, "tim", ""),
    ("Agus besok pagi", steps.SW4, "tim:agus", "besok pagi"),
    ("Bidang Infrastruktur", steps.T23_2, "kabid:infrastruktur", ""),
    ("aplikasi", steps.T23_2, "kabid:aplikasi", ""),
    ("bidang aptika", steps.T23_2, "kabid:aplikasi", ""),
    ("kasi aplikasi", steps.T19_4, "kasi_aplikasi", ""),
    ("Kasi Infrastruktur dan Kasi Aplikasi", steps.T19_4, "kasi_infra,kasi_aplikasi", ""),
    ("kabid infrastruktur dan aplikasi", steps.T19_2, "kabid", ""),
    ("semua kasi", steps.T19_4, "kasi_infra,kasi_aplikasi", ""),
    ("admin", steps.BK2, "admin", ""),
    ("Administrator Sistem Jaringan: cek", steps.BK2, "admin", "cek"),
    ("koord helpdesk", steps.SB3B, "koordinator", ""),
    ("Tim Teknis", steps.SB4B, "tim", ""),
]


@pytest.mark.parametrize(("text", "task", "codes", "rest"), FOUND)
def test_a_name_finds_its_seat_or_person(text: str, task: Task, codes: str, rest: str) -> None:
    preferred = tuple(role for outcome in task.outcomes for role in outcome.targets)
    named = find_targets(text, task, preferred)
    assert ",".join(slot[0].code for slot in named.slots) == codes
    assert not named.ambiguous
    assert (named.rest, named.unknown) == (rest, "")


@pytest.mark.parametrize(
    ("text", "task", "unknown"),
    [
        ("Kabid Kesehatan", steps.SW2, "Kabid Kesehatan"),
        ("Bidang Persandian", steps.SW2, "Bidang Persandian"),
        ("Kabid TI dan Kabid Kesehatan", steps.SW2, "Kabid Kesehatan"),
        ("Joko", steps.SW4, "Joko"),
        ("ke joko", steps.SW4, "joko"),
        ("tuan@contoh.example", steps.SW2, "tuan@contoh.example"),
    ],
)
def test_a_name_that_nobody_bears_is_given_back(text: str, task: Task, unknown: str) -> None:
    assert find_targets(text, task, ()).unknown == unknown


@pytest.mark.parametrize(
    ("text", "task", "codes"),
    [
        ("Kasi", steps.T19_4, {"kasi_infra", "kasi_aplikasi"}),
        ("Kabid", steps.T23_2, {"kabid:infrastruktur", "kabid:aplikasi"}),
        ("Kasi", steps.T19_2, {"kasi_infra", "kasi_aplikasi"}),
    ],
)
def test_a_name_that_several_bear_is_ambiguous(text: str, task: Task, codes: set[str]) -> None:
    assert {who.code for who in find_targets(text, task, ()).ambiguous} == codes


@pytest.mark.parametrize(
    ("text", "targets", "copied", "rest"),
    [
        ("Kabid TI, cc Sekretaris", "kabid", "sekdin", ""),
        ("Kabid TI tembusan: Sekretaris, Kasi. Segera", "kabid", "sekdin,kasi", "Segera"),
        ("Kabid TI, Sekdin untuk diketahui", "kabid", "sekdin", ""),
        ("Kabid TI: segera cek. cc Sekdin", "kabid", "sekdin", "segera cek. cc Sekdin"),
    ],
)
def test_those_in_copy_are_told_apart_from_those_responsible(text: str, targets: str, copied: str, rest: str) -> None:
    named = find_targets(text, steps.SW2, ("kabid",))
    assert ",".join(slot[0].code for slot in named.slots) == targets
    assert ",".join(who.code for who in named.cc) == copied
    assert named.rest == rest


@pytest.mark.parametrize("text", ["segera ditindaklanjuti", "mohon dicek", "", ":", "untuk ditindaklanjuti"])
def test_an_instruction_is_no_name(text: str) -> None:
    named = find_targets(text, steps.SW2, ("kabid",))
    assert (named.slots, named.unknown) == ((), "")


def test_a_first_name_with_a_further_name_is_doubtful() -> None:
    assert find_targets("Budi Santoso", steps.SW4, ("tim",)).doubtful


def test_the_one_who_is_expected_wins_over_another_of_the_same_name() -> None:
    named = find_targets("Rahmat", steps.T23_2, ("kabid",))
    assert [slot[0].code for slot in named.slots] == ["kabid:infrastruktur"]
