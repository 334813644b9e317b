"""A letter as HTML, and its page as pictures: upright, turned, crooked, photographed."""

from functools import cache
from io import BytesIO

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from mailgate.adapters.pdf import pdf_of

NUMBER = "500.12/1123/DIKES/XI/2026"
SUBJECT = "Permohonan Troubleshooting Gangguan Jaringan Internet"

LETTER = f"""
<style>@page {{ size: A4; margin: 2cm }} body {{ font: 11.5pt 'Liberation Serif', serif }}
h1, h2 {{ text-align: center; margin: 0; font-size: 14pt }} h2 {{ font-size: 17pt }}
.kop {{ text-align: center; border-bottom: 3px double; margin-bottom: 14pt; font-size: 9.5pt }}
.right {{ margin-left: 9.5cm }} td {{ vertical-align: top; padding: 0 6pt 0 0 }} p {{ text-align: justify }}</style>
<h1>PEMERINTAH KABUPATEN SUMBAWA</h1><h2>DINAS KESEHATAN</h2>
<div class="kop">Jalan Garuda Nomor 99 Sumbawa Besar Kode Pos 84312 Telepon (0371) 21012
Pos-el dikes@sumbawa.example</div>
<div class="right">Sumbawa Besar, 3 November 2026</div>
<table><tr><td>Nomor<td>: {NUMBER}<tr><td>Sifat<td>: Segera<tr><td>Lampiran<td>: 1 (satu) berkas
<tr><td>Hal<td>: {SUBJECT}</table>
<p>Yth. Kepala Dinas Komunikasi, Informatika, Statistik dan Persandian<br>di - Sumbawa Besar</p>
<p>Dengan hormat, sehubungan dengan terganggunya jaringan internet pada kantor Dinas Kesehatan sejak tanggal 2 November
2026, bersama ini kami mohon bantuan Saudara untuk menugaskan petugas teknis melakukan pemeriksaan dan perbaikan pada
perangkat jaringan di kantor kami, mengingat pelayanan kepada masyarakat sangat bergantung pada sambungan tersebut.</p>
<p>Adapun gangguan yang dialami antara lain sambungan terputus berulang kali, kecepatan menurun pada jam kerja, dan
titik akses nirkabel di lantai dua tidak dapat digunakan. Sebagai bahan pertimbangan, bersama ini kami lampirkan
formulir pengajuan penanganan
gangguan layanan yang telah diisi oleh pengelola barang pada bagian umum dan kepegawaian.</p>
<p>Untuk keperluan koordinasi, Saudara dapat menghubungi pengelola jaringan kami pada nomor 0812 0000 1111.</p>
<p>Demikian permohonan ini kami sampaikan, atas perhatian dan kerja sama yang baik kami ucapkan terima kasih.</p>
<div class="right"><p>Kepala Dinas Kesehatan,<br><br><br><br>BUDI SANTOSO, S.Kom.<br>Pembina Utama Muda<br>
NIP. 19700101 199803 1 005</p></div>
<p>Tembusan:<br>1. Bupati Sumbawa (sebagai laporan);<br>2. Arsip.</p>
"""


@cache
def letter_pdf() -> bytes:
    """The letter as born: a PDF of one page with a text layer."""
    return pdf_of(LETTER)


@cache
def letter_picture(dpi: int = 200) -> Image.Image:
    """The letter's page in grey, as a clean scanner gives it."""
    document = pypdfium2.PdfDocument(letter_pdf())
    try:
        picture: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil().copy()
        return picture
    finally:
        document.close()


def scanned(dpi: int = 200, *, seed: int = 7) -> Image.Image:
    """A scan with its grain and slight blur."""
    grey = np.asarray(letter_picture(dpi), np.float32)
    grain = np.random.default_rng(seed).normal(0, 6, grey.shape)
    return Image.fromarray(np.clip(cv2.GaussianBlur(grey, (0, 0), 0.6) + grain, 0, 250).astype(np.uint8))


def crooked(picture: Image.Image, degrees: float) -> Image.Image:
    """Laid on the scanner askew, counterclockwise."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=250)


def photographed(dpi: int = 200, *, seed: int = 7) -> Image.Image:
    """Photographed on a dark desk: perspective, a shadow across the page, blur and grain."""
    page = np.asarray(letter_picture(dpi))
    height, width = page.shape
    wide, tall = int(width * 1.25), int(height * 1.2)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = np.array([[0.14, 0.08], [0.9, 0.05], [0.95, 0.95], [0.07, 0.91]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, shift * np.array([wide, tall], np.float32))
    desk = cv2.warpPerspective(page, matrix, (wide, tall), borderValue=70).astype(np.float32)
    across = np.linspace(0, 1, wide, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, tall, dtype=np.float32)[:, None]
    light = 0.95 - 0.45 * across - 0.15 * down
    light *= np.where(across + 0.4 * down > 0.85, 0.75, 1.0)
    grain = np.random.default_rng(seed).normal(0, 5, desk.shape)
    shot = cv2.GaussianBlur(desk * cv2.GaussianBlur(light.astype(np.float32), (0, 0), 25), (0, 0), 0.9) + grain
    return Image.fromarray(np.clip(shot, 0, 255).astype(np.uint8))


def as_file(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """The picture's bytes in a format of PIL."""
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def scan_pdf(pictures: list[Image.Image], dpi: int = 200) -> bytes:
    """A PDF as office scanners make it: one JPEG a page, no text."""
    out = BytesIO()
    first, *others = pictures
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=others)
    return out.getvalue()
