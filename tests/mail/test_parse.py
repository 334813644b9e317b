"""Raw bytes become a Message whatever their state."""

from base64 import b64encode

import pytest

from mailgate.domain.errors import UnreadableMail
from mailgate.domain.message import Address
from mailgate.mail.parse import DOUBTFUL_SENDER, parse

HEAD = b"From: Dinas Kesehatan <dinkes@trenggalek.example>\r\nTo: layanan@trenggalek.example\r\nSubject: Gangguan\r\n"
MIXED = HEAD + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'


def mixed(*parts: bytes) -> bytes:
    return MIXED + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def alternative(plain: bytes, html: bytes) -> bytes:
    inner = b"--c\r\nContent-Type: text/plain\r\n\r\n" + plain + b"\r\n--c\r\nContent-Type: text/html\r\n\r\n" + html
    return b"Content-Type: multipart/alternative; boundary=c\r\n\r\n" + inner + b"\r\n--c--\r\n"


class TestHeaders:
    def test_a_plain_mail_is_read_whole(self) -> None:
        message = parse(
            b"Return-Path: <dinkes@trenggalek.example>\r\nDelivered-To: Layanan@trenggalek.example\r\n"
            b"From: =?utf-8?q?Dinas_Kesehatan=2C_Kab=2E?= <Dinkes@Trenggalek.example>\r\n"
            b"To: Layanan <layanan@trenggalek.example>, kadis@trenggalek.example\r\nCc: tu@trenggalek.example\r\n"
            b"Reply-To: admin@trenggalek.example\r\nDate: Wed, 4 Nov 2026 08:00:00 +0700\r\n"
            b"Message-ID: <1@trenggalek.example>\r\nIn-Reply-To: <0@x.example>\r\n"
            b"References: <a@x.example>\r\n <0@x.example>\r\nSubject: Internet =?utf-8?q?mati?=\r\n\r\n"
            b"Mohon bantuan.\r\n"
        )
        assert message.sender == Address("dinkes@trenggalek.example", "Dinas Kesehatan, Kab.")
        assert message.recipients == (
            "layanan@trenggalek.example",
            "kadis@trenggalek.example",
            "tu@trenggalek.example",
            "layanan@trenggalek.example",
        )
        assert message.reply_to == (Address("admin@trenggalek.example"),)
        assert message.return_path == "dinkes@trenggalek.example"
        assert (message.message_id, message.in_reply_to) == ("1@trenggalek.example", ("0@x.example",))
        assert message.references == ("a@x.example", "0@x.example")
        assert message.subject == "Internet mati"
        assert message.date is not None
        assert message.date.isoformat() == "2026-11-04T01:00:00+00:00"
        assert message.text == "Mohon bantuan."
        assert message.defects == ()

    @pytest.mark.parametrize(
        ("header", "expected"),
        [
            (b"Subject: =?utf-8?b?UGVybW9ob25hbiDigJMg?= =?utf-8?q?jaringan?=", "Permohonan – jaringan"),
            (b"Subject: =?x-unknown?q?gangguan_=E2=80=93_wifi?=", "gangguan – wifi"),
            (b"Subject: Jum\xc3\xa9at", "Juméat"),
            (b"Subject: caf\xe9", "café"),
            (b"Subject: =?utf-8?b?4oCT4oC?= rusak", "– rusak"),
            (b"Subject: a\r\n\tb\r\n c", "a b c"),
            (b"Subject: =?utf-8?q?a=0D=0ABcc:_x=40y.example?=", "a Bcc: x@y.example"),
            (b"Subject: a\x00b\x1b[31m", "ab[31m"),
            (b"Subject: =?utf-8?q?Sur?= =?utf-8?q?at?=", "Surat"),
            (b"Subject: =?utf-8?b?4oA=?= =?utf-8?b?kw==?=", "–"),
            (b"Subject: =?iso-2022-jp?b?GyRCJUslYyE8JXMbKEI=?=", "ニャーン"),
            (b"Subject : obsolete", "obsolete"),
        ],
    )
    def test_a_subject_is_one_clean_decoded_line(self, header: bytes, expected: str) -> None:
        subject = parse(b"From: a@b.example\r\n" + header + b"\r\n\r\nx").subject
        assert subject.replace("\ufffd", "") == expected

    @pytest.mark.parametrize(
        ("written", "email_address", "doubtful"),
        [
            (b"From: Kadis <kadis@x.example>", "kadis@x.example", False),
            (b"From: kadis@x.example", "kadis@x.example", False),
            (b'From: "a@evil.example" <kadis@x.example>', "kadis@x.example", False),
            (b"From: =?utf-8?q?Kadis_=3Ca=40evil.example=3E=2C?= <kadis@x.example>", "kadis@x.example", False),
            (b'From: "=?utf-8?q?Kadis=22_=3Ca=40evil.example=3E?=" <kadis@x.example>', "kadis@x.example", False),
            (b"From: =?utf-8?b?a?= <kadis@x.example>", "kadis@x.example", False),
            (b"From: kadis@x.example\r\nFrom: evil@x.example", "kadis@x.example", True),
            (b"From: kadis@x.example, evil@x.example", "kadis@x.example", True),
            (b"From: MAILER-DAEMON <>", "", True),
            (b"From: kadis@x.example [mailto:kadis", "kadis@x.example", True),
            (b"X-Nothing: here", "", True),
        ],
    )
    def test_the_first_mailbox_is_the_sender_and_doubt_is_said(
        self, written: bytes, email_address: str, doubtful: bool
    ) -> None:
        message = parse(written + b"\r\nSubject: x\r\n\r\nSETUJU")
        assert message.sender.email == email_address
        assert any(defect.startswith(DOUBTFUL_SENDER) for defect in message.defects) is doubtful

    @pytest.mark.parametrize(
        ("header", "expected"), [(b"Return-Path: <>\r\n", ""), (b"", None), (b"Return-path: <A@b.C>\r\n", "a@b.c")]
    )
    def test_a_null_return_path_differs_from_none(self, header: bytes, expected: str | None) -> None:
        assert parse(header + HEAD + b"\r\nx").return_path == expected

    def test_a_broken_message_id_loses_its_folding_and_brackets(self) -> None:
        assert parse(b"Message-ID: <abc\r\n def@x.example>\r\n\r\nx").message_id == "abcdef@x.example"
        assert parse(b"Message-ID: abc@x.example\r\n\r\nx").message_id == "abc@x.example"
        assert parse(HEAD + b"\r\nx").message_id is None

    def test_all_to_headers_count(self) -> None:
        message = parse(b"From: a@b.example\r\nTo: c@d.example\r\nTo: e@f.example\r\n\r\nx")
        assert [address.email for address in message.to] == ["c@d.example", "e@f.example"]


