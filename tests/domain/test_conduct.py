"""The five SOPs are walked to their ends, every branch of every decision, by those who may and no others."""

from datetime import timedelta

import pytest

from mailgate.domain.actor import REQUESTER_SEAT
from mailgate.domain.capacity import capacity_of
from mailgate.domain.errors import CommandRefused
from tests.domain.walking import SCAN, Walk


def paused(walk: Walk) -> bool:
    return walk.ticket.pause is not None


def sumbawa_to_the_team() -> Walk:
    walk = Walk("sumbawa", "sumbawa-2021")
    walk.give("kadis", "DISPOSISI", "kabid").give("kabid", "DISPOSISI", "kasi")
    return walk.give("kasi", "TUGASKAN", "tim:budi").give("tim.budi", "PROSES")


def reported_and_known(walk: Walk) -> Walk:
    walk.give("tim.budi", "LAPOR", note="konektor diganti").give("kasi", "TERUSKAN").give("kabid", "TERUSKAN")
    return walk.give("tim.budi", "BA").give("dinkes", "MENGETAHUI").give("kadis", "MENGETAHUI")


def test_sumbawa_ends_when_requester_and_head_both_know_of_the_work() -> None:
    walk = sumbawa_to_the_team().give("tim.budi", "BERHASIL", note="router diatur ulang")
    walk.give("tim.budi", "UJI BERHASIL")
    reported_and_known(walk)
    assert walk.ticket.closing == "selesai"
    assert walk.ticket.solution == "router diatur ulang"


def test_sumbawa_waits_for_the_letter_of_the_requester_before_a_device_is_replaced() -> None:
    walk = sumbawa_to_the_team().give("tim.budi", "TIDAK BERHASIL").give("tim.budi", "KOORDINASI", note="Selasa 10.00")
    walk.give("tim.budi", "SUDAH DITINJAU", note="switch mati").give("tim.budi", "RUSAK", note="switch")
    assert paused(walk)
    due = walk.ticket.due_at
    walk.now += timedelta(days=2)
    with pytest.raises(CommandRefused, match="lampiran"):
        walk.give("dinkes", "KIRIM BA")
    walk.give("dinkes", "KIRIM BA", file=SCAN)
    assert walk.step == "10"
    assert not paused(walk)
    assert walk.ticket.due_at is not None
    assert due is not None
    assert walk.ticket.due_at > due
    walk.give("tim.budi", "TERPASANG").give("tim.budi", "UJI GAGAL")
    assert walk.step == "5"


def test_without_a_replacement_the_test_run_keeps_the_budget_of_the_first_group() -> None:
    walk = sumbawa_to_the_team()
    due = walk.ticket.due_at
    walk.give("tim.budi", "TIDAK BERHASIL").give("tim.budi", "SUDAH DITINJAU").give("tim.budi", "TIDAK RUSAK")
    assert walk.step == "11"
    assert walk.ticket.due_at == due


def test_a_returned_request_stops_the_clock_and_comes_back_to_who_returned_it() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid")
    walk.give("kabid", "KEMBALIKAN", note="surat belum ditandatangani")
    assert [a.seat for a in walk.ticket.holders] == [REQUESTER_SEAT]
    assert walk.ticket.returned
    walk.give("dinkes", "LENGKAPI", file=SCAN)
    assert walk.step == "3"


@pytest.mark.parametrize("verb", ["KEMBALIKAN", "TOLAK"])
def test_turning_down_demands_a_reason(verb: str) -> None:
    with pytest.raises(CommandRefused, match="alasan"):
        Walk("sumbawa", "sumbawa-2021").give("kadis", verb)


def test_a_disposisi_over_the_heads_of_two_informs_those_who_were_skipped() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "tim:budi", note="langsung saja")
    assert walk.step == "5"
    carried = next(e for e in walk.events if type(e).__name__ == "CommandCarriedOut")
    assert carried.skipped == ("3", "4")  # type: ignore[union-attr]
    assert carried.informed == ("kabid", "kasi")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("commands", "step"),
    [
        ([("admin", "BERHASIL", (), "konfigurasi dipulihkan")], "5"),
        ([("admin", "TUGASKAN", ("pelaksana",), ""), ("pelaksana", "SELESAI", (), "kabel disambung")], "5"),
    ],
)
def test_bekasi_reaches_the_check_both_ways(commands: list[tuple[str, str, tuple[str, ...], str]], step: str) -> None:
    walk = Walk("bekasi", "bekasi").give("kabid", "DISPOSISI", "kasi").give("kasi", "ARAHAN", "admin", note="cek")
    for who, verb, targets, note in commands:
        walk.give(who, verb, *targets, note=note)
    assert walk.step == step
    walk.give("admin", "LAPOR", note="normal").give("kasi", "TERUSKAN")
    walk.give("dinkes", "BELUM PULIH")
    assert walk.step == "2"


