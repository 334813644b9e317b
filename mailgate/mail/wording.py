"""How people write a command: the kinds of phrases that the tables of wordings list for each verb."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one verb, each cell `a | b | c`; shortenings (`sdh`, `acc`) need no entry, see words.py.

    `outright` phrases mean the headword at the start of a line. `telling` ones do too, and are their own reason or note
    ("bukan kewenangan kami"). `alone` ones only where nothing follows without a comma or colon ("benar"). `naming` ones
    only say who, and mean the headword where a name or a colon follows ("pic: Agus", "kirim ke Kabid"). `inside` ones
    are a guess anywhere in the first two sentences.
    `followers` limits what may follow the headword or an outright phrase of one word without a mark between ("tolak
    karena" but not "tolak ukur"); None lets anything follow. `whole_line` lets a word of the future or a condition
    anywhere in the line hold the command back, not only one in the same clause ("ya, nanti saya cek").
    """

    outright: str = ""
    telling: str = ""
    alone: str = ""
    naming: str = ""
    inside: str = ""
    followers: str | None = None
    whole_line: bool = False


def alternatives(cell: str) -> tuple[str, ...]:
    """The phrases of a cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
