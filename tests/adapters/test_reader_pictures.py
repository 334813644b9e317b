"""Pictures of pages in themselves: hashes, lean, light, sheet. They need no Tesseract."""

import cv2
import numpy as np
import pytest
from PIL import Image

from mailgate.adapters.reader.engines import ink, light, sheet, skew
from mailgate.adapters.reader.engines.image_hash import image_hash
from mailgate.adapters.reader.engines.picture import Grey, grey_of
from tests.adapters.letter_pages import crooked, letter_picture, photographed, scanned


def grey(picture: Image.Image) -> Grey:
    return np.array(picture.convert("L"), np.uint8)


def moved(picture: Image.Image, right: int, down: int) -> Image.Image:
    page = Image.new("L", picture.size, 250)
    page.paste(picture, (right, down))
    return page


def distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize(
    "again",
    [scanned(300), scanned(seed=9), letter_picture(75), moved(scanned(), 25, -18)],
    ids=["finer", "another grain", "the PDF itself", "shifted by 3 mm"],
)
def test_the_same_page_scanned_again_has_nearly_the_same_hash(again: Image.Image) -> None:
    assert distance(image_hash(grey(scanned())), image_hash(grey(again))) <= 10


def test_pages_of_other_layout_are_far_apart() -> None:
    page = scanned()
    parts = [page.crop((0, 0, 1654, 900)), page.crop((0, 900, 1654, 2339)), page.crop((0, 0, 827, 2339))]
    assert all(distance(image_hash(grey(page)), image_hash(grey(part))) > 12 for part in parts)


def test_an_empty_page_has_a_hash_too() -> None:
    assert image_hash(np.full((400, 300), 255, np.uint8)) == "0" * 16


@pytest.mark.parametrize("degrees", [-12.0, -3.5, 0.0, 1.0, 7.0])
@pytest.mark.parametrize("turn", [0, 90])
def test_the_lean_of_lines_is_measured_to_a_tenth_of_a_degree(degrees: float, turn: int) -> None:
    lean = skew.lean_of(grey(crooked(scanned(), degrees + turn)))

    assert lean.degrees == pytest.approx(degrees, abs=0.15)
    assert lean.down is (turn == 90)


def test_a_scan_is_evenly_lit_and_a_photograph_is_not() -> None:
    assert light.spread_of(light.background_of(grey(scanned()))) < light.UNEVEN / 2
    assert light.spread_of(light.background_of(grey(photographed()))) > light.UNEVEN


def test_the_sheet_is_cut_out_of_the_desk() -> None:
    alone = sheet.sheet_of(grey(photographed()))

    assert alone is not None
    height, width = alone.shape
    assert height / width == pytest.approx(297 / 210, abs=0.1)
    edges = np.concatenate([alone[10:20].ravel(), alone[-20:-10].ravel(), alone[:, 10:20].ravel()])
    assert np.percentile(edges, 5) > 75
    assert sheet.sheet_of(grey(scanned())) is None


@pytest.mark.parametrize("desk", [40, 120, 190], ids=["dark", "middling", "light"])
def test_the_sheet_is_found_on_any_desk_with_a_shadow_across(desk: int) -> None:
    photo = np.full((1300, 1000), desk, np.float32)
    photo[100:1200, 120:890] = 240
    photo[:, 500:] *= 0.6

    alone = sheet.sheet_of(np.asarray(photo, np.uint8))

    assert alone is not None
    assert alone.shape == pytest.approx((1100, 770), abs=12)


def test_a_coloured_stamp_goes_and_print_of_any_colour_stays() -> None:
    page = np.full((1200, 850, 3), 255, np.uint8)
    cv2.putText(page, "KANTOR", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 90, 40), 2)
    cv2.putText(page, "BUDI", (400, 800), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (10, 10, 10), 3)
    stamped = page.copy()
    cv2.circle(stamped, (430, 790), 80, (120, 60, 160), 4)
    inked = np.minimum(stamped, page)

    bare = ink.without_colour(inked)

    print_ = grey_of(page)
    assert np.array_equal(bare[:200], print_[:200])
    assert np.mean((bare < 160) != (print_ < 160)) < 0.0006
    assert np.mean((grey_of(inked) < 160) != (print_ < 160)) > 0.0015


def test_a_pens_black_loops_go_and_the_underlined_name_stays() -> None:
    name = np.full((1200, 850), 255, np.uint8)
    cv2.putText(name, "BUDI SANTOSO", (300, 860), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 3)
    cv2.line(name, (300, 868), (530, 868), 0, 2)
    signed = name.copy()
    steps = np.linspace(0, 20, 400)
    loops = np.stack([340 + 8 * steps + 20 * np.sin(steps), 780 + 35 * np.cos(steps)], axis=1).astype(np.int32)
    cv2.polylines(signed, [loops], False, 0, 4)

    assert np.array_equal(ink.without_strokes(name), name)
    assert np.mean(ink.without_strokes(signed) != name) < 0.0006
