"""A mail is ours, a machine's, a list's or a person's, and the sign that decided it is named."""

import json
from collections import Counter
from pathlib import Path

import pytest

from mailgate.domain.message import Classification, Kind
from mailgate.mail.classify import classify
from mailgate.mail.parse import parse
from mailgate.mail.seal import message_id

OWN = frozenset({"layanan@trenggalek.example"})
DOMAINS = frozenset({"trenggalek.example"})
PERSON = "From: kadis@trenggalek.example"


def kind_of(*headers: str, body: str = "SETUJU", is_reply: bool = False) -> Classification:
    raw = ("\r\n".join(headers) + "\r\n\r\n" + body).encode()
    return classify(parse(raw), own_addresses=OWN, own_domains=DOMAINS, is_reply=is_reply)


@pytest.mark.parametrize(
    ("headers", "kind", "why"),
    [
        ("From: Layanan@trenggalek.example", Kind.OWN, "own address"),
        ("From: layanan+abc.trg-2026-000001@trenggalek.example", Kind.OWN, "own address"),
        (f"{PERSON}\nMessage-ID: <{message_id(None, None, 'k', 'trenggalek.example')}>", Kind.OWN, "Message-ID"),
        (f"{PERSON}\nX-Mailgate: 1", Kind.OWN, "X-Mailgate"),
        (f"{PERSON}\nMessage-ID: <CAF12@trenggalek.example>", Kind.REQUEST, "no sign"),
        (f"{PERSON}\nAuto-Submitted: auto-replied (vacation)", Kind.AUTO, "Auto-Submitted: auto-replied"),
        (f"{PERSON}\nAuto-Submitted: auto-generated; x=y", Kind.AUTO, "Auto-Submitted: auto-generated"),
        (f"{PERSON}\nAuto-Submitted: No", Kind.REQUEST, "no sign"),
        (f"{PERSON}\nAuto-Submitted: no (by hand)", Kind.REQUEST, "no sign"),
        (f"{PERSON}\nX-Autoreply: yes", Kind.AUTO, "X-Autoreply"),
        (f"{PERSON}\nX-Autorespond: x", Kind.AUTO, "X-Autorespond"),
        (f"{PERSON}\nX-Auto-Response-Suppress: All", Kind.AUTO, "X-Auto-Response-Suppress: All"),
        (f"{PERSON}\nX-Auto-Response-Suppress: DR, OOF, AutoReply", Kind.REQUEST, "no sign"),
        (f"{PERSON}\nPrecedence: auto_reply", Kind.AUTO, "Precedence: auto_reply"),
        (f"{PERSON}\nPrecedence: Bulk", Kind.AUTO, "Precedence: bulk"),
        (f"{PERSON}\nPrecedence: junk", Kind.AUTO, "Precedence: junk"),
        (f"{PERSON}\nPrecedence: normal", Kind.REQUEST, "no sign"),
        (f"Return-Path: <>\n{PERSON}\nSubject: Surat", Kind.AUTO, "null Return-Path"),
        (f"{PERSON}\nSubject: Jawaban otomatis: Permohonan", Kind.AUTO, "Jawaban otomatis"),
        (f"{PERSON}\nSubject: Balasan Otomatis", Kind.AUTO, "Balasan Otomatis"),
        (f"{PERSON}\nSubject: Automatic reply: x", Kind.AUTO, "Automatic reply"),
        (f"{PERSON}\nSubject: Autoreply: x", Kind.AUTO, "Autoreply"),
        (f"{PERSON}\nSubject: Out of office: x", Kind.AUTO, "Out of office"),
        (f"{PERSON}\nSubject: Tidak berada di kantor", Kind.AUTO, "Tidak berada di kantor"),
        (f"{PERSON}\nSubject: Di luar kantor s.d. Jumat", Kind.AUTO, "Di luar kantor"),
        (f"{PERSON}\nSubject: Dibaca: Permohonan", Kind.AUTO, "Dibaca:"),
        (f"{PERSON}\nSubject: Read: Permohonan", Kind.AUTO, "Read:"),
        (f"{PERSON}\nSubject: Re: Automatic reply: x", Kind.REQUEST, "no sign"),
        (f"{PERSON}\nSubject: Readiness jaringan", Kind.REQUEST, "no sign"),
        (f"{PERSON}\nSubject: Sistem otomatis di luar kantor mati", Kind.REQUEST, "no sign"),
        (f"{PERSON}\nSubject: Email dinas tidak terkirim", Kind.REQUEST, "no sign"),
        ("From: postmaster@opd.example\nSubject: Permohonan hosting", Kind.REQUEST, "no sign"),
        ("From: postmaster@opd.example\nSubject: Email tidak terkirim", Kind.BOUNCE, "postmaster"),
        ("From: Mail Delivery Subsystem <MAILER-DAEMON@opd.example>\nSubject: x", Kind.BOUNCE, "mailer-daemon"),
        ("From: MAILER-DAEMON <>\nSubject: x", Kind.BOUNCE, "MAILER-DAEMON"),
        ("Return-Path: <>\nFrom: it@opd.example\nSubject: Pengiriman gagal", Kind.BOUNCE, "null Return-Path"),
        ("From: it@opd.example\nSubject: Undelivered Mail Returned to Sender", Kind.BOUNCE, "Undelivered Mail"),
        ("From: it@opd.example\nX-Failed-Recipients: a@b.example\nSubject: x", Kind.BOUNCE, "X-Failed-Recipients"),
        (
            "From: x@y.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
            Kind.AUTO,
            "disposition-notification",
        ),
        (
            "From: x@y.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b",
            Kind.AUTO,
            "feedback-report",
        ),
        (
            'From: x@y.example\nContent-Type: multipart/report; boundary=b; report-type="delivery-status"',
            Kind.BOUNCE,
            "delivery-status",
        ),
        (f"{PERSON}\nList-Id: <kominfo.trenggalek.example>\nPrecedence: bulk", Kind.LIST, "List-Id"),
        (f"{PERSON}\nPrecedence: list", Kind.LIST, "Precedence: list"),
        (f"{PERSON}\nList-Unsubscribe: <x>\nPrecedence: bulk", Kind.LIST, "List-Unsubscribe and Precedence"),
        (f"{PERSON}\nList-Unsubscribe: <x>", Kind.REQUEST, "no sign"),
    ],
)
def test_the_sign_decides_and_is_named(headers: str, kind: Kind, why: str) -> None:
    found = kind_of(*headers.split("\n"))
    assert (found.kind, why in found.why) == (kind, True), found


