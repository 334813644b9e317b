"""HTML becomes the text that its reader saw, quotations marked, nothing hidden in it."""

import pytest

from mailgate.mail.markup import html_to_text, within_limits


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("SETUJU<br>segera", "SETUJU\nsegera"),
        ("<p>satu</p><p>dua</p>", "satu\n\ndua"),
        ("<p class=MsoNormal>Dari: a</p><p class=MsoNormal>Kepada: b</p>", "Dari: a\nKepada: b"),
        ("<div>satu<div>dua</div>tiga</div>", "satu\ndua\ntiga"),
        ("<ul><li>satu<li>dua</ul>", "satu\ndua"),
        ("<table><tr><td>Nama</td><td>Budi</td></tr><tr><td>Ruang</td></tr></table>", "Nama Budi\nRuang"),
        ("a&nbsp;b\n  c", "a b c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("atas<hr>bawah", f"atas\n{'_' * 32}\nbawah"),
        ("x<blockquote>y<br>z<blockquote>tua</blockquote></blockquote>w", "x\n> y\n> z\n> > tua\nw"),
        ("<style>p{}</style><script>TOLAK</script><title>t</title>isi<!-- TOLAK -->", "isi"),
        ("", ""),
        ("teks tanpa tanda", "teks tanpa tanda"),
    ],
)
def test_blocks_become_lines_and_quotations_are_marked(html: str, expected: str) -> None:
    assert html_to_text(html) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display: none">TOLAK</div>',
        '<div style="DISPLAY:NONE !important">TOLAK</div>',
        '<div style="mso-hide:all">TOLAK</div>',
        '<span style="visibility:hidden">TOLAK</span>',
        '<span style="font-size:0">TOLAK</span>',
        '<span style="font-size: 0px; color: red">TOLAK</span>',
        '<span style="opacity:0">TOLAK</span>',
        '<span style="opacity:0.0;">TOLAK</span>',
        '<span style="color:#fff">TOLAK</span>',
        '<span style="color: rgb(255, 255, 255)">TOLAK</span>',
        '<font color="white">TOLAK</font>',
        '<div style="background-color:black"><span style="color:#000000">TOLAK</span></div>',
        '<div style="max-height:0;overflow:hidden">TOLAK</div>',
        '<div style="position:absolute;left:-9999px">TOLAK</div>',
        "<div hidden>TOLAK</div>",
        "<template>TOLAK</template>",
    ],
)
def test_what_a_reader_cannot_see_is_left_out(hidden: str) -> None:
    assert html_to_text(f"SETUJU{hidden}") == "SETUJU"


@pytest.mark.parametrize(
    "shown",
    [
        '<a style="color:#fff;background:#0a5">SETUJU</a>',
        '<td bgcolor="#00aa55"><font color="#ffffff">SETUJU</font></td>',
        '<div style="font-size:0px"><span style="font-size:13px">SETUJU</span></div>',
        '<span style="opacity:0.9">SETUJU</span>',
        '<p style="text-indent:-18.0pt;font-size:10.0pt">SETUJU</p>',
        '<div style="background:url(x.png)"><span style="color:white">SETUJU</span></div>',
        '<span style="visibility:visible;line-height:0">SETUJU</span>',
    ],
)
def test_what_a_reader_can_see_is_kept(shown: str) -> None:
    assert html_to_text(f"<table><tr>{shown}</tr></table>") == "SETUJU"


@pytest.mark.parametrize(
    "monster",
    [
        "<div>" * 100_000,
        "".join(f"<b a={number}>" for number in range(2_000)) + "<p>x" * 20_000,
        "<p>x" * 100_000,
        "<blockquote>" * 5_000,
    ],
)
def test_monstrous_markup_is_cut_to_what_can_be_read(monster: str) -> None:
    html = "<p>SETUJU</p>" + monster
    assert len(within_limits(html)) < len(html)
    assert html_to_text(html).startswith("SETUJU")
