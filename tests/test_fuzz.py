"""The short run of `make fuzz`, and that what it looks for is found."""

import subprocess
import sys
from pathlib import Path

import pytest

from mailgate.mail.compose import Mail, compose
from tests.mail.test_compose import MAIL
from tools.fuzz.hostile import CALCULATED, TEMPLATE
from tools.fuzz.sound import Unsound, check_sent

PROJECT = Path(__file__).resolve().parents[1]


def test_a_thousand_broken_mails_let_nothing_escape(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.fuzz", "--count", "1000", "--seed", "2026", "--keep", str(tmp_path)]
    told = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert "1000 mails, seed 2026: 0 escapes" in told.stdout, told.stdout + told.stderr
    assert told.returncode == 0


def sent(**more: str) -> bytes:
    fields = {field: getattr(MAIL, field) for field in MAIL.__slots__} | more
    return compose(Mail(**fields))


def test_an_honest_mail_is_sound() -> None:
    check_sent(sent(), MAIL.recipient)


@pytest.mark.parametrize(
    "bent",
    [
        sent(html="<p>x</p><script>alert(1)</script>"),
        sent(html='<p onclick="x()">x</p>'),
        sent(html='<a href="http://jahat.example/">x</a>'),
        sent(html='<img src="http://jahat.example/pixel.gif">'),
        sent(text=f"nomor {CALCULATED}"),
        sent(kind="x\r\nBcc: semua@jahat.example"),
        sent(kind="x\x00"),
        sent(kind="é"),
        sent(kind="x" * 1_000),
        sent(kind="x\ny"),
        sent(recipient="lain@sumbawa.example"),
    ],
)
def test_a_bent_mail_is_not(bent: bytes) -> None:
    with pytest.raises(Unsound):
        check_sent(bent, MAIL.recipient)


def test_the_planted_template_would_be_calculated_by_an_engine() -> None:
    assert str(eval(TEMPLATE.partition("}}")[0].strip("{ "))) == CALCULATED  # noqa: S307
