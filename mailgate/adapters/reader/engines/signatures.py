"""The electronic signatures of a PDF (PAdES, ISO 32000): unchanged since, by whom, when, and whose word that is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import TrustAnchor
from pyhanko_certvalidator.errors import PathError, ValidationError

from mailgate.adapters.reader.engines.job import Job
from mailgate.adapters.reader.engines.report import Report
from mailgate.adapters.reader.engines.trust import anchors_of
from mailgate.domain.letter import SignatureState
from mailgate.surat.document import Signature

MOST_SIGNATURES = 20

# pyHanko and asn1crypto on what is no PDF, no CMS or no certificate.
_BROKEN = (PdfError, ValueError, KeyError, TypeError, AttributeError, OSError, NotImplementedError, RecursionError)
_UNCHECKED = (*_BROKEN, PathError, ValidationError)

_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def read_signatures(data: bytes, job: Job, report: Report) -> None:
    """Report each signature; one that can't be checked is reported as detected."""
    anchors = anchors_of(job.trust_dir)
    for signature in _signatures(data, anchors):
        report.signature(signature)


def _signatures(data: bytes, anchors: list[TrustAnchor]) -> Iterator[Signature]:
    """With the rules of the standard first; where a file keeps them loosely, its signatures are still found."""
    for strict in (True, False):
        try:
            embedded = PdfFileReader(BytesIO(data), strict=strict).embedded_regular_signatures[:MOST_SIGNATURES]
        except _BROKEN:
            continue
        yield from (_checked(signature, anchors) for signature in embedded)
        return
    yield Signature(SignatureState.DETECTED, why="Tanda tangan elektronik ditemukan, tetapi berkasnya tidak terurai.")


def _checked(embedded: EmbeddedPdfSignature, anchors: list[TrustAnchor]) -> Signature:
    # No fetching: a letter must not make this machine call anybody. Roots are the office's alone, never the system's.
    context = ValidationContext(trust_roots=anchors, allow_fetching=False, revocation_mode="soft-fail")
    try:
        status = validate_pdf_signature(embedded, context, key_usage_settings=_USAGE)
    except _UNCHECKED:
        signer = _signer(embedded)
        return Signature(SignatureState.DETECTED, signer, why="Tanda tangan elektronik tidak dapat diperiksa.")
    state, why = _judged(status)
    at, clock = _time(status)
    trusted = state is SignatureState.INTACT and bool(status.trusted)
    return Signature(state, _signer(embedded), at, trusted, f"{why} {clock}".strip())


def _judged(status: PdfSignatureStatus) -> tuple[SignatureState, str]:
    if not (status.intact and status.valid):
        return SignatureState.BROKEN, "Isi yang ditandatangani tidak cocok dengan tanda tangannya."
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    revision = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    if whole or (revision and status.docmdp_ok):
        return SignatureState.INTACT, "Dokumen tidak berubah sejak ditandatangani."
    return SignatureState.CHANGED, "Dokumen diubah setelah ditandatangani."


def _signer(embedded: EmbeddedPdfSignature) -> str:
    """The common name in the signer's certificate, or the whole subject where it has none; empty if unreadable."""
    try:
        subject = embedded.signer_cert.subject
        name = subject.native.get("common_name") or subject.human_friendly
    except _BROKEN:
        return ""
    return name if isinstance(name, str) else ", ".join(map(str, name))


def _time(status: PdfSignatureStatus) -> tuple[datetime | None, str]:
    """(when, whose word that is): a timestamp's only where its own chain ends in an anchor too."""
    stamp, claimed = status.timestamp_validity, status.signer_reported_dt
    if stamp is not None and stamp.intact and stamp.valid and stamp.trusted:
        return _aware(stamp.timestamp), "Waktu menurut stempel waktu."
    return (_aware(claimed), "Waktu menurut penanda tangan.") if claimed else (None, "")


def _aware(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
