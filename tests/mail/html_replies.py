"""Replies whose HTML marks the quotation by its structure. Each case: client, HTML, what was newly written."""

from tests.mail.indonesian_replies import BARE_TASK

QUOTED_HTML = BARE_TASK.replace("<", "&lt;").replace("\n", "<br>")
WORD_BORDER = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"

CASES = [
    (
        "Gmail",
        '<div dir="ltr">SETUJU</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Pada Sab, 15 '
        "Jun 2024 "
        'pukul 14.59 Layanan TIK &lt;<a href="mailto:l@s.example">l@s.example</a>&gt; menulis:<br></div>'
        f'<blockquote class="gmail_quote">{QUOTED_HTML}</blockquote></div>',
        "SETUJU",
    ),
    (
        "Gmail: answer between the quotes",
        '<div class="gmail_quote"><div class="gmail_attr">Pada Sab menulis:</div><blockquote '
        'class="gmail_quote">Sudah dicek?'
        '</blockquote><div>Sudah.</div><blockquote class="gmail_quote">Rusak?</blockquote><div>RUSAK: '
        "switch</div></div>",
        "Sudah. RUSAK: switch",
    ),
    (
        "Gmail: forwarded mail that quotes another",
        '<div>FYI</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message '
        "---------<br>Dari: "
        "Siti</div><div>SELESAI</div><blockquote>SETUJU</blockquote><div>TUTUP</div></div>",
        "FYI",
    ),
    (
        "Gmail: own words indented",
        '<div>Arahan:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>DISPOSISI Kabid '
        "TI</div>"
        f'</blockquote><br><div class="gmail_quote"><blockquote class="gmail_quote">{QUOTED_HTML}</blockquote></div>',
        "Arahan: DISPOSISI Kabid TI",
    ),
    (
        "Outlook for Windows",
        f'<p class=MsoNormal>DISPOSISI Kabid TI</p><div><div style="{WORD_BORDER}"><p class=MsoNormal>'
        f"<b>Dari:</b> Layanan "
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
        '<div>SETUJU</div><div id="ms-outlook-mobile-signature">Dapatkan <a href="https://aka.ms/x">Outlook '
        "untuk Android</a>"
        f'</div><div id="mail-editor-reference-message-container"><div>Dari: Layanan TIK</div>{QUOTED_HTML}</div>',
        "SETUJU",
    ),
    ("Outlook for Mac", f'<div>TERIMA</div><span id="OLK_SRC_BODY_SECTION">Dari: x<br>{QUOTED_HTML}</span>', "TERIMA"),
    (
        "Apple Mail",
        '<div>dispo kabid</div><br><div id="AppleMailSignature">Dikirim dari iPhone saya</div><div><br>Pada 3 '
        "Nov 2026, pukul "
        f"10.12, Layanan TIK &lt;l@s.example&gt; menulis:<br></div><blockquote "
        f'type="cite">{QUOTED_HTML}</blockquote>',
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
        '<div>SETUJU</div><div id="ydp1yahoo_quoted_1" class="yahoo_quoted"><div>Pada Selasa, 3 November 2026 '
        "10.12 WIB, "
        f"Layanan TIK menulis:</div><div>{QUOTED_HTML}<blockquote>x</blockquote>TUTUP</div></div>",
        "SETUJU",
    ),
    (
        "Zimbra",
        f'<div>VERIFIKASI<br><br><hr id="zwchr" data-marker="__DIVIDER__"><div><b>Dari: </b>x<br>'
        f"{QUOTED_HTML}</div></div>",
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
        '<table style="border-top:solid 1px"><tr><td>Dari</td><td>: Kabid TIK</td></tr><tr><td>Tanggal</td>'
        "<td>: 3 November "
        "2026</td></tr></table><p>Mohon zoom.</p><blockquote type=cite>x</blockquote>",
        "Dari : Kabid TIK Tanggal : 3 November 2026 Mohon zoom.",
    ),
    ("nothing but a quotation", f'<blockquote type="cite">{QUOTED_HTML}</blockquote>', ""),
]
