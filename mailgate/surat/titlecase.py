"""Names set in capitals (a kop, a title over a signature) written as in running text."""

import re

_SMALL = frozenset("dan atau di ke dari untuk bagi pada serta dengan yang oleh".split())
_ACRONYMS = frozenset(
    "upt uptd uptb blud rsud rsu rs rsia sd sdn smp smpn sma sman smk smkn slb slbn mi min mts mtsn ma man tk paud "
    "pkbm ukm umkm dprd kpu bnn bps bpbd bkd bkpsdm bpkad bpkpd bapenda bappeda dpmptsp dlh dpupr pupr ktp kb pppa pkk "
    "satpol pp tik ri tni polri bri bpjs".split()
)
_PROPER = {"satpol": "Satpol", "bappeda": "Bappeda", "bapenda": "Bapenda"}
_ROMAN = re.compile(r"^[IVX]{1,4}$")
_WORD = re.compile(r"[^\W\d_]+")


def title_cased(text: str) -> str:
    """`DINAS KOMUNIKASI DAN INFORMATIKA` as `Dinas Komunikasi dan Informatika`; acronyms and Roman numerals stay."""
    return _WORD.sub(lambda match: _word(match[0], first=match.start() == 0), text)


def _word(word: str, *, first: bool) -> str:
    lower = word.lower()
    if lower in _SMALL and not first:
        return lower
    if lower in _PROPER:
        return _PROPER[lower]
    if lower in _ACRONYMS or _ROMAN.match(word) or (len(word) > 1 and not re.search("[aeiouy]", lower)):
        return word.upper()
    return word.capitalize()


_IN_PLACE_OF = re.compile(r"^(?:a\.?n\.?|plt\.?|plh\.?|pj\.?|pjs\.?|u\.?b\.?)\s", re.IGNORECASE)
# Who signs in place of the head stands behind him: `a.n. Kepala Dinas Kesehatan Sekretaris`.
_DEPUTY = re.compile(r"(?<=\w) (?=(?:plt\.? |plh\.? )?(?:sekretaris|asisten|u\.b\.|kepala bidang)\b)", re.IGNORECASE)
_HEADS = (
    (re.compile(r"^camat\s+(.+)", re.IGNORECASE), "Kecamatan"),
    (re.compile(r"^lurah\s+(.+)", re.IGNORECASE), "Kelurahan"),
    (re.compile(r"^(?:kepala|direktur|pimpinan)\s+(.+)", re.IGNORECASE), ""),
    (re.compile(r"^sekretaris daerah\s+(.+)", re.IGNORECASE), "Sekretariat Daerah"),
    (re.compile(r"^inspektur\s+(.+)", re.IGNORECASE), "Inspektorat"),
)


def office_of_title(title: str) -> str | None:
    """The office that a post heads (`Plt. Kepala Dinas Kesehatan` the Dinas Kesehatan), or None for another post."""
    bare = _DEPUTY.split(title.split(",", maxsplit=1)[0], maxsplit=1)[0].strip()
    while _IN_PLACE_OF.match(bare):
        bare = _IN_PLACE_OF.sub("", bare, count=1).strip()
    for pattern, kind in _HEADS:
        match = pattern.match(bare)
        if match:
            name = title_cased(match[1]) if match[1].isupper() else match[1]
            return f"{kind} {name}".strip()
    return None
