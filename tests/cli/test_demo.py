"""`demo`: scenarios played through real sockets, and the way in for people."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mailgate.demo.play import Moment, Played
from mailgate.demo.scenarios import SCENARIOS
from mailgate.demo.timeline import as_object, summary, timeline
from tests.cli.conftest import Mailgate

pytest.importorskip("pymap", reason="the demo's own dependency")


def test_the_scenarios_are_named_without_playing_them(mailgate: Mailgate) -> None:
    listed = mailgate("demo", "--list", "--json").objects()

    assert [row["scenario"] for row in listed] == [scenario.name for scenario in SCENARIOS]
    assert all(scenario.tells in mailgate("demo", "--list").out for scenario in SCENARIOS)


def test_a_played_scenario_is_one_object_with_its_timeline(mailgate: Mailgate) -> None:
    ran = mailgate("demo", "sumbar-bukan-darurat", "--json")
    (played,) = ran.objects()

    assert ran.code == 0
    assert (played["passed"], played["ended"], played["instansi"]) == (True, "ditolak", "sumbar")
    assert played["ticket"].startswith("SBR-")
    assert [moment["who"] for moment in played["timeline"]][:2] == ["dinsos@sumbar.example", "helpdesk@sumbar.example"]


def test_a_played_scenario_is_told_and_summed_up(mailgate: Mailgate, tmp_path: Path) -> None:
    ran = mailgate("demo", "sumbar-bukan-darurat")

    assert ran.code == 0
    assert "1 of 1 tickets reached their end." in ran.out
    assert "helpdesk" in ran.out
    assert ran.err == ""
    assert list(tmp_path.iterdir()) == []


def _told_until(last: str, process: "subprocess.Popen[str]") -> str:
    told = ""
    for line in process.stdout or ():
        told += line
        if line.startswith(last):
            break
    return told


def test_a_served_demo_says_how_to_log_in_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "mailgate", "demo", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path) as served:
        try:
            told = _told_until("Ctrl-C ends it", served)
            served.send_signal(signal.SIGINT)
            assert served.wait(timeout=60) == 0
        finally:
            served.kill()
    assert "requests go to layanan@sumbawa.example" in told
    assert "Thunderbird" in told
    assert "mutt -n -F /dev/null" in told
    assert "reached their end" not in told


def test_a_scenario_that_did_not_reach_its_end_says_what_it_waited_for() -> None:
    what = "kadis@sumbar.example waited 20 s for a mail 'tugas' about SBR-2026-000001"
    played = Played(SCENARIOS[0], "SBW-2026-000001", what, [Moment(1.234, "dinkes@sumbawa.example", "meminta")])

    assert timeline(played) == [("  1.23 s", "dinkes", "meminta")]
    assert summary([played]) == [("FAILED", SCENARIOS[0].name, "SBW-2026-000001", "1.2 s", what)]
    assert (as_object(played)["passed"], as_object(played)["ended"]) == (False, what)
