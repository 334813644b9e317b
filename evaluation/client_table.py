"""The mail clients of the corpus, as officials use them: what each writes around an answer to our task mail.

Intros and separators follow the clients' own Indonesian and English translations or mails that were observed. The task
mail was sent on Tuesday, 24 November 2026 at 09.40.
"""

from evaluation.client import Client, Place

_DISCLAIMER = (
    "Surel ini beserta lampirannya bersifat rahasia dan hanya ditujukan kepada penerima yang dimaksud. Apabila Anda "
    "bukan penerima yang dimaksud, mohon menghapus surel ini."
)
_OUTLOOK_ID = (
    "Dari: {name} <{address}>\nDikirim: Selasa, 24 November 2026 09:40\n"
    "Kepada: {reader} <{reader_address}>\nSubjek: {subject}"
)
_OUTLOOK_EN = (
    "From: {name} <{address}>\nSent: Tuesday, November 24, 2026 9:40 AM\n"
    "To: {reader} <{reader_address}>\nSubject: {subject}"
)
_RULE = "________________________________"
_WORD_BORDER = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
_BLOCK_ID = (
    "<b>Dari:</b> {name} &lt;{address}&gt;<br><b>Dikirim:</b> Selasa, 24 November 2026 09:40<br>"
    "<b>Kepada:</b> {reader} &lt;{reader_address}&gt;<br><b>Subjek:</b> {subject}"
)
_BLOCK_EN = (
    "<b>From:</b> {name} &lt;{address}&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 9:40 AM<br>"
    "<b>To:</b> {reader} &lt;{reader_address}&gt;<br><b>Subject:</b> {subject}"
)
_GMAIL = (
    '<div dir="{{dir}}">{{{{body}}}}</div><br><div class="gmail_quote"><div dir="ltr" '
    'class="gmail_attr">{intro} {{{{name}}}} '
    '&lt;<a href="mailto:{{{{address}}}}">{{{{address}}}}</a>&gt; menulis:<br></div><blockquote class="gmail_quote" '
    'style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">{{{{quote}}}}</blockquote></div>'
)


def _gmail(direction: str, intro: str) -> str:
    return _GMAIL.format(intro=intro).format(dir=direction)


