"""How people write the commands that are not a step's own: priority, delay, questions, ratings, the office's work."""

from mailgate.mail.wording import Wording

TICKET_WORDINGS: dict[str, Wording] = {
    "PRIORITAS": Wording(
        outright="prioritaskan | diprioritaskan",
        telling="dampak tinggi | dampak sedang | dampak rendah | urgensi tinggi | urgensi sedang | urgensi rendah |"
        "p1 | p2 |"
        "p3 | p4",
    ),
    "TUNDA": Wording(
        outright="pending | dipending | ditunda | kami tunda | saya tunda",
        telling="menunggu pengadaan | menunggu vendor | menunggu pemohon | menunggu sparepart | menunggu suku cadang |"
        "menunggu anggaran | menunggu penyedia | menunggu perangkat | menunggu barang",
        inside="kami tunda | saya tunda | ditunda | dipending",
    ),
    "LANJUT": Wording(
        outright="lanjutkan | dilanjutkan | lanjut lagi | dilanjut",
        followers="lagi | pekerjaan | penanganan | proses | karena | saja",
    ),
    "ESKALASI": Wording(
        outright="eskalasikan | dieskalasi | naikkan | dinaikkan",
        telling="mohon arahan | mohon petunjuk | di luar kemampuan | diluar kemampuan",
        inside="mohon arahan | mohon petunjuk | di luar kemampuan | diluar kemampuan",
    ),
    "ALIHKAN": Wording(
        outright="dialihkan | alih ke | alihkan ke | alihkan kepada | dialihkan ke | pindahkan ke | pindahkan |"
        "dipindahkan ke",
        telling="salah alamat",
        inside="dialihkan ke | salah alamat | pindahkan ke | dipindahkan ke",
    ),
    "GABUNG": Wording(
        outright="gabungkan | digabung | digabungkan | duplikat | duplikat dengan | dobel dengan | gabung dengan |"
        "gabungkan dengan | digabung dengan | sama dengan tiket",
    ),
    "PISAH": Wording(outright="pisahkan | dipisah | dipisahkan"),
    "CATATAN": Wording(outright="catat", alone="note | info | keterangan"),
    "STATUS": Wording(
        outright="cek status | status tiket | status permohonan | status terakhir | statusnya | sampai mana |"
        "sudah sampai mana | progresnya | progres sampai mana | perkembangannya | bagaimana perkembangan |"
        "bagaimana perkembangannya | bagaimana progres | bagaimana progresnya | bagaimana status |"
        "bagaimana statusnya | bagaimana kelanjutannya | bagaimana tindak lanjut | bagaimana tindak lanjutnya |"
        "mohon info perkembangan | mohon info status | mohon info progres | mohon informasi perkembangan |"
        "minta info perkembangan | mohon update | minta update | info perkembangan | kapan selesai | kapan selesainya",
        alone="progres | perkembangan",
        inside="sampai mana | bagaimana perkembangan | bagaimana perkembangannya | bagaimana progres |"
        "bagaimana progresnya | bagaimana status | bagaimana statusnya | bagaimana kelanjutannya |"
        "bagaimana tindak lanjutnya | kapan selesai | kapan selesainya | mohon info perkembangan | mohon info status |"
        "mohon info progres | mohon informasi perkembangan | menanyakan perkembangan | menanyakan status |"
        "mohon update",
        followers="",
    ),
    "BANTUAN": Wording(
        outright="daftar perintah | mohon bantuan format | perintah apa saja | apa saja perintahnya |bagaimana caranya",
        alone="help | cara | format | perintah",
        followers="",
    ),
    "BATAL": Wording(
        outright="batalkan | dibatalkan | salah kirim | kami batalkan | saya batalkan | mohon dibatalkan | cancel",
        alone="ralat | tidak jadi",
        inside="salah kirim | kami batalkan | saya batalkan | mohon dibatalkan",
        followers="disposisi | perintah | perintahnya | permohonan | tiket | karena | yang | semua | saja",
    ),
    "BUKA KEMBALI": Wording(
        outright="buka lagi | dibuka kembali | mohon dibuka kembali | mohon dibuka lagi",
        inside="dibuka kembali | dibuka lagi",
    ),
    "BELUM SELESAI": Wording(
        telling="masih bermasalah | masih gangguan | gangguan lagi | mati lagi | error lagi | belum beres |"
        "belum normal | belum teratasi | masih mati | masih lambat | masih error | masih down | masih putus",
        alone="masih belum | belum bisa | masih belum bisa | sama saja | masih sama",
        inside="belum selesai | masih bermasalah | masih gangguan | gangguan lagi | mati lagi | masih belum |"
        "belum bisa | belum normal | belum teratasi | masih mati | masih lambat | masih error | masih down |"
        "masih putus | sama saja",
    ),
    "BELUM PULIH": Wording(telling="masih belum pulih", inside="belum pulih | masih belum pulih"),
    "LENGKAPI": Wording(
        outright="melengkapi | kelengkapan terlampir | terlampir kelengkapan | berkas terlampir | surat terlampir |"
        "berikut kelengkapan | berikut kami lampirkan | kami lengkapi | sudah dilengkapi | terlampir surat",
        inside="kelengkapan terlampir | berkas terlampir | surat terlampir | berikut kami lampirkan |"
        "sudah dilengkapi |"
        "terlampir surat | kami lampirkan",
    ),
    "NILAI": Wording(
        outright="sangat puas | puas sekali | cukup puas | kurang puas | tidak puas", alone="puas", inside="sangat puas"
    ),
    "CUTI": Wording(
        outright="dinas luar | dl | delegasikan | delegasikan ke | delegasikan kepada",
        followers="sampai | sd | mulai | tanggal | besok | lusa | selama | melahirkan | sakit | tahunan | alasan",
        telling="saya cuti | kami cuti | saya dinas luar | saya dl | saya tugas luar | saya sedang cuti",
    ),
    "LAPOR a.n.": Wording(outright="lapor atas nama | laporan a.n. | laporan atas nama"),
    "UBAH": Wording(
        outright="ubah jadwal | diubah | ganti jadwal | ganti hari | mohon diubah | geser | geser jadwal | diundur |"
        "mundur",
    ),
    "CETAK": Wording(
        outright="print | cetak pdf | mohon dicetak | kirim lembar disposisi | kirim lembar | kirim berkas",
    ),
    "AMBIL": Wording(
        outright="saya tangani | saya ambil | saya yang tangani | saya kerjakan | kami tangani | biar saya",
        inside="saya tangani | saya ambil",
        followers="tugas | tiket | pekerjaan",
    ),
    "SOP": Wording(),
    "BUKAN PERMINTAAN": Wording(outright="bukan permohonan"),
}
