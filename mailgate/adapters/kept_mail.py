"""The enclosure that is a mail of the inbox: its bytes as they came, read when the mail around them is sent."""

from collections.abc import Callable

from mailgate.app.ports import UnitOfWork
from mailgate.domain.errors import TemplateError
from mailgate.domain.notice import Paper
from mailgate.domain.office import Office


class KeptMail:
    """A maker of the format `eml`; `paper.data["inbox"]` is the row. `reading` opens a transaction for looking only."""

    def __init__(self, reading: Callable[[], UnitOfWork]) -> None:
        self._reading = reading

    def __call__(self, paper: Paper, office: Office) -> bytes:
        """The bytes; TemplateError where this office's inbox has no such row."""
        row_id = int(paper.data["inbox"])
        with self._reading() as uow:
            raw = uow.inbox.raw(row_id) if uow.inbox.office_of(row_id) == office.code else None
        if raw is None:
            raise TemplateError(f"{paper.name}: surel nomor {row_id} tidak ada dalam kotak masuk {office.code}")
        return raw
