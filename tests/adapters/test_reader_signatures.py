"""Electronic signatures: untouched, changed, broken; trusted only under an anchor that the office gave."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from mailgate.adapters.reader import FileReader, ReadingLimits
from mailgate.domain.letter import SignatureState
from tests.adapters.letter_pages import letter_pdf
from tests.adapters.signing import SIGNER, chain, signed

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "signed-pdf"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileReader]:
    """One that trusts the issuer of the tests."""
    anchors = tmp_path_factory.mktemp("anchors")
    (anchors / "penerbit.crt").write_bytes(chain().anchor)
    (anchors / "catatan.pem").write_bytes(b"no certificate at all")
    reader = FileReader(ReadingLimits(), trust_dir=anchors)
    yield reader
    reader.close()


def test_a_letter_without_signature_has_none(reader: FileReader) -> None:
    assert reader.read("surat.pdf", "", letter_pdf()).signatures == ()


def test_a_signed_letter_is_intact_with_who_and_when_and_still_has_its_words(reader: FileReader) -> None:
    document = reader.read("surat.pdf", "", signed(letter_pdf()))

    [signature] = document.signatures
    assert (signature.state, signature.signer, signature.trusted) == (SignatureState.INTACT, SIGNER, True)
    assert signature.signed_at is not None
    assert timedelta() <= datetime.now(UTC) - signature.signed_at < timedelta(hours=1)
    assert "menurut penanda tangan" in signature.why
    assert len(document.pages[0].words) > 100


def test_under_an_unknown_issuer_it_is_intact_but_not_trusted(reader: FileReader) -> None:
    [signature] = reader.read("surat.pdf", "", signed(letter_pdf(), by=chain("Penerbit Lain"))).signatures

    assert (signature.state, signature.trusted) == (SignatureState.INTACT, False)


def test_without_anchors_nothing_is_trusted() -> None:
    reader = FileReader(ReadingLimits())
    [signature] = reader.read("surat.pdf", "", signed(letter_pdf())).signatures
    reader.close()

    assert (signature.state, signature.trusted) == (SignatureState.INTACT, False)


def test_a_second_signature_leaves_the_first_intact(reader: FileReader) -> None:
    signatures = reader.read("surat.pdf", "", signed(signed(letter_pdf()), "Paraf")).signatures

    assert [signature.state for signature in signatures] == [SignatureState.INTACT, SignatureState.INTACT]


def test_a_page_changed_after_signing_is_told(reader: FileReader) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed(letter_pdf())))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[pdf_name("/Rotate")] = NumberObject(180)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    [signature] = reader.read("surat.pdf", "", out.getvalue()).signatures

    assert (signature.state, signature.trusted) == (SignatureState.CHANGED, False)


def test_a_byte_changed_under_the_signature_breaks_it(reader: FileReader) -> None:
    pdf = signed(letter_pdf())
    at = pdf.index(b"/Producer") + 12
    [signature] = reader.read("surat.pdf", "", pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]).signatures

    assert (signature.state, signature.trusted) == (SignatureState.BROKEN, False)


def test_a_signature_that_cannot_be_taken_apart_is_only_detected(reader: FileReader) -> None:
    pdf = signed(letter_pdf())
    at = pdf.index(b"/Contents <30") + 11
    [signature] = reader.read("surat.pdf", "", pdf[:at] + b"0" * 200 + pdf[at + 200 :]).signatures

    assert (signature.state, signature.trusted) == (SignatureState.DETECTED, False)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="pyHanko's own samples are not beside this checkout")
def test_the_samples_of_pyhanko_are_judged_as_it_judges_them(reader: FileReader) -> None:
    for line in (CORPUS / "cases.jsonl").read_text().splitlines():
        case = json.loads(line)
        found = reader.read(case["file"], "", (CORPUS / case["file"]).read_bytes()).signatures
        assert [signature.state for signature in found] == [SignatureState.INTACT] * len(case["signatures"])
        assert not any(signature.trusted for signature in found)
