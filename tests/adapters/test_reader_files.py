"""Files of every kind become words on pages."""

from collections.abc import Iterator
from io import BytesIO

import docx
import odfdo
import pillow_heif
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image

from mailgate.adapters.reader import FileReader, ReadingLimits
from mailgate.domain.letter import Engine
from mailgate.surat.document import Document
from tests.adapters.letter_pages import (
    NUMBER,
    SUBJECT,
    as_file,
    crooked,
    letter_pdf,
    photographed,
    scan_pdf,
    scanned,
)


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    reader = FileReader(ReadingLimits())
    yield reader
    reader.close()


def text_of(document: Document) -> str:
    return " ".join(word.text for page in document.pages for word in page.words)


def test_a_born_digital_letter_gives_its_own_words_where_they_stand(reader: FileReader) -> None:
    document = reader.read("surat.pdf", "application/pdf", letter_pdf())

    [page] = document.pages
    assert (page.engine, page.turned, document.total_pages) == (Engine.TEXT, 0, 1)
    assert (round(page.width), round(page.height)) == (595, 842)
    assert NUMBER in text_of(document)
    assert SUBJECT in text_of(document)
    by_text = {word.text: word for word in page.words}
    place, label = by_text["Bupati"], by_text["Nomor"]
    assert place.y > label.y
    assert 50 < label.x < 70
    assert document.image_hash is not None


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_it_lies(reader: FileReader, turn: int) -> None:
    picture = scanned().rotate(turn, expand=True)
    document = reader.read("scan.pdf", "application/pdf", scan_pdf([picture]))

    [page] = document.pages
    assert (page.engine, page.turned) == (Engine.OCR, turn)
    assert page.height > page.width
    assert SUBJECT in text_of(document)
    kop = next(word for word in page.words if word.text == "PEMERINTAH")
    assert (kop.x, kop.y) == pytest.approx((168, 66), abs=4)


@pytest.mark.parametrize("degrees", [-7, 3])
def test_a_crooked_scan_is_straightened(reader: FileReader, degrees: float) -> None:
    document = reader.read("scan.png", "image/png", as_file(crooked(scanned(), degrees)))

    assert SUBJECT in text_of(document)
    lines = [word.y + word.height / 2 for word in document.pages[0].words if word.text in ("Hal", "Permohonan")]
    assert max(lines) - min(lines) < 6


def test_a_photograph_is_cut_to_the_sheet_and_read(reader: FileReader) -> None:
    document = reader.read("IMG_0012.jpg", "image/jpeg", as_file(photographed(), "JPEG"))

    text = text_of(document)
    assert SUBJECT in text
    assert "Tembusan" in text
    assert "PEMERINTAH KABUPATEN SUMBAWA" in text


def test_every_frame_of_a_tiff_is_a_page(reader: FileReader) -> None:
    small = scanned(150)
    document = reader.read("scan.tif", "image/tiff", as_file(small, "TIFF", save_all=True, append_images=[small]))

    assert [page.engine for page in document.pages] == [Engine.OCR, Engine.OCR]
    assert text_of(document).count("Troubleshooting") == 2


def test_a_heic_from_a_phone_is_read(reader: FileReader) -> None:
    pillow_heif.register_heif_opener()
    document = reader.read("IMG_1.HEIC", "application/octet-stream", as_file(scanned().convert("RGB"), "HEIF"))

    assert SUBJECT in text_of(document)


def test_a_photo_is_turned_as_its_camera_says(reader: FileReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = scanned().rotate(90, expand=True)
    document = reader.read("foto.jpg", "image/jpeg", as_file(lying, "JPEG", exif=exif))

    assert document.pages[0].turned == 0
    assert SUBJECT in text_of(document)


def test_a_docx_keeps_its_order_its_tables_and_where_its_lines_stand(reader: FileReader) -> None:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "PEMERINTAH KABUPATEN SUMBAWA"
    paper.add_paragraph("Sumbawa Besar, 3 November 2026").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paper.add_paragraph(f"Nomor\t: {NUMBER}")
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Hal", SUBJECT
    document = reader.read("surat.docx", "application/octet-stream", saved(paper))

    words = document.pages[0].words
    assert [word.text for word in words][:4] == ["PEMERINTAH", "KABUPATEN", "SUMBAWA", "Sumbawa"]
    dated = next(word for word in words if word.text == "2026")
    assert dated.x + dated.width == pytest.approx(document.pages[0].width - 57, abs=1)
    label = next(word for word in words if word.text == "Hal")
    value = next(word for word in words if word.text == "Permohonan")
    assert label.y == value.y
    assert value.x > label.x + 100


def test_an_odt_is_read(reader: FileReader) -> None:
    paper = odfdo.Document("text")
    paper.body.clear()
    paper.body.append(odfdo.Paragraph(f"Nomor\t: {NUMBER}"))
    table = odfdo.Table("T", width=2, height=1)
    table.set_value("A1", "Hal")
    table.set_value("B1", SUBJECT)
    paper.body.append(table)
    document = reader.read("surat.odt", "application/vnd.oasis.opendocument.text", saved(paper))

    assert text_of(document).startswith(f"Nomor : {NUMBER} Hal Permohonan")


def test_a_scan_pasted_into_a_docx_is_recognised(reader: FileReader) -> None:
    paper = docx.Document()
    paper.add_picture(BytesIO(as_file(scanned())))
    document = reader.read("surat.docx", "application/octet-stream", saved(paper))

    assert [page.engine for page in document.pages] == [Engine.OCR]
    assert SUBJECT in text_of(document)


def test_an_exported_chat_is_a_page_of_text(reader: FileReader) -> None:
    chat = "03/11/26 09.12 - Dikes: Internet di kantor kami putus, mohon bantuan\n"
    document = reader.read("WhatsApp Chat.txt", "text/plain", chat.encode())

    assert "mohon bantuan" in text_of(document)
    assert document.pages[0].engine is Engine.TEXT


def saved(paper: docx.document.Document | odfdo.Document) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
