"""Papers in their formats: what goes along with a mail, or out of a door of the command line."""

from collections.abc import Callable, Mapping

from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office

Maker = Callable[[Paper, Office], bytes]
"""Makes a paper of one format; TemplateError where it cannot."""


class PaperPress:
    """mailgate.app.ports.Press: one maker a format, and one of its own for a kind that needs it (`<kind>.<format>`)."""

    def __init__(self, makers: Mapping[str, Maker] | None = None) -> None:
        self._makers = dict(makers or {})

    def make(self, paper: Paper, office: Office) -> bytes:
        """The document's bytes; TemplateError where no maker knows the format, or the maker fails."""
        maker = self._makers.get(f"{paper.kind}.{paper.format}") or self._makers.get(paper.format)
        if maker is None:
            raise TemplateError(f"{paper.kind}: naskah berformat '{paper.format}' tidak dapat dibuat")
        return maker(paper, office)