def test_bekasi_closes_when_the_head_of_division_has_confirmed() -> None:
    walk = Walk("bekasi", "bekasi").give("kabid", "DISPOSISI", "kasi").give("kasi", "KOORDINASI", "admin")
    walk.give("admin", "SELESAI", note="dipulihkan").give("admin", "LAPOR", note="normal").give(
        "kasi", "LAPOR", note="ok"
    )
    walk.give("dinkes", "YA").give("kabid", "KONFIRMASI")
    assert walk.ticket.closing == "selesai"


def test_trenggalek_2023_closes_what_is_not_its_business_as_turned_down() -> None:
    walk = Walk("trenggalek", "trenggalek-2023").give("helpdesk", "TUNJUK", "kabid:aplikasi")
    assert [a.seat for a in walk.ticket.holders] == ["kabid:aplikasi"]
    walk.give("kabid.aplikasi", "TIDAK SESUAI", note="aplikasi Kemendagri").give("helpdesk", "TUTUP")
    assert walk.ticket.closing == "ditolak"


def test_the_other_head_of_division_has_no_say() -> None:
    walk = Walk("trenggalek", "trenggalek-2023").give("helpdesk", "TUNJUK", "kabid:aplikasi")
    with pytest.raises(CommandRefused):
        walk.give("kabid.infrastruktur", "SESUAI")


def test_trenggalek_2023_needs_the_head_to_approve_the_closing() -> None:
    walk = Walk("trenggalek", "trenggalek-2023").give("helpdesk", "TUNJUK", "kabid:aplikasi")
    walk.give("kabid.aplikasi", "SESUAI").give("pejabat", "SELESAI", note="akun diatur ulang")
    walk.give("kabid.aplikasi", "LAPOR", note="beres").give("kadin", "SETUJU").give("helpdesk", "TUTUP")
    assert walk.ticket.closing == "selesai"


def test_trenggalek_2019_informs_automatically_and_may_be_closed_by_time() -> None:
    walk = Walk("trenggalek", "trenggalek-2019").give("kadis", "DISPOSISI", "kabid").give("kabid", "TERIMA")
    walk.give("kabid", "PRIORITAS", argument="T T")
    assert walk.ticket.priority == "P1"
    walk.give("kabid", "DISPOSISI", "kasi_infra").give("kasi.infra", "VERIFIKASI").give("kasi.infra", "PROSES")
    walk.give("kasi.infra", "SELESAI", note="kabel disambung")
    assert walk.step == "9"
    assert walk.ticket.passes_at is not None
    walk.ticket.pass_by_time(walk.office, walk.ticket.passes_at)
    assert walk.ticket.closing == "selesai"


def test_only_the_section_that_was_appointed_holds_the_next_steps() -> None:
    walk = Walk("trenggalek", "trenggalek-2019").give("kadis", "DISPOSISI", "kabid").give("kabid", "TERIMA")
    walk.give("kabid", "DISPOSISI", "kasi_aplikasi")
    assert [a.seat for a in walk.ticket.holders if not a.assists] == ["kasi_aplikasi"]


def sumbar_confirmed() -> Walk:
    return Walk("sumbar", "sumbar-darurat").give("helpdesk", "YA", note="server pusat data mati")


def test_sumbar_passes_the_analysis_on_by_itself_once_the_emergency_is_confirmed() -> None:
    assert sumbar_confirmed().step == "3b"


def test_sumbar_runs_from_the_report_to_the_head() -> None:
    walk = sumbar_confirmed().give("koordinator", "TERUSKAN").give("kabid", "DISPOSISI", "koordinator")
    walk.give("koordinator", "TUGASKAN", "tim").give("tim", "LAPOR", note="listrik pulih").give("helpdesk", "TERUSKAN")
    walk.give("koordinator", "LAPOR", note="tuntas").give("kabid", "TERUSKAN").give("kadis", "TERIMA")
    assert walk.ticket.closing == "selesai"


def test_sumbar_ends_where_there_is_no_emergency() -> None:
    walk = Walk("sumbar", "sumbar-darurat").give("helpdesk", "TIDAK", note="hanya kabel longgar")
    assert walk.ticket.closing == "ditolak"


def test_a_command_can_be_taken_back_until_somebody_has_built_on_it() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid").give("kadis", "BATAL")
    assert walk.step == "2"
    walk.give("kadis", "DISPOSISI", "kabid").give("kabid", "DISPOSISI", "kasi")
    with pytest.raises(CommandRefused):
        walk.give("kadis", "BATAL")


def test_a_command_cannot_be_taken_back_after_the_term_of_the_office() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid")
    walk.now += timedelta(minutes=31)
    with pytest.raises(CommandRefused, match="30 menit"):
        walk.give("kadis", "BATAL")


