"""What time alone does: a pause ends at its moment, a step nobody answers passes, and nobody else's ticket waits."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mailgate.app.passing import pass_time
from mailgate.domain.event import CommandCarriedOut, StepEntered, TicketClosed, WorkPaused, WorkResumed
from mailgate.domain.office import Office
from mailgate.domain.policy import Policy
from mailgate.mail.seal import number_in
from tests.app.desk import Gateway, mail, reply, shipped_policy

DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"


def opened(gateway: Gateway, office: str = "sumbawa") -> str:
    raw = mail(f"dinkes@{office}.example", f"layanan@{office}.example", "Gangguan jaringan internet", DOWN)
    number = number_in(gateway.takes(office, raw)[0][1].subject)
    assert number is not None
    return number


def answers(gateway: Gateway, who: str, template: str, text: str, office: str = "sumbawa") -> None:
    email = f"{who}@{office}.example"
    gateway.takes(office, reply(email, gateway.mail_to(email, template), text))


def events(gateway: Gateway, number: str, kind: type) -> list[object]:
    return [record.event for record in gateway.history(number) if isinstance(record.event, kind)]


def paused(gateway: Gateway) -> str:
    number = opened(gateway)
    answers(gateway, "kadis", "tugas", "DISPOSISI Kabid TI")
    answers(gateway, "kabid", "tugas", "TUNDA s.d. 25/11: menunggu suku cadang")
    assert events(gateway, number, WorkPaused)
    return number


def test_a_pause_ends_at_its_moment_and_the_due_moment_moves_by_as_long_as_it_lasted(gateway: Gateway) -> None:
    number = paused(gateway)
    before = gateway.ticket(number).due_at
    assert pass_time(gateway.world) == 0
    gateway.clock.now = datetime(2026, 11, 25, 7, 31, tzinfo=ZoneInfo("Asia/Makassar"))
    assert pass_time(gateway.world) == 1
    ticket = gateway.ticket(number)
    assert ticket.pause is None
    assert events(gateway, number, WorkResumed)
    assert before is None or (ticket.due_at is not None and ticket.due_at > before)
    gateway.flush()
    assert "dilanjutkan" in gateway.mail_to("dinkes@sumbawa.example", "status").text


def test_a_pause_that_has_ended_ends_once(gateway: Gateway) -> None:
    number = paused(gateway)
    gateway.clock.forward(days=6)
    assert [pass_time(gateway.world), pass_time(gateway.world)] == [1, 0]
    assert len(events(gateway, number, WorkResumed)) == 1


def waiting_for_nobody(gateway: Gateway) -> str:
    """A ticket of the older SOP of Trenggalek on the step that passes by itself."""
    number = opened(gateway, "trenggalek")
    for who, template, text in (
        ("helpdesk", "tugas", "SOP trenggalek-2019"),
        ("kadis", "tugas", "DISPOSISI Kabid"),
        ("kabid", "tugas", "TERIMA"),
        ("kabid", "jawaban", "PRIORITAS tinggi sedang"),
        ("kabid", "jawaban", "DISPOSISI Kasi Infrastruktur"),
        ("kasi.infra", "tugas", "VERIFIKASI: lengkap"),
        ("kasi.infra", "jawaban", "PROSES: kabel fiber optik putus"),
        ("kasi.infra", "jawaban", "SELESAI: kabel disambung ulang"),
    ):
        answers(gateway, who, template, text, "trenggalek")
    assert gateway.ticket(number).passes_at is not None
    return number


def test_a_step_nobody_answers_passes_after_its_term_by_the_gateways_own_hand(gateway: Gateway) -> None:
    number = waiting_for_nobody(gateway)
    step = gateway.ticket(number).step
    gateway.clock.forward(hours=1)
    assert pass_time(gateway.world) == 0
    gateway.clock.forward(days=5)
    assert pass_time(gateway.world) == 1
    assert gateway.ticket(number).step != step
    last = [r for r in gateway.history(number) if isinstance(r.event, CommandCarriedOut)][-1]
    assert (last.by.seat, last.by.email) == (None, "")
    entered = events(gateway, number, (StepEntered, TicketClosed))  # type: ignore[arg-type]  # isinstance takes both
    assert entered


def test_an_answer_in_time_leaves_nothing_to_pass(gateway: Gateway) -> None:
    number = waiting_for_nobody(gateway)
    answers(gateway, "kabid", "tugas", "TUTUP", "trenggalek")
    assert not gateway.ticket(number).is_open
    gateway.clock.forward(days=30)
    assert pass_time(gateway.world) == 0


def test_a_ticket_of_an_office_out_of_service_stands_still_and_holds_up_no_other(gateway: Gateway) -> None:
    number = paused(gateway)
    other = waiting_for_nobody(gateway)
    left: dict[str, Office] = {k: v for k, v in shipped_policy().offices.items() if k != "sumbawa"}
    world = replace(gateway.world, policy=lambda: Policy(left))
    gateway.clock.now += timedelta(days=10)
    step = gateway.ticket(other).step
    assert pass_time(world) == 1
    assert gateway.ticket(other).step != step
    assert gateway.ticket(number).pause is not None
