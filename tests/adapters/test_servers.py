"""The servers the other tests lean on: each starts, answers, keeps tests apart and is gone afterwards."""

import imaplib
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager

import pika
import psycopg
import pytest
import redis

from tests.servers import (
    Dovecot,
    Postgres,
    RabbitMQ,
    Redis,
    ServerMissing,
    dovecot_server,
    find_program,
    redis_server,
)

MAIL = b"From: kasi@trenggalek.example\r\nSubject: Uji\r\n\r\nIsi surat.\r\n"


def connect(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))


def test_each_postgres_url_is_an_empty_database(postgres: Postgres) -> None:
    with postgres.database() as one, postgres.database() as other:
        with connect(one) as connection:
            connection.execute("CREATE TABLE surat (nomor text)")
        with connect(other) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'surat'").fetchone()
    assert found == (0,)


def test_a_postgres_database_is_gone_after_its_test(postgres: Postgres) -> None:
    with postgres.database() as url:
        name = url.rsplit("/", 1)[1]
    with connect(postgres.url()) as connection:
        found = connection.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name]).fetchone()
    assert found == (0,)


def test_postgres_url_is_what_sqlalchemy_takes(postgres_url: str) -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy")
    engine = sqlalchemy.create_engine(postgres_url)
    try:
        with engine.connect() as connection:
            assert connection.scalar(sqlalchemy.text("SHOW server_encoding")) == "UTF8"
    finally:
        engine.dispose()


def test_redis_answers_and_is_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping()
        assert client.dbsize() == 0
        client.set("kunci", "nilai")


def test_redis_forgets_when_wiped(redis_broker: Redis) -> None:
    with redis.Redis.from_url(redis_broker.url) as client:
        client.set("kunci", "nilai")
        redis_broker.wipe()
        assert client.get("kunci") is None


def test_rabbitmq_carries_a_message(rabbitmq_url: str) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(rabbitmq_url))
    try:
        channel = connection.channel()
        channel.queue_declare("masuk")
        channel.basic_publish("", "masuk", b"isi")
        assert channel.basic_get("masuk", auto_ack=True)[2] == b"isi"
    finally:
        connection.close()


def test_rabbitmq_listens_on_loopback_only(rabbitmq: RabbitMQ) -> None:
    with socket.create_connection(("127.0.0.1", rabbitmq.port), timeout=5):
        pass
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", rabbitmq.port), timeout=5)


def test_dovecot_keeps_a_delivered_mail_byte_for_byte(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    assert dovecot.mails() == [MAIL]


def test_dovecot_mailboxes_are_apart(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL, user="kadis@trenggalek.example")
    assert dovecot.mails() == []
    assert dovecot.mails(user="kadis@trenggalek.example")[-1] == MAIL


def test_dovecot_reads_without_marking(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    dovecot.mails()
    assert [flags - {"\\Recent"} for flags in dovecot.flags()] == [set()]


def test_dovecot_offers_idle_and_move(dovecot: Dovecot) -> None:
    with dovecot.login() as connection:
        _, answer = connection.capability()
    assert {b"IDLE", b"MOVE"} <= set(answer[0].split())


def test_dovecot_moves_a_mail_to_another_folder(dovecot: Dovecot) -> None:
    dovecot.deliver(MAIL)
    with dovecot.login() as connection:
        connection.create("Arsip")
        connection.select("INBOX")
        connection.xatom("UID", "MOVE", "1", "Arsip")
    assert (dovecot.mails(), dovecot.mails("Arsip")) == ([], [MAIL])


def test_dovecot_refuses_a_wrong_password(dovecot: Dovecot) -> None:
    with (
        imaplib.IMAP4(dovecot.host, dovecot.port, timeout=10) as connection,
        pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"),
    ):
        connection.login(dovecot.user, "salah")


@pytest.mark.usefixtures("redis_broker", "dovecot_shared")
@pytest.mark.parametrize("make", [redis_server, dovecot_server], ids=["redis", "dovecot"])
def test_a_server_can_be_stopped_and_started_again(
    make: Callable[[], AbstractContextManager[Redis | Dovecot]],
) -> None:
    with make() as running:
        server = running.server
        server.stop()
        with pytest.raises(server.not_yet):
            server.ready()
        server.start()
        server.ready()
    assert not server.home.exists()


def test_a_missing_program_is_named_with_its_package() -> None:
    with pytest.raises(ServerMissing, match=r"tidak-ada is not installed .*Debian package paket"):
        find_program("tidak-ada", "paket")
