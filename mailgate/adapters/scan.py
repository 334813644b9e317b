"""A printed page as an office's scanner sends it: a picture of it, a little askew, and no text to copy."""

from io import BytesIO

DPI = 200
"""What most office scanners are set to."""


def scanned(pdf: bytes, *, askew: float = 1.2) -> bytes:
    """The pages of a PDF as a scanner's PDF: grey pictures at `DPI`, turned by `askew` degrees, as JPEG inside."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
    turned = [page.rotate(askew, expand=False, fillcolor=250) for page in pages]
    held = BytesIO()
    turned[0].save(held, "PDF", resolution=DPI, save_all=True, append_images=turned[1:], quality=80)
    return held.getvalue()
