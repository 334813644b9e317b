"""What the child found, sent as it is found, so that a later fault costs nothing of it."""

import socket
from collections.abc import Iterable, Mapping
from datetime import datetime

from mailgate.adapters.reader import frames
from mailgate.adapters.reader.notes import Note
from mailgate.domain.letter import SignatureState
from mailgate.surat.document import Page

MOST_WORDS = 20_000
"""Of one page; a bomb of words ends here."""


class Report:
    """One frame a finding; mailgate.adapters.reader.assembly is the other end."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel

    def page(self, page: Page) -> None:
        """A page that was read."""
        words = [
            [word.text, *(round(number, 2) for number in (word.x, word.y, word.width, word.height, word.sureness))]
            for word in page.words[:MOST_WORDS]
        ]
        self._send("page", width=page.width, height=page.height, turned=page.turned, engine=page.engine, words=words)

    def total(self, pages: int) -> None:
        """How many pages the file has."""
        self._send("total", pages=pages)

    def image_hash(self, value: str) -> None:
        """The difference hash of the first page."""
        self._send("hash", hash=value)

    def form(self, values: Mapping[str, str]) -> None:
        """The filled fields of a form, by label."""
        self._send("form", values=dict(values))

    def signature(
        self, state: SignatureState, *, signer: str, signed_at: datetime | None, trusted: bool, why: str
    ) -> None:
        """One signature."""
        at = signed_at.isoformat() if signed_at else None
        self._send("signature", state=state, signer=signer, signed_at=at, trusted=trusted, why=why)

    def notes(self, notes: Iterable[Note]) -> None:
        """What the sender is told."""
        for note in notes:
            self._send("note", note=note.name)

    def waits(self) -> None:
        """An engine is missing: reading again later makes sense."""
        self._send("waits")

    def _send(self, what: str, **facts: object) -> None:
        frames.send_json(self._channel, {"is": what, **facts})
