"""What the child found, sent as it is found, so that a later fault costs nothing of it."""

import socket
from collections.abc import Iterable, Mapping

from mailgate.adapters.reader import frames
from mailgate.adapters.reader.notes import Note
from mailgate.surat.document import Page, Signature

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

    def signature(self, found: Signature) -> None:
        """One signature."""
        at = found.signed_at.isoformat() if found.signed_at else None
        facts = {"state": found.state, "signer": found.signer, "trusted": found.trusted, "why": found.why}
        self._send("signature", signed_at=at, **facts)

    def notes(self, notes: Iterable[Note]) -> None:
        """What the sender is told."""
        for note in notes:
            self._send("note", note=note.name)

    def waits(self) -> None:
        """An engine is missing: reading again later makes sense."""
        self._send("waits")

    def _send(self, what: str, **facts: object) -> None:
        frames.send_json(self._channel, {"is": what, **facts})
