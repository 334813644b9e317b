"""A self-made chain of certificates, and PDFs signed with it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

SIGNER = "Kepala Dinas Contoh"


@dataclass(frozen=True, slots=True)
class Chain:
    """An issuer's certificate as PEM, and who signs under it."""

    anchor: bytes
    signer: signers.SimpleSigner


@cache
def chain(issuer: str = "Penerbit Uji") -> Chain:
    """A root and one signer below it."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(issuer, issuer, root_key.public_key(), root_key, authority=True)
    leaf = _certificate(SIGNER, issuer, key.public_key(), root_key, authority=False)
    pkcs12 = serialization.pkcs12.serialize_key_and_certificates(
        b"uji", key, leaf, [root], serialization.NoEncryption()
    )
    signer = signers.SimpleSigner.load_pkcs12_data(pkcs12, other_certs=[])
    assert signer is not None
    return Chain(root.public_bytes(serialization.Encoding.PEM), signer)


def _certificate(
    name: str, issuer: str, public: ec.EllipticCurvePublicKey, key: ec.EllipticCurvePrivateKey, *, authority: bool
) -> x509.Certificate:
    today = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=not authority,
                key_cert_sign=authority,
                crl_sign=authority,
                **usage,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )


def signed(pdf: bytes, field: str = "TTE", by: Chain | None = None) -> bytes:
    """The PDF with one more PAdES signature."""
    out = BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)),
        PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES),
        signer=(by or chain()).signer,
        new_field_spec=SigFieldSpec(field),
        output=out,
    )
    return out.getvalue()
