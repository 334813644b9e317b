"""Real servers for tests: PostgreSQL, Redis, RabbitMQ and Dovecot, each on free loopback ports in a folder of its own.

They run without root, leave nothing behind, and never meet a server the machine already runs.
"""

from tests.servers.brokers import RabbitMQ, Redis, rabbitmq_server, redis_server
from tests.servers.database import Postgres, postgres_server
from tests.servers.mailbox import Dovecot, dovecot_server
from tests.servers.process import Server, ServerMissing, find_program

__all__ = [
    "Dovecot",
    "Postgres",
    "RabbitMQ",
    "Redis",
    "Server",
    "ServerMissing",
    "dovecot_server",
    "find_program",
    "postgres_server",
    "rabbitmq_server",
    "redis_server",
]
