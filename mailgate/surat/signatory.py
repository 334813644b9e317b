"""Who signed: the title, the name and the NIP of the block below the body."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mailgate.domain.letter import Signatory
from mailgate.surat.dates import first_date
from mailgate.surat.document import Word
from mailgate.surat.layout import Row, Run
from mailgate.surat.nip import is_nip_line, read_nip
from mailgate.surat.persons import acting, is_degrees, is_electronic, is_name, is_post, is_rank, name_with_degrees
from mailgate.surat.spelling import resembles
from mailgate.surat.trust import CLEAN, Found, trust

# A signature, a stamp or a QR picture stands between title and name; a whole block is not higher than that, in lines.
_BLOCK = 16
_ROOM_TO_SIGN = 1.9
_LINE = 1.8
_TORN = 0.4
# Pieces that differ less in height are of one line.
_SAME = 0.6
# Between name and NIP stands the rank, at most.
_TO_NIP = 2.7


def signatory_in(rows: Sequence[Row]) -> Found[Signatory] | None:
    """The first signature block of settled rows (those below the head); None where there is none."""
    for index, row in enumerate(rows):
        for run in row.runs:
            if is_nip_line(run.text):
                found = _above_nip(rows, index, run)
                if found is not None:
                    return found
    return _without_nip(rows)


def _above_nip(rows: Sequence[Row], index: int, nip_run: Run) -> Found[Signatory] | None:
    column = _column_above(rows, index, nip_run)
    below_rank = [run for run in column if not is_rank(run.text)]
    if below_rank and resembles(below_rank[0].words[0].text.partition(":")[0], "Nama"):
        return None
    name = _name(below_rank, nip_run)
    base = name[0] if name else nip_run
    title = _title([run for run in column if run.y < base.y], base)
    nip = read_nip(nip_run.text)
    sure = min(_sure(name, title), trust(nip_run.words) * 0.95**nip.repaired if nip.digits else 0.5)
    return Found(Signatory(_named(name), nip.digits, _titled(title)), sure)


def _name(above: Sequence[Run], base: Run) -> list[Run]:
    """The line of the name, nearest first in `above`, and the line it wraps from where degrees are many.

    Empty where the line went missing under ink: what is next above stands too far off, or right below the title.
    """
    line, over, beyond = (*above[:3], None, None, None)[:3]
    if line is not None and over is not None and line.y - over.y < _SAME * line.pitch and is_name(over.text):
        return [_torn((over, line))]
    if line is None or not is_name(line.text) or is_post(line.text) or base.y - line.y > _TO_NIP * line.pitch:
        return []
    if over is None or line.y - over.y > _LINE * line.pitch:
        return [line]
    if is_post(over.text):
        return [] if _is_recognised(line) else [line]
    signed_between = beyond is not None and over.y - beyond.y > _LINE * line.pitch
    wrapped = is_name(over.text) and (signed_between or is_degrees(line.text))
    return [over, line] if wrapped else [line]


def _is_recognised(line: Run) -> bool:
    return any(word.sureness < 1.0 for word in line.words)


def _named(lines: Sequence[Run]) -> str | None:
    return name_with_degrees(" ".join(line.text for line in lines)) or None


def _sure(name: Sequence[Run], title: Sequence[Run]) -> float:
    if not name:
        return 0.5
    of_name = trust(word for line in name for word in line.words) * (1.0 if len(name[0].text) > 5 else 0.8)
    of_title = trust(word for run in title for word in run.words) if title else 0.6
    return min(CLEAN, of_name, of_title)


def _column_above(rows: Sequence[Row], index: int, base: Run) -> list[Run]:
    """The runs above, nearest first, that stand in the column of the block, as far as the block may reach."""
    column: list[Run] = []
    left, right = base.x, base.right
    for row in reversed(rows[max(0, index - _BLOCK) : index]):
        if base.y - row.y > _BLOCK * base.pitch or row.runs[0].sheet != base.sheet:
            break
        near = [run for run in row.runs if run.x < right and left < run.right]
        if not near:
            continue
        run = _whole(row, max(near, key=lambda run: min(run.right, right) - max(run.x, left)))
        if run.x < left - 30 * run.char or _ends_block(run):
            break
        column.append(run)
        left, right = min(left, run.x), max(right, run.right)
    return column


def _whole(row: Row, run: Run) -> Run:
    """The line that a pen's stroke cut to pieces, as one run."""
    pieces = [other for other in row.runs if abs(other.middle - run.middle) < 40 * run.char]
    return run if len(pieces) == 1 else _torn(pieces)


