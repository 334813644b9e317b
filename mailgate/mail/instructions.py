"""Words that begin an instruction or a remark, as against the name of an addressee."""

from mailgate.mail.words import words_of

STARTERS = frozenset(
    (
        "mohon tolong harap agar supaya untuk guna segera secepatnya cepat cek dicek periksa diperiksa tindak "
        "tindaklanjuti "
        "ditindaklanjuti tangani ditangani selesaikan diselesaikan tuntaskan dituntaskan laksanakan dilaksanakan "
        "pelajari "
        "dipelajari siapkan bantu dibantu dampingi hadiri wakili teliti diteliti bahas proses diproses pantau monitor "
        "lapor "
        "laporkan hubungi buat buatkan jadwalkan perbaiki diperbaiki ganti pasang kirim koordinasi koordinasikan "
        "dikoordinasikan berkoordinasi kerjakan dikerjakan lanjutkan lanjut telaah ditelaah kaji dikaji saran sarannya "
        "pertimbangkan sesuai hari besok lusa paling sebelum batas tenggat deadline jam pukul sampai tanggal terkait "
        "perihal mengenai tentang karena sebab yang ini itu tsb ya yaa dulu saja aja dan serta atau bersama cc "
        "tembusan "
        "urgent penting prioritas arsip arsipkan edarkan up info catatan ket keterangan disposisi"
    ).split()
)
"""With one of these a name has ended."""

ORDERS = frozenset(
    (
        "tindak tindaklanjuti ditindaklanjuti segera selesaikan diselesaikan tuntaskan dituntaskan cek dicek periksa "
        "diperiksa tangani ditangani kerjakan dikerjakan koordinasikan dikoordinasikan proses diproses bantu dibantu "
        "pelajari dipelajari perbaiki diperbaiki laksanakan dilaksanakan telaah ditelaah kaji dikaji teliti diteliti "
        "pantau dipantau jadwalkan dijadwalkan siapkan disiapkan laporkan dilaporkan dipercepat ditinjau tinjau "
        "koordinasi monitor dimonitor "
        "menindaklanjuti menyelesaikan mengecek memeriksa menangani memproses mengoordinasikan "
        "mengkoordinasikan memperbaiki melaksanakan mempelajari menelaah membantu menuntaskan berkoordinasi meninjau"
    ).split()
)
"""Words that ask for work to be done: with an addressee they are a disposisi."""

ASKING = frozenset({"mohon", "tolong", "harap", "agar", "supaya", "untuk", "dimohon", "diharapkan", "minta", "segera"})
"""Words that open a request."""

OPENINGS = (
    ASKING
    | ORDERS
    | frozenset(
        (
            "guna secepatnya cepat paling sebelum batas tenggat deadline dampingi hadiri wakili buat buatkan pasang "
            "ganti kirim hubungi lapor monitor jadwalkan urgent penting sesuai lanjutkan"
        ).split()
    )
)
"""Words with which an instruction begins that stands right behind a command."""


def opens_instruction(text: str) -> bool:
    """Whether the first word of a text is one with which an instruction begins."""
    return bool(OPENINGS & set(words_of(text)[:1]))


FIELDS = frozenset(
    (
        "kesehatan pendidikan sosial keuangan umum persandian statistik komunikasi informasi informatika aptika ikp "
        "aplikasi infrastruktur layanan jaringan ti data keamanan program perencanaan kepegawaian arsip perhubungan "
        "pertanian keminfo kominfo hukum organisasi aset anggaran kependudukan kebudayaan pariwisata siber"
    ).split()
)
"""Fields of work that bidang and seksi are named for."""
