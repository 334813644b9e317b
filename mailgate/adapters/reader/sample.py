"""A made page with a few words on it, to find out whether scanned letters can be read on this machine."""

from io import BytesIO

WORDS = ("NOTA", "DINAS", "KOMINFO")
"""What stands on the page."""


def sample_page() -> bytes:
    """A PNG of one page with `WORDS` on it, as a scanner would give it."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 900), 255)
    pen = ImageDraw.Draw(page)
    for line, word in enumerate(WORDS):
        pen.text((150, 150 + 150 * line), word, fill=0, font=ImageFont.load_default(size=80))
    held = BytesIO()
    page.save(held, "PNG", dpi=(150, 150))
    return held.getvalue()
