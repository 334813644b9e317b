"""Files as they really come, read by the real reader: each ends in a ticket and a polite sentence."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from mailgate.adapters.reader import FileReader, ReadingLimits
from mailgate.demo.letter import on_the_scanner
from mailgate.demo.scenarios import PAPER
from mailgate.domain.message import Message
from tests.adapters.test_reader_safety import encrypted
from tests.app.desk import Gateway, mail
from tests.app.letter_post import DINKES, FWD, SCANNER, TO, opened, results, tickets

DOWN = "Jaringan internet kami putus, tidak bisa konek sejak pagi. Mohon bantuan.\n"


@pytest.fixture
def reader(gateway: Gateway) -> Iterator[FileReader]:
    found = FileReader(ReadingLimits())
    gateway.reader = found
    yield found
    found.close()


def cat() -> bytes:
    """Fur, as far as a reader can tell."""
    fur = np.random.default_rng(7).normal(120, 40, (90, 120))
    held = BytesIO()
    picture = Image.fromarray(np.clip(fur, 0, 255).astype(np.uint8)).resize((1200, 900), Image.Resampling.BICUBIC)
    picture.convert("RGB").save(held, "JPEG", quality=85)
    return held.getvalue()


def receipt(gateway: Gateway) -> str:
    return " ".join(gateway.mail_to(DINKES, "tanda-terima").text.split())


def sends(name: str, data: bytes, text: str = DOWN) -> bytes:
    return mail(DINKES, TO, "Gangguan jaringan internet", text, files={name: data})


@pytest.mark.usefixtures("reader")
def test_a_scan_from_the_copier_becomes_the_request_of_the_office_on_its_kop(gateway: Gateway) -> None:
    ticket = opened(gateway, mail(SCANNER, TO, FWD, "\n", files={"scan0012.pdf": on_the_scanner(PAPER)}))
    assert (ticket.requester.email, ticket.requester.verified) == (DINKES, True)
    assert ticket.sop is not None
    assert ticket.subject == PAPER.subject
    assert "melampirkan" not in receipt(gateway)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("IMG_0001.jpg", cat, "Bila ini surat, mohon"),
        ("surat.pdf", encrypted, "tanpa kata sandi"),
        ("surat.rar", lambda: b"Rar!\x1a\x07\x00" + bytes(200), "Mohon suratnya dikirim langsung sebagai PDF"),
        ("surat.pdf", lambda: b"%PDF-1.7\n" + bytes(500), "dikirim ulang sebagai PDF"),
    ],
    ids=["a cat", "encrypted", "an archive", "broken"],
)
def test_what_is_no_letter_opens_the_ticket_all_the_same(gateway: Gateway, name: str, data: object, said: str) -> None:
    ticket = opened(gateway, sends(name, data()))  # type: ignore[operator]
    assert ticket.sop is not None
    assert name in receipt(gateway)
    assert said in receipt(gateway)
    opened(gateway, sends("catatan.txt", b"Mohon segera.", "Internet di aula putus.\n"))
    assert (tickets(gateway), set(results(gateway))) == (2, {"tiket"})


def test_without_tesseract_the_ticket_is_opened_and_the_scan_read_once_it_is_there(
    gateway: Gateway, reader: FileReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.close()
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nonexistent")
        gateway.reader = FileReader(ReadingLimits())
        ticket = opened(gateway, sends("scan.pdf", on_the_scanner(PAPER)))
        assert ticket.sop is not None
        assert "sebagian masih kami baca" in receipt(gateway)
        gateway.reader.close()
    gateway.reader = reader
    gateway.clock.forward(hours=1)
    with gateway.database.reading() as uow:
        due = uow.readings.due(gateway.clock(), 10)
    gateway.reads(due)
    gateway.flush()
    read = gateway.ticket(ticket.number).letter
    assert read is not None
    assert read.sender == "Dinas Kesehatan"
    assert "Dinas Kesehatan" in gateway.mail_to(DINKES, "surat-terbaca").text


@pytest.mark.usefixtures("reader")
def test_two_numbers_on_one_letter_are_asked_back_and_not_guessed(gateway: Gateway) -> None:
    from tests.letters import letter

    text = letter().decode().replace("Sifat    :", "Nomor    : 900/77/DIKES/XI/2026\nSifat    :").encode()
    ticket = opened(gateway, sends("surat.txt", text))
    assert ticket.letter is not None
    told: list[Message] = [message for to, message in gateway.transport.sent if to == DINKES]
    doubtful = "nomor" in ticket.letter.doubtful()
    assert ticket.letter.number is None or doubtful
    assert ticket.sop is not None
    assert told