def _torn(pieces: Sequence[Run]) -> Run:
    """Pieces of a line as one that is never confident."""
    ordered = sorted((word for piece in pieces for word in piece.words), key=lambda word: word.x)
    return replace(pieces[0], words=tuple(replace(word, sureness=min(word.sureness, _TORN)) for word in ordered))


def _ends_block(run: Run) -> bool:
    first = run.words[0].text
    return resembles(first, "Demikian") or resembles(first, "Tembusan") or len(run.words) > 12


def _title(above: Sequence[Run], name: Run) -> list[Run]:
    """The lines of the title, top to bottom, from those above the name (nearest first)."""
    lines = [run for run in reversed(above) if not is_electronic(run.text)]
    start = next((index for index, run in enumerate(lines) if is_post(run.text)), None)
    if start is None or first_date(lines[start].text) is not None:
        return []
    title = [lines[start]]
    for upper, run in pairwise(lines[start:]):
        apart = run.y - upper.y > _LINE * name.pitch
        if not is_post(run.text) and (apart or upper.text.endswith(",")):
            break
        title.append(run)
    return title


def _is_speck(word: Word) -> bool:
    """What a pen's stroke beside a title was read as; the title stays as unsure as it."""
    return word.sureness < 0.3 and len(word.text) <= 3


def _titled(title: Sequence[Run]) -> str | None:
    words = (word.text.rstrip(",;:") for run in title for word in run.words if not _is_speck(word))
    text = " ".join(word for word in words if word)
    mended = acting(text)
    return (f"{mended} {text.partition(' ')[2]}".strip() if mended else text) or None


def _without_nip(rows: Sequence[Row]) -> Found[Signatory] | None:
    """A title, room to sign and a name below, for those who have no NIP (a Bupati, a Kepala Desa)."""
    for index in range(len(rows) - 1, -1, -1):
        for run in rows[index].runs:
            if not is_post(run.text) or first_date(run.text) is not None or len(run.words) > 10:
                continue
            name = _name_below(rows, index, run)
            if name:
                title = _title(_column_above(rows, _row_of(rows, name[0]), name[0]), name[0])
                return Found(Signatory(_named(name), None, _titled(title)), _sure(name, title) * 0.97)
    return _title_alone(rows)


def _title_alone(rows: Sequence[Row]) -> Found[Signatory] | None:
    """A title whose name and NIP went missing under ink."""
    for index, row in enumerate(rows):
        for run in row.runs:
            if is_post(run.text) and index and run.x > row.joined().char * 30 and len(run.words) <= 10:
                below = [other for line in rows[index + 1 : index + 4] for other in line.runs if other.over(run)]
                title = _title([*reversed(below), run], run)
                return Found(Signatory(None, None, _titled(title)), 0.5) if title else None
    return None


def _row_of(rows: Sequence[Row], run: Run) -> int:
    return next(index for index, row in enumerate(rows) if run in row.runs)


def _name_below(rows: Sequence[Row], index: int, post: Run) -> list[Run]:
    """The lines of a name that stand below a title with room to sign between; empty where none do."""
    name: list[Run] = []
    last = post
    for row in rows[index + 1 : index + 8]:
        near = [run for run in row.runs if run.over(post)]
        if not near or is_electronic(near[0].text):
            continue
        run = near[0]
        apart = run.y - last.y
        if name and (apart > _LINE * post.pitch or not name[-1].text.endswith(",")):
            break
        if run.sheet != post.sheet or not is_name(run.text) or is_post(run.text):
            break
        if name or apart >= _ROOM_TO_SIGN * post.pitch or (last.text.endswith(",") and not _is_recognised(run)):
            name.append(run)
        last = run
    return name
