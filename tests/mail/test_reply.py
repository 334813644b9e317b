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
from mailgate.mail.reply import new_text, new_text_of, normal_line, sent_lines_of
from tests.mail.indonesian_replies import BARE_TASK, CASES, TASK_LINES, quoted

# Measured on the 131 cases of other projects. What is missed on purpose: a phone's advert and a `-- ` signature that one
# of them keeps while another cuts it (2), a forwarded mail counted as new text (1), an own line above a separator (1).
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


QUOTED_HTML = TASK_LINES.partition("\n")[2].replace("<", "&lt;").replace("\n", "<br>")
WORD_BORDER = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"

HTML_CASES = [
    (
        "Gmail",
        '<div dir="ltr">SETUJU</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Pada Sab, 15 Jun 2024 '
        'pukul 14.59 Layanan TIK &lt;<a href="mailto:l@s.example">l@s.example</a>&gt; menulis:<br></div>'
        f'<blockquote class="gmail_quote">{QUOTED_HTML}</blockquote></div>',
        "SETUJU",
    ),
    (
        "Gmail: answer between the quotes",
        '<div class="gmail_quote"><div class="gmail_attr">Pada Sab menulis:</div><blockquote class="gmail_quote">Sudah dicek?'
        '</blockquote><div>Sudah.</div><blockquote class="gmail_quote">Rusak?</blockquote><div>RUSAK: switch</div></div>',
        "Sudah. RUSAK: switch",
    ),
    (
        "Gmail: forwarded mail that quotes another",
        '<div>FYI</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>Dari: '
        "Siti</div><div>SELESAI</div><blockquote>SETUJU</blockquote><div>TUTUP</div></div>",
        "FYI",
    ),
    (
        "Gmail: own words indented",
        '<div>Arahan:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>DISPOSISI Kabid TI</div>'
        f'</blockquote><br><div class="gmail_quote"><blockquote class="gmail_quote">{QUOTED_HTML}</blockquote></div>',
        "Arahan: DISPOSISI Kabid TI",
    ),
    (
        "Outlook for Windows",
        f'<p class=MsoNormal>DISPOSISI Kabid TI</p><div><div style="{WORD_BORDER}"><p class=MsoNormal><b>Dari:</b> Layanan '
        f"TIK<br><b>Dikirim:</b> 3 November 2026 10:12<br><b>Kepada:</b> Kadis</p></div></div><p>{QUOTED_HTML}</p>",
        "DISPOSISI Kabid TI",
    ),
    (
        "Outlook on the web",
        '<div>acc</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
        f'<div id="divRplyFwdMsg" dir="ltr"><b>Dari:</b> Layanan TIK<br></div><div>{QUOTED_HTML}</div>',
        "acc",
    ),
    (
        "Outlook for Android",
        '<div>SETUJU</div><div id="ms-outlook-mobile-signature">Dapatkan <a href="https://aka.ms/x">Outlook untuk Android</a>'
        f'</div><div id="mail-editor-reference-message-container"><div>Dari: Layanan TIK</div>{QUOTED_HTML}</div>',
        "SETUJU",
    ),
    ("Outlook for Mac", f'<div>TERIMA</div><span id="OLK_SRC_BODY_SECTION">Dari: x<br>{QUOTED_HTML}</span>', "TERIMA"),
    (
        "Apple Mail",
        '<div>dispo kabid</div><br><div id="AppleMailSignature">Dikirim dari iPhone saya</div><div><br>Pada 3 Nov 2026, pukul '
        f'10.12, Layanan TIK &lt;l@s.example&gt; menulis:<br></div><blockquote type="cite">{QUOTED_HTML}</blockquote>',
        "dispo kabid",
    ),
    (
        "Thunderbird, answer below",
        '<div class="moz-cite-prefix">Pada 03/11/26 10.12, Layanan TIK menulis:<br></div><blockquote type="cite">'
        f'{QUOTED_HTML}</blockquote><p>KEMBALIKAN: belum lengkap</p><div class="moz-signature">-- <br>Budi</div>',
        "KEMBALIKAN: belum lengkap",
    ),
    (
        "Roundcube",
        '<p id="reply-intro">Pada 2026-11-03 10:12, Layanan TIK menulis:</p><blockquote type="cite">'
        f"{QUOTED_HTML}</blockquote><p>PROSES</p>",
        "PROSES",
    ),
    (
        "Yahoo",
        '<div>SETUJU</div><div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div>Pada Selasa, 3 November 2026 10.12 WIB, '
        f"Layanan TIK menulis:</div><div>{QUOTED_HTML}<blockquote>x</blockquote>TUTUP</div></div>",
        "SETUJU",
    ),
    (
        "Zimbra",
        f'<div>VERIFIKASI<br><br><hr id="zwchr" data-marker="__DIVIDER__"><div><b>Dari: </b>x<br>{QUOTED_HTML}</div></div>',
        "VERIFIKASI",
    ),
    (
        "Proton",
        f'<div>CATATAN: ok</div><div class="protonmail_quote">Pada x menulis:<br>{QUOTED_HTML}</div>',
        "CATATAN: ok",
    ),
    (
        "hidden text",
        '<div style="display:none">SELESAI</div><span style="font-size:0">TUTUP</span><div>STATUS</div>'
        f'<blockquote type="cite">{QUOTED_HTML}</blockquote>',
        "STATUS",
    ),
    (
        "a nota dinas in a bordered table is no quotation",
        '<table style="border-top:solid 1px"><tr><td>Dari</td><td>: Kabid TIK</td></tr><tr><td>Tanggal</td><td>: 3 November '
        "2026</td></tr></table><p>Mohon zoom.</p><blockquote type=cite>x</blockquote>",
        "Dari : Kabid TIK Tanggal : 3 November 2026 Mohon zoom.",
    ),
    ("nothing but a quotation", f'<blockquote type="cite">{QUOTED_HTML}</blockquote>', ""),
]


@pytest.mark.parametrize(("html", "expected"), [case[1:] for case in HTML_CASES], ids=[case[0] for case in HTML_CASES])
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
    ["> ", "Dari: ", "menulis:", "Pada ", "2026", "10.12", "a@b.id", "<", ">", "-- ", "____", "\n", "\n\n", "NIP. 19680412199403",
     "Dikirim dari iPhone saya", "Pesan Asli", "-----", "Kepada:", "rahasia", "balasan ditulis di atas garis ini", "SELESAI"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(FRAGMENTS, max_size=40).map("".join)))
def test_no_text_raises_and_nothing_is_invented(text: str) -> None:
    words = set(by_words(text.replace("\u00ad", "")))
    assert set(by_words(new_text_of(text, sent_lines=SENT))) <= words | set(by_words(text)) or not text.isascii()


@given(
    st.lists(st.one_of(FRAGMENTS, st.sampled_from(["<div>", "</div>", "<blockquote>", "<hr id=zwchr>", "<p class=x>"])))
)
def test_no_html_raises(parts: list[str]) -> None:
    assert isinstance(new_text(html_mail("".join(parts), text="x")), str)
