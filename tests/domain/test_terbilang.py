"""Numbers in words: by table, and that every number has words of its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailgate.domain.terbilang import MOST, counted, day_spelled_out, in_words

_VALUES = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9
}  # fmt: skip
_SIZES = {"puluh": 10, "ratus": 100}
_GROUPS = {"ribu": 1_000, "juta": 1_000_000, "miliar": 1_000_000_000}


def read_back(words: str) -> int:
    """The number that words name, told apart from how they were made."""
    total = group = last = 0
    for word in words.replace("sepuluh", "satu puluh").replace("seratus", "satu ratus").split():
        if word == "sebelas":
            group += 11
        elif word == "seribu":
            total += 1_000
        elif word in _VALUES:
            last = _VALUES[word]
            group += last
        elif word == "belas":
            group += 10
        elif word in _SIZES:
            group += last * (_SIZES[word] - 1)
        else:
            total, group = total + group * _GROUPS[word], 0
    return total + group


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (3, "tiga"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_100_000_000, "satu miliar seratus juta"),
    ],
)
def test_a_number_is_spelled_as_it_is_read_aloud(number: int, words: str) -> None:
    assert in_words(number) == words


@given(st.integers(0, MOST))
def test_the_words_of_a_number_name_that_number(number: int) -> None:
    assert read_back(in_words(number)) == number


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_a_number_without_words_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="between"):
        in_words(number)


def test_a_day_is_spelled_out_as_a_berita_acara_opens() -> None:
    words = "Selasa tanggal tiga bulan November tahun dua ribu dua puluh enam (03-11-2026)"
    assert day_spelled_out(date(2026, 11, 3)) == words


def test_what_goes_along_is_counted_in_figures_and_words() -> None:
    assert counted(1, "berkas") == "1 (satu) berkas"
