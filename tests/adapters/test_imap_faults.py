"""When IMAP goes wrong: each fault is a ChannelError that names what would be right, and the next try starts anew."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from mailgate.adapters.imap import ImapAccount, ImapChannel
from mailgate.demo.mailserver import DemoMailServer
from mailgate.domain.errors import ChannelError, SettingsError
from tests.adapters.imap_server import INTERNALDATE, SELECTED, ScriptedImap, serving
from tests.adapters.post import PASSWORD, USER, Post, letter, subjects
from tests.adapters.tls import self_signed


def account(port: int, **more: object) -> ImapAccount:
    plain = ImapAccount(name="layanan", host="127.0.0.1", port=port, tls="none", user=USER, password=PASSWORD)
    return replace(plain, **more)  # type: ignore[arg-type]  # the tests name fields of ImapAccount


def nothing_known(_folder_key: str, _lowest: int) -> list[int]:
    return []


def fault_of(account: ImapAccount) -> str:
    with closing(ImapChannel(account)) as channel, pytest.raises(ChannelError) as caught:
        next(channel.fetch(nothing_known))
    return str(caught.value)


@pytest.fixture
def server() -> Iterator[DemoMailServer]:
    with DemoMailServer() as server:
        server.add_user(USER, PASSWORD)
        yield server


@pytest.fixture
def post(server: DemoMailServer) -> Post:
    return Post(account(server.imap_port), lambda raw: server.deliver(USER, raw))


def test_a_refused_login_names_user_and_host_but_never_the_password(server: DemoMailServer) -> None:
    fault = fault_of(account(server.imap_port, password="salah sekali"))
    assert f"{USER} at 127.0.0.1:{server.imap_port}" in fault
    assert "login refused" in fault
    assert "check the user and the password" in fault
    assert "salah sekali" not in fault


def test_dovecot_refuses_a_login_just_so(request: pytest.FixtureRequest) -> None:
    dovecot = request.getfixturevalue("dovecot")
    fault = fault_of(account(dovecot.port, host=dovecot.host, user=dovecot.user, password="salah"))
    assert "login refused" in fault


def test_a_missing_folder_is_named_with_those_there_are(server: DemoMailServer) -> None:
    fault = fault_of(account(server.imap_port, folder="Tiket"))
    assert "folder Tiket" in fault
    assert "the mailbox has: INBOX" in fault


def test_a_server_that_is_away_is_named() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert f"127.0.0.1:{port}, folder INBOX): the connection failed" in fault_of(account(port))


def test_an_unknown_host_is_said_to_be_unknown() -> None:
    assert "host name is unknown" in fault_of(account(993, host="no-such-host.invalid", tls="imaps"))


def test_a_password_is_never_sent_in_plain_text_over_a_network() -> None:
    with pytest.raises(SettingsError, match="use starttls or imaps"):
        account(143, host="mail.kominfo.example")


def test_a_server_without_starttls_gets_no_password(server: DemoMailServer) -> None:
    assert "STARTTLS" in fault_of(account(server.imap_port, tls="starttls"))


def test_tls_where_the_server_speaks_plain_text_points_to_the_port(server: DemoMailServer) -> None:
    assert "check port and tls" in fault_of(account(server.imap_port, tls="imaps"))


def test_tls_needs_a_certificate_that_is_trusted(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with serving(ScriptedImap(), tls=context) as server:
        assert "certificate is not trusted" in fault_of(account(server.port, tls="imaps"))
        assert server.commands == []
        trusting = ssl.create_default_context(cafile=str(certificate))
        with closing(ImapChannel(account(server.port, tls="imaps", tls_context=trusting))) as channel:
            assert list(channel.fetch(nothing_known)) == []


@pytest.mark.parametrize("capability", ["AUTH=XOAUTH2", "AUTH=OAUTHBEARER"])
def test_a_token_is_asked_anew_at_each_login(capability: str) -> None:
    tokens = iter(["pertama", "kedua"])
    with serving(ScriptedImap(f"IMAP4rev1 AUTH=PLAIN {capability}")) as server:
        for _ in range(2):
            token_account = account(server.port, token=lambda: next(tokens))
            with closing(ImapChannel(token_account)) as channel:
                list(channel.fetch(nothing_known))
    assert [b"Bearer pertama" in server.secrets[0], b"Bearer kedua" in server.secrets[1]] == [True, True]


def test_a_server_without_sasl_gets_a_plain_login() -> None:
    server = ScriptedImap("IMAP4rev1")
    with serving(server), closing(ImapChannel(account(server.port, password="rahasia"))) as channel:
        list(channel.fetch(nothing_known))
    assert f'LOGIN {USER} "rahasia"'.encode() in server.commands


def test_after_a_broken_connection_the_next_fetch_takes_up_where_the_ledger_ends(
    server: DemoMailServer, post: Post
) -> None:
    post.deliver(letter("satu"))
    with post.channel(after="flag") as channel:
        post.pull(channel)
        server.cut()
        post.deliver(letter("dua"))
        with pytest.raises(ChannelError, match="connection"):
            post.pull(channel)
        assert subjects(post.pull(channel)) == ["dua"]


def test_a_connection_broken_before_acknowledging_leaves_that_to_the_next(server: DemoMailServer, post: Post) -> None:
    post.deliver(letter("satu"))
    with post.channel() as channel:
        batch = next(channel.fetch(post.ledger.known))
        post.ledger.commit(batch)
        server.cut()
        with pytest.raises(ChannelError):
            channel.acknowledge([mail.source for mail in batch])
        assert post.pull(channel) == []
    assert (post.count(), post.count("Sudah diproses")) == (0, 1)


def test_a_connection_broken_in_idle_ends_the_wait(server: DemoMailServer, post: Post) -> None:
    with post.channel() as channel:
        post.pull(channel)
        timer = threading.Timer(0.2, server.cut)
        timer.start()
        with pytest.raises(ChannelError, match="connection"):
            channel.wait(60)
        timer.join()
        post.deliver(letter("satu"))
        assert channel.wait(60)
        assert subjects(post.pull(channel)) == ["satu"]


def test_uids_of_a_renewed_connection_are_not_mixed_with_those_before(server: DemoMailServer, post: Post) -> None:
    for number in range(60):
        post.deliver(letter(str(number)))
    with post.channel(after="flag") as channel:
        batches = channel.fetch(post.ledger.known)
        first = next(batches)
        server.cut()
        with pytest.raises(ChannelError):
            channel.acknowledge([first[0].source])
        channel.acknowledge([first[0].source])
        with pytest.raises(ChannelError, match="renewed"):
            next(batches)


def test_a_closed_channel_says_so(post: Post) -> None:
    channel = ImapChannel(post.account)
    channel.close()
    channel.close()
    assert channel.wait(60) is False
    with pytest.raises(ChannelError, match="closed"):
        post.pull(channel)


def test_one_mail_the_server_cannot_read_holds_up_none_of_the_others() -> None:
    server = ScriptedImap()
    server.untagged |= {
        b"SELECT": SELECTED.replace(b"1 EXISTS", b"2 EXISTS"),
        b"UID SEARCH": b"* SEARCH 4 5\r\n",
        b"UID FETCH 4,5 (RFC822.SIZE": b"".join(
            b"* %d FETCH (UID %d RFC822.SIZE 5 %s)\r\n" % (seq, uid, INTERNALDATE) for seq, uid in ((1, 4), (2, 5))
        ),
        b"UID FETCH 5 (BODY.PEEK[])": b"* 2 FETCH (UID 5 BODY[] {5}\r\nA: b\n)\r\n",
    }
    server.refused = {b"UID FETCH 4,5 (BODY.PEEK[])", b"UID FETCH 4 "}
    with serving(server), closing(ImapChannel(account(server.port))) as channel:
        [[broken, sound]] = list(channel.fetch(nothing_known))
    assert (broken.uid, broken.raw, broken.truncated) == (4, b"", True)
    assert (sound.uid, sound.raw, sound.truncated) == (5, b"A: b\n", False)
    assert sound.received_at.isoformat() == "2026-11-20T01:00:00+00:00"


def one_mail(server: ScriptedImap) -> ScriptedImap:
    """A mailbox with one mail of five bytes, UID 4."""
    server.untagged |= {
        b"UID SEARCH LARGER": b"* SEARCH\r\n",
        b"UID SEARCH": b"* SEARCH 4\r\n",
        b"UID FETCH 4 (RFC822.SIZE": b"* 1 FETCH (UID 4 RFC822.SIZE 5 %s)\r\n" % INTERNALDATE,
        b"UID FETCH 4 (BODY.PEEK[])": b"* 1 FETCH (UID 4 BODY[] {5}\r\nA: b\n)\r\n",
    }
    return server


def test_a_line_that_breaks_off_within_a_mail_hands_over_none_of_it_and_all_of_it_the_next_time() -> None:
    server = one_mail(ScriptedImap())
    server.cut_in = {b"UID FETCH 4 (BODY.PEEK[])": b"* 1 FETCH (UID 4 BODY[] {5}\r\nA:"}
    with serving(server), closing(ImapChannel(account(server.port))) as channel:
        with pytest.raises(ChannelError, match="broke off"):
            next(channel.fetch(nothing_known))
        [[mail]] = list(channel.fetch(nothing_known))
    assert (mail.uid, mail.raw) == (4, b"A: b\n")


@pytest.mark.parametrize(
    ("refused", "refusal"),
    [
        (b"UID MOVE", b"[OVERQUOTA] Quota exceeded"),
        (b"UID MOVE", b"[TRYCREATE] the folder is gone"),
        (b"CREATE", b"[NOPERM] you may not"),
    ],
)
def test_mails_that_cannot_be_moved_are_flagged_where_they_lie_and_hold_up_no_new_one(
    refused: bytes, refusal: bytes
) -> None:
    server = one_mail(ScriptedImap())
    server.refused, server.refusal = {refused}, refusal
    server.untagged[b"LIST"] = b""
    with serving(server), closing(ImapChannel(account(server.port))) as channel:
        channel.acknowledge(["layanan/INBOX/7/4"])
        assert list(channel.fetch(lambda _key, _lowest: [4])) == []
    assert any(command.startswith(b"UID STORE 4 +FLAGS.SILENT") for command in server.commands)


def test_a_folder_that_may_only_be_read_is_a_fault_that_says_what_to_grant() -> None:
    server = one_mail(ScriptedImap())
    server.selected = b"[READ-ONLY] done"
    with serving(server):
        assert "grant it write access" in fault_of(account(server.port))
    assert not any(command.startswith(b"UID FETCH") for command in server.commands)


def test_a_login_that_expires_in_the_midst_is_made_anew() -> None:
    server = one_mail(ScriptedImap("IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2"))
    server.cut_in = {b"UID SEARCH": b"* BYE session expired\r\n"}
    tokens = iter(["lama", "baru"])
    with serving(server), closing(ImapChannel(account(server.port, token=lambda: next(tokens)))) as channel:
        with pytest.raises(ChannelError, match="broke off"):
            next(channel.fetch(nothing_known))
        assert len(list(channel.fetch(nothing_known))) == 1
    assert [b"Bearer lama" in server.secrets[0], b"Bearer baru" in server.secrets[1]] == [True, True]


@pytest.mark.parametrize(
    "answer",
    [b"* SEARCH empat\r\n", b"* SEARCH 4\r\n* BYE too busy\r\n"],
    ids=["no number", "goodbye"],
)
def test_an_answer_that_makes_no_sense_is_a_channel_error(answer: bytes) -> None:
    server = ScriptedImap()
    server.untagged |= {b"UID SEARCH": answer, b"UID FETCH": b"* 1 FETCH (UID 4 RFC822.SIZE 5)\r\n"}
    with serving(server):
        assert "mailbox layanan" in fault_of(account(server.port))


def test_the_done_folder_stands_below_the_servers_prefix() -> None:
    server = ScriptedImap("IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS NAMESPACE")
    server.untagged |= {
        b"UID SEARCH": b"* SEARCH 4\r\n",
        b"NAMESPACE": b'* NAMESPACE (("INBOX." ".")) NIL NIL\r\n',
        b"LIST": b"",
    }
    with serving(server), closing(ImapChannel(account(server.port))) as channel:
        channel.acknowledge(["layanan/INBOX/7/4"])
    assert b'CREATE "INBOX.Sudah diproses"' in server.commands
    assert b'UID MOVE 4 "INBOX.Sudah diproses"' in server.commands
