"""The IMAP channel against a real Dovecot and the demo's own server: nothing lost, nothing twice, nothing read."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from mailgate.adapters.imap import ImapAccount, ImapChannel
from mailgate.demo.mailserver import DemoMailServer
from tests.adapters.post import PASSWORD, USER, Post, letter, subjects

DONE = "Sudah diproses"


def demo_post(server: DemoMailServer) -> Post:
    server.add_user(USER, PASSWORD)
    account = ImapAccount(
        name="layanan", host="127.0.0.1", port=server.imap_port, tls="none", user=USER, password=PASSWORD
    )
    return Post(account, lambda raw: server.deliver(USER, raw))


@pytest.fixture(params=["demo", "dovecot"])
def post(request: pytest.FixtureRequest) -> Iterator[Post]:
    if request.param == "demo":
        with DemoMailServer() as server:
            yield demo_post(server)
        return
    dovecot = request.getfixturevalue("dovecot")
    account = ImapAccount(
        name="layanan", host=dovecot.host, port=dovecot.port, tls="none", user=dovecot.user, password=dovecot.password
    )
    yield Post(account, dovecot.deliver)


def test_a_mail_is_handed_over_as_it_came_with_its_source_and_receipt(post: Post) -> None:
    post.deliver(letter("Server mati"))
    with post.channel() as channel:
        [mail] = post.pull(channel)
    name, folder, uidvalidity, uid = mail.source.split("/")
    assert (name, folder, int(uid), int(uidvalidity) > 0) == ("layanan", "INBOX", mail.uid, True)
    assert mail.raw == letter("Server mati")
    assert (mail.size, mail.truncated) == (len(mail.raw), False)
    assert mail.received_at.tzinfo is UTC
    assert abs(datetime.now(UTC) - mail.received_at) < timedelta(minutes=5)


def test_fetching_marks_nothing_until_acknowledged(post: Post) -> None:
    post.deliver(letter("satu"))
    with post.channel() as channel:
        batches = channel.fetch(post.ledger.known)
        batch = next(batches)
        assert post.flags() == [set()]
        channel.acknowledge([mail.source for mail in batch])
        assert list(batches) == []
    assert (post.count(), post.count(DONE)) == (0, 1)
    assert post.flags(DONE) == [set()]


def test_a_batch_whose_commit_failed_comes_again(post: Post) -> None:
    post.deliver(letter("satu"))
    with post.channel() as channel:
        first = next(channel.fetch(post.ledger.known))  # and the commit fails
        second = post.pull(channel)
    assert subjects(first) == subjects(second) == ["satu"]


def test_what_was_stored_but_not_acknowledged_is_acknowledged_on_the_next_connection(post: Post) -> None:
    post.deliver(letter("satu"))
    with post.channel() as channel:
        post.ledger.commit(next(channel.fetch(post.ledger.known)))  # and the process dies
    with post.channel() as channel:
        assert post.pull(channel) == []
    assert (post.count(), post.count(DONE)) == (0, 1)


def test_each_mail_comes_once_over_several_rounds_and_connections(post: Post) -> None:
    taken = []
    for number in range(3):
        with post.channel(after="flag") as channel:
            for part in "ab":
                post.deliver(letter(f"{number}{part}"))
                taken += subjects(post.pull(channel))
    assert taken == ["0a", "0b", "1a", "1b", "2a", "2b"]


def test_a_mail_an_official_has_read_still_comes_in(post: Post) -> None:
    post.deliver(letter("sudah dibaca"))
    with post.human() as client:
        client.add_flags(client.search("ALL"), ["\\Seen"])
    with post.channel() as channel:
        assert subjects(post.pull(channel)) == ["sudah dibaca"]


def test_a_mail_stays_unread_for_the_officials(post: Post) -> None:
    post.deliver(letter("satu"))
    with post.channel(after="flag") as channel:
        post.pull(channel)
    assert post.flags() == [{"mailgate"}]


def test_many_mails_come_in_batches_of_fifty_oldest_first(post: Post) -> None:
    for number in range(120):
        post.deliver(letter(str(number)))
    sizes, taken = [], []
    with post.channel() as channel:
        for batch in channel.fetch(post.ledger.known):
            sizes.append(len(batch))
            taken += subjects(batch)
            channel.acknowledge([mail.source for mail in batch])
    assert sizes == [50, 50, 20]
    assert taken == [str(number) for number in range(120)]
    assert (post.count(), post.count(DONE)) == (0, 120)


def test_a_mail_that_vanishes_between_two_batches_is_passed_over(post: Post) -> None:
    for number in range(60):
        post.deliver(letter(str(number)))
    with post.channel(after="flag") as channel:
        batches = channel.fetch(post.ledger.known)
        next(batches)
        with post.human() as client:
            client.delete_messages(client.search("ALL")[-1:])
            client.expunge()
        assert subjects(next(batches)) == [str(number) for number in range(50, 59)]


def test_under_a_new_uidvalidity_all_mails_come_again_under_new_sources(post: Post) -> None:
    with post.human(folder=None) as client:
        client.create_folder("Tiket")
        client.append("Tiket", letter("satu"))
    with post.channel(folder="Tiket", after="flag") as channel:
        [before] = post.pull(channel)
    with post.human(folder=None) as client:
        client.rename_folder("Tiket", "Lama")
        client.create_folder("Tiket")
        client.append("Tiket", letter("dua"))
    with post.channel(folder="Tiket", after="flag") as channel:
        [after] = post.pull(channel)
        channel.acknowledge([before.source])
    assert subjects([after]) == ["dua"]
    assert before.source.rpartition("/")[0] != after.source.rpartition("/")[0]


def test_sources_of_an_old_uidvalidity_move_nothing(post: Post) -> None:
    post.deliver(letter("satu"))
    with post.channel() as channel:
        [mail] = next(channel.fetch(post.ledger.known))
        channel.acknowledge([f"layanan/INBOX/1/{mail.uid}"])
    assert post.count() == 1


def oversized(text: str) -> bytes:
    mail = MIMEMultipart()
    mail["From"], mail["Subject"], mail["Message-ID"] = "dinkes@kominfo.example", "Besar", "<besar@kominfo.example>"
    both = MIMEMultipart("alternative")
    both.attach(MIMEText(text, "plain", "utf-8"))
    both.attach(MIMEText(f"<p>{text}</p>", "html", "utf-8"))
    mail.attach(both)
    mail.attach(MIMEApplication(b"\0" * 200_000, Name="surat.pdf"))
    attached = MIMEText("log", "plain")
    attached.add_header("Content-Disposition", "attachment", filename="log.txt")
    mail.attach(attached)
    return mail.as_bytes().replace(b"\n", b"\r\n")


def test_of_an_oversized_mail_come_headers_and_text_while_the_original_stays(post: Post) -> None:
    raw = oversized("Terlampir surat kami – mohon bantuan.")
    post.deliver(raw)
    post.deliver(letter("kecil"))
    with post.channel(max_bytes=100_000) as channel:
        large, small = post.pull(channel)
    assert (large.truncated, small.truncated) == (True, False)
    assert large.size == len(raw)
    mail = message_from_bytes(large.raw)
    assert mail["Message-ID"] == "<besar@kominfo.example>"
    parts = [part for part in mail.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert bytes(parts[0].get_payload(decode=True)).decode() == "Terlampir surat kami – mohon bantuan."
    assert post.flags() == [{"mailgate"}]
    assert post.count(DONE) == 1
    with post.channel(max_bytes=100_000) as channel:
        assert post.pull(channel) == []
    assert post.count() == 1


def test_an_oversized_mail_of_text_alone_keeps_its_beginning(post: Post) -> None:
    post.deliver(letter("log", body="\r\n".join(["baris log"] * 150_000)))
    with post.channel(max_bytes=100_000) as channel:
        [mail] = post.pull(channel)
    header, _, body = mail.raw.partition(b"\r\n\r\n")
    assert b"Subject: log" in header
    assert body.startswith(b"baris log\r\n")
    assert 900_000 < len(body) <= 1_000_000


def test_an_oversized_file_sent_without_any_text_leaves_its_header(post: Post) -> None:
    post.deliver(b"Subject: pindaian\r\nContent-Type: application/pdf\r\n\r\n" + b"x" * 200_000)
    with post.channel(max_bytes=100_000) as channel:
        [mail] = post.pull(channel)
    assert mail.raw == b"Subject: pindaian\r\nContent-Type: application/pdf\r\n\r\n"


def test_wait_ends_when_a_mail_is_pushed(post: Post) -> None:
    with post.channel() as channel:
        post.pull(channel)
        timer = threading.Timer(0.2, post.deliver, [letter("baru")])
        timer.start()
        assert channel.wait(30)
        timer.join()
        assert subjects(post.pull(channel)) == ["baru"]


def test_wait_ends_at_once_for_a_mail_that_came_before_it(post: Post) -> None:
    with post.channel() as channel:
        post.pull(channel)
        post.deliver(letter("baru"))
        assert channel.wait(30)
        assert subjects(post.pull(channel)) == ["baru"]


def test_wait_sleeps_through_changes_that_are_no_mail(post: Post) -> None:
    post.deliver(letter("satu"))
    with post.channel(after="flag") as channel:
        post.pull(channel)
        with post.human() as client:
            client.add_flags(client.search("ALL"), ["\\Seen"])
        assert not channel.wait(0.5)


def test_wait_is_over_after_its_time(post: Post) -> None:
    with post.channel(idle_seconds=0.1) as channel:
        post.pull(channel)
        assert not channel.wait(0.3)


def test_wait_returns_when_another_thread_closes_the_channel(post: Post) -> None:
    channel = ImapChannel(post.account)
    post.pull(channel)
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(channel.wait(60)))
    waiting.start()
    channel.close()
    waiting.join(5)
    assert answers == [False]


@pytest.mark.parametrize(
    ("lacks", "moved", "left"),
    [
        (["IDLE"], 1, []),
        (["MOVE"], 1, []),
        (["MOVE", "UIDPLUS"], 0, [{"mailgate"}]),
        (["MOVE", "UIDPLUS", "KEYWORDS"], 0, [{"\\Flagged"}]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) and value and isinstance(value[0], str) else None,
)
def test_a_poorer_server_serves_too(lacks: list[str], moved: int, left: list[set[str]]) -> None:
    with DemoMailServer(lacks=lacks) as server:
        post = demo_post(server)
        with post.human(folder=None) as client:
            client.create_folder(DONE)
        with post.channel(poll_seconds=0.1) as channel:
            assert post.pull(channel) == []
            timer = threading.Timer(0.2, post.deliver, [letter("satu")])
            timer.start()
            assert channel.wait(30)
            timer.join()
            assert subjects(post.pull(channel)) == ["satu"]
            assert post.pull(channel) == []
        with post.channel() as channel:
            assert post.pull(channel) == []
        assert (post.count(DONE), post.flags()) == (moved, left)
