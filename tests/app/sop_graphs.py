"""Random SOPs: any graph of steps, lanes, hand-overs, joint performers and merged times, for tests of the flowchart."""

from hypothesis import strategies as st

from mailgate.domain.sop import (
    END,
    Budget,
    Clock,
    Outcome,
    Performer,
    Sop,
    SopIdentity,
    SopRole,
    Step,
    StepTime,
    TimeGroup,
)

WORDS = ("Memeriksa", "laporan", "a)", "- Jika", "gangguan/jaringan", "Perangkat", "Daerah", "ke", "pertanggungjawaban")
VERBS = ("SESUAI", "TIDAK SESUAI", "DISPOSISI", "LAPOR", "BELUM SELESAI")


@st.composite
def sops(draw: st.DrawFn, least_rows: int = 2, most_rows: int = 8) -> Sop:
    """An SOP whose steps lead anywhere, forwards and back; its last step ends it."""
    roles = draw(_roles())
    numbers = draw(_numbers(least_rows, most_rows))
    steps = tuple(
        Step(
            number=number,
            activity=draw(_texts(30)),
            performers=draw(_performers(roles)),
            one_of=draw(st.booleans()),
            documents=tuple(draw(st.lists(_texts(6), max_size=3))),
            time=StepTime(printed=draw(st.sampled_from([None, "1 hari"])), group=draw(_GROUPS)),
            output=draw(st.none() | _texts(6)),
            outcomes=draw(_outcomes(numbers, last=number == numbers[-1])),
        )
        for number in numbers
    )
    groups = tuple(TimeGroup(code, Budget(Clock.WORKING_DAYS, 1), "1 Hari Kerja") for code in "AB")
    return Sop("acak", "Acak", None, "acak", steps, roles, groups, SopIdentity(table_title=draw(st.none() | _texts(5))))


_GROUPS = st.sampled_from([None, "A", "A", "B"])


def _texts(most_words: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=most_words).map(" ".join)


@st.composite
def _roles(draw: st.DrawFn) -> tuple[SopRole, ...]:
    columns = draw(st.lists(st.booleans(), min_size=1, max_size=9))
    return tuple(
        SopRole(f"peran{at}", draw(_texts(4)), column=column, requester=not at) for at, column in enumerate(columns)
    )


@st.composite
def _numbers(draw: st.DrawFn, least: int, most: int) -> list[str]:
    rows = draw(st.lists(st.sampled_from([1, 1, 1, 2, 3]), min_size=least, max_size=most))
    return [f"{row}{letter}" for row, parts in enumerate(rows, 1) for letter in ([""] if parts == 1 else "abc"[:parts])]


@st.composite
def _performers(draw: st.DrawFn, roles: tuple[SopRole, ...]) -> tuple[Performer, ...]:
    codes = draw(st.lists(st.sampled_from([role.code for role in roles]), min_size=1, max_size=3, unique=True))
    return tuple(Performer(code, stated=draw(st.booleans()), assists=draw(st.booleans())) for code in codes)


@st.composite
def _outcomes(draw: st.DrawFn, numbers: list[str], *, last: bool) -> tuple[Outcome, ...]:
    targets = draw(st.lists(st.sampled_from([*numbers, END]), min_size=1, max_size=2))
    verbs = draw(st.permutations(VERBS))
    drawn = tuple(Outcome(verb, to, extra=draw(st.booleans())) for verb, to in zip(verbs, targets, strict=False))
    return (*drawn, Outcome("TUTUP", END)) if last else drawn
