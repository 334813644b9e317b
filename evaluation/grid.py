"""Every step on every client: with nothing newly written nothing happens, and a copied example is carried out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evaluation.bench import Reading, desks, frame_of, read
from evaluation.client_table import CLIENTS
from evaluation.corpus import Case
from evaluation.label import Label, Wanted
from mailgate.app.explain import reader_of, ticket_at
from mailgate.domain.capacity import capacity_of
from mailgate.domain.command import ReadAs
from mailgate.domain.sop import Outcome

_SILENT = Label(ReadAs.IGNORE, never=True)


def frames(cases: Sequence[Case]) -> list[Case]:
    """The first case of each step and role: where the corpus stands."""
    return list({(c.sop, c.step, c.role): c for c in reversed(cases)}.values())


def silent(cases: Sequence[Case]) -> Iterator[Reading]:
    """Replies that hold nothing but the quotation of our mail with its example commands."""
    for case in frames(cases):
        for client in CLIENTS.values():
            if client.prefix is not None:
                yield read(_at(case, client.name, "", _SILENT))


def copied(cases: Sequence[Case]) -> Iterator[Reading]:
    """Replies that copy one of the offered examples; those with a gap to fill in (`<alasan>`) are left out."""
    for case in frames(cases):
        for outcome in edges(case):
            if outcome.example and "<" not in outcome.example:
                label = Label(ReadAs.RUN, (Wanted((outcome.verb,), None),), clear=True)
                files = ("berkas.pdf",) if outcome.attachment else ()
                for client in CLIENTS:
                    yield read(replace(_at(case, client, outcome.example, label), attachments=files))


def edges(case: Case) -> tuple[Outcome, ...]:
    """The edges of the step that the writer of a case may give."""
    desk, frame = desks()[case.office], frame_of(case)
    ticket = ticket_at(frame, desk.office, desk.now)
    capacity = capacity_of(ticket, desk.office, reader_of(frame, ticket, desk.office), desk.now)
    return capacity.outcomes if capacity else ()


def _at(case: Case, client: str, body: str, label: Label) -> Case:
    name = f"{case.sop} {case.step} {case.role} {client}"
    return replace(case, id=name, client=client, body=body, label=label, subject=None, attachments=())
