"""The small judgements: NIP, look-alikes, titles in capitals, sameness, and the contract's object."""

from datetime import date

import pytest

from mailgate.domain.letter import Letter, LetterKind, Signatory
from mailgate.surat.alike import same_number, same_picture
from mailgate.surat.as_json import as_json
from mailgate.surat.layout import rows_of
from mailgate.surat.nip import is_valid, read_nip
from mailgate.surat.repair import digits, month, roman_month
from mailgate.surat.titlecase import office_of_title, title_cased
from tests.surat.art import MODERN, OLD, page, tilted


@pytest.mark.parametrize(
    ("nip", "valid"),
    [
        ("197001011998032005", True),
        ("198001012021211003", True),  # NI PPPK
        ("197001911998032005", False),  # the 91st of January
        ("197001011998132005", False),  # month 13
        ("197001011998033005", False),  # no such sex
        ("197001011960032005", False),  # in office before birth
        ("19700101199803200", False),
    ],
)
def test_a_nip_proves_itself_by_its_dates(nip: str, valid: bool) -> None:
    assert is_valid(nip) is valid


@pytest.mark.parametrize(
    "line", ["NIP. 1970O101 l99803 2 005", "NIP : 197001011998032005", "NI PPPK 19700101 202121 2 005"]
)
def test_a_nip_is_read_through_blanks_and_look_alikes(line: str) -> None:
    assert read_nip(line).digits in ("197001011998032005", "197001012021212005")


def test_look_alikes_are_made_what_their_place_proves() -> None:
    assert [roman_month(seen) for seen in ("Xl", "X1", "V1II", "Il", "11", "KEP")] == [
        "XI",
        "XI",
        "VIII",
        "II",
        None,
        None,
    ]
    assert [digits(seen) for seen in ("2O26", "l123", "DIKES")] == ["2026", "1123", None]
    assert [month(seen) for seen in ("Nopember", "Novernber", "Pebruari", "Jutu", "Senin")] == [
        (11, False),
        (11, True),
        (2, False),
        None,
        None,
    ]


def test_a_kop_in_capitals_is_written_as_a_name() -> None:
    assert title_cased("DINAS KOMUNIKASI DAN INFORMATIKA") == "Dinas Komunikasi dan Informatika"
    assert title_cased("UPTD SMPN 3 UTAN") == "UPTD SMPN 3 Utan"


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Plt. Kepala Dinas Kesehatan", "Dinas Kesehatan"),
        ("a.n. Kepala Dinas Kesehatan Sekretaris", "Dinas Kesehatan"),
        ("CAMAT SATU", "Kecamatan Satu"),
        ("Lurah Pelat", "Kelurahan Pelat"),
        ("Sekretaris", None),
    ],
)
def test_a_title_names_the_office_that_it_heads(title: str, office: str | None) -> None:
    assert office_of_title(title) == office


def test_a_number_sent_twice_is_the_same_however_it_was_typed_or_read() -> None:
    assert same_number("500.12/1123/DIKES/XI/2026", "500.12 / 1l23 / Dikes / Xl / 2O26")
    assert not same_number("500.12/1123/DIKES/XI/2026", "500.12/1124/DIKES/XI/2026")
    assert not same_number("500.12/260/DIKES/XI/2026", "500.12/280/DIKES/XI/2026")
    assert not same_number("005/12/2026", "00512/2026")
    assert not same_number("", "")


def test_a_picture_is_the_same_where_few_bits_differ() -> None:
    assert same_picture("f0e1d2c3b4a59687", "f0e1d2c3b4a59684")
    assert not same_picture("f0e1d2c3b4a59687", "0f1e2d3c4b5a6978")
    assert not same_picture("0000000000000000", "0000000000000001")
    assert not same_picture("kucing", "f0e1d2c3b4a59687")


@pytest.mark.parametrize("slope", [-0.015, 0.0, 0.015])
@pytest.mark.parametrize("art", [MODERN, OLD])
def test_rows_are_the_lines_of_the_page_whatever_its_residual_skew(art: str, slope: float) -> None:
    drawn = [" ".join(line.split()) for line in art.split("\n") if line.strip()]

    assert [row.text for row in rows_of(tilted(page(art), slope))] == drawn


def test_the_contracts_object_has_its_keys_in_order_and_what_is_doubtful() -> None:
    letter = Letter(
        LetterKind.LETTER,
        number="1/2/2026",
        dated=date(2026, 11, 3),
        signatory=Signatory("BUDI", None, "Camat"),
        confidence={"nomor": 0.5, "tanggal": 0.97},
    )
    told = as_json(letter, file="scan0012.pdf", pages=2)

    promised = (
        "file nomor tanggal hal sifat lampiran pengirim kepada penanda_tangan tembusan tte engine pages confidence"
    )
    assert list(told)[:16] == [*promised.split(), "text", "doubtful"]
    assert told["tanggal"] == "2026-11-03"
    assert told["penanda_tangan"] == {"nama": "BUDI", "nip": None, "jabatan": "Camat"}
    assert (told["tte"], told["engine"], told["doubtful"]) == ("tidak ada", "teks", ["nomor"])
