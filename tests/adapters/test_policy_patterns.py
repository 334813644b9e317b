"""Word patterns as an office writes them: whole words, in time linear to the text."""

import pytest

from mailgate.adapters.policy_yaml.patterns import finder, problem


@pytest.mark.parametrize(
    ("patterns", "text", "found"),
    [
        (("mati",), "internet mati total", "mati"),
        (("mati",), "matikan internet", None),
        (("wi-?fi",), "sinyal wifi hilang", "wifi"),
        (("LAN",), "kabel lan putus", "lan"),
        (("tdk bisa",), "tidak bisa akses", "tidak bisa"),
        (("jaringan( baru)?",), "jaringan lama", "jaringan"),
        (("c[+][+]",), "belajar c++ di kantor", "c++"),
        ((r"c\+\+",), "belajar c++ di kantor", "c++"),
        ((r"\d{3} error",), "ada 404 error", "404 error"),
        (("und[.]",), "und. rapat", "und."),
        (("(?:lapor|laporan) gangguan",), "laporan gangguan", "laporan gangguan"),
        (("satu", "dua"), "dua lalu satu", "dua"),
        (("a.*z",), "a" + "b" * 100 + "z", "a" + "b" * 59 + "…"),
    ],
)
def test_words_are_found_whole(patterns: tuple[str, ...], text: str, found: str | None) -> None:
    assert finder(patterns)(text) == found


def test_a_pattern_that_would_hang_other_engines_is_answered() -> None:
    assert finder(("(a+)+b",))("a" * 50_000) is None


@pytest.mark.parametrize("pattern", ["(tidak", "(?=maju)", "x*", "a" * 301, r"(a)\1"])
def test_a_pattern_that_is_no_use_is_refused(pattern: str) -> None:
    assert problem(pattern) is not None
