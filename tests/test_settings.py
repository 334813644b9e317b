"""Settings: complete by default, checked whole, and never shown with their secrets."""

import re
from pathlib import Path

import pytest

from mailgate.domain.errors import SettingsError
from mailgate.settings import Settings, describe, load_settings, unknown_variables

PASSWORD = "s3kr#t/p@ss"
ENCODED = "s3kr%23t%2Fp%40ss"
KEY = "5f4dcc3b5aa765d61d8327deb882cf99a1b2"


@pytest.fixture(autouse=True)
def empty_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file and no variable of the machine that runs the tests."""
    monkeypatch.chdir(tmp_path)
    for line in describe(Settings()):
        monkeypatch.delenv(line.name, raising=False)


def toml(text: str) -> None:
    Path("mailgate.toml").write_text(text, encoding="utf-8")


def test_without_any_setting_mailgate_runs_on_sqlite_in_var_and_in_one_process() -> None:
    settings = load_settings()
    assert settings.database_url.get_secret_value() == "sqlite:///var/mailgate.db"
    assert settings.broker_url.get_secret_value() == "memory://"
    assert settings.var_dir == Path("var")
    assert settings.mailboxes(["sumbawa"]) == ()


def test_sqlite_follows_the_var_dir_unless_a_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_VAR_DIR", "/srv/mailgate")
    assert load_settings().database_url.get_secret_value() == "sqlite:////srv/mailgate/mailgate.db"
    monkeypatch.setenv("MAILGATE_DATABASE_URL", "postgresql+psycopg://u@db/mailgate")
    assert load_settings().database_url.get_secret_value() == "postgresql+psycopg://u@db/mailgate"


def test_the_environment_wins_over_the_file_and_empty_variables_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    toml('broker_url = "redis://a"\nworkers = 4\ninstansi = ["bekasi"]\n')
    monkeypatch.setenv("MAILGATE_BROKER_URL", "redis://b")
    monkeypatch.setenv("MAILGATE_WORKERS", "")
    settings = load_settings()
    assert settings.broker_url.get_secret_value() == "redis://b"
    assert (settings.workers, settings.instansi) == (4, ("bekasi",))


def test_offices_are_comma_separated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_INSTANSI", "sumbawa, bekasi,")
    assert load_settings().instansi == ("sumbawa", "bekasi")


@pytest.mark.parametrize(
    ("url", "tls", "host", "port", "folder"),
    [
        (f"imaps://layanan%40kab.example:{ENCODED}@mail.kab.example/INBOX", "always", "mail.kab.example", 993, "INBOX"),
        (f"imap://layanan%40kab.example:{ENCODED}@127.0.0.1:1143", "auto", "127.0.0.1", 1143, "INBOX"),
        (f"imap://layanan%40kab.example:{ENCODED}@mail/Kotak%20Masuk/TIK", "auto", "mail", 143, "Kotak Masuk/TIK"),
        (f"imap://layanan%40kab.example:{ENCODED}@[::1]:143/?tls=none", "none", "::1", 143, "INBOX"),
    ],
)
def test_the_one_mailbox_is_read_from_its_url(
    monkeypatch: pytest.MonkeyPatch, url: str, tls: str, host: str, port: int, folder: str
) -> None:
    monkeypatch.setenv("MAILGATE_IMAP_URL", url)
    monkeypatch.setenv("MAILGATE_SMTP_URL", "smtp://mail.kab.example")
    monkeypatch.setenv("MAILGATE_AUTHSERV_ID", "mail.kab.example")
    [box] = load_settings().mailboxes(["sumbawa"])
    assert (box.imap.tls, box.imap.host, box.imap.port, box.folder) == (tls, host, port, folder)
    assert (box.imap.user, box.imap.password.get_secret_value()) == ("layanan@kab.example", PASSWORD)
    assert (box.instansi, box.after, box.authserv_id) == ("sumbawa", "move", "mail.kab.example")
    assert box.smtp is not None
    assert (box.smtp.host, box.smtp.port, box.smtp.tls, box.smtp.user) == ("mail.kab.example", 587, "auto", "")


def test_several_mailboxes_stand_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PW_BKS", PASSWORD)
    monkeypatch.setenv("MAILGATE_AUTHSERV_ID", "mx.example")
    toml(
        """
        smtp_url = "smtps://relay.example"
        [lmtp]
        listen = "127.0.0.1:2424"
        [mailbox.bks]
        instansi = "bekasi"
        url = "imaps://layanan@imap.bekasi.example"
        password_env = "PW_BKS"
        after = "flag"
        folder = "Layanan"
        plus_address = true
        [mailbox.trg]
        instansi = "trenggalek"
        url = "imaps://layanan@imap.trenggalek.example"
        token_command = "gettoken --user 'layanan trg'"
        authserv_id = "mail.trenggalek.example"
        smtp_url = "smtp://mail.trenggalek.example"
        """
    )
    settings = load_settings()
    bks, trg = settings.mailboxes(["bekasi", "trenggalek"])
    assert (bks.name, bks.folder, bks.after, bks.plus_address, bks.authserv_id) == (
        "bks",
        "Layanan",
        "flag",
        True,
        "mx.example",
    )
    assert bks.imap.password.get_secret_value() == PASSWORD
    assert trg.token_command == ("gettoken", "--user", "layanan trg")
    assert trg.authserv_id == "mail.trenggalek.example"
    assert [box.smtp.host if box.smtp else None for box in (bks, trg)] == ["relay.example", "mail.trenggalek.example"]
    assert settings.lmtp is not None
    assert settings.lmtp.listen == "127.0.0.1:2424"


@pytest.mark.parametrize(
    ("variables", "file", "sentence"),
    [
        ({"BROKER_URL": "kafka://x"}, "", r"MAILGATE_BROKER_URL must begin with memory:// or redis://"),
        ({"DATABASE_URL": "mysql://x"}, "", r"MAILGATE_DATABASE_URL must begin with sqlite://"),
        ({"IMAP_URL": "https://x"}, "", r"MAILGATE_IMAP_URL must begin with imap:// or imaps://"),
        ({"IMAP_URL": "imaps:///INBOX"}, "", r"MAILGATE_IMAP_URL names no host"),
        ({"SMTP_URL": f"smtp://u:{PASSWORD}@x"}, "", r"MAILGATE_SMTP_URL .*%2F for /"),
        ({"SMTP_URL": "smtp://x?tls=maybe"}, "", r"MAILGATE_SMTP_URL asks for tls=maybe; write tls=starttls"),
        ({"WORKERS": "many"}, "", r"MAILGATE_WORKERS: .*integer"),
        ({"WORKERS": "0"}, "", r"MAILGATE_WORKERS: .*greater than or equal to 1"),
        ({"CONFIG": "lost.toml"}, "", r"MAILGATE_CONFIG names lost.toml, which is no file"),
        ({"MAILBOX": "{"}, "", r"mailbox.*mailgate.toml"),
        ({}, "[mailbox", r"mailgate.toml: Expected ']' at the end"),
        ({}, "wrokers = 3", r"mailgate.toml: wrokers is no setting; `mailgate check --settings` lists them all"),
        ({}, "[mailbox.a]\nurl = 'imap://u@h'", r"\[mailbox.a\] instansi: Field required"),
        (
            {},
            "[mailbox.a]\nurl = 'imap://u@h'\ninstansi = 'x'\nafter = 'eat'",
            r"\[mailbox.a\] after: .*'move' or 'flag'",
        ),
        ({}, "[lmtp]\nport = 24\nlisten = 'a:1'", r"mailgate.toml: \[lmtp\] port is no setting"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_the_setting_and_never_its_value(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], file: str, sentence: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"MAILGATE_{name}", value)
    if file:
        toml(file)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    text = str(caught.value)
    assert re.search(sentence, text)
    assert "\n" not in text
    assert "s3kr" not in text


def test_all_mistakes_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_BROKER_URL", "kafka://x")
    monkeypatch.setenv("MAILGATE_IMAP_URL", "pop://x")
    with pytest.raises(SettingsError, match=r"(?s)BROKER_URL.*\n.*IMAP_URL"):
        load_settings()


def test_one_imap_url_for_several_offices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_IMAP_URL", "imaps://u:p@h")
    with pytest.raises(SettingsError, match="in service are bekasi, sumbawa; name one in MAILGATE_INSTANSI"):
        load_settings().mailboxes(["sumbawa", "bekasi"])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("instansi = 'jakarta'\nurl = 'imap://u@h'", "instansi 'jakarta' isn't in service; in service are bekasi"),
        ("instansi = 'bekasi'\nurl = 'imap://h'", "names no user"),
        ("instansi = 'bekasi'\nurl = 'imap://u@h'\npassword_env = 'PW_LOST'", "names PW_LOST, which is not set"),
    ],
)
def test_a_mailbox_that_cannot_work_is_named(line: str, sentence: str) -> None:
    toml(f"[mailbox.a]\n{line}")
    with pytest.raises(SettingsError, match=re.escape("[mailbox.a]") + f".*{sentence}"):
        load_settings().mailboxes(["bekasi"])


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (None, "is not set"),
        ("k" * 31, "has 31 characters, 32 are needed"),
        ("a" * 64, "looks like a placeholder"),
        ("ganti-kunci-ini-dengan-yang-acak-42", "looks like a placeholder"),
    ],
)
def test_a_weak_key_of_the_seals_is_refused_without_showing_it(key: str | None, sentence: str) -> None:
    with pytest.raises(SettingsError, match=f"MAILGATE_SECRET_KEY {sentence}; make one") as caught:
        Settings.model_validate({"secret_key": key}).seal_key()
    assert not key or key not in str(caught.value)


def test_a_good_key_is_taken_as_it_is() -> None:
    assert Settings.model_validate({"secret_key": KEY}).seal_key() == KEY.encode()


def test_one_role_alone_needs_a_broker_that_others_reach() -> None:
    with pytest.raises(SettingsError, match=r"`mailgate poll` needs a broker .* use `mailgate run`"):
        Settings().demand_shared_broker("poll")
    Settings.model_validate({"broker_url": "redis://h"}).demand_shared_broker("poll")


def test_no_secret_is_shown_by_the_table_or_by_printing_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_DATABASE_URL", "postgresql+psycopg://mailgate:s3kr@t@db/mailgate")
    monkeypatch.setenv("MAILGATE_BROKER_URL", "redis://:s3krt@h")
    monkeypatch.setenv("MAILGATE_IMAP_URL", f"imaps://u:{ENCODED}@h")
    monkeypatch.setenv("MAILGATE_SECRET_KEY", KEY)
    settings = load_settings()
    table = {line.name: line.value for line in describe(settings)}
    for shown in (repr(settings), str(settings), str(table), repr(settings.mailboxes(["x"]))):
        assert "s3kr" not in shown
        assert KEY not in shown
    assert table["MAILGATE_DATABASE_URL"] == "postgresql+psycopg://mailgate:***@db/mailgate"
    assert table["MAILGATE_SECRET_KEY"] == "***"


def test_every_setting_is_in_the_table_with_its_default_and_meaning() -> None:
    lines = {line.name: line for line in describe(Settings())}
    assert lines["MAILGATE_BROKER_URL"].default == "memory://"
    assert "[mailbox.<name>] token_command" in lines
    assert "[lmtp] listen" in lines
    assert [name for name, line in lines.items() if not line.meaning] == []


def test_the_table_shows_each_mailbox_that_is_set() -> None:
    toml("[mailbox.bks]\ninstansi = 'bekasi'\nurl = 'imap://u:s3krt@h'")
    table = {line.name: line.value for line in describe(load_settings())}
    assert (table["[mailbox.bks] instansi"], table["[mailbox.bks] url"]) == ("bekasi", "imap://u:***@h")


def test_a_misspelt_variable_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_IMPA_URL", "imap://u@h")
    monkeypatch.setenv("MAILGATE_PW_BKS", PASSWORD)
    toml("[mailbox.bks]\ninstansi = 'bekasi'\nurl = 'imap://u@h'\npassword_env = 'MAILGATE_PW_BKS'")
    assert unknown_variables(load_settings()) == ["MAILGATE_IMPA_URL"]


def test_the_var_dir_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = Settings(var_dir=tmp_path / "deep" / "var").make_var_dir()
    assert made.stat().st_mode & 0o777 == 0o700
