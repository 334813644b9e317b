"""Who first wrote a forwarded mail."""

import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.message import Address, Attachment, Message
from mailgate.mail.forward import Origin, origin_of, original_sender
from mailgate.mail.parse import parse

# Measured on the 173 forwards in 21 languages and 12 clients; three of them expect no mailbox.
SENDER_FLOOR = 170
BODY_FLOOR = 169

SITI = Address("siti@dinkes.example", "Siti Dinkes")
BODY = "Yth. Kepala Dinas,\n\nInternet poli mati sejak pagi. Mohon dibantu."


def mail(text: str, subject: str = "Fwd: Internet mati", **fields: object) -> Message:
    """A mail of the Kadis with that text."""
    return Message(Address("kadis@sumbawa.example"), subject, text, **fields)  # type: ignore[arg-type]  # by name below


def corpus(corpora: Path) -> Iterator[tuple[str, dict[str, str] | None, str, Origin | None]]:
    """File, expected sender, expected body and what was read, of each case of the corpus."""
    folder = corpora / "forwards"
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text = (folder / case["file"]).read_text(encoding="utf-8")
        subject = (folder / case["subject_file"]).read_text(encoding="utf-8").strip() if "subject_file" in case else ""
        yield case["file"], case["expected"].get("from"), case["expected"]["body"], origin_of(text, subject)


def test_the_original_sender_is_found_in_the_forwards_of_21_languages(corpora: Path) -> None:
    cases = [case for case in corpus(corpora) if case[1] is not None]
    misses = [f"{file}: {found}" for file, sender, _, found in cases if not _is_sender(sender, found)]
    assert len(cases) - len(misses) >= SENDER_FLOOR, "\n".join(misses)


def test_the_original_words_are_found_in_the_forwards_of_21_languages(corpora: Path) -> None:
    cases = [case for case in corpus(corpora) if case[1] is not None]
    misses = [file for file, _, body, found in cases if found is None or (found.body or "").split() != body.split()]
    assert len(cases) - len(misses) >= BODY_FLOOR, "\n".join(misses)


def _is_sender(expected: dict[str, str] | None, found: Origin | None) -> bool:
    return (
        expected is not None and found is not None and found.address == Address(expected["address"], expected["name"])
    )


FORWARDS = [
    (
        "Gmail in Indonesian",
        "Mohon ditindaklanjuti.\n\n---------- Pesan terusan ---------\nDari: Siti Dinkes <siti@dinkes.example>\n"
        "Date: Sel, 3 Nov 2026 pukul 09.00\nSubject: Internet mati\nTo: <kadis@sumbawa.example>\n\n",
        "Sel, 3 Nov 2026 pukul 09.00",
    ),
    (
        "Outlook in Indonesian",
        "FYI\n\nDari: Siti Dinkes <siti@dinkes.example>\nDikirim: Selasa, 3 November 2026 09:00\nKepada: Kadis\n"
        "Perihal: Internet mati\n\n",
        "Selasa, 3 November 2026 09:00",
    ),
    (
        "Outlook with bold labels and mailto",
        "*Dari:* Siti Dinkes [mailto:siti@dinkes.example]\n*Dikirim:* 3 November 2026 09:00\n*Kepada:* Kadis\n"
        "*Perihal:* Internet mati\n\n",
        "3 November 2026 09:00",
    ),
    (
        "Apple Mail in Indonesian",
        "> Mulai pesan yang diteruskan:\n>\n> Dari: Siti Dinkes <siti@dinkes.example>\n> Perihal: Internet mati\n"
        "> Tanggal: 3 November 2026 09.00.00 WITA\n> Kepada: kadis@sumbawa.example\n>\n",
        "3 November 2026 09.00.00 WITA",
    ),
    (
        "Thunderbird in Indonesian",
        "-------- Pesan Diteruskan --------\nSubjek: \tInternet mati\nTanggal: \tTue, 3 Nov 2026 09:00:00 +0800\n"
        "Dari: \tSiti Dinkes <siti@dinkes.example>\nKepada: \tkadis@sumbawa.example\n\n\n",
        "Tue, 3 Nov 2026 09:00:00 +0800",
    ),
    (
        "Roundcube in Indonesian, whose Cc reads Lampiran",
        "-------- Pesan Asli --------\nJudul: Internet mati\nTanggal: 2026-11-03 09:00\nPengirim: Siti Dinkes "
        "<siti@dinkes.example>\nPenerima: kadis@sumbawa.example\nLampiran: sekdin@sumbawa.example\n\n",
        "2026-11-03 09:00",
    ),
    (
        "Zimbra in Indonesian",
        "----- Pesan yang Diteruskan -----\nDari: Siti Dinkes <siti@dinkes.example>\nKe: kadis@sumbawa.example\n"
        "Terkirim: Selasa, 3 November 2026 9:00:00\nSubjek: Internet mati\n\n",
        "Selasa, 3 November 2026 9:00:00",
    ),
]


@pytest.mark.parametrize(("head", "date"), [case[1:] for case in FORWARDS], ids=[case[0] for case in FORWARDS])
def test_a_forward_of_an_indonesian_client_names_its_writer(head: str, date: str) -> None:
    quoted = head.startswith(">")
    body = "\n".join(f"> {line}" for line in BODY.splitlines()) if quoted else BODY
    assert original_sender(mail(head + body)) == Origin(SITI, "Internet mati", BODY, date)


