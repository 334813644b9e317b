"""PostgreSQL, with an empty database for each test."""

import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests.servers.process import HOST, Server, find_program, free_port, home_folder, run_program


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running PostgreSQL. `server` can be stopped and started by a test of a lost database."""

    port: int
    server: Server

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@{HOST}:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database that lives for one test."""
        name = f"test_{secrets.token_hex(4)}"
        self._run(f'CREATE DATABASE "{name}"')
        try:
            yield self.url(name)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(host=HOST, port=self.port, user="postgres", dbname="postgres", autocommit=True) as admin:
            admin.execute(statement.encode())


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[Postgres]:
    """PostgreSQL without fsync: what a test loses with the machine is only the test. `durable`: as it is installed."""
    initdb, postgres = find_program("initdb", "postgresql"), find_program("postgres", "postgresql")
    port = free_port()
    with home_folder("pg") as home:
        data = home / "data"
        locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
        run_program([initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync", *locale], home)
        options = {
            "listen_addresses": HOST,
            "port": str(port),
            "unix_socket_directories": str(home),
            "timezone": "UTC",
            **({} if durable else dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")),
        }
        server = Server(
            command=[postgres, "-D", str(data), *(f"--{name}={value}" for name, value in options.items())],
            home=home,
            ready=lambda: psycopg.connect(host=HOST, port=port, user="postgres", dbname="postgres").close(),
            not_yet=(psycopg.OperationalError,),
            stop_signal=signal.SIGINT,  # fast shutdown: open connections are cut
        )
        with server.running():
            yield Postgres(port, server)