def test_an_automatic_answer_in_our_thread_is_no_reply() -> None:
    assert kind_of(PERSON, is_reply=True).kind is Kind.REPLY
    assert kind_of(PERSON, "Auto-Submitted: auto-replied", is_reply=True).kind is Kind.AUTO


def test_the_machine_mail_of_the_corpus_is_told_apart(corpora: Path) -> None:
    cases = [json.loads(line) for line in (corpora / "machine-mail" / "cases.jsonl").read_text().splitlines()]
    expected = {"bounce": {Kind.BOUNCE}, "feedback": {Kind.AUTO}, "vacation": {Kind.AUTO}}
    misses = []
    for case in cases:
        message = parse((corpora / "machine-mail" / case["file"]).read_bytes())
        found = classify(message, own_addresses=OWN, is_reply=False)
        if found.kind not in expected.get(case["class"], {Kind.REQUEST, Kind.AUTO}):
            misses.append((case["file"], case["class"], found))
    print(*misses, sep="\n")
    assert len(cases) == 159
    assert misses == []


def test_no_mail_of_a_person_in_the_corpora_is_taken_for_a_machines(corpora: Path) -> None:
    folders = [corpora / "replies", corpora / "malformed" / "django-helpdesk"]
    files = [path for folder in folders for path in sorted(folder.rglob("*.eml"))]
    found = Counter(
        classify(parse(path.read_bytes()), own_addresses=OWN, is_reply=False).kind
        for path in files
        if b"\nFrom:" in path.read_bytes() or path.read_bytes().startswith(b"From:")
    )
    assert set(found) == {Kind.REQUEST}
