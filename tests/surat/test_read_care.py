"""Nothing makes the reader raise; a bent character never makes a field wrong and sure where structure tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.letter import DOUBTFUL_BELOW, Engine, Letter
from mailgate.surat.document import Document, Page, Word
from mailgate.surat.form import form_in_text
from mailgate.surat.read import read_letters
from tests.surat.art import MODERN, OLD, scanned

TRUE_NUMBER = "500.12/1123/DIKES/XI/2026"

TOKENS = st.sampled_from(
    "Nomor : Sifat Hal Perihal Lampiran Yth. Kepada di NIP. PEMERINTAH DINAS UPTD BERITA ACARA LEMBAR DISPOSISI "
    "005/1/2026 3 November 2026 Tembusan: 1. Kepala a.n. , 19700101 199803 Demikian Dengan hormat".split()
) | st.text(min_size=1, max_size=12)
EDGE = st.floats(-50, 900)
WORDS = st.builds(Word, TOKENS, EDGE, EDGE, st.floats(0, 300), st.floats(0, 60), st.floats(0, 1))


@given(st.lists(st.lists(WORDS, max_size=60), max_size=3))
def test_any_words_anywhere_are_read_without_raising(pages: list[list[Word]]) -> None:
    letters = read_letters(Document(tuple(Page(tuple(words), 595, 842, Engine.OCR) for words in pages), len(pages)))

    assert all(0 <= sure <= 1 for letter in letters for sure in letter.confidence.values())


@given(st.text(max_size=400))
def test_any_text_is_asked_for_a_form_without_raising(text: str) -> None:
    assert isinstance(form_in_text(text), dict)


def _number_read_as(written: str) -> Letter:
    (letter,) = read_letters(scanned(MODERN.replace(TRUE_NUMBER, written)))
    return letter


@pytest.mark.parametrize(
    "bent",
    [
        "500.12/1123/DIKES/Xl/2026",
        "500.12/1123/DIKES/X1/2026",
        "500.12/1123/DIKES/XI/2O26",
        "500.12/1l23/DIKES/XI/2026",
        "500.12 / 1123/DIKES/XI/2026",
    ],
)
def test_look_alikes_that_the_structure_proves_are_put_right(bent: str) -> None:
    assert _number_read_as(bent).number == TRUE_NUMBER


@given(at=st.integers(0, len(TRUE_NUMBER) - 1), sign=st.sampled_from("OlI|SB/. -Zz!"))
def test_a_letter_or_mark_in_place_of_another_never_makes_a_confident_wrong_number(at: int, sign: str) -> None:
    bent = TRUE_NUMBER[:at] + sign + TRUE_NUMBER[at + 1 :]
    letter = _number_read_as(bent)

    structure_tells = at >= len("500.12/1123/DIKES/") or (TRUE_NUMBER[at].isdigit() and sign.isalpha())
    if structure_tells and letter.number != TRUE_NUMBER:
        assert letter.confidence.get("nomor", 0.0) < DOUBTFUL_BELOW


@pytest.mark.parametrize("year", ["2025", "2028"])
def test_a_scan_whose_number_and_date_name_other_years_is_doubted_in_both(year: str) -> None:
    letter = _number_read_as(TRUE_NUMBER.replace("2026", year))

    assert {"nomor", "tanggal"} <= set(letter.doubtful())


def test_an_unsure_word_makes_its_field_doubtful() -> None:
    (letter,) = read_letters(scanned(MODERN, sureness=0.4))

    assert {"hal", "kepada", "penanda_tangan"} <= set(letter.doubtful())


def test_a_page_of_twenty_thousand_words_is_cut_to_what_a_page_can_hold() -> None:
    words = tuple(Word("Nomor", 40 + 6 * (at % 80), 40 + 3 * (at // 80), 5.9, 10.0, 0.5) for at in range(20_000))

    (letter,) = read_letters(Document((Page(words, 595, 842, Engine.OCR),), 1))

    assert len(letter.text.split()) <= 5000


def test_both_layouts_read_alike_as_text_and_as_a_clean_scan() -> None:
    for art in (MODERN, OLD):
        (letter,) = read_letters(scanned(art))
        assert letter.doubtful() == ()
