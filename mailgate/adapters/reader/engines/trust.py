"""The anchors of trust: the certificates in the office's folder, and no others."""

from collections.abc import Iterator
from pathlib import Path

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko_certvalidator.authority import CertTrustAnchor, TrustAnchor

SUFFIXES = (".pem", ".crt", ".cer")


def anchors_of(folder: Path | None) -> list[TrustAnchor]:
    """Every certificate in the folder, PEM (several a file) or DER; a file that is none is passed over."""
    if folder is None or not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    return [anchor for path in files for anchor in _anchors(path)]


def _anchors(path: Path) -> Iterator[TrustAnchor]:
    try:
        certificates = list(load_certs_from_pemder_data(path.read_bytes()))
        for certificate in certificates:
            _ = certificate.subject.native
    except (OSError, ValueError, TypeError):
        return
    yield from map(CertTrustAnchor, certificates)
