"""What the sender newly wrote, out of the mails of many clients and languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.message import Address, Message
from mailgate.mail.markup import html_to_text
from mailgate.mail.parse import parse
from mailgate.mail.reply import new_text, new_text_of, normal_line, readable_lines, sent_lines_of
from tests.mail import html_replies
from tests.mail.html_replies import QUOTED_HTML
from tests.mail.indonesian_replies import BARE_TASK, CASES, TASK_LINES, quoted

# Measured on the 131 cases of other projects. Missed: a phone's advert and a `-- ` signature that one of them keeps
# while another cuts it, a forwarded mail counted as new text (on purpose), a line of the sender's above a separator.
CORPUS_FLOOR = 127
SENT = sent_lines_of([TASK_LINES, "Balas: SELESAI\nSELESAI\nTidak ada yang perlu dilakukan."])


def by_words(text: str) -> list[str]:
    """The words of a text, as the corpus asks to compare."""
    return re.findall(r"[^\W_]+", text)


def html_mail(html: str, text: str = "") -> Message:
    """A mail with both parts; without `text`, its text is that of the HTML."""
    return Message(Address("kadis@sumbawa.example"), "Re: x", text or html_to_text(html), html=html)


def corpus_misses(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """Id, what was read and what was expected, of each case of the corpus that is read differently."""
    folder = corpora / "replies"
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        raw = case["input"].encode() if "input" in case else (folder / case["file"]).read_bytes()
        if case["kind"] == "eml":
            message = parse(raw)
        elif case["kind"] == "html":
            message = html_mail(raw.decode("utf-8", "replace"))
        else:
            message = Message(Address("a@b.example"), "", raw.decode("utf-8", "replace"))
        expected = case["expected_reply"]
        expected = html_to_text(expected) if "<html" in expected else expected
        found = new_text(message)
        if by_words(found) != by_words(expected):
            yield case["id"], found, expected


def test_the_corpus_of_other_projects_is_read_as_well_as_measured(corpora: Path) -> None:
    misses = list(corpus_misses(corpora))
    report = "\n".join(
        f"{name}\n  read {found[-200:]!r}\n  not  {expected[-200:]!r}" for name, found, expected in misses
    )
    assert 131 - len(misses) >= CORPUS_FLOOR, report


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_indonesian_reply_is_read_without_its_quotation(text: str, expected: str) -> None:
    assert new_text_of(text).split() == expected.split()


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_line_ends_of_windows_change_nothing(text: str, expected: str) -> None:
    assert new_text_of(text.replace("\n", "\r\n")).split() == expected.split()


@pytest.mark.parametrize(
    ("html", "expected"), [case[1:] for case in html_replies.CASES], ids=[case[0] for case in html_replies.CASES]
)
def test_an_html_reply_is_read_by_its_structure(html: str, expected: str) -> None:
    assert new_text(html_mail(html)).split() == expected.split()


def test_html_decides_where_the_plain_part_has_no_marks() -> None:
    html = f'<div>SETUJU</div><div class="yahoo_quoted">{QUOTED_HTML}</div>'
    assert new_text(html_mail(html, text=f"SETUJU\n\n{BARE_TASK}")) == "SETUJU"


def test_the_plain_part_decides_where_html_has_no_structure() -> None:
    assert new_text(html_mail("<p>lain</p>", text="SETUJU\n\n> lama")) == "SETUJU"


def test_an_offered_example_copied_above_the_quotation_is_meant() -> None:
    assert (
        new_text_of(f"SELESAI\n\nPada 03/11/26 10.12, TIK menulis:\n{quoted(TASK_LINES)}", sent_lines=SENT) == "SELESAI"
    )


def test_a_line_we_sent_below_a_quotation_is_ours() -> None:
    text = "Sudah saya baca.\n> Mohon tindak lanjut\nPerintah lain: CATATAN, STATUS, BANTUAN\n* SELESAI\nbesok saya cek"
    assert new_text_of(text, sent_lines=SENT) == "Sudah saya baca.\n\nbesok saya cek"


def test_our_own_mail_quoted_in_an_unknown_way_leaves_nothing_of_ours() -> None:
    text = f"Baik, kami pelajari.\n\n{BARE_TASK}\n\nSELESAI"
    assert new_text_of(text, sent_lines=SENT) == "Baik, kami pelajari."


def test_an_offered_example_copied_below_our_marked_mail_is_meant() -> None:
    text = f"Pada 03/11/26 10.12, TIK menulis:\n{quoted(TASK_LINES)}\n\nSELESAI"
    assert new_text_of(text, sent_lines=SENT) == "SELESAI"


def test_our_lines_below_our_marked_mail_are_ours_where_they_are_many() -> None:
    text = f"{quoted(TASK_LINES)}\n\n{BARE_TASK}\n\nbesok saya cek"
    assert new_text_of(text, sent_lines=SENT) == "besok saya cek"


def test_two_of_our_lines_written_anew_are_kept() -> None:
    assert new_text_of("SELESAI\nPerintah lain: CATATAN, STATUS, BANTUAN", sent_lines=SENT).startswith("SELESAI\n")


@pytest.mark.parametrize(
    "line",
    ["> > SELESAI ", "•  selesai", "\u200bSELESAI\u00a0", "* SELESAI", "\uff33\uff25\uff2c\uff25\uff33\uff21\uff29"],
)
def test_lines_are_compared_without_marks_width_and_case(line: str) -> None:
    assert normal_line(line) == "selesai"


MONSTERS = {
    "ten thousand nested quotes": "\n".join(">" * depth for depth in range(10_000)),
    "five megabytes of one line": "a" * 5_000_000,
    "five megabytes of empty lines": "\n" * 5_000_000,
    "labels without end": "Dari: a\n" * 300_000,
    "recipients without end": "Kepada: a@b.example\nCc: c\n" * 100_000,
    "intros without end": "Pada 3 Nov 2026 10.12\n" * 200_000,
    "an intro of verbs": "menulis " * 500_000,
    "dashes": ("-" * 90 + " ") * 50_000,
    "answers between full lines": ("> " + "Abc " * 15 + "\nDari Kami\n") * 100_000,
    "disclaimers above labels": "Surel ini bersifat rahasia dan hanya ditujukan kepada penerima.\n"
    + "Dari: a\n" * 100_000,
    "our line and answers": "> tulis balasan di atas garis ini\nA\n" * 100_000,
    "our line again and again": "> tulis balasan di atas garis ini\n" * 100_000,
}


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS.keys())
def test_a_monstrous_text_is_read(text: str) -> None:
    assert isinstance(new_text_of(text, sent_lines=SENT), str)


MONSTROUS_HTML = {
    "nested blockquotes": "<blockquote type=cite>" * 10_000 + "x",
    "nested Gmail quotes": "<div class=gmail_quote>" * 10_000 + "x",
    "Gmail quotes side by side": "<div class=gmail_quote>SELESAI</div>" * 30_000,
    "signatures side by side": "<div class=gmail_signature>SELESAI</div>" * 30_000,
}


@pytest.mark.parametrize("html", MONSTROUS_HTML.values(), ids=MONSTROUS_HTML.keys())
def test_monstrous_html_is_read_and_yields_no_command(html: str) -> None:
    assert "SELESAI" not in new_text(html_mail(html, text="x"))


FRAGMENTS = st.sampled_from(
    (
        "> |Dari: |menulis:|Pada |2026|10.12|a@b.id|<|>|-- |____|\n|\n\n|NIP. 19680412199403|"
        "Dikirim dari iPhone saya|Pesan Asli|-----|Kepada:|rahasia|balasan ditulis di atas garis ini|SELESAI|"
        "<div>|</div>|<blockquote>|<hr id=zwchr>"
    ).split("|")
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS, max_size=40).map("".join)))
def test_each_line_read_is_a_line_written(text: str) -> None:
    written = {line.rstrip() for line in readable_lines(text)} | {""}
    assert set(new_text_of(text, sent_lines=SENT).split("\n")) <= written


@given(st.lists(FRAGMENTS))
def test_no_html_raises(parts: list[str]) -> None:
    assert isinstance(new_text(html_mail("".join(parts), text="x")), str)