CLIENTS: dict[str, Client] = {
    client.name: client
    for client in (
        Client(
            "gmail-web",
            "Pada Sel, 24 Nov 2026 pukul 09.40 {name} <\n{address}> menulis:\n",
            html=_gmail("ltr", "Pada Sel, 24 Nov 2026 pukul 09.40"),
        ),
        Client(
            "gmail-android",
            "Pada Sel, 24 Nov 2026 09.40 {name} <{address}>\nmenulis:\n",
            html=_gmail("auto", "Pada Sel, 24 Nov 2026 09.40"),
        ),
        Client("gmail-text", "Pada Sel, 24 Nov 2026 pukul 09.40 {name} <{address}> menulis:"),
        Client(
            "outlook-desktop-id",
            _OUTLOOK_ID,
            marks="",
            signature="Hormat kami,\n{office_signature}\nNIP. 19700101 199503 1 999",
            html='<div class="WordSection1">{body}<p class=MsoNormal><o:p>&nbsp;</o:p></p><p '
            "class=MsoNormal>{sign}</p><div><div "
            f'style="{_WORD_BORDER}"><p class=MsoNormal>{_BLOCK_ID}<o:p></o:p></p></div></div>{{quote}}</div>',
        ),
        Client(
            "outlook-desktop-en",
            "-----Original Message-----\n" + _OUTLOOK_EN,
            marks="",
            signature="-- \n{office_signature}",
        ),
        Client(
            "outlook-web-id",
            _RULE + "\n" + _OUTLOOK_ID,
            marks="",
            signature=_DISCLAIMER,
            html='<div>{body}</div><div><br></div><div>{sign}</div><div id="appendonsend"></div>'
            '<hr style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, '
            f'sans-serif">{_BLOCK_ID}</font><div>&nbsp;</div></div>'
            "<div>{quote}</div>",
        ),
        Client(
            "outlook-web-en",
            _RULE + "\n" + _OUTLOOK_EN,
            marks="",
            html='<div>{body}</div><div id="appendonsend"></div><hr '
            'style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="divRplyFwdMsg" dir="ltr">{_BLOCK_EN}<div>&nbsp;</div></div><div>{{quote}}</div>',
        ),
        Client(
            "outlook-mobile-id",
            _RULE + "\n" + _OUTLOOK_ID,
            marks="",
            signature="Dapatkan Outlook untuk Android<https://aka.ms/AAb9ysg>",
            html='<div>{body}</div><div id="ms-outlook-mobile-signature">{sign}</div>'
            '<div id="mail-editor-reference-message-container"><hr '
            'style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="divRplyFwdMsg" dir="ltr">{_BLOCK_ID}</div>{{quote}}</div>',
        ),
        Client(
            "outlook-mobile-en",
            _RULE + "\n" + _OUTLOOK_EN,
            marks="",
            signature="Get Outlook for iOS<https://aka.ms/o0ukef>",
        ),
        Client(
            "apple-iphone-id",
            "Pada 24 Nov 2026, pukul 09.40, {name} <{address}> menulis:\n",
            signature="Dikirim dari iPhone saya",
            html='<div dir="auto">{body}<br id="lineBreakAtBeginningOfSignature"><div '
            'dir="ltr">{sign}</div><div dir="ltr"><br>'
            '<blockquote type="cite">Pada 24 Nov 2026, pukul 09.40, {name} &lt;{address}&gt; '
            "menulis:<br><br></blockquote></div>"
            '<blockquote type="cite"><div dir="ltr">{quote}</div></blockquote></div>',
        ),
        Client(
            "apple-mac-en", "On 24 Nov 2026, at 09.40, {name} <{address}> wrote:\n", signature="{office_signature}\n"
        ),
        Client(
            "yahoo-android",
            "  Pada Sel, 24 Nov 2026 pada 9:40, {name}<{address}> menulis:  ",
            marks="",
            signature="Dikirim dari Yahoo Mail di Android",
            html='<div>{body}</div><br><div id="ymail_android_signature"><a '
            'href="https://mail.onelink.me/x">{sign}</a></div><br>'
            '<blockquote style="margin:0 0 20px 0;"><div style="color:#6D00F6;"><div>Pada Sel, 24 '
            "Nov 2026 pada 9:40, {name}</div>"
            '<div>&lt;{address}&gt; menulis:</div></div><div style="padding:10px 0 0 '
            '20px;border-left:1px solid #6D00F6;">'
            "{quote}</div></blockquote>",
        ),
        Client(
            "yahoo-web",
            "    Pada Selasa, 24 November 2026 pukul 09.40.12 WIB, {name} <{address}> menulis:  \n ",
            marks=" ",
            html='<div class="ydp1yahoo-style-wrap"><div>{body}</div><div><br></div></div><div id="ydp1yahoo_quoted_1" '
            'class="yahoo_quoted"><div>Pada Selasa, 24 November 2026 pukul 09.40.12 WIB, {name} '
            "&lt;{address}&gt; menulis:</div>"
            "<div><br></div><div>{quote}</div></div>",
        ),
        Client("thunderbird-top", "Pada 24/11/26 09.40, {name} menulis:", signature="-- \n{office_signature}"),
        Client(
            "thunderbird-bottom",
            "Pada 24/11/26 09.40, {name} menulis:",
            place=Place.BELOW,
            signature="-- \n{office_signature}",
        ),
        Client("thunderbird-inline", "Pada 24/11/26 09.40, {name} menulis:", place=Place.BETWEEN),
        Client(
            "thunderbird-html",
            "Pada 24/11/26 09.40, {name} menulis:",
            place=Place.BELOW,
            signature="-- \n{office_signature}",
            html='<div class="moz-cite-prefix">Pada 24/11/26 09.40, {name} menulis:<br></div><blockquote type="cite" '
            'cite="mid:1@x">{quote}</blockquote>{body}<div class="moz-signature">{sign}</div>',
        ),
        Client(
            "k9",
            "Pada 24 November 2026 09.40.12 WIB, {name} <{address}> menulis:",
            marks=">",
            signature="-- \nDikirim dari perangkat Android saya dengan K-9 Mail. Mohon maaf atas singkatnya "
            "pesan saya.",
        ),
        Client("roundcube-text", "Pada 2026-11-24 09:40, {name} menulis:", place=Place.BELOW),
        Client(
            "roundcube-html",
            "Pada 2026-11-24 09:40, {name} menulis:\n",
            html='{body}<p><br></p><div id="_rc_sig">{sign}</div><p id="reply-intro">Pada 2026-11-24 '
            "09:40, {name} menulis:</p>"
            '<blockquote type="cite" style="padding:0 0.4em;border-left:#1010ff 2px '
            'solid;margin:0">{quote}</blockquote>',
            signature="-- \n{office_signature}",
        ),
        Client(
            "zimbra-text",
            "----- Pada Nov 24, 2026, jam 9:40 AM, {name} {address} menulis:\n",
            prefix="Bls: ",
        ),
        Client(
            "zimbra-html",
            "----- Pesan Asli -----\nDari: {name} <{address}>\nKe: {reader_address}\nTerkirim: "
            "Selasa, 24 November 2026 9:40:12\n"
            "Subjek: {subject}",
            marks="",
            prefix="Bls: ",
            html='<div style="font-family:arial">{body}<div><br></div><hr id="zwchr" data-marker="__DIVIDER__">'
            '<div data-marker="__HEADERS__"><b>Dari: </b>{name} &lt;{address}&gt;<br><b>Ke: </b>{reader_address}<br>'
            "<b>Terkirim: </b>Selasa, 24 November 2026 9:40:12<br><b>Subjek: </b>{subject}<br></div>"
            '<div data-marker="__QUOTED_TEXT__">{quote}</div></div>',
        ),
        Client("sogo", "Pada Selasa, November 24, 2026 09:40 WIB, {name} <{address}> menulis:\n \n"),
        Client("nextcloud", '"{name}" {address} – 24 November 2026 09:40'),
        Client(
            "samsung",
            "-------- Pesan asli --------\nDari: {name} <{address}> \nTanggal: 24/11/26  09.40  (GMT+07:00) \n"
            "Ke: {reader_address} \nSubjek: {subject} \n",
            marks="",
            signature="Dikirim dari Galaxy saya",
            html='<div dir="auto">{body}</div><div id="composer_signature" dir="auto"><div '
            'style="font-size:85%">{sign}</div></div>'
            '<div><br></div><div align="left" dir="auto" '
            'style="font-size:100%;color:#000000"><div>-------- Pesan asli --------'
            "</div><div>Dari: {name} &lt;{address}&gt; </div><div>Tanggal: 24/11/26  09.40  (GMT+07:00) </div>"
            "<div>Ke: {reader_address} </div><div>Subjek: {subject} </div><div><br></div></div>{quote}",
        ),
        # The mailto: button of our HTML mail: a new mail, the seal in its subject, the command as its text.
        Client("button", place=Place.ALONE, prefix=None),
    )
}
"""Every client style of the corpus by its name."""
