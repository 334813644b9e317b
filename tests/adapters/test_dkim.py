"""Signatures checked here: only whole, aligned, unaltered ones count, and nothing hostile raises or asks too much."""

import socket
import subprocess
import threading
from base64 import b64encode
from functools import cache

import dkim
import dns.message
import dns.rrset
import pytest

from mailgate.adapters.dkim import SIGNATURES, resolver_at, signers_of

MAIL = b"From: kadis@dinas.example\r\nTo: layanan@dinas.example\r\nSubject: Re: [X]\r\n\r\nSETUJU\r\n"
DOMAIN = "dinas.example"
SIGNED_HEADERS = [b"from", b"to", b"subject"]


def openssl(*arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True).stdout


@cache
def private() -> bytes:
    return openssl("genrsa", "-traditional", "2048")


@cache
def record() -> bytes:
    return b"v=DKIM1; k=rsa; p=" + b64encode(openssl("rsa", "-pubout", "-outform", "DER", given=private()))


def zone(*domains: str) -> dict[str, bytes]:
    return {f"s1._domainkey.{domain}": record() for domain in domains or (DOMAIN,)}


def signed(mail: bytes = MAIL, domain: str = DOMAIN, *, length: bool = False) -> bytes:
    header: bytes = dkim.sign(mail, b"s1", domain.encode(), private(), include_headers=SIGNED_HEADERS, length=length)
    return header + mail


def check(raw: bytes, records: dict[str, bytes] | None = None) -> set[str]:
    known = zone() if records is None else records
    return set(signers_of(raw, DOMAIN, lookup=lambda name, _: known.get(name)))


def test_a_whole_signature_of_the_senders_domain_counts() -> None:
    assert check(signed()) == {DOMAIN}


def test_line_ends_of_the_local_disk_do_not_matter() -> None:
    assert check(signed().replace(b"\r\n", b"\n")) == {DOMAIN}


@pytest.mark.parametrize(
    "raw",
    [
        MAIL,
        signed().replace(b"SETUJU", b"TOLAK!"),
        signed().replace(b"From: kadis", b"From: kadin"),
        signed(length=True) + b"TOLAK: semua\r\n",
        signed(length=True),
        b"DKIM-Signature: v=1; d=dinas.example; nonsense\r\n" + MAIL,
        b"DKIM-Signature: \xff\xfe;;;=;d=dinas.example\r\n" + MAIL,
        b"DKIM-Signature: d=dinas.example",
        b"",
    ],
    ids=["none", "another body", "another From", "text added", "part of the body", "nonsense", "bytes", "cut", "empty"],
)
def test_anything_less_does_not(raw: bytes) -> None:
    assert check(raw) == set()


def test_a_domain_without_the_key_proves_nothing() -> None:
    assert check(signed(), {}) == set()


def test_a_key_that_is_no_key_proves_nothing() -> None:
    assert check(signed(), {"s1._domainkey.dinas.example": b"v=DKIM1; p=bm9uc2Vuc2U="}) == set()


def test_strangers_signatures_are_not_even_looked_up() -> None:
    asked: list[str] = []

    def lookup(name: str, timeout: float) -> bytes | None:
        asked.append(name)
        return record()

    assert signers_of(signed(domain="penipu.example"), DOMAIN, lookup=lookup) == frozenset()
    assert asked == []


def test_a_mail_full_of_signatures_costs_few_lookups() -> None:
    asked: list[str] = []

    def lookup(name: str, timeout: float) -> bytes | None:
        asked.append(name)
        return None

    header = signed()[: -len(MAIL)]
    signers_of(header * 50 + MAIL, DOMAIN, lookup=lookup)
    assert len(asked) <= SIGNATURES


def test_keys_are_asked_of_the_resolver_that_is_named() -> None:
    """A resolver on loopback that answers one question, as DNS (RFC 1035) on UDP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(10)

        def answer() -> None:
            wire, client = server.recvfrom(4096)
            question = dns.message.from_wire(wire)
            told = dns.message.make_response(question)
            name = question.question[0].name
            told.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", '"v=DKIM1; p=abc"'))
            server.sendto(told.to_wire(), client)

        thread = threading.Thread(target=answer)
        thread.start()
        found = resolver_at(f"127.0.0.1:{server.getsockname()[1]}")("s._domainkey.dinkes.example", 5.0)
        thread.join()
    assert found == b"v=DKIM1; p=abc"


def test_a_resolver_that_is_silent_knows_no_key() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        assert resolver_at(f"127.0.0.1:{silent.getsockname()[1]}")("s._domainkey.dinkes.example", 0.2) is None
