"""What a stranger would put where a mail has words: each entry has broken some mail program once."""

TEMPLATE = "{{ 99991 * 99989 }}{% for x in [1] %}{{ cycler.__init__.__globals__ }}{% endfor %}"
"""Jinja, as a stranger writes it; `CALCULATED` is what a template engine would make of its beginning."""

CALCULATED = str(99991 * 99989)

WORDS = (
    TEMPLATE,
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)><svg onload=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "baris\r\nBcc: semua@jahat.example\r\nX-Injected: ya",
    "=?utf-8?q?baris=0D=0ABcc:_semua@jahat.example?=",
    "=?utf-8?b?PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg0KQmNjOiBh?=",
    "=?utf-8?q?" + "=C3=A9" * 400 + "?=",
    "=?" * 500,
    "=?x-tidak-ada?q?=FF=FE?= =?utf-7?b?+ADw-?=",
    '=HYPERLINK("http://jahat.example";"Klik")',
    "\x00\x01\x1b[31m\x7f\x85\u2028\u202esurat.exe\u2066",
    "'; DROP TABLE tickets; --",
    "../../../../etc/passwd\x00.pdf",
    "\ud83d",
    "ａ ＳＥＬＥＳＡＩ：ｓｕｄａｈ",
    "SELESAI: sudah\u200b\u00ad\ufeff",
    "(" * 3_000,
    '"' * 3_001,
    "a@b," * 800,
    "<" * 2_000,
    "Re: " * 900,
    "[SBW-2026-000001 abcdefghijklmnop] [SBW-9999-999999] [TRG-2026-000001]",
    "Ä" * 600,
    "\u0301" * 500,
    "٣١/١٢/٢٠٢٦ ३१ 99999999999999999999999999",
    "DISPOSISI " + "Kabid, " * 300,
    "TUNDA 999999999999 hari: x",
    "SETUJU 1-999999999",
    "s.d. 31/02/0000 pukul 99.99",
    "%s%n{0}{x!r}",
    "user:pass@[::1]",
    "\r\r\r\n\n\r",
)
"""Texts for headers, bodies and file names."""

HEADERS = (
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Reply-To",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Return-Path",
    "Delivered-To",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "MIME-Version",
    "Authentication-Results",
    "DKIM-Signature",
    "Received",
    "Auto-Submitted",
    "List-Id",
    "Precedence",
    "X-Failed-Recipients",
)
"""Fields that somebody reads here."""

TYPES = (
    "text/plain; charset=utf-16",
    "text/plain; charset=iso-2022-jp",
    "text/plain; charset=utf-7",
    "text/plain; charset=x-unknown; format=flowed; delsp=yes",
    "text/html; charset=windows-1252",
    "multipart/mixed; boundary=b",
    "multipart/mixed",
    "multipart/alternative; boundary*0=x; boundary*1*=utf-8''%00",
    "multipart/report; report-type=delivery-status; boundary=b",
    "multipart/signed; protocol=application/pkcs7-signature; boundary=b",
    "message/rfc822",
    "message/delivery-status",
    "message/partial; id=x; number=1; total=2",
    "application/ms-tnef; name=winmail.dat",
    "application/pkcs7-mime; smime-type=signed-data",
    "application/octet-stream; name*=utf-8''..%2F..%2Fsurat%00.pdf",
    "image/png; name=" + "x" * 5_000,
    "/; charset=",
)
"""Content types, sound and unsound."""

ENCODINGS = ("base64", "quoted-printable", "8bit", "7bit", "binary", "x-uuencode", "base64 ", "gzip", "")
"""Transfer encodings, sound and unsound."""
