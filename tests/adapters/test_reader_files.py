"""Files of every kind become words on pages."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO

import docx
import numpy as np
import odfdo
import pillow_heif
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image
from weasyprint import HTML

from mailgate.adapters.pdf import pdf_of
from mailgate.adapters.reader import FileReader, ReadingLimits
from mailgate.domain.letter import Engine
from mailgate.surat.document import Document
from tests.adapters.letter_pages import (
    NUMBER,
    SUBJECT,
    as_file,
    crooked,
    letter_pdf,
    letter_picture,
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


def test_pages_of_a_mixed_file_are_read_each_in_its_way(reader: FileReader) -> None:
    mixed = pypdfium2.PdfDocument.new()
    for part in (letter_pdf(), scan_pdf([upper_part()]), pdf_of("<p>Lampiran</p>")):
        source = pypdfium2.PdfDocument(part)
        mixed.import_pages(source)
        source.close()
    out = BytesIO()
    mixed.save(out)
    mixed.close()
    document = reader.read("surat.pdf", "application/pdf", out.getvalue())

    assert [page.engine for page in document.pages] == [Engine.TEXT, Engine.OCR, Engine.TEXT]
    assert document.pages[2].words[0].text == "Lampiran"


def test_a_poor_hidden_layer_under_a_scan_is_not_believed(reader: FileReader) -> None:
    picture = f"data:image/png;base64,{b64encode(as_file(scanned())).decode()}"
    garbled = "<p style='color: #fff'>" + "xq zwv kjh fgt " * 60 + "</p>"
    page = (
        f"<style>@page {{ size: A4; margin: 0 }}</style><img style='width: 210mm; position: absolute' src='{picture}'>"
    )
    document = reader.read("scan.pdf", "application/pdf", pdf_of(page + garbled))

    assert document.pages[0].engine is Engine.OCR
    assert SUBJECT in text_of(document)


def test_white_words_are_not_read(reader: FileReader) -> None:
    hidden = "<p style='color: #fff'>Nomor: 9/9/9</p>" + "<p>Dengan hormat, mohon bantuan Saudara.</p>" * 5
    document = reader.read("surat.pdf", "application/pdf", pdf_of(hidden))

    assert document.pages[0].engine is Engine.TEXT
    assert "9/9/9" not in text_of(document)


def test_the_values_of_a_fillable_pdf_come_by_their_labels(reader: FileReader) -> None:
    fields = '<input name="lokasi" title="Lokasi gangguan" value="Ruang Server"><input type=checkbox name=wifi checked>'
    filled = HTML(
        string=f"<form>{fields}<input name=kosong></form><p>{'Formulir Pengajuan Penanganan ' * 4}"
    ).write_pdf(pdf_forms=True)
    document = reader.read("formulir.pdf", "application/pdf", filled)

    assert document.form == {"Lokasi gangguan": "Ruang Server", "wifi": "ya"}


def test_a_letterhead_that_is_a_picture_is_read_into_its_place(reader: FileReader) -> None:
    head = letter_picture(200).crop((140, 140, 1514, 340))
    picture = f"data:image/png;base64,{b64encode(as_file(head)).decode()}"
    page = f'<style>@page {{ size: A4; margin: 2cm }}</style><img style="width: 17cm" src="{picture}">'
    body = "<p>Nomor: 1/2/2026</p>" + "<p>Dengan hormat, mohon bantuan Saudara.</p>" * 5
    document = reader.read("surat.pdf", "application/pdf", pdf_of(page + body))

    [read] = document.pages
    assert read.engine is Engine.MIXED
    by_text = {word.text: word for word in read.words}
    assert by_text["KESEHATAN"].sureness < 1
    assert by_text["Nomor:"].sureness == 1
    assert 57 < by_text["KESEHATAN"].y < by_text["Nomor:"].y


def test_what_shines_through_from_the_back_is_told_from_the_text(reader: FileReader) -> None:
    front = np.asarray(scanned(), np.float32)
    both = np.minimum(front, 255 - (255 - front[:, ::-1]) * 0.35).astype(np.uint8)
    document = reader.read("scan.png", "image/png", as_file(Image.fromarray(both)))

    assert SUBJECT in text_of(document)
    assert len(document.pages[0].words) > 190


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_it_lies(reader: FileReader, turn: int) -> None:
    picture = upper_part().rotate(turn, expand=True)
    document = reader.read("scan.pdf", "application/pdf", scan_pdf([picture]))

    [page] = document.pages
    assert (page.engine, page.turned) == (Engine.OCR, turn)
    assert (page.width, page.height) == pytest.approx((595, 382), abs=1)
    assert SUBJECT in text_of(document)
    kop = next(word for word in page.words if word.text == "PEMERINTAH")
    assert (kop.x, kop.y) == pytest.approx((168, 66), abs=4)


@pytest.mark.parametrize("degrees", [-7, 3])
def test_a_crooked_scan_is_straightened(reader: FileReader, degrees: float) -> None:
    document = reader.read("scan.png", "image/png", as_file(crooked(upper_part(), degrees), dpi=(200, 200)))

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
    document = reader.read(
        "IMG_1.HEIC", "application/octet-stream", as_file(scanned(100).crop((0, 0, 827, 400)), "HEIF")
    )

    assert "Troubleshooting" in text_of(document)


def test_a_photo_is_turned_as_its_camera_says(reader: FileReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = upper_part().rotate(90, expand=True)
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
    paper.add_picture(BytesIO(as_file(upper_part())))
    document = reader.read("surat.docx", "application/octet-stream", saved(paper))

    assert [page.engine for page in document.pages] == [Engine.OCR]
    assert SUBJECT in text_of(document)


def test_an_exported_chat_is_a_page_of_text(reader: FileReader) -> None:
    chat = "03/11/26 09.12 - Dikes: Internet di kantor kami putus, mohon bantuan\n"
    document = reader.read("WhatsApp Chat.txt", "text/plain", chat.encode())

    assert "mohon bantuan" in text_of(document)
    assert document.pages[0].engine is Engine.TEXT


def upper_part() -> Image.Image:
    """Half a page reads in half the time."""
    return scanned().crop((0, 0, 1654, 1060))


def saved(paper: docx.document.Document | odfdo.Document) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