def test_a_pause_needs_reason_and_date_and_moves_the_due_moment() -> None:
    walk = sumbawa_to_the_team()
    with pytest.raises(CommandRefused, match="alasan dan tanggal"):
        walk.give("tim.budi", "TUNDA", note="suku cadang")


def test_the_head_of_the_office_is_never_offered_to_postpone() -> None:
    walk = Walk("sumbawa", "sumbawa-2021")
    capacity = capacity_of(walk.ticket, walk.office, "kadis@sumbawa.example", walk.now)
    assert capacity is not None
    assert "TUNDA" not in capacity.general


def test_a_superior_does_not_report_the_work_of_a_subordinate_as_done() -> None:
    walk = sumbawa_to_the_team()
    with pytest.raises(CommandRefused):
        walk.give("kadis", "SELESAI", note="sudah")


def test_the_first_of_a_team_to_take_a_task_has_it() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid").give("kabid", "DISPOSISI", "kasi")
    walk.give("kasi", "TUGASKAN", "tim").give("tim.citra", "AMBIL")
    assert [a.code for a in walk.ticket.holders] == ["tim:citra"]
    with pytest.raises(CommandRefused):
        walk.give("tim.budi", "PROSES")


def test_the_requester_rates_once_after_the_solution_and_may_reopen() -> None:
    walk = (
        sumbawa_to_the_team().give("tim.budi", "BERHASIL", note="router diatur ulang").give("tim.budi", "UJI BERHASIL")
    )
    reported_and_known(walk)
    walk.give("dinkes", "NILAI", argument="4")
    assert walk.ticket.rating == 4
    with pytest.raises(CommandRefused):
        walk.give("dinkes", "NILAI", argument="1")
    walk.give("dinkes", "BUKA KEMBALI", note="putus lagi")
    assert walk.ticket.is_open
    assert walk.ticket.late


def test_the_requester_may_withdraw() -> None:
    walk = Walk("bekasi", "bekasi").give("dinkes", "BATAL", note="sudah normal sendiri")
    assert walk.ticket.closing == "dibatalkan"


def test_strangers_have_no_standing_at_all() -> None:
    walk = Walk("bekasi", "bekasi")
    assert capacity_of(walk.ticket, walk.office, "orang@example.net", walk.now) is None


def test_bekasi_begins_with_the_head_of_division_who_may_ask_the_office_to_complete_its_report() -> None:
    walk = Walk("bekasi", "bekasi")
    assert walk.step == "1"
    walk.give("kabid", "KEMBALIKAN", note="lokasi belum disebut")
    assert walk.ticket.returned
    walk.give("dinkes", "LENGKAPI", note="lantai 2")
    assert walk.step == "1"
    assert not walk.ticket.returned


def test_two_hand_overs_of_one_row_share_its_time() -> None:
    walk = sumbar_confirmed().give("koordinator", "TERUSKAN")
    due = walk.ticket.due_at
    walk.give("kabid", "DISPOSISI", "koordinator")
    assert (walk.step, walk.ticket.due_at) == ("4b", due)


def test_a_requester_takes_the_last_answer_back_before_withdrawing_the_request() -> None:
    walk = Walk("bekasi", "bekasi").give("kabid", "DISPOSISI", "kasi").give("kasi", "ARAHAN", "admin", note="cek")
    walk.give("admin", "SELESAI", note="modul diganti").give("admin", "LAPOR", note="normal").give("kasi", "TERUSKAN")
    walk.give("dinkes", "BELUM PULIH").give("dinkes", "BATAL")
    assert walk.step == "7"
    assert walk.ticket.is_open
    assert walk.ticket.solution == "modul diganti"
    walk.give("dinkes", "BATAL", note="sudah normal")
    assert walk.ticket.closing == "dibatalkan"


def test_taking_back_returns_the_budget_that_the_command_had_begun() -> None:
    walk = sumbawa_to_the_team().give("tim.budi", "TIDAK BERHASIL").give("tim.budi", "SUDAH DITINJAU")
    due = walk.ticket.due_at
    walk.give("tim.budi", "RUSAK", note="switch").give("tim.budi", "BATAL")
    assert (walk.step, walk.ticket.due_at) == ("8", due)
    assert "B" not in walk.ticket.pace.shared


def test_what_was_built_on_cannot_be_taken_back() -> None:
    walk = Walk("sumbawa", "sumbawa-2021").give("kadis", "DISPOSISI", "kabid")
    walk.give("kabid", "KEMBALIKAN", note="belum lengkap").give("dinkes", "LENGKAPI", file=SCAN)
    with pytest.raises(CommandRefused):
        walk.give("kabid", "BATAL")
