"""A letter on paper, made when the demo runs: printed, laid on the office's scanner, and sent as a picture."""

from html import escape

from mailgate.adapters.pdf import pdf_of
from mailgate.adapters.scan import scanned
from mailgate.demo.scene import PaperLetter

_PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><style>
@page {{ size: A4; margin: 18mm 22mm }}
body {{ font: 12pt/1.45 "Liberation Serif", serif }}
.kop {{ text-align: center; border-bottom: 3px double #000; padding-bottom: 6pt; margin-bottom: 12pt }}
.kop b {{ display: block; font-size: 15pt }} .kop small {{ font-size: 9.5pt }}
.right {{ margin-left: 92mm }} td {{ vertical-align: top; padding-right: 5pt }}
</style></head><body>
<div class="kop">{government}<b>{office}</b><small>{street}</small></div>
<div class="right">{place}, {dated}</div>
<table><tr><td>Nomor</td><td>:</td><td>{number}</td></tr><tr><td>Sifat</td><td>:</td><td>{nature}</td></tr>
<tr><td>Lampiran</td><td>:</td><td>-</td></tr><tr><td>Hal</td><td>:</td><td>{subject}</td></tr></table>
<p>Yth. {addressee}<br>di - {place}</p>
<p>Dengan hormat,</p><p>{body}</p>
<p>Demikian disampaikan, atas perhatian dan bantuannya kami ucapkan terima kasih.</p>
<div class="right">{title},<br><br><br><br><b>{signatory}</b><br>NIP. {nip}</div>
</body></html>"""


def on_the_scanner(letter: PaperLetter) -> bytes:
    """The PDF that the scanner makes of that letter."""
    values = {name: escape(getattr(letter, name)) for name in PaperLetter.__slots__}
    return scanned(pdf_of(_PAGE.format(**values)))
