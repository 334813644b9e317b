"""DKIM signatures checked here (RFC 6376), for an office whose own mail server doesn't judge them.

dkimpy does the cryptography, dnspython asks for the keys. A signature counts only over the whole body (no `l=`), and
only where its domain could be aligned with From, so that a stranger's signatures cost no lookups.
"""

import re
from collections.abc import Callable, Iterator

import dkim
import dns.exception
import dns.resolver

TIMEOUT = 5.0
"""Seconds a key may take to be found."""

SIGNATURES = 3
"""Signatures of one mail that are checked; an honest one has one or two of its own domain."""

Lookup = Callable[[str, float], bytes | None]
"""(DNS name, seconds) → its TXT record, or None where there is none or nobody answers."""

_DOMAIN = re.compile(rb"(?:\A|;)\s*d\s*=\s*([A-Za-z0-9._-]{1,253})")

# What dkimpy lets through on signatures and keys that are broken on purpose, besides its own errors.
_BROKEN = (dkim.DKIMException, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError)


def resolver_at(address: str | None) -> Lookup:
    """Asks the resolver at `1.2.3.4` or `1.2.3.4:5353`, or this machine's own where none is named."""

    def look_up(name: str, timeout: float) -> bytes | None:
        try:
            answer = _resolver(address).resolve(name, "TXT", lifetime=timeout, raise_on_no_answer=False)
        except dns.exception.DNSException:
            return None
        return next((b"".join(record.strings) for record in answer.rrset or ()), None)

    return look_up


def _resolver(address: str | None) -> dns.resolver.Resolver:
    if address is None:
        return dns.resolver.get_default_resolver()
    host, _, port = address.partition(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port or 53)
    return resolver


look_up = resolver_at(None)
"""The resolver of this machine."""


def signers_of(raw: bytes, domain: str, *, lookup: Lookup = look_up) -> frozenset[str]:
    """The domains near `domain` (that of From) whose signature over these bytes is valid, lower-cased."""
    if b"dkim-signature" not in raw[:200_000].lower():
        return frozenset()
    return frozenset(_valid(raw, domain.lower(), lookup))


def _valid(raw: bytes, domain: str, lookup: Lookup) -> Iterator[str]:
    try:
        mail = dkim.DKIM(raw, timeout=TIMEOUT)
    except _BROKEN:
        return
    signatures = [value for name, value in mail.headers if name.lower() == b"dkim-signature"]
    near = [index for index, value in enumerate(signatures) if _near(_signer(value), domain)]
    for index in near[:SIGNATURES]:
        if _holds(mail, index, lookup) and b"l" not in mail.signature_fields:
            yield mail.domain.decode("ascii", "replace").lower()


def _signer(signature: bytes) -> str:
    found = _DOMAIN.search(signature)
    return found[1].decode("ascii", "replace").lower() if found else ""


def _near(signer: str, domain: str) -> bool:
    return bool(signer) and (signer == domain or domain.endswith("." + signer) or signer.endswith("." + domain))


def _holds(mail: dkim.DKIM, index: int, lookup: Lookup) -> bool:
    def key_of(name: bytes, timeout: float = TIMEOUT) -> bytes | None:
        return lookup(name.decode("ascii", "replace").rstrip("."), min(timeout, TIMEOUT))

    try:
        return bool(mail.verify(index, dnsfunc=key_of))
    except _BROKEN:
        return False
