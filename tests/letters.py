"""Letters as text, laid out as an office writes them; `tests.fakes.TextReader` reads them."""

LETTER = """\
                    PEMERINTAH KABUPATEN SUMBAWA
                          {kop}
       Jalan Garuda Nomor 99 Telepon (0371) 000000 Kode Pos 84312
====================================================================
                                    Sumbawa Besar, {dated}

Nomor    : {number}
Sifat    : {nature}
Lampiran : 1 (satu) berkas
Hal      : {subject}

Yth. {addressee}
di - Sumbawa Besar

Dengan hormat,

{body}

Demikian disampaikan, atas bantuannya kami ucapkan terima kasih.

                                    Kepala {sender},



                                    NUR AINI, M.Kes
                                    Pembina Utama Muda
                                    NIP. 19700101 199803 2 005
{copies}"""

BODY = """\
Sehubungan dengan terganggunya jaringan internet pada kantor kami
sejak hari Kamis, kami mohon bantuan penanganan gangguan dimaksud."""

US = "Kepala Dinas Komunikasi Informatika Statistik dan Persandian"


def letter(**fields: str) -> bytes:
    """A letter of Dinas Kesehatan about a disturbance of its network; other `fields` as given."""
    copies = fields.pop("copies", "")
    sender = fields.get("sender", "Dinas Kesehatan")
    values = {
        "sender": sender,
        "kop": sender.upper(),
        "dated": "19 November 2026",
        "number": "500.12/1123/DIKES/XI/2026",
        "nature": "Segera",
        "subject": "Permohonan Troubleshooting Gangguan Jaringan",
        "addressee": US,
        "body": BODY,
        **fields,
    }
    return LETTER.format(**values, copies=f"\nTembusan:\n{copies}\n" if copies else "").encode()
