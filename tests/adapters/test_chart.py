"""Charts: small, sharp, opaque, of the size that the mail says, and drawn from whatever names come."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from mailgate.adapters.chart import DENSITY, chart
from mailgate.app.figures import Group, figures_of
from mailgate.app.report_charts import on_time, trend
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from tests.app.desk import shipped_policy

SUMBAWA = shipped_policy().offices["sumbawa"]
LABELS = [str(week) for week in range(40, 48)]


def drawn(paper: Paper) -> Image.Image:
    data = chart(paper, SUMBAWA)
    assert len(data) < 40_000
    assert data.startswith(b"\x89PNG")
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    "counts", [[(42, 38)] * 8, [(0, 0)] * 7 + [(1, 0)], [(5000, 4987)] * 8], ids=["usual", "one ticket", "thousands"]
)
def test_the_trend_is_an_opaque_picture_of_the_size_that_the_mail_gives_it(counts: list[tuple[int, int]]) -> None:
    made = trend(LABELS, counts, "minggu")
    assert made is not None
    picture = drawn(made.paper)
    assert picture.size == (made.shown["width"] * DENSITY, made.shown["height"] * DENSITY)
    assert "A" not in picture.getbands()
    assert "transparency" not in picture.info
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_its_words_say_every_number() -> None:
    made = trend(["46", "47"], [(35, 31), (42, 38)], "minggu")
    assert made is not None
    assert made.shown["alt"] == "Grafik masuk/selesai per minggu: 46: 35/31, 47: 42/38."


def test_where_nothing_ever_came_there_is_no_picture() -> None:
    assert trend(LABELS, [(0, 0)] * 8, "minggu") is None
    assert trend([], [], "minggu") is None


def solved(name: str) -> Group:
    return Group(name, figures_of(3, [_solved()] * 3))


def _solved() -> Any:
    from datetime import UTC, datetime

    from mailgate.app.ledger import Entry
    from mailgate.domain.standing import Party
    from mailgate.domain.ticket import Ticket

    at = datetime(2026, 11, 20, tzinfo=UTC)
    ticket = Ticket("SBW-2026-000001", "sumbawa", Party("a@b.example", "A", None, "", True), "x", "", at)
    ticket.closed_at, ticket.closing = at, "selesai"
    return Entry(ticket, None, "", overdue=False, waiting="")


def test_shares_are_drawn_where_there_are_two_to_set_side_by_side() -> None:
    assert on_time([solved("Satu")], "SOP") is None
    made = on_time([solved("Penanganan Gangguan $x_{1}$ & <Layanan> " * 4), solved("Dua")], "SOP")
    assert made is not None
    assert drawn(made.paper).size[1] == made.shown["height"] * DENSITY


@pytest.mark.parametrize("data", [{}, {"width": 340, "height": 170, "title": "x", "labels": ["a"]}])
def test_data_that_is_no_chart_is_an_error_with_a_name(data: dict[str, Any]) -> None:
    with pytest.raises(TemplateError, match="grafik batang"):
        chart(Paper("batang", "png", "a.png", data), SUMBAWA)


def test_an_unknown_kind_is_an_error_with_a_name() -> None:
    with pytest.raises(TemplateError, match="grafik kue"):
        chart(Paper("kue", "png", "a.png", {"width": 340, "height": 170, "title": "x"}), SUMBAWA)
