"""Letters as offices lay them out are read field by field; what a letter lacks stays empty."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mailgate.domain.letter import Engine, Letter, LetterKind, Signatory, SignatureState
from mailgate.surat.document import Document, Signature
from mailgate.surat.read import principal, read_letters
from tests.surat.art import DISPOSITION, MEMO, MODERN, OLD, document, page, scanned, tilted


def only(file: Document) -> Letter:
    (letter,) = read_letters(file)
    return letter


def test_a_modern_letter_is_read_whole_and_surely() -> None:
    letter = only(document(MODERN))

    assert letter.kind is LetterKind.LETTER
    assert letter.number == "500.12/1123/DIKES/XI/2026"
    assert letter.dated == date(2026, 11, 3)
    assert letter.subject == "Permohonan Troubleshooting Gangguan Jaringan Internet"
    assert (letter.nature, letter.enclosure) == ("Segera", "1 (satu) berkas")
    assert (letter.sender, letter.parent) == ("Dinas Kesehatan", None)
    assert letter.government == "Pemerintah Kabupaten Sumbawa"
    assert letter.addressee == "Kepala Dinas Komunikasi dan Informatika"
    assert letter.signatory == Signatory("dr. SITI AMINAH, M.Kes.", "197001011998032005", "Kepala Dinas Kesehatan")
    assert letter.copies == ("Bupati Sumbawa (sebagai laporan)", "Sekretaris Daerah Kabupaten Sumbawa")
    assert letter.contact == "081234567890"
    assert min(letter.confidence.values()) >= 0.95
    assert letter.doubtful() == ()


def test_an_old_head_of_two_columns_does_not_interleave() -> None:
    letter = only(document(OLD))

    assert letter.number == "005/123/406.010/2026"
    assert letter.dated == date(2026, 11, 6)
    assert letter.subject == "Permohonan Perbaikan Jaringan Wifi"
    assert letter.nature == "Penting"
    assert letter.enclosure is None
    assert letter.addressee == "Kepala Dinas Komunikasi dan Informatika Kabupaten Trenggalek"
    assert letter.signatory == Signatory("RAHMAT HIDAYAT, S.Sos.", "198001012021211003", "a.n. CAMAT SATU Sekretaris")
    head, _, rest = letter.text.partition("Jaringan Wifi")
    assert "Perihal" in head
    assert "Yth. Sdr." in rest


def test_a_nota_dinas_is_read_by_its_labels() -> None:
    letter = only(document(MEMO))

    assert letter.kind is LetterKind.MEMO
    assert letter.number == "900/45/Um/VII/2026"
    assert letter.dated == date(2026, 7, 14)
    assert letter.subject == "Permohonan Akun Surat Elektronik bagi Pejabat Baru"
    assert letter.addressee == "Kepala Dinas Komunikasi dan Informatika"
    assert letter.copies == ("Sekretaris Daerah",)
    assert letter.sender == "Sekretariat Daerah"


def test_a_lembar_disposisi_on_top_is_a_letter_of_its_own() -> None:
    slip, letter = read_letters(document(DISPOSITION, MODERN))

    assert (slip.kind, slip.pages) == (LetterKind.DISPOSITION, (1,))
    assert (slip.number, slip.dated, slip.sender) == ("500.12/1123/DIKES/XI/2026", date(2026, 11, 3), "Dinas Kesehatan")
    assert slip.form["diteruskan kepada"] == "Kepala Bidang Infrastruktur"
    assert slip.form["instruksi"] == "Proses lebih lanjut"
    assert (letter.kind, letter.pages) == (LetterKind.LETTER, (2,))
    assert principal((slip, letter)) is letter


def test_a_file_with_two_letters_is_two_and_pages_without_a_head_belong_to_the_one_before() -> None:
    annex = "Lampiran Surat Kepala Dinas Kesehatan\nNomor : 500.12/1123/DIKES/XI/2026\n\nDaftar perangkat\n1. Router"
    first, second = read_letters(document(MODERN, annex, OLD))

    assert (first.number, first.pages) == ("500.12/1123/DIKES/XI/2026", (1, 2))
    assert (second.number, second.pages) == ("005/123/406.010/2026", (3,))
    assert "Daftar perangkat" in first.text


def test_two_letters_on_one_sheet_are_two() -> None:
    first, second = read_letters(document(MODERN + "\n\n" + OLD))

    assert (first.sender, second.sender) == ("Dinas Kesehatan", "Kecamatan Satu")
    assert second.pages == (1,)


def test_the_unit_of_a_uptd_is_the_sender_and_its_dinas_the_parent() -> None:
    letter = only(document(MODERN.replace("Jalan Garuda", "UPTD PUSKESMAS UTAN\n         Jalan Garuda", 1)))

    assert (letter.sender, letter.parent) == ("UPTD Puskesmas Utan", "Dinas Kesehatan")


def test_a_name_of_two_lines_in_the_kop_is_one() -> None:
    letter = only(
        document(
            MODERN.replace(
                "                            DINAS KESEHATAN",
                "              BADAN KEPEGAWAIAN DAN PENGEMBANGAN\n                     SUMBER DAYA MANUSIA",
            )
        )
    )

    assert letter.sender == "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("005/      /406.054/2026", None),
        ("     /DIKES/2026", None),
        ("005/....../406.054/2026", None),
        ("-", None),
        ("060/ 020 /406.020/2026", "060/020/406.020/2026"),
        ("060 / 20 / DIKES / 2026", "060/20/DIKES/2026"),
        ("B-12/DIKES/11/2026", "B-12/DIKES/11/2026"),
    ],
)
def test_a_number_is_read_with_its_blanks_and_not_through_a_hole(written: str, number: str | None) -> None:
    letter = only(document(MODERN.replace("500.12/1123/DIKES/XI/2026", written)))

    assert letter.number == number
    assert ("nomor" in letter.confidence) == (number is not None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sumbawa Besar, 3 Nopember 2026", date(2026, 11, 3)),
        ("Sumbawa Besar, 14 Pebruari 2026", date(2026, 2, 14)),
        ("Sumbawa Besar, 7 Agt 2026", date(2026, 8, 7)),
        ("Sumbawa Besar, 9 Sept. 2026", date(2026, 9, 9)),
        ("Sumbawa Besar, 03-11-2026", date(2026, 11, 3)),
        ("Sumbawa Besar,    November 2026", None),
        ("Sumbawa Besar, 31 November 2026", None),
    ],
)
def test_the_date_is_that_of_the_dateline_never_one_of_the_body(written: str, day: date | None) -> None:
    assert only(document(MODERN.replace("Sumbawa Besar, 3 November 2026", written))).dated == day


def test_a_hal_goes_on_over_an_empty_line_but_not_into_the_address() -> None:
    torn = MODERN.replace("Gangguan\n           Jaringan Internet", "Gangguan\n\n           Jaringan Internet")

    assert only(document(torn)).subject == "Permohonan Troubleshooting Gangguan Jaringan Internet"


def test_a_letter_through_the_bupati_names_both() -> None:
    through = MODERN.replace(
        "Yth. Kepala Dinas Komunikasi dan Informatika", "Yth. Bupati Sumbawa\nCq. Kepala Dinas Kominfo"
    )

    assert only(document(through)).addressee == "Bupati Sumbawa Cq. Kepala Dinas Kominfo"


def test_a_letter_to_another_dinas_says_so_even_where_we_are_in_the_copies() -> None:
    elsewhere = MODERN.replace("Yth. Kepala Dinas Komunikasi dan Informatika", "Yth. Kepala Dinas Sosial").replace(
        "1. Bupati Sumbawa (sebagai laporan)", "1. Kepala Dinas Komunikasi dan Informatika"
    )
    letter = only(document(elsewhere))

    assert letter.addressee == "Kepala Dinas Sosial"
    assert letter.copies[0] == "Kepala Dinas Komunikasi dan Informatika"


def test_two_different_numbers_in_the_head_are_both_doubted() -> None:
    both = MODERN.replace("Sifat    : Segera", "Sifat    : Segera\nNomor    : 500.12/9999/DIKES/XI/2026")

    assert "nomor" in only(document(both)).doubtful()


def test_an_invalid_nip_is_left_out_and_the_name_kept() -> None:
    letter = only(document(MODERN.replace("NIP. 19700101", "NIP. 19700191")))

    assert letter.signatory == Signatory("dr. SITI AMINAH, M.Kes.", None, "Kepala Dinas Kesehatan")
    assert "penanda_tangan" in letter.doubtful()


def test_a_village_head_signs_without_a_nip() -> None:
    village = MODERN.replace("                                          Pembina Utama Muda\n", "").replace(
        "                                          NIP. 19700101 199803 2 005\n", ""
    )

    letter = only(document(village.replace("Kepala Dinas Kesehatan,", "Kepala Desa Sukamaju,")))

    assert letter.signatory == Signatory("dr. SITI AMINAH, M.Kes.", None, "Kepala Desa Sukamaju")


def test_without_a_kop_the_sender_is_the_office_that_the_signature_heads() -> None:
    letter = only(document(MODERN[MODERN.index("                                          Sumbawa Besar") :]))

    assert letter.sender == "Dinas Kesehatan"


def test_a_secret_letter_is_told() -> None:
    letter = only(document(MODERN.replace("Segera", "Rahasia, Segera")))

    assert letter.nature == "Rahasia, Segera"
    assert letter.confidential


def test_a_scan_whose_colons_were_misread_or_lost_keeps_its_fields() -> None:
    misread = MODERN.replace("Sifat    : Segera", "Sifat    1 Segera").replace("Hal      :", "Hal      ;")
    lost = MODERN.replace(" : ", "   ")

    assert only(scanned(misread)).nature == "Segera"
    assert only(scanned(misread)).subject == "Permohonan Troubleshooting Gangguan Jaringan Internet"
    assert only(scanned(lost)).number == "500.12/1123/DIKES/XI/2026"
    assert only(scanned(lost)).enclosure == "1 (satu) berkas"


def test_a_page_a_little_askew_reads_the_same() -> None:
    askew = Document((tilted(page(OLD), 0.012),), 1)

    assert only(askew).addressee == only(document(OLD)).addressee
    assert only(askew).subject == only(document(OLD)).subject


@pytest.mark.parametrize("clockwise", [True, False])
def test_a_page_whose_words_were_read_lying_is_turned(clockwise: bool) -> None:
    drawn = page(OLD, engine=Engine.OCR, sureness=0.96)
    lying = tuple(
        replace(
            word,
            x=drawn.height - word.y - word.height if clockwise else word.y,
            y=word.x if clockwise else drawn.width - word.x - word.width,
            width=word.height,
            height=word.width,
        )
        for word in drawn.words
    )
    letter = only(Document((replace(drawn, words=lying, width=drawn.height, height=drawn.width),), 1))

    assert letter.number == "005/123/406.010/2026"
    assert letter.addressee == "Kepala Dinas Komunikasi dan Informatika Kabupaten Trenggalek"


def test_a_cat_photo_has_no_letter_and_noise_no_fields() -> None:
    noise = only(scanned("~ , |  x7\n  ;;  . rn", sureness=0.2))

    assert read_letters(Document((page(""),), 1)) == ()
    assert read_letters(Document()) == ()
    assert (noise.kind, dict(noise.confidence)) == (LetterKind.OTHER, {})


def test_the_gravest_state_of_a_files_signatures_is_its_letters() -> None:
    signed = Document(
        (page(MODERN),),
        1,
        signatures=(
            Signature(SignatureState.CHANGED, "Kepala Dinas", datetime(2026, 11, 3, tzinfo=UTC)),
            Signature(SignatureState.INTACT, "Sekretaris", trusted=True),
        ),
    )
    letter = only(signed)

    assert (letter.signature, letter.signed_by, letter.trusted) == (SignatureState.CHANGED, "Sekretaris", False)


def test_a_berita_acara_is_dated_in_words_and_named_by_its_title() -> None:
    record = only(
        document(
            """
                   PEMERINTAH KABUPATEN SUMBAWA
                        DINAS KESEHATAN
                         BERITA ACARA
               PERMOHONAN PENGGANTIAN PERANGKAT
                  NOMOR : 027/12/DIKES/2026

Pada hari ini, Selasa tanggal tiga bulan November tahun dua ribu
dua puluh enam (03-11-2026), kami yang bertanda tangan di bawah ini:
"""
        )
    )

    assert record.kind is LetterKind.RECORD
    assert record.dated == date(2026, 11, 3)
    assert record.number == "027/12/DIKES/2026"
    assert record.subject == "Berita Acara Permohonan Penggantian Perangkat"


def test_pages_of_both_kinds_are_named_mixed() -> None:
    mixed = Document((page(MODERN), page("Daftar perangkat", engine=Engine.OCR, sureness=0.9)), 2)

    assert only(mixed).engine is Engine.MIXED
