"""An oral or WhatsApp report written down by the helpdesk: `LAPOR a.n. Dinkes, Siti, 08.15, via WA: internet mati`."""

import re
from dataclasses import dataclass

_REPORT = re.compile(
    r"\s*lapor(?:an)?\s+a\.?\s?n\.?\s+([^,:\n]{2,80})((?:[^:\n]|:(?=\d\d)){0,200}):\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_VIA = re.compile(r"\b(?:via|lewat|melalui)\s+(\S+)", re.IGNORECASE)
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b")


@dataclass(frozen=True, slots=True)
class OralReport:
    """What was written down: for which organisation (as written), the rest of the head, when, how, and the report."""

    organisation: str
    details: str
    at: str | None
    via: str | None
    text: str

    def as_request(self, recorder: str) -> str:
        """The request as the ticket keeps it; the record says "berdasarkan laporan lisan", never "a.n."."""
        head = ", ".join(filter(None, (self.details, f"pukul {self.at}" if self.at else None)))
        how = f"laporan lisan melalui {self.via}" if self.via else "laporan lisan"
        return f"{self.text}\n\nBerdasarkan {how}{f' ({head})' if head else ''}, dicatat oleh {recorder}."


def oral_report(text: str) -> OralReport | None:
    """The report that a text begins with, or None. `at` is `08.15`, the stated time, not that of the mail."""
    match = _REPORT.match(text)
    if match is None:
        return None
    organisation, head, body = match.groups()
    clock, via = _CLOCK.search(head), _VIA.search(head)
    named = _CLOCK.sub("", _VIA.sub("", head))
    details = ", ".join(part.strip() for part in named.split(",") if part.strip())
    at = f"{int(clock.group(1)):02}.{clock.group(2)}" if clock else None
    return OralReport(organisation.strip(), details, at, via.group(1).strip(",.") if via else None, body.strip())
