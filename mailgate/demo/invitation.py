"""How to log in to the demo's mailboxes with an ordinary mail program."""

from collections.abc import Iterator
from urllib.parse import quote

from mailgate.demo.gateway import PASSWORD, Demo
from mailgate.demo.mailserver import HOST, DemoMailServer
from mailgate.domain.office import Office

EXAMPLE = "dinkes"
"""Whose mailbox the examples open: an organisation that every sample office serves."""


def thunderbird(server: DemoMailServer) -> list[tuple[str, str]]:
    """What Thunderbird asks for under "Configure manually"."""
    connection = "connection security: none, authentication: password, transmitted insecurely"
    return [
        ("IMAP", f"{HOST}, port {server.imap_port}, {connection}"),
        ("SMTP", f"{HOST}, port {server.smtp_port}, {connection}"),
        ("user name", "the whole address, such as dinkes@sumbawa.example"),
        ("password", PASSWORD),
    ]


def mutt(server: DemoMailServer, email: str) -> str:
    """A mutt that touches no configuration of its user."""
    settings = (
        f'set folder="imap://{HOST}:{server.imap_port}/" spoolfile="+INBOX" record="" postponed=""',
        f'imap_user="{email}" imap_pass="{PASSWORD}"',
        f'smtp_url="smtp://{quote(email, safe="")}@{HOST}:{server.smtp_port}" smtp_pass="{PASSWORD}"',
        f'from="{email}" use_from=yes ssl_starttls=no ssl_force_tls=no',
    )
    headers = "-e 'ignore *' -e 'unignore from to date subject'"
    return f"mutt -n -F /dev/null {headers} -e '{' '.join(settings)}'"


def mailboxes(demo: Demo) -> Iterator[tuple[str, str, str, str]]:
    """Rows of (office, where requests go, who asks, who decides)."""
    for office in demo.policy.offices.values():
        asking = [email for requester in office.requesters for email in requester.emails]
        yield office.code, office.address, _locals(asking), _locals(_deciding(office))


def _deciding(office: Office) -> list[str]:
    """Everybody on the roster once, at the address that is written to."""
    return list(dict.fromkeys(holder.email for seat in office.roster.seats for holder in seat.holders))


def _locals(emails: list[str]) -> str:
    return " ".join(f"{email.partition('@')[0]}@" for email in emails)