class TestHostileSizes:
    @pytest.mark.parametrize(
        "header",
        [
            b"To: " + b"(" * 20_000,
            b"From: " + b"(" * 20_000,
            b"To: " + b", ".join(b"u%d@example.com" % number for number in range(5_000)),
            b"\r\n".join(b"To: u%d@example.com" % number for number in range(5_000)),
            b"Content-Type: text/plain" + b';a="' * 20_000,
            b"X-Filler: " + b"x" * 500_000,
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 20_000,
        ],
    )
    def test_what_is_too_large_is_cut_and_named(self, header: bytes) -> None:
        message = parse(b"Subject: Gangguan\r\n" + header + b"\r\n\r\nMohon bantuan.")
        assert message.subject == "Gangguan"
        assert any("cut to" in defect or "too often" in defect or "mailbox" in defect for defect in message.defects)

    def test_parts_nested_too_deep_stay_whole_in_an_attachment(self) -> None:
        nested = b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number) for number in range(300)
        )
        message = parse(HEAD + nested + b"Content-Type: text/plain\r\n\r\nterdalam")
        assert b"terdalam" in message.attachments[0].data
        assert any("kept whole" in defect for defect in message.defects)

    def test_the_essential_headers_survive_a_cut_head(self) -> None:
        filler = b"".join(b"X-%d: %s\r\n" % (number, b"y" * 900) for number in range(400))
        message = parse(filler + HEAD + b"Content-Type: text/html\r\n\r\n<p>SETUJU</p>")
        assert (message.sender.email, message.text) == ("dinkes@trenggalek.example", "SETUJU")


