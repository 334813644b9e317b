"""What the sender is told of a file that could not be read, or not wholly: how to send it better."""

from enum import StrEnum


class Note(StrEnum):
    """Why something is missing; its text is what the sender reads, with {total} and {read} pages where it counts."""

    ENCRYPTED = "Berkas dilindungi kata sandi sehingga tidak dapat dibaca. Mohon dikirim ulang tanpa kata sandi."
    ARCHIVE = (
        "Berkas arsip (zip, rar, atau sejenisnya) tidak dibuka demi keamanan. "
        "Mohon suratnya dikirim langsung sebagai PDF atau foto."
    )
    OLD_OFFICE = (
        "Berkas Word lama (.doc) tidak dapat dibaca. Mohon disimpan sebagai PDF atau .docx, lalu dikirim kembali."
    )
    UNKNOWN = "Jenis berkas ini tidak dapat dibaca. Mohon suratnya dikirim sebagai PDF, foto, atau .docx."
    TOO_LARGE = (
        "Berkas terlalu besar untuk dibaca. Mohon dipindai ulang dengan 200 dpi, hitam putih atau skala abu-abu, "
        "lalu dikirim kembali."
    )
    DAMAGED = "Berkas rusak sehingga tidak terbaca seluruhnya. Mohon diperiksa, lalu dikirim ulang sebagai PDF."
    TOO_MANY_PAGES = "Berkas berisi {total} halaman; yang dibaca {read} halaman."
    TOO_LONG = (
        "Berkas terlalu lama diproses sehingga tidak terbaca seluruhnya. "
        "Mohon dikirim halaman suratnya saja, dipindai dengan 200 dpi."
    )
    INFECTED = (
        "Berkas tidak dibuka karena terdeteksi mengandung virus. Mohon dipindai dengan antivirus sebelum dikirim ulang."
    )

    def told(self, total: int = 0, read: int = 0) -> str:
        """The sentence with its numbers."""
        return self.value.format(total=total, read=read)
