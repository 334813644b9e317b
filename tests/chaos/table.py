"""Sieges as a table."""

from collections.abc import Iterable, Iterator

from tests.chaos.siege import Report

HEAD = ("setting", "kills", "mails in", "out", "lost", "tickets ×2", "steps ×2", "copies", "mails ×2", "unbalanced",
        "broken", "takeover", "seconds", "")  # fmt: skip
LEGEND = """lost: requests without a ticket, answers not carried out, mails never sent.
copies: second copies under the same Message-ID; SMTP had accepted and that process was killed before the commit.
mails ×2: second copies without that excuse. unbalanced: the ledger's difference.
broken: histories whose chain or visits don't hold. takeover: the longest that a mailbox was without a poller."""


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """The head, and a line for each siege as it ends, with every mail that nothing excuses below it."""
    yield _line(HEAD)
    for r in reports:
        f = r.found
        counts = (f.lost, f.tickets_doubled, f.steps_doubled, f.copies, len(f.mails_doubled), f.unbalanced, f.broken)
        verdict = "sound" if r.sound else "FAULT" if r.quiet else "NEVER QUIET"
        yield _line(
            (r.name, r.kills, r.mails_in, r.mails_out, *counts, f"{r.takeover:.1f} s", f"{r.seconds:.0f}", verdict)
        )
        yield from (f"    {doubled}" for doubled in f.mails_doubled)


def _line(cells: Iterable[object]) -> str:
    first, *rest = map(str, cells)
    return f"{first:<38}" + "".join(f"{cell:>11}" for cell in rest)