class TestBodies:
    @pytest.mark.parametrize(
        ("charset", "data", "expected", "defect"),
        [
            (b"utf-8", "rapat – siang".encode(), "rapat – siang", None),
            (b"iso-8859-1", b"\x93kutip\x94", "“kutip”", None),
            (b"us-ascii", "rapat – siang".encode(), "rapat – siang", None),
            (b"x-tidak-ada", "rapat – siang".encode(), "rapat – siang", "is not known; read as utf-8"),
            (b"x-tidak-ada", b"caf\xe9 baru", "café baru", "is not known; read as windows-1252"),
            (b"utf-8", b"caf\xe9 baru", "café baru", "does not fit; read as windows-1252"),
            (b"undefined", b"teks", "teks", "is not known; read as utf-8"),
            (b"punycode", b"teks", "teks", "is not known; read as utf-8"),
            (b"iso-2022-jp", b"\x1b$B%K%c!<%s\x1b(B", "ニャーン", None),
        ],
    )
    def test_a_charset_that_lies_is_mended_and_named(
        self, charset: bytes, data: bytes, expected: str, defect: str | None
    ) -> None:
        message = parse(HEAD + b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\n" + data)
        assert message.text == expected
        assert any(defect in named for named in message.defects) if defect else not message.defects

    def test_html_alone_gives_the_text(self) -> None:
        message = parse(HEAD + b"Content-Type: text/html\r\n\r\n<p>SETUJU</p><blockquote>Balas: SELESAI</blockquote>")
        assert message.text == "SETUJU\n\n> Balas: SELESAI"
        assert message.html is not None

    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (mixed(alternative(b"teks", b"<p>html</p>")), "teks"),
            (mixed(alternative(b" \r\n", b"<p>html</p>")), "html"),
            (mixed(b"Content-Type: text/html\r\n\r\n<p>isi</p>", b"Content-Type: text/plain\r\n\r\nkaki"), "isi\nkaki"),
            (mixed(b"Content-Type: text/plain\r\n\r\nisi", b"Content-Type: text/html\r\n\r\n<p>isi</p>"), "isi"),
            (mixed(b"Content-Type: text/plain\r\n\r\nsatu", b"Content-Type: text/plain\r\n\r\ndua"), "satu\ndua"),
        ],
    )
    def test_the_text_is_what_its_reader_saw_once(self, raw: bytes, expected: str) -> None:
        assert parse(raw).text == expected

    def test_line_ends_and_nul_are_mended(self) -> None:
        assert parse(HEAD.replace(b"\r\n", b"\r") + b"\rsatu\rdua").text == "satu\ndua"
        message = parse(HEAD + b"\r\nsa\x00tu")
        assert message.text == "satu"
        assert "NUL characters removed from the body" in message.defects

    @pytest.mark.parametrize(
        ("encoding", "body", "expected"),
        [
            (b"base64", b"TW9ob24gYmFudHVhbg", "Mohon bantuan"),
            (b"base64 ", b"TW9ob24g\r\nYmFudHVhbg==", "Mohon bantuan"),
            (b"quoted-printable", b"Mohon=20bantuan=ZZ=", "Mohon bantuan=ZZ"),
            (b"x-unknown", b"Mohon bantuan", "Mohon bantuan"),
        ],
    )
    def test_broken_transfer_encodings_go_as_far_as_they_go(self, encoding: bytes, body: bytes, expected: str) -> None:
        raw = HEAD + b"Content-Transfer-Encoding: " + encoding + b"\r\n\r\n" + body
        assert parse(raw).text == expected

    def test_a_missing_boundary_is_guessed_or_the_text_kept(self) -> None:
        part = b"--lain\r\nContent-Type: text/plain\r\n\r\n"
        message = parse(MIXED + part + b"satu\r\n" + part + b"dua\r\n--lain--")
        assert message.text == "satu\ndua"
        assert "multipart/mixed without its boundary, taken apart at another one" in message.defects
        message = parse(MIXED + b"hanya teks")
        assert message.text == "hanya teks"
        assert "multipart/mixed without its boundary, read as plain text" in message.defects

    def test_a_uuencoded_file_becomes_an_attachment(self) -> None:
        message = parse(HEAD + b"\r\nTerlampir.\r\nbegin 644 surat.txt\r\n#0V%T\r\n`\r\nend\r\nTerima kasih.")
        assert [(a.name, a.data) for a in message.attachments] == [("surat.txt", b"Cat")]
        assert message.text == "Terlampir.\nTerima kasih."


