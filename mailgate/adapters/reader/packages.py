"""Which Debian packages for reading letters are missing on this machine, said for whoever can install them."""

import shutil
import subprocess

SECONDS = 20
"""For listing the languages; it takes a hundredth of one."""

ENGINE = "tesseract-ocr is not installed: scanned letters wait unread (apt install tesseract-ocr tesseract-ocr-ind)"
LANGUAGE = "tesseract-ocr-ind is not installed: scanned letters wait unread (apt install tesseract-ocr-ind)"


def missing_packages() -> list[str]:
    """One sentence for each package that is missing; empty where scanned letters can be read."""
    engine = shutil.which("tesseract")
    if engine is None:
        return [ENGINE]
    try:
        told = subprocess.run(  # noqa: S603  (the program found on PATH, with a fixed argument)
            [engine, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"tesseract-ocr does not run: {error}"]
    return [] if "ind" in told.stdout.split() else [LANGUAGE]
