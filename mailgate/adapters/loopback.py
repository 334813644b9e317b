"""Whether a password may travel in plain text."""

import ipaddress
from contextlib import suppress


def is_loopback(host: str) -> bool:
    """Whether traffic to `host` never leaves the machine; a name other than localhost counts as leaving."""
    with suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host.lower() == "localhost"
