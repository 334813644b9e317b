"""Pictures packed as the files that arrive: PDF, TIFF, JPEG, PNG or HEIC."""

from io import BytesIO
from time import gmtime

import numpy as np
from PIL import Image

from evaluation.letters.picture import Picture

TYPES = {
    "pdf": "application/pdf",
    "tif": "image/tiff",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}
ORIENTATION, SIDEWAYS = 0x0112, 6
"""EXIF: show it turned a quarter clockwise."""


def packed(pictures: list[Picture], file: str, dpi: int, *, tagged: bool = False) -> tuple[bytes, str]:
    """The file and its extension; several pages go into a PDF where the kind of file holds but one."""
    if len(pictures) > 1 and file not in ("pdf", "tif"):
        file, tagged = "pdf", False
    if tagged:
        pictures = [np.ascontiguousarray(np.rot90(picture)) for picture in pictures]
    first, *others = [_image(picture) for picture in pictures]
    out = BytesIO()
    match file:
        case "pdf":
            # Pillow writes the clock into a PDF unless it is given another.
            moment = gmtime(0)
            first.save(
                out, "PDF", save_all=True, append_images=others, resolution=dpi, creationDate=moment, modDate=moment
            )
        case "tif":
            how = "group4" if first.mode == "1" else "tiff_lzw"
            first.save(out, "TIFF", save_all=True, append_images=others, dpi=(dpi, dpi), compression=how)
        case "heic":
            from pillow_heif import register_heif_opener

            register_heif_opener()
            # The encoder's default searches for ten seconds to save a tenth of the bytes.
            first.save(out, "HEIF", quality=75, enc_params={"preset": "ultrafast"})
        case "jpg":
            exif = Image.Exif()
            if tagged:
                exif[ORIENTATION] = SIDEWAYS
            first.save(out, "JPEG", quality=85, dpi=(dpi, dpi), exif=exif)
        case _:
            first.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue(), file


def _image(picture: Picture) -> Image.Image:
    """As a scanner stores it: one bit where there are two tones, one channel where there is no colour."""
    image = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
    if np.array_equal(picture[:, :, 0], picture[:, :, 2]):
        image = image.convert("L")
        if set(np.unique(np.asarray(image)).tolist()) <= {0, 255}:
            image = image.convert("1", dither=Image.Dither.NONE)
    return image
