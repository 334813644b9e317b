"""How officials write the commands that take a step of an SOP: the explicit table (domain notes 3.3 and 3.6)."""

from mailgate.mail.wording import Wording

_DONE = (
    "diperbaiki | dikerjakan | ditangani | dilaksanakan | dipasang | diganti | disambung | direset | dibuat | tadi |"
    "jam |"
    "pukul | kemarin | hari | pada | semua | semuanya | dengan | 100 | pagi | siang | sore | malam | per | sesuai |"
    "pekerjaan | perbaikan | pemasangan | instalasi | penanganan | di | karena | oleh | dan | tanpa | via | lewat |"
    "setelah"
)

STEP_WORDINGS: dict[str, Wording] = {
    "DISPOSISI": Wording(
        outright="disposisikan | didisposisikan | disposisi ke | disposisi kepada | teruskan ke | teruskan kepada |"
        "diteruskan ke | diteruskan kepada | mohon diteruskan ke | mohon diteruskan kepada",
        inside="teruskan ke | teruskan kepada | disposisikan ke | disposisikan kepada",
    ),
    "TUNJUK": Wording(outright="menunjuk | ditunjuk | kami tunjuk | saya tunjuk | tunjuk ke | tunjuk kepada"),
    "TUGASKAN": Wording(
        outright="menugaskan | ditugaskan | ditugaskan kepada | ditugaskan ke | kami tugaskan | saya tugaskan |"
        "serahkan ke | serahkan kepada | diserahkan ke | diserahkan kepada | handle oleh",
        naming="pic | pj | penanggung jawab | yang menangani",
        inside="diproses oleh | ditangani oleh | dikerjakan oleh | dihandle oleh | handle oleh | yang menangani |"
        "ditugaskan kepada | ditugaskan ke | kami tugaskan | saya tugaskan",
    ),
    "TERIMA": Wording(
        followers="laporan | surat | disposisi | tugas | permohonan | berkas | dan | dengan | baik | sesuai",
        outright="diterima | sudah terima | sudah diterima | telah diterima | kami terima | saya terima |"
        "sudah kami terima |"
        "sudah saya terima | telah kami terima | telah saya terima | laporan diterima | laporan sudah diterima |"
        "laporan telah diterima | siap dilaksanakan | siap laksanakan | siap melaksanakan | siap kami laksanakan",
        alone="laksanakan | dilaksanakan | terima laporan",
        inside="sudah diterima | telah diterima | sudah kami terima | sudah saya terima | telah kami terima |"
        "telah saya terima | siap dilaksanakan | siap kami laksanakan",
    ),
    "VERIFIKASI": Wording(
        followers="oke | berkas | surat | lengkap | permohonan | dan | selesai | sesuai",
        outright="diverifikasi | sudah diverifikasi | telah diverifikasi | sudah kami verifikasi | terverifikasi |"
        "sudah saya verifikasi | berkas lengkap | berkas sudah lengkap | sudah lengkap | verifikasi ok",
        alone="lengkap",
        inside="sudah diverifikasi | telah diverifikasi | sudah kami verifikasi | berkas lengkap |"
        "berkas sudah lengkap |"
        "berkasnya lengkap | berkasnya sudah lengkap",
    ),
    "SESUAI": Wording(
        outright="sudah sesuai | sesuai layanan | sesuai kewenangan | sesuai tupoksi | sesuai wewenang",
        inside="sudah sesuai | sesuai layanan | sesuai kewenangan | sesuai tupoksi | termasuk layanan kami",
        followers="layanan | kewenangan | wewenang | tupoksi | katalog",
    ),
    "TIDAK SESUAI": Wording(
        telling="bukan kewenangan | di luar kewenangan | diluar kewenangan | bukan tupoksi | di luar tupoksi |"
        "diluar tupoksi | bukan wewenang | di luar wewenang | diluar wewenang | tidak sesuai kewenangan |"
        "tidak sesuai tupoksi | tidak sesuai dengan tupoksi | tidak sesuai dengan kewenangan",
        inside="tidak sesuai | kurang sesuai | kurang tepat | bukan kewenangan | di luar kewenangan |"
        "diluar kewenangan |"
        "bukan tupoksi | di luar tupoksi | diluar tupoksi | bukan wewenang | bukan ranah | tidak termasuk layanan",
    ),
    "YA": Wording(
        outright="ya darurat | benar darurat | iya darurat | ya benar | ya betul | iya benar | iya betul",
        alone="iya | benar | betul | darurat | sudah pulih",
        inside="benar darurat | memang darurat | keadaan darurat",
        followers="darurat | benar | betul",
        whole_line=True,
    ),
    "TIDAK": Wording(
        outright="bukan darurat | tidak darurat | bukan keadaan darurat | bukan kondisi darurat |"
        "bukan termasuk darurat |"
        "tidak termasuk darurat | belum termasuk darurat",
        inside="bukan darurat | tidak darurat | bukan keadaan darurat | bukan kondisi darurat | belum darurat",
        followers="darurat",
        whole_line=True,
    ),
    "PROSES": Wording(
        followers="perbaikan | penanganan | pengecekan | pemeriksaan | troubleshooting | penyambungan | penggantian |"
        "instalasi | di | oleh | dan | sekarang | hari | jam | lokasi",
        outright="diproses | sedang diproses | sedang kami proses | kami proses | saya proses | sedang ditangani |"
        "sedang kami tangani | sedang dikerjakan | sedang kami kerjakan | sedang dicek | sedang kami cek | otw |"
        "otw lokasi | menuju lokasi | meluncur ke lokasi | dalam pengerjaan | dalam penanganan | dalam proses |"
        "on progress | on proses | on process",
        inside="sedang diproses | sedang kami proses | sedang ditangani | sedang kami tangani | sedang dikerjakan |"
        "sedang kami kerjakan | sedang dicek | sedang kami cek | dalam pengerjaan | dalam penanganan | otw lokasi |"
        "otw ke lokasi | menuju lokasi | on progress",
    ),
    "KOORDINASI": Wording(
        outright="berkoordinasi | koordinasi dengan | koordinasikan | dikoordinasikan | sudah koordinasi |"
        "sudah berkoordinasi | hubungi",
        inside="sudah berkoordinasi | sudah kami koordinasikan | sudah koordinasi",
    ),
    "ARAHAN": Wording(outright="arahkan | instruksi | instruksikan"),
    "SUDAH DITINJAU": Wording(
        outright="sudah ditinjau | telah ditinjau | sudah kami tinjau | sudah ke lokasi | telah ke lokasi |"
        "hasil peninjauan | hasil tinjauan | hasil tinjau lokasi",
        inside="sudah ditinjau | sudah kami tinjau | sudah ke lokasi",
    ),
    "BERHASIL": Wording(
        outright="remote berhasil | sudah berhasil | berhasil diatasi | dapat diatasi | bisa diatasi | sudah diatasi |"
        "sudah teratasi | teratasi via remote | teratasi lewat remote | berhasil diremote",
        inside="remote berhasil | sudah berhasil | teratasi via remote | teratasi lewat remote | sudah teratasi",
    ),
    "TIDAK BERHASIL": Wording(
        outright="belum berhasil | remote gagal | remote tidak berhasil | remote belum berhasil | tinjau lokasi |"
        "perlu ke lokasi | perlu tinjau lokasi | harus ke lokasi | gagal diremote | tidak dapat diatasi |"
        "tidak bisa diatasi | belum teratasi | tidak teratasi",
        inside="tidak dapat diatasi | tidak bisa diatasi | tidak berhasil | belum berhasil | remote gagal |"
        "perlu ke lokasi | perlu tinjau lokasi |"
        "harus ke lokasi |"
        "tidak bisa diremote",
    ),
    "RUSAK": Wording(
        followers="berat | total | parah | harus | perlu | dan | semua | switch | router | access | ap | kabel |"
        "perangkat |"
        "adaptor | poe | ups | modem | hub | radio | antena | konektor | port | di | pada | karena",
        outright="harus diganti | perangkat rusak | rusak berat | rusak total | mati total | perlu diganti",
        inside="harus diganti | perlu diganti | mati total | rusak total | rusak berat | rusak",
    ),
    "TIDAK RUSAK": Wording(
        outright="tidak ada kerusakan | bukan rusak | tidak ada yang rusak | sudah diperbaiki | telah diperbaiki |"
        "perangkat normal |"
        "perangkat tidak rusak",
        inside="tidak rusak | tidak ada kerusakan | tidak ada yang rusak | sudah diperbaiki | sudah kami perbaiki",
    ),
    "TERIMA BA": Wording(
        outright="ba diterima | ba sudah diterima | berita acara diterima | berita acara sudah diterima |"
        "terima berita acara",
        inside="ba sudah diterima | ba sudah kami terima | berita acara sudah diterima |berita acara sudah kami terima",
    ),
    "KIRIM BA": Wording(
        outright="berita acara terlampir | ba terlampir | terlampir berita acara | terlampir ba | kirim berita acara |"
        "berikut berita acara | berikut ba | kami kirim ba | kami kirim berita acara | kami lampirkan berita acara |"
        "terlampir kami kirim berita acara | terlampir kami sampaikan berita acara",
        inside="berita acara terlampir | ba terlampir | kami kirim berita acara | kami lampirkan berita acara |"
        "terlampir berita acara | terlampir ba",
    ),
    "TANPA PENGGANTIAN": Wording(
        telling="tidak jadi diganti | opd mengganti sendiri | tidak diganti",
        inside="tanpa penggantian | tidak jadi diganti | opd mengganti sendiri",
    ),
    "TERPASANG": Wording(
        outright="sudah dipasang | telah dipasang | sudah terpasang | telah terpasang | pemasangan selesai",
        inside="sudah dipasang | telah dipasang | sudah terpasang | sudah kami pasang | pemasangan selesai",
    ),
    "UJI BERHASIL": Wording(
        outright="uji coba berhasil | ujicoba berhasil | tes ok | test ok | tes berhasil | uji coba ok | ujicoba ok |"
        "uji ok | sudah normal",
        inside="uji coba berhasil | ujicoba berhasil | tes ok | tes berhasil | sudah normal",
    ),
    "UJI GAGAL": Wording(
        outright="uji coba gagal | ujicoba gagal | tes gagal | test gagal | masih gangguan | masih bermasalah |"
        "belum normal",
        inside="uji coba gagal | ujicoba gagal | tes gagal | masih gangguan | masih bermasalah | belum normal",
    ),
    "LAPOR": Wording(
        outright="melaporkan | dilaporkan | berikut laporan | berikut kami laporkan | kami laporkan | saya laporkan |"
        "laporan terlampir | terlampir laporan | laporan hasil | berikut hasil",
        telling="laporan terlampir | terlampir laporan",
        alone="laporan",
        inside="laporan terlampir | terlampir laporan | berikut laporan | kami laporkan | laporan hasil",
        whole_line=True,
    ),
    "TERUSKAN": Wording(
        outright="diteruskan | kami teruskan | saya teruskan | forward ke atasan | teruskan ke atasan",
        alone="kirim | lanjutkan | dilanjutkan",
        naming="kirim ke | kirim kepada | kirimkan ke | kirimkan kepada | lanjutkan ke | lanjutkan kepada |"
        "dilanjutkan ke | dilanjutkan kepada | forward ke | mohon diteruskan ke | mohon diteruskan kepada |"
        "mohon dilanjutkan ke | mohon dilanjutkan kepada | tolong teruskan ke | tolong lanjutkan ke",
        followers="ke | kepada | laporan | laporannya | berkas | surat | permohonan | hasil | dokumen | untuk |"
        "dengan | karena | agar | kabid | kasi | kadis | sekdin | koordinator | helpdesk",
        inside="kami teruskan | saya teruskan | diteruskan ke atasan | teruskan ke | teruskan",
    ),
    "SELESAI": Wording(
        outright="sudah selesai | telah selesai | sudah diselesaikan | telah diselesaikan | sudah beres |"
        "sudah tuntas |"
        "sudah teratasi | telah teratasi | sudah ditangani | telah ditangani | sudah diperbaiki | telah diperbaiki |"
        "sudah kami perbaiki | sudah saya perbaiki | sudah kami selesaikan | sudah saya selesaikan |"
        "sudah kami tangani | sudah saya tangani |"
        "sudah normal kembali | sudah normal | ok selesai | pekerjaan selesai | pekerjaan sudah selesai |"
        "penanganan selesai | perbaikan selesai",
        alone="beres | done | clear | tuntas | teratasi | rampung",
        inside="sudah selesai | telah selesai | sudah beres | sudah tuntas | sudah teratasi | telah teratasi |"
        "sudah normal kembali | sudah normal | sudah diselesaikan | pekerjaan selesai | selesai | beres | tuntas",
        followers=_DONE,
    ),
    "KEMBALIKAN": Wording(
        outright="dikembalikan | kami kembalikan | saya kembalikan | mohon dikembalikan | mohon dilengkapi |"
        "mohon lengkapi | mohon diperbaiki | mohon direvisi | tolong dilengkapi | tolong diperbaiki | revisi |"
        "perbaiki |"
        "lengkapi",
        telling="belum lengkap | salah bidang | bukan bidang kami | mohon dilengkapi | mohon lengkapi |"
        "tolong dilengkapi |"
        "mohon diperbaiki | mohon direvisi | tolong diperbaiki | revisi | perbaiki | lengkapi",
        inside="kami kembalikan | saya kembalikan | dikembalikan | belum lengkap | salah bidang | bukan bidang kami |"
        "tidak lengkap | kurang lengkap",
    ),
    "SETUJU": Wording(
        outright="disetujui | disetujui untuk ditutup | setuju ditutup | setuju tutup | setuju untuk ditutup |"
        "setuju tiket ditutup | ok setuju |"
        "saya setuju | kami setuju | saya menyetujui | kami menyetujui | menyetujui | sudah disetujui |"
        "sangat setuju | di setuju | saya sepakat | kami sepakat",
        alone="sepakat",
        inside="setuju | disetujui | menyetujui | sepakat | setujui | lanjutkan",
        followers="ditutup | tutup | penutupan | tiket | saja | laporan | karena",
    ),
    "TOLAK": Wording(
        outright="ditolak | kami tolak | saya tolak | tidak disetujui",
        telling="tidak dapat dipenuhi | tidak bisa dipenuhi | belum dapat dipenuhi",
        inside="ditolak | kami tolak | tidak disetujui | tidak dapat dipenuhi | tidak bisa dipenuhi |"
        "bukan kewenangan |"
        "di luar kewenangan | diluar kewenangan",
        followers="karena | sebab | alasan | dengan | bukan | belum | tidak | di | permohonan | tiket | surat | saja",
    ),
    "TUTUP": Wording(
        outright="tiket ditutup | tutup tiket | tiket sudah ditutup | tiket kami tutup | close | close tiket |"
        "ditutup |"
        "tiket bisa ditutup | tiket dapat ditutup",
        inside="tiket ditutup | tutup tiket | tiket sudah ditutup | tiket kami tutup | bisa ditutup | dapat ditutup |"
        "silakan ditutup | ditutup",
        followers="tiket | tiketnya | saja | permohonan | kasus | karena | sekarang",
    ),
    "BA": Wording(outright="buat ba | buat berita acara | susun berita acara | susun ba", followers=""),
    "MENGETAHUI": Wording(
        outright="saya mengetahui | kami mengetahui | telah mengetahui | mengetahui dan menyetujui",
        inside="saya mengetahui | kami mengetahui | telah mengetahui",
        followers="dan | isi | berita | ba",
    ),
    "KONFIRMASI": Wording(
        followers="sudah | ke | kepada | dari | oleh | opd | via | bahwa | dengan | pulih",
        outright="dikonfirmasi | sudah dikonfirmasi | telah dikonfirmasi | sudah kami konfirmasi | sudah konfirmasi |"
        "sudah saya konfirmasi | opd membenarkan | opd sudah membenarkan | terkonfirmasi",
        inside="sudah dikonfirmasi | telah dikonfirmasi | sudah kami konfirmasi | sudah saya konfirmasi |"
        "sudah konfirmasi | opd membenarkan",
    ),
}
