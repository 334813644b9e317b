"""Whether two letters are the same one, sent twice: by their numbers, or by how their first pages look."""

from functools import lru_cache

from mailgate.surat.spelling import folded, skeleton

# Of 64 bits: the same sheet scanned twice differs in a few, another letter under the same kop in a dozen or more.
_NEAR = 5
# A page that is all but empty looks like any other.
_TELLING = 8


def same_number(a: str, b: str) -> bool:
    """Whether two numbers are one: blanks, case and look-alikes (`0` and `O`, `I` and `1`) aside; empty ones never.

    A digit is never another digit: `260` and `280` are two letters, however alike they look.
    """
    first, second = _pieces(a), _pieces(b)
    alike = [len(one) for one in first] == [len(one) for one in second]
    return alike and any(first) and all(map(_same_sign, "".join(first), "".join(second)))


def same_picture(hash_a: str, hash_b: str) -> bool:
    """Whether two 64-bit difference hashes (16 hex digits) are of nearly the same image; malformed or blank never."""
    try:
        first, second = int(hash_a, 16), int(hash_b, 16)
    except ValueError:
        return False
    telling = min(first.bit_count(), second.bit_count()) >= _TELLING
    return telling and (first ^ second).bit_count() <= _NEAR


@lru_cache(maxsize=4096)  # each letter that comes is compared with those of two weeks
def _pieces(number: str) -> tuple[str, ...]:
    return tuple(folded(piece).replace(" ", "") for piece in number.replace("\\", "/").split("/"))


def _same_sign(one: str, other: str) -> bool:
    return one == other or (skeleton(one) == skeleton(other) and not (one.isdigit() and other.isdigit()))
