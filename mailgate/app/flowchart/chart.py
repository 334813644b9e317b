"""The whole flowchart: sheet, pages, symbols in their places, arrows and words."""

from dataclasses import dataclass

from mailgate.app.flowchart.flow import Flow, flow_of
from mailgate.app.flowchart.grid import FOOT, MARGIN, Sheet, caption_height, sheet_of
from mailgate.app.flowchart.labels import Label, labelled
from mailgate.app.flowchart.paging import Crossing, paged
from mailgate.app.flowchart.placing import Page, placed
from mailgate.app.flowchart.routing import Route, routed
from mailgate.domain.sop import Sop


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page with all that is drawn on its lanes."""

    page: Page
    routes: tuple[Route, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A flowchart ready to be drawn: `width` and `height` of the paper in millimetres."""

    flow: Flow
    sheet: Sheet
    pages: tuple[DrawnPage, ...]
    crossings: tuple[Crossing, ...]
    width: float
    height: float


def chart_of(sop: Sop) -> Chart:
    """The flowchart of an SOP, on as few pages as it takes."""
    flow = flow_of(sop)
    sheet = sheet_of(sop, flow)
    paging = paged(flow, sheet)
    pages = tuple(_drawn(placed(flow, sheet, paging, at)) for at in range(len(paging.pages)))
    tallest = max(sum(drawn.page.bands) for drawn in pages) + sheet.head + caption_height(sheet.caption)
    return Chart(flow, sheet, pages, paging.crossings, sheet.width, max(sheet.height, tallest + 2 * MARGIN + FOOT))


def _drawn(page: Page) -> DrawnPage:
    routes = routed(page)
    return DrawnPage(page, routes, labelled(page, routes))
