"""The monthly report as PDF: its template under templates/dokumen, with its charts inside the page."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from json import dumps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailgate.adapters.chart import draw
from mailgate.adapters.jinja import BROKEN, environment_of
from mailgate.adapters.pdf import pdf_of
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office


class ReportPdf:
    """A maker of mailgate.adapters.press for papers of the kind `laporan-bulanan`.

    All its readers get the same document and are mailed one after another, so the last one is remembered.
    """

    def __init__(self, templates_dir: Path) -> None:
        self._environment = environment_of(templates_dir)
        self._last: tuple[str, bytes] = ("", b"")

    def __call__(self, paper: Paper, office: Office) -> bytes:
        """The document; TemplateError names what is wrong with the template or its data."""
        html = self._html(paper, office)
        known, document = self._last
        if html != known:
            document = pdf_of(html)
            self._last = (html, document)
        return document

    def _html(self, paper: Paper, office: Office) -> str:
        name = f"dokumen/{paper.kind}.html.j2"
        try:
            charts = [{**chart, "picture": _picture(chart)} for chart in paper.data["charts"]]
            words = {**paper.data, "charts": charts, "office": office, "moment": _moments_of(office)}
            return self._environment.get_template(name).render(words)
        except BROKEN as error:
            raise TemplateError(f"{name}: {error}") from error


def _picture(chart: Mapping[str, Any]) -> str:
    png = draw(chart["kind"], dumps(chart["data"], sort_keys=True))
    return f"data:image/png;base64,{b64encode(png).decode('ascii')}"


def _moments_of(office: Office) -> Any:
    zone = ZoneInfo(office.zone)

    def moment(text: str | None) -> str:
        """`24/11/2026 16.00` in the office's zone, or a dash."""
        return datetime.fromisoformat(text).astimezone(zone).strftime("%d/%m/%Y %H.%M") if text else "–"

    return moment
