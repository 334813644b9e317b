"""Every mail there is becomes a Message without an exception, and no part of it is lost without being named."""

import email
from email.message import Message as MimePart
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.errors import UnreadableMail
from mailgate.domain.message import Message
from mailgate.mail.parse import parse

HEAD = b"From: Dinas Kesehatan <dinkes@trenggalek.example>\r\nTo: layanan@trenggalek.example\r\nSubject: Gangguan\r\n"
MIXED = HEAD + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'


def mixed(*parts: bytes) -> bytes:
    return MIXED + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def alternative(plain: bytes, html: bytes) -> bytes:
    inner = b"--c\r\nContent-Type: text/plain\r\n\r\n" + plain + b"\r\n--c\r\nContent-Type: text/html\r\n\r\n" + html
    return b"Content-Type: multipart/alternative; boundary=c\r\n\r\n" + inner + b"\r\n--c--\r\n"


def mails(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".eml", ".msg", ".txt"})


def parsed_or_none(raw: bytes) -> Message | None:
    try:
        return parse(raw)
    except UnreadableMail:
        return None


class TestCorpora:
    def test_every_leaf_of_every_mail_is_kept_or_named(self, corpora: Path) -> None:
        lost = []
        for path in mails(corpora):
            raw = path.read_bytes()
            message = parsed_or_none(raw)
            if message is not None:
                everything = words_of(everything_in(message))
                parts = leaves(email.message_from_bytes(raw))
                lost += [(path.name, part.as_string()) for part in parts if not is_kept(part, message, everything)]
        assert lost == []

    def test_only_files_without_a_header_are_unreadable(self, corpora: Path) -> None:
        unreadable = {
            path.name
            for path in mails(corpora / "malformed")
            if path.suffix != ".txt" and not parsed_or_none(path.read_bytes())
        }
        assert unreadable == {"malformedHeader-noheader.msg", "malformedHeaderStartsBody-noheader.msg"}

    def test_the_parts_of_mime4j_are_found(self, corpora: Path) -> None:
        folder = corpora / "malformed" / "mime4j"
        found = missed = 0
        for path in sorted(folder.glob("*_decoded_*.[bt]*")):
            raw = (folder / (path.name.partition("_decoded_")[0] + ".msg")).read_bytes()
            message = parsed_or_none(raw)
            words = words_of(path.read_bytes())
            if message is None or not words:
                continue
            everything = words_of(everything_in(message))
            found, missed = (found + 1, missed) if words <= everything else (found, missed + 1)
        # Missed: text in a base64 mail within a mail (kept as a file), and Latin-9, which mime4j leaves as it is.
        assert (found, missed) == (30, 2)


def leaves(part: MimePart) -> list[MimePart]:
    """The leaves `email` sees; an enclosed mail is one of them, for it is kept as a file."""
    children = part.get_payload()
    if part.get_content_maintype() == "message" or not isinstance(children, list):
        return [part]
    return [leaf for child in children if isinstance(child, MimePart) for leaf in leaves(child)]


def is_kept(leaf: MimePart, message: Message, everything: set[bytes]) -> bool:
    if leaf.get_content_maintype() == "message":
        return any(a.content_type.startswith("message/") for a in message.attachments)
    if leaf.get_content_maintype() == "multipart":
        return any("without its boundary" in defect for defect in message.defects)
    data = leaf.get_payload(decode=True)
    assert isinstance(data, bytes)
    if leaf.get_content_maintype() != "text":
        return data in {attachment.data for attachment in message.attachments}
    if b"\x1b$" in data:  # ISO-2022: bytes that look like ASCII and are not
        return bool(message.text)
    return {word for word in words_of(data) if word.isascii()} <= everything


def everything_in(message: Message) -> bytes:
    headers = (f"{name}: {value}" for name, value in message.headers)
    files = (attachment.data for attachment in message.attachments)
    return b"\n".join([message.text.encode(), (message.html or "").encode(), *map(str.encode, headers), *files])


def words_of(data: bytes) -> set[bytes]:
    return set(data.replace(b"\x00", b"").replace(b":", b" ").split())


SAMPLES = (
    mixed(b"Content-Type: text/plain; charset=utf-8\r\n\r\nisi", b"Content-Type: application/pdf\r\n\r\n%PDF"),
    mixed(
        alternative(b"teks", b"<p style='color:white'>html</p>"),
        b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny",
    ),
    HEAD + b"Content-Type: text/html; charset=iso-2022-jp\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+YTwvYj4=",
    mixed(
        b'Content-Type: application/ms-tnef; name="winmail.dat"\r\n\r\n\x78\x9f\x3e\x22\x01\x00\x02\x03\x90\x06\x00\x00'
    ),
    HEAD + b"Date: Wed, 4 Nov 2026 08:00:00 +0700\r\nReferences: <a@b> <c@d>\r\n\r\nbegin 644 a\r\n#0V%T\r\n`\r\nend",
)


class TestNothingElseIsRaised:
    @given(st.binary(max_size=600))
    def test_arbitrary_bytes_are_a_message_or_unreadable(self, raw: bytes) -> None:
        parsed_or_none(raw)
        parsed_or_none(HEAD + raw)
        parsed_or_none(MIXED + b"--b\r\n" + raw)

    @given(
        st.sampled_from(SAMPLES),
        st.lists(st.tuples(st.integers(0, 2_000), st.binary(max_size=6), st.integers(0, 8)), min_size=1, max_size=12),
    )
    def test_mutated_mails_are_a_message_or_unreadable(self, raw: bytes, edits: list[tuple[int, bytes, int]]) -> None:
        for position, inserted, removed in edits:
            at = position % (len(raw) + 1)
            raw = raw[:at] + inserted + raw[at + removed :]
        message = parsed_or_none(raw)
        if message is not None:
            texts = (message.text, message.subject, message.sender.name, *(value for _, value in message.headers))
            assert all("\x00" not in text and text.encode() is not None for text in texts)

    @given(st.data())
    def test_mutated_mails_of_the_corpora_are_a_message_or_unreadable(self, corpora: Path, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(mails(corpora / "malformed")))
        raw = path.read_bytes()
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, len(raw)))
            raw = raw[:at] + data.draw(st.binary(max_size=8)) + raw[at + data.draw(st.integers(0, 40)) :]
        parsed_or_none(raw)

    @given(st.text(max_size=300), st.sampled_from(["Subject", "From", "To", "Date", "Message-ID", "Content-Type"]))
    def test_any_header_value_is_read(self, value: str, name: str) -> None:
        message = parsed_or_none(
            b"X-Mailer: x\r\n" + name.encode() + b": " + value.encode("utf-8", "replace") + b"\r\n\r\nx"
        )
        assert message is not None
