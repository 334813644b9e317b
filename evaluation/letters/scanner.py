"""What a scanner does to a sheet: resolution, two tones, skew, blur, noise, specks, JPEG; each by a seed."""

import cv2
import numpy as np

from evaluation.letters.picture import MASTER_DPI, Picture, as_picture, grey, scaled


def scanned(picture: Picture, seed: int, dpi: int) -> Picture:
    """A sheet at `MASTER_DPI` as a good flatbed takes it: softened, paper off white, a little noise, a lid's edge."""
    rng = np.random.default_rng(seed)
    small = scaled(picture, dpi / MASTER_DPI) if dpi != MASTER_DPI else picture
    soft = cv2.GaussianBlur(small, (0, 0), dpi / MASTER_DPI * rng.uniform(0.5, 0.9))
    paper, ink = rng.uniform(238, 252), rng.uniform(10, 45)
    toned = cv2.LUT(soft, as_picture(ink + np.arange(256) * (paper - ink) / 255))
    noise = rng.standard_normal(soft.shape[:2], np.float32) * np.float32(rng.uniform(1.5, 4))
    return as_picture(cv2.add(toned, cv2.merge([noise] * 3), dtype=cv2.CV_8U))


def two_toned(picture: Picture, seed: int) -> Picture:
    """Black and white, at a threshold that eats or fattens strokes a little, with specks."""
    rng = np.random.default_rng(seed)
    light = grey(picture)[:, :, 0]
    black = light < rng.uniform(135, 190)
    specks = rng.random(light.shape) < 0.00002
    specks = np.asarray(cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)), bool)
    return as_picture(np.repeat(np.where(black | specks, 0, 255)[:, :, None], 3, axis=2))


def skewed(picture: Picture, seed: int, most: float = 4.0) -> Picture:
    """Turned by 1 to `most` degrees to either side on a white lid; the size stays, corners are cut."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(1.0, most) * rng.choice((-1, 1))
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    lid = (250, 250, 250)
    return as_picture(cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=lid))


def turned(picture: Picture, quarters: int) -> Picture:
    """Laid on the glass `quarters` quarter-turns the wrong way, clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def blurred(picture: Picture, seed: int) -> Picture:
    """Out of focus, as under a thick staple: it takes small print apart but leaves it readable to people."""
    rng = np.random.default_rng(seed)
    return as_picture(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.9, 1.4)))


def compressed(picture: Picture, seed: int) -> Picture:
    """Through a JPEG as small as office scanners make them."""
    quality = int(np.random.default_rng(seed).integers(22, 40))
    _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return as_picture(cv2.imdecode(packed, cv2.IMREAD_COLOR))


def shaded(picture: Picture, seed: int) -> Picture:
    """The dark band that a lid left open leaves along one edge."""
    rng = np.random.default_rng(seed)
    width = picture.shape[1]
    reach = int(width * rng.uniform(0.03, 0.06))
    fall = np.ones(width, np.float32)
    fall[:reach] = np.linspace(rng.uniform(0.25, 0.5), 1, reach)
    if rng.random() < 0.5:
        fall = fall[::-1]
    return as_picture(picture.astype(np.float32) * fall[None, :, None])
