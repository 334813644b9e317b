"""Outlook's winmail.dat (TNEF, MS-OXTNEF): the body and the attachments hidden in it.

Read here and not by a package: by its source, tnefparse takes the counts in the file at their word, so that 100
forged bytes could keep it busy for hours. This reader steps forward with every value and stops, saying so, at the
first that lies.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import error, unpack_from

from mailgate.mail.charset import decode_text

SIGNATURE = b"\x78\x9f\x3e\x22"

# Attributes of the stream (MS-OXTNEF 2.1.3.2).
_ATT_BODY, _ATT_MAPI_PROPS, _ATT_CODEPAGE = 0x800C, 0x9003, 0x9007
_ATT_ATTACH_START, _ATT_ATTACH_TITLE, _ATT_ATTACH_DATA, _ATT_ATTACH_PROPS = 0x9002, 0x8010, 0x800F, 0x9005
# MAPI properties (MS-OXPROPS).
_BODY, _RTF, _HTML, _CODEPAGE = 0x1000, 0x1009, 0x1013, 0x3FDE
_DISPLAY_NAME, _DATA_OBJECT, _FILENAME, _LONG_FILENAME, _MIME_TAG = 0x3001, 0x3701, 0x3704, 0x3707, 0x370E
_UNICODE_TYPE = 0x1F
_VARIABLE_TYPES = frozenset({0x0D, 0x1E, _UNICODE_TYPE, 0x102})
_FIXED_SIZES = {0x02: 2, 0x0B: 2, 0x03: 4, 0x04: 4, 0x0A: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}
# The identifier of an interface stands before the bytes of an embedded object.
_INTERFACE_ID_SIZE = 16

# The dictionary that every compressed RTF starts with (MS-OXRTFCP 2.1.3.1.1).
_RTF_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
# A winmail.dat within the mail's own size limit never holds more; a bomb would.
_MAX_RTF = 4_000_000


@dataclass(slots=True)
class TnefFile:
    """One attachment of a TNEF stream; the names as written, not yet safe."""

    name: str = ""
    content_type: str = ""
    data: bytes = b""


@dataclass(slots=True)
class Tnef:
    """What a TNEF stream held; `rtf` is decompressed. `defects` says where reading it stopped, and why."""

    text: str = ""
    html: str = ""
    rtf: bytes = b""
    files: list[TnefFile] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    codepage: str = "cp1252"


def read_tnef(data: bytes) -> Tnef:
    """The contents of a TNEF stream, as far as it is sound."""
    tnef = Tnef()
    if not data.startswith(SIGNATURE):
        tnef.defects.append("winmail.dat is not TNEF")
        return tnef
    try:
        for attribute, value in _attributes(data):
            _take(tnef, attribute, value)
    except (error, ValueError) as reason:
        tnef.defects.append(f"winmail.dat broken: {reason}")
    return tnef


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 6
    while offset + 11 <= len(data):
        attribute, length = unpack_from("<xH2xI", data, offset)
        if offset + 9 + length > len(data):
            raise ValueError(f"attribute {attribute:#06x} claims {length} bytes")
        yield attribute, data[offset + 9 : offset + 9 + length]
        offset += 11 + length


def _take(tnef: Tnef, attribute: int, value: bytes) -> None:
    if attribute == _ATT_CODEPAGE:
        tnef.codepage = _charset(unpack_from("<I", value)[0])
    elif attribute == _ATT_BODY:
        tnef.text = _string(value, 0, tnef.codepage)
    elif attribute == _ATT_MAPI_PROPS:
        _take_body(tnef, value)
    elif attribute == _ATT_ATTACH_START:
        tnef.files.append(TnefFile())
    elif attribute in (_ATT_ATTACH_TITLE, _ATT_ATTACH_DATA, _ATT_ATTACH_PROPS):
        if not tnef.files:
            raise ValueError("attachment data before its attachment")
        _take_file(tnef.files[-1], attribute, value, tnef.codepage)


def _take_body(tnef: Tnef, value: bytes) -> None:
    found = {name: (kind, data) for name, kind, data in _properties(value)}
    if _CODEPAGE in found:
        tnef.codepage = _charset(unpack_from("<I", found[_CODEPAGE][1])[0])
    if _BODY in found:
        tnef.text = _string(found[_BODY][1], found[_BODY][0], tnef.codepage)
    if _HTML in found:
        tnef.html = _string(found[_HTML][1], found[_HTML][0], tnef.codepage)
    if _RTF in found:
        tnef.rtf = decompress_rtf(found[_RTF][1])


def _take_file(file: TnefFile, attribute: int, value: bytes, codepage: str) -> None:
    if attribute == _ATT_ATTACH_TITLE:
        file.name = file.name or _string(value, 0, codepage)
    elif attribute == _ATT_ATTACH_DATA:
        file.data = value
    else:
        found = {name: (kind, data) for name, kind, data in _properties(value)}
        for name in (_LONG_FILENAME, _FILENAME, _DISPLAY_NAME):
            if name in found:
                file.name = _string(found[name][1], found[name][0], codepage)
                break
        if _MIME_TAG in found:
            file.content_type = _string(found[_MIME_TAG][1], found[_MIME_TAG][0], codepage)
        if _DATA_OBJECT in found and not file.data:
            file.data = found[_DATA_OBJECT][1][_INTERFACE_ID_SIZE:]


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """MAPI properties as (id, type, first value)."""
    offset = 4
    for _ in range(unpack_from("<I", data)[0]):
        kind, name = unpack_from("<HH", data, offset)
        offset += 4
        if name >= 0x8000:  # a named property: GUID, then a number or a string
            offset += 16
            by_string, length = unpack_from("<II", data, offset)
            offset += 8 + (_padded(length) if by_string else 0)
        values = 1
        if kind & 0x1000 or kind in _VARIABLE_TYPES:
            values = unpack_from("<I", data, offset)[0]
            offset += 4
        first, offset = _values(data, offset, kind & ~0x1000, values)
        yield name, kind & ~0x1000, first


def _values(data: bytes, offset: int, kind: int, values: int) -> tuple[bytes, int]:
    first = b""
    for number in range(values):
        if kind in _VARIABLE_TYPES:
            length = unpack_from("<I", data, offset)[0]
            offset, step = offset + 4, _padded(length)
        elif kind in _FIXED_SIZES:
            length = _FIXED_SIZES[kind]
            step = _padded(length)
        else:
            raise ValueError(f"property type {kind:#x}")
        if offset + length > len(data):
            raise ValueError(f"a value of {length} bytes runs over the end")
        if number == 0:
            first = data[offset : offset + length]
        offset += step
    return first, offset


def _padded(length: int) -> int:
    return length + -length % 4


def _charset(codepage: int) -> str:
    return "utf-8" if codepage == 65001 else f"cp{codepage}"


def _string(value: bytes, kind: int, codepage: str) -> str:
    charset = "utf-16-le" if kind == _UNICODE_TYPE else codepage
    return decode_text(value, charset)[0].rstrip("\x00")


def decompress_rtf(data: bytes) -> bytes:
    """RTF out of its LZ77 packing (MS-OXRTFCP). Raises ValueError or struct.error where it is broken."""
    size, kind = unpack_from("<4xI4s", data)
    if kind == b"MELA":
        return data[16 : 16 + size]
    if kind != b"LZFu":
        raise ValueError(f"compressed RTF of kind {kind!r}")
    if size > _MAX_RTF:
        raise ValueError(f"compressed RTF claims {size} bytes")
    out, offset = bytearray(_RTF_DICTIONARY), 16
    end = len(_RTF_DICTIONARY) + size
    while offset < len(data) and len(out) < end:
        control, offset = data[offset], offset + 1
        for bit in range(8):
            if offset + 1 >= len(data) or len(out) >= end:
                break
            if control >> bit & 1:
                token = data[offset] << 8 | data[offset + 1]
                offset += 2
                if not _copy(out, token):
                    return bytes(out[len(_RTF_DICTIONARY) :])
            else:
                out.append(data[offset])
                offset += 1
    return bytes(out[len(_RTF_DICTIONARY) : end])


def _copy(out: bytearray, token: int) -> bool:
    """Appends what a token of the window of 4,096 bytes stands for; False at the token that ends the text."""
    position, length = token >> 4, (token & 15) + 2
    write = len(out) % 4096
    if position == write:
        return False
    start = len(out) - (write - position) % 4096
    for index in range(start, start + length):
        out.append(out[index] if index >= 0 else 0x20)
    return True
