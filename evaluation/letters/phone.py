"""What a phone's camera does to a sheet on a desk: perspective, light, shadow, noise, focus; each by a seed."""

import cv2
import numpy as np

from evaluation.letters.picture import MASTER_DPI, Picture, as_picture, scaled

PHONE_DPI = 200
"""The letter's own pixels per inch in a photograph of 12 megapixels that it nearly fills."""


def photographed(picture: Picture, seed: int, tilt: float = 0.05) -> Picture:
    """A sheet at `MASTER_DPI` on a desk, seen a little from the side: its corners off by up to `tilt` of its size."""
    rng = np.random.default_rng(seed)
    sheet = scaled(picture, PHONE_DPI / MASTER_DPI)
    height, width = sheet.shape[:2]
    margin = int(width * (rng.uniform(0.05, 0.08) + tilt * 0.5))
    size = (width + 2 * margin, height + 2 * margin)
    here = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    there = here + margin + rng.uniform(-tilt, tilt, (4, 2)).astype(np.float32) * width * 0.6
    turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), float(rng.uniform(-2.5, 2.5)), 1.0)
    there = (there @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(here, there)
    warped = cv2.warpPerspective(sheet, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    return _on_desk(as_picture(warped), as_picture(mask), rng)


def lit(picture: Picture, seed: int, fall: float = 0.35) -> Picture:
    """Light from one side: the far corner gets `fall` less of it, and the colour of a lamp."""
    rng = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    along = (x / width - 0.5) * np.cos(angle) + (y / height - 0.5) * np.sin(angle)
    light = rng.uniform(0.82, 0.95) - fall * (along + 0.5)
    warmth = np.array([rng.uniform(0.82, 1.0), rng.uniform(0.94, 1.0), 1.0], np.float32)
    return as_picture(picture.astype(np.float32) * light[:, :, None] * warmth)


def shadowed(picture: Picture, seed: int) -> Picture:
    """The soft shadow of whoever holds the phone, over a third to a half of the sheet."""
    rng = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    shade = np.ones((height // 8, width // 8), np.float32)
    edge = np.array([(rng.uniform(0.3, 0.7), 0), (rng.uniform(0.3, 0.7), 0.5), (rng.uniform(0.2, 0.6), 1)])
    side = 1.2 if rng.random() < 0.5 else -0.2
    outline = np.vstack([edge, [(side, 1.05), (side, -0.05)]]) * (width // 8, height // 8)
    cv2.fillPoly(shade, [outline.astype(np.int32)], float(rng.uniform(0.5, 0.7)))
    soft = cv2.resize(cv2.GaussianBlur(shade, (0, 0), rng.uniform(4, 14)), (width, height))
    return as_picture(picture.astype(np.float32) * soft[:, :, None])


def curled(picture: Picture, seed: int) -> Picture:
    """A sheet that was folded twice: its lines wave by some pixels, the folds catch light; before the photograph."""
    rng = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = np.sin(y / height * 3 * np.pi + rng.uniform(0, 3)) * np.cos(x / width * np.pi * rng.uniform(0.6, 1.2))
    bent = cv2.remap(
        picture, x, y + wave * height * rng.uniform(0.001, 0.0025), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    light = np.asarray(1 - 0.1 * np.abs(np.sin(y / height * 1.5 * np.pi)))
    return as_picture(bent.astype(np.float32) * light[:, :, None])


def taken(picture: Picture, seed: int, *, noise: float = 4.0, blur: float = 0.7) -> Picture:
    """The camera itself: focus not quite met, the sensor's noise, what its sharpening and JPEG leave."""
    rng = np.random.default_rng(seed)
    soft = cv2.GaussianBlur(picture, (0, 0), blur).astype(np.float32)
    grain = cv2.GaussianBlur(rng.standard_normal(picture.shape, np.float32) * np.float32(noise * 1.6), (0, 0), 0.7)
    _, packed = cv2.imencode(".jpg", as_picture(soft + grain), [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(72, 88))])
    return as_picture(cv2.imdecode(packed, cv2.IMREAD_COLOR))


def _on_desk(sheet: Picture, mask: Picture, rng: np.random.Generator) -> Picture:
    height, width = mask.shape
    colour = np.array([(45, 75, 120), (60, 62, 66), (150, 165, 175), (95, 120, 150)][int(rng.integers(4))], np.float32)
    grain = cv2.resize(rng.normal(0, 1, (height // 3 + 1, 8)).astype(np.float32), (width, height))
    speckle = rng.standard_normal((height, width, 1), np.float32)
    desk = np.clip(colour + grain[:, :, None] * 10 + speckle * 3, 0, 255)
    # The sheet's own shadow on the desk, a little below and to the right.
    cast = cv2.GaussianBlur(np.roll(mask, (9, 7), (0, 1)), (0, 0), 9).astype(np.float32) / 255
    desk *= 1 - 0.5 * cast[:, :, None]
    over = cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32)[:, :, None] / 255
    return as_picture(sheet.astype(np.float32) * over + desk * (1 - over))
