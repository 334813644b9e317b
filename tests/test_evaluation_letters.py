"""Letters are written with valid fields, degradations can be had again, and readings are judged as they should be."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from evaluation.letters import marks, phone, scanner
from evaluation.letters.degradation import DEGRADATIONS, Degradation, Group, spoilt
from evaluation.letters.draft import Draft, draft
from evaluation.letters.form import LABELS, form_draft, form_truth
from evaluation.letters.layout import LAYOUTS, Layout, Set, layouts_of
from evaluation.letters.measure import Measured, judged_letters, read
from evaluation.letters.picture import Picture, Sheet
from evaluation.letters.plan import Plan, plan
from evaluation.letters.report import lines, tally
from evaluation.letters.sample import sample
from evaluation.letters.truth import truth
from evaluation.letters.verdict import Outcome, Verdict, judged, verdicts
from mailgate.domain.letter import Letter, LetterKind, Signatory

LETTERS = [layout for layout in LAYOUTS if layout.name != "formulir"]
FORM = next(layout for layout in LAYOUTS if layout.name == "formulir")
WAYS = [way for ways in DEGRADATIONS.values() for way in ways if way.take]


def drafts(count: int = 20) -> list[Draft]:
    """Some of every layout."""
    return [draft(Random(f"{layout.name}:{index}"), layout) for layout in LETTERS for index in range(count)]


def paper(width: int = 600, height: int = 840) -> Picture:
    """A small sheet with lines of ink."""
    picture = np.full((height, width, 3), 255, np.uint8)
    picture[100:700:24, 80:520] = 0
    return picture


class TestTruths:
    def test_numbers_have_a_slash_and_some_letters_have_none(self) -> None:
        numbers = [one.number for one in drafts()]
        assert all("/" in number for number in numbers if number)
        assert 0 < numbers.count(None) < len(numbers) / 5

    def test_a_nip_begins_with_a_birthday_and_goes_on_with_a_year_of_service(self) -> None:
        for one in drafts():
            nip = one.official.nip
            if nip is None:
                continue
            born = date.fromisoformat(f"{nip[:4]}-{nip[4:6]}-{nip[6:8]}")
            entered, month = int(nip[8:12]), int(nip[12:14])
            assert re.fullmatch(r"\d{18}", nip)
            assert 18 <= entered - born.year <= 60
            assert month in range(1, 13) or month == 21
            assert nip[14] in "12"
            assert one.official.nip_text is not None
            assert re.sub(r"\D", "", one.official.nip_text) == nip

    def test_a_village_head_has_no_nip(self) -> None:
        assert {one.official.nip for one in drafts() if one.layout.name == "desa"} == {None}

    def test_what_is_true_is_printed(self) -> None:
        for one in drafts(3):
            letter = truth(one)
            assert one.number is None or letter.number == one.number_text
            assert letter.dated is None or str(letter.dated.year) in one.day_text
            assert (letter.enclosure is None) == (one.enclosure == "-")
            assert letter.signatory is not None
            assert not (letter.signatory.title or "").endswith(",")

    def test_the_same_seed_writes_the_same(self) -> None:
        assert drafts(2) == drafts(2)

    def test_a_form_holds_every_entry(self) -> None:
        assert form_truth(form_draft(Random("form"), FORM)).form.keys() == LABELS.keys()


class TestPlans:
    def test_the_sets_share_no_letter_and_the_test_has_two_layouts_more(self) -> None:
        assert {layout.name for layout in layouts_of(Set.TEST)} - {layout.name for layout in layouts_of(Set.TRAIN)} == {
            "provinsi-tte",
            "kelurahan",
        }
        assert sample(plan(Set.TRAIN, 1)).letters != sample(plan(Set.TEST, 1)).letters

    @pytest.mark.parametrize("which", list(Set))
    def test_every_layout_and_degradation_comes_in_the_default_measurement(self, which: Set) -> None:
        chosen = [plan(which, index) for index in range(126)]
        assert {one.layout for one in chosen} == set(layouts_of(which))
        assert {one.degradation for one in chosen} >= set(WAYS)
        assert any(one.second for one in chosen)
        assert min(Counter(one.degradation.group for one in chosen).values()) >= 14

    def test_a_file_of_two_letters_has_two_truths(self) -> None:
        paired = next(one for one in (plan(Set.TRAIN, index) for index in range(126)) if one.second)
        assert len(sample(replace(paired, degradation=DEGRADATIONS[Group.BORN][0])).letters) == 2

    def test_a_plan_gives_the_same_file_again(self) -> None:
        scanned = next(one for one in (plan(Set.TRAIN, index) for index in range(9)) if one.degradation.dpi == 150)
        assert sample(scanned).data == sample(scanned).data


class TestDegradations:
    @pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
    def test_it_can_be_had_again_and_leaves_a_page_of_a_sane_size(self, way: Degradation) -> None:
        sheet = Sheet(paper(), (0.6, 0.7))
        first, again, other = (spoilt(sheet, way, seed, back=paper(), pen=True) for seed in (1, 1, 2))
        assert np.array_equal(first, again)
        assert first.shape != other.shape or not np.array_equal(first, other)
        assert first.dtype == np.uint8
        assert 0.4 < max(first.shape[:2]) / 840 < 1.5
        assert first.std() > 5

    @pytest.mark.parametrize("mark", [marks.signed, marks.stamped])
    def test_ink_only_darkens_and_keeps_the_size(
        self, mark: Callable[[Picture, int, tuple[float, float]], Picture]
    ) -> None:
        marked = mark(paper(), 1, (0.5, 0.5))
        assert marked.shape == paper().shape
        assert (marked <= paper()).all()
        assert (marked < paper()).any()

    def test_a_quarter_turn_swaps_the_sides(self) -> None:
        assert scanner.turned(paper(), 1).shape == (600, 840, 3)
        assert np.array_equal(scanner.turned(paper(), 4), paper())

    def test_two_tones_are_two(self) -> None:
        assert set(np.unique(scanner.two_toned(paper(), 1))) == {0, 255}

    def test_a_shadow_darkens_a_part_only(self) -> None:
        share = (phone.shadowed(paper(), 3) < paper()).mean()
        assert 0.1 < share < 0.9


LETTER = Letter(
    LetterKind.LETTER,
    number="005/ 12 /KEC/2026",
    dated=date(2026, 11, 3),
    subject="Undangan Rapat e-Kinerja",
    sender="Puskesmas Utan",
    parent="Dinas Kesehatan",
    addressee="Kepala Dinas Kominfo",
    signatory=Signatory("Drs. AGUS, M.Si.", "197001011998031005", "Plt. Camat Utan"),
    copies=("Bupati Sumbawa (sebagai laporan)", "Arsip"),
    contact="081234567890",
)


def outcomes(read: Letter | None) -> dict[str, Outcome]:
    return {verdict.field: verdict.outcome for verdict in verdicts(LETTER, read)}


class TestVerdicts:
    def test_what_is_not_there_and_not_claimed_is_no_verdict(self) -> None:
        assert {"sifat", "lampiran"}.isdisjoint(outcomes(LETTER))

    def test_a_letter_read_in_other_typography_is_right(self) -> None:
        read = replace(
            LETTER,
            number="005/12/kec/2026",
            subject="UNDANGAN RAPAT E- KINERJA",
            addressee="Yth. Sdr. KEPALA DINAS KOMINFO,",
            signatory=Signatory("Drs AGUS, M. Si", "197001011998031005", "Plt. CAMAT UTAN,"),
            copies=("Bupati Sumbawa",),
            contact="+62 812-3456-7890",
            enclosure="-",
        )
        assert set(outcomes(read).values()) == {Outcome.RIGHT}

    def test_nothing_read_is_doubtful(self) -> None:
        assert set(outcomes(None).values()) == {Outcome.DOUBTFUL}
        assert set(outcomes(Letter(LetterKind.LETTER)).values()) == {Outcome.DOUBTFUL}

    @pytest.mark.parametrize(
        ("wanted", "read", "sureness", "outcome"),
        [
            ("Segera", "Segera", 0.3, Outcome.RIGHT),
            ("Segera", "Biasa", 0.79, Outcome.DOUBTFUL),
            ("Segera", "Biasa", 0.8, Outcome.CONFIDENT),
            ("Segera", None, 0.99, Outcome.DOUBTFUL),
            (None, "Segera", 0.5, Outcome.DOUBTFUL),
            (None, "Segera", 0.95, Outcome.CONFIDENT),
            (None, "Segera", None, Outcome.CONFIDENT),
        ],
    )
    def test_wrong_is_as_confident_as_it_was_claimed(
        self, wanted: str | None, read: str | None, sureness: float | None, outcome: Outcome
    ) -> None:
        verdict = judged("sifat", wanted, read, sureness)
        assert verdict is not None
        assert verdict.outcome is outcome

    def test_a_field_is_as_wrong_as_its_worst_part(self) -> None:
        read = replace(LETTER, signatory=Signatory("Drs. AGUS, M.Si.", "197001011998031006", None))
        found = outcomes(read)
        assert found["penanda_tangan.nama"] is Outcome.RIGHT
        assert found["penanda_tangan.jabatan"] is Outcome.DOUBTFUL
        assert found["penanda_tangan"] is found["penanda_tangan.nip"] is Outcome.CONFIDENT

    def test_the_region_above_an_office_is_no_wrong_parent(self) -> None:
        wanted = replace(LETTER, sender="Dinas Kesehatan", parent=None)
        read = replace(wanted, parent="Pemerintah Kabupaten Sumbawa")
        assert "pengirim.induk" not in {verdict.field for verdict in verdicts(wanted, read)}

    def test_of_a_form_the_entries_are_judged_alone(self) -> None:
        wanted = Letter(LetterKind.REQUEST_FORM, form={"layanan": "Internet", "lokasi": "Aula"})
        read = replace(wanted, form={"layanan": "Internet", "lokasi": "Aulo"}, number="1/2")
        found = {verdict.field: verdict.outcome for verdict in verdicts(wanted, read)}
        assert found == {
            "formulir": Outcome.CONFIDENT,
            "formulir.layanan": Outcome.RIGHT,
            "formulir.lokasi": Outcome.CONFIDENT,
        }


def test_the_report_counts_fields_and_not_their_parts() -> None:
    found = tuple(verdicts(LETTER, LETTER))
    row = Measured("uji-0000 x, y", "a.pdf", "dinas", "text layer", Group.BORN.value, 0.5, 1, found)
    text = "\n".join(lines([row], misses=True))
    assert f"{Group.BORN.value}, n = 8: right" in text
    assert "100.00%" in text
    assert "MISSED" not in text


def test_what_is_right_below_the_threshold_is_counted_as_asked() -> None:
    counted = tally([Verdict("hal", "a", "a", 0.4, Outcome.RIGHT), Verdict("hal", "a", "b", 0.4, Outcome.DOUBTFUL)])
    assert (counted.fields, counted.right, counted.asked, counted.doubtful, counted.confident) == (2, 1, 1, 1, 0)


# Two letters of each layout from the seeds that the reader is tuned on.
@pytest.mark.parametrize("layout", LETTERS, ids=lambda layout: layout.name)
def test_a_letter_with_a_text_layer_is_read_wholly(layout: Layout) -> None:
    text_layer = DEGRADATIONS[Group.BORN][0]
    for index in (1, 2):
        made = sample(Plan(Set.TRAIN, index, layout, text_layer))
        letters, _ = read(made)
        assert [
            (verdict.field, verdict.wanted, verdict.read)
            for verdict in judged_letters(made.letters, letters)
            if verdict.outcome is not Outcome.RIGHT
        ] == []
