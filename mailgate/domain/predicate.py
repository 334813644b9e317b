"""The conditions a rule may set: one function each, in one table, no expressions and no code in rule files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mailgate.domain.rule import Facts, Predicate
from mailgate.domain.spelling import normalise

__all__ = ["PATTERNED", "PREDICATES", "SOURCE_NAMES", "Argument", "Finder", "normalise"]

Finder = Callable[[str], str | None]
"""Compiled patterns: the words found in a normalised text, or None. The adapter compiles, so that it is linear."""

SOURCE_NAMES: Mapping[str, str] = {
    "perihal_surat": "Hal surat",
    "subjek": "Subjek",
    "isi_surat": "Isi surat",
    "isi": "Isi surel",
    "nama_berkas": "Nama berkas",
    "tanda_tangan": "Tanda tangan",
}
"""What a reason calls each source."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a rule file gives a condition: its values as written, and for patterns where to look and how."""

    values: tuple[str, ...]
    sources: tuple[str, ...] = ()
    find: Finder | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    find: Finder
    sources: tuple[str, ...]

    def __call__(self, facts: Facts) -> str | None:
        for source in self.sources:
            text = facts.texts.get(source)
            if text and (found := self.find(text)) is not None:
                return f"{SOURCE_NAMES[source]}: '{found}'"
        return None


@dataclass(frozen=True, slots=True)
class _RegisteredSender:
    wanted: bool

    def __call__(self, facts: Facts) -> str | None:
        if (facts.organisation is not None) is not self.wanted:
            return None
        return f"Pengirim: terdaftar sebagai {facts.organisation}" if self.wanted else "Pengirim: tidak terdaftar"


@dataclass(frozen=True, slots=True)
class _SenderDomain:
    patterns: tuple[str, ...]

    def __call__(self, facts: Facts) -> str | None:
        domain = facts.sender.domain
        return f"Pengirim: domain {domain}" if any(_covers(pattern, domain) for pattern in self.patterns) else None


@dataclass(frozen=True, slots=True)
class _Sender:
    """Addresses; `mfp@…` and `mfp@` name a mailbox at whatever domain."""

    addresses: tuple[str, ...]

    def __call__(self, facts: Facts) -> str | None:
        email = facts.sender.email
        known = email in self.addresses or f"{email.rpartition('@')[0]}@" in self.addresses
        return f"Pengirim: {email}" if known else None


@dataclass(frozen=True, slots=True)
class _Attachments:
    wanted: bool

    def __call__(self, facts: Facts) -> str | None:
        if (facts.attachments > 0) is not self.wanted:
            return None
        return f"Lampiran: {facts.attachments} berkas" if self.wanted else "Lampiran: tidak ada"


@dataclass(frozen=True, slots=True)
class _Letterhead:
    wanted: bool

    def __call__(self, facts: Facts) -> str | None:
        if facts.letterhead is not self.wanted:
            return None
        return "Kop surat: ada" if self.wanted else "Kop surat: tidak ada"


@dataclass(frozen=True, slots=True)
class _CopyOnly:
    wanted: bool

    def __call__(self, facts: Facts) -> str | None:
        if facts.addressed is self.wanted:
            return None
        return "Tujuan: kantor ini hanya menerima tembusan" if self.wanted else "Tujuan: dialamatkan ke kantor ini"


def words(argument: Argument) -> Predicate:
    """`kata`: any of the patterns stands in one of the sources, the most telling source first."""
    if argument.find is None:
        raise ValueError("pola kata belum disusun")
    return _Words(argument.find, tuple(source for source in SOURCE_NAMES if source in argument.sources))


def registered_sender(argument: Argument) -> Predicate:
    """`pengirim_terdaftar: ya|tidak`: the sender belongs to an organisation of opd.yaml."""
    return _RegisteredSender(_choice(argument, yes="ya", no="tidak"))


def sender_domain(argument: Argument) -> Predicate:
    """`pengirim_domain`: the sender's domain is one of these; `*.x` is x and everything below it."""
    return _SenderDomain(tuple(value.lower() for value in argument.values))


def sender(argument: Argument) -> Predicate:
    """`pengirim`: the sender's address is one of these."""
    return _Sender(tuple(value.lower().replace("@…", "@") for value in argument.values))


def attachments(argument: Argument) -> Predicate:
    """`lampiran: ada|tidak`: the mail has files."""
    return _Attachments(_choice(argument, yes="ada", no="tidak"))


def letterhead(argument: Argument) -> Predicate:
    """`kop_surat: ada|tidak`: a letter with an office's head was read."""
    return _Letterhead(_choice(argument, yes="ada", no="tidak"))


def copy_only(argument: Argument) -> Predicate:
    """`tembusan_saja: ya|tidak`: the office stands in Cc only."""
    return _CopyOnly(_choice(argument, yes="ya", no="tidak"))


PATTERNED = frozenset({"kata"})
"""Conditions whose values are patterns, searched for in the sources of `di`."""

PREDICATES: Mapping[str, Callable[[Argument], Predicate]] = {
    "kata": words,
    "pengirim_terdaftar": registered_sender,
    "pengirim_domain": sender_domain,
    "pengirim": sender,
    "lampiran": attachments,
    "kop_surat": letterhead,
    "tembusan_saja": copy_only,
}
"""Every condition by its key in aturan.yaml. A factory raises ValueError with an Indonesian text for a wrong value."""


def _choice(argument: Argument, *, yes: str, no: str) -> bool:
    if argument.values not in ((yes,), (no,)):
        raise ValueError(f"tulis {yes} atau {no}, bukan '{', '.join(argument.values)}'")
    return argument.values == (yes,)


def _covers(pattern: str, domain: str) -> bool:
    if pattern.startswith("*."):
        return domain == pattern[2:] or domain.endswith(pattern[1:])
    return domain == pattern