def test_a_mail_forwarded_twice_leads_to_its_first_writer() -> None:
    text = (
        "Mohon dibantu\n\nDari: Kadis <kadis@sumbawa.example>\nDikirim: 3 November 2026 10:00\nKepada: Helpdesk\n"
        "Perihal: Trs: Internet mati\n\nTolong dicek.\n\n---------- Pesan terusan ---------\nDari: Sekda "
        "<sekda@sumbawa.example>\nDate: Sel, 3 Nov 2026 pukul 09.30\nSubject: Fwd: Internet mati\nTo: Kadis\n\n\n"
        "---------- Pesan terusan ---------\nDari: Siti Dinkes <siti@dinkes.example>\n"
        "Date: Sel, 3 Nov 2026 pukul 09.00\n"
        f"Subject: Internet mati\nTo: Sekda\n\n{BODY}"
    )
    found = original_sender(mail(text, "Fw: Trs: Internet mati"))
    assert found is not None
    assert (found.address, found.body) == (SITI, BODY)


def test_the_thread_below_a_forwarded_answer_is_not_followed() -> None:
    text = (
        "---------- Pesan terusan ---------\nDari: Siti Dinkes <siti@dinkes.example>\n"
        "Date: Sel, 3 Nov 2026 pukul 09.00\n"
        f"Subject: Re: Internet mati\nTo: Kadis\n\n{BODY}\n\n"
        "Pada Sen, 2 Nov 2026 pukul 16.00 Budi <budi@sumbawa.example>\nmenulis:\n\n> Mohon dijelaskan"
    )
    assert original_sender(mail(text)) == Origin(SITI, "Re: Internet mati", BODY, "Sel, 3 Nov 2026 pukul 09.00")


def test_a_writer_without_a_mailbox_is_named() -> None:
    text = f"Dari: Siti Dinkes\nDikirim: 3 November 2026 09:00\nKepada: Kadis\nPerihal: Internet mati\n\n{BODY}"
    assert original_sender(mail(text)) == Origin(
        Address("", "Siti Dinkes"), "Internet mati", BODY, "3 November 2026 09:00"
    )


ANSWERED = (
    f"SETUJU\n\nDari: TIK <layanan@sumbawa.example>\nDikirim: 3 November 2026 10:12\nKepada: x\nPerihal: y\n\n{BODY}"
)


@pytest.mark.parametrize(
    ("subject", "answers"),
    [
        ("Re: Mohon disposisi", ()),
        ("Bls: Mohon disposisi", ()),
        ("[SBW-2026-000001] RE: y", ()),
        ("y", ("id@x.example",)),
    ],
)
def test_an_answer_forwards_nothing(subject: str, answers: tuple[str, ...]) -> None:
    assert original_sender(mail(ANSWERED, subject, in_reply_to=answers)) is None


def test_a_forward_may_stand_in_an_answer_if_it_is_announced() -> None:
    text = f"Ini suratnya:\n\n{FORWARDS[0][1]}{BODY}"
    found = original_sender(mail(text, "Re: Mohon kelengkapan", in_reply_to=("id@x.example",)))
    assert found is not None
    assert found.address == SITI


def test_a_typed_nota_dinas_forwards_nothing() -> None:
    text = "NOTA DINAS\nKepada : Kadis\nDari : Kabid TIK\nTanggal : 3 November 2026\nPerihal : Zoom\n\nMohon zoom."
    assert original_sender(mail(text, "Permohonan zoom")) is None


def _enclosed(subject: str = "Internet mati", body: str = BODY) -> Attachment:
    inner = EmailMessage()
    inner["From"] = "Siti Dinkes <siti@dinkes.example>"
    inner["Subject"] = subject
    inner["Date"] = "Tue, 03 Nov 2026 09:00:00 +0800"
    inner.set_content(body)
    return Attachment("pesan.eml", "message/rfc822", inner.as_bytes())


def test_an_enclosed_mail_names_its_writer() -> None:
    found = original_sender(mail("Terlampir.", attachments=(_enclosed(),)))
    assert found is not None
    assert (found.address, found.subject, found.date) == (SITI, "Internet mati", "Tue, 03 Nov 2026 09:00:00 +0800")
    assert (found.body or "").split() == BODY.split()


def test_an_enclosed_mail_that_is_a_forward_itself_leads_to_its_first_writer() -> None:
    attachment = _enclosed("Fwd: Internet mati", "Mohon dibantu\n\n" + FORWARDS[0][1].replace("siti@", "ani@") + BODY)
    found = original_sender(mail("Terlampir.", attachments=(attachment,)))
    assert found is not None
    assert found.address.email == "ani@dinkes.example"


def test_an_enclosed_mail_of_rubbish_names_nobody() -> None:
    assert original_sender(mail("x", attachments=(Attachment("a.eml", "message/rfc822", b"\x00\xff"),))) is None


def test_a_real_forward_is_read_through_the_parser() -> None:
    outer = EmailMessage()
    outer["From"] = "kadis@sumbawa.example"
    outer["Subject"] = "Fwd: Internet mati"
    outer.set_content(FORWARDS[0][1] + BODY)
    found = original_sender(parse(outer.as_bytes()))
    assert found is not None
    assert found.address == SITI


@given(
    st.lists(st.sampled_from(["Dari: ", "a@b.id", "\n", "Pesan terusan", "-----", "Kepada: ", "Fwd:", "> ", "10.12"]))
)
def test_no_text_raises(parts: list[str]) -> None:
    found = origin_of("".join(parts), "Fwd: x")
    assert found is None or isinstance(found.address, Address)


@pytest.mark.parametrize(
    "text", ["Dari: a\n" * 300_000, "Kepada: a@b.id\nCc: c\n" * 100_000, "a@b.id 10.12:\n" * 200_000]
)
def test_a_monstrous_text_is_read(text: str) -> None:
    assert isinstance(origin_of(text, "Fwd: x"), Origin | None)