class TestAttachments:
    @pytest.mark.parametrize(
        ("disposition", "expected"),
        [
            (b"attachment; filename=surat.pdf", "surat.pdf"),
            (b'attachment; filename="surat permohonan (1) (1).pdf"', "surat permohonan (1) (1).pdf"),
            (b"attachment; filename*=utf-8''surat%20per%C3%A9.pdf", "surat peré.pdf"),
            (b"attachment; filename*0=surat; filename*1=.pdf", "surat.pdf"),
            (b'attachment; filename="=?utf-8?q?surat=2Epdf?="', "surat.pdf"),
            (b"attachment; filename*=x-tidak-ada''surat%FF.pdf", "suratÿ.pdf"),
            (b'attachment; filename="../../etc/passwd"', "passwd"),
            (b'attachment; filename="C:\\\\berkas\\\\surat.pdf"', "surat.pdf"),
            (b'attachment; filename="a\x00b\tc.pdf"', "abc.pdf"),
            (b'attachment; filename=".."', "lampiran-1.bin"),
            (b"attachment", "lampiran-1.bin"),
            (b"attachment; filename=" + b"p" * 300 + b".pdf", "p" * 196 + ".pdf"),
        ],
    )
    def test_a_name_is_decoded_and_safe(self, disposition: bytes, expected: str) -> None:
        part = b"Content-Type: application/octet-stream\r\nContent-Disposition: " + disposition + b"\r\n\r\n%PDF-"
        (attachment,) = parse(mixed(part)).attachments
        assert attachment.name.replace("a b", "ab").replace("b c", "bc") == expected
        assert (attachment.content_type, attachment.data) == ("application/octet-stream", b"%PDF-")

    def test_an_enclosed_mail_keeps_its_bytes_under_its_subject(self) -> None:
        enclosed = b"From: x@y.example\r\nSubject: Laporan / Gangguan\r\n\r\nisi  \r\nbaris"
        for encoding, data in ((b"7bit", enclosed), (b"base64", b64encode(enclosed))):
            part = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + data
            (attachment,) = parse(mixed(part)).attachments
            assert attachment.name == "Laporan - Gangguan.eml"
            assert attachment.data == enclosed

    def test_a_named_text_is_an_attachment_and_not_what_the_sender_wrote(self) -> None:
        message = parse(
            mixed(
                b"Content-Type: text/plain\r\n\r\nSETUJU",
                b'Content-Type: text/plain; name="catatan.txt"\r\nContent-Disposition: inline\r\n\r\nTOLAK',
            )
        )
        assert message.text == "SETUJU"
        assert [(a.name, a.data) for a in message.attachments] == [("catatan.txt", b"TOLAK")]

    def test_a_mail_that_is_nothing_but_a_scan_is_an_attachment(self) -> None:
        message = parse(HEAD + b"Content-Type: application/pdf; name=scan0012.pdf\r\n\r\n%PDF-1.4")
        assert (message.text, message.attachments[0].name) == ("", "scan0012.pdf")


class TestUnreadable:
    @pytest.mark.parametrize(
        "raw",
        [b"", b"\r\n\r\n", b"%PDF-1.4\n%\xe2\xe3", b"\x89PNG\r\n\x1a\n", b"hanya teks", b"\x00" * 1000, b"http://x"],
    )
    def test_bytes_that_are_no_mail_are_refused(self, raw: bytes) -> None:
        with pytest.raises(UnreadableMail):
            parse(raw)


def test_a_million_empty_lines_are_shortened_and_that_is_named() -> None:
    message = parse(b"From: a@b.example\nSubject: x\n\nhalo\n" + b"\n" * 1_000_000 + b"selesai\n")
    assert message.text.split() == ["halo", "selesai"]
    assert any("empty lines were left out" in defect for defect in message.defects)
