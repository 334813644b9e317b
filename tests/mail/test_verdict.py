"""Only our own mail server's word, about exactly this From, lets a command run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.mail.authresults import read_auth_results
from mailgate.mail.parse import parse
from mailgate.mail.verdict import Verdict, verdict

OURS = "mx.trenggalek.example"
SENDER = "kadis@trenggalek.example"
RESULTS = "Authentication-Results: "


def verdict_of(*headers: str, sender: str = SENDER, authserv_id: str | None = OURS) -> Verdict:
    raw = "\r\n".join([*headers, f"From: {sender}", "Subject: x", "", "SETUJU"]).encode()
    return verdict(parse(raw), authserv_id=authserv_id)


@pytest.mark.parametrize(
    "said",
    [
        "dmarc=pass header.from=trenggalek.example",
        "dmarc=pass (p=none dis=none) header.from=trenggalek.example; spf=fail",
        "dkim=pass header.d=trenggalek.example header.s=s1 header.b=abc",
        "dkim=pass header.i=@trenggalek.example",
        "dkim=pass header.d=mail.trenggalek.example",
        "dkim=fail header.d=trenggalek.example; dkim=pass header.d=trenggalek.example",
        "spf=pass smtp.mailfrom=kadis@trenggalek.example",
        "spf=pass (a (nested) comment; dmarc=fail) smtp.mailfrom=trenggalek.example",
        'auth=pass smtp.auth="kadis@trenggalek.example"',
        "auth=pass smtp.auth=kadis@trenggalek.example; spf=pass smtp.mailfrom=kadis@trenggalek.example",
        "dkim/1 = pass header.d = Trenggalek.Example",
    ],
)
def test_an_aligned_pass_of_our_server_is_sufficient(said: str) -> None:
    assert verdict_of(f"{RESULTS}{OURS}; {said}").sufficient
    assert verdict_of(f"{RESULTS}{OURS.upper()} 1;\r\n\t{said}").sufficient


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ([], "no readable Authentication-Results"),
        ([f"{RESULTS}{OURS}; none"], "says nothing"),
        ([f"{RESULTS}{OURS}"], "says nothing"),
        ([f"{RESULTS}{OURS}; dmarc=fail; spf=softfail"], "dmarc=fail, spf=softfail"),
        ([f"{RESULTS}{OURS}; dkim=pass header.d=gmail.example"], "none of it aligned"),
        ([f"{RESULTS}{OURS}; dkim=pass header.d=example"], "none of it aligned"),
        ([f"{RESULTS}{OURS}; spf=pass smtp.mailfrom=x@bulk.example"], "none of it aligned"),
        ([f"{RESULTS}{OURS}; spf=pass smtp.helo=trenggalek.example"], "none of it aligned"),
        ([f"{RESULTS}{OURS}; auth=pass smtp.auth=kadis"], "none of it aligned"),
        ([f"{RESULTS}mx.evil.example; dmarc=pass"], "no readable"),
        ([f"{RESULTS}{OURS}.evil.example; dmarc=pass"], "no readable"),
        ([f"{RESULTS}{OURS}; dmarc=fail", f"{RESULTS}{OURS}; dmarc=pass"], "dmarc=fail"),
        ([f"{RESULTS}{OURS} (open; x", f"{RESULTS}{OURS}; dmarc=pass"], "no readable"),
        ([f'{RESULTS}{OURS}; dkim=fail reason="x; dmarc=pass" header.d=trenggalek.example'], "dkim=fail"),
        ([f"{RESULTS}{OURS}; spf=fail (x; dmarc=pass) smtp.mailfrom=a@b.example"], "spf=fail"),
        ([f"{RESULTS}{OURS}; dmarc=pass", "From: lain@trenggalek.example"], "can't be relied on"),
        ([f"X-{RESULTS}{OURS}; dmarc=pass"], "no readable"),
        ([f"ARC-{RESULTS}i=1; {OURS}; dmarc=pass"], "no readable"),
    ],
)
def test_anything_less_is_not(headers: list[str], why: str) -> None:
    found = verdict_of(*headers)
    assert (found.sufficient, why in found.why) == (False, True), found


PASSED = f"{RESULTS}{OURS}; dmarc=pass"
ARRIVED = f"Received: from mail.jauh.example by {OURS} (Postfix) with ESMTPS id 1; Fri, 20 Nov 2026 08:00:00 +0700"
BEHIND = "Received: from mx.trenggalek.example by imap.trenggalek.example with LMTP id 2"
BY_LOOPBACK = "Received: from localhost (localhost [127.0.0.1]) by localhost (amavisd) with ESMTP"
ABROAD = "Received: from [10.0.0.9] by mail.jauh.example with ESMTPSA id 3"


@pytest.mark.parametrize(
    "headers",
    [
        [PASSED, ARRIVED, ABROAD],
        [ARRIVED, PASSED, ABROAD],
        [BEHIND, BY_LOOPBACK, ARRIVED, PASSED, ABROAD],
        ["Received: by 2002:a05:6f02:b; Fri", ARRIVED, "Received-SPF: pass", PASSED],
        ["Received: by mail.penyedia.example with LMTP", ARRIVED, PASSED],
        [PASSED],
    ],
    ids=["above its trace", "below it", "behind a filter", "provider", "hosted elsewhere", "no trace"],
)
def test_the_stamp_of_our_server_counts_wherever_it_writes_it(headers: list[str]) -> None:
    assert verdict_of(*headers).sufficient


@pytest.mark.parametrize(
    "headers",
    [
        [ARRIVED, ABROAD, PASSED],
        [BEHIND, ARRIVED, BY_LOOPBACK, ABROAD, PASSED],
        [ARRIVED, ABROAD, ARRIVED, PASSED],
        [ARRIVED, f"Received: from by {OURS} by mail.jauh.example with ESMTPSA", PASSED],
        [ARRIVED, f"{RESULTS}mx.lain.example; dmarc=pass", ABROAD, PASSED],
    ],
    ids=["below", "far below", "with a forged trace above it", "with our name as HELO", "below another's stamp"],
)
def test_a_stamp_that_came_with_the_mail_is_not_ours_even_where_our_server_stamps_none(headers: list[str]) -> None:
    found = verdict_of(*headers)
    assert (found.sufficient, "no readable Authentication-Results" in found.why) == (False, True), found


@pytest.mark.parametrize(
    ("header", "said", "who"),
    [
        ("Return-Path: <staf@trenggalek.example>", "dmarc=pass", "Return-Path is staf@trenggalek.example"),
        ("X: y", "dkim=pass header.d=trenggalek.example; spf=pass smtp.mailfrom=staf@trenggalek.example", "mailfrom"),
        ("X: y", "auth=pass smtp.auth=staf@trenggalek.example; dmarc=pass", "login was staf@trenggalek.example"),
        ("X: y", "auth=pass smtp.auth=staf; dmarc=pass", "login was staf"),
        ("X: y", "auth=pass smtp.auth=orang@gmail.example; dmarc=pass", "login was orang@gmail.example"),
    ],
)
def test_a_colleagues_login_behind_the_officials_address_is_held(header: str, said: str, who: str) -> None:
    found = verdict_of(header, f"{RESULTS}{OURS}; {said}")
    assert (found.sufficient, who in found.why) == (False, True), found


@pytest.mark.parametrize(
    "header",
    [
        "Return-Path: <kadis+abc@trenggalek.example>",
        "Return-Path: <prvs=1234abcd=kadis@trenggalek.example>",
        "Return-Path: <bounce-77@mail.bulk.example>",
    ],
)
def test_a_return_path_of_the_same_account_or_of_a_mail_service_does_no_harm(header: str) -> None:
    assert verdict_of(header, f"{RESULTS}{OURS}; dkim=pass header.d=trenggalek.example").sufficient


def test_a_shared_suffix_aligns_nobody() -> None:
    said = "dkim=pass header.d=go.id; spf=pass smtp.mailfrom=x@go.id"
    assert not verdict_of(f"{RESULTS}{OURS}; {said}", sender="kadis@trenggalekkab.go.id").sufficient
    said = "dkim=pass header.d=trenggalekkab.go.id"
    assert verdict_of(f"{RESULTS}{OURS}; {said}", sender="kadis@kominfo.trenggalekkab.go.id").sufficient


def test_without_a_configured_server_nobody_is_believed() -> None:
    found = verdict_of(f"{RESULTS}{OURS}; dmarc=pass", authserv_id=None)
    assert (found.sufficient, "no authserv-id is configured" in found.why) == (False, True)


def test_the_results_are_kept_for_the_history() -> None:
    found = verdict_of(f"{RESULTS}{OURS}; dkim=fail; dkim=pass header.d=trenggalek.example; spf=none; x=y")
    assert found.results == {"dkim": "pass", "spf": "none"}


@given(st.text(alphabet='ab.=;()"\\ \t/1', max_size=200))
def test_no_header_raises(value: str) -> None:
    read_auth_results(value)
