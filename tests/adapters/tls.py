"""A certificate nobody trusts."""

import subprocess
from pathlib import Path


def self_signed(folder: Path) -> Path:
    """A self-signed certificate with its key, for 127.0.0.1."""
    path = folder / "server.pem"
    names = ["-subj", "/CN=mx.example", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", *kind, *names, "-keyout", path, "-out", path], check=True, capture_output=True)
    return path
