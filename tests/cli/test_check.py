"""`check`: every fault at once, where it stands and what would be right."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import KEY, Mailgate

MAIL = {
    "MAILGATE_INSTANSI": "sumbawa",
    "MAILGATE_IMAP_URL": "imaps://layanan:geheimnis@mail.sumbawa.example",
    "MAILGATE_SMTP_URL": "smtp://layanan:geheimnis@mail.sumbawa.example",
    "MAILGATE_SECRET_KEY": KEY,
    "MAILGATE_AUTHSERV_ID": "mail.sumbawa.example",
}


@pytest.fixture
def rules(tmp_path: Path, rules_dir: Path) -> Path:
    """The rules of one shipped office, to be spoilt."""
    shutil.copytree(rules_dir / "sumbawa", tmp_path / "aturan" / "sumbawa")
    return tmp_path / "aturan"


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


def test_the_shipped_offices_have_no_fault(mailgate: Mailgate) -> None:
    ran = mailgate("check")

    assert ran.code == 0
    assert "No fault (bekasi, sumbar, sumbawa, trenggalek;" in ran.out


def test_without_mail_set_up_what_is_missing_is_a_warning(mailgate: Mailgate) -> None:
    told = mailgate("check", "--json").objects()

    assert {t["severity"] for t in told} == {"warning"}
    assert any("MAILGATE_SECRET_KEY" in t["message"] for t in told)
    assert any(t["key"] == "MAILGATE_AUTHSERV_ID" for t in told)


def test_with_mail_set_up_whole_there_is_nothing_to_say(mailgate: Mailgate) -> None:
    ran = mailgate("check", **MAIL)

    assert ran.code == 0
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"MAILGATE_SECRET_KEY": "short"}, "MAILGATE_SECRET_KEY has 5 characters"),
        ({"MAILGATE_INSTANSI": "sumbawa,bekasi"}, "MAILGATE_IMAP_URL is for one office"),
        ({"MAILGATE_SMTP_URL": ""}, "MAILGATE_SMTP_URL is not set"),
        ({"MAILGATE_WORKERS": "0"}, "MAILGATE_WORKERS"),
        ({"MAILGATE_BROKER_URL": "kafka://x"}, "MAILGATE_BROKER_URL must begin with"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_faulty_setting_is_a_fault(mailgate: Mailgate, setting: dict[str, str], said: str) -> None:
    ran = mailgate("check", **(MAIL | setting))

    assert ran.code == 1
    assert said in ran.out
    assert "geheimnis" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("listen", "warned"),
    [("127.0.0.1:2424", False), ("[::1]:2424", False), ("unix:/run/mailgate/lmtp", False), ("0.0.0.0:2424", True)],
)
def test_a_listener_that_strangers_reach_is_a_warning(
    mailgate: Mailgate, tmp_path: Path, listen: str, warned: bool
) -> None:
    file = tmp_path / "lmtp.toml"
    file.write_text(f'[lmtp]\nlisten = "{listen}"\n')
    told = mailgate("check", "--json", **MAIL, MAILGATE_CONFIG=str(file)).objects()
    assert [t["key"] for t in told if t["key"] == "lmtp.listen"] == (["lmtp.listen"] if warned else [])


def test_a_misspelt_variable_is_mentioned(mailgate: Mailgate) -> None:
    ran = mailgate("check", **MAIL, MAILGATE_SECRT_KEY="x")

    assert ran.code == 0
    assert "MAILGATE_SECRT_KEY: is no setting" in ran.out


def test_faults_of_rules_and_templates_come_together_each_with_its_line(
    mailgate: Mailgate, rules: Path, templates_dir: Path, tmp_path: Path
) -> None:
    templates = tmp_path / "templat"
    shutil.copytree(templates_dir, templates)
    (templates / "tutup.txt.j2").write_text("{% block subject %}x{% endblock %}\n{{ nomr }}\n")
    spoil(rules / "sumbawa" / "instansi.yaml", "zona: Asia/Makassar", "zona: Asia/Makasar")
    spoil(rules / "sumbawa" / "sop" / "sumbawa-2021.yaml", '{perintah: PROSES, ke: "6"', '{perintah: PROSES, ke: "66"')
    ran = mailgate("check", MAILGATE_RULES_DIR=rules, MAILGATE_TEMPLATES_DIR=templates)

    assert ran.code == 1
    assert f"{rules}/sumbawa/instansi.yaml:" in ran.out
    assert f"{rules}/sumbawa/sop/sumbawa-2021.yaml:" in ran.out
    assert f"{templates}/tutup.txt.j2:2: nomr:" in ran.out


def test_a_golden_mail_that_goes_elsewhere_is_a_fault_at_its_expectation(mailgate: Mailgate, rules: Path) -> None:
    expectations = rules / "sumbawa" / "contoh" / "harapan.yaml"
    spoil(expectations, "nampan: perlu dipilah", "sop: sumbawa-2021")
    ran = mailgate("check", MAILGATE_RULES_DIR=rules)

    assert ran.code == 1
    assert f"{expectations}:" in ran.out
    assert "bukan ke sumbawa-2021" in ran.out


def test_an_office_in_service_without_folder_is_a_fault(mailgate: Mailgate) -> None:
    ran = mailgate("check", MAILGATE_INSTANSI="atlantis")

    assert ran.code == 1
    assert "atlantis" in ran.out


def test_every_setting_is_listed_with_default_and_value_and_no_secret(mailgate: Mailgate) -> None:
    told = {line["name"]: line for line in mailgate("check", "--settings", "--json", **MAIL).objects()}

    assert told["MAILGATE_BROKER_URL"]["default"] == "memory://"
    assert told["MAILGATE_INSTANSI"]["value"] == "sumbawa"
    page = mailgate("check", "--settings", **MAIL).out
    for name in told:
        assert name in page
    assert "geheimnis" not in page
    assert KEY not in page
