"""The posts and people of a roster as words, so that "Kasi Aplikasi" or "Bu Rina" finds its seat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from mailgate.domain.roster import Holder, Roster, Seat, Tenure
from mailgate.mail.fuzzy import resembles
from mailgate.mail.words import words_of

_PHRASES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("kepala", "bidang"), ("kabid",)),
    (("kepala", "seksi"), ("kasi",)),
    (("kepala", "dinas"), ("kadis",)),
    (("kepala", "badan"), ("kaban",)),
    (("sekretaris", "dinas"), ("sekdin",)),
    (("sub", "koordinator"), ("subkoordinator",)),
    (("ketua", "tim"), ("katim",)),
    (("teknologi", "informasi", "dan", "komunikasi"), ("ti",)),
    (("teknologi", "informasi", "komunikasi"), ("ti",)),
    (("teknologi", "informasi"), ("ti",)),
    (("aplikasi", "informatika"), ("aptika",)),
    (("jabatan", "fungsional", "pranata", "komputer"), ("jf",)),
    (("pejabat", "fungsional", "pranata", "komputer"), ("jf",)),
    (("jf", "pranata", "komputer"), ("jf",)),
    (("pranata", "komputer"), ("jf",)),
    (("pejabat", "fungsional"), ("jf",)),
    (("jabatan", "fungsional"), ("jf",)),
    (("e", "government"), ("egov",)),
    (("e", "gov"), ("egov",)),
)
"""Long forms of what offices abbreviate."""
_SINGLE = {
    "bidang": "kabid", "seksi": "kasi", "tik": "ti", "it": "ti", "sekretaris": "sekdin", "sekdis": "sekdin",
    "ses": "sekdin", "infra": "infrastruktur", "apps": "aplikasi", "app": "aplikasi", "koordinasi": "koordinator",
    "egovernment": "egov", "subkoor": "subkoordinator", "subkoord": "subkoordinator", "adm": "admin",
    "administrator": "admin", "pejfung": "jf", "jfp": "jf", "prakom": "jf", "fungsional": "jf", "timnya": "tim",
}  # fmt: skip
_EMPTY = frozenset({"dan", "pada", "di"})
ROLE_WORDS = frozenset(
    {
        "kabid", "kasi", "kadis", "kaban", "sekdin", "koordinator", "subkoordinator", "katim", "tim", "helpdesk",
        "admin", "pelaksana", "pejabat", "staf", "operator", "teknisi", "kasubag", "kasubbag", "camat", "tu",
        "pengelola", "jf", "pic",
    }
)  # fmt: skip
"""Words that name a kind of post, as against a field of work or a person."""
HONORIFICS = frozenset(
    (
        "pak bu bapak ibu sdr sdri saudara saudari mas mbak mba bang kang uda uni cak gus yth ytk h hj drs dra ir dr"
    ).split()
)
_DEGREES = frozenset(
    (
        "s m a t kom si sos ip e se sh mh mm mt st ap pd ak hum stp kes skom msi ssos mkom spd sip amd md eng sc tr hj"
    ).split()
)


class Rank(IntEnum):
    """How a name was matched, best first (domain notes 3.4)."""

    EXACT = 0
    TITLE = 1
    PERSON = 2
    SPELLING = 3
    PERSON_SPELLING = 4


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who may be named: the target code, what it is called, its role, and the services of its post."""

    code: str
    label: str
    role: str
    seat: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Every way of naming the seats and people of one roster."""

    exact: dict[tuple[str, ...], tuple[Addressee, ...]]
    titles: tuple[tuple[frozenset[str], Addressee], ...]
    people: tuple[tuple[frozenset[str], Addressee], ...]
    emails: dict[str, Addressee]
    seats: tuple[Addressee, ...]
    labels: dict[str, str]
    vocabulary: frozenset[str] = field(default_factory=frozenset)

    def ways(self, words: tuple[str, ...]) -> Iterator[tuple[Rank, tuple[Addressee, ...]]]:
        """All ways in which these normalised words name somebody, best first."""
        form = canonical(words)
        wanted = frozenset(form)
        if len(wanted) < max(len(form), 1) or not wanted <= self.vocabulary:
            return  # a word said twice belongs to two names
        for rank, found in (
            (Rank.EXACT, self.exact.get(form, ())),
            (Rank.TITLE, _distinct(who for words, who in self.titles if wanted <= words)),
            (Rank.PERSON, _distinct(who for words, who in self.people if wanted <= words)),
        ):
            if found:
                yield rank, found

    def corrected(self, words: tuple[str, ...]) -> tuple[str, ...] | None:
        """The words with each unknown one replaced by the only word of the roster that it may misspell, or None."""
        fixed: list[str] = []
        for word in canonical(words):
            near = {word} if word in self.vocabulary else {known for known in self.vocabulary if resembles(word, known)}
            if len(near) != 1:
                return None
            fixed += near
        return tuple(fixed)


def canonical(words: tuple[str, ...]) -> tuple[str, ...]:
    """Normalised words with offices abbreviated alike: "kepala bidang teknologi informasi" → "kabid ti"."""
    out: list[str] = []
    at = 0
    while at < len(words):
        for long, short in _PHRASES:
            if words[at : at + len(long)] == long:
                out += short
                at += len(long)
                break
        else:
            word = _SINGLE.get(words[at], words[at])
            if word not in _EMPTY:
                out.append(word)
            at += 1
    if out[:2] == ["kabid", "kabid"]:  # "Kabid Bidang TI"
        del out[0]
    return tuple(out)


@lru_cache(maxsize=32)
def directory_of(roster: Roster) -> Directory:
    """The directory of a roster; the same roster is asked many times."""
    exact: dict[tuple[str, ...], list[Addressee]] = {}
    titles: list[tuple[frozenset[str], Addressee]] = []
    people: list[tuple[frozenset[str], Addressee]] = []
    emails: dict[str, Addressee] = {}
    seats: list[Addressee] = []
    for seat in roster.seats:
        post = Addressee(seat.code, seat.title, seat.role, seat.code, seat.services)
        seats.append(post)
        for name in _names_of(seat):
            exact.setdefault(canonical(words_of(name)), []).append(post)
        titles.append((_title_words(seat), post))
        for holder in seat.holders:
            if holder.tenure is not Tenure.AGENT:
                person = _person(seat, holder)
                people += [(words, person) for words in _person_words(holder)]
                emails.update(dict.fromkeys(holder.emails, person))
    exact.pop((), None)
    known = frozenset().union(*(words for words, _ in (*titles, *people)), *map(frozenset, exact))
    return Directory(
        {name: _distinct(found) for name, found in exact.items()},
        tuple(titles),
        tuple(people),
        emails,
        tuple(seats),
        {who.code: who.label for who in (*(who for _, who in people), *seats)},
        known,
    )


def _names_of(seat: Seat) -> Iterator[str]:
    yield seat.title
    yield from seat.aliases
    yield seat.role.replace("_", " ")
    if seat.unit:
        yield seat.unit.replace("_", " ")


def _title_words(seat: Seat) -> frozenset[str]:
    code = f"{seat.role} {seat.unit or ''}".replace("_", " ")
    return frozenset(canonical(words_of(seat.title)) + canonical(words_of(code)))


def _person(seat: Seat, holder: Holder) -> Addressee:
    """A member of a team is a target of his own; the only holder of a post stands for the post."""
    definitive = [h for h in seat.holders if h.tenure is Tenure.DEFINITIVE]
    if seat.team or len(definitive) > 1:
        return Addressee(
            f"{seat.code}:{holder.code}", f"{holder.name} ({seat.title})", seat.role, seat.code, seat.services
        )
    return Addressee(seat.code, seat.title, seat.role, seat.code, seat.services)


def _person_words(holder: Holder) -> Iterator[frozenset[str]]:
    for name in (holder.name, holder.code.replace("_", " "), *holder.aliases):
        words = frozenset(words_of(name)) - HONORIFICS - _DEGREES
        if words:
            yield words


def is_degree(word: str) -> bool:
    """Whether the word is a degree or rank behind a name (`S.Kom.`, `M.Si`)."""
    return word in _DEGREES


def _distinct(found: Iterable[Addressee]) -> tuple[Addressee, ...]:
    return tuple(dict.fromkeys(found))
