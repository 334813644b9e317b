"""Pictures of pages in themselves: hashes, lean, light, sheet. They need no Tesseract."""

import numpy as np
import pytest
from PIL import Image

from mailgate.adapters.reader.engines import light, sheet, skew
from mailgate.adapters.reader.engines.image_hash import image_hash
from mailgate.adapters.reader.engines.picture import Grey
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
    photo = grey(photographed())
    alone = sheet.sheet_of(photo, light.background_of(photo))

    assert alone is not None
    height, width = alone.shape
    assert height / width == pytest.approx(297 / 210, abs=0.1)
    edges = np.concatenate([alone[10:20].ravel(), alone[-20:-10].ravel(), alone[:, 10:20].ravel()])
    assert np.percentile(edges, 5) > 75
    assert sheet.sheet_of(grey(scanned()), light.background_of(grey(scanned()))) is None
