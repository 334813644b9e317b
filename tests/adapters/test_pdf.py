"""Papers as PDF: pages come out, and a template reaches nothing outside itself."""

from pathlib import Path

import pytest

from mailgate.adapters.pdf import pdf_of
from mailgate.domain.errors import TemplateError


def test_html_becomes_a_pdf() -> None:
    assert pdf_of("<h1>LEMBAR DISPOSISI</h1>").startswith(b"%PDF-")


def test_a_page_shows_pictures_that_stand_in_it() -> None:
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    assert pdf_of(f'<img src="{picture}">').startswith(b"%PDF-")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1:9/x.png"])
def test_a_page_that_refers_elsewhere_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="data:"):
        pdf_of(f'<img src="{url}">')
